// Chance as an object one is handed: keys, references and tokens from the system, reproducible numbers in simulation.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <span>

namespace redress {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

  [[nodiscard]] std::uint64_t next() {
    std::array<std::uint8_t, 8> bytes{};
    fill(bytes);
    std::uint64_t value = 0;
    for (const auto byte : bytes) value = (value << 8U) | byte;
    return value;
  }
  /// Uniform in [0, limit); `limit` > 0. The bias of the modulo is below 2^-32 for limits below 2^32.
  [[nodiscard]] std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  /// Uniform in [0, 1).
  [[nodiscard]] double fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
};

/// getrandom(2). Ends the program where the system has no randomness to give.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

/// The same numbers for the same seed on every machine. Never for keys outside tests.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_() >> 24U);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace redress
