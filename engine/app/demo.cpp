// A scripted day: the engine exactly as `serve` runs it, against the sandbox's partners on loopback, with a scripted desk of people.
// Clock and partners are shared with the sandbox; nothing in the engine knows that this is a demo.
#include "engine/app/commands.hpp"
#include "engine/app/intake_files.hpp"
#include "engine/core/json_text.hpp"
#include "engine/report/latency.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/seal/key_file.hpp"

#include "sandbox/partners/day.hpp"
#include "sandbox/servers/servers.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>
#include <unistd.h>
#include <utility>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

constexpr UtcTime kOrigin = from_ms(1'893'974'400'000);  // 2030-01-07T00:00Z, a Monday
constexpr Milliseconds kDay{hours{24}};
/// After the day, when nothing new is reported: a notice of the morning has its 24 hours and, when nobody answers, the two to the next rung.
constexpr Milliseconds kRunsOn{hours{12}};
constexpr Milliseconds kDeskPause{150};                  // real time between two rounds of the scripted desk
constexpr int kSeats = 6;                                // people who work at once
constexpr std::string_view kMailPassword = "sandbox";

/// A folder that goes when it does, unless it is to be kept.
class Folder {
 public:
  explicit Folder(const std::string& keep) : kept_(!keep.empty()) {
    if (kept_) {
      path_ = keep;
      fs::create_directories(path_);
      return;
    }
    std::string pattern = (fs::temp_directory_path() / "redress-demo-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made in " + fs::temp_directory_path().string());
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] bool kept() const { return kept_; }

 private:
  fs::path path_;
  bool kept_;
};

