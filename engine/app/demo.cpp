// A scripted day: the engine exactly as `serve` runs it, against the sandbox's partners on loopback, with scripted desks of people.
// Clock and partners are shared with the sandbox; nothing in the engine knows that this is a demo.
#include "engine/app/commands.hpp"
#include "engine/app/demo_cast.hpp"
#include "engine/app/demo_outcome.hpp"
#include "engine/app/demo_people.hpp"
#include "engine/app/intake_files.hpp"
#include "engine/core/json_text.hpp"
#include "engine/report/latency.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/seal/key_file.hpp"

#include "sandbox/partners/day.hpp"
#include "sandbox/partners/hand_overs.hpp"
#include "sandbox/partners/persons.hpp"
#include "sandbox/servers/servers.hpp"

#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>
#include <utility>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

constexpr Milliseconds kDay{hours{24}};
/// After the day, when nothing new is reported: a notice of the morning has its 24 hours and, when nobody answers, the two to the
/// next rung.
constexpr Milliseconds kRunsOn{hours{12}};
constexpr Milliseconds kDeskPause{150};  // real time between two rounds of a scripted desk
constexpr std::size_t kPersons = 36;     // who turn to the helpline
constexpr std::size_t kHandedOver = 40;  // things that partner hotlines hand to us

/// One file that comes in at its time.
struct Arrival {
  UtcTime at;
  std::string name, text;
  ReaderOptions reader;
};

/// What is reported in the course of the day, in the order of time.
std::vector<Arrival> arrivals_of(const sandbox::DayTexts& day, const std::vector<sandbox::HandOver>& hand_overs) {
  std::vector<Arrival> arrivals;
  for (std::size_t i = 0; i < day.day.files.size(); ++i)
    arrivals.push_back({day.day.files[i].arrives_at, day.day.files[i].path.filename().string(), day.texts[i], {}});
  for (const auto& one : hand_overs) {
    Arrival arrival{one.arrives_at, one.file, one.text, {}};
    arrival.reader.origin = ReportOrigin::partner_hotline;
    arrival.reader.source = one.partner.substr(0, one.partner.find('.'));  // as the directory calls it
    arrivals.push_back(std::move(arrival));
  }
  std::stable_sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  return arrivals;
}

void keep_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

Musts musts_of(const Parts& parts, const StoreOutcome& store, const HelplineFigures& persons, const runtime::FilingResult& handed) {
  Musts musts;
  const auto sent = [&](const char* workflow) {
    const auto found = store.workflows.find(workflow);
    return found != store.workflows.end() && found->second.told > 0;
  };
  if (parts.persons) {
    musts.emplace_back("every case was opened", persons.cases == persons.persons && persons.refused == 0);
    musts.emplace_back("what people ask for was sent", sent("victim_removal"));
    musts.emplace_back("nobody is told once consent was taken back", persons.told_after_consent_was_taken_back == 0);
    musts.emplace_back("nothing of a case goes on once it was withdrawn", persons.open_after_withdrawal == 0);
  }
  if (parts.exchange) {
    musts.emplace_back("what partners handed over was filed",
                       handed.items + handed.repeats == static_cast<std::int64_t>(kHandedOver) && handed.rejected == 0);
    musts.emplace_back("police were told", sent("law_enforcement"));
  }
  return musts;
}

}  // namespace

