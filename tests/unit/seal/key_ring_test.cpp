#include "engine/seal/key_ring.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace redress {
namespace {

KeyFile keys_of(std::uint64_t seed, int site_keys = 1) {
  SeededRandom random{seed};
  KeyFile keys;
  random.fill({keys.index_key.data(), SecretKey::kBytes});
  random.fill({keys.signing_seed.data(), SecretKey::kBytes});
  for (int i = 1; i <= site_keys; ++i) {
    keys.site_keys.push_back({"k" + std::to_string(i), {}});
    random.fill({keys.site_keys.back().key.data(), SecretKey::kBytes});
  }
  return keys;
}

struct KeyRingTest : testing::Test {
  SeededRandom random{7};
  KeyRing ring{keys_of(1), random};
  const SealPlace place{"items", "locator", 42};
  const std::string plain = "https://bad.example/page";
};

// What was sealed opens again with the unwrapped key, and neither ciphertext nor wrapped key shows the text.
TEST_F(KeyRingTest, SealsAndOpens) {
  const auto made = ring.make_key();
  const auto sealed = ring.seal(made.key, place, plain);
  EXPECT_EQ(sealed.bytes().find("bad.example"), std::string::npos);
  const auto key = ring.unwrap(made.wrapped);
  ASSERT_TRUE(key);
  const auto opened = ring.open(*key, place, sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, plain);
  const auto nothing = ring.open(*key, place, ring.seal(*key, place, ""));
  ASSERT_TRUE(nothing);
  EXPECT_EQ(*nothing, "");
}

// Ciphertext moved to another table, column or row does not open.
TEST_F(KeyRingTest, MovedCellsAreRefused) {
  const auto made = ring.make_key();
  const auto sealed = ring.seal(made.key, place, plain);
  for (const SealPlace other : {SealPlace{"reports", "locator", 42}, SealPlace{"items", "recipe", 42}, SealPlace{"items", "locator", 43}}) {
    const auto opened = ring.open(made.key, other, sealed);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error(), UnsealError::tampered);
  }
}

