// Working hours in a local calendar: when a desk may send what can wait, and how long people need when only staffed hours count.
// The only place that knows time zones; everything it takes and gives is UTC. [SRC-TZDB]
#pragma once

#include "engine/core/time.hpp"
#include "policies/kit/rule_file.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// A moment as the clock on the wall shows it.
struct LocalMoment {
  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  Milliseconds of_day{0};          // since local midnight, by the wall
  std::chrono::minutes offset{0};  // local minus UTC
};

class TimeZone {
 public:
  /// By its name in the tz database, e.g. "Europe/Amsterdam"; nothing when the machine's database has no such zone.
  [[nodiscard]] static std::optional<TimeZone> find(std::string_view name);
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] LocalMoment local(UtcTime moment) const;
  /// When that wall time is. One that is skipped (clocks go forward) is the moment of the switch; one that comes twice, its first.
  [[nodiscard]] UtcTime utc(std::chrono::year_month_day date, std::chrono::minutes of_day) const;

 private:
  TimeZone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const void* zone_;  // date::time_zone, owned by the library's database for the life of the process
};

struct Holiday {
  std::chrono::sys_days date;
  std::string name;
};

/// Open hours of one week, minus holidays. At least one hour of the week is open.
class Calendar {
 public:
  struct Span {
    std::chrono::minutes from{0};
    std::chrono::minutes until{0};  // after `from`, at most 24:00
  };
  using Week = std::array<std::vector<Span>, 7>;  // Sunday first, spans in order, not touching each other

  Calendar(TimeZone zone, Week week, std::vector<std::chrono::sys_days> closed_days);

  [[nodiscard]] bool is_open(UtcTime moment) const { return next_open(moment) == moment; }
  /// Earliest open moment at or after `moment`.
  [[nodiscard]] UtcTime next_open(UtcTime moment) const;
  /// Moment at which `amount` of open time (elapsed, 0 to 90 days) has passed since `moment`. Zero: the next open moment.
  [[nodiscard]] UtcTime after_open_time(UtcTime moment, Milliseconds amount) const;

 private:
  TimeZone zone_;
  Week week_;
  std::vector<std::chrono::sys_days> closed_days_;  // sorted
};

/// The calendars of calendars/rules.yaml, by name.
class Calendars {
 public:
  /// `file` has problems afterwards when it cannot be used.
  [[nodiscard]] static Calendars read(RuleFile& file);

  [[nodiscard]] std::vector<std::string> names() const;
  /// The calendar of that name valid at `moment`; `name` is one of `names()`.
  [[nodiscard]] const Rule<Calendar>& at(std::string_view name, UtcTime moment) const;
  /// Zone in which people read times.
  [[nodiscard]] const TimeZone& zone() const;
  /// Every holiday, earliest first. After the last one, calendars know no holidays: the list must be continued in time.
  [[nodiscard]] const std::vector<Holiday>& holidays() const noexcept { return holidays_; }

 private:
  std::optional<TimeZone> zone_;
  std::vector<Holiday> holidays_;
  std::vector<std::pair<std::string, Rule<Calendar>>> calendars_;
};

}  // namespace redress
