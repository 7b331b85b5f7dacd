#include "tests/scenario/story.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace redress::simulation {
namespace {

std::filesystem::path folder() { return std::filesystem::path(REDRESS_SOURCE_DIR) / "tests/scenario"; }

std::vector<std::string> stories() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder()))
    if (entry.path().extension() == ".story") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of(const std::string& name) {
  std::ifstream file(folder() / (name + ".story"), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class EveryStory : public testing::TestWithParam<std::string> {};

// What a story tells comes true with the real engine, and no promise is broken on the way.
TEST_P(EveryStory, ComesTrue) {
  const Story story(GetParam(), text_of(GetParam()));
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}
INSTANTIATE_TEST_SUITE_P(Stories, EveryStory, testing::ValuesIn(stories()), [](const auto& story) { return story.param; });

// A story whose expectation is wrong fails, and says in which line: otherwise the others would prove nothing.
TEST(Story, FailsWhereItIsWrong) {
  const Story story("wrong", "partner quick prompt\nsite pics.example at quick\npage P http://pics.example/a\nreport P\nexpect P ClosedGone\nnonsense P\n");
  ASSERT_EQ(story.problems().size(), 2U);
  EXPECT_NE(story.problems()[0].find("wrong.story:5"), std::string::npos);
  EXPECT_NE(story.problems()[1].find("wrong.story:6"), std::string::npos);
}

}  // namespace
}  // namespace redress::simulation
