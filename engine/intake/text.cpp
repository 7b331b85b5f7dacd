#include "engine/intake/text.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// 0x80..0x9F of Windows-1252; the five that are unassigned there stay the control characters they are in Latin-1.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

bool is_base64(char c) { return is_digit(c) || is_alpha(c) || c == '+' || c == '/' || c == '='; }

std::optional<char32_t> four_hex(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

}  // namespace

DecodedCodePoint decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t more = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1;
    value = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2;
    value = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3;
    value = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {kReplacement, 1, false};
  }
  for (std::size_t i = 1; i <= more; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) return {kReplacement, i, false};
    value = (value << 6) | (byte(at + i) & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {value, more + 1, true};
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCodePoint next = decode_utf8(text, at);
    if (!next.valid) return false;
    at += next.bytes;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCodePoint next = decode_utf8(text, at);
    append_utf8(out, next.code_point);
    at += next.bytes;
  }
  return out;
}

std::string utf8_from_latin1(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte <= 0x9F ? kWindows1252[byte - 0x80U] : byte);
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower_ascii(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = lower_ascii(c);
  return out;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lower_ascii(a) == lower_ascii(b); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string printable_name(std::string_view text, std::size_t bytes_max) {
  std::string out;
  const std::string_view core = trimmed(text);
  for (std::size_t at = 0; at < core.size() && out.size() < bytes_max;) {
    const DecodedCodePoint next = decode_utf8(core, at);
    out.push_back(next.code_point >= 0x20 && next.code_point < 0x7F ? static_cast<char>(next.code_point) : '_');
    at += next.bytes;
  }
  return out;
}

std::string plain_text(std::string_view text, std::size_t bytes_max) {
  std::string out;
  const std::string_view core = trimmed(text);
  for (std::size_t at = 0; at < core.size();) {
    const DecodedCodePoint next = decode_utf8(core, at);
    const std::size_t before = out.size();
    if (next.code_point < 0x20 || (next.code_point >= 0x7F && next.code_point < 0xA0))
      out.push_back(' ');
    else
      append_utf8(out, next.code_point);
    if (out.size() > bytes_max) {
      out.resize(before);
      break;
    }
    at += next.bytes;
  }
  return out;
}

std::optional<std::string> json_string_value(std::string_view token) {
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return std::nullopt;
  const std::string_view inner = token.substr(1, token.size() - 2);
  std::string out;
  out.reserve(inner.size());
  for (std::size_t at = 0; at < inner.size();) {
    const char c = inner[at];
    if (c == '"' || static_cast<unsigned char>(c) < 0x20) return std::nullopt;
    if (c != '\\') {
      const DecodedCodePoint next = decode_utf8(inner, at);
      if (!next.valid) return std::nullopt;
      out.append(inner.substr(at, next.bytes));
      at += next.bytes;
      continue;
    }
    if (at + 1 >= inner.size()) return std::nullopt;
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t which = kEscapes.find(inner[at + 1]); which != std::string_view::npos) {
      out.push_back(kMeanings[which]);
      at += 2;
      continue;
    }
    if (inner[at + 1] != 'u') return std::nullopt;
    const auto unit = four_hex(inner, at + 2);
    if (!unit) return std::nullopt;
    at += 6;
    if (*unit < 0xD800 || *unit > 0xDFFF) {
      append_utf8(out, *unit);
      continue;
    }
    const bool pair_follows = *unit < 0xDC00 && at + 1 < inner.size() && inner[at] == '\\' && inner[at + 1] == 'u';
    const auto second = pair_follows ? four_hex(inner, at + 2) : std::nullopt;
    if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
      append_utf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*second - 0xDC00));
      at += 6;
    } else {
      append_utf8(out, kReplacement);
    }
  }
  return out;
}

std::string json_string_token(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 0x0F]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
  return out;
}

std::string without_payloads(std::string_view bytes) {
  constexpr std::string_view kRemoved = "[removed]";
  constexpr std::string_view kDataScheme = "data:";
  constexpr std::string_view kEndsOfUrl = " \t\r\n\"'<>";
  constexpr std::size_t kFoldedLineMin = 60;  // base64 in lines: the line end belongs to the run
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    std::size_t line_begin = at;
    while (end < bytes.size()) {
      const char c = bytes[end];
      if ((c == '\r' || c == '\n') && (end - line_begin >= kFoldedLineMin || (end > at && end == line_begin)))
        line_begin = end + 1;
      else if (!is_base64(c) && c != '\\')  // `\/` is how some writers spell a slash in JSON
        break;
      ++end;
    }
    if (end - at > kBase64RunMax) {
      out += kRemoved;
      at = end;
      continue;
    }
    // A run that ends in `data` and is followed by `:` is the scheme of a URL that holds its content itself.
    const bool is_data_url = end < bytes.size() && bytes[end] == ':' && end - at >= 4 && equals_ignoring_case(bytes.substr(end - 4, 5), kDataScheme) &&
                             (end - at == 4 || !(is_alpha(bytes[end - 5]) || is_digit(bytes[end - 5])));
    out.append(bytes.substr(at, end - at));
    if (end == bytes.size()) break;
    out.push_back(bytes[end]);
    at = end + 1;
    if (!is_data_url) continue;
    const std::size_t stop = std::min(bytes.find_first_of(kEndsOfUrl, at), bytes.size());
    if (stop > at) out += kRemoved;
    at = stop;
  }
  return out;
}

}  // namespace redress
