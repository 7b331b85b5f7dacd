#include "engine/core/time.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace redress {
namespace {

using std::chrono::days;

/// Reads exactly `width` digits at the front of `text` and drops them.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string to_rfc3339(UtcTime time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 40> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                   static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                   static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

std::optional<UtcTime> parse_rfc3339(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || *year < 1970 || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  int fraction_ms = 0;
  if (take(text, ':')) {
    const auto read = take_digits(text, 2);
    if (!read || *read > 60) return std::nullopt;
    second = *read;
    if (take(text, '.')) {
      int digits = 0;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (digits < 3) fraction_ms = fraction_ms * 10 + (text.front() - '0');
        ++digits;
        text.remove_prefix(1);
      }
      if (digits == 0) return std::nullopt;
      for (; digits < 3; ++digits) fraction_ms *= 10;
    }
  }
  int offset_minutes = 0;
  if (!take(text, 'Z') && !take(text, 'z')) {
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto offset_hour = take_digits(text, 2);
    if (!offset_hour || *offset_hour > 23 || !take(text, ':')) return std::nullopt;
    const auto offset_minute = take_digits(text, 2);
    if (!offset_minute || *offset_minute > 59) return std::nullopt;
    offset_minutes = sign * (*offset_hour * 60 + *offset_minute);
  }
  if (!text.empty()) return std::nullopt;
  const UtcTime time = UtcTime{std::chrono::sys_days{date}} + hours{*hour} + minutes{*minute - offset_minutes} + seconds{second} +
                       Milliseconds{fraction_ms};
  if (to_ms(time) < 0) return std::nullopt;
  return time;
}

std::string to_words(Milliseconds span) {
  struct Unit {
    std::int64_t ms;
    const char* name;
  };
  static constexpr std::array<Unit, 4> kUnits{{{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "min"}, {1'000, "s"}}};
  std::string words = span.count() < 0 ? "-" : "";
  std::int64_t rest = std::abs(span.count());
  int used = 0;
  for (const auto& unit : kUnits) {
    const auto count = rest / unit.ms;
    if (count == 0 && used == 0) continue;
    if (count != 0) {
      if (used > 0) words += ' ';
      words += std::to_string(count) + ' ' + unit.name;
    }
    rest %= unit.ms;
    if (++used == 2) break;
  }
  return used == 0 ? "0 s" : words;
}

UtcTime SystemClock::utc_now() const { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
SteadyTime SystemClock::steady_now() const { return std::chrono::steady_clock::now(); }
Milliseconds SystemClock::real_time_until(UtcTime utc) const { return std::max(Milliseconds{0}, utc - utc_now()); }

UtcTime AcceleratedClock::utc_now() const {
  const std::chrono::duration<double, std::milli> real = std::chrono::steady_clock::now() - started_;
  return origin_ + Milliseconds{static_cast<std::int64_t>(real.count() * factor_)};
}
SteadyTime AcceleratedClock::steady_now() const { return std::chrono::steady_clock::now(); }
Milliseconds AcceleratedClock::real_time_until(UtcTime utc) const {
  const auto ahead = utc - utc_now();
  if (ahead.count() <= 0) return Milliseconds{0};
  return Milliseconds{static_cast<std::int64_t>(std::ceil(static_cast<double>(ahead.count()) / factor_))};
}

}  // namespace redress
