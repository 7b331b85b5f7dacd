// Lists for people who open them in a spreadsheet: RFC 4180, and no cell is ever a formula. [SRC-RFC-4180]
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// One row with CRLF, every cell quoted. A cell whose first character starts a formula (= + - @ tab CR NUL, also in full width) gets a
/// `'` in front; line breaks become spaces, NUL is left out.
[[nodiscard]] std::string csv_row(const std::vector<std::string_view>& cells);

}  // namespace redress
