#include "engine/intake/phone.hpp"

#include "engine/intake/text.hpp"

#include <cstddef>

namespace redress {
namespace {

constexpr std::size_t kDigitsMin = 7;   // the shortest in use: islands with four digits behind three of the country
constexpr std::size_t kDigitsMax = 15;  // [SRC-E164]
constexpr std::size_t kTextBytesMax = 64;
constexpr std::string_view kTrunkZero = "(0)";
constexpr std::string_view kItaly = "39";

}  // namespace

std::optional<std::string> international_digits(std::string_view text) {
  text = trimmed(text);
  if (text.size() > kTextBytesMax) return std::nullopt;
  if (equals_ignoring_case(text.substr(0, 4), "tel:")) text.remove_prefix(4);
  if (text.starts_with('+'))
    text.remove_prefix(1);
  else if (text.starts_with("00"))
    text.remove_prefix(2);
  else
    return std::nullopt;
  std::string digits;
  while (!text.empty()) {
    if (!digits.empty() && text.starts_with(kTrunkZero)) {
      if (digits.starts_with(kItaly)) return std::nullopt;
      text.remove_prefix(kTrunkZero.size());
      continue;
    }
    if (is_digit(text.front()))
      digits.push_back(text.front());
    else if (std::string_view(" -./()").find(text.front()) == std::string_view::npos)
      return std::nullopt;
    text.remove_prefix(1);
  }
  if (digits.size() < kDigitsMin || digits.size() > kDigitsMax || digits.front() == '0') return std::nullopt;
  return digits;
}

}  // namespace redress
