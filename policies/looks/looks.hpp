// How often a location is looked at, how many misses make `gone`, and which evidence may count.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

#include <set>

namespace redress {

struct EvidenceAnswer {
  std::set<Evidence> suffices;
};
struct LookLimits {
  Milliseconds fresh_for{0};
  int failures_before_task = 0;
  Milliseconds watch_for{0};
  Milliseconds place_fresh_for{0};
  Milliseconds place_again_after{0};
  int same_digest_looks = 0;
  Milliseconds repeat_spacing{0};
  int host_looks_per_minute = 0;
};

class Looks final : public LookPolicy {
 public:
  [[nodiscard]] static Looks read(RuleFile& file, UtcTime as_of);

  /// `since_opened`: age of the request; for `watch`, time since it was closed.
  [[nodiscard]] Reasoned<LookPlan> plan(LookPurpose purpose, Milliseconds since_opened, std::string_view recipient = {}) const override;
  [[nodiscard]] Reasoned<bool> suffices(std::string_view workflow, Evidence evidence) const override;
  [[nodiscard]] Milliseconds fresh_for() const override { return limits().answer.fresh_for; }
  [[nodiscard]] int failures_before_task() const override { return limits().answer.failures_before_task; }
  [[nodiscard]] Milliseconds watch_for() const override { return limits().answer.watch_for; }
  [[nodiscard]] int same_digest_looks() const override { return limits().answer.same_digest_looks; }
  [[nodiscard]] int host_looks_per_minute() const override { return limits().answer.host_looks_per_minute; }
  [[nodiscard]] Milliseconds place_fresh_for() const override { return limits().answer.place_fresh_for; }
  [[nodiscard]] Milliseconds place_again_after() const override { return limits().answer.place_again_after; }
  [[nodiscard]] Milliseconds repeat_spacing() const override { return limits().answer.repeat_spacing; }

  [[nodiscard]] const RuleTable<LookPlan>& plans() const noexcept { return plans_; }
  [[nodiscard]] const Rule<EvidenceAnswer>& evidence_rule(std::string_view workflow) const;
  [[nodiscard]] const Rule<LookLimits>& limits() const { return *limits_.choose(Case{}, as_of_); }

 private:
  RuleTable<LookPlan> plans_;
  RuleTable<EvidenceAnswer> evidence_;
  RuleTable<LookLimits> limits_;
  UtcTime as_of_;
};

/// Evidence that never means gone, whatever a rule says: refusals, walls and failures of the network or of ours.
[[nodiscard]] bool may_count_as_gone(Evidence evidence);

}  // namespace redress
