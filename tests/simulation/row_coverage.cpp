#include "tests/simulation/row_coverage.hpp"

#include <algorithm>

namespace redress::simulation {

const std::vector<std::string>& events_nobody_tells() {
  static const std::vector<std::string> events{"PartlyGone", "ExpiredByItself"};
  return events;
}

RowCoverage coverage_of(const Workflow& workflow, const RowCounts& counts) {
  RowCoverage coverage;
  const auto& silent = events_nobody_tells();
  const auto taken = counts.find(workflow.name());
  int number = 0;
  for (const auto& row : workflow.rows()) {
    const bool was_taken = taken != counts.end() && taken->second.contains(number);
    ++number;
    if (std::find(silent.begin(), silent.end(), row.event) != silent.end()) {
      ++coverage.not_told_yet;
      continue;
    }
    ++coverage.rows;
    if (was_taken)
      ++coverage.taken;
    else
      coverage.untaken.push_back(row.from + " -- " + row.event + (row.guard.empty() ? "" : " [" + row.guard + "]") + " --> " + row.to);
  }
  return coverage;
}

}  // namespace redress::simulation
