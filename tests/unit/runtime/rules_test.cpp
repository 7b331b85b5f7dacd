#include "tests/unit/runtime/engine.hpp"

namespace redress::runtime {
namespace {

class Rules : public Engine {};

// A rule that becomes valid at midnight is taken by the running engine then, without a restart.
TEST_F(Rules, BecomeValidWhileTheEngineRuns) {
  auto texts = shipped_rules();
  auto& triage = texts.at("triage/rules.yaml");
  const std::string from = "valid_from: 2024-01-01\n    per_locator: 25";
  const auto at = triage.find(from);
  ASSERT_NE(at, std::string::npos);
  triage.replace(at, from.size(), "valid_from: 2024-01-01\n    valid_until: 2030-01-08\n    per_locator: 25");
  triage += R"(
  - id: triage.flood_is_less
    source: [SRC-HOUSE-RULES]
    valid_from: 2030-01-09
    per_locator: 2
    per_source: 5000
    window: 1 h
)";
  use_rules(texts);
  ASSERT_EQ(policies->changes().size(), 1U);
  (void)report(5);
  turn();
  EXPECT_TRUE(alerts("flood").empty());
  clock.set_utc(*parse_rfc3339("2030-01-09T00:00Z"));
  (void)report(5);
  turn();
  EXPECT_EQ(alerts("flood").size(), 1U);
}

// Each decision of the engine that is no workflow's says why, too: here how often an alert is repeated.
TEST_F(Rules, AnAlertSaysWhy) {
  (void)report(40);
  turn();
  ASSERT_FALSE(alerts("flood").empty());
  EXPECT_THAT(alerts("flood").front().why, testing::StartsWith("alert"));
  EXPECT_THAT(alerts("flood").front().why, testing::HasSubstr("@2026"));
}

}  // namespace
}  // namespace redress::runtime
