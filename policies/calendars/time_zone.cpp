// The only file that knows Howard Hinnant's date library; it reads the machine's tz database once.
#include "policies/calendars/calendar.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <stdexcept>

namespace redress {
namespace {

const date::time_zone& zone_of(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

}  // namespace

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  // Thrown for a name the database does not have, and when the machine has no database at all.
  try {
    return TimeZone{std::string(name), date::locate_zone(std::string(name))};
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

LocalMoment TimeZone::local(UtcTime moment) const {
  const auto info = zone_of(zone_).get_info(std::chrono::floor<std::chrono::seconds>(moment));
  const UtcTime wall = moment + info.offset;
  const auto day = std::chrono::floor<std::chrono::days>(wall);
  return {std::chrono::year_month_day{day}, std::chrono::weekday{day}, wall - day,
          std::chrono::duration_cast<std::chrono::minutes>(info.offset)};
}

UtcTime TimeZone::utc(std::chrono::year_month_day day, std::chrono::minutes of_day) const {
  const date::local_seconds wall{std::chrono::sys_days{day}.time_since_epoch() + of_day};
  const auto info = zone_of(zone_).get_info(wall);
  if (info.result == date::local_info::nonexistent) return info.second.begin;
  return UtcTime{wall.time_since_epoch() - info.first.offset};
}

}  // namespace redress
