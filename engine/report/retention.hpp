// What is kept sealed, by which rule, and what rules have erased: counts alone, nothing is named. Definition in docs/figures.md. Pure but
// for reading.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "engine/core/ports/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::report {

inline constexpr int kRetentionDefinition = 1;

struct RetentionQuery {
  UtcTime now{};
  std::optional<UtcTime> from, to;  // of what was erased: in [from, to); an absent end is open
};

struct KeptRule {
  Why why;
  Keeping keeping;
  std::vector<Verdict> verdicts;  // it is about these alone; empty: about whatever no other rule names
};
struct KeptFigures {
  std::string kind;             // of KeptKind; `persons`: of cases, whom a person erases
  std::vector<KeptRule> rules;  // of today
  std::int64_t kept = 0;
  std::int64_t held = 0;     // of these, under a legal hold
  std::int64_t needed = 0;   // of the rest, something is open, watched, on its way or not read yet
  std::int64_t overdue = 0;  // of the rest, over for more than a day
  std::int64_t erased = 0;   // by rule; of persons, by people
  std::optional<UtcTime> oldest;
};

/// Reads every row that is kept, and every event of items, reports, notices and desks once.
[[nodiscard]] std::vector<KeptFigures> retention_figures(ReadQueries& store, const PolicyBook& policies, const RetentionQuery& query);
[[nodiscard]] std::string retention_definition();
[[nodiscard]] std::string to_json(const std::vector<KeptFigures>& figures, const RetentionQuery& query);
[[nodiscard]] std::string to_csv(const std::vector<KeptFigures>& figures);
[[nodiscard]] std::string to_table(const std::vector<KeptFigures>& figures);

}  // namespace redress::report