void write_secret(const std::string& path, std::string_view text) {
  std::ofstream(path) << text << '\n';
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

std::string slug_of(const std::string& name) {
  std::string slug;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') slug += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug += c;
    else if (!slug.empty() && slug.back() != '-') slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

/// A social platform: it has a form and no mailbox.
struct PlatformRow {
  const char* name;
  const char* domain;
  const char* country;
  sandbox::Behaviour behaviour;
};
constexpr std::array<PlatformRow, 3> kPlatforms{{{"Pleinpraat", "pleinpraat.example", "IE", sandbox::Behaviour::prompt},
                                                 {"Fotokring", "fotokring.example", "US", sandbox::Behaviour::restricting},
                                                 {"Rumoer", "rumoer.example", "IE", sandbox::Behaviour::refusing}}};
/// The hotlines of the countries the cast hosts in, by country; the one without is the exchange.
constexpr std::array<std::pair<const char*, sandbox::Behaviour>, 5> kHotlines{{{"DE", sandbox::Behaviour::prompt},
                                                                                {"FR", sandbox::Behaviour::slow},
                                                                                {"US", sandbox::Behaviour::silent},
                                                                                {"LU", sandbox::Behaviour::returning},
                                                                                {"", sandbox::Behaviour::silent}}};
constexpr std::size_t kPostsInAHundred = 6;  // of the items, on platforms

bool is_platform(const sandbox::Party& party) {
  return std::any_of(kPlatforms.begin(), kPlatforms.end(), [&](const PlatformRow& row) { return party.domain == row.domain; });
}

/// Platforms with posts on them, and partner hotlines: beside the sandbox's own cast of hosters.
void add_partners(sandbox::World& world, std::size_t posts) {
  sandbox::Party party;
  std::vector<sandbox::SiteIndex> sites;
  for (const auto& row : kPlatforms) {
    party.name = row.name;
    party.domain = row.domain;
    party.abuse_mailbox = "abuse@" + party.domain;
    party.country = row.country;
    party.behaviour = row.behaviour;
    sites.push_back(world.add_site("posts." + std::string(row.domain), world.add_party(party), sandbox::SiteKind::forum));
  }
  for (std::size_t post = 0; post < posts; ++post)
    world.add_item(sites[post % sites.size()], "/post/" + std::to_string(post + 1),
                   post % 5 == 3 ? sandbox::Truth::not_illegal : sandbox::Truth::illegal);
  party.kind = sandbox::PartyKind::partner_hotline;
  for (const auto& [country, behaviour] : kHotlines) {
    party.name = *country == 0 ? "Exchange" : "Hotline " + std::string(country);
    party.domain = slug_of(party.name) + ".example";
    party.abuse_mailbox = "intake@" + party.domain;
    party.country = country;
    party.behaviour = behaviour;
    world.add_party(party);
  }
}

/// The directory as a hotline would keep it: platforms and partner hotlines, and most hosters known and approved; every sixth hoster is met
/// for the first time.
void write_directory(const std::string& path, const sandbox::World& world) {
  std::ofstream out(path);
  out << "recipients:\n";
  int number = 0;
  for (const auto& party : world.parties()) {
    const bool hotline = party.kind == sandbox::PartyKind::partner_hotline, platform = is_platform(party);
    const bool hoster = party.kind == sandbox::PartyKind::hoster && !party.address_block.empty();
    if (!hotline && (!hoster || (!platform && ++number % 6 == 0))) continue;
    out << "  - id: " << slug_of(party.name) << "\n    name: \"" << party.name << "\"\n    kind: "
        << (hotline ? "partner_hotline" : platform ? "platform" : "hoster") << "\n    language: " << name_of(party.language) << '\n';
    if (!party.country.empty()) out << "    country: " << party.country << '\n';
    if (hoster) out << "    addresses: [\"" << party.address_block << ".0/24\"]\n";
    const bool by_form = platform || (hotline && party.country.empty());
    out << "    contacts:\n      - {scope: " << (hotline ? "partner" : "hoster") << ", channel: " << (by_form ? "assisted_form" : "abuse_mail")
        << ", address: " << (platform ? "dsa_notice" : by_form ? "iccam_web" : party.abuse_mailbox)
        << ", approved: true, since: 2029-01-01, source: \"the sandbox's cast\"}\n";
  }
}

Config demo_config(const Folder& folder, const sandbox::Servers& servers) {
  const auto& ports = servers.ports();
  const std::string loopback = "127.0.0.1";
  Config config;
  config.database = folder.file("redress.db");
  config.key_file = folder.file("redress-keys");
  config.socket = folder.file("redress.sock");
  config.directory = folder.file("directory.yaml");
  config.identity.organisation = "Example Hotline";
  config.identity.mail_domain = "hotline.test";
  config.identity.mail_from = "notices@hotline.test";
  config.identity.reply_mailbox = "ntd";
  config.identity.envelope_mailbox = "ntd";
  config.identity.handler = "Desk 4";
  SmtpSettings relay;
  relay.relay.host = loopback;
  relay.relay.port = ports.smtp;
  relay.relay.ca_file = servers.ca_file().string();
  relay.relay.user = "redress";
  config.relay = relay;
  config.relay_password_file = folder.file("mail-password");
  ImapSettings imap;
  imap.server.host = loopback;
  imap.server.port = ports.imap;
  imap.server.ca_file = servers.ca_file().string();
  imap.server.user = "ntd@hotline.test";
  config.imap = imap;
  config.imap_password_file = folder.file("mail-password");
  config.inbox_pause = Milliseconds{200};
  config.legal_basis = "sandbox: pages without content";
  const std::string registry = "http://127.0.0.1:" + std::to_string(ports.rdap);
  config.control_urls = {registry + "/ipv4.json"};
  config.network.resolvers = {loopback + ":" + std::to_string(ports.dns)};
  config.network.hosts = {{"*.example", loopback + ":" + std::to_string(ports.http)}};
  config.network.permit = {"127.0.0.0/8"};
  config.rdap_servers = {registry};
  config.webhooks = {{"http://127.0.0.1:" + std::to_string(ports.webhook) + "/alerts", "signed", folder.file("webhook-secret")}};
  config.alert_mail = {"lead@hotline.test"};
  return config;
}

/// One scripted seat of the desk: answers its share of what the engine asks, from the sandbox's truth, as an analyst, a senior or a lead.
class ScriptedSeat {
 public:
  ScriptedSeat(Wiring& wiring, sandbox::World& world, int seat)
      : world_(world), clock_(wiring.loop().parts().clock), seat_(seat), door_(posting_door(wiring.loop())), reader_(wiring.store().reader()) {}

  void round() {
    constexpr std::int64_t kTasksPerRound = 2000;
    for (const auto& task : reader_->open_tasks("", kTasksPerRound))
      if (task.id.value % kSeats == seat_) answer(task);
  }
  [[nodiscard]] const std::map<std::string, std::int64_t>& answered() const { return answered_; }

 private:
  runtime::ActResult act(runtime::ActKind kind, std::int64_t subject, std::string argument, const char* who, ActorKind role, std::string reason = {}) {
    runtime::Act wanted;
    wanted.kind = kind;
    wanted.by = {role, who};
    wanted.subject = subject;
    wanted.argument = std::move(argument);
    wanted.reason = std::move(reason);
    return door_->act(std::move(wanted));
  }

  std::string verdict_for(const TaskRecord& task, bool second) {
    const auto seen = act(runtime::ActKind::reveal, task.item.value, {}, "m.jansen", ActorKind::analyst, "assessment");
    const auto truth = world_.truth(seen.answer);
    if (!truth) return "inaccessible";
    switch (*truth) {
      case sandbox::Truth::illegal: return task.item.value % 5 == 0 ? "illegal_national" : "illegal_baseline";
      case sandbox::Truth::not_illegal: return "not_illegal";
      case sandbox::Truth::doubtful: return second ? "not_illegal" : "doubtful";
    }
    return "doubtful";
  }

  void answer(const TaskRecord& task) {
    if (tried_.count(task.id.value) > 0) return;  // a scripted person does not change their mind
    bool done = false;
    if (task.kind == "assess" || task.kind == "reassess") {
      done = act(runtime::ActKind::assess, task.item.value, verdict_for(task, false), "m.jansen", ActorKind::analyst).done;
    } else if (task.kind == "second_opinion") {
      done = act(runtime::ActKind::second_opinion, task.item.value, verdict_for(task, true), "s.devries", ActorKind::senior).done;
    } else if (task.kind == "second_person") {
      done = act(runtime::ActKind::task_answer, task.id.value, "uphold", "s.devries", ActorKind::senior).done;
    } else if (task.kind == "hand_over") {
      done = file(task);
    } else if (task.kind == "choose_remedy") {
      const auto request = reader_->request(task.request);
      const bool contest = request && request->facts.rung == 1;  // once: then it is left at that
      done = act(runtime::ActKind::task_answer, task.id.value, contest ? "next_rung" : "give_up", "s.devries", ActorKind::senior).done;
    } else if (task.kind == "find_contact" || task.kind == "approve_contact") {
      done = approve(task);
    } else if (task.kind == "read_answer" || task.kind == "unmatched_message" || task.kind == "look_by_hand" || task.kind == "not_theirs") {
      done = act(runtime::ActKind::task_answer, task.id.value, "go_on", "m.jansen", ActorKind::analyst).done;
    } else if (task.kind == "refused") {
      done = act(runtime::ActKind::task_answer, task.id.value, "next_rung", "s.devries", ActorKind::senior).done;
    } else {
      return;  // what is left is for real people: referrals, roads abroad, the end of a ladder
    }
    tried_.insert(task.id.value);
    if (done) ++answered_[task.kind];
  }

  bool approve(const TaskRecord& task) {
    const auto request = reader_->request(task.request);
    const auto location = request ? reader_->location(request->location) : std::nullopt;
    const auto recipient = location && location->hoster ? reader_->recipient(location->hoster) : std::nullopt;
    if (!recipient) return false;
    if (recipient->approved) return true;
    runtime::Act wanted;
    wanted.kind = runtime::ActKind::recipient_approve;
    wanted.by = {ActorKind::lead, "t.bakker"};
    wanted.slug = recipient->slug;
    wanted.reason = "registry entry checked by telephone";
    const auto asked = door_->act(std::move(wanted));
    if (asked.done || asked.approval == 0) return asked.done;
    runtime::Act agreed;
    agreed.kind = runtime::ActKind::approval_approve;
    agreed.by = {ActorKind::senior, "j.visser"};
    agreed.subject = asked.approval;
    return door_->act(std::move(agreed)).done;
  }

  /// Reads the form and files it, as a person would on the partner's page, whose number comes back.
  bool file(const TaskRecord& task) {
    const auto shown = act(runtime::ActKind::task_show, task.id.value, {}, "m.jansen", ActorKind::analyst, "to file it");
    if (!shown.done) return false;
    const auto parts = nlohmann::json::parse(shown.answer);
    const auto form = nlohmann::json::parse(runtime::in_bytes(parts.at(0).at("bytes").get<std::string>()));
    const auto notice = *reader_->notice(task.notice);
    const auto recipient = *reader_->recipient(notice.recipient);
    sandbox::NoticeSeen seen;
    seen.reference = notice.reference;
    seen.retraction = notice.kind == NoticeKind::retraction;
    for (const auto& party : world_.parties())
      if (party.name == recipient.name) seen.recipient = party.abuse_mailbox;
    for (const auto& field : form.at("fields")) {
      std::istringstream lines(field.at("value").get<std::string>());
      for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("http://")) seen.urls.push_back(line);
        if (line.starts_with("ntd+")) seen.reply_to = seen.envelope_from = line;
      }
    }
    world_.on_notice(seen, clock_.utc_now());
    runtime::Act filed;
    filed.kind = runtime::ActKind::task_answer;
    filed.by = {ActorKind::analyst, "m.jansen"};
    filed.subject = task.id.value;
    filed.argument = "filed";
    filed.ticket = "F-" + std::to_string(notice.id.value);
    return door_->act(std::move(filed)).done;
  }

  sandbox::World& world_;
  const Clock& clock_;
  int seat_;
  std::unique_ptr<Door> door_;
  std::unique_ptr<ReadQueries> reader_;
  std::set<std::int64_t> tried_;
  std::map<std::string, std::int64_t> answered_;
};

