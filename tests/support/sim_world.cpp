#include "tests/support/sim_world.hpp"

#include "connectors/abuse_mail/abuse_mail.hpp"
#include "connectors/assisted_form/assisted_form.hpp"
#include "engine/core/assert.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/runtime/sending.hpp"
#include "engine/seal/key_ring.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/store/store.hpp"
#include "policies/book.hpp"
#include "sandbox/partners/notice_reader.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/trusted_flagger/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <sstream>

namespace redress::simulation {
namespace {

constexpr const char* kDesk = "hotline";
constexpr const char* kMailbox = "INBOX";
constexpr const char* kMailDomain = "hotline.test";
constexpr std::size_t kReportsPerBatch = 50;
constexpr int kTurnsAtOneMomentMax = 200;

Fault fault_of(CrashPoint point) {
  return point == CrashPoint::at_write ? Fault::crash_at_write : point == CrashPoint::at_commit ? Fault::crash_at_commit : Fault::crash_after_commit;
}

/// In memory where the system offers it: what is simulated is the program's end, not the disk's.
std::string make_folder() {
  const std::string base = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : std::filesystem::temp_directory_path().string();
  std::string name = base + "/redress-simulation-XXXXXX";
  REDRESS_ASSERT(::mkdtemp(name.data()) != nullptr, "a folder for the simulation's database");
  return name;
}

KeyFile keys_from(Random& random) {
  KeyFile keys;
  const auto fill = [&](SecretKey& key) { random.fill({key.data(), SecretKey::kBytes}); };
  keys.site_keys.push_back({"k1", {}});
  fill(keys.site_keys.back().key);
  fill(keys.index_key);
  fill(keys.signing_seed);
  return keys;
}

DeskIdentity identity() {
  DeskIdentity desk;
  desk.organisation = "Hotline";
  desk.mail_domain = kMailDomain;
  desk.mail_from = "ntd@hotline.test";
  desk.reply_mailbox = "ntd";
  desk.envelope_mailbox = "ntd-return";
  desk.handler = "H-7";
  return desk;
}

sandbox::WorldOptions with_cuts(sandbox::WorldOptions options, const Faults& faults) {
  options.broken_connection_share = faults.connection_cut;
  return options;
}

/// The content check at one moment.
class Eyes final : public ContentCheck {
 public:
  Eyes(const sandbox::World& world, UtcTime now) : world_(world), now_(now) {}
  LookReply look(const LookRequest& request) override { return look_at(world_, request, now_); }

