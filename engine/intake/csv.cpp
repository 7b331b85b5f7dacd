#include "engine/intake/csv.hpp"

#include "engine/intake/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace redress {
namespace {

constexpr std::array<std::pair<std::string_view, ScartColumn>, 9> kColumnNames = {{
    {"url", ScartColumn::url},
    {"referer", ScartColumn::referrer},
    {"referrer", ScartColumn::referrer},
    {"workuser", ScartColumn::work_user},
    {"work user", ScartColumn::work_user},
    {"work_user", ScartColumn::work_user},
    {"reference", ScartColumn::reference},
    {"source", ScartColumn::source},
    {"type", ScartColumn::type},
}};

std::optional<ScartColumn> column_named(std::string_view name) {
  for (const auto& [known, column] : kColumnNames)
    if (equals_ignoring_case(known, trimmed(name))) return column;
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<std::string>> csv_fields(std::string_view row, char delimiter) {
  std::vector<std::string> fields(1);
  bool at_begin = true;
  bool quoted = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char c = row[i];
    if (quoted) {
      if (c != '"')
        fields.back().push_back(c);
      else if (i + 1 < row.size() && row[i + 1] == '"')
        fields.back().push_back(row[++i]);
      else
        quoted = false;
    } else if (c == '"' && at_begin) {
      quoted = true;
    } else if (c == delimiter) {
      fields.emplace_back();
      at_begin = true;
      continue;
    } else {
      fields.back().push_back(c);
    }
    at_begin = false;
  }
  if (quoted) return std::nullopt;
  return fields;
}

CsvLayout csv_layout(std::string_view first_row) {
  CsvLayout layout;
  for (const char delimiter : {';', '\t', ','}) {
    const auto names = csv_fields(first_row, delimiter);
    if (!names || std::none_of(names->begin(), names->end(), [](const std::string& name) { return column_named(name) == ScartColumn::url; })) continue;
    layout.delimiter = names->size() > 1 ? delimiter : '\0';
    layout.has_header = true;
    for (const std::string& name : *names) {
      auto column = column_named(name);
      // A column that comes twice counts the first time.
      if (column && std::find(layout.columns.begin(), layout.columns.end(), column) != layout.columns.end()) column.reset();
      layout.columns.push_back(column);
    }
    return layout;
  }
  for (std::size_t i = 0; i < kScartColumns; ++i) layout.columns.emplace_back(static_cast<ScartColumn>(i));
  const auto separates = [&](char delimiter, std::size_t fields_min) {
    const auto fields = csv_fields(first_row, delimiter);
    return fields && fields->size() >= fields_min;
  };
  if (separates('\t', 2))
    layout.delimiter = '\t';
  else if (separates(';', 2))
    layout.delimiter = ';';
  else if (const auto fields = csv_fields(first_row, ','); fields && fields->size() == kScartColumns)
    layout.delimiter = ',';
  return layout;
}

}  // namespace redress
