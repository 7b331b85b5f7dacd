#include "engine/core/time.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

// What is printed reads back as the same moment, and offsets are resolved to UTC.
TEST(Time, Rfc3339RoundTrip) {
  const auto time = parse_rfc3339("2030-01-01T10:00:00Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(to_rfc3339(*time), "2030-01-01T10:00:00.000Z");
  EXPECT_EQ(parse_rfc3339("2030-01-01T12:00+02:00"), time);
  EXPECT_EQ(parse_rfc3339(to_rfc3339(*time + Milliseconds{123})), *time + Milliseconds{123});
}

// A leap second counts as the next second; other nonsense is refused.
TEST(Time, Rfc3339Edges) {
  EXPECT_EQ(parse_rfc3339("2016-12-31T23:59:60Z"), parse_rfc3339("2017-01-01T00:00:00Z"));
  for (const char* bad : {"", "2030-02-30T00:00:00Z", "2030-01-01", "2030-01-01T25:00:00Z", "2030-01-01T10:00:00", "1969-01-01T00:00:00Z",
                          "2030-01-01T10:00:00.Z", "2030-01-01T10:00:00Zx"})
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
}

TEST(Time, Words) {
  EXPECT_EQ(to_words(hours{3} + minutes{12} + seconds{5}), "3 h 12 min");
  EXPECT_EQ(to_words(-minutes{42}), "-42 min");
  EXPECT_EQ(to_words(Milliseconds{999}), "0 s");
  EXPECT_EQ(to_words(hours{48}), "2 d");
}

// Setting the machine's clock back moves UTC only; leases and sockets measured in steady time are unharmed.
TEST(Time, SimClockJumpsOnlyInUtc) {
  SimClock clock{from_ms(1'000'000)};
  const auto steady = clock.steady_now();
  clock.set_utc(from_ms(5));
  EXPECT_EQ(to_ms(clock.utc_now()), 5);
  EXPECT_EQ(clock.steady_now(), steady);
  clock.advance(seconds{2});
  EXPECT_EQ(clock.steady_now() - steady, seconds{2});
}

}  // namespace
}  // namespace redress
