// Which rows of the workflows' tables a run took, and which not.
#pragma once

#include "engine/core/ports/workflow.hpp"
#include "tests/support/sim_world.hpp"

#include <string>
#include <vector>

namespace redress::simulation {

struct RowCoverage {
  std::size_t rows = 0;                // that the engine can come to
  std::size_t taken = 0;
  std::vector<std::string> untaken;    // as text
  std::size_t not_told_yet = 0;        // rows of events that no part of the engine tells
};

/// Events that a table knows and nothing in the engine tells yet: whoever begins to tell one takes it out here.
[[nodiscard]] const std::vector<std::string>& events_nobody_tells();
[[nodiscard]] RowCoverage coverage_of(const Workflow& workflow, const RowCounts& counts);

}  // namespace redress::simulation
