// Bytes and characters of foreign text: UTF-8, ASCII, and what may be kept of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress {

struct DecodedCodePoint {
  char32_t code_point = 0xFFFD;
  std::size_t bytes = 1;  // taken from the text, 1..4
  bool valid = false;
};
/// The code point at `at` (< text.size()); U+FFFD for what is no UTF-8, taking the bytes browsers take for it. [SRC-WHATWG-ENCODING]
[[nodiscard]] DecodedCodePoint decode_utf8(std::string_view text, std::size_t at);
/// `code_point`: a Unicode scalar value.
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] bool is_utf8(std::string_view text);
/// What is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);
/// Windows-1252, which is what files called Latin-1 hold in practice. Never fails. [SRC-WHATWG-ENCODING]
[[nodiscard]] std::string utf8_from_latin1(std::string_view text);

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_alpha(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr char lower_ascii(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// 0..15, or -1 for what is no hexadecimal digit.
[[nodiscard]] constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  const char lower = lower_ascii(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] std::string lower_ascii(std::string_view text);
/// Same but for ASCII case.
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);
/// Without spaces, tabs and line ends at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The text as a name we store in the clear: printable ASCII, everything else `_`, at most `bytes_max`.
[[nodiscard]] std::string printable_name(std::string_view text, std::size_t bytes_max);
/// UTF-8 without control characters, cut between characters at `bytes_max`.
[[nodiscard]] std::string plain_text(std::string_view text, std::size_t bytes_max);

/// The raw string of a JSON string token (with its quotes), strictly by RFC 8259, but lone surrogates become U+FFFD as in browsers.
/// Nothing when `token` is anything else. [SRC-RFC-8259]
[[nodiscard]] std::optional<std::string> json_string_value(std::string_view token);
/// `text` (UTF-8) as a JSON string token, quotes included.
[[nodiscard]] std::string json_string_token(std::string_view text);

/// The longest run of base64 that may stay in a row kept for people; longer ones, and every `data:` URL's content, could be imagery.
inline constexpr std::size_t kBase64RunMax = 512;
/// The bytes with both replaced by `[removed]`. Linear.
[[nodiscard]] std::string without_payloads(std::string_view bytes);

}  // namespace redress
