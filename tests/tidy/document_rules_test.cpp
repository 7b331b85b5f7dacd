#include "tests/tidy/document_rules.hpp"
#include "tests/tidy/none.hpp"

#include <gtest/gtest.h>

namespace redress::tidy {
namespace {

// Ids of sources in samples are put together from halves: this file is looked at too.
std::string source(const std::string& id) { return "SR" + std::string("C-") + id; }

// Whoever reads an id of a law or protocol in the code finds it in docs/sources.md, and nothing stands there that nobody uses.
TEST(Sources, AreListedAndUsed) { EXPECT_TRUE(none(check_sources(project()))); }

TEST(Sources, UnknownUnusedAndEmptyRowsAreSeen) {
  const std::string table = "| id | title | taken | where | known |\n|---|---|---|---|---|\n| " + source("ONE") +
                            " | One | all | there | read |\n| " + source("TWO") + " | Two | all | there | known |\n| " + source("THREE") +
                            " | Three | | there | read |\n| " + source("FOUR") + " | Four | all | there | guessed |\n";
  const std::vector<SourceFile> files{make_file("docs/sources.md", table),
                                      make_file("engine/a.cpp", "// [" + source("ONE") + "] " + source("FOUR") + ".\n"),
                                      make_file("policies/a.yaml", "source: [" + source("FIVE") + ", " + source("THREE") + "]\n")};
  const auto found = check_sources(files);
  ASSERT_EQ(found.size(), 4U) << report(found);
  EXPECT_EQ(found[0].line, 5U);
  EXPECT_EQ(found[1].line, 6U);
  EXPECT_EQ(found[2].path, "policies/a.yaml");
  EXPECT_EQ(found[3].line, 4U);
}

// Every word of the design is explained, once.
TEST(Glossary, HoldsTheWordsOfTheDesign) { EXPECT_TRUE(none(check_glossary(project()))); }

TEST(Glossary, MissingAndDoubleWordsAreSeen) {
  const auto* document = find(project(), "docs/glossary.md");
  ASSERT_NE(document, nullptr);
  auto text = document->text;
  const auto row = text.find("| **Spell** |");
  ASSERT_NE(row, std::string::npos);
  text.erase(row, text.find('\n', row) + 1 - row);
  text += "| **Timer** | something else |\n";
  const auto found = check_glossary({make_file("docs/glossary.md", text)});
  EXPECT_EQ(found.size(), 2U) << report(found);
}

// Every promise names the tests that fail when it breaks, and those tests exist; what has none says so.
TEST(Assurance, NamesTestsThatExist) { EXPECT_TRUE(none(check_assurance(project()))); }

TEST(Assurance, MissingTestsAreSeen) {
  std::string text = "# Assurance\n";
  for (int promise = 1; promise <= 10; ++promise) text += "## " + std::to_string(promise) + " Promise\n- this: not yet proven\n";
  const std::vector<SourceFile> files{
      make_file("docs/assurance.md",
                text + "## 11 Last\n- one: `Suite.Name`, `script_x`, `a.story`, `fuzz_x`\n- two: `Suite.Gone`,\n  `Suite.Other`\n- three is not proven yet\n"),
      make_file("tests/a_test.cpp", "TEST_F(Suite, Name) {}\nTEST(Suite,\n     Other) {}\n// TEST(Suite, Gone) {}\n"),
      make_file("tests/scenario/a.story", "start\n"), make_file("tests/fuzz/fuzz_x.cpp", ""),
      make_file("tests/CMakeLists.txt", "add_test(NAME script_x COMMAND true)\n")};
  const auto found = check_assurance(files);
  ASSERT_EQ(found.size(), 2U) << report(found);
  EXPECT_NE(found[0].what.find("Suite.Gone"), std::string::npos);
  EXPECT_NE(found[1].what.find("names no test"), std::string::npos);
  EXPECT_EQ(check_assurance({make_file("docs/assurance.md", text)}).size(), 1U);
}

TEST(Links, LeadSomewhere) { EXPECT_TRUE(none(check_links(project()))); }

TEST(Links, DeadOnesAreSeen) {
  const auto found = check_links({make_file("docs/a.md", "[b](b.md) [c](../README.md#x) [d](https://example.org/) [e](pictures/)\n"),
                                  make_file("README.md", "x"), make_file("docs/pictures/p.svg", "x")});
  ASSERT_EQ(found.size(), 1U) << report(found);
  EXPECT_NE(found[0].what.find("b.md"), std::string::npos);
}

}  // namespace
}  // namespace redress::tidy
