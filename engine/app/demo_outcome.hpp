// What came of a day of `redress demo`: read from the store once everybody has gone home, judged, and told as text and as JSON.
#pragma once

#include "engine/app/demo_people.hpp"
#include "engine/report/latency.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace redress::app {

using Counts = std::map<std::string, std::int64_t>;

/// The requests of one workflow.
struct WorkflowOutcome {
  std::int64_t requests = 0;
  std::int64_t told = 0;      // somebody was asked
  std::int64_t answered = 0;  // whoever was asked decided something and said so
  std::int64_t closed = 0;
  Counts closed_as, open;                // by state; by state and what is waited for
  std::vector<double> hours_to_receipt;  // of what was referred: from the first attempt to the first confirmation
};

struct StoreOutcome {
  std::map<std::string, WorkflowOutcome> workflows;
  Counts ladder, notices, alerts, tasks;
  std::int64_t breached = 0;              // requests whose deadline passed
  std::int64_t escalated_by_silence = 0;  // of them: on a higher rung, and neither a refusal nor a person led there
};
[[nodiscard]] StoreOutcome read_outcome(ReadQueries& reader);

/// What must hold whatever the day brought; a day of which one does not has failed.
using Musts = std::vector<std::pair<std::string, bool>>;

[[nodiscard]] std::string to_json(const Counts& counts);
[[nodiscard]] std::string to_json(const HelplineFigures& figures);
/// Each with its line of `latency`, where it has one.
[[nodiscard]] std::string to_json(const std::map<std::string, WorkflowOutcome>& workflows, const report::LatencyReport& latency);
[[nodiscard]] std::string to_json(const Musts& musts);

void print_counts(const std::string& title, const Counts& counts);
void print_helpline(const HelplineFigures& figures);
void print_workflows(const std::map<std::string, WorkflowOutcome>& workflows);

}  // namespace redress::app
