// Four eyes: which acts of people wait for a second person, who that may be, and how long the question stands.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

struct ApprovalAnswer {
  std::vector<ActorKind> roles;
  std::int64_t at_least = 1;  // acts that reach less are done by one person
  Milliseconds valid_for{0};
};

class Approvals final : public ApprovalPolicy {
 public:
  [[nodiscard]] static Approvals read(RuleFile& file);

  [[nodiscard]] std::optional<Reasoned<SecondPerson>> second_person(std::string_view act, std::int64_t size, UtcTime now) const override;
  [[nodiscard]] const RuleTable<ApprovalAnswer>& rules() const noexcept { return rules_; }

 private:
  RuleTable<ApprovalAnswer> rules_;
};

}  // namespace redress
