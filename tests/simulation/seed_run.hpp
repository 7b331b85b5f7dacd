// One simulated day from one seed: everything of it, faults included, follows from the number.
#pragma once

#include "tests/support/sim_world.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace redress::simulation {

struct SeedResult {
  std::vector<std::string> complaints;
  FaultCounts faults;
  RowCounts rows;
  std::int64_t requests = 0, items = 0, events = 0, steps = 0, restarts = 0, mails = 0, duplicates = 0, acts_done = 0, acts_refused = 0;
  std::map<std::string, std::int64_t> states;  // workflow/state → requests at the end
  std::string log_digest;  // hex, over all chains' heads: equal for equal event logs
};

[[nodiscard]] SeedResult run_seed(std::uint64_t seed);
/// The faults of that seed's day: at least five kinds, and which ones differ from seed to seed.
[[nodiscard]] Faults faults_of(std::uint64_t seed);

}  // namespace redress::simulation