int demo(const DemoOptions& options, bool json) {
  const auto scenario = from_name<Scenario>(options.scenario);
  if (!scenario) {
    complain("there is no scenario \"" + for_terminal(options.scenario) + "\"; --scenario is one of hotline, helpline, exchange, all");
    return kUsage;
  }
  const auto parts = parts_of(*scenario);
  // Before the day, not after it.
  if (!options.report.empty() && !std::ofstream(options.report, std::ios::app)) {
    complain(options.report + ": cannot be written; does its folder exist, and may this user write there?");
    return kUsage;
  }
  if (!options.keep.empty() && fs::exists(fs::path(options.keep) / "redress.db")) {
    complain(options.keep + ": keeps a day already; name another folder, or remove it");
    return kUsage;
  }
  DemoFolder folder(options.keep);
  const SystemClock real;
  const AcceleratedClock clock(kDemoOrigin, real.steady_now(), options.speed);
  sandbox::World world(options.seed, world_options(parts, options.items));
  const auto platforms = add_partners(world, posts_of(parts, options.items));
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
  // The day first: whatever is in the world by then is reported in it.
  const auto day = sandbox::make_day(world);
  if (folder.kept()) (void)sandbox::write_day(world, folder.file("reports"));
  const auto hand_overs = parts.exchange ? sandbox::make_hand_overs(world, kHandedOver) : std::vector<sandbox::HandOver>{};
  const auto persons = parts.persons ? sandbox::add_persons(world, kPersons, platforms) : std::vector<sandbox::Person>{};
  if (folder.kept()) {
    for (const auto& one : hand_overs) keep_file(folder.file("reports/" + one.file), one.text);
    for (const auto& person : persons)
      keep_file(folder.file("cases/case-" + std::to_string(person.number + 1) + ".json"), HelplineDesk::case_file(person) + "\n");
  }
  const auto arrivals = arrivals_of(day, hand_overs);

  auto config = demo_config(folder, servers);
  const auto own_rules = write_rules(folder.file("rules"), parts);
  if (!own_rules) {
    complain(
        "the shipped rules have changed, and those of the demo's day do not stand in for them any more; mend write_rules in "
        "engine/app/demo_cast.cpp");
    return kFailed;
  }
  if (*own_rules) config.policies = folder.file("rules");
  auto opened = Wiring::open(config, clock, random);
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
  std::cerr << "Scenario " << options.scenario << ": " << day.day.items << " addresses in " << day.day.reports << " reports, "
            << day.day.repeats << " of them repeats, ";
  if (parts.exchange) std::cerr << kHandedOver << " more handed over by partner hotlines, ";
  if (parts.persons) std::cerr << persons.size() << " people who turn to the helpline, ";
  std::cerr << options.speed
            << " times as fast as life. Partners are the sandbox's, on loopback.\nReports come in for 24 hours. Then it runs on for "
            << to_words(kRunsOn) << ", in which the first of their deadlines, 24 hours as well, come due.\n";
  if (*own_rules)
    std::cerr << "By rules of its own, not as shipped: "
              << (parts.exchange ? "police get a list each day, and one partner's assessments are adopted" : "")
              << (parts.orders ? "; a few removals are ordered, as by an authority" : "") << ".\n";
  wiring.loop().recover();
  runtime::RunnerSettings workers;
  workers.inbox_pause = wiring.config().inbox_pause;
  auto runner = std::make_unique<runtime::Runner>(wiring.loop(), std::move(*reachable), workers);

  std::atomic<bool> over{false};
  runtime::FilingResult filed, handed;
  std::thread reports([&] {
    const auto door = posting_door(wiring.loop());
    for (const auto& arrival : arrivals) {
      while (!over && clock.utc_now() < arrival.at)
        std::this_thread::sleep_for(std::min(Milliseconds{50}, clock.real_time_until(arrival.at)));
      if (over) return;
      IntakeOrder order;
      order.desk = wiring.config().desk;
      order.reader = arrival.reader;
      const auto outcome = take_text(*door, arrival.name, arrival.text, std::move(order));
      auto& sum = arrival.reader.origin ? handed : filed;
      sum.reports += outcome.result.reports;
      sum.items += outcome.result.items;
      sum.repeats += outcome.result.repeats;
      sum.rejected += outcome.result.rejected;
      sum.known_reports += outcome.result.known_reports;
    }
  });
  HotlineDay hotline;
  hotline.parts = parts;
  std::vector<std::unique_ptr<HotlineSeat>> seats;
  std::vector<std::thread> people;
  const auto works = [&](auto& one) {
    people.emplace_back([&over, &one] {
      while (!over) {
        one.round();
        std::this_thread::sleep_for(kDeskPause);
      }
    });
  };
  for (int seat = 0; seat < kSeats; ++seat) {
    seats.push_back(std::make_unique<HotlineSeat>(wiring, world, seat, hotline));
    works(*seats.back());
  }
  HelplineDesk helpline(wiring, world, persons);
  if (parts.persons) works(helpline);

  const auto reader = wiring.store().reader();
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  auto next_line = kDemoOrigin;
  bool day_is_over = false;
  while (clock.utc_now() < kDemoOrigin + kDay + kRunsOn && runner->failure().empty()) {
    std::this_thread::sleep_for(Milliseconds{250});
    const auto now = clock.utc_now();
    if (now >= kDemoOrigin + kDay && !std::exchange(day_is_over, true))
      std::cerr << (terminal ? "\n" : "") << "24:00  the day is over, nothing new is reported; its deadlines come due\n";
    if (!terminal && now < next_line) continue;
    next_line = now + hours{3};
    const auto counters = wiring.loop().counters();
    const auto backlog = reader->backlog(now);
    std::cerr << (terminal ? "\r" : "") << to_rfc3339(now).substr(11, 5) << "  " << backlog.items << " items, " << counters.accepted
              << " notices taken, " << counters.answers << " answers, " << backlog.open_requests << " open, " << backlog.open_tasks
              << " tasks, " << counters.alerts << " alerts   " << (terminal ? "" : "\n") << std::flush;
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
  const auto by_workflow = report::latency(report::case_times(*reader, now, {}), {report::Grouping::workflow, {}, {}, now}, names);
  const auto store = read_outcome(*reader);
  const auto of_persons = helpline.figures();
  Counts answered = helpline.answered();
  for (const auto& seat : seats)
    for (const auto& [kind, count] : seat->answered()) answered[kind] += count;
  const auto stuck = reader->stuck();
  const auto stuck_sum = stuck.requests + stuck.notices + stuck.tasks;
  const auto truth = world.totals(now);
  std::size_t came_back = 0;
  for (const auto& [reference, effects] : world.all_effects()) came_back += effects.came_back;
  const auto counters = wiring.loop().counters();
  Musts musts{{"no repeat goes unmarked", truth.unmarked_duplicates == 0},
              {"nothing is stuck", stuck_sum == 0},
              {"every chain is intact", wiring.store().verify_chains(10).empty()}};
  for (auto& must : musts_of(parts, store, of_persons, handed)) musts.push_back(std::move(must));
  const bool good = std::all_of(musts.begin(), musts.end(), [](const auto& must) { return must.second; });

  JsonObject outcome;
  outcome.add("scenario", options.scenario);
  outcome.add("seed", options.seed)
      .add("items", filed.items)
      .add("reports", filed.reports)
      .add("repeats", filed.repeats)
      .add("rejected_rows", filed.rejected);
  outcome.add("notices_taken_by_partners", static_cast<std::uint64_t>(truth.mails_taken))
      .add("notices", static_cast<std::uint64_t>(truth.notices))
      .add("came_back", static_cast<std::uint64_t>(came_back));
  outcome.add("duplicates", static_cast<std::uint64_t>(truth.duplicates))
      .add("unmarked_duplicates", static_cast<std::uint64_t>(truth.unmarked_duplicates));
  outcome.add("illegal_online", static_cast<std::uint64_t>(truth.illegal_online))
      .add("illegal_gone", static_cast<std::uint64_t>(truth.illegal_gone));
  outcome.add("answers_read", counters.answers)
      .add("looks", counters.looks)
      .add("events", counters.events)
      .add("events_refused", counters.refused_events);
  outcome.add("stuck", stuck_sum).add("alerts_received_by_webhook", static_cast<std::uint64_t>(servers.alerts().size()));
  outcome.add("simulated_hours", static_cast<std::int64_t>((kDay + kRunsOn) / hours{1}));
  outcome.add("deadlines_breached", store.breached).add("escalated_by_silence", store.escalated_by_silence);
  outcome.raw("ladder", to_json(store.ladder)).raw("notices_by_kind", to_json(store.notices));
  outcome.raw("alerts", to_json(store.alerts)).raw("open_tasks", to_json(store.tasks)).raw("tasks_answered", to_json(answered));
  if (parts.persons) outcome.raw("helpline", to_json(of_persons));
  if (parts.exchange)
    outcome.add("handed_over_by_partners", handed.items + handed.repeats)
        .add("referrals_asked", hotline.referrals_asked.load())
        .add("receipts_by_telephone", hotline.receipts_by_phone.load());
  outcome.raw("workflows", to_json(store.workflows, by_workflow)).raw("must_hold", to_json(musts));
  outcome.raw("latency", report::to_json(all))
      .raw("latency_by_hoster", report::to_json(by_hoster))
      .raw("latency_by_workflow", report::to_json(by_workflow));
  if (!options.report.empty()) {
    std::ofstream out(options.report);
    out << outcome.text() << '\n';
    if (!out) complain(options.report + ": cannot be written");
  }
  if (json) {
    std::cout << outcome.text() << '\n';
    return good ? kDone : kFailed;
  }
  if (parts.home)
    std::cout << "\nHow long takedowns took, of hosters at home (workflow hotline_ntd)\n\n" << report::to_table(by_hoster) << '\n';
  if (parts.persons) print_helpline(of_persons);
  print_counts("Notices, by kind and what became of them", store.notices);
  print_counts("The ladder: how far requests came", store.ladder);
  std::cout << "  " << store.breached << " deadlines passed; " << store.escalated_by_silence
            << " of these requests went up the ladder because nobody answered\n";
  print_counts("Alerts", store.alerts);
  print_counts("Tasks waiting for people", store.tasks);
  std::cout << "\nHow long it took, by workflow\n\n" << report::to_table(by_workflow);
  print_workflows(store.workflows);
  std::cout << "\nPartners took " << truth.mails_taken << " mails and forms for " << truth.notices << " notices; " << truth.duplicates
            << " repeats, " << truth.unmarked_duplicates << " of them not marked.\n"
            << "Events no table expected: " << counters.refused_events << ".\n";
  for (const auto& [what, holds] : musts) std::cout << (holds ? "holds: " : "DOES NOT HOLD: ") << what << '\n';
  if (folder.kept()) std::cout << "Kept in " << options.keep << "\n";
  return good ? kDone : kFailed;
}

}  // namespace redress::app
