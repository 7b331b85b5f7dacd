// When and how notices leave: grouping, undo, the sending calendar, retries, limits, and how far what they say may be shared.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/calendars/calendar.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

struct RetryAnswer {
  Milliseconds base{0};  // before the second attempt
  int factor = 2;        // from one wait to the next
  Milliseconds wait_max{0};
  int attempts_max = 0;           // and
  Milliseconds give_up_after{0};  // since the first: whichever comes first
};

class Delivery final : public DeliveryPolicy {
 public:
  /// `calendars` outlives it.
  [[nodiscard]] static Delivery read(RuleFile& file, const Calendars& calendars, UtcTime as_of);

  [[nodiscard]] Reasoned<Milliseconds> grouping_window(NoticeKind kind, ContactScope scope, bool urgent, std::string_view workflow) const override;
  [[nodiscard]] Reasoned<Milliseconds> undo_window(NoticeKind kind, ContactScope scope) const override;
  [[nodiscard]] Reasoned<UtcTime> may_leave(NoticeKind kind, ContactScope scope, UtcTime now) const override;
  /// By the rule for mail, the channel every notice of today takes.
  [[nodiscard]] Reasoned<std::optional<Milliseconds>> retry(int number, Milliseconds since_first) const override;
  [[nodiscard]] Reasoned<Tlp> sensitivity(NoticeKind kind, ContactScope scope) const override;
  [[nodiscard]] Limits limits() const override { return limits_rule().answer; }

  /// `channel`: "mail", "http", …; one no rule names is treated as the rule without conditions says.
  [[nodiscard]] Reasoned<std::optional<Milliseconds>> retry_on(std::string_view channel, int number, Milliseconds since_first) const;
  [[nodiscard]] const Rule<RetryAnswer>& retry_rule(std::string_view channel) const;
  [[nodiscard]] const Rule<Limits>& limits_rule() const { return *limits_.choose(Case{}, as_of_); }
  [[nodiscard]] const RuleTable<Milliseconds>& grouping_rules() const noexcept { return grouping_; }
  [[nodiscard]] const RuleTable<std::string>& sending_rules() const noexcept { return sending_; }

 private:
  RuleTable<RetryAnswer> retry_;
  RuleTable<Milliseconds> grouping_;
  RuleTable<Milliseconds> undo_;
  RuleTable<std::string> sending_;  // name of a calendar; empty: at once
  RuleTable<Limits> limits_;
  RuleTable<Tlp> sharing_;
  const Calendars* calendars_ = nullptr;
  UtcTime as_of_;
};

/// What no calendar may hold, whatever a rule says: first notices, retractions, and anything for the police.
[[nodiscard]] constexpr bool is_never_held(NoticeKind kind, ContactScope scope) noexcept {
  return kind == NoticeKind::first || kind == NoticeKind::retraction || scope == ContactScope::police;
}

}  // namespace redress
