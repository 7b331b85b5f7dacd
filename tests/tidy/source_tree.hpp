// The project's own source files, as text, for rules that look at all of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress::tidy {

struct SourceFile {
  std::string path;  // from the project's root, with '/'
  std::string text;

  // C++ only, else empty. Each is as long as `text` and keeps its line ends; what belongs to another view is blank there.
  std::string code;      // without comments and without what stands between quotes
  std::string comments;  // what stands in comments
  std::string literals;  // what stands between quotes, the quotes included

  [[nodiscard]] bool is_header() const;
  [[nodiscard]] bool is_cpp() const;                           // headers included
  [[nodiscard]] bool is_below(std::string_view folder) const;  // "tests/tidy"
  [[nodiscard]] std::string name() const;
};

/// A file made of `text`, split into its views when the path is one of C++.
[[nodiscard]] SourceFile make_file(std::string path, std::string text);

/// Every file below `root` in order of path, without what is built, fetched or kept by git itself. Throws when it cannot be read.
[[nodiscard]] std::vector<SourceFile> read_tree(const std::string& root);

/// The project: read once. Its root is $REDRESS_TIDY_ROOT, else the folder this test was built from.
[[nodiscard]] const std::vector<SourceFile>& project();
[[nodiscard]] const SourceFile* find(const std::vector<SourceFile>& files, std::string_view path);

/// 1-based line of the byte at `offset`.
[[nodiscard]] std::size_t line_of(std::string_view text, std::size_t offset);
/// Lines without their ends.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace redress::tidy
