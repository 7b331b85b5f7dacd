#include "engine/seal/pin_hash.hpp"

#include "engine/seal/sodium_ready.hpp"

#include <array>
#include <cstdint>
#include <new>

namespace redress {
namespace {

constexpr int kPinDigits = 8;
constexpr std::uint64_t kPins = 100'000'000;  // 10 to the power of kPinDigits

}  // namespace

SecretText make_pin(Random& random) {
  // What would make some PINs likelier than others is drawn again.
  constexpr auto kFair = UINT64_MAX - UINT64_MAX % kPins;
  auto number = random.next();
  while (number >= kFair) number = random.next();
  number %= kPins;
  std::string digits(kPinDigits, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number /= 10) *digit = static_cast<char>('0' + number % 10);
  return SecretText(std::move(digits));
}

std::string hash_pin(const SecretText& pin, const PinCost& cost) {
  sodium_ready();
  const auto& text = pin.open(SealingReveal::grant());
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), text.data(), text.size(), cost.passes, cost.memory_bytes) != 0)
    throw std::bad_alloc();
  return hash.data();
}

bool pin_matches(const std::string& hash, const SecretText& pin) {
  sodium_ready();
  const auto& text = pin.open(SealingReveal::grant());
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

}  // namespace redress
