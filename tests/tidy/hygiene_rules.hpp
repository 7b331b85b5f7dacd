// Files as such: length, blanks, tabs, headers, to-dos, paths of one machine.
#pragma once

#include "tests/tidy/finding.hpp"

namespace redress::tidy {

inline constexpr std::size_t kLineLettersMax = 160;  // of C++ and of the store's SQL
inline constexpr std::size_t kRowLettersMax = 280;   // of a workflow's table, whose columns stand below each other
inline constexpr std::size_t kFileBytesMax = 400 * 1000;

/// No line of C++ or of the store's SQL is longer than kLineLettersMax, in tables of workflows kRowLettersMax. In tests, what stands
/// between quotes does not count: data is data.
[[nodiscard]] Findings check_line_lengths(const std::vector<SourceFile>& files);
/// No blanks at the ends of lines, no tabs in C++, a line end at the end of the file.
[[nodiscard]] Findings check_blanks(const std::vector<SourceFile>& files);
[[nodiscard]] Findings check_file_sizes(const std::vector<SourceFile>& files);
/// A header begins with a comment that says what it is for, and is included once.
[[nodiscard]] Findings check_headers(const std::vector<SourceFile>& files);
/// To-dos carry the number of an issue.
[[nodiscard]] Findings check_to_dos(const std::vector<SourceFile>& files);
/// Nothing names a folder of somebody's machine.
[[nodiscard]] Findings check_paths(const std::vector<SourceFile>& files);

}  // namespace redress::tidy