struct Tally {
  std::map<std::string, std::int64_t> open_states, why_open, closed_states, ladder, notices, alerts, tasks;
  std::int64_t breached = 0;              // requests whose deadline passed
  std::int64_t escalated_by_silence = 0;  // of them: on a higher rung, and neither a refusal nor a person led there
};

struct Passed {
  bool deadline = false, led = false;
};
Passed passed(ReadQueries& reader, RequestId request) {
  Passed passed;
  for (const auto& event : reader.events(StreamKind::request, request.value)) {
    passed.deadline = passed.deadline || (event.kind == "TimerFired" && event.body.find("\"timer\":\"removal_due\"") != std::string::npos);
    passed.led = passed.led || event.kind == "RefusedByRecipient" || event.kind == "NextRungChosen" || event.kind == "NotTheirs" ||
                 event.kind == "NoticeBounced" || event.kind == "NoticeUndeliverable";
  }
  return passed;
}

/// What an open request waits for, the nearest first: a person, its next timer, a look, or a notice on its way.
std::string waits_for(ReadQueries& reader, const RequestRecord& request) {
  for (const auto& task : reader.tasks(request.id))
    if (!task.closed_at) return "a person: " + task.kind;
  const auto timers = reader.timers(request.id);
  const auto next = std::min_element(timers.begin(), timers.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
  if (next != timers.end()) return "the clock: " + next->name;
  return request.wished_look ? "a look" : "a notice on its way";
}

Tally tally(ReadQueries& reader) {
  Tally tally;
  RequestFilter filter;
  filter.limit = 5000;
  for (;;) {
    const auto page = reader.requests(filter);
    for (const auto& request : page) {
      filter.after = request.id.value;
      ++(request.closed_at ? tally.closed_states : tally.open_states)[request.workflow + " " + request.state];
      if (!request.closed_at) ++tally.why_open[request.workflow + " " + request.state + ", waits for " + waits_for(reader, request)];
      if (!request.facts.told_somebody) continue;
      ++tally.ladder["asked on rung " + std::to_string(request.facts.rung)];
      const auto [deadline, led] = passed(reader, request.id);
      if (deadline) ++tally.breached;
      if (deadline && !led && request.facts.rung > 1) ++tally.escalated_by_silence;
      if (request.facts.reminders > 0) ++tally.ladder["reminded on rung " + std::to_string(request.facts.rung)];
    }
    if (page.size() < static_cast<std::size_t>(filter.limit)) break;
  }
  for (std::int64_t id = 1;; ++id) {
    const auto notice = reader.notice(NoticeId{id});
    if (!notice) break;
    ++tally.notices[std::string(name_of(notice->kind)) + " " + std::string(name_of(notice->state))];
  }
  constexpr std::int64_t kAlertsCounted = 100'000;
  for (const auto& alert : reader.alerts(kAlertsCounted)) ++tally.alerts[alert.kind];
  for (const auto& task : reader.open_tasks("", kAlertsCounted)) ++tally.tasks[task.kind];
  return tally;
}

std::string counts_json(const std::map<std::string, std::int64_t>& counts) {
  JsonObject out;
  for (const auto& [name, count] : counts) out.add(name, count);
  return out.text();
}

void print_counts(const char* title, const std::map<std::string, std::int64_t>& counts) {
  std::cout << title << '\n';
  std::vector<std::pair<std::int64_t, std::string>> rows;
  for (const auto& [name, count] : counts) rows.emplace_back(-count, name);
  std::sort(rows.begin(), rows.end());
  for (const auto& [count, name] : rows)
    std::cout << "  " << std::string(8 - std::min<std::size_t>(8, std::to_string(-count).size()), ' ') << -count << "  " << name << '\n';
}

}  // namespace

