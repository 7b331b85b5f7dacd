#include "connectors/kit/csv_text.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

bool begins_formula(std::string_view cell) {
  // Spaces in front do not stop spreadsheets from seeing a formula.
  const auto first = cell.find_first_not_of(" ");
  if (first == std::string_view::npos) return false;
  cell.remove_prefix(first);
  using namespace std::string_view_literals;
  constexpr std::array starts{"="sv,  "+"sv,      "-"sv,      "@"sv,      "\t"sv,     "\r"sv,    "\n"sv,
                              "\0"sv, "\uFF1D"sv, "\uFF0B"sv, "\uFF0D"sv, "\uFF20"sv, "\u2212"sv};
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return cell.substr(0, start.size()) == start; });
}

}  // namespace

std::string csv_row(const std::vector<std::string_view>& cells) {
  std::string row;
  for (const auto cell : cells) {
    row += row.empty() ? "\"" : ",\"";
    if (begins_formula(cell)) row += '\'';
    for (const char c : cell) {
      if (c == '\0') continue;
      if (c == '"') row += '"';
      row += c == '\r' || c == '\n' ? ' ' : c;
    }
    row += '"';
  }
  return row + "\r\n";
}

}  // namespace redress