 private:
  const sandbox::World& world_;
  const UtcTime now_;
};

/// The relay as one send sees it.
class Relay final : public MailTransport {
 public:
  Relay(sandbox::World& world, UtcTime now, bool reachable, bool refuses, std::size_t takes_bytes)
      : world_(world), now_(now), reachable_(reachable), refuses_(refuses), takes_bytes_(takes_bytes) {}
  MailVerdict send(const OutgoingMail& mail) override {
    if (!reachable_) return {MailOutcome::relay_unreachable, 0, "no connection"};
    if (mail.message.open(TestReveal::grant()).size() > takes_bytes_)
      return {MailOutcome::refused, 552, "the message is larger than the relay takes", false, true};
    if (refuses_) return {MailOutcome::refused, 554, "the message was refused"};
    auto handed = hand_over(world_, mail, now_);
    if (handed.taken) {
      taken_.push_back(sandbox::read_notice(mail.message.open(TestReveal::grant())));
      taken_.back().envelope_from = mail.envelope_from;
      taken_.back().recipient = mail.envelope_to;
    }
    cut_ = cut_ || handed.verdict.outcome == MailOutcome::uncertain;
    return handed.verdict;
  }
  [[nodiscard]] std::vector<sandbox::NoticeSeen>& taken() { return taken_; }
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  sandbox::World& world_;
  const UtcTime now_;
  const bool reachable_, refuses_;
  const std::size_t takes_bytes_;
  bool cut_ = false;
  std::vector<sandbox::NoticeSeen> taken_;
};

}  // namespace

std::string_view json_member(std::string_view body, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":";
  auto begin = body.find(key);
  if (begin == std::string_view::npos) return {};
  begin += key.size();
  if (body[begin] == '"') {
    ++begin;
    return body.substr(begin, body.find('"', begin) - begin);
  }
  return body.substr(begin, body.find_first_of(",}", begin) - begin);
}

SimWorld::SimWorld(SimOptions options)
    : options_(std::move(options)),
      chance_(options_.seed, {"simulation"}),
      partners_(options_.seed, with_cuts(options_.partners, options_.faults)),
      folder_(make_folder()),
      now_(options_.partners.origin),
      clock_(now_),
      random_(options_.seed * 2 + 1),
      chain_(std::make_unique<Sha256Chain>()),
      workflows_({&triage_workflow(), &hotline_ntd_workflow(), &trusted_flagger_workflow(), &partner_referral_workflow(),
                  &removal_order_workflow(), &law_enforcement_workflow(), &victim_removal_workflow()}),
      connector_(make_abuse_mail_connector(identity())),
      form_connector_(make_assisted_form_connector()),
      identity_(identity()) {
  keys_ = std::make_unique<KeyRing>(keys_from(random_), random_);
  relay_outages_ = plan_outages(options_.faults.relay_outages_per_day);
  look_outages_ = plan_outages(options_.faults.look_outages_per_day);
  lookup_outages_ = plan_outages(options_.faults.lookup_outages_per_day);
  start(false);
}

SimWorld::~SimWorld() {
  stop_engine();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

// --- starting and ending the program ----------------------------------------------------------------------------------------

void SimWorld::set_rules(std::vector<RuleChange> changes) {
  options_.rules = std::move(changes);
  rules_are_read_ = false;
}

/// Reading them takes longer than most stories, and most begin with the same ones at the same moment: the last few are kept.
void SimWorld::read_rules() {
  constexpr std::size_t kKept = 16;
  static std::map<std::pair<RuleTexts, UtcTime>, std::shared_ptr<const Policies>> known;
  auto rules = shipped_rules();
  for (const auto& change : options_.rules) {
    auto& text = rules.at(change.file);
    const auto at = text.find(change.from);
    REDRESS_ASSERT(at != std::string::npos, "the shipped rules say something else there now");
    text.replace(at, change.from.size(), change.to);
  }
  if (known.size() >= kKept) known.clear();
  auto& policies = known[{rules, now_}];
  if (!policies) {
    auto read = load_policies(rules, now_);
    if (!read)
      for (const auto& problem : read.error()) std::cerr << to_text(problem) << '\n';
    REDRESS_ASSERT(read.has_value(), "the rules load");
    policies = std::move(*read);
  }
  policies_ = policies;
  rules_are_read_ = true;
}

void SimWorld::start(bool again) {
  if (!rules_are_read_) read_rules();
  for (;;) {
    ++incarnation_;
    store_ = std::make_unique<FaultyStore>(open_store(database_path(), *chain_), crash_plan_);
    reader_ = store_->reader();
    if (!again) {
      auto tx = store_->begin();
      desk_ = tx->ensure_desk(kDesk);
      tx->commit();
    }
    runtime::Parts parts{*store_,
                         *keys_,
                         clock_,
                         random_,
                         [book = policies_->book()](UtcTime) -> const PolicyBook& { return book; },
                         workflows_,
                         {connector_.get(), form_connector_.get()},
                         identity_,
                         kDesk,
                         {}};
    parts.looks_are_on = !options_.looks_off;
    parts.pin_cost = {1, 8192};  // cases are many here, and nobody tries their PINs
    parts.sites = options_.directory.rules;
    parts.incarnation = "start " + std::to_string(incarnation_);
    loop_ = std::make_unique<runtime::Loop>(std::move(parts));
    if (again && options_.faults.crash_in_step > 0 && chance_.happens(0.3)) {
      // `serve` loads its directory before it recovers: that step may lease and give out.
      loop_->post(directory_of(partners_, options_.directory));
      (void)loop_->step();
    }
    if (again && chance_.happens(options_.faults.crash_in_step * 10)) crash_plan_ = {CrashPoint::at_commit, 0};
    try {
      loop_->recover();
      crash_plan_ = {};
      break;
    } catch (const SimulatedCrash& end) {  // it may end while it recovers, too
      ++fault_counts_[fault_of(end.point)];
      stop_engine();
    }
  }
  read_up_to_ = reader_->inbox_position(kMailbox, uid_validity_);
  observe(true);
  for (auto& job : loop_->take_jobs()) take(std::move(job));
  for (std::size_t number = 0; number < deliveries_.size(); ++number) {
    auto& delivery = deliveries_[number];
    if (delivery.answered >= delivery.batches.size()) continue;
    if (chance_.happens(0.5)) delivery.answered = 0;  // whoever hands a file in begins it again
    continue_delivery(number);
  }
}

void SimWorld::stop_engine() {
  loop_.reset();
  reader_.reset();
  store_.reset();
}

void SimWorld::crash(Fault kind, bool mails_leave) {
  ++fault_counts_[kind];
  crash_plan_ = {};
  // Whatever the loop gave out before it ended, a worker may have begun.
  for (auto& job : loop_->take_jobs())
    if (auto* send = std::get_if<runtime::SendJob>(&job); send && chance_.happens(0.5)) (void)leave(*send);
  if (mails_leave)
    for (auto& [attempt, flight] : in_flight_)
      if (!flight.left && chance_.happens(0.5)) (void)leave(flight.job);
  in_flight_.clear();
  for (const auto& checker : checkers_) checker->crashed();
  rows_of_earlier_starts_ = rows();
  stop_engine();
  if (options_.faults.crash_in_step > 0) advance(chance_.happens(0.1) ? chance_.between(hours{1}, hours{3}) : chance_.between(seconds{1}, minutes{10}));
  start(true);
}

void SimWorld::start_service() {
  service_runs_ = true;
  crash(Fault::crash_at_rest);
}

// --- time -----------------------------------------------------------------------------------------------------------------------

void SimWorld::advance(Milliseconds span) {
  now_ += span;
  clock_.advance(span);
}

void SimWorld::set_engine_clock_off_by(Milliseconds difference) { clock_.set_utc(now_ + difference); }

void SimWorld::schedule(UtcTime moment, std::int64_t incarnation, std::function<void()> what) {
  happenings_.push({std::max(moment, now_), ++order_, incarnation, std::make_shared<std::function<void()>>(std::move(what))});
}

void SimWorld::at(UtcTime moment, std::function<void()> what) { schedule(moment, 0, std::move(what)); }

std::vector<std::pair<UtcTime, UtcTime>> SimWorld::plan_outages(double per_day) {
  std::vector<std::pair<UtcTime, UtcTime>> outages;
  for (double rest = per_day; rest > 0; rest -= 1) {
    if (!chance_.happens(std::min(1.0, rest))) continue;
    const auto from = now_ + chance_.between(minutes{0}, hours{22});
    outages.emplace_back(from, from + chance_.between(minutes{20}, hours{6}));
  }
  return outages;
}

bool SimWorld::is_down(const std::vector<std::pair<UtcTime, UtcTime>>& outages, UtcTime until) const {
  if (now_ < until) return true;
  for (const auto& [from, to] : outages)
    if (now_ >= from && now_ < to) return true;
  return false;
}

Milliseconds SimWorld::job_takes(Milliseconds slowest) {
  if (options_.faults.slow_job > 0 && chance_.happens(options_.faults.slow_job)) {
    ++fault_counts_[Fault::slow_job];
    return chance_.between(minutes{1}, slowest);
  }
  return options_.faults.slow_job > 0 ? chance_.between(Milliseconds{50}, seconds{20}) : Milliseconds{0};
}

// --- turning ----------------------------------------------------------------------------------------------------------------------

void SimWorld::run_until(UtcTime moment) {
  for (;;) {
    settle();
    if (failed_ || now_ >= moment) return;
    auto next = moment;
    if (!happenings_.empty()) next = std::min(next, happenings_.top().at);
    if (const auto due = service_runs_ ? reader_->next_due() : std::nullopt) next = std::min(next, now_ + (*due - clock_.utc_now()));
    if (const auto mail = partners_.next_mail_at()) next = std::min(next, *mail);
    advance(std::min(std::max(next - now_, options_.turn), moment - now_));
    if (options_.faults.crash_at_rest > 0 && chance_.happens(options_.faults.crash_at_rest)) crash(Fault::crash_at_rest, true);
    if (options_.faults.clock_jumps_per_day > 0 &&
        chance_.happens(options_.faults.clock_jumps_per_day * static_cast<double>(options_.turn.count()) /
                        static_cast<double>(Milliseconds{hours{24}}.count()))) {
      const auto by = chance_.happens(0.7) ? chance_.between(seconds{1}, hours{2}) : chance_.between(hours{2}, hours{48});
      const bool forward = chance_.happens(0.5);
      ++fault_counts_[forward ? Fault::clock_forward : Fault::clock_back];
      // Noticed and mended after a while.
      clock_.set_utc(clock_.utc_now() + (forward ? by : -by));
      at(now_ + chance_.between(minutes{5}, hours{3}), [this] { clock_.set_utc(now_); });
    }
  }
}

void SimWorld::settle() {
  for (int turns = 0; !failed_; ++turns) {
    while (!happenings_.empty() && happenings_.top().at <= now_) {
      const auto happening = happenings_.top();
      happenings_.pop();
      if (happening.incarnation != 0 && happening.incarnation != incarnation_) continue;
      (*happening.what)();
    }
    poll_partners();
    poll_mailbox();
    if (turns >= kTurnsAtOneMomentMax) {
      failures_.push_back("the loop does not come to rest at one moment");
      failed_ = true;
    }
    const bool did_something = turn_once();
    const bool more_now = !happenings_.empty() && happenings_.top().at <= now_;
    if (loop_->waiting() == 0 && !more_now && (!did_something || options_.faults.crash_in_step > 0)) return;
  }
}

bool SimWorld::turn_once() {
  if (options_.faults.crash_in_step > 0 && chance_.happens(options_.faults.crash_in_step)) {
    crash_plan_.point = static_cast<CrashPoint>(1 + chance_.below(3));
    crash_plan_.write = static_cast<int>(1 + chance_.below(40));
  }
  ++steps_;
  if (options_.faults.crash_at_delivery > 0)
    crash_plan_.at_delivery = [this] {
      if (!chance_.happens(options_.faults.crash_at_delivery)) return CrashPoint::none;
      return chance_.happens(0.5) ? CrashPoint::at_commit : CrashPoint::after_commit;
    };
  try {
    const auto step = loop_->step(service_runs_ ? runtime::Loop::Turn::whole : runtime::Loop::Turn::works_only);
    crash_plan_ = {};
    observe(false);
    for (auto& job : loop_->take_jobs())
      if (service_runs_) take(std::move(job));
    return step.did_something;
  } catch (const SimulatedCrash& end) {
    crash(fault_of(end.point));
    return true;
  } catch (const StoreFailure& failure) {
    failures_.push_back(std::string("the store failed by itself: ") + failure.what());
    failed_ = true;
    return false;
  }
}

void SimWorld::observe(bool recovery) {
  if (!service_runs_) return;  // seen with what the next service does
  constexpr std::int64_t kEventsMax = 1'000'000;
  const auto events = reader_->events_after(seen_event_, kEventsMax);
  if (!events.empty()) seen_event_ = events.back().id;
  const Committed what{events, recovery, clock_.utc_now()};
  for (const auto& checker : checkers_) checker->committed(what);
}

void SimWorld::finish() {
  for (const auto& checker : checkers_) checker->at_end();
}

// --- what comes in ------------------------------------------------------------------------------------------------------------------

void SimWorld::post(runtime::Work work, runtime::Lane lane) {
  if (loop_->try_post(std::move(work), lane)) return;
  // The lane is full: whoever posts waits.
  auto waiting = std::make_shared<runtime::Work>(std::move(work));
  in_engine(now_ + minutes{1}, [this, waiting, lane] { post(std::move(*waiting), lane); });
}

void SimWorld::load_directory() { post(directory_of(partners_, options_.directory), runtime::Lane::normal); }

void SimWorld::file(runtime::FileReports work) {
  Delivery delivery;
  delivery.batches.push_back(std::move(work));
  deliveries_.push_back(std::move(delivery));
  continue_delivery(deliveries_.size() - 1);
}

void SimWorld::file_text(const std::string& name, const std::string& text) {
  std::istringstream whole(text);
  const auto digest = stream_digest(whole);
  std::istringstream in(text);
  ReaderOptions reading;
  reading.file_name = name;
  auto opened = open_report_stream(in, reading);
  if (!opened) return;
  Delivery delivery;
  runtime::FileReports batch;
  std::int64_t position = 0;
  RowIdentity identity;
  const auto hand_over = [&](bool complete) {
    batch.desk = kDesk;
    batch.file = name;
    batch.file_digest = digest;
    batch.position = position;
    batch.complete = complete;
    delivery.batches.push_back(std::exchange(batch, {}));
  };
  for (;;) {
    auto next = (*opened)->next();
    if (std::holds_alternative<EndOfReports>(next)) break;
    ++position;
    if (auto* rejected = std::get_if<RejectedRow>(&next)) {
      batch.rejected.push_back(std::move(*rejected));
    } else {
      auto& report = std::get<IncomingReport>(next);
      auto what = identity.digest_of(report);
      batch.reports.push_back({std::move(report), std::move(what)});
    }
    if (batch.reports.size() + batch.rejected.size() >= kReportsPerBatch) hand_over(false);
  }
  hand_over(true);
  deliveries_.push_back(std::move(delivery));
  continue_delivery(deliveries_.size() - 1);
}

void SimWorld::continue_delivery(std::size_t number) {
  const auto& delivery = deliveries_[number];
  if (delivery.answered >= delivery.batches.size()) return;
  auto work = delivery.batches[delivery.answered];
  work.done = [this, number, index = delivery.answered](const runtime::FilingResult& result) {
    auto& answered = deliveries_[number];
    for (const auto& checker : checkers_) checker->acknowledged(answered.batches[index], result);
    answered.answered = index + 1;
    continue_delivery(number);
  };
  post(std::move(work), runtime::Lane::bulk);
}

void SimWorld::act(runtime::Act act, std::function<void(const runtime::ActResult&)> done) {
  // What the world remembers and the engine is to forget.
  if (act.kind == runtime::ActKind::erase && reader_->item(ItemId{act.subject})) (void)item_of(url_of(ItemId{act.subject}));
  // What needs a second person gets one.
  auto answered = [this, done = std::move(done)](const runtime::ActResult& result) {
    if (result.approval == 0) {
      if (done) done(result);
      return;
    }
    runtime::Act yes;
    yes.kind = runtime::ActKind::approval_approve;
    yes.by = {ActorKind::lead, "marit"};
    yes.subject = result.approval;
    post(runtime::DoAct{std::move(yes), done}, runtime::Lane::urgent);
  };
  post(runtime::DoAct{std::move(act), std::move(answered)}, runtime::Lane::urgent);
}

void SimWorld::open_case(runtime::OpenCase wanted, std::function<void(const runtime::CaseResult&)> done) {
  post(runtime::FileCase{std::move(wanted), std::move(done)}, runtime::Lane::urgent);
}

void SimWorld::deliver_mail(std::string bytes) { mailbox_.push_back({next_uid_++, std::move(bytes)}); }

void SimWorld::deliver_partners_mail(std::string bytes) {
  auto& faults = options_.faults;
  if (faults.duplicate_answer > 0 && chance_.happens(faults.duplicate_answer)) {
    ++fault_counts_[Fault::duplicate_answer];
    auto copy = chance_.happens(0.5) ? bytes : "Received: from second.relay.example by hotline.test; Tue, 01 Jan 2030 00:00:00 +0000\r\n" + bytes;
    at(now_ + chance_.between(seconds{0}, hours{2}), [this, copy = std::move(copy)] { deliver_mail(copy); });
  }
  deliver_mail(std::move(bytes));
}

void SimWorld::poll_partners() {
  const auto due = partners_.next_mail_at();
  if (!due || *due > now_) return;
  for (const auto& mail : partners_.mail_since(kMailDomain, partners_uid_, now_)) {
    partners_uid_ = mail.uid;
    if (now_ < answers_held_until_) {
      at(answers_held_until_, [this, text = mail.text] { deliver_mail(*text); });
    } else if (options_.faults.late_answer > 0 && chance_.happens(options_.faults.late_answer)) {
      ++fault_counts_[Fault::late_answer];
      at(now_ + chance_.between(minutes{10}, hours{14}), [this, text = mail.text] { deliver_partners_mail(*text); });
    } else {
      deliver_partners_mail(*mail.text);
    }
  }
}

void SimWorld::poll_mailbox() {
  const auto& faults = options_.faults;
  if (faults.renumberings_per_day > 0 && !mailbox_.empty() &&
      chance_.happens(faults.renumberings_per_day * static_cast<double>(options_.turn.count()) / static_cast<double>(Milliseconds{hours{24}}.count()))) {
    ++fault_counts_[Fault::mailbox_renumbered];
    ++uid_validity_;
    next_uid_ = 1;
    for (auto& mail : mailbox_) mail.uid = next_uid_++;
    read_up_to_ = 0;
  }
  const auto* reading = connector_->read_mail();
  if (reading == nullptr) return;
  while (read_up_to_ + 1 < next_uid_) {
    const auto& mail = mailbox_[static_cast<std::size_t>(read_up_to_)];
    runtime::MessageArrived arrived;
    arrived.mailbox = kMailbox;
    arrived.uid_validity = uid_validity_;
    arrived.uid = mail.uid;
    arrived.bytes = mail.bytes;
    arrived.answer = reading->read(mail.bytes);
    for (const auto& token : arrived.answer.reply_tokens) {
      const auto notice = reader_->find_notice_by_token(token);
      if (!notice) continue;
      for (const auto& [attempt, flight] : in_flight_)
        if (flight.left && flight.job.notice == *notice) ++fault_counts_[Fault::early_answer];
      bool open = false;
      for (const auto request : reader_->requests_in(*notice)) open = open || !reader_->request(request)->closed_at;
      if (!open) ++fault_counts_[Fault::answer_after_close];
    }
    read_up_to_ = mail.uid;
    post(std::move(arrived), runtime::Lane::normal);
  }
}

// --- what goes out --------------------------------------------------------------------------------------------------------------------

void SimWorld::post_result(runtime::Work result, UtcTime moment, bool may_be_lost) {
  const auto& faults = options_.faults;
  if (may_be_lost && faults.lost_job > 0 && chance_.happens(faults.lost_job)) {
    ++fault_counts_[Fault::lost_job];
    return;
  }
  auto kept = std::make_shared<runtime::Work>(std::move(result));
  in_engine(moment, [this, kept] { post(*kept, runtime::Lane::normal); });
  if (faults.duplicate_result > 0 && chance_.happens(faults.duplicate_result)) {
    ++fault_counts_[Fault::duplicate_result];
    in_engine(moment + chance_.between(seconds{0}, minutes{40}), [this, kept] { post(*kept, runtime::Lane::normal); });
  }
}

void SimWorld::take(runtime::Job job) {
  if (auto* send = std::get_if<runtime::SendJob>(&job)) {
    begin_send(*send);
  } else if (auto* look = std::get_if<runtime::LookJob>(&job)) {
    in_engine(std::max(now_ + job_takes(minutes{30}), looks_held_until_), [this, look = *look] {
      Eyes eyes(partners_, now_);
      auto reply = runtime::run_look(look, eyes);
      if (is_down(look_outages_, looks_down_until_)) {
        ++fault_counts_[Fault::looks_fail];
        reply = {Observed::unknown, Evidence::vantage_unproven, 0, {}};
      }
      post_result(runtime::LookSettled{look.location, reply}, now_, true);
    });
  } else if (auto* locate = std::get_if<runtime::LocateJob>(&job)) {
    in_engine(std::max(now_ + job_takes(minutes{30}), lookups_held_until_), [this, locate = *locate] {
      Result<PlaceReply, PlaceError> place = place_of(partners_, locate.host, now_, options_.directory);
      if (is_down(lookup_outages_, lookups_down_until_)) {
        ++fault_counts_[Fault::lookups_fail];
        place = Failure{PlaceError::later};
      }
      post_result(runtime::LocateSettled{locate.location, place}, now_, true);
    });
  } else {
    const auto& alert = std::get<runtime::AlertJob>(job).alert;
    post_result(runtime::AlertSettled{alert.id, options_.faults.lost_job == 0 || !chance_.happens(0.05)}, now_ + job_takes(minutes{5}), false);
  }
}

void SimWorld::begin_send(const runtime::SendJob& job) {
  for (const auto& checker : checkers_) checker->given_out(job);
  in_flight_[job.attempt] = {job, false};
  const auto until_it_leaves = options_.faults.slow_job > 0 ? chance_.between(Milliseconds{50}, seconds{30}) : Milliseconds{0};
  const auto until_posted = job_takes(minutes{90});
  in_engine(now_ + until_it_leaves, [this, attempt = job.attempt, until_posted] { carry_out_send(attempt, until_posted); });
}

void SimWorld::carry_out_send(AttemptId attempt, Milliseconds until_posted) {
  auto fault = std::exchange(crash_at_next_send_, std::nullopt);
  if (options_.faults.crash_at_send > 0 && chance_.happens(options_.faults.crash_at_send))
    fault = chance_.happens(0.5) ? Fault::crash_before_send : Fault::crash_after_send;
  if (fault == Fault::crash_before_send) {
    crash(*fault);
    return;
  }
  auto& flight = in_flight_.at(attempt);
  flight.left = true;
  const auto settled = leave(flight.job);
  if (fault) {
    crash(*fault);
    return;
  }
  const auto at = std::max(now_ + until_posted, verdicts_held_until_);
  in_engine(at, [this, attempt] { in_flight_.erase(attempt); });
  post_result(settled, at, false);
}

runtime::SendSettled SimWorld::leave(const runtime::SendJob& job) {
  const bool reachable = !is_down(relay_outages_, relay_down_until_);
  if (!reachable) ++fault_counts_[Fault::relay_unreachable];
  Relay relay(partners_, now_, reachable, now_ < relay_refuses_until_, relay_takes_bytes_);
  auto settled = runtime::run_send(job, *connector_, relay, nullptr);
  if (relay.cut()) ++fault_counts_[Fault::connection_cut];
  for (auto& seen : relay.taken()) {
    const MailTaken mail{job.attempt, job.notice, std::move(seen)};
    for (const auto& checker : checkers_) checker->mail_taken(mail);
  }
  return settled;
}

// --- watching --------------------------------------------------------------------------------------------------------------------------

std::vector<std::string> SimWorld::complaints() const {
  auto all = failures_;
  for (const auto& checker : checkers_) all.insert(all.end(), checker->complaints().begin(), checker->complaints().end());
  return all;
}

const Workflow& SimWorld::workflow(std::string_view name) const {
  for (const auto* workflow : workflows_)
    if (workflow->name() == name) return *workflow;
  REDRESS_ASSERT(false, "no such workflow");
}

std::optional<ItemId> SimWorld::item_of(std::string_view url) const {
  // The hotline's own, also when it was erased since, else the helpline's.
  const auto index = keys_->blind_index(name_of(LocatorKind::url), "\n" + std::string(url));
  if (const auto found = reader_->find_item(desk_, LocatorKind::url, "", index)) return item_of_url_[std::string(url)] = *found;
  if (const auto erased = item_of_url_.find(std::string(url)); erased != item_of_url_.end()) return erased->second;
  const auto items = reader_->find_items(index);
  if (items.empty()) return std::nullopt;
  return item_of_url_[std::string(url)] = items.front();
}

const std::string& SimWorld::url_of(ItemId id) const {
  auto& url = url_of_item_[id.value];
  if (!url.empty()) return url;
  const auto item = reader_->item(id);
  REDRESS_ASSERT(item.has_value(), "no such item");
  if (const auto key = keys_->unwrap(item->key))
    if (auto locator = keys_->open(*key, {"items", "locator", id.value}, item->locator)) url = std::move(*locator);
  return url;
}

std::optional<RequestRecord> SimWorld::request_of(std::string_view url, std::string_view workflow) const {
  const auto item = item_of(url);
  if (!item) return std::nullopt;
  for (auto& request : reader_->requests_of_item(*item))
    if (request.workflow == workflow) return request;
  return std::nullopt;
}

RowCounts SimWorld::rows() const {
  RowCounts all = rows_of_earlier_starts_;
  for (const auto& [workflow, rows] : loop_->memory().row_coverage)
    for (const auto& [row, times] : rows) all[workflow][std::stoi(row)] += times;
  return all;
}

}  // namespace redress::simulation
