// Which rows of the workflows' tables a run took, and which not.
#pragma once

#include "engine/core/ports/workflow.hpp"
#include "tests/support/sim_world.hpp"

#include <string>
#include <vector>

namespace redress::simulation {

struct RowCoverage {
  std::string name;                    // of the workflow
  std::size_t rows = 0;
  std::size_t taken = 0;
  std::vector<std::string> untaken;    // as text
};

[[nodiscard]] RowCoverage coverage_of(const Workflow& workflow, const RowCounts& counts);

}  // namespace redress::simulation
