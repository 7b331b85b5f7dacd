// The takedown day, measured. See docs/bench.md for what each figure means.
#include "engine/core/json_text.hpp"
#include "tests/bench/bare_loop.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/statement_profile.hpp"
#include "tests/bench/world.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <thread>

namespace redress::bench {
namespace {

constexpr Milliseconds kTick = minutes{3};             // the spacing of looks that confirm
constexpr std::int64_t kItemsPerTick = 2'000;
constexpr std::int64_t kTicksPerDay = 450;             // filings end before the first watching look of the next day is due
constexpr std::int64_t kNoticesPerHoster = 50;         // at one moment: below the 60 a minute the rules allow
constexpr std::int64_t kProfiledItemsMax = 5'000;
constexpr std::int64_t kGroupedItemsMax = 20'000;
constexpr std::int64_t kVerifiedItemsMax = 100'000;    // of which every chain is recomputed
constexpr Milliseconds kArrivalSpacing{20};            // 50 arrivals a second

struct Options {
  std::string mode = "day";
  std::int64_t items = 10'000;
  std::string folder;
  bool json = false;
};

/// A folder for one run, gone afterwards.
class RunFolder {
 public:
  explicit RunFolder(const std::string& parent) {
    auto pattern = (std::filesystem::path(parent) / "redress-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error(parent + ": no folder can be made there");
    path_ = pattern;
  }
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;
  ~RunFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// `share` of the values are not above it; not-a-number (null in JSON) when there are none.
double percentile(std::vector<float>& values, double share) {
  if (values.empty()) return std::nan("");
  const auto place = static_cast<std::ptrdiff_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
  const auto at = values.begin() + std::max<std::ptrdiff_t>(0, place);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

struct Measured {
  double seconds = 0, cpu_s = 0, peak_mb = 0;
  double receipt_p50 = 0, receipt_p99 = 0, closed_p50 = 0, closed_p99 = 0;
  std::int64_t commits = 0, bytes = 0;
  Outcome outcome;
};

std::int64_t items_per_tick(std::int64_t items) { return std::max(kItemsPerTick, items / kTicksPerDay); }
std::int64_t hosters_for(std::int64_t notices_at_once) { return notices_at_once / kNoticesPerHoster + 1; }

/// Closed loop: every three simulated minutes a batch is filed, and everything that can happen happens before the clock moves on.
void play_day(World& world, std::int64_t items) {
  const auto batch = items_per_tick(items);
  std::int64_t filed = 0;
  for (std::int64_t ticks = 0; world.closed() < items; ++ticks) {
    if (ticks > items / batch + 100) throw std::runtime_error("not every item closes; " + std::to_string(world.closed()) + " of " + std::to_string(items) + " did");
    if (filed < items) {
      const auto count = std::min(batch, items - filed);
      world.file(filed + 1, count, std::chrono::steady_clock::now(), runtime::Lane::bulk);
      filed += count;
    }
    world.run_until_idle();
    world.clock().advance(kTick);
  }
}

/// 50 arrivals a second in real time. The clock jumps to the looks that confirm an answer, so that nothing waits for them.
void play_paced(World& world, std::int64_t items) {
  constexpr std::chrono::seconds kPatience{60};
  const auto start = std::chrono::steady_clock::now();
  const auto planned = [&](std::int64_t number) { return start + number * kArrivalSpacing; };
  std::int64_t filed = 0;
  while (world.closed() < items) {
    const auto now = std::chrono::steady_clock::now();
    if (now > planned(items) + kPatience) throw std::runtime_error("a minute after the last arrival not every item is closed");
    for (; filed < items && planned(filed) <= now; ++filed) world.file(filed + 1, 1, planned(filed), runtime::Lane::normal);
    if (!world.turn() && !world.skip_to_next_confirming_look() && filed < items) std::this_thread::sleep_until(planned(filed));
  }
}

Measured finish(World& world, std::int64_t items, bool verify) {
  Measured measured;
  measured.peak_mb = peak_memory_mb();
  measured.receipt_p50 = percentile(world.to_receipt(), 0.5);
  measured.receipt_p99 = percentile(world.to_receipt(), 0.99);
  measured.closed_p50 = percentile(world.to_closed(), 0.5);
  measured.closed_p99 = percentile(world.to_closed(), 0.99);
  measured.commits = world.commits();
  measured.outcome = world.outcome(verify && items <= kVerifiedItemsMax);
  measured.bytes = world.close();
  return measured;
}

template <class Play>
Measured measure(const WorldOptions& options, Play&& play) {
  forget_peak_memory();
  World world(options);
  const auto start = std::chrono::steady_clock::now();
  const auto cpu = cpu_seconds();
  play(world, options.items);
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto cpu_s = cpu_seconds() - cpu;
  auto measured = finish(world, options.items, true);
  measured.seconds = seconds;
  measured.cpu_s = cpu_s;
  return measured;
}

/// The same life with stopwatches: slower by what they cost, so only its shares are used, never its speed.
struct Profile {
  std::int64_t items = 0;
  double all_ns = 0, sealing_ns = 0, chaining_ns = 0, deciding_ns = 0, composing_ns = 0, outside_ns = 0;
  double reading_ns = 0, writing_ns = 0, committing_ns = 0;
  std::vector<StatementFigures> statements;
  [[nodiscard]] double rest_ns() const {
    return all_ns - sealing_ns - chaining_ns - deciding_ns - composing_ns - outside_ns - reading_ns - writing_ns - committing_ns;
  }
};

Profile profile_day(const std::string& folder, std::int64_t items, bool one_request_per_notice) {
  const RunFolder run(folder);
  Stopwatches watches;
  Profile profile;
  profile.items = items;
  World world({run.path(), items, hosters_for(items_per_tick(items)), one_request_per_notice, AnswerMeaning::removed, &watches, {}});
  const auto outside = world.outside_ns();
  start_statement_profile();
  const auto start = std::chrono::steady_clock::now();
  play_day(world, items);
  profile.all_ns = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
  profile.statements = stop_statement_profile();
  profile.sealing_ns = static_cast<double>(watches.sealing.ns());
  profile.chaining_ns = static_cast<double>(watches.chaining.ns());
  profile.deciding_ns = static_cast<double>(watches.deciding.ns());
  profile.composing_ns = static_cast<double>(watches.composing.ns());
  profile.outside_ns = static_cast<double>(world.outside_ns() - outside);
  for (const auto& statement : profile.statements) {
    auto& sum = statement.sql.rfind("COMMIT", 0) == 0 ? profile.committing_ns : statement.reads_only ? profile.reading_ns : profile.writing_ns;
    sum += static_cast<double>(statement.ns);
  }
  return profile;
}

std::string shares_of(const Profile& profile) {
  const auto share = [&](double ns) { return std::round(ns / profile.all_ns * 1000) / 1000; };
  return JsonObject()
      .add("reading", share(profile.reading_ns))
      .add("writing", share(profile.writing_ns))
      .add("committing", share(profile.committing_ns))
      .add("sealing", share(profile.sealing_ns))
      .add("chaining", share(profile.chaining_ns))
      .add("deciding", share(profile.deciding_ns))
      .add("composing", share(profile.composing_ns))
      .add("world", share(profile.outside_ns))
      .add("rest", share(profile.rest_ns()))
      .text();
}

double statements_per_item(const Profile& profile) {
  std::int64_t runs = 0;
  for (const auto& statement : profile.statements) runs += statement.runs;
  return static_cast<double>(runs) / static_cast<double>(profile.items);
}

/// The table behind the shares, for people.
void print_statements(const Profile& profile) {
  constexpr std::size_t kShown = 40;
  const auto items = static_cast<double>(profile.items);
  std::printf("%8s %9s %9s  statement\n", "runs", "us each", "us item");
  for (std::size_t i = 0; i < std::min(kShown, profile.statements.size()); ++i) {
    const auto& statement = profile.statements[i];
    auto text = statement.sql.substr(0, 100);
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::printf("%8.2f %9.2f %9.2f  %s\n", static_cast<double>(statement.runs) / items,
                static_cast<double>(statement.ns) / 1000 / static_cast<double>(std::max<std::int64_t>(1, statement.runs)),
                static_cast<double>(statement.ns) / 1000 / items, text.c_str());
  }
}

std::string machine_text(const Machine& machine) {
  return JsonObject()
      .add("processor", machine.processor)
      .add("cores", machine.cores)
      .add("memory_gb", machine.memory_gb)
      .add("kernel", machine.kernel)
      .add("load_before", machine.load)
      .add("sync_ms", machine.sync_ms)
      .text();
}

/// All keys in every mode; what a mode does not measure is null.
struct Report {
  double items_per_s = std::nan(""), floor_items_per_s = std::nan(""), ratio = std::nan(""), cpu_s_per_1000 = std::nan(""),
         floor_cpu_s_per_1000 = std::nan(""), peak_mb = std::nan("");
  double bytes_per_item = std::nan(""), p50_ms = std::nan(""), p99_ms = std::nan(""), storm_s = std::nan("");
  double receipt_p50_ms = std::nan(""), receipt_p99_ms = std::nan(""), storm_reminders_s = std::nan("");
  double grouped_items_per_s = std::nan(""), floor_bytes_per_item = std::nan(""), floor_rows_per_item = std::nan(""), statements_per_item = std::nan("");
  double commits = std::nan("");
  double open = std::nan("");
  std::string shares = "null", parts = "null";

  void take(const Measured& measured, std::int64_t items) {
    const auto count = static_cast<double>(items);
    cpu_s_per_1000 = measured.cpu_s / count * 1000;
    peak_mb = measured.peak_mb;
    bytes_per_item = static_cast<double>(measured.bytes) / count;
    p50_ms = measured.closed_p50;
    p99_ms = measured.closed_p99;
    receipt_p50_ms = measured.receipt_p50;
    receipt_p99_ms = measured.receipt_p99;
    commits = static_cast<double>(measured.commits);
  }
};

std::string report_text(const Options& options, const Report& report, const Outcome& outcome, const Machine& machine) {
  return JsonObject()
      .add("mode", options.mode)
      .add("items", options.items)
      .add("items_per_s", report.items_per_s)
      .add("floor_items_per_s", report.floor_items_per_s)
      .add("ratio", report.ratio)
      .add("cpu_s_per_1000", report.cpu_s_per_1000)
      .add("floor_cpu_s_per_1000", report.floor_cpu_s_per_1000)
      .add("peak_mb", report.peak_mb)
      .add("bytes_per_item", report.bytes_per_item)
      .add("p50_ms", report.p50_ms)
      .add("p99_ms", report.p99_ms)
      .add("storm_s", report.storm_s)
      .add("receipt_p50_ms", report.receipt_p50_ms)
      .add("receipt_p99_ms", report.receipt_p99_ms)
      .add("storm_reminders_s", report.storm_reminders_s)
      .add("grouped_items_per_s", report.grouped_items_per_s)
      .add("statements_per_item", report.statements_per_item)
      .add("commits", report.commits)
      .add("floor_rows_per_item", report.floor_rows_per_item)
      .add("floor_bytes_per_item", report.floor_bytes_per_item)
      .raw("shares", report.shares)
      .raw("parts", report.parts)
      .add("open", report.open)
      .add("items_filed", outcome.items)
      .add("items_closed", outcome.closed)
      .add("events", outcome.events)
      .add("notices_sent", outcome.notices.sent)
      .add("notices_twice", outcome.notices.twice)
      .add("notices_missing", outcome.notices.missing)
      .add("chain_faults", outcome.chain_faults)
      .add("stuck", outcome.stuck)
      .raw("machine", machine_text(machine))
      .text();
}

Outcome run_day(const Options& options, Report& report) {
  const auto hosters = hosters_for(items_per_tick(options.items));
  Outcome outcome;
  {
    const RunFolder run(options.folder);
    const auto day = measure({run.path(), options.items, hosters, true, AnswerMeaning::removed, nullptr, {}}, play_day);
    report.take(day, options.items);
    report.items_per_s = static_cast<double>(options.items) / day.seconds;
    outcome = day.outcome;
    const auto profile = profile_day(options.folder, std::min(options.items, kProfiledItemsMax), true);
    report.shares = shares_of(profile);
    report.statements_per_item = statements_per_item(profile);
    const auto floor = run_bare_loop(run.path() + "/floor.db", run.path() + "/redress.db", work_of(profile.statements, profile.items), options.items, day.commits);
    report.floor_items_per_s = floor.items_per_s;
    report.floor_cpu_s_per_1000 = floor.cpu_s_per_1000;
    report.floor_bytes_per_item = static_cast<double>(floor.bytes) / static_cast<double>(options.items);
    report.floor_rows_per_item = static_cast<double>(floor.written_rows) / static_cast<double>(options.items);
    report.ratio = report.items_per_s / report.floor_items_per_s;
    if (!options.json) print_statements(profile);
  }
  const auto grouped_items = std::min(options.items, kGroupedItemsMax);
  const RunFolder run(options.folder);
  const auto grouped = measure({run.path(), grouped_items, hosters_for(items_per_tick(grouped_items)), false, AnswerMeaning::removed, nullptr, {}}, play_day);
  report.grouped_items_per_s = static_cast<double>(grouped_items) / grouped.seconds;
  return outcome;
}

Outcome run_paced(const Options& options, Report& report) {
  const RunFolder run(options.folder);
  const auto paced = measure({run.path(), options.items, hosters_for(kItemsPerTick), true, AnswerMeaning::removed, nullptr, {}}, play_paced);
  report.take(paced, options.items);
  return paced.outcome;
}

/// Every item waits for its removal when all their deadlines come in one second.
Outcome run_storm(const Options& options, Report& report) {
  const RunFolder run(options.folder);
  forget_peak_memory();
  // All notices leave at one simulated moment, so that all deadlines fall together.
  World world({run.path(), options.items, hosters_for(options.items), true, AnswerMeaning::received, nullptr, {}});
  const auto morning = world.clock().utc_now();
  for (std::int64_t filed = 0; filed < options.items; filed += kItemsPerTick) {
    world.file(filed + 1, std::min(kItemsPerTick, options.items - filed), std::chrono::steady_clock::now(), runtime::Lane::bulk);
    world.run_until_idle();
  }
  world.clock().advance_to(morning + hours{24} - minutes{1});
  world.run_until_idle();
  const auto fired_before = world.counters().timers_fired;
  const auto cpu = cpu_seconds();
  world.clock().advance_to(morning + hours{24} + seconds{1});
  const auto start = std::chrono::steady_clock::now();
  const auto since_start = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  const auto fired = [&] { return world.counters().timers_fired - fired_before; };
  // First come the deadlines themselves; then, due at once, the reminders they lead to.
  while (fired() < options.items && world.turn()) {
  }
  if (fired() < options.items) throw std::runtime_error("only " + std::to_string(fired()) + " deadlines came due");
  report.storm_s = since_start();
  report.cpu_s_per_1000 = (cpu_seconds() - cpu) / static_cast<double>(options.items) * 1000;
  while (fired() < 2 * options.items && world.turn()) {
  }
  report.storm_reminders_s = since_start();
  report.peak_mb = peak_memory_mb();
  world.run_until_idle();
  auto outcome = world.outcome(options.items <= kVerifiedItemsMax);
  report.commits = static_cast<double>(world.commits());
  report.bytes_per_item = static_cast<double>(world.close()) / static_cast<double>(options.items);
  return outcome;
}

constexpr std::int64_t kItemsOfAYear = 397'770;
constexpr Milliseconds kYear = hours{24 * 365};
constexpr Milliseconds kAfterwards = hours{24 * 20};  // until the last filed are closed
constexpr Milliseconds kStep = minutes{15};
constexpr int kParts = 12;

/// A hotline's year, or as much of one as there are items: filed evenly, looked at every quarter of an hour. Memory is measured after each twelfth.
Outcome run_year(const Options& options, Report& report) {
  const RunFolder run(options.folder);
  forget_peak_memory();
  const Milliseconds span = kYear * options.items / kItemsOfAYear;
  World world({run.path(), options.items, hosters_for(options.items / 1'000), false, AnswerMeaning::removed, nullptr, Year{span}});
  const auto start = std::chrono::steady_clock::now();
  const auto cpu = cpu_seconds();
  const auto since = [](std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  };
  JsonArray parts;
  std::int64_t filed = 0, filed_before = 0;
  auto part_began = start;
  auto part_cpu = cpu;
  for (Milliseconds passed{0}; passed <= span + kAfterwards; passed += kStep) {
    const auto due = std::min(options.items, options.items * (passed + kStep) / std::max(span, kStep));
    if (due > filed) world.file(filed + 1, due - filed, std::chrono::steady_clock::now(), runtime::Lane::bulk);
    filed = std::max(filed, due);
    world.live();
    world.run_until_idle();
    world.clock().advance(kStep);
    if (filed > filed_before && filed - filed_before >= options.items / kParts) {
      const auto backlog = world.backlog();
      const auto count = static_cast<double>(filed - filed_before);
      const auto text = JsonObject()
                            .add("items", filed)
                            .add("items_per_s", std::round(count / since(part_began)))
                            .add("cpu_s_per_1000", std::round((cpu_seconds() - part_cpu) / count * 1e5) / 100)
                            .add("memory_mb", std::round(memory_mb()))
                            .add("open", backlog.open_requests)
                            .add("timers", backlog.timers)
                            .text();
      parts.raw(text);
      if (!options.json) std::fprintf(stderr, "%s\n", text.c_str());
      filed_before = filed;
      part_began = std::chrono::steady_clock::now();
      part_cpu = cpu_seconds();
    }
  }
  report.items_per_s = static_cast<double>(options.items) / since(start);
  report.cpu_s_per_1000 = (cpu_seconds() - cpu) / static_cast<double>(options.items) * 1000;
  report.peak_mb = peak_memory_mb();
  report.parts = parts.text();
  report.open = static_cast<double>(world.backlog().open_requests);
  auto outcome = world.outcome(options.items <= kVerifiedItemsMax);
  report.commits = static_cast<double>(world.commits());
  report.bytes_per_item = static_cast<double>(world.close()) / static_cast<double>(options.items);
  return outcome;
}

int run(const Options& options) {
  const auto machine = describe_machine(options.folder);
  Report report;
  Outcome outcome;
  if (options.mode == "day") outcome = run_day(options, report);
  if (options.mode == "paced") outcome = run_paced(options, report);
  if (options.mode == "year") outcome = run_year(options, report);
  if (options.mode == "storm") outcome = run_storm(options, report);
  std::printf("%s\n", report_text(options, report, outcome, machine).c_str());
  return 0;
}

}  // namespace
}  // namespace redress::bench

int main(int count, char** arguments) {
  redress::bench::Options options;
  options.folder = std::filesystem::temp_directory_path().string();
  CLI::App app("Measures the takedown day on the whole engine, beside a bare SQLite loop that writes the same rows.");
  app.add_option("--mode", options.mode, "day: as fast as it goes; paced: 50 arrivals a second; storm: all deadlines at once; year: 397,770 items are one")
      ->check(CLI::IsMember({"day", "paced", "storm", "year"}))
      ->capture_default_str();
  app.add_option("--items", options.items, "how many items")->check(CLI::Range(1LL, 100'000'000LL))->capture_default_str();
  app.add_option("--dir", options.folder, "where the databases are written")->check(CLI::ExistingDirectory)->capture_default_str();
  app.add_flag("--json", options.json, "only one JSON object; without it, also the statements that cost most");
  CLI11_PARSE(app, count, arguments);
  try {
    return redress::bench::run(options);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "redress-bench: %s\n", problem.what());
    return 1;
  }
}
