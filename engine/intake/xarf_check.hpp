// Checks an X-ARF v4 document: what `redress xarf check` prints, and what intake refuses. [SRC-XARF-4]
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct XarfProblem {
  std::string place;    // JSON pointer, "" for the whole document
  std::string problem;  // holds nothing of the document's values
  std::string fix;
  bool refused = false;  // intake refuses the document for it; others are advice
};
inline constexpr std::size_t kXarfProblemsMax = 100;

/// All problems of one document, in the order of the schema; empty when it is in order. Required fields of every category and type are
/// checked, closed lists of the two child-protection types too; what else single types allow is not.
[[nodiscard]] std::vector<XarfProblem> check_xarf(std::string_view document);

}  // namespace redress
