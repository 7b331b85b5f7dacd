#include "tests/simulation/row_walk.hpp"

#include "engine/core/assert.hpp"
#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "sandbox/partners/mail_writer.hpp"
#include "tests/simulation/checkers/checkers.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <utility>

namespace redress::simulation {
namespace {

using runtime::Act;
using runtime::ActKind;

constexpr int kSites = 9;
constexpr int kPagesPerSite = 3;      // a site that moves takes both with it
constexpr int kTurns = 800;
constexpr int kTurnsBetweenCounts = 10;
constexpr Milliseconds kLongestDelay = hours{6};  // of what the relay says
constexpr std::size_t kConsidered = 7;  // items a turn chooses from

const Actor kAnna{ActorKind::analyst, "anna"};
const Actor kCarla{ActorKind::analyst, "carla"};
const Actor kBram{ActorKind::senior, "bram"};
const Actor kLead{ActorKind::lead, "lotte"};
const Actor kPolice{ActorKind::partner, "police"};

/// Keeps what arrived, so that it can be answered.
class Postbox final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "postbox"; }
  void mail_taken(const MailTaken& mail) override { seen_.insert_or_assign(mail.notice, mail.seen); }
  [[nodiscard]] const sandbox::NoticeSeen* notice(NoticeId id) const {
    const auto found = seen_.find(id);
    return found == seen_.end() ? nullptr : &found->second;
  }

 private:
  std::map<NoticeId, sandbox::NoticeSeen> seen_;
};

/// What could happen next.
struct Possible {
  double weight = 0;
  std::function<void()> happens;
  std::vector<std::pair<const RequestRecord*, std::string_view>> tells;  // what it is likely to tell whom
};

struct Answer {
  std::string_view event;
  sandbox::Reaction::Kind kind = sandbox::Reaction::Kind::answer;
  sandbox::Saying saying = sandbox::Saying::working;
  std::string_view words = {};  // instead of what the desk says
};
constexpr std::array<Answer, 9> kAnswers{{
    {"Acknowledged", sandbox::Reaction::Kind::auto_reply, sandbox::Saying::receipt},
    {"Acknowledged", sandbox::Reaction::Kind::answer, sandbox::Saying::working},
    {"ClaimedGone", sandbox::Reaction::Kind::answer, sandbox::Saying::removed},
    {"RefusedByRecipient", sandbox::Reaction::Kind::answer, sandbox::Saying::refused},
    {"ContestedByRecipient", sandbox::Reaction::Kind::answer, sandbox::Saying::contested},
    {"NotTheirs", sandbox::Reaction::Kind::answer, sandbox::Saying::not_ours},
    {"PassedToCustomer", sandbox::Reaction::Kind::answer, sandbox::Saying::working, "Your report has been forwarded to our customer."},
    {"InformationAsked", sandbox::Reaction::Kind::answer, sandbox::Saying::working, "We need more information. Please send us the full URL."},
    {"AnswerUnclear", sandbox::Reaction::Kind::answer, sandbox::Saying::working, "The weather is fine in the harbour this week."},
}};
constexpr std::string_view kWorkingInEnglish = "We are looking into your notice and will get back to you once we are done.";

/// Which event a task's answer is.
constexpr std::array<std::pair<const char*, std::string_view>, 10> kTaskAnswers{{{"go_on", "ResumedByPerson"},
                                                                                {"next_rung", "NextRungChosen"},
                                                                                {"give_up", "GivenUp"},
                                                                                {"withdraw", "Withdrawn"},
                                                                                {"uphold", "ContestUpheld"},
                                                                                {"overturn", "ContestOverturned"},
                                                                                {"claims_gone", "ClaimedGone"},
                                                                                {"received", "Acknowledged"},
                                                                                {"refused", "RefusedByRecipient"},
                                                                                {"not_theirs", "NotTheirs"}}};

void change(SimOptions& options, const char* file, std::string from, std::string to) { options.rules.push_back({file, std::move(from), std::move(to)}); }

/// Another ladder in the Netherlands than the shipped one.
void change_ladder(SimOptions& options, const std::string& rungs) {
  constexpr const char* kFile = "ladders/rules.yaml";
  change(options, kFile, "      country: [NL]\n", "      country: [BE]\n");
  change(options, kFile, "\nladders:\n",
         "\nladders:\n  - id: ladder.walk\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-01-01\n    when:\n      country: [NL]\n    site_owner: never\n    rungs:\n" + rungs);
}

