#include "tests/bench/world.hpp"

#include "connectors/abuse_mail/abuse_mail.hpp"
#include "engine/core/assert.hpp"
#include "engine/runtime/sending.hpp"
#include "engine/seal/key_file.hpp"
#include "engine/store/store.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <array>
#include <charconv>
#include <filesystem>
#include <stdexcept>

namespace redress::bench {
namespace {

constexpr std::int64_t kReportsPerFiling = 200;
constexpr std::int64_t kItemsPerSite = 4;
// As the rules say for hotline_ntd.
constexpr std::int64_t kMissesToClose = 3;
constexpr Milliseconds kMissSpacing = minutes{3};
const UtcTime kMorning = from_ms(1'893'484'800'000);  // Tuesday 2030-01-01T08:00Z

std::string padded(std::int64_t number) {
  auto digits = std::to_string(number);
  return std::string(digits.size() < 9 ? 9 - digits.size() : 0, '0') + digits;
}

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(c | 0x20);
  return text;
}

std::string hoster_slug(std::int64_t hoster) { return "hoster-" + std::to_string(hoster); }
std::string abroad_slug(const std::string& country) { return "abroad-" + lower(country); }
std::string host_of(std::int64_t item) { return "board-" + padded((item - 1) / kItemsPerSite) + ".example"; }
std::string locator_of(std::int64_t item) { return "https://" + host_of(item) + "/threads/archive/view/" + padded(item) + "?page=2&sort=newest"; }

/// The number that stands behind `mark` in `text`.
std::int64_t number_after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  REDRESS_ASSERT(at != std::string_view::npos, "this text was not made here");
  std::int64_t number = 0;
  const auto rest = text.substr(at + mark.size());
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  REDRESS_ASSERT(read.ec == std::errc{}, "this text was not made here");
  return number;
}

DeskIdentity our_identity() {
  DeskIdentity desk;
  desk.organisation = "Example Hotline";
  desk.mail_domain = "hotline.example";
  desk.mail_from = "notices@hotline.example";
  desk.reply_mailbox = "answers";
  desk.envelope_mailbox = "bounces";
  desk.handler = "otter";
  return desk;
}

// Of a hundred items or sites; those of the simulation's partners.
constexpr std::int64_t kAtHome = 63, kIllegal = 61, kDoubtful = 6, kRepeated = 10, kWandering = 4;
constexpr std::int64_t kRemoveAtOnce = 60, kConfirmFirst = 20;
constexpr Milliseconds kSlowRemoval = hours{20}, kRemovalBySilence = hours{96}, kExchanged = hours{24};

/// The way a wandering site went through 2021, home in between.
constexpr std::array<std::string_view, 19> kMoves{"MD", "US", "US", "IN", "MD", "US", "CZ", "US", "MD", "IN",
                                                  "US", "MD", "US", "IN", "US", "MD", "US", "IN", "MD"};
constexpr std::array<std::string_view, 6> kAbroad{"US", "DE", "FR", "CZ", "MD", "IN"};

