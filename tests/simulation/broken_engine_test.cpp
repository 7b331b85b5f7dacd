#include "tests/simulation/seed_run.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace redress::simulation {
namespace {

constexpr std::uint64_t kSeedsMax = 40;

// This program is linked against an engine that was broken on purpose: the checker named by the build must find out within a few days
// of the simulation. If it does not, the simulation does not prove what it claims.
TEST(BrokenEngine, IsFoundOut) {
  const char* checker = std::getenv("REDRESS_FOUND_BY");
  ASSERT_NE(checker, nullptr) << "run by ctest, which names the checker in REDRESS_FOUND_BY";
  const std::string expected = std::string(checker) + ":";
  std::string others;
  for (std::uint64_t seed = 1; seed <= kSeedsMax; ++seed) {
    const auto result = run_seed(seed);
    for (const auto& complaint : result.complaints) {
      if (complaint.starts_with(expected)) {
        std::cout << "found out in seed " << seed << ": " << complaint << '\n';
        return;
      }
      others = complaint;
    }
  }
  FAIL() << kSeedsMax << " simulated days, and " << checker << " has nothing to complain of; other complaints: " << others;
}

}  // namespace
}  // namespace redress::simulation
