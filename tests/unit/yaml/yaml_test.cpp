#include "engine/yaml/yaml.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

std::string first_problem(std::string_view text) {
  const auto parsed = parse_yaml("file.yaml", text);
  return parsed ? "none" : to_text(parsed.error().front());
}

// What yaml-cpp alone would take silently, or die of, is refused at its exact place.
TEST(Yaml, RefusesWhatFilesMustNotHold) {
  EXPECT_EQ(first_problem("a: 1\nb: 2\na: 3\n"), "file.yaml:3:1: duplicate key \"a\" (keep one of them)");
  EXPECT_EQ(first_problem("a: {x: 1, x: 2}\n"), "file.yaml:1:11: duplicate key \"x\" (keep one of them)");
  EXPECT_EQ(first_problem("a: &one 1\n"),
            "file.yaml:1:4: anchors (&name) are not allowed (drop the anchor and write the value out where it is needed)");
  EXPECT_EQ(first_problem("a: [1]\nb: *one\n").substr(0, 14), "file.yaml:2:4:");
  EXPECT_EQ(first_problem("a: !thing 1\n"), "file.yaml:1:4: tags (!name) are not allowed (drop the tag)");
  EXPECT_EQ(first_problem(""), "file.yaml:1:1: the file is empty (see the README of the folder for what it should hold)");
  EXPECT_EQ(first_problem("a: 1\n---\nb: 2\n"),
            "file.yaml:3:1: a second document in one file (keep one; drop the line \"---\" between them)");
  EXPECT_EQ(first_problem("[a]: 1\n").substr(0, 14), "file.yaml:1:1:");
  EXPECT_EQ(first_problem("a: \x01\n"), "file.yaml:1:4: a control character or bytes that are not UTF-8 (save the file as UTF-8 text)");
  EXPECT_EQ(first_problem("a: 1\nb: \xff\n").substr(0, 14), "file.yaml:2:4:");
  EXPECT_EQ(first_problem("a: [1\nb: 2\n").substr(0, 10), "file.yaml:");
  EXPECT_EQ(first_problem(std::string(kYamlBytesMax + 1, ' ')), "file.yaml: larger than 1048576 bytes (divide the file)");
}

// Nesting is stopped by the named limit, long before the stack is: half a million brackets.
TEST(Yaml, DepthIsLimited) {
  EXPECT_EQ(first_problem(std::string(500'000, '[')).substr(0, 12), "file.yaml:1:");
  EXPECT_EQ(first_problem("a: " + std::string(16, '[') + std::string(16, ']')), "file.yaml:1:19: nested deeper than 16 (flatten it)");
  EXPECT_EQ(first_problem("a: " + std::string(15, '[') + std::string(15, ']')), "none");
  std::string block;
  for (int i = 0; i < 200; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_EQ(first_problem(block), "file.yaml:17:17: nested deeper than 16 (flatten it)");
}

// Quoted and block texts keep what was written, and quoted null is text.
TEST(Yaml, TreeKeepsOrderAndText) {
  const auto root = parse_yaml("file.yaml", "b: \"null\"\na: ~\nt: |\n  one\n  two\nl: [x, {y: z}]\n");
  ASSERT_TRUE(root);
  ASSERT_EQ(root->entries.size(), 4U);
  EXPECT_EQ(root->entries[0].key, "b");
  EXPECT_EQ(root->entries[0].value.text, "null");
  EXPECT_EQ(root->entries[1].value.kind, YamlNode::Kind::null);
  EXPECT_EQ(root->entries[2].value.text, "one\ntwo\n");
  EXPECT_EQ(root->entries[3].value.items[1].entries[0].value.text, "z");
  EXPECT_EQ(root->entries[3].value.items[1].entries[0].line, 6);
  EXPECT_EQ(root->entries[3].value.items[1].entries[0].column, 9);
}

std::optional<Milliseconds> duration(std::string text) {
  YamlProblems problems{"f"};
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = std::move(text);
  return read_duration(node, Milliseconds{0}, hours{24 * 365}, problems);
}

// Durations are a number and a unit, from large to small; nothing is guessed.
TEST(Yaml, Durations) {
  EXPECT_EQ(duration("24 h"), hours{24});
  EXPECT_EQ(duration("15 min"), minutes{15});
  EXPECT_EQ(duration("3 d"), hours{72});
  EXPECT_EQ(duration("0 s"), Milliseconds{0});
  EXPECT_EQ(duration("2 h 30 min"), minutes{150});
  EXPECT_EQ(duration("90s"), seconds{90});
  for (const char* bad : {"", "24", "h", "-1 h", "+1 h", "1.5 h", "30 min 2 h", "1 h 1 h", "1 h ", " 1 h", "1  h", "1 hour", "24 H",
                          "999999999999 s", "400 d"})
    EXPECT_FALSE(duration(bad)) << bad;
}

// Every type says where its value is wrong and how to write it; keys nobody asked for are named with the nearest valid one.
TEST(Yaml, MapReportsTypesAndUnknownKeys) {
  const auto root = parse_yaml("f", "wihtin: 3 h\ncount: many\nflag: yes\nday: 2026-02-30\nkind: reminde\nname: Big Name\nlist: one\n");
  ASSERT_TRUE(root);
  YamlProblems problems{"f"};
  YamlMap map{*root, problems};
  (void)map.duration_or("within", Milliseconds{0}, hours{24}, hours{1});
  map.number("count", 1, 5);
  map.flag("flag");
  map.date("day");
  map.word("kind", {"first", "reminder", "thanks"});
  map.slug("name");
  (void)map.list("list", true);
  map.text("title");
  map.finish();
  std::vector<std::string> lines;
  for (const auto& problem : problems.sorted()) lines.push_back(to_text(problem));
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "f:1:1: the key \"title\" is missing (add it)", "f:1:1: unknown key \"wihtin\" (nearest valid key: \"within\")",
                       "f:2:8: \"many\" is not a whole number (write a whole number from 1 to 5)",
                       "f:3:7: \"yes\" is neither true nor false (write true or false)",
                       "f:4:6: \"2026-02-30\" is not a date (write year, month and day, e.g. 2026-11-01)",
                       "f:5:7: \"reminde\" is not known here (nearest valid word: \"reminder\")",
                       "f:6:7: \"Big Name\" is not a short name (use lower-case letters, digits, \"_\", \"-\" and \".\", at most 64)",
                       "f:7:7: a list is needed here (write [one, another], or one entry a line after \"- \")"}));
}

// Swapped neighbours count as one change, as in most typing mistakes.
TEST(Yaml, EditDistance) {
  EXPECT_EQ(edit_distance("wihtin", "within"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(nearest("scop", {"kind", "scope", "source"}), "scope");
  EXPECT_EQ(nearest("scop", {}), "");
}

}  // namespace
}  // namespace redress
