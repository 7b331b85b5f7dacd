#include "engine/runtime/references.hpp"

#include <string_view>

namespace redress::runtime {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // no I, L, O, U

}  // namespace

std::string new_reference(Random& random) {
  const std::uint64_t bits = random.next() & 0xFF'FFFF'FFFFULL;
  std::string text = "N-";
  for (int place = 7; place >= 0; --place) {
    text += kAlphabet[(bits >> (5U * static_cast<unsigned>(place))) & 31U];
    if (place == 4) text += '-';
  }
  text += '-';
  text += kAlphabet[bits % 31U];  // a mistyped or swapped character changes the remainder
  return text;
}

std::string new_reply_token(Random& random) {
  std::string text;
  for (int word = 0; word < 2; ++word) {
    const auto bits = random.next();
    for (int place = 0; place < 8; ++place) {
      const char letter = kAlphabet[(bits >> (5U * static_cast<unsigned>(place))) & 31U];
      text += letter >= 'A' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
  }
  return text;
}

}  // namespace redress::runtime
