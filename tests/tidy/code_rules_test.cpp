#include "tests/tidy/code_rules.hpp"
#include "tests/tidy/none.hpp"

#include <gtest/gtest.h>
#include <algorithm>

namespace redress::tidy {
namespace {

std::vector<SourceFile> sample(std::string path, std::string text) {
  std::vector<SourceFile> files;
  files.push_back(make_file(std::move(path), std::move(text)));
  return files;
}

std::vector<std::size_t> lines(const Findings& findings) {
  std::vector<std::size_t> found;
  for (const auto& finding : findings) found.push_back(finding.line);
  std::sort(found.begin(), found.end());
  return found;
}

using Lines = std::vector<std::size_t>;

// A comment is no code, a quote inside a comment opens nothing, raw text ends where it says, and 1'000 is a number.
TEST(SourceText, IsSplitIntoCodeCommentsAndLiterals) {
  const auto file = make_file(
      "a.cpp", "int a = 1'000'000; // it's \"here\"\nauto b = R\"x(\"// no)\" comment)x\"; char c = '\"'; /* d\n */ f(\"\\\"e\");\n");
  EXPECT_NE(file.code.find("1'000'000;"), std::string::npos);
  EXPECT_NE(file.code.find("char c ="), std::string::npos);
  EXPECT_NE(file.code.find("f("), std::string::npos);
  EXPECT_EQ(file.code.find("here"), std::string::npos);
  EXPECT_NE(file.comments.find("it's \"here\""), std::string::npos);
  EXPECT_EQ(file.comments.find("no"), std::string::npos);
  EXPECT_NE(file.literals.find("// no)\" comment"), std::string::npos);
  EXPECT_NE(file.literals.find("\\\"e"), std::string::npos);
  EXPECT_EQ(file.code.size(), file.text.size());
  EXPECT_EQ(line_of(file.text, file.text.find("/* d")), 2U);
}

TEST(Clocks, AreAskedInOnePlace) { EXPECT_TRUE(none(check_clock_calls(project()))); }

// Each way to ask is seen; members, declarations and comments that look alike are not.
TEST(Clocks, CallsAreSeen) {
  const std::string text =
      "auto a = std::chrono::system_clock::now();\n"
      "auto b = std::chrono::steady_clock::now();\n"
      "auto c = time(nullptr);\n"
      "auto d = std::time(nullptr);\n"
      "gettimeofday(&t, nullptr); clock_gettime(CLOCK_REALTIME, &t);\n"
      "return time(nullptr);\n"
      "UtcTime time(when); event.time(); other::time(); retime(); // time(0)\n"
      "const auto time = clock.utc_now();\n";
  EXPECT_EQ(lines(check_clock_calls(sample("engine/api/a.cpp", text))), (Lines{1, 2, 3, 4, 5, 5, 6}));
  EXPECT_EQ(report(check_clock_calls(sample("engine/core/time.cpp", text))), "");
}

TEST(Reveals, StandWhereTheyMay) { EXPECT_TRUE(none(check_reveals(project()))); }

TEST(Reveals, InOtherFoldersAreSeen) {
  const std::string text = "auto a = text.open(SealingReveal::grant());\nauto b = text.open(TestReveal::grant()); // OperatorReveal\n";
  EXPECT_EQ(lines(check_reveals(sample("engine/seal/a.cpp", text))), (Lines{2}));
  EXPECT_EQ(lines(check_reveals(sample("tests/unit/a.cpp", text))), (Lines{1}));
  EXPECT_EQ(lines(check_reveals(sample("workflows/triage/a.cpp", text))), (Lines{1, 2}));
}

TEST(Sql, LivesInTheStore) { EXPECT_TRUE(none(check_sql(project()))); }

TEST(Sql, ElsewhereIsSeen) {
  const std::string text =
      "run(\"SELECT id FROM items\");\n"
      "run(R\"(INSERT OR IGNORE INTO items VALUES (1))\");\n"
      "run(\"UPDATE items SET a = 1\"); // SELECT a FROM b\n"
      "imap(\"a1 SELECT INBOX\"); say(\"we SET it, then UPDATE\"); say(\"selected from it\");\n"
      "run(\"PRAGMA user_version\");\n"
      "run(\"SELECT id\"\n    \" FROM items\");\n";
  EXPECT_EQ(lines(check_sql(sample("engine/runtime/a.cpp", text))), (Lines{1, 2, 3, 5, 6}));
  EXPECT_EQ(report(check_sql(sample("engine/store/a.cpp", text))), "");
}

TEST(BannedCalls, AreAbsent) { EXPECT_TRUE(none(check_banned_calls(project()))); }

TEST(BannedCalls, AreSeen) {
  const std::string text =
      "system(\"ls\"); std::system(\"ls\");\n"
      "auto* p = popen(\"ls\", \"r\");\n"
      "strcpy(a, b); std::sprintf(a, \"%d\", 1);\n"
      "curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);\n"
      "curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER,\n                 0);\n"
      "std::snprintf(a, 3, \"%d\", 1); file.system(); operating_system(); say(\"system(\"); // system(\n"
      "curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);\n";
  EXPECT_EQ(lines(check_banned_calls(sample("engine/transport/a.cpp", text))), (Lines{1, 1, 2, 3, 3, 4, 5}));
}

TEST(CatchAll, SaysWhy) { EXPECT_TRUE(none(check_catch_all(project()))); }

TEST(CatchAll, WithoutCommentIsSeen) {
  const std::string text =
      "} catch (...) {\n  throw;\n}\n\n"
      "} catch (...) {  // the callback may throw anything; it is counted\n\n}\n\n"
      "} catch ( ... ) {\n  // half a copy is none\n}\n\n"
      "} catch (const std::exception&) {\n}\n";
  EXPECT_EQ(lines(check_catch_all(sample("engine/api/a.cpp", text))), (Lines{1}));
}

TEST(Switches, NameEveryValue) { EXPECT_TRUE(none(check_switch_default(project()))); }

TEST(Switches, WithDefaultAreSeen) {
  const std::string text =
      "default: return 1;\n\n"
      "default: return 2;  // not an enum\n\n"
      "// not an enum of ours: an error code of curl\ndefault :\n\n"
      "A() = default;\nenum class default_::x {};\n"
      "default  :\n";
  EXPECT_EQ(lines(check_switch_default(sample("engine/api/a.cpp", text))), (Lines{1, 10}));
}

}  // namespace
}  // namespace redress::tidy
