// When people's tasks are due: staffed hours for what can wait, elapsed time for what is urgent.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/calendars/calendar.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

/// A time allowed to people. In elapsed time when `calendar` is empty, else in the open hours of that calendar.
struct WorkingTime {
  Milliseconds within{0};
  std::string calendar;

  /// Reads the keys `within` and `calendar` (a name of `calendars`, or "none").
  [[nodiscard]] static WorkingTime read(YamlMap& row, const Calendars& calendars);
  /// Urgent work is never held by a calendar.
  [[nodiscard]] UtcTime due(UtcTime now, bool urgent, const Calendars& calendars) const;
};

class Tasks final : public TaskPolicy {
 public:
  /// `calendars` outlives it.
  [[nodiscard]] static Tasks read(RuleFile& file, const Calendars& calendars);

  [[nodiscard]] Reasoned<UtcTime> due(std::string_view kind, const Facts& facts, UtcTime now) const override;
  [[nodiscard]] const RuleTable<WorkingTime>& rules() const noexcept { return rules_; }

 private:
  RuleTable<WorkingTime> rules_;
  const Calendars* calendars_ = nullptr;
};

}  // namespace redress
