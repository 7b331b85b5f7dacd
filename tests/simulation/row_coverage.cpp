#include "tests/simulation/row_coverage.hpp"

namespace redress::simulation {

RowCoverage coverage_of(const Workflow& workflow, const RowCounts& counts) {
  RowCoverage coverage;
  coverage.name = workflow.name();
  const auto taken = counts.find(workflow.name());
  int number = 0;
  for (const auto& row : workflow.rows()) {
    const bool was_taken = taken != counts.end() && taken->second.contains(number);
    ++number;
    ++coverage.rows;
    if (was_taken)
      ++coverage.taken;
    else
      coverage.untaken.push_back(row.from + " -- " + row.event + (row.guard.empty() ? "" : " [" + row.guard + "]") + " --> " + row.to);
  }
  return coverage;
}

}  // namespace redress::simulation
