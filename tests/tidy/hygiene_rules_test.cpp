#include "tests/tidy/hygiene_rules.hpp"
#include "tests/tidy/none.hpp"

#include <gtest/gtest.h>

namespace redress::tidy {
namespace {

std::vector<SourceFile> sample(std::string path, std::string text) {
  std::vector<SourceFile> files;
  files.push_back(make_file(std::move(path), std::move(text)));
  return files;
}

TEST(Hygiene, LinesAreShort) { EXPECT_TRUE(none(check_line_lengths(project()))); }

// Letters are counted, not bytes; long data in a test is no long line.
TEST(Hygiene, LongLinesAreSeen) {
  const std::string dashes(170, '-');
  EXPECT_EQ(check_line_lengths(sample("engine/api/a.cpp", "int a;\n// " + dashes + "\n")).size(), 1U);
  EXPECT_EQ(check_line_lengths(sample("engine/api/a.cpp", "auto a = \"" + dashes + "\";\n")).size(), 1U);
  EXPECT_EQ(report(check_line_lengths(sample("tests/unit/a.cpp", "auto a = \"" + dashes + "\";\n"))), "");
  std::string umlauts;
  for (int i = 0; i < 150; ++i) umlauts += "\xC3\xA4";
  EXPECT_EQ(report(check_line_lengths(sample("engine/api/a.cpp", "// " + umlauts + "\n"))), "");
}

TEST(Hygiene, NoStrayBlanks) { EXPECT_TRUE(none(check_blanks(project()))); }

TEST(Hygiene, StrayBlanksAreSeen) {
  const auto found = check_blanks(sample("engine/api/a.cpp", "int a; \n\tint b;\r\nint c;"));
  EXPECT_EQ(found.size(), 4U) << report(found);
  EXPECT_EQ(report(check_blanks(sample("tests/fuzz/corpus/a.txt", "x \n"))), "");
}

TEST(Hygiene, FilesAreSmall) { EXPECT_TRUE(none(check_file_sizes(project()))); }

TEST(Hygiene, BigFilesAreSeen) { EXPECT_EQ(check_file_sizes(sample("docs/a.md", std::string(kFileBytesMax + 1, 'x'))).size(), 1U); }

TEST(Hygiene, HeadersSayWhatTheyAreFor) { EXPECT_TRUE(none(check_headers(project()))); }

TEST(Hygiene, BareHeadersAreSeen) {
  EXPECT_EQ(check_headers(sample("engine/api/a.hpp", "#pragma once\nint a;\n")).size(), 1U);
  EXPECT_EQ(check_headers(sample("engine/api/a.hpp", "// What it is for: #pragma once\nint a;\n")).size(), 1U);
  EXPECT_EQ(report(check_headers(sample("engine/api/a.hpp", "// What it is for.\n#pragma once\n"))), "");
}

TEST(Hygiene, ToDosCarryAnIssue) { EXPECT_TRUE(none(check_to_dos(project()))); }

TEST(Hygiene, ToDosWithoutIssueAreSeen) {
  const std::string mark = std::string("TO") + "DO";
  EXPECT_EQ(check_to_dos(sample("engine/api/a.cpp", "// " + mark + ": later\n")).size(), 1U);
  EXPECT_EQ(check_to_dos(sample("docs/a.md", mark + "(somebody) later\n")).size(), 1U);
  EXPECT_EQ(report(check_to_dos(sample("engine/api/a.cpp", "// " + mark + "(#12): later\n"))), "");
}

TEST(Hygiene, NoPathsOfOneMachine) { EXPECT_TRUE(none(check_paths(project()))); }

TEST(Hygiene, PathsOfOneMachineAreSeen) {
  const std::string path = std::string("/ho") + "me/somebody/x";
  EXPECT_EQ(check_paths(sample("docs/a.md", "see " + path + "\n")).size(), 1U);
  EXPECT_EQ(report(check_paths(sample("docs/a.md", "see https://example.org" + path + "\n"))), "");
}

}  // namespace
}  // namespace redress::tidy
