#include "tests/scenario/story.hpp"
#include "tests/simulation/row_coverage.hpp"
#include "tests/simulation/row_walk.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace redress::simulation {
namespace {

constexpr std::uint64_t kWalksMax = 52;
constexpr std::size_t kUntakenMax = 145;  // rows of both tables that nobody takes yet; to become none

std::vector<RowCoverage> coverage(const Hunt& hunt) {
  return {coverage_of(triage_workflow(), hunt.taken()), coverage_of(hotline_ntd_workflow(), hunt.taken())};
}

std::size_t untaken(const Hunt& hunt) {
  std::size_t rows = 0;
  for (const auto& one : coverage(hunt)) rows += one.untaken.size();
  return rows;
}

// Stories, and then walks that prefer what leads to rows nobody has taken yet, take the rows of both tables through the real engine, and no
// checker complains of what they do. What is left is named. The same walks each time: to repeat one, let the test walk up to it.
TEST(Rows, AreTakenThroughTheEngine) {
  Hunt hunt;
  for (const auto& name : story_names()) hunt.add(Story(name, story_text(name)).rows());
  std::cout << "stories leave " << untaken(hunt) << " rows" << std::endl;
  const char* wanted = std::getenv("REDRESS_WALKS");
  const auto walks = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : kWalksMax;
  std::uint64_t seed = 0;
  std::int64_t events = 0;
  while (seed < walks && untaken(hunt) > 0) {
    const auto result = walk(++seed, hunt);
    events += result.events;
    for (const auto& complaint : result.complaints) ADD_FAILURE() << complaint << "\n  in walk " << seed << "; repeat it with REDRESS_WALKS=" << seed;
    if (seed % 10 == 0) std::cout << seed << " walks leave " << untaken(hunt) << std::endl;
  }
  std::cout << seed << " walks of " << events << " events\n";
  for (const auto& table : coverage(hunt)) {
    std::cout << table.name << ": " << table.taken << " of " << table.rows << " rows taken\n";
    for (const auto& row : table.untaken) std::cout << "untaken row of " << table.name << ": " << row << '\n';
  }
  if (walks == kWalksMax) {
    EXPECT_LE(untaken(hunt), kUntakenMax);
  }
}

}  // namespace
}  // namespace redress::simulation