SimOptions options_of(std::uint64_t seed) {
  SimOptions options;
  options.seed = seed;
  options.partners.standing_cast = false;
  options.partners.broken_connection_share = 0;
  options.turn = seconds{20};
  // What these tables say of a place abroad is met where no rule leads on from there.
  change(options, "roads/rules.yaml", "    workflow: partner_referral", "    valid_until: 2024-01-02\n    workflow: partner_referral");
  // Slow answers keep a request for minutes where it otherwise is for a moment, and lost ones leave it to its timer.
  options.faults.slow_job = 0.5;
  options.faults.lost_job = 0.08;
  options.faults.duplicate_result = 0.03;
  // Each walk has rules of its own, which an operator could have written.
  constexpr const char* kHoster = "      - addressees:\n          - {scope: hoster, need: all, kind: first}\n";
  constexpr const char* kTimes = "        waits: 1 h\n        reminders_max: 1\n        reminder_after: 30 min\n        next_rung_after: 1 h\n";
  constexpr const char* kCopy = "          - {scope: authority, need: copy, kind: copy}\n";
  switch (seed % 4) {
    case 0: break;
    case 1:  // with a copy from the beginning, and the network next
      change_ladder(options, std::string(kHoster) + kCopy + kTimes + "      - task: approve_network\n      - addressees:\n          - {scope: network, need: any, kind: escalation}\n          - {scope: hoster, need: copy, kind: copy}\n" + kTimes);
      break;
    case 2: change_ladder(options, std::string(kHoster) + kCopy + "        reminders_max: 1\n        reminder_after: 0 s\n        next_rung_after: 2 h\n        waits: 24 h\n"); break;  // one rung
    default: change_ladder(options, std::string("      - task: propose_referral\n") + kHoster + kCopy + kTimes); break;  // a person first; not an enum
  }
  if (const auto failures = (seed / 4) % 3; failures != 0) change(options, "looks/rules.yaml", "failures_before_task: 12", "failures_before_task: " + std::to_string(failures));
  if (seed % 3 == 0) change(options, "roads/rules.yaml", "    send_when_hold_ends: false", "    send_when_hold_ends: true\n    agreement: covenant with the police");
  if (seed % 5 == 0) change(options, "triage/rules.yaml", "    accepts: [illegal_baseline, illegal_national]", "    accepts: [illegal_baseline, illegal_national, not_illegal]");
  if (seed % 5 == 2) options.directory.may_be_given_little = {"host1", "host6"};
  if (seed % 7 == 3) change(options, "delivery/rules.yaml", "bytes_max: 2000000", "bytes_max: 10000");
  options.looks_off = seed % 11 == 5;
  options.directory.unapproved = {"fern"};
  options.directory.absent = {"unlisted"};
  for (int number = 0; number < kSites; number += 2) options.directory.with_second_contact.insert("host" + std::to_string(number));
  for (int number = 0; number < kSites; number += 3) options.directory.one_by_one.insert("host" + std::to_string(number));
  return options;
}

class Walk {
 public:
  Walk(std::uint64_t seed, Hunt& hunt) : world_(options_of(seed)), chance_(seed, {"walk"}), hunt_(hunt) {
    auto postbox = std::make_unique<Postbox>(world_);
    postbox_ = postbox.get();
    add_checkers(world_, false);
    world_.add(std::move(postbox));
    build();
  }

  WalkResult run() {
    for (int turn = 0; turn < kTurns && world_.complaints().empty(); ++turn) {
      if (turn % kTurnsBetweenCounts == 0) hunt_.add(world_.rows());
      if (other_files_until_ && world_.now() >= *other_files_until_) old_files_again();
      happen();
      if (chance_.happens(0.5)) pass_time();
    }
    world_.set_faults({});
    world_.run_for(kLongestDelay + hours{3});
    world_.finish();
    hunt_.add(world_.rows());
    return {world_.complaints(), world_.store().heads({}).newest_event.value};
  }

 private:
  struct Page {
    std::string url, host;
    std::optional<ItemId> item;
  };

