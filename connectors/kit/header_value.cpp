#include "connectors/kit/header_value.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/core/assert.hpp"
#include "engine/core/mail_address.hpp"

namespace redress {
namespace {

constexpr std::size_t kLineCharacters = 78, kWordCharactersMax = 200;
constexpr std::size_t kEncodedCharacters = 50;  // and 12 of frame: lines stay below 76 with the header's name

/// Length of the UTF-8 character at the front and its code point; 0 when there is none.
std::size_t character_at(std::string_view text, std::uint32_t& point) {
  const auto first = static_cast<unsigned char>(text.front());
  std::size_t length = first < 0x80                    ? 1
                       : first >= 0xc2 && first < 0xe0 ? 2
                       : first >= 0xe0 && first < 0xf0 ? 3
                       : first >= 0xf0 && first < 0xf5 ? 4
                                                       : 0;
  if (length == 0 || text.size() < length) return 0;
  point = length == 1 ? first : first & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0U) != 0x80) return 0;
    point = (point << 6U) | (byte & 0x3fU);
  }
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  if (overlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return 0;
  return length;
}

bool needs_encoding(std::string_view text) {
  std::size_t word = 0;
  for (const char c : text) {
    word = c == ' ' ? 0 : word + 1;
    if (static_cast<unsigned char>(c) >= 0x80 || word > kWordCharactersMax) return true;
  }
  // Spaces at the edges or in rows do not survive folding, and "=?" would be read as an encoded word.
  return text.find("=?") != std::string_view::npos || text.find("  ") != std::string_view::npos ||
         (!text.empty() && (text.front() == ' ' || text.back() == ' '));
}

/// "Q" words divided at characters, each of them whole UTF-8. (In "B" some readers join neighbouring words before they decode and stop
/// at the first padding.)
std::string encoded_words(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string result, word;
  const auto end_word = [&] { result += (result.empty() ? "" : "\r\n ") + std::string("=?UTF-8?Q?") + word + "?="; };
  while (!text.empty()) {
    std::uint32_t point = 0;
    std::string piece;
    const auto length = character_at(text, point);
    for (const char c : text.substr(0, length)) {
      const auto byte = static_cast<unsigned char>(c);
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
      piece += c == ' ' ? std::string("_") : plain ? std::string(1, c) : std::string{'=', hex[byte >> 4U], hex[byte & 15U]};
    }
    if (word.size() + piece.size() > kEncodedCharacters) {
      end_word();
      word.clear();
    }
    word += piece;
    text.remove_prefix(length);
  }
  if (!word.empty()) end_word();
  return result;
}

std::string folded(std::string_view name, std::string_view text) {
  std::string result = std::string(name) + ":";
  std::size_t column = result.size();
  while (!text.empty()) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    if (column + 1 + word.size() > kLineCharacters && column > 1 && column != name.size() + 1) {
      result += "\r\n";
      column = 0;
    }
    result += " " + std::string(word);
    column += 1 + word.size();
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return result + "\r\n";
}

}  // namespace

std::optional<HeaderValue> HeaderValue::make(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::uint32_t point = 0;
    const auto length = character_at(text.substr(i), point);
    if (length == 0 || point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029) return std::nullopt;
    i += length;
  }
  return HeaderValue(text);
}

std::string text_header(std::string_view name, const HeaderValue& value) {
  if (needs_encoding(value.text())) return std::string(name) + ": " + encoded_words(value.text()) + "\r\n";
  return folded(name, value.text());
}

std::string mailbox_header(std::string_view name, const HeaderValue& display, std::string_view address) {
  REDRESS_ASSERT(is_mail_address(address), "only addresses go into address headers");
  const auto& text = display.text();
  if (text.empty()) return fixed_header(name, address);
  if (needs_encoding(text)) return std::string(name) + ": " + encoded_words(text) + "\r\n <" + std::string(address) + ">\r\n";
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return folded(name, quoted + "\" <" + std::string(address) + ">");
}

std::string fixed_header(std::string_view name, std::string_view value) {
  REDRESS_ASSERT(std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7f; }),
                 "fixed headers hold printable ASCII");
  return std::string(name) + ": " + std::string(value) + "\r\n";
}

}  // namespace redress
