#include "engine/report/text.hpp"

#include <cstdio>

namespace redress::report {

std::string hours_text(const std::optional<double>& value) {
  if (!value) return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f h", *value);
  return text;
}

std::string percent_text(const std::optional<double>& share) {
  if (!share) return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.0f %%", *share * 100);
  return text;
}

std::string csv_field(std::string_view text) {
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) safe += '\'';
  safe += text;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string json_number(const std::optional<double>& value) {
  if (!value) return "null";
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", *value);
  return text;
}

std::string csv_number(const std::optional<double>& value) {
  if (!value) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", *value);
  return text;
}

std::string padded(std::string text, std::size_t width, bool right) {
  std::size_t shown = 0;
  for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  const std::string space(shown < width ? width - shown : 0, ' ');
  return right ? space + text : text + space;
}

std::string shortened(std::string_view text, std::size_t characters) {
  std::size_t at = 0, shown = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && ++shown > characters) break;
  return std::string(text.substr(0, at));
}

}  // namespace redress::report