// Every single changed bit and every cut of ciphertext and wrapped key is noticed.
TEST_F(KeyRingTest, EveryChangedBitIsNoticed) {
  const auto made = ring.make_key();
  const auto sealed = ring.seal(made.key, place, plain);
  for (std::size_t bit = 0; bit < sealed.bytes().size() * 8; ++bit) {
    std::string changed(sealed.bytes());
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(ring.open(made.key, place, changed)) << bit;
  }
  for (std::size_t bit = 0; bit < made.wrapped.bytes.size() * 8; ++bit) {
    auto changed = made.wrapped;
    changed.bytes[bit / 8] = static_cast<char>(changed.bytes[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(ring.unwrap(changed)) << bit;
  }
  for (std::size_t length = 0; length < sealed.bytes().size(); ++length)
    EXPECT_FALSE(ring.open(made.key, place, std::string(sealed.bytes().substr(0, length)))) << length;
  for (std::size_t length = 0; length < made.wrapped.bytes.size(); ++length)
    EXPECT_FALSE(ring.unwrap(WrappedKey{made.wrapped.bytes.substr(0, length)})) << length;
}

// A deleted wrapped key says "erased", one of another site "wrong key" or, under the same id, "tampered".
TEST_F(KeyRingTest, ErasedAndForeignKeys) {
  EXPECT_EQ(ring.unwrap(WrappedKey{}).error(), UnsealError::erased);
  KeyRing other{keys_of(2, 2), random};
  EXPECT_EQ(ring.unwrap(other.make_key().wrapped).error(), UnsealError::wrong_key);
  KeyRing same_id{keys_of(3), random};
  EXPECT_EQ(ring.unwrap(same_id.make_key().wrapped).error(), UnsealError::tampered);
}

// After rotation old keys open, new ones are wrapped by the newest site key, and a re-wrapped key opens when the old one is gone.
TEST_F(KeyRingTest, Rotation) {
  const auto made = ring.make_key();
  const auto sealed = ring.seal(made.key, place, plain);
  auto rotated_keys = keys_of(1, 1);
  rotated_keys.site_keys.push_back({"k2", keys_of(9).site_keys[0].key});
  KeyRing rotated{rotated_keys, random};
  EXPECT_FALSE(rotated.is_current(made.wrapped));
  EXPECT_EQ(KeyRing::site_key_of(made.wrapped), "k1");
  ASSERT_TRUE(rotated.unwrap(made.wrapped));
  EXPECT_TRUE(rotated.is_current(rotated.make_key().wrapped));
  const auto rewrapped = rotated.rewrap(made.wrapped);
  ASSERT_TRUE(rewrapped);
  EXPECT_TRUE(rotated.is_current(*rewrapped));
  rotated_keys.site_keys.erase(rotated_keys.site_keys.begin());
  KeyRing retired{rotated_keys, random};
  EXPECT_EQ(retired.unwrap(made.wrapped).error(), UnsealError::wrong_key);
  const auto key = retired.unwrap(*rewrapped);
  ASSERT_TRUE(key);
  EXPECT_EQ(*retired.open(*key, place, sealed), plain);
}

// The same text sealed twice looks different each time: nonces do not repeat across refills of the block they come from.
TEST_F(KeyRingTest, NoncesDoNotRepeat) {
  const auto made = ring.make_key();
  std::set<std::string> nonces;
  for (int i = 0; i < 5000; ++i) nonces.emplace(ring.seal(made.key, place, plain).bytes().substr(1, 12));
  EXPECT_EQ(nonces.size(), 5000U);
}

// Blind indexes are equal for equal text of one kind under one key, and for nothing else, also when rings take turns in a thread.
TEST_F(KeyRingTest, BlindIndexes) {
  KeyRing same{keys_of(1, 3), random};
  KeyRing other{keys_of(2), random};
  const auto index = ring.blind_index("locator.url", plain);
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_EQ(same.blind_index("locator.url", plain), index);
    EXPECT_NE(other.blind_index("locator.url", plain), index);
    EXPECT_EQ(ring.blind_index("locator.url", plain), index);
  }
  EXPECT_NE(ring.blind_index("host", plain), index);
  EXPECT_NE(ring.blind_index("locator.urlh", plain.substr(1)), index);
  EXPECT_NE(ring.blind_index("locator.url", plain + "/"), index);
  std::thread([&] { EXPECT_EQ(ring.blind_index("locator.url", plain), index); }).join();
}

// The same seed gives the same bytes, so that a simulation can be repeated.
TEST_F(KeyRingTest, SeededRingsRepeat) {
  SeededRandom first{11};
  SeededRandom second{11};
  KeyRing a{keys_of(1), first};
  KeyRing b{keys_of(1), second};
  const auto key_a = a.make_key();
  const auto key_b = b.make_key();
  EXPECT_EQ(key_a.wrapped, key_b.wrapped);
  EXPECT_EQ(a.seal(key_a.key, place, plain), b.seal(key_b.key, place, plain));
}

// Marks tell each key from every other, are the same each time, and stay what they are when a site key is added.
TEST(KeyMarks, TellKeysApart) {
  const auto one = marks_of(keys_of(1, 2));
  const auto other = marks_of(keys_of(2, 2));
  EXPECT_EQ(one.lasting, marks_of(keys_of(1, 2)).lasting);
  EXPECT_EQ(one.lasting, marks_of(keys_of(1, 3)).lasting);
  EXPECT_EQ(one.site_keys.at(0), marks_of(keys_of(1, 3)).site_keys.at(0));
  std::set<std::string> all{one.lasting.substr(0, 64), one.lasting.substr(64), other.lasting.substr(0, 64), other.lasting.substr(64)};
  for (const auto& marks : {one, other}) all.insert(marks.site_keys.begin(), marks.site_keys.end());
  EXPECT_EQ(all.size(), 8U);
}

// Several threads seal and open at once; each finds its own text again.
TEST_F(KeyRingTest, ManyThreads) {
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number)
    threads.emplace_back([&, number] {
      for (int i = 0; i < 500; ++i) {
        const auto made = ring.make_key();
        const auto text = plain + std::to_string(number * 1000 + i);
        const auto key = ring.unwrap(made.wrapped);
        ASSERT_TRUE(key);
        ASSERT_EQ(*ring.open(*key, place, ring.seal(made.key, place, text)), text);
      }
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace redress
