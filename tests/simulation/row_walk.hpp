// One small world in which a few items are driven by everything that people, partners, outages and time can do to them. Of what could
// happen next, that is preferred which may take a row nobody has taken yet. The engine, its store and its rules are the real ones, and it is
// told nothing but by those: acts, mails, looks, look-ups, verdicts of the relay, the clock.
#pragma once

#include "tests/support/sim_world.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace redress::simulation {

/// What is still to be taken, over all walks. An event that was tried in a state often and in vain is preferred less and less.
class Hunt {
 public:
  Hunt();
  Hunt(const Hunt&) = delete;
  Hunt& operator=(const Hunt&) = delete;
  void add(const RowCounts& taken);
  [[nodiscard]] const RowCounts& taken() const { return taken_; }
  /// By how much what tells that request this event should be preferred: for the rows of its state, and for those of the states it may
  /// then come to.
  [[nodiscard]] double worth(const RequestRecord& request, std::string_view event) const;
  /// How much is still to be taken in that state, and beyond it; nothing: 0.
  [[nodiscard]] double hope(std::string_view workflow, std::string_view state) const;
  void tried(const RequestRecord& request, std::string_view event);

 private:
  struct Row {
    std::string_view workflow;
    int number = 0;
    std::size_t cell = 0, from = 0, to = 0;
  };
  struct Cell {  // workflow, state and event
    int untaken = 0, tries = 0;
    std::size_t from = 0;
    std::set<std::size_t> leads_to;
  };
  RowCounts taken_;
  std::vector<Row> rows_;
  std::vector<Cell> cells_;
  std::vector<double> hopes_;  // of states
  std::map<std::string, std::size_t, std::less<>> cell_numbers_, state_numbers_;
};

struct WalkResult {
  std::vector<std::string> complaints;  // of the checkers
  std::int64_t events = 0;
};

/// Everything follows from the seed and from where the hunt stands; adds to it what was taken.
[[nodiscard]] WalkResult walk(std::uint64_t seed, Hunt& hunt);

}  // namespace redress::simulation