  void build() {
    using sandbox::Behaviour;
    using sandbox::PartyKind;
    const auto add = [&](const std::string& slug, PartyKind kind, const std::string& country, Behaviour behaviour = Behaviour::silent) {
      sandbox::Party party;
      party.name = slug;
      party.domain = slug + ".example";
      party.abuse_mailbox = "abuse@" + party.domain;
      party.kind = kind;
      party.country = country;
      party.behaviour = behaviour;
      party.refuses_at_relay = true;
      party.mails_per_hour = 1;
      return world_.partners().add_party(party);
    };
    add("carrier", PartyKind::network, "NL");
    add("names", PartyKind::registrar, "NL");
    add("bureau", PartyKind::authority, "NL");
    for (int number = 0; number < kSites; ++number) {
      const auto behaviour = number == 2   ? Behaviour::rate_limiting
                             : number == 4 ? Behaviour::bouncing
                             : number == 5 ? Behaviour::greylisting
                                           : Behaviour::silent;
      hosters_.push_back(add("host" + std::to_string(number), PartyKind::hoster, number == 7 ? "US" : "NL", behaviour));
    }
    hosters_.push_back(add("fern", PartyKind::hoster, "NL"));      // not approved
    hosters_.push_back(add("unlisted", PartyKind::hoster, "NL"));  // only the register knows it
    hosters_.push_back(add("nowhere", PartyKind::hoster, ""));
    world_.load_directory();
    world_.settle();
    // Nobody knows whom to ask there.
    hosters_.push_back(add("newcomer", PartyKind::hoster, "NL"));
    hosters_.push_back(add("stranger", PartyKind::hoster, ""));
    const bool long_ones = !world_.options().rules.empty() && world_.options().rules.back().file.starts_with("delivery");
    for (std::size_t number = 0; number < kSites; ++number) {
      const auto host = "site" + std::to_string(number) + ".example";
      const auto site = world_.partners().add_site(host, number == 8 ? hosters_.back() : hosters_[number]);
      for (int page = 0; page < kPagesPerSite; ++page) {
        const auto path = "/" + std::to_string(page) + (long_ones && page == 0 ? std::string(4'000, 'a') : std::string());
        pages_.push_back({world_.partners().add_item(site, path, sandbox::Truth::illegal), host, {}});
      }
    }
  }

  void happen() {
    possible_.clear();
    requests_.clear();
    about_the_world();
    std::vector<double> weights;
    for (const auto& page : pages_) weights.push_back(1 + hope_of(page));
    for (std::size_t i = 0; i < kConsidered; ++i) about(pages_[chance_.weighted(weights)]);
    weights.clear();
    for (const auto& one : possible_) weights.push_back(one.weight);
    const auto& chosen = possible_[chance_.weighted(weights)];
    for (const auto& [request, event] : chosen.tells) hunt_.tried(*request, event);
    chosen.happens();
    world_.settle();
  }

  double hope_of(const Page& page) {
    if (!page.item) return hunt_.hope("triage", "Received");
    double most = 0;
    for (const auto& request : world_.reader().requests_of_item(*page.item)) most = std::max(most, hunt_.hope(request.workflow, request.state));
    return most;
  }

  void pass_time() {
    static constexpr std::array<double, 7> kWeights{30, 30, 20, 10, 5, 4, 1};
    static const std::array<Milliseconds, 7> kSpans{seconds{40}, minutes{4}, minutes{16}, hours{1}, hours{5}, hours{26}, hours{170}};
    const auto most = kSpans[chance_.weighted(kWeights)];
    world_.run_for(chance_.between(most / 4, most));
  }

  void may(double weight, std::function<void()> what) { possible_.push_back({weight, std::move(what), {}}); }
  /// Something that tells those requests one of these events, now or soon.
  void may(double weight, const std::vector<const RequestRecord*>& requests, std::initializer_list<std::string_view> events, std::function<void()> what) {
    Possible possible{weight, std::move(what), {}};
    double worth = 1;
    for (const auto* request : requests)
      for (const auto event : events) {
        worth += hunt_.worth(*request, event);
        possible.tells.emplace_back(request, event);
      }
    possible.weight *= worth;
    possible_.push_back(std::move(possible));
  }

  void act(ActKind kind, std::int64_t subject, const Actor& by, std::string argument = {}, std::optional<UtcTime> until = {}) {
    Act act;
    act.kind = kind;
    act.subject = subject;
    act.by = by;
    act.argument = std::move(argument);
    act.until = until;
    act.reason = "walk";
    world_.act(std::move(act));
  }

  void about_the_world() {
    const auto soon = [this](Milliseconds least, Milliseconds most) { return world_.now() + chance_.between(least, most); };
    may(0.8, [=, this] { world_.set_relay_reachable_from(soon(minutes{5}, chance_.happens(0.2) ? hours{60} : hours{6})); });
    may(1.5, [=, this] { world_.set_relay_refuses_until(soon(minutes{1}, minutes{40})); });
    may(0.7, [=, this] { world_.set_looks_work_from(soon(minutes{5}, hours{12})); });
    may(0.7, [=, this] { world_.set_lookups_work_from(soon(minutes{5}, hours{5})); });
    may(0.7, [=, this] { world_.hold_looks_until(soon(minutes{5}, hours{2})); });
    may(0.7, [=, this] { world_.hold_lookups_until(soon(minutes{5}, hours{2})); });
    may(1.5, [=, this] { world_.hold_verdicts_until(soon(minutes{5}, kLongestDelay)); });
    may(0.4, [=, this] {
      act(ActKind::sending, 0, kLead, "paused");
      world_.at(soon(minutes{5}, hours{30}), [this] { act(ActKind::sending, 0, kLead, "on"); });
    });
    may(0.7, [this] {
      auto faults = world_.options().faults;
      faults.slow_job = chance_.happens(0.5) ? 0.1 : 0.8;
      world_.set_faults(faults);
    });
    may(1.5, [this] {
      for (const auto& recipient : world_.reader().recipients())
        if (recipient.approved) act(ActKind::recipient_resume, recipient.id.value, kLead);
    });
    may(0.4, [this] {
      for (const auto& recipient : world_.reader().recipients())
        if (!recipient.approved && chance_.happens(0.5)) act(ActKind::recipient_approve, recipient.id.value, kLead);
    });
    may(0.3, [=, this] {
      world_.stop_service();
      world_.run_until(soon(minutes{5}, hours{4}));
      world_.start_service();
    });
    may(0.3, [=, this] {
      const bool forward = chance_.happens(0.6);
      const auto by = chance_.between(minutes{5}, hours{30});
      ++world_.faults()[forward ? Fault::clock_forward : Fault::clock_back];
      world_.set_engine_clock_off_by(forward ? by : -by);
      world_.at(soon(minutes{1}, hours{1}), [this] { world_.set_engine_clock_off_by(Milliseconds{0}); });
    });
  }

  void about(Page& page) {
    if (!page.item) {
      may(2, [this, &page] {
        if (chance_.happens(0.5)) world_.hold_lookups_until(world_.now() + chance_.between(minutes{5}, hours{2}));
        report(page);
      });
      may(0.5, [this, &page] { report_while_it_moves(page); });
      return;
    }
    const auto item = page.item->value;
    std::vector<const RequestRecord*> requests;
    for (auto& request : world_.reader().requests_of_item(*page.item)) requests.push_back(&requests_.emplace_back(std::move(request)));
    // What people do reaches the newest open request, or the newest.
    const auto* meant = requests.front();
    bool open = false;
    for (const auto* request : requests) {
      if (!request->closed_at || meant->closed_at) meant = request;
      open = open || !request->closed_at;
    }
    may(0.5, requests, {"RepeatReported"}, [this, &page] { report(page); });
    people(item, *meant);
    for (const auto* request : requests) {
      tasks(*request);
      mails(*request);
      delays(*request);
    }
    nature(page, requests);
    if (!open) may(0.02, requests, {"LocatingFailed"}, [this, item] {
      act(ActKind::erase, item, kLead);
      act(ActKind::relocate, item, kAnna);
    });
  }

  void people(std::int64_t item, const RequestRecord& meant) {
    const auto now = world_.engine_now();
    const auto does = [&](double weight, std::string_view event, ActKind kind, const Actor& by, std::string argument = {}, std::optional<UtcTime> until = {}) {
      may(weight, {&meant}, {event}, [this, kind, item, by, argument = std::move(argument), until] { act(kind, item, by, argument, until); });
    };
    const bool judged = meant.workflow == "hotline_ntd";
    for (const auto verdict : {Verdict::illegal_baseline, Verdict::not_illegal, Verdict::doubtful, Verdict::inaccessible, Verdict::gone_before}) {
      const bool illegal = is_illegal(verdict);
      does(illegal ? 1.2 : judged ? 0.05 : 0.2, "Assessed", ActKind::assess, chance_.happens(0.5) ? kAnna : kCarla, std::string(name_of(verdict)));
      does(illegal ? 0.4 : 0.05, "Assessed", ActKind::second_opinion, kBram, std::string(name_of(verdict)));
    }
    does(0.03, "Withdrawn", ActKind::withdraw, kAnna);
    does(0.03, "GivenUp", ActKind::give_up, kAnna);
    does(0.15, "HoldRequested", ActKind::hold, chance_.happens(0.5) ? kPolice : kAnna, {}, now + chance_.between(minutes{1}, hours{3}));
    does(0.05, "HoldExtended", ActKind::extend_hold, kLead, {}, now + chance_.between(minutes{1}, hours{3}));
    does(0.3, "HoldReleased", ActKind::release_hold, kLead);
    does(0.1, "ContestUpheld", ActKind::uphold, chance_.happens(0.5) ? kBram : kCarla);
    does(0.03, "ContestOverturned", ActKind::overturn, kBram);
    does(0.2, "ResumedByPerson", ActKind::resume, kAnna);
    does(0.3, "NextRungChosen", ActKind::next_rung, kAnna);
    does(0.1, "PartlyGone", ActKind::partly_gone, kAnna);
    does(0.02, "ExpiredByItself", ActKind::expired, kAnna);
    may(0.3, {&meant}, {"Located", "LocatingFailed"}, [this, item] { act(ActKind::relocate, item, kAnna); });
    may(0.05, [this, item] {
      Act registrar;
      registrar.kind = ActKind::set_registrar;
      registrar.subject = item;
      registrar.by = kAnna;
      registrar.slug = "names";
      world_.act(registrar);
    });
  }

  void tasks(const RequestRecord& request) {
    for (const auto& task : world_.reader().tasks(request.id)) {
      if (task.closed_at) continue;
      for (const auto& [answer, event] : kTaskAnswers) {
        const bool ends = event == "GivenUp" || event == "Withdrawn" || event == "ContestOverturned";
        may(ends ? 0.02 : event == "NextRungChosen" ? 0.5 : 0.15, {&request}, {event},
            [this, id = task.id.value, with = answer] { act(ActKind::task_answer, id, kBram, with); });
      }
    }
  }

  void mails(const RequestRecord& request) {
    for (const auto id : world_.reader().notices_of(request.id)) {
      if (world_.reader().notice(id)->state == NoticeState::dead) may(0.2, {&request}, {"NoticeUndeliverable"}, [this, id] {
        if (chance_.happens(0.7)) world_.set_relay_refuses_until(world_.now() + minutes{20});
        act(ActKind::notice_requeue, id.value, kLead);
      });
      const auto* seen = postbox_->notice(id);
      if (seen == nullptr || seen->retraction) continue;
      // Of what was sent last, more is heard, and of copies, of which there are few.
      const bool copy = world_.reader().need_in(id, request.id) == Need::copy;
      const double often = copy ? 3 : request.facts.rung_notice && id > request.facts.before_rung ? 2 : 0.5;
      for (const auto& answer : kAnswers)
        may(0.06 * often, {&request}, {answer.event, "RecipientAccepted"}, [this, seen, &answer] {
          if (chance_.happens(0.2)) world_.hold_looks_until(world_.now() + chance_.between(minutes{20}, hours{2}));
          write(*seen, answer);
        });
      for (const bool for_good : {false, true})
        may((for_good ? 0.02 : 0.08) * often, {&request}, {"NoticeBounced"}, [this, seen, for_good] { bounce(*seen, for_good); });
    }
  }

  /// What is slow, and what is late, for one request.
  void delays(const RequestRecord& request) {
    if (request.closed_at) return;
    const auto now = world_.engine_now();
    const auto soon = [this](Milliseconds least, Milliseconds most) { return world_.now() + chance_.between(least, most); };
    // What was due while nothing ran is late.
    if (const auto due = request.facts.deadline_at; due && *due > now)
      may(0.02, {&request}, {"TimerFired"}, [this, wait = *due - now] {
        world_.stop_service();
        world_.run_until(world_.now() + wait + chance_.between(minutes{1}, hours{3}));
        world_.start_service();
      });
    // Its next moment comes, and the look that is wanted then takes its time.
    std::optional<UtcTime> next;
    const auto accepted_by = request.facts.relay_accepted_at ? std::optional(*request.facts.relay_accepted_at + hours{4}) : std::nullopt;
    for (const auto& moment : {request.facts.deadline_at, request.facts.rung_due_at, request.facts.hold_until, accepted_by})
      if (moment && *moment > now && (!next || *moment < *next)) next = moment;
    if (next)
      may(0.05, {&request}, {"TimerFired"}, [=, this, wait = *next - now] {
        world_.run_for(wait);
        world_.hold_looks_until(soon(minutes{20}, hours{4}));
        world_.run_for(minutes{1});
      });
    if (request.state == "NoticePending")
      may(0.1, {&request}, {"NoticeAttempted"}, [=, this] {
        if (chance_.happens(0.5)) world_.set_relay_refuses_until(soon(minutes{15}, minutes{40}));
        world_.hold_verdicts_until(soon(minutes{15}, kLongestDelay));
        world_.run_for(minutes{16});
      });
    // Each start asks again where it is; and while the clock is behind, nobody misses the answer.
    if (request.state == "Received") {
      const std::initializer_list<std::string_view> asked_again = {"SeenOnline", "SeenChanged", "LookFailed", "ConfirmedGone", "Acknowledged"};
      may(0.2, {&request}, asked_again, [=, this] {
        world_.hold_lookups_until(soon(minutes{20}, hours{2}));
        world_.crash(Fault::crash_at_rest);
      });
      may(0.2, {&request}, asked_again, [=, this] {
        const auto mended = soon(hours{1}, hours{4});
        world_.hold_lookups_until(mended);
        world_.crash(Fault::crash_at_rest);
        ++world_.faults()[Fault::clock_back];
        world_.set_engine_clock_off_by(-chance_.between(hours{5}, hours{30}));
        world_.at(mended, [this] { world_.set_engine_clock_off_by(Milliseconds{0}); });
      });
    }
  }

  void write(const sandbox::NoticeSeen& seen, const Answer& answer) {
    sandbox::Reaction reaction;
    reaction.kind = answer.kind;
    reaction.saying = answer.saying;
    reaction.ticket = std::to_string(++tickets_);
    deliver(seen, reaction, answer.words);
  }

  void bounce(const sandbox::NoticeSeen& seen, bool for_good) {
    sandbox::Reaction reaction;
    reaction.kind = sandbox::Reaction::Kind::bounce;
    reaction.status = for_good ? "5.1.1" : "5.2.2";
    reaction.diagnostic = for_good ? "550 5.1.1 Recipient address rejected: User unknown" : "552 5.2.2 Mailbox full";
    reaction.ticket = std::to_string(++tickets_);
    deliver(seen, reaction, {});
  }

  void deliver(const sandbox::NoticeSeen& seen, sandbox::Reaction& reaction, std::string_view words) {
    reaction.at = world_.now();
    sandbox::Party party;
    party.domain = seen.recipient.substr(seen.recipient.find('@') + 1);
    party.name = party.domain.substr(0, party.domain.find('.'));
    party.abuse_mailbox = seen.recipient;
    auto text = sandbox::write_mail(party, seen, reaction).text;
    REDRESS_ASSERT(!text.empty(), "whoever got a notice knows where to answer it");
    if (!words.empty()) text.replace(text.find(kWorkingInEnglish), kWorkingInEnglish.size(), words);
    world_.deliver_mail(std::move(text));
  }

  /// What becomes of the page and its site. It shows at the next look or look-up; often one follows soon.
  void nature(const Page& page, const std::vector<const RequestRecord*>& requests) {
    using sandbox::PageKind;
    const auto becomes = [&](double weight, std::initializer_list<std::string_view> events, PageKind kind) {
      may(weight, requests, events, [this, &page, kind] {
        world_.partners().change_page(page.url, world_.now(), kind);
        if (chance_.happens(0.5)) report(page);
      });
    };
    becomes(0.4, {"SeenOnline"}, PageKind::content);
    becomes(0.1, {"Missed", "ConfirmedGone"}, PageKind::gone_404);
    becomes(0.2, {"SeenChanged"}, PageKind::changed);
    becomes(0.1, {"LookFailed"}, PageKind::failing_503);
    may(0.06, requests, {"HostMoved"}, [this, requests] { register_says(*requests.front()); });
    if (!other_files_until_) {
      may(0.1, requests, {"Located"}, [this, requests] { host_is_not_approved(*requests.front()); });
      for (const char* home : {"[BE]", "[US]", "[NL, US]"})
        may(0.03, requests, {"Located"}, [this, home, requests] { home_is(home, *requests.front()); });
    }
    may(0.25, requests, {"HostMoved"}, [this, &page, item = requests.front()->item.value] {
      world_.partners().move_site(page.host, world_.now(), hosters_[chance_.below(hosters_.size())]);
      if (chance_.happens(0.7)) act(ActKind::relocate, item, kAnna);
    });
  }

  /// Its host gets the host of the rest of its site, before anybody answered where it is.
  void report_while_it_moves(const Page& page) {
    world_.hold_lookups_until(world_.now() + minutes{40});
    report(page);
    world_.hold_lookups_until(world_.now());
    world_.partners().move_site(page.host, world_.now(), hosters_[chance_.below(hosters_.size())]);
    for (const auto& other : pages_)
      if (other.host == page.host && other.item && other.item != page.item) act(ActKind::relocate, other.item->value, kAnna);
  }

  /// Of who hosts it: that the addresses are in another country now, or in none, or in theirs again.
  void register_says(const RequestRecord& request) {
    const auto hoster = world_.reader().location(request.location)->hoster;
    if (!hoster) return;
    auto directory = world_.options().directory;
    const auto [known, is_new] = directory.addresses_in.emplace(world_.reader().recipient(hoster)->slug, chance_.happens(0.7) ? "" : "BE");
    if (!is_new) directory.addresses_in.erase(known);
    world_.set_directory(directory);
    act(ActKind::relocate, request.item.value, kAnna);
  }

  // --- files an operator changes: they hold from the next start on, and after some hours the old ones are back -------------------------------

  void host_is_not_approved(const RequestRecord& request) { other_files(without_host_of(request), world_.options().rules, request.item.value); }

  DirectoryShape without_host_of(const RequestRecord& request) {
    auto directory = world_.options().directory;
    if (const auto hoster = world_.reader().location(request.location)->hoster) directory.unapproved.insert(world_.reader().recipient(hoster)->slug);
    return directory;
  }

  /// The countries in which this desk itself sends notices.
  void home_is(const char* countries, const RequestRecord& request) {
    auto rules = world_.options().rules;
    rules.push_back({"roads/rules.yaml", "    countries: [NL]\n", "    countries: " + std::string(countries) + "\n"});
    other_files(chance_.happens(0.2) ? without_host_of(request) : world_.options().directory, std::move(rules), request.item.value);
  }

  void other_files(const DirectoryShape& directory, std::vector<RuleChange> rules, std::int64_t item) {
    old_directory_ = world_.options().directory;
    old_rules_ = world_.options().rules;
    other_files_until_ = world_.now() + chance_.between(minutes{1}, hours{3});
    other_files_about_ = item;
    start_with(directory, std::move(rules));
  }

  void old_files_again() {
    other_files_until_.reset();
    start_with(old_directory_, old_rules_);
  }

  void start_with(const DirectoryShape& directory, std::vector<RuleChange> rules) {
    world_.stop_service();
    world_.set_directory(directory);
    world_.set_rules(std::move(rules));
    world_.start_service();
    world_.load_directory();
    world_.settle();
    act(ActKind::relocate, other_files_about_, kAnna);
    world_.settle();
  }

  void report(const Page& page) {
    runtime::FiledReport filed;
    const bool trusted = chance_.happens(0.3);
    filed.report.source = trusted ? "partner-hotline.example" : "webform";
    filed.report.external_reference = "W-" + std::to_string(++reports_);
    auto incoming = item_from_url(page.url, {}, {});
    incoming->urgent = chance_.happens(0.1);
    if (trusted) incoming->source_verdict = chance_.happens(0.8) ? Verdict::illegal_national : Verdict::not_illegal;
    filed.report.items.push_back(std::move(*incoming));
    filed.digest = content_digest(filed.report);
    runtime::FileReports work;
    work.desk = "hotline";
    work.reports.push_back(std::move(filed));
    world_.file(std::move(work));
    world_.settle();
    for (auto& known : pages_)
      if (!known.item) known.item = world_.item_of(known.url);
  }

  SimWorld world_;
  sandbox::Chance chance_;
  Hunt& hunt_;
  Postbox* postbox_ = nullptr;
  std::vector<sandbox::PartyIndex> hosters_;
  std::vector<Page> pages_;
  std::vector<Possible> possible_;
  std::deque<RequestRecord> requests_;  // those a turn considers
  std::int64_t reports_ = 0, tickets_ = 0;
  std::optional<UtcTime> other_files_until_;
  std::int64_t other_files_about_ = 0;  // the item they were changed for
  DirectoryShape old_directory_;
  std::vector<RuleChange> old_rules_;
};

std::string name_of_state(std::string_view workflow, std::string_view state) { return std::string(workflow) + "/" + std::string(state); }
std::string name_of_cell(std::string_view workflow, std::string_view state, std::string_view event) {
  return name_of_state(workflow, state) + "/" + std::string(event);
}

}  // namespace

Hunt::Hunt() {
  const auto numbered = [](auto& numbers, std::string name, auto& all) {
    const auto [known, is_new] = numbers.emplace(std::move(name), all.size());
    if (is_new) all.emplace_back();
    return known->second;
  };
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow()}) {
    int number = 0;
    for (const auto& row : workflow->rows()) {
      const auto from = numbered(state_numbers_, name_of_state(workflow->name(), row.from), hopes_);
      const auto to = numbered(state_numbers_, name_of_state(workflow->name(), row.to), hopes_);
      const auto cell = numbered(cell_numbers_, name_of_cell(workflow->name(), row.from, row.event), cells_);
      cells_[cell].from = from;
      if (from != to) cells_[cell].leads_to.insert(to);
      rows_.push_back({workflow->name(), number++, cell, from, to});
    }
  }
  add({});
}

