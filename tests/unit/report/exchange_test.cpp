#include "engine/report/exchange.hpp"

#include <gtest/gtest.h>

namespace redress::report {
namespace {

const UtcTime kDay0 = *parse_rfc3339("2030-01-01T00:00Z");

struct Told {
  Referral referral;
  Told& at(int day, std::string kind, std::string body = "{}") {
    EventRecord event;
    event.kind = std::move(kind);
    event.at = kDay0 + hours{24 * day};
    event.body = std::move(body);
    fold_referral(referral, event, [](NoticeId id) { return id.value == 1 ? ContactScope::partner : ContactScope::police; });
    return *this;
  }
  Told& gone(int day) {
    return at(day + 1, "ConfirmedGone",
              R"({"first_miss_ms":)" + std::to_string(to_ms(kDay0 + hours{24 * day})) + R"(,"from":"AwaitingPartner","to":"ClosedGone"})");
  }
};

// What left coverage counts as still online after 7, 30 and 90 days by its first miss, however late that was confirmed; what nobody has
// watched so long yet is in neither figure.
TEST(ExchangeFigures, StillOnlineAfterLeavingCoverage) {
  std::vector<Referral> all;
  all.push_back(Told{}.at(0, "LeftCoverage").gone(5).referral);  // confirmed on day 6
  all.push_back(Told{}.at(0, "LeftCoverage").gone(7).referral);  // confirmed on day 8: gone by day 7
  all.push_back(Told{}.at(0, "LeftCoverage").gone(20).referral);
  all.push_back(Told{}.at(0, "LeftCoverage").referral);            // still there
  all.push_back(Told{}.at(60, "LeftCoverage").referral);           // watched for 40 days
  all.push_back(Told{}.at(95, "LeftCoverage").gone(97).referral);  // gone soon: known for every span
  all.push_back(Told{}.at(0, "LeftCoverage").at(3, "Withdrawn", R"({"from":"AwaitingPartner","to":"ClosedWithdrawn"})").referral);
  const auto figures = exchange_figures(all, kDay0 + hours{24 * 100});
  EXPECT_EQ(figures.left_coverage, 6);
  EXPECT_EQ(figures.after_leaving[0].watched, 6);
  EXPECT_EQ(figures.after_leaving[0].online, 3);
  EXPECT_EQ(figures.after_leaving[1].watched, 6);
  EXPECT_EQ(figures.after_leaving[1].online, 2);
  EXPECT_EQ(figures.after_leaving[2].watched, 5);
  EXPECT_EQ(figures.after_leaving[2].online, 1);
}

// A second spell is another story, and a copy is no road.
TEST(ExchangeFigures, ByTheRoadAskedLast) {
  std::vector<Referral> all;
  all.push_back(Told{}
                    .at(0, "NoticeAttempted", R"({"notice":1,"from":"NoticePending","to":"AwaitingPartner"})")
                    .at(1, "PartnerTookOver", R"({"from":"AwaitingPartner","to":"TakenOver"})")
                    .at(1, "NoticeAttempted", R"({"notice":2,"copy":true,"from":"TakenOver","to":"TakenOver"})")
                    .gone(2)
                    .at(9, "SeenOnline", R"({"from":"ClosedGone","to":"LookingBeforeNotice"})")
                    .at(10, "NoticeAttempted", R"({"notice":2,"from":"NoticePending","to":"AwaitingPartner"})")
                    .referral);
  all.push_back(Told{}
                    .at(0, "NoticeAttempted", R"({"notice":1,"from":"NoticePending","to":"AwaitingPartner"})")
                    .at(1, "PartnerDeclined", R"({"from":"AwaitingPartner","to":"LookingBeforeNotice"})")
                    .at(1, "NoticeAttempted", R"({"notice":2,"from":"NoticePending","to":"AwaitingPartner"})")
                    .referral);
  all.push_back(Referral{});  // follows what others do
  const auto figures = exchange_figures(all, kDay0 + hours{24 * 100});
  EXPECT_EQ(figures.referrals, 2);
  EXPECT_EQ(figures.taken_over, 1);
  EXPECT_EQ(figures.declined, 1);
  EXPECT_EQ(figures.roads.at(ContactScope::partner).asked, 1);
  EXPECT_EQ(figures.roads.at(ContactScope::partner).gone, 1);
  EXPECT_EQ(figures.roads.at(ContactScope::police).asked, 1);
  EXPECT_EQ(figures.roads.at(ContactScope::police).gone, 0);
  EXPECT_NE(to_json(figures).find(R"("road":"police")"), std::string::npos);
  EXPECT_NE(to_table(figures).find("still online after 90 days: 0 of 0"), std::string::npos);
}

}  // namespace
}  // namespace redress::report
