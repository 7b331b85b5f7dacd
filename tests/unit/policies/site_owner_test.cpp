#include "policies/book.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace redress {
namespace {

// A ladder that tells the site's owner has one copy more, on the first rung that asks somebody or on the second, and waits for nobody else.
TEST(Ladders, SiteOwnerIsACopy) {
  for (const auto& [word, rung_number] : {std::pair{"at_once", 1}, std::pair{"later", 2}}) {
    auto texts = shipped_rules();
    auto& text = texts.find("ladders/rules.yaml")->second;
    text.replace(text.find("site_owner: never"), 17, "site_owner: " + std::string(word));
    const auto policies = load_policies(texts, *parse_rfc3339("2026-06-01T00:00:00Z"));
    ASSERT_TRUE(policies);
    Facts facts;
    facts.country = "NL";
    facts.verdict = Verdict::illegal_baseline;
    for (int number = 1; number <= 6; ++number) {
      const auto rung = (*policies)->ladders().rung("hotline_ntd", facts, number);
      ASSERT_TRUE(rung);
      const auto& addressees = rung->answer.addressees;
      const auto owner = std::find_if(addressees.begin(), addressees.end(), [](const Addressee& one) { return one.scope == ContactScope::site; });
      EXPECT_EQ(owner != addressees.end(), number == rung_number) << word << ' ' << number;
      if (owner == addressees.end()) continue;
      EXPECT_EQ(owner->need, Need::copy);
    }
  }
}

}  // namespace
}  // namespace redress
