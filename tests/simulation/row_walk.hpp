// One small world in which a few items are driven by everything that people, partners, outages and time can do to them. Of what could
// happen next, that is preferred which may take a row nobody has taken yet. The engine, its store and its rules are the real ones, and it is
// told nothing but by those: acts, mails, looks, look-ups, verdicts of the relay, the clock.
#pragma once

#include "tests/support/sim_world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace redress::simulation {

/// What is still to be taken, over all walks. An event that was tried in a state often and in vain is preferred less and less.
class Hunt {
 public:
  Hunt() { add({}); }
  void add(const RowCounts& taken);
  [[nodiscard]] const RowCounts& taken() const { return taken_; }
  /// By how much what tells that request this event should be preferred.
  [[nodiscard]] double worth(const RequestRecord& request, std::string_view event) const;
  void tried(const RequestRecord& request, std::string_view event);

 private:
  struct Cell {
    int untaken = 0, tries = 0;
  };
  RowCounts taken_;
  std::map<std::string, Cell> cells_;  // workflow, state and event
};

struct WalkResult {
  std::vector<std::string> complaints;  // of the checkers
  std::int64_t events = 0;
};

/// Everything follows from the seed and from where the hunt stands; adds to it what was taken.
[[nodiscard]] WalkResult walk(std::uint64_t seed, Hunt& hunt);

}  // namespace redress::simulation
