// Chance of the sandbox: the same numbers for the same seed on every machine and in whatever order partners are spoken to.
// The standard's distributions differ between libraries, so the few needed are written here.
#pragma once

#include "engine/core/time.hpp"

#include <cstdint>
#include <initializer_list>
#include <random>
#include <span>
#include <string_view>

namespace redress::sandbox {

/// Mixes `seed` with texts (FNV-1a, finished like SplitMix64). Different keys give unrelated numbers.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t seed, std::initializer_list<std::string_view> keys) noexcept {
  std::uint64_t value = seed ^ 0xcbf29ce484222325ULL;
  for (const auto key : keys) {
    for (const char character : key) value = (value ^ static_cast<unsigned char>(character)) * 0x100000001b3ULL;
    value = (value ^ 0xffU) * 0x100000001b3ULL;  // so that {"ab", "c"} and {"a", "bc"} differ
  }
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31U);
}

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  /// A stream of its own for one occasion: what is drawn does not depend on what else was drawn before, so threads may come in any order.
  Chance(std::uint64_t seed, std::initializer_list<std::string_view> keys) : engine_(mix(seed, keys)) {}

  /// Uniform in [0, limit); `limit` > 0. The bias of the modulo is below 2^-32 for the small limits used here.
  [[nodiscard]] std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
  /// Uniform in [0, 1).
  [[nodiscard]] double fraction() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }
  [[nodiscard]] bool happens(double probability) { return fraction() < probability; }
  /// Uniform between two spans, both included.
  [[nodiscard]] Milliseconds between(Milliseconds least, Milliseconds most) {
    return least + Milliseconds{static_cast<std::int64_t>(below(static_cast<std::uint64_t>((most - least).count()) + 1))};
  }
  /// An index, drawn in proportion to the weights; their sum must be positive.
  [[nodiscard]] std::size_t weighted(std::span<const double> weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    double rest = fraction() * sum;
    for (std::size_t index = 0; index + 1 < weights.size(); ++index) {
      rest -= weights[index];
      if (rest < 0) return index;
    }
    return weights.size() - 1;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace redress::sandbox