/// A number below a hundred that looks like none of the others: so that shares do not hang together.
std::int64_t share_of(std::int64_t number, std::uint64_t about) {
  auto mixed = (static_cast<std::uint64_t>(number) + about * 0x9E37'79B9'7F4A'7C15U) * 0xBF58'476D'1CE4'E5B9U;
  mixed ^= mixed >> 31U;
  mixed *= 0x94D0'49BB'1331'11EBU;
  return static_cast<std::int64_t>((mixed >> 33U) % 100);
}

IncomingReport report_on(std::int64_t number) {
  IncomingReport report;
  report.origin = ReportOrigin::public_form;
  report.source = "webform";
  report.external_reference = "W-" + padded(number);
  if (number % 3 == 0) report.reporter = ReporterText(R"({"mail":"reporter-)" + padded(number) + R"(@example.org","wants_answer":true})");
  IncomingItem item;
  item.locator = LocatorText(locator_of(number));
  item.host = HostName(host_of(number));
  item.registrable_domain = HostName(host_of(number));
  if (number % 4 == 0) item.recipe = AccessRecipe(R"({"referrer":"https://links.example/list/)" + padded(number) + "\"}");
  report.items.push_back(std::move(item));
  report.line = static_cast<std::uint64_t>(number);
  return report;
}

float milliseconds(Moment::duration span) { return std::chrono::duration<float, std::milli>(span).count(); }

}  // namespace

/// The real mail connector; remembers which items a notice speaks of, as the recipient will when it reads it.
class World::Carrier final : public Connector, private Submit {
 public:
  Carrier(const Connector& mail, Stopwatch& watch) : mail_(mail), watch_(watch) {}
  [[nodiscard]] const Manifest& manifest() const override { return mail_.manifest(); }
  [[nodiscard]] const Submit* submit() const override { return this; }

  /// The items of the notice; asked once.
  [[nodiscard]] std::vector<std::int64_t> take_items(const std::string& reference) {
    auto found = items_.extract(reference);
    REDRESS_ASSERT(!found.empty(), "a notice that was never composed");
    return std::move(found.mapped());
  }
  [[nodiscard]] const std::vector<std::int64_t>& items(const std::string& reference) const { return items_.at(reference); }

 private:
  [[nodiscard]] bool takes_address(std::string_view address) const override { return mail_.submit()->takes_address(address); }
  [[nodiscard]] Result<MessageText, std::string> compose(const NoticeForSending& notice, const DeskIdentity& desk) const override {
    auto& items = items_[notice.reference];
    for (const auto& item : notice.items) items.push_back(number_after(item.locator.open(TestReveal::grant()), "/view/"));
    const auto running = watch_.run();
    return mail_.submit()->compose(notice, desk);
  }
  [[nodiscard]] Step next_step(const NoticeForSending& notice, const MessageText& message, std::string& cursor, const LastReply* last) const override {
    return mail_.submit()->next_step(notice, message, cursor, last);
  }

  const Connector& mail_;
  Stopwatch& watch_;
  mutable std::unordered_map<std::string, std::vector<std::int64_t>> items_;
};

/// Takes every mail at once, and keeps the Message-ID of the last one.
class World::Relay final : public MailTransport {
 public:
  [[nodiscard]] MailVerdict send(const OutgoingMail& mail) override {
    const std::string_view message = mail.message.open(TestReveal::grant());
    constexpr std::string_view kName = "Message-ID:";
    const auto at = message.find(kName);
    REDRESS_ASSERT(at != std::string_view::npos, "a mail without a Message-ID");
    message_id_.assign(message.substr(at, message.find("\r\n", at) - at));
    return {MailOutcome::accepted, 250, {}};
  }
  [[nodiscard]] const std::string& message_id() const { return message_id_; }

 private:
  std::string message_id_;
};

World::World(const WorldOptions& options) : options_(options), folder_(options.folder), clock_(kMorning), began_(std::chrono::steady_clock::now()) {
  const auto key_path = folder_ + "/keys";
  if (auto made = create_key_file(key_path, random_); !made) throw std::runtime_error(made.error().message);
  const auto keys = load_key_file(key_path);
  if (!keys) throw std::runtime_error(keys.error().message);
  keys_ = std::make_unique<KeyRing>(*keys, random_);
  auto policies = load_policies(std::filesystem::path(), clock_.utc_now());
  if (!policies) throw std::runtime_error("the shipped rules do not load");
  policies_ = std::move(*policies);
  auto* watches = options_.watches;
  if (watches) {
    timed_sealer_ = std::make_unique<TimedSealer>(*keys_, watches->sealing);
    timed_chain_ = std::make_unique<TimedChain>(hasher_, watches->chaining);
  }
  store_ = open_store(database(), watches ? *timed_chain_ : static_cast<const ChainHasher&>(hasher_));
  mail_ = make_abuse_mail_connector(our_identity());
  carrier_ = std::make_unique<Carrier>(*mail_, watches ? watches->composing : untimed_);
  relay_ = std::make_unique<Relay>();
  std::vector<const Workflow*> workflows{&triage_workflow(), &hotline_ntd_workflow(), &partner_referral_workflow(),
                                         &removal_order_workflow(), &law_enforcement_workflow()};
  if (watches)
    for (auto& workflow : workflows) {
      timed_workflows_.push_back(std::make_unique<TimedWorkflow>(*workflow, watches->deciding));
      workflow = timed_workflows_.back().get();
    }
  loop_ = std::make_unique<runtime::Loop>(runtime::Parts{*store_, watches ? *timed_sealer_ : static_cast<Sealer&>(*keys_), clock_, random_,
                                                         [book = policies_->book()](UtcTime) -> const PolicyBook& { return book; },
                                                         std::move(workflows), {carrier_.get()}, our_identity(), "hotline", "bench"});
  const auto size = static_cast<std::size_t>(options_.items) + 1;
  planned_ms_.resize(size);
  assessed_.resize(size);
  removed_.resize(size);
  misses_.resize(size);
  sent_.resize(size);
  to_receipt_.reserve(size);
  to_closed_.reserve(size);
  loop_->recover();
  load_directory();
}

World::~World() = default;

void World::load_directory() {
  runtime::LoadDirectory work;
  for (std::int64_t hoster = 0; hoster < options_.hosters; ++hoster) {
    runtime::DirectoryRow row;
    row.recipient.slug = hoster_slug(hoster);
    row.recipient.name = "Hoster " + std::to_string(hoster) + " B.V.";
    row.recipient.kind = "hoster";
    row.recipient.country = "NL";
    row.recipient.language = "nl";
    row.recipient.approved = true;
    row.recipient.one_request_per_notice = options_.one_request_per_notice;
    ContactRecord contact;
    contact.channel = "abuse_mail";
    contact.address = "abuse@" + row.recipient.slug + ".example";
    contact.approved = true;
    contact.source = "directory";
    row.contacts.push_back(std::move(contact));
    work.rows.push_back(std::move(row));
  }
  if (options_.year)
    for (const auto country : kAbroad) {
      auto row = work.rows.front();
      row.recipient.slug = abroad_slug(std::string(country));
      row.recipient.country = country;
      row.recipient.language = "en";
      row.contacts.front().address = "abuse@" + row.recipient.slug + ".example";
      work.rows.push_back(std::move(row));
    }
  loop_->post(std::move(work));
  run_until_idle();
}

void World::file(std::int64_t first, std::int64_t count, Moment planned, runtime::Lane lane) {
  const auto running = outside_.run();
  for (auto next = first; next < first + count; next += kReportsPerFiling) {
    runtime::FileReports work;
    work.desk = "hotline";
    for (auto number = next; number < std::min(next + kReportsPerFiling, first + count); ++number) {
      planned_ms_[static_cast<std::size_t>(number)] = milliseconds(planned - began_);
      work.reports.push_back({report_on(number), "bench " + padded(number)});
      if (options_.year && number > kItemsPerSite && share_of(number, 5) < kRepeated)
        work.reports.push_back({report_on(number - kItemsPerSite), "again " + padded(number)});
    }
    if (lane == runtime::Lane::normal) {
      post(std::move(work));
      continue;
    }
    ++filings_out_;
    work.done = [this](const runtime::FilingResult&) { --filings_out_; };
    REDRESS_ASSERT(loop_->try_post(std::move(work), lane), "more filings at once than the lane holds");
  }
}

void World::post(runtime::Work work, Posted posted) { waiting_.emplace_back(std::move(work), std::move(posted)); }
void World::post(runtime::Work work) { post(std::move(work), Posted{}); }

void World::feed() {
  while (!waiting_.empty() && loop_->try_post(std::move(waiting_.front().first))) {
    posted_.push_back(std::move(waiting_.front().second));
    waiting_.pop_front();
  }
}

bool World::turn() {
  {
    const auto running = outside_.run();
    feed();
  }
  const auto step = loop_->step();
  if (step.did_something) ++commits_;
  const auto running = outside_.run();
  note_durable();
  auto jobs = loop_->take_jobs();
  for (const auto& job : jobs) std::visit([this](const auto& one) { take(one); }, job);
  return step.did_something || !jobs.empty() || !waiting_.empty();
}

bool World::skip_to_next_confirming_look() {
  while (!confirming_looks_.empty() && confirming_looks_.front() <= clock_.utc_now()) confirming_looks_.pop_front();
  if (confirming_looks_.empty()) return false;
  clock_.advance_to(confirming_looks_.front());
  return true;
}

/// What the last step took from the lane is on disk now.
void World::note_durable() {
  const auto in_lane = loop_->waiting() - static_cast<std::size_t>(filings_out_);
  const auto now = milliseconds(std::chrono::steady_clock::now() - began_);
  while (posted_.size() > in_lane) {
    const auto posted = std::move(posted_.front());
    posted_.pop_front();
    if (posted.what == Posted::What::receipt) {
      for (const auto item : carrier_->items(posted.reference)) to_receipt_.push_back(now - planned_ms_[static_cast<std::size_t>(item)]);
      answer(posted.reference, posted.reply_token);
    } else if (posted.what == Posted::What::closing) {
      to_closed_.push_back(now - planned_ms_[static_cast<std::size_t>(posted.item)]);
      ++closed_;
    }
  }
}

void World::take(const runtime::LocateJob& job) {
  const auto site = number_after(job.host.open(TestReveal::grant()), "board-");
  PlaceReply place;
  place.found = true;
  const auto country = country_of(site);
  place.country_of_address = place.country_of_registration = place.country_of_contact = country;
  place.country_source = "rdap";
  place.hoster_slug = country == "NL" ? hoster_slug(site % options_.hosters) : abroad_slug(country);
  post(runtime::LocateSettled{job.location, place});
  // Numbers are given in the order of filing: location, item and our own number are the same.
  auto& assessed = assessed_[static_cast<std::size_t>(job.location.value)];
  if (options_.year && country != "NL") later(kExchanged, [this, item = job.location.value] { act_abroad(item); });
  if (assessed) return;
  assessed = 1;
  if (options_.year)
    judge(job.location.value);
  else
    assess(job.location.value, Verdict::illegal_baseline, runtime::ActKind::assess, "otter");
}

void World::assess(std::int64_t item, Verdict verdict, runtime::ActKind kind, const std::string& by) {
  runtime::Act act;
  act.kind = kind;
  act.by = {ActorKind::analyst, by};
  act.subject = item;
  act.argument = name_of(verdict);
  post(runtime::DoAct{std::move(act), [](const runtime::ActResult& result) { REDRESS_ASSERT(result.done, "an assessment was refused"); }});
}

/// Most are illegal, some are not, and of some two people have to say so.
void World::judge(std::int64_t item) {
  const auto share = share_of(item, 2);
  const auto verdict = share < kIllegal ? Verdict::illegal_baseline : share < kIllegal + kDoubtful ? Verdict::doubtful : Verdict::not_illegal;
  assess(item, verdict, runtime::ActKind::assess, "otter");
  if (verdict == Verdict::doubtful)
    later(hours{2}, [this, item] { assess(item, Verdict::illegal_baseline, runtime::ActKind::second_opinion, "badger"); });
}

/// Hosted abroad and told to the hotline there; if it is back by then, it stays ours.
void World::act_abroad(std::int64_t item) {
  const auto site = (item - 1) / kItemsPerSite;
  const bool is_ours = country_of(site) == "NL";
  runtime::Act act;
  act.kind = is_ours ? runtime::ActKind::relocate : runtime::ActKind::give_up;
  act.by = {ActorKind::analyst, "otter"};
  act.subject = item;
  act.reason = "told to the hotline of that country";
  post(runtime::DoAct{std::move(act), [](const runtime::ActResult&) {}});  // refused where it was closed meanwhile
}

std::string World::country_of(std::int64_t site) const {
  if (!options_.year) return "NL";
  if (share_of(site, 1) < kWandering) {
    // Away and home in turn, each as long as the other.
    const auto legs = static_cast<std::int64_t>(2 * kMoves.size() + 1);
    const auto leg = std::min(legs - 1, (clock_.utc_now() - kMorning) * legs / std::max(options_.year->span, Milliseconds{1}));
    return leg % 2 == 0 ? "NL" : std::string(kMoves[static_cast<std::size_t>(leg / 2)]);
  }
  return share_of(site, 3) < kAtHome ? "NL" : std::string(kAbroad[static_cast<std::size_t>(site) % kAbroad.size()]);
}

void World::live() {
  while (!later_.empty() && later_.begin()->first <= clock_.utc_now()) {
    const auto what = std::move(later_.begin()->second);
    later_.erase(later_.begin());
    what();
  }
}

void World::take(const runtime::LookJob& job) {
  const auto item = static_cast<std::size_t>(job.location.value);
  if (!removed_[item]) {
    post(runtime::LookSettled{job.location, {Observed::online, Evidence::answered, 200, {}}});
    return;
  }
  Posted posted;
  if (misses_[item] < kMissesToClose) {
    if (++misses_[item] == kMissesToClose)
      posted = {Posted::What::closing, {}, {}, job.location.value};
    else if (!options_.year)
      confirming_looks_.push_back(clock_.utc_now() + kMissSpacing);
  }
  post(runtime::LookSettled{job.location, {Observed::gone, Evidence::not_found_404, 404, {}}}, std::move(posted));
}

void World::take(const runtime::SendJob& job) {
  auto settled = runtime::run_send(job, *carrier_, *relay_, nullptr);
  REDRESS_ASSERT(relay_->message_id().find(job.envelope.reference) != std::string::npos, "the mail is another notice than its job says");
  const auto notice = static_cast<std::size_t>(job.notice.value);
  if (sent_.size() <= notice) sent_.resize(notice + notice / 2);
  ++sent_[notice];
  post(std::move(settled), {Posted::What::receipt, job.envelope.reference, job.envelope.reply_token});
}

void World::take(const runtime::AlertJob& job) { post(runtime::AlertSettled{job.alert.id, true}); }

void World::answer(const std::string& reference, const std::string& reply_token) {
  const auto items = carrier_->take_items(reference);
  received_ += static_cast<std::int64_t>(items.size());
  const auto remove = [this, items] {
    for (const auto item : items) removed_[static_cast<std::size_t>(item)] = 1;
  };
  if (!options_.year) {
    if (options_.answer == AnswerMeaning::removed) remove();
    return answer(reply_token, options_.answer);
  }
  const auto share = items.empty() ? 0 : share_of(items.front() / kItemsPerSite % options_.hosters, 4);
  if (share < kRemoveAtOnce) {
    remove();
    answer(reply_token, AnswerMeaning::removed);
  } else if (share < kRemoveAtOnce + kConfirmFirst) {
    later(kSlowRemoval, remove);
    answer(reply_token, AnswerMeaning::received);
  } else {
    later(kRemovalBySilence, remove);
  }
}

void World::answer(const std::string& reply_token, AnswerMeaning meaning) {
  runtime::MessageArrived work;
  work.mailbox = "answers";
  work.uid_validity = 1;
  work.uid = ++answers_;
  work.bytes = "From: abuse\r\nMessage-ID: <" + std::to_string(answers_) + "@answers.example>\r\n\r\nThank you for the notice. It was dealt with.\r\n";
  work.answer.kind = "answer";
  work.answer.meaning = meaning;
  work.answer.certain = true;
  work.answer.reply_tokens.push_back(reply_token);
  post(std::move(work));
}

Outcome World::outcome(bool verify) {
  Outcome outcome;
  const auto reader = store_->reader();
  RequestFilter filter;
  filter.workflow = hotline_ntd_workflow().name();
  filter.limit = 10'000;
  for (;;) {
    const auto requests = reader->requests(filter);
    for (const auto& request : requests)
      if (request.closed_at && request.state == "ClosedGone") ++outcome.closed;
    if (requests.empty()) break;
    filter.after = requests.back().id.value;
  }
  outcome.items = reader->backlog(clock_.utc_now()).items;
  const auto stuck = reader->stuck();
  outcome.stuck = stuck.requests + stuck.notices + stuck.tasks;
  outcome.events = store_->heads(EventId{}).newest_event.value;
  for (NoticeId notice{1}; const auto record = reader->notice(notice); ++notice.value) {
    const auto number = static_cast<std::size_t>(notice.value);
    const int times = number < sent_.size() ? sent_[number] : 0;
    if (times > 0) ++outcome.notices.sent;
    if (times > 1) ++outcome.notices.twice;
    if (times == 0 && record->state != NoticeState::voided) ++outcome.notices.missing;
  }
  if (verify) outcome.chain_faults = static_cast<std::int64_t>(store_->verify_chains(100).size());
  return outcome;
}

std::int64_t World::close() {
  loop_.reset();
  store_.reset();
  return static_cast<std::int64_t>(std::filesystem::file_size(database()));
}

}  // namespace redress::bench
