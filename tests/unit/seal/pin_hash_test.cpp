#include "engine/seal/pin_hash.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace redress {
namespace {

// Eight digits, leading zeros and all, and not the same ones again.
TEST(PinHash, PinsAreEightDigits) {
  SeededRandom random(7);
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const auto pin = make_pin(random);
    const auto& text = pin.open(TestReveal::grant());
    ASSERT_EQ(text.size(), 8U);
    ASSERT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
    seen.insert(text);
  }
  EXPECT_GT(seen.size(), 990U);
}

// The right PIN fits its hash and no other does; the same PIN twice has two hashes, and none of them shows it.
TEST(PinHash, OnlyTheRightPinFits) {
  const SecretText pin(std::string("01234567"));
  const auto hash = hash_pin(pin);
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_LE(hash.size(), 128U);
  EXPECT_EQ(hash.find("01234567"), std::string::npos);
  EXPECT_NE(hash, hash_pin(pin));
  EXPECT_TRUE(pin_matches(hash, pin));
  EXPECT_FALSE(pin_matches(hash, SecretText(std::string("01234568"))));
  EXPECT_FALSE(pin_matches(hash, SecretText()));
  EXPECT_FALSE(pin_matches("no hash of ours", pin));
}

}  // namespace
}  // namespace redress
