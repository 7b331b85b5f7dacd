#include "tests/scenario/story.hpp"

#include <gtest/gtest.h>

namespace redress::simulation {
namespace {

class EveryStory : public testing::TestWithParam<std::string> {};

// What a story tells comes true with the real engine, and no promise is broken on the way.
TEST_P(EveryStory, ComesTrue) {
  const Story story(GetParam(), story_text(GetParam()));
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}
INSTANTIATE_TEST_SUITE_P(Stories, EveryStory, testing::ValuesIn(story_names()), [](const auto& story) { return story.param; });

// A story whose expectation is wrong fails, and says in which line: otherwise the others would prove nothing.
TEST(Story, FailsWhereItIsWrong) {
  const Story story("wrong", "partner quick prompt\nsite pics.example at quick\npage P http://pics.example/a\nreport P\nexpect P ClosedGone\nnonsense P\n");
  ASSERT_EQ(story.problems().size(), 2U);
  EXPECT_NE(story.problems()[0].find("wrong.story:5"), std::string::npos);
  EXPECT_NE(story.problems()[1].find("wrong.story:6"), std::string::npos);
}

}  // namespace
}  // namespace redress::simulation