int demo(const DemoOptions& options, bool json) {
  // Before the day, not after it.
  if (!options.report.empty() && !std::ofstream(options.report, std::ios::app)) {
    complain(options.report + ": cannot be written; does its folder exist, and may this user write there?");
    return kUsage;
  }
  if (!options.keep.empty() && fs::exists(fs::path(options.keep) / "redress.db")) {
    complain(options.keep + ": keeps a day already; name another folder, or remove it");
    return kUsage;
  }
  Folder folder(options.keep);
  const SystemClock real;
  const AcceleratedClock clock(kOrigin, real.steady_now(), options.speed);
  sandbox::WorldOptions world_options;
  const auto posts = options.items * kPostsInAHundred / 100;
  world_options.items = options.items - posts;
  world_options.origin = kOrigin;
  sandbox::World world(options.seed, world_options);
  add_partners(world, posts);
  sandbox::ServersOptions server_options;
  if (folder.kept()) server_options.keep = folder.file("mails");
  server_options.webhook_secret = "demo-webhook-secret";
  const sandbox::Servers servers(world, clock, server_options);

  SystemRandom random;
  if (const auto made = create_key_file(folder.file("redress-keys"), random); !made && made.error().kind != KeyFileError::Kind::exists) {
    complain(made.error().message);
    return kFailed;
  }
  write_secret(folder.file("mail-password"), kMailPassword);
  write_secret(folder.file("webhook-secret"), server_options.webhook_secret);
  write_directory(folder.file("directory.yaml"), world);
  const auto day = sandbox::make_day(world);
  if (folder.kept()) (void)sandbox::write_day(world, folder.file("reports"));

  auto opened = Wiring::open(demo_config(folder, servers), clock, random);
  if (!opened) {
    complain(opened.error());
    return kFailed;
  }
  auto& wiring = **opened;
  if (const auto loaded = wiring.load_directory(); !loaded) {
    complain(loaded.error());
    return kFailed;
  }
  auto reachable = wiring.world();
  if (!reachable) {
    complain(reachable.error());
    return kFailed;
  }
  std::cerr << "A day at a hotline: " << day.day.items << " addresses in " << day.day.reports << " reports, " << day.day.repeats
            << " of them repeats, " << options.speed
            << " times as fast as life. Partners are the sandbox's, on loopback.\nReports come in for 24 hours. Then it runs on for "
            << to_words(kRunsOn) << ", in which the first of their deadlines, 24 hours as well, come due.\n";
  wiring.loop().recover();
  runtime::RunnerSettings workers;
  workers.inbox_pause = wiring.config().inbox_pause;
  auto runner = std::make_unique<runtime::Runner>(wiring.loop(), std::move(*reachable), workers);

  std::atomic<bool> over{false};
  runtime::FilingResult filed;
  std::thread reports([&] {
    const auto door = posting_door(wiring.loop());
    for (std::size_t i = 0; i < day.day.files.size() && !over; ++i) {
      while (!over && clock.utc_now() < day.day.files[i].arrives_at)
        std::this_thread::sleep_for(std::min(Milliseconds{50}, clock.real_time_until(day.day.files[i].arrives_at)));
      IntakeOrder order;
      order.desk = wiring.config().desk;
      const auto outcome = take_text(*door, day.day.files[i].path.filename().string(), day.texts[i], std::move(order));
      filed.reports += outcome.result.reports;
      filed.items += outcome.result.items;
      filed.repeats += outcome.result.repeats;
      filed.rejected += outcome.result.rejected;
      filed.known_reports += outcome.result.known_reports;
    }
  });
  std::vector<std::unique_ptr<ScriptedSeat>> desk;
  std::vector<std::thread> people;
  for (int seat = 0; seat < kSeats; ++seat) {
    desk.push_back(std::make_unique<ScriptedSeat>(wiring, world, seat));
    people.emplace_back([&over, one = desk.back().get()] {
      while (!over) {
        one->round();
        std::this_thread::sleep_for(kDeskPause);
      }
    });
  }

  const auto reader = wiring.store().reader();
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  auto next_line = kOrigin;
  bool day_is_over = false;
  while (clock.utc_now() < kOrigin + kDay + kRunsOn && runner->failure().empty()) {
    std::this_thread::sleep_for(Milliseconds{250});
    const auto now = clock.utc_now();
    if (now >= kOrigin + kDay && !std::exchange(day_is_over, true))
      std::cerr << (terminal ? "\n" : "") << "24:00  the day is over, nothing new is reported; its deadlines come due\n";
    if (!terminal && now < next_line) continue;
    next_line = now + hours{3};
    const auto counters = wiring.loop().counters();
    const auto backlog = reader->backlog(now);
    std::cerr << (terminal ? "\r" : "") << to_rfc3339(now).substr(11, 5) << "  " << backlog.items << " items, " << counters.accepted << " notices taken, "
              << counters.answers << " answers, " << backlog.open_requests << " open, " << backlog.open_tasks << " tasks, " << counters.alerts << " alerts   "
              << (terminal ? "" : "\n") << std::flush;
  }
  if (terminal) std::cerr << '\n';
  over = true;
  reports.join();
  for (auto& one : people) one.join();
  const auto failure = runner->failure();
  runner->stop();
  if (!failure.empty()) {
    complain("the engine stopped: " + failure);
    return kFailed;
  }

  const auto now = clock.utc_now();
  std::map<RecipientId, std::string> names;
  for (const auto& recipient : reader->recipients()) names[recipient.id] = recipient.name;
  const auto cases = report::case_times(*reader, now);
  const auto by_hoster = report::latency(cases, {report::Grouping::hoster, {}, {}, now}, names);
  const auto all = report::latency(cases, {report::Grouping::all, {}, {}, now}, names);
  const auto counts = tally(*reader);
  std::map<std::string, std::int64_t> answered;
  for (const auto& seat : desk)
    for (const auto& [kind, count] : seat->answered()) answered[kind] += count;
  const auto stuck = reader->stuck();
  const auto stuck_sum = stuck.requests + stuck.notices + stuck.tasks;
  const auto truth = world.totals(now);
  const auto counters = wiring.loop().counters();
  const auto chain_faults = wiring.store().verify_chains(10);

  JsonObject outcome;
  outcome.add("seed", options.seed).add("items", filed.items).add("reports", filed.reports).add("repeats", filed.repeats).add("rejected_rows", filed.rejected);
  outcome.add("notices_taken_by_partners", static_cast<std::uint64_t>(truth.mails_taken)).add("notices", static_cast<std::uint64_t>(truth.notices));
  outcome.add("duplicates", static_cast<std::uint64_t>(truth.duplicates)).add("unmarked_duplicates", static_cast<std::uint64_t>(truth.unmarked_duplicates));
  outcome.add("illegal_online", static_cast<std::uint64_t>(truth.illegal_online)).add("illegal_gone", static_cast<std::uint64_t>(truth.illegal_gone));
  outcome.add("answers_read", counters.answers).add("looks", counters.looks).add("events", counters.events).add("events_refused", counters.refused_events);
  outcome.add("stuck", stuck_sum)
      .add("chains_intact", chain_faults.empty())
      .add("alerts_received_by_webhook", static_cast<std::uint64_t>(servers.alerts().size()));
  outcome.add("simulated_hours", static_cast<std::int64_t>((kDay + kRunsOn) / hours{1}));
  outcome.add("deadlines_breached", counts.breached).add("escalated_by_silence", counts.escalated_by_silence);
  outcome.raw("ladder", counts_json(counts.ladder)).raw("why_open", counts_json(counts.why_open));
  outcome.raw("open", counts_json(counts.open_states)).raw("closed", counts_json(counts.closed_states)).raw("notices_by_kind", counts_json(counts.notices));
  outcome.raw("alerts", counts_json(counts.alerts)).raw("open_tasks", counts_json(counts.tasks)).raw("tasks_answered", counts_json(answered));
  std::map<std::string, report::LatencyReport> elsewhere;
  for (const char* workflow : {"trusted_flagger", "partner_referral"})
    elsewhere.emplace(workflow, report::latency(report::case_times(*reader, now, workflow), {report::Grouping::all, {}, {}, now}, names));
  for (const auto& [workflow, figures] : elsewhere) outcome.raw("latency_" + workflow, report::to_json(figures));
  outcome.raw("latency", report::to_json(all)).raw("latency_by_hoster", report::to_json(by_hoster));
  if (!options.report.empty()) {
    std::ofstream out(options.report);
    out << outcome.text() << '\n';
    if (!out) complain(options.report + ": cannot be written");
  }
  if (json) {
    std::cout << outcome.text() << '\n';
  } else {
    std::cout << "\nHow long takedowns took\n\n" << report::to_table(by_hoster) << '\n';
    std::cout << "Platforms (workflow trusted_flagger)\n\n" << report::to_table(elsewhere.at("trusted_flagger"))
              << "\nHosted abroad, by way of partner hotlines (workflow partner_referral)\n\n" << report::to_table(elsewhere.at("partner_referral")) << '\n';
    print_counts("Notices, by kind and what became of them", counts.notices);
    print_counts("The ladder: how far requests came", counts.ladder);
    std::cout << "  " << counts.breached << " deadlines passed; " << counts.escalated_by_silence
              << " of these requests went up the ladder because nobody answered\n";
    print_counts("Alerts", counts.alerts);
    print_counts("Closed", counts.closed_states);
    print_counts("Still open, and why", counts.why_open);
    print_counts("Tasks waiting for people", counts.tasks);
    std::cout << "\nPartners took " << truth.mails_taken << " mails for " << truth.notices << " notices; " << truth.duplicates
              << " repeats, " << truth.unmarked_duplicates << " of them not marked (must be 0)\n"
              << "Stuck: " << stuck_sum << " (must be 0). Chains intact: " << (chain_faults.empty() ? "yes" : "NO")
              << ". Events no table expected: " << counters.refused_events << ".\n";
    if (folder.kept()) std::cout << "Kept in " << options.keep << "\n";
  }
  const bool good = truth.unmarked_duplicates == 0 && stuck_sum == 0 && chain_faults.empty();
  return good ? kDone : kFailed;
}

}  // namespace redress::app
