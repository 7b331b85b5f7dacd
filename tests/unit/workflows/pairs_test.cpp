#include "tests/unit/workflows/never_told.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/triage/workflow.hpp"
#include "workflows/trusted_flagger/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <variant>

namespace redress {
namespace {

template <std::size_t... I>
std::vector<std::string> every_event(std::index_sequence<I...>) {
  return {std::string(event_name(Event{std::in_place_index<I>}))...};
}

// Anything can arrive late or twice, so every state has a row for every event that can be told there, and none for what cannot. A request's
// first event is Opened, decided in the transaction that creates it, so nothing else ever meets the initial state.
TEST(WorkflowTable, EveryEventHasARowInEveryState) {
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow(), &trusted_flagger_workflow(), &partner_referral_workflow(),
                               &removal_order_workflow(), &law_enforcement_workflow(), &victim_removal_workflow()}) {
    std::set<std::pair<std::string, std::string>> have;
    for (const auto& row : workflow->rows()) have.insert({row.from, row.event});
    for (const auto& state : workflow->states())
      for (const auto& event : every_event(std::make_index_sequence<std::variant_size_v<Event>>{})) {
        const bool initial = state == workflow->initial_state();
        const bool wanted = initial ? event == "Opened" : !testing::is_never_told(workflow->name(), state, event);
        EXPECT_EQ(have.contains({state, event}), wanted) << workflow->name() << ": " << state << " + " << event;
      }
  }
}

// No two rows say the same of the same state, event and guard: the upper one could never be taken.
TEST(WorkflowTable, NoRowHidesAnother) {
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow(), &trusted_flagger_workflow(), &partner_referral_workflow(),
                               &removal_order_workflow(), &law_enforcement_workflow(), &victim_removal_workflow()}) {
    std::set<std::string> seen;
    for (const auto& row : workflow->rows())
      EXPECT_TRUE(seen.insert(row.from + "+" + row.event + "[" + row.guard + "]" + row.by).second)
          << workflow->name() << ": " << row.from << " + " << row.event << " [" << row.guard << "]";
  }
}

// What is stored and what is tested for agree: states of the rows are the workflow's, events the core's.
TEST(WorkflowTable, NamesAreTheVocabularys) {
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow(), &trusted_flagger_workflow(), &partner_referral_workflow(),
                               &removal_order_workflow(), &law_enforcement_workflow(), &victim_removal_workflow()}) {
    const std::set<std::string> states(workflow->states().begin(), workflow->states().end());
    EXPECT_EQ(states.size(), workflow->states().size());
    const auto events = every_event(std::make_index_sequence<std::variant_size_v<Event>>{});
    const std::set<std::string> known(events.begin(), events.end());
    for (const auto& row : workflow->rows()) {
      EXPECT_TRUE(states.contains(row.from) && states.contains(row.to)) << row.from << " -> " << row.to;
      EXPECT_TRUE(known.contains(row.event)) << row.event;
    }
  }
}

}  // namespace
}  // namespace redress
