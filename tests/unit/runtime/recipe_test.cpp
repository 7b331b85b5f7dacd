#include "engine/runtime/recipe.hpp"
#include "engine/runtime/sending.hpp"

#include <gtest/gtest.h>

#include <map>

namespace redress::runtime {
namespace {

constexpr const char* kForum = R"({"referrer":"http://forum.example/"})";
constexpr const char* kIndex = R"({"referrer":"http://index.example/"})";

// Every way in that was named is kept once; one that was reported without any keeps that, too.
TEST(Recipes, AreAllKept) {
  EXPECT_EQ(recipes_of("").newest_first, std::vector<std::string>{""});
  EXPECT_EQ(with_recipe("", ""), std::nullopt);
  const auto first = with_recipe("", kForum);
  ASSERT_TRUE(first);
  EXPECT_EQ(recipes_of(*first).newest_first, (std::vector<std::string>{kForum, ""}));
  const auto second = with_recipe(kForum, kIndex);
  ASSERT_TRUE(second);
  EXPECT_EQ(recipes_of(*second).newest_first, (std::vector<std::string>{kIndex, kForum}));
  EXPECT_EQ(referrer_of(*second), "http://index.example/");
  EXPECT_EQ(with_recipe(*second, kForum), std::nullopt);
  EXPECT_EQ(with_recipe(kForum, ""), std::nullopt);
  EXPECT_EQ(referrer_of(kForum), "http://forum.example/");
}

// More ways than are kept are remembered as such.
TEST(Recipes, BeyondTheLimitAreNotForgotten) {
  std::string kept;
  for (std::size_t i = 0; i < kRecipesMax + 3; ++i)
    if (auto more = with_recipe(kept, R"({"referrer":"http://forum.example/)" + std::to_string(i) + "\"}")) kept = *more;
  const auto known = recipes_of(kept);
  EXPECT_EQ(known.newest_first.size(), kRecipesMax);
  EXPECT_TRUE(known.more);
}

/// Answers each recipe as it was told to.
class Pages final : public ContentCheck {
 public:
  explicit Pages(std::map<std::string, Observed> answers) : answers_(std::move(answers)) {}
  LookReply look(const LookRequest& request) override {
    return {answers_.at(request.recipe.open(TestReveal::grant())), Evidence::not_found_404, 404, {}};
  }

 private:
  std::map<std::string, Observed> answers_;
};

LookJob looks(std::vector<std::string> recipes, bool more = false) {
  LookJob job;
  for (auto& recipe : recipes) {
    LookRequest way;
    way.recipe = AccessRecipe(std::move(recipe));
    job.ways.push_back(std::move(way));
  }
  job.more_ways = more;
  return job;
}

// Gone only when every way in says so; whatever else one of them sees counts.
TEST(Recipes, OnlyAllOfThemMakeGone) {
  const auto seen = [](Observed with, Observed without, bool more = false) {
    Pages pages({{kForum, with}, {"", without}});
    return run_look(looks({kForum, ""}, more), pages).observed;
  };
  EXPECT_EQ(seen(Observed::gone, Observed::gone), Observed::gone);
  EXPECT_EQ(seen(Observed::gone, Observed::online), Observed::online);
  EXPECT_EQ(seen(Observed::online, Observed::gone), Observed::online);
  EXPECT_EQ(seen(Observed::gone, Observed::unknown), Observed::unknown);
  EXPECT_EQ(seen(Observed::unknown, Observed::gone), Observed::unknown);
  EXPECT_EQ(seen(Observed::unknown, Observed::online), Observed::online);
  EXPECT_EQ(seen(Observed::gone, Observed::changed), Observed::changed);
  EXPECT_EQ(seen(Observed::gone, Observed::gone, true), Observed::unknown);
}

}  // namespace
}  // namespace redress::runtime
