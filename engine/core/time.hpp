// Time as an object one is handed. Nobody else asks the system for it (tests/tidy checks).
//
// `utc_now` is for what is due, stored or shown; `steady_now` for leases, sockets and polling. In the demo only UTC runs
// faster; in tests both stand still until moved.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress {

using Milliseconds = std::chrono::milliseconds;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00Z. Leap seconds do not exist in it.
using UtcTime = std::chrono::sys_time<Milliseconds>;
/// A moment on a clock that never jumps; comparable only within one run of the process.
using SteadyTime = std::chrono::steady_clock::time_point;

[[nodiscard]] constexpr std::int64_t to_ms(UtcTime time) noexcept { return time.time_since_epoch().count(); }
[[nodiscard]] constexpr UtcTime from_ms(std::int64_t ms) noexcept { return UtcTime{Milliseconds{ms}}; }

/// `2030-01-01T10:00:00.000Z` (RFC 3339, always UTC and always with milliseconds). [SRC-RFC-3339]
[[nodiscard]] std::string to_rfc3339(UtcTime time);
/// Reads RFC 3339 with any offset, seconds and fraction optional; `:60` counts as the next second. [SRC-RFC-3339]
/// Nothing for anything else, and for years outside 1970..9999.
[[nodiscard]] std::optional<UtcTime> parse_rfc3339(std::string_view text);
/// `3 h 12 min`, `42 min`, `2 d 4 h`, `12 s`: two units at most, rounded down; negative gets a minus sign.
[[nodiscard]] std::string to_words(Milliseconds span);

/// Threads: every member may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual UtcTime utc_now() const = 0;
  [[nodiscard]] virtual SteadyTime steady_now() const = 0;
  /// How long to sleep, in real time, until `utc` is reached on this clock; zero if it has passed.
  [[nodiscard]] virtual Milliseconds real_time_until(UtcTime utc) const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] UtcTime utc_now() const override;
  [[nodiscard]] SteadyTime steady_now() const override;
  [[nodiscard]] Milliseconds real_time_until(UtcTime utc) const override;
};

/// Stands still until moved. UTC may jump backwards (`set_utc`), steady time cannot.
class SimClock final : public Clock {
 public:
  explicit SimClock(UtcTime start) : utc_ms_(to_ms(start)) {}
  [[nodiscard]] UtcTime utc_now() const override { return from_ms(utc_ms_.load()); }
  [[nodiscard]] SteadyTime steady_now() const override { return SteadyTime{Milliseconds{steady_ms_.load()}}; }
  [[nodiscard]] Milliseconds real_time_until(UtcTime) const override { return Milliseconds{0}; }
  /// Moves both faces on by `span` (>= 0).
  void advance(Milliseconds span) {
    utc_ms_ += span.count();
    steady_ms_ += span.count();
  }
  /// Moves to `time` if it lies ahead.
  void advance_to(UtcTime time) {
    if (time > utc_now()) advance(time - utc_now());
  }
  /// The administrator sets the clock: only UTC jumps.
  void set_utc(UtcTime time) { utc_ms_ = to_ms(time); }

 private:
  std::atomic<std::int64_t> utc_ms_;
  std::atomic<std::int64_t> steady_ms_{1};
};

/// UTC runs `factor` times (1..100,000) as fast as the machine's steady clock, from `origin` on, beginning at `started`
/// on that steady clock. Engine and sandbox get the same three values at start, so both agree on the time.
class AcceleratedClock final : public Clock {
 public:
  AcceleratedClock(UtcTime origin, SteadyTime started, double factor) : origin_(origin), started_(started), factor_(factor) {}
  [[nodiscard]] UtcTime utc_now() const override;
  [[nodiscard]] SteadyTime steady_now() const override;
  [[nodiscard]] Milliseconds real_time_until(UtcTime utc) const override;
  [[nodiscard]] double factor() const noexcept { return factor_; }

 private:
  UtcTime origin_;
  SteadyTime started_;
  double factor_;
};

}  // namespace redress
