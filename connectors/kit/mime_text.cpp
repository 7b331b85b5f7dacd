#include "connectors/kit/mime_text.hpp"

#include <algorithm>
#include <cstdint>

namespace redress {
namespace {

constexpr std::size_t kLineCharacters = 76;

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0U; };
    const auto group = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
    text += {alphabet[group >> 18U], alphabet[(group >> 12U) & 63U], alphabet[(group >> 6U) & 63U], alphabet[group & 63U]};
  }
  const auto missing = (3 - bytes.size() % 3) % 3;
  text.replace(text.size() - missing, missing, missing, '=');
  return text;
}

std::string base64_lines(std::string_view bytes) {
  const auto text = base64(bytes);
  std::string lines;
  for (std::size_t i = 0; i < text.size(); i += kLineCharacters) lines += text.substr(i, kLineCharacters) + "\r\n";
  return lines;
}

std::string quoted_printable(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string result, line;
  result.reserve(text.size() + text.size() / 8);
  const auto end_line = [&] {
    // A space or tab at the end of a line is lost on the way; "From " at its beginning is changed by some.
    if (!line.empty() && (line.back() == ' ' || line.back() == '\t')) {
      const char last = line.back();
      line.pop_back();
      line += last == ' ' ? "=20" : "=09";
    }
    result.append(line).append("\r\n");
    line.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\r' || c == '\n') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      end_line();
      continue;
    }
    if ((c >= 0 && c < 0x20 && c != '\t') || c == 0x7f) c = ' ';
    const auto byte = static_cast<unsigned char>(c);
    const bool from = line.empty() && text.substr(i, 5) == "From ";
    const bool plain = byte < 0x7f && c != '=' && !from && !(line.empty() && c == '.');
    // Room for the soft break and for a last space that becomes three characters.
    if (line.size() + (plain ? 1 : 3) > kLineCharacters - 3) {
      result.append(line).append("=\r\n");
      line.clear();
    }
    if (plain) line += c;
    else line.append({'=', hex[byte >> 4U], hex[byte & 15U]});
  }
  if (!line.empty()) end_line();
  return result;
}

}  // namespace redress
