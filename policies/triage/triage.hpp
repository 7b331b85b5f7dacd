// How fast items must be assessed, whose own classification may count, and what is a flood.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/tasks/tasks.hpp"

#include <set>

namespace redress {

struct TrustAnswer {
  std::set<Verdict> accepts;
};

class Triage final : public TriagePolicy {
 public:
  /// `calendars` outlives it.
  [[nodiscard]] static Triage read(RuleFile& file, const Calendars& calendars, UtcTime as_of);

  [[nodiscard]] std::optional<Reasoned<Verdict>> trusted(std::string_view source, Verdict claimed) const override;
  [[nodiscard]] Reasoned<UtcTime> assessment_due(const Facts& facts, UtcTime now) const override;
  [[nodiscard]] Flood flood() const override { return flood_rule().answer; }
  [[nodiscard]] const Rule<Flood>& flood_rule() const { return *flood_.choose(Case{}, as_of_); }
  [[nodiscard]] const RuleTable<WorkingTime>& targets() const noexcept { return targets_; }
  [[nodiscard]] const RuleTable<TrustAnswer>& trust() const noexcept { return trust_; }

 private:
  RuleTable<WorkingTime> targets_;
  RuleTable<TrustAnswer> trust_;
  RuleTable<Flood> flood_;
  const Calendars* calendars_ = nullptr;
  UtcTime as_of_;
};

}  // namespace redress
