// 32 secret bytes that are overwritten when they go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace redress {

class SecretKey {
 public:
  static constexpr std::size_t kBytes = 32;
  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey() {
    volatile std::uint8_t* bytes = bytes_.data();
    for (std::size_t i = 0; i < kBytes; ++i) bytes[i] = 0;
  }

  [[nodiscard]] std::uint8_t* data() noexcept { return bytes_.data(); }
  [[nodiscard]] const std::uint8_t* data() const noexcept { return bytes_.data(); }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

}  // namespace redress
