// When a recipient is late, and from which of the two clocks that counts: ours (the first attempt) or the recipient's (its
// acceptance). Which one is data of the regime. [SRC-NTD-ADDENDUM]
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

/// The clock a deadline counts from.
enum class CountsFrom { first_attempt, relay_accepted, recipient_accepted };
template <>
struct EnumNames<CountsFrom> {
  static constexpr auto names = name_list("first_attempt", "relay_accepted", "recipient_accepted");
};

/// Who may use a regime. One of an authority is chosen by the power to order that a desk has (`RoadPolicy::may_order`), never by the place alone.
enum class UsedBy { anybody, hotline, trusted_flagger, authority, depicted_person, provider };
template <>
struct EnumNames<UsedBy> {
  static constexpr auto names = name_list("anybody", "hotline", "trusted_flagger", "authority", "depicted_person", "provider");
};

struct DeadlineAnswer {
  std::string regime;
  Milliseconds removal_within{0};
  CountsFrom counts_from = CountsFrom::first_attempt;
  Milliseconds accepted_within{0};  // after the relay took the notice
  UsedBy used_by = UsedBy::anybody;
};

/// A regime that is known, and that no workflow here may use.
struct UnusableRegime {
  std::string regime;
  UsedBy used_by = UsedBy::anybody;
  std::optional<Milliseconds> within;      // none: it has no number
  std::optional<CountsFrom> counts_from;   // none: it does not name its clock
  std::string because;
};

class Deadlines final : public DeadlinePolicy {
 public:
  /// `as_of`: the moment `regime_for` is asked about.
  [[nodiscard]] static Deadlines read(RuleFile& file, UtcTime as_of);

  [[nodiscard]] Reasoned<std::string> regime_for(std::string_view workflow, const Facts& facts) const override;
  [[nodiscard]] Reasoned<UtcTime> removal_due(const Facts& facts) const override;
  [[nodiscard]] Reasoned<UtcTime> acceptance_due(const Facts& facts, UtcTime relay_accepted_at) const override;
  [[nodiscard]] const RuleTable<DeadlineAnswer>& rules() const noexcept { return rules_; }
  [[nodiscard]] const RuleTable<UnusableRegime>& unusable() const noexcept { return unusable_; }
  /// The rule that counts for a request of that regime which began at `moment`; null: no rule knows the regime.
  [[nodiscard]] const Rule<DeadlineAnswer>* find_regime(std::string_view regime, UtcTime moment) const;

 private:
  /// The rule of the regime the request began with; by country and verdict when it has none (yet).
  [[nodiscard]] const Rule<DeadlineAnswer>& rule_of(const Facts& facts, UtcTime moment) const;

  RuleTable<DeadlineAnswer> rules_;
  RuleTable<UnusableRegime> unusable_;
  UtcTime as_of_;
};

}  // namespace redress
