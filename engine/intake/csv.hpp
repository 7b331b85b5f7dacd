// Rows of CSV as SCART and spreadsheets write it. [SRC-RFC-4180]
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// The fields of one row, or nothing when a quote is open at its end. A quote opens only at a field's beginning and `""` inside stands
/// for one; what follows a closing quote belongs to the field as it stands.
[[nodiscard]] std::optional<std::vector<std::string>> csv_fields(std::string_view row, char delimiter);

/// SCART's columns, in its order.
enum class ScartColumn { url, referrer, work_user, reference, source, type };
inline constexpr std::size_t kScartColumns = 6;

/// How a file is laid out: what its first row says.
struct CsvLayout {
  char delimiter = ';';
  bool has_header = false;
  std::vector<std::optional<ScartColumn>> columns;  // by place; nothing: a column nobody knows, ignored
};
/// A header is a row with a field `URL` (any case); where that is its only field, nothing separates. Without one: SCART's order; tab or `;`
/// separate where there is one; `,` only where there are exactly five, since it is common within URLs.
[[nodiscard]] CsvLayout csv_layout(std::string_view first_row);

}  // namespace redress
