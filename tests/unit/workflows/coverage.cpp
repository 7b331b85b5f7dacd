#include "tests/unit/workflows/coverage.hpp"

#include <cstdio>
#include <map>
#include <set>

namespace redress::testing {
namespace {

std::map<const Workflow*, std::set<int>>& taken() {
  static std::map<const Workflow*, std::set<int>> rows;
  return rows;
}

/// Fails the run when a row of a table is taken by no test. Silent when a filter runs only some of them.
class EveryRowIsTaken : public ::testing::Environment {
 public:
  void TearDown() override {
    if (::testing::GTEST_FLAG(filter) != "*") return;
    for (const auto& [workflow, rows] : taken()) {
      const auto& texts = workflow->rows();
      std::printf("%s: %zu of %zu rows taken\n", std::string(workflow->name()).c_str(), rows.size(), texts.size());
      for (std::size_t i = 0; i < texts.size(); ++i)
        if (!rows.contains(static_cast<int>(i)))
          ADD_FAILURE() << "untaken row " << i << " of " << workflow->name() << ": " << texts[i].from << " + " << texts[i].event << " ["
                        << texts[i].guard << "] -> " << texts[i].to;
    }
  }
};
const auto* const registered = ::testing::AddGlobalTestEnvironment(new EveryRowIsTaken);

}  // namespace

Result<Decision, DecideError> decide(const Workflow& workflow, const Snapshot& snapshot, const Event& event, const PolicyBook& policies) {
  auto decision = workflow.decide(snapshot, event, policies);
  if (decision) taken()[&workflow].insert(decision->row);
  return decision;
}

}  // namespace redress::testing
