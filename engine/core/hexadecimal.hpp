// Bytes as text: two lower-case hexadecimal digits each, in order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace redress {

[[nodiscard]] inline std::string hexadecimal(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const auto byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace redress
