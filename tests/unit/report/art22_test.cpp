#include "engine/report/art22.hpp"
#include "tests/unit/report/known_day.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redress::report {
namespace {

using test::hour;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

/// Four items on two platforms: removed after it was left at first; refused and told again in the legal form; gone without a word; and one
/// whose notice never left.
struct Platforms {
  test::KnownDay day;

  Platforms() {
    const auto tell = [&](RequestId request, double at, const Event& event) {
      day.tell(request, at, event, "AwaitingDecision", "AwaitingDecision");
    };
    const auto told = [&](double at, const std::string& platform, Verdict type, Capacity capacity) {
      const auto request = day.begin(day.item(day.prompt, "NL"));
      const auto notice = day.notice(day.prompt);
      day.notice_for_platform(request, at, notice, platform, type, capacity);
      tell(request, at + 0.1, NoticeAttempted{notice, false, {}});
      return std::pair(request, notice);
    };
    const auto [first, first_notice] = told(1, "circle", Verdict::illegal_baseline, Capacity::trusted_flagger);
    tell(first, 2, DecisionReceived{first_notice, PlatformDecision::restricted});
    tell(first, 3, ClaimedGone{first_notice});
    const auto [second, second_notice] = told(1, "circle", Verdict::illegal_national, Capacity::programme);
    tell(second, 2, RefusedByRecipient{second_notice});
    const auto again = day.notice(day.prompt);
    day.notice_for_platform(second, 3, again, "circle", Verdict::illegal_national, Capacity::ordinary);
    tell(second, 3.1, NoticeAttempted{again, false, hour(3.05)});
    const auto [third, third_notice] = told(5, "square", Verdict::illegal_baseline, Capacity::ordinary);
    (void)third_notice;
    tell(third, 6, ConfirmedGone{hour(5.5), hour(5.2), Evidence::not_found_404});
    const auto fourth = day.begin(day.item(day.prompt, "NL"));
    day.notice_for_platform(fourth, 1, day.notice(day.prompt), "square", Verdict::illegal_baseline, Capacity::ordinary);
  }
};

// Each notice counts once, by its own platform, type and capacity, and by the newest decision since; what never left is not counted.
TEST(Art22, CountsWhatWasToldAndWhatWasDone) {
  Platforms told;
  const auto report = art22(told.day.reader(), {}, {});
  EXPECT_EQ(report.notices, 4);
  EXPECT_EQ(report.items, 3);
  EXPECT_THAT(report.by_platform, ElementsAre(Pair("circle", 3), Pair("square", 1)));
  EXPECT_THAT(report.by_type, ElementsAre(Pair("illegal_baseline", 2), Pair("illegal_national", 2)));
  EXPECT_THAT(report.by_capacity, ElementsAre(Pair("ordinary", 2), Pair("programme", 1), Pair("trusted_flagger", 1)));
  EXPECT_THAT(report.by_action,
              ElementsAre(Pair("gone_without_decision", 1), Pair("no_action", 1), Pair("removed", 1), Pair("undecided", 1)));
}

// The period is that of the attempts, as a person told them.
TEST(Art22, TakesThePeriodOfTheAttempts) {
  Platforms told;
  EXPECT_EQ(art22(told.day.reader(), hour(3.06), {}).notices, 1);
  EXPECT_EQ(art22(told.day.reader(), hour(3.05), hour(5)).notices, 1);
  EXPECT_EQ(art22(told.day.reader(), {}, hour(1.1)).notices, 0);
}

// Both forms say the same counts and which definition they follow.
TEST(Art22, IsPrinted) {
  Platforms told;
  const auto report = art22(told.day.reader(), {}, {});
  EXPECT_THAT(to_json(report), HasSubstr(R"("by_platform":{"circle":3,"square":1})"));
  EXPECT_THAT(to_json(report), HasSubstr(R"("definition":1)"));
  EXPECT_THAT(to_table(report), HasSubstr("4 notices to platforms about 3 items"));
  EXPECT_THAT(to_table(report), HasSubstr("  no_action: 1\n"));
}

}  // namespace
}  // namespace redress::report
