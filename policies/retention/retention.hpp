// How long what is sealed is kept, and from which moment: for each kind of data a rule, of which the engine carries out each.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

class Retention final : public RetentionPolicy {
 public:
  /// Refuses a file without a rule for one of the kinds at `as_of`.
  [[nodiscard]] static Retention read(RuleFile& file, UtcTime as_of);

  [[nodiscard]] Reasoned<Keeping> keeping(KeptKind kind, std::optional<Verdict> verdict, UtcTime now) const override;
  [[nodiscard]] Milliseconds shortest(KeptKind kind, UtcTime now) const override;
  [[nodiscard]] const RuleTable<Keeping>& rules() const noexcept { return rules_; }

 private:
  [[nodiscard]] const Rule<Keeping>* find(KeptKind kind, std::optional<Verdict> verdict, UtcTime now) const;

  UtcTime as_of_;
  RuleTable<Keeping> rules_;
};

}  // namespace redress