void Hunt::add(const RowCounts& taken) {
  for (const auto& [workflow, rows] : taken)
    for (const auto& [row, times] : rows) taken_[workflow][row] = times;
  for (auto& cell : cells_) cell.untaken = 0;
  std::vector<double> here(hopes_.size());
  for (const auto& row : rows_) {
    const auto known = taken_.find(row.workflow);
    if (known != taken_.end() && known->second.contains(row.number)) continue;
    ++cells_[row.cell].untaken;
    ++here[row.from];
  }
  constexpr int kStepsAhead = 3;
  constexpr double kLaterCounts = 0.5;
  hopes_ = here;
  for (int step = 0; step < kStepsAhead; ++step) {
    auto next = here;
    for (const auto& row : rows_)
      if (row.from != row.to) next[row.from] = std::max(next[row.from], here[row.from] + kLaterCounts * hopes_[row.to]);
    hopes_ = std::move(next);
  }
}

double Hunt::worth(const RequestRecord& request, std::string_view event) const {
  const auto found = cell_numbers_.find(name_of_cell(request.workflow, request.state, event));
  if (found == cell_numbers_.end()) return 0;
  constexpr double kUntakenWeighs = 40, kHopeWeighs = 3, kTryCosts = 0.1;
  const auto& cell = cells_[found->second];
  double better = 0;
  for (const auto state : cell.leads_to) better = std::max(better, hopes_[state] - hopes_[cell.from]);
  return (kUntakenWeighs * cell.untaken + kHopeWeighs * better) / (1 + kTryCosts * cell.tries);
}

double Hunt::hope(std::string_view workflow, std::string_view state) const { return hopes_[state_numbers_.at(name_of_state(workflow, state))]; }

void Hunt::tried(const RequestRecord& request, std::string_view event) {
  const auto found = cell_numbers_.find(name_of_cell(request.workflow, request.state, event));
  if (found != cell_numbers_.end()) ++cells_[found->second].tries;
}

WalkResult walk(std::uint64_t seed, Hunt& hunt) { return Walk(seed, hunt).run(); }

}  // namespace redress::simulation
