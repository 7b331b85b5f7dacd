#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "tests/simulation/row_coverage.hpp"
#include "tests/simulation/seed_run.hpp"
#include "tests/support/sim_world.hpp"

#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iomanip>
#include <iostream>
#include <string>

#include <unistd.h>

namespace redress::simulation {
namespace {

constexpr std::uint64_t kSeeds = 1'000;         // over both shards; ten times as many in the long check
constexpr std::uint64_t kSeedsInQuick = 20;
constexpr std::int64_t kRequestsMin = 200;      // a day
constexpr int kFaultKindsMin = 5;               // a day
constexpr double kRowShareMin = 0.5;  // every row is rows_test.cpp's affair; here the bar only shows that days stay as varied as they are

struct Plan {
  std::uint64_t first = 1, step = 1, count = kSeeds;
};

Plan plan() {
  Plan plan;
  if (const char* only = std::getenv("REDRESS_SIMULATION_SEED")) return {std::strtoull(only, nullptr, 10), 1, 1};
  if (const char* size = std::getenv("REDRESS_CHECK_SIZE")) {
    if (std::strcmp(size, "long") == 0) plan.count = 10 * kSeeds;
    if (std::strcmp(size, "quick") == 0) plan.count = kSeedsInQuick;
  }
  if (const char* shard = std::getenv("REDRESS_SIMULATION_SHARD")) {  // "0/2"
    plan.first = 1 + std::strtoull(shard, nullptr, 10);
    plan.step = std::strtoull(std::strchr(shard, '/') + 1, nullptr, 10);
  }
  return plan;
}

std::string how_to_repeat(std::uint64_t seed) {
  return "seed " + std::to_string(seed) + "; repeat it with: REDRESS_SIMULATION_SEED=" + std::to_string(seed) +
         " build/release/tests/simulation --gtest_filter='Simulation.KeepsEveryPromise'";
}

/// An assertion of the engine ends the process: the seed must be known all the same.
std::uint64_t running_seed = 0;
extern "C" void tell_seed(int signal) {
  char text[160];
  const int length = std::snprintf(text, sizeof text, "the engine ended by an assertion in seed %llu; repeat it with REDRESS_SIMULATION_SEED=%llu\n",
                                   static_cast<unsigned long long>(running_seed), static_cast<unsigned long long>(running_seed));
  (void)!::write(STDERR_FILENO, text, static_cast<std::size_t>(length));
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

int kinds_of(const FaultCounts& faults) {
  int kinds = 0;
  for (const auto count : faults.counts) kinds += count > 0 ? 1 : 0;
  return kinds;
}

// Whole days of the real engine on the real store, with people, partners and faults drawn from a seed: no checker may complain, every kind
// of fault must have happened, and at least half of the rows of both tables must have been taken.
TEST(Simulation, KeepsEveryPromise) {
  std::signal(SIGABRT, tell_seed);
  const auto what = plan();
  FaultCounts faults;
  RowCounts rows;
  std::int64_t seeds = 0, requests = 0, items = 0, events = 0, steps = 0, restarts = 0, mails = 0, duplicates = 0, acts = 0, refused = 0;
  int kinds_min = static_cast<int>(kFaultKinds);
  std::int64_t requests_min = 1'000'000;
  const auto began = std::chrono::steady_clock::now();
  for (std::uint64_t seed = what.first; seed <= (what.count == 1 ? what.first : what.count); seed += what.step) {
    running_seed = seed;
    const auto result = run_seed(seed);
    for (const auto& complaint : result.complaints) ADD_FAILURE() << complaint << "\n  " << how_to_repeat(seed);
    if (result.requests < kRequestsMin) ADD_FAILURE() << "only " << result.requests << " requests; " << how_to_repeat(seed);
    ++seeds;
    faults.add(result.faults);
    for (const auto& [workflow, taken] : result.rows)
      for (const auto& [row, times] : taken) rows[workflow][row] += times;
    kinds_min = std::min(kinds_min, kinds_of(result.faults));
    requests_min = std::min(requests_min, result.requests);
    requests += result.requests;
    items += result.items;
    events += result.events;
    steps += result.steps;
    restarts += result.restarts;
    mails += result.mails;
    duplicates += result.duplicates;
    acts += result.acts_done;
    refused += result.acts_refused;
    if (testing::Test::HasFailure()) break;
  }
  std::signal(SIGABRT, SIG_DFL);
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();

  std::cout << seeds << " simulated days in " << std::fixed << std::setprecision(1) << took << " s: " << requests << " requests (at least " << requests_min
            << " a day) about " << items << " items, " << events << " events, " << steps << " steps, " << restarts << " restarts, " << mails
            << " mails taken, " << duplicates << " of them marked copies, " << acts << " acts of people, " << refused << " refused\nfaults:";
  for (std::size_t kind = 0; kind < kFaultKinds; ++kind)
    std::cout << (kind % 6 == 0 ? "\n  " : ", ") << name_of(static_cast<Fault>(kind)) << ' ' << faults.counts[kind];
  std::cout << "\nat least " << kinds_min << " kinds of fault a day\n";
  EXPECT_GE(kinds_min, kFaultKindsMin);

  std::size_t all = 0, taken = 0;
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow()}) {
    const auto coverage = coverage_of(*workflow, rows);
    all += coverage.rows;
    taken += coverage.taken;
    std::cout << workflow->name() << ": " << coverage.taken << " of " << coverage.rows << " rows taken; untaken:\n";
    for (const auto& row : coverage.untaken) std::cout << "  " << row << '\n';
  }
  if (what.count < kSeeds || testing::Test::HasFailure()) return;  // too few days to speak of totals
  EXPECT_GE(static_cast<double>(taken), kRowShareMin * static_cast<double>(all));
  for (std::size_t kind = 0; kind < kFaultKinds; ++kind)
    EXPECT_GT(faults.counts[kind], 0) << "never happened: " << name_of(static_cast<Fault>(kind));
}

// The same seed twice gives the same event log to the last bit; another seed another.
TEST(Simulation, RepeatsItself) {
  const auto once = run_seed(4'711);
  const auto again = run_seed(4'711);
  EXPECT_EQ(once.log_digest, again.log_digest);
  EXPECT_EQ(once.events, again.events);
  EXPECT_NE(once.log_digest, run_seed(4'712).log_digest);
}

// The program ends while every look-up and, once more, while every look it gave out is still under way: the next start gives them out
// again at once, and nobody is asked to find what the engine would have found.
TEST(Restart, LooksAndLookUpsUnderWayAreGivenOutAgain) {
  SimOptions options;
  options.partners.standing_cast = false;
  SimWorld world(options);
  sandbox::Party party;
  party.name = "Host";
  party.domain = "host.example";
  party.abuse_mailbox = "abuse@host.example";
  party.country = "NL";
  const auto site = world.partners().add_site("pages.example", world.partners().add_party(party));
  runtime::FiledReport filed;
  filed.report.source = "partner-hotline.example";
  filed.report.origin = ReportOrigin::partner_hotline;
  auto incoming = item_from_url(world.partners().add_item(site, "/v/1.html"), {}, {});
  ASSERT_TRUE(incoming.has_value());
  incoming->source_verdict = Verdict::illegal_national;
  filed.report.items.push_back(std::move(*incoming));
  filed.digest = content_digest(filed.report);
  runtime::FileReports work;
  work.desk = "hotline";
  work.reports.push_back(std::move(filed));
  const auto url = world.partners().items().front().url;
  const auto state = [&](std::string_view workflow) {
    const auto request = world.request_of(url, workflow);
    return request ? request->state : std::string("none");
  };
  Faults slow;
  slow.slow_job = 1;  // a minute at least
  world.load_directory();
  world.settle();

  world.set_faults(slow);
  world.file(work);
  world.settle();
  ASSERT_EQ(state("triage"), "AwaitingRoad");
  world.set_faults({});
  world.crash(Fault::crash_at_rest);
  world.set_faults(slow);
  world.settle();
  EXPECT_EQ(state("triage"), "Illegal") << "the look-up waits for its timer";
  ASSERT_EQ(state("hotline_ntd"), "LookingBeforeNotice");
  world.set_faults({});
  world.crash(Fault::crash_at_rest);
  world.settle();
  EXPECT_EQ(state("hotline_ntd"), "NoticePending") << "the look waits until it counts as lost";
  for (const char* gave_up : {"find_contact", "look_by_hand"}) EXPECT_TRUE(world.reader().open_tasks(gave_up, 10).empty()) << gave_up;
  EXPECT_EQ(world.now(), options.partners.origin) << "all of it at one moment";
}

}  // namespace
}  // namespace redress::simulation
