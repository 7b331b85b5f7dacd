#include "policies/calendars/calendar.hpp"

#include "tests/unit/policies/support.hpp"

#include <set>

namespace redress {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

const Calendar& calendar(std::string_view name) { return shipped().calendars().at(name, moment(kAsOf)).answer; }
std::string next_open(std::string_view name, const char* at) { return to_rfc3339(calendar(name).next_open(moment(at))).substr(0, 16); }
std::string after(std::string_view name, const char* at, Milliseconds amount) {
  return to_rfc3339(calendar(name).after_open_time(moment(at), amount)).substr(0, 16);
}

// The wall shows one hour more from the last Sunday of March, one less from the last of October; the switch hour itself is pinned.
TEST(TimeZone, SwitchDays) {
  const auto zone = TimeZone::find("Europe/Amsterdam");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->local(moment("2027-03-28T00:59:59Z")).of_day, hours{1} + minutes{59} + seconds{59});
  EXPECT_EQ(zone->local(moment("2027-03-28T01:00:00Z")).of_day, hours{3});
  EXPECT_EQ(zone->local(moment("2027-03-28T01:00:00Z")).offset, minutes{120});
  EXPECT_EQ(zone->utc(year{2027} / 3 / 28, minutes{150}), moment("2027-03-28T01:00:00Z")) << "02:30 does not exist";
  EXPECT_EQ(zone->utc(year{2026} / 10 / 25, minutes{150}), moment("2026-10-25T00:30:00Z")) << "02:30 comes twice: the first";
  EXPECT_EQ(zone->local(moment("2026-10-25T01:30:00Z")).of_day, minutes{150});
  EXPECT_EQ(zone->local(moment("2026-12-31T23:30:00Z")).date, year{2027} / 1 / 1);
  EXPECT_FALSE(TimeZone::find("Europe/Atlantis"));
}

// Open hours are kept by the wall: 08:30 local is 07:30 UTC in winter and 06:30 in summer.
TEST(Calendar, NextOpen) {
  EXPECT_EQ(next_open("sending", "2026-11-27T16:59:59Z"), "2026-11-27T16:59") << "open";
  EXPECT_EQ(next_open("sending", "2026-11-27T17:00:00Z"), "2026-11-30T07:30") << "closes at 18:00 local, Monday follows";
  EXPECT_EQ(next_open("sending", "2027-03-27T12:00:00Z"), "2027-03-30T06:30") << "over the switch and both days of Easter";
  EXPECT_EQ(next_open("sending", "2026-10-24T12:00:00Z"), "2026-10-26T07:30") << "over the switch back";
  EXPECT_EQ(next_open("sending", "2026-12-24T17:30:00Z"), "2026-12-28T07:30") << "both Christmas days and the weekend";
  EXPECT_EQ(next_open("sending", "2027-04-26T20:00:00Z"), "2027-04-28T06:30") << "King's day";
}

// Work counts open hours only, over nights, weekends and holidays; what ends at closing time is due then.
TEST(Calendar, AfterOpenTime) {
  EXPECT_EQ(after("staffing", "2026-11-25T08:00:00Z", hours{1}), "2026-11-25T09:00");
  EXPECT_EQ(after("staffing", "2026-11-25T15:30:00Z", hours{1}), "2026-11-25T16:30") << "exactly until 17:30 local";
  EXPECT_EQ(after("staffing", "2026-11-25T16:00:00Z", hours{1}), "2026-11-26T08:00");
  EXPECT_EQ(after("staffing", "2026-11-27T16:00:00Z", hours{10}), "2026-12-01T08:00") << "half an hour on Friday, nine on Monday";
  EXPECT_EQ(after("staffing", "2026-12-24T15:30:00Z", hours{2}), "2026-12-28T08:30");
  EXPECT_EQ(after("staffing", "2026-11-25T03:00:00Z", Milliseconds{0}), "2026-11-25T07:30");
}

// A night shift over the switch is an hour shorter in March and an hour longer in October: hours are hours.
TEST(Calendar, NightShiftOverTheSwitch) {
  const auto loaded = with_file("calendars/rules.yaml", R"(version: 2026-11-22
time_zone: Europe/Amsterdam
calendars:
  - {id: c.night, source: [SRC-HOUSE-RULES], valid_from: 2024-01-01, name: sending, open_on_holidays: true, open: {sunday: ["00:00-06:00"]}}
  - {id: c.staff, source: [SRC-HOUSE-RULES], valid_from: 2024-01-01, name: staffing, open_on_holidays: true, open: {sunday: ["00:00-24:00"]}}
)");
  ASSERT_TRUE(loaded) << to_text(loaded.error().front());
  const auto& night = (*loaded)->calendars().at("sending", moment(kAsOf)).answer;
  EXPECT_EQ(night.after_open_time(moment("2027-03-27T12:00:00Z"), hours{5}), moment("2027-03-28T04:00:00Z"))
      << "the whole night has five hours";
  EXPECT_EQ(night.after_open_time(moment("2027-03-27T12:00:00Z"), hours{6}), moment("2027-04-03T23:00:00Z"));
  EXPECT_EQ(night.after_open_time(moment("2026-10-24T12:00:00Z"), hours{7}), moment("2026-10-25T05:00:00Z"))
      << "the whole night has seven hours";
  const auto& sunday = (*loaded)->calendars().at("staffing", moment(kAsOf)).answer;
  EXPECT_EQ(sunday.after_open_time(moment("2027-03-28T00:00:00Z"), hours{22}), moment("2027-03-28T22:00:00Z"))
      << "a Sunday of 23 hours, one gone";
  EXPECT_EQ(sunday.next_open(moment("2027-03-28T22:00:00Z")), moment("2027-04-03T22:00:00Z"));
}

// The list of holidays holds every Dutch one of 2025 to 2032, with Easter computed here independently (Gauss, Meeus).
TEST(Calendar, DutchHolidays) {
  std::set<sys_days> wanted;
  for (int y = 2025; y <= 2032; ++y) {
    const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7,
              m = (a + 11 * h + 22 * l) / 451;
    const sys_days easter{year{y} / ((h + l - 7 * m + 114) / 31) / ((h + l - 7 * m + 114) % 31 + 1)};
    for (const int offset : {0, 1, 39, 49, 50}) wanted.insert(easter + std::chrono::days{offset});
    for (const auto& [month, day] : {std::pair{1, 1}, {12, 25}, {12, 26}}) wanted.insert(sys_days{year{y} / month / day});
    sys_days kings_day{year{y} / 4 / 27};
    if (std::chrono::weekday{kings_day} == std::chrono::Sunday) kings_day -= std::chrono::days{1};
    wanted.insert(kings_day);
    if (y % 5 == 0) wanted.insert(sys_days{year{y} / 5 / 5});
  }
  std::set<sys_days> listed;
  for (const auto& holiday : shipped().calendars().holidays()) listed.insert(holiday.date);
  EXPECT_EQ(listed, wanted);
}

}  // namespace
}  // namespace redress
