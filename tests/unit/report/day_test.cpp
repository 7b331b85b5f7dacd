#include "engine/report/cases.hpp"
#include "engine/report/latency.hpp"
#include "tests/unit/report/known_day.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redress::report {
namespace {

using test::hour;
using testing::HasSubstr;
using testing::Not;

/// The known day, told once.
struct Day {
  test::KnownDay store;
  std::map<std::string, RequestId> requests = store.tell_all();
  Cases cases = case_times(store.reader(), hour(25));

  static Day& once() {
    static Day day;
    return day;
  }
  [[nodiscard]] const CaseTimes& of(const std::string& name) const {
    for (const auto& one : cases.list)
      if (one.request == requests.at(name)) return one;
    throw std::out_of_range(name);
  }
  [[nodiscard]] LatencyReport figures(Grouping by = Grouping::all, std::optional<UtcTime> from = {}, std::optional<UtcTime> to = {}) {
    return latency(cases, {by, from, to, hour(25)}, store.names());
  }
};

LatencyLine line(const LatencyReport& report, const std::string& group) {
  for (const auto& one : report.lines)
    if (one.group == group) return one;
  ADD_FAILURE() << "no group " << group;
  return {};
}

void expect_curve(const Curve& curve, std::vector<std::pair<double, double>> steps) {
  ASSERT_EQ(curve.steps.size(), steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_NEAR(curve.steps[i].time, steps[i].first, 1e-9);
    EXPECT_NEAR(curve.steps[i].survival, steps[i].second, 1e-9) << "at " << steps[i].first;
  }
}

// Our clock: 2 4 6 8 20 hours to gone; censored are 5 (expired), 10 (given up, not now), 20 (missed, not confirmed) and 24 (open).
TEST(KnownDay, OurClock) {
  const auto all = line(Day::once().figures(), "all");
  EXPECT_EQ(all.ours.n, 9U);
  EXPECT_EQ(all.ours.gone, 5U);
  expect_curve(all.ours.curve, {{2, 8. / 9}, {4, 7. / 9}, {6, 35. / 54}, {8, 14. / 27}, {20, 28. / 81}});
  EXPECT_EQ(all.ours.median, 20.0);
  EXPECT_FALSE(all.ours.p90);
  EXPECT_FALSE(all.ours.p99);
  EXPECT_NEAR(*all.ours.within_24h, 53. / 81, 1e-9);
  EXPECT_FALSE(all.ours.within_72h) << "nobody was watched that long";
  EXPECT_FALSE(all.ours.within_7d);
}

// The lower bound takes 'last seen online' for 'first miss': 1.5 3.5 5 7 19.5.
TEST(KnownDay, LowerBound) {
  const auto all = line(Day::once().figures(), "all");
  EXPECT_EQ(all.median_lower, 19.5);
  EXPECT_FALSE(all.p90_lower);
}

// From the acceptance: 3 (prompt), 4 (the second notice's relay; the bounced acceptance counts for nothing), 5, 19; censored 4 and 24.
TEST(KnownDay, RecipientsClock) {
  const auto all = line(Day::once().figures(), "all");
  EXPECT_EQ(all.recipient.n, 6U);
  EXPECT_EQ(all.recipient.gone, 4U);
  expect_curve(all.recipient.curve, {{3, 5. / 6}, {4, 4. / 6}, {5, 4. / 9}, {19, 2. / 9}});
  EXPECT_EQ(all.recipient.median, 5.0);
  EXPECT_FALSE(all.recipient.p90);
  EXPECT_NEAR(*all.recipient.within_24h, 7. / 9, 1e-9);
  EXPECT_FALSE(all.recipient.within_72h);
  EXPECT_FALSE(all.recipient.within_7d);
}

// Two cases were held: 6 hours with 2 held, 5 hours with 4 held. They are counted apart, and figures with them stand beside.
TEST(KnownDay, Holds) {
  auto& day = Day::once();
  const auto all = line(day.figures(), "all");
  EXPECT_EQ(all.held, 2U);
  EXPECT_EQ(all.with_holds.n, 11U);
  EXPECT_EQ(all.with_holds.gone, 7U);
  expect_curve(all.with_holds.curve, {{2, 10. / 11}, {4, 9. / 11}, {5, 8. / 11}, {6, 40. / 77}, {8, 32. / 77}, {20, 64. / 231}});
  EXPECT_EQ(all.with_holds.median, 8.0);
  EXPECT_NEAR(*all.with_holds.within_24h, 167. / 231, 1e-9);
  EXPECT_EQ(all.without_holds.n, 11U);
  expect_curve(all.without_holds.curve, {{1, 10. / 11}, {2, 9. / 11}, {4, 7. / 11}, {6, 35. / 66}, {8, 14. / 33}, {20, 28. / 99}});
  EXPECT_EQ(all.without_holds.median, 8.0);
  EXPECT_FALSE(all.without_holds.p90);
  EXPECT_NEAR(*all.without_holds.within_24h, 71. / 99, 1e-9);
  EXPECT_FALSE(all.without_holds.within_72h);
}

// A hold asked for during triage is one with that of the request; a rule ends one as well as a person; what lies before the first
// attempt or after the end is not subtracted.
TEST(KnownDay, HoldSpans) {
  const auto& held = Day::once().of("held");
  ASSERT_EQ(held.holds.size(), 2U);
  EXPECT_EQ(held.holds[0].from, hour(0));
  EXPECT_EQ(held.holds[0].to, hour(2));
  EXPECT_EQ(held.holds[1].from, hour(4));
  EXPECT_EQ(held.holds[1].to, hour(6));
  EXPECT_EQ(held.held, hours{2});
  EXPECT_EQ(held.held_since_report, hours{4});
  const auto& gone = Day::once().of("gone under a hold");
  ASSERT_EQ(gone.holds.size(), 1U);
  EXPECT_EQ(gone.holds[0].to, hour(8));
  EXPECT_EQ(gone.held, hours{4}) << "up to the first miss, not to its confirmation";
}

// From the report, without those held at any time: 5 5 9 10 21 to gone, censored 7 12 22 25.
TEST(KnownDay, FromTheReport) {
  const auto all = line(Day::once().figures(), "all");
  EXPECT_EQ(all.from_report.n, 9U);
  expect_curve(all.from_report.curve, {{5, 7. / 9}, {9, 35. / 54}, {10, 14. / 27}, {21, 28. / 81}});
  EXPECT_EQ(all.from_report.median, 21.0);
  EXPECT_NEAR(*all.from_report.within_24h, 53. / 81, 1e-9);
}

TEST(KnownDay, CountedApart) {
  const auto report = Day::once().figures();
  const auto all = line(report, "all");
  EXPECT_EQ(all.open, 2U);
  EXPECT_EQ(all.given_up, 1U);
  EXPECT_EQ(all.expired, 1U);
  EXPECT_EQ(all.gone_before_notice, 1U);
  EXPECT_EQ(all.retracted, 2U) << "judged not illegal after the notice, and overturned";
  EXPECT_EQ(all.not_sent, 1U);
  EXPECT_EQ(all.moved, 1U);
  EXPECT_EQ(all.reappeared, 1U);
  EXPECT_EQ(report.flood_reports, 2U);
  EXPECT_EQ(all.ours.n, all.ours.gone + all.open + all.given_up + all.expired);
  EXPECT_EQ(Day::once().cases.list.size(), all.ours.n + all.held + all.gone_before_notice + all.retracted + all.not_sent) << "each case once";
}

// Given up and expired cases were watched until then, not until now; an unconfirmed miss is the last that is known.
TEST(KnownDay, CensoredWhenNobodyLookedAnyMore) {
  EXPECT_EQ(Day::once().of("given up").ends, hour(12));
  EXPECT_EQ(Day::once().of("expired").ends, hour(7));
  EXPECT_EQ(Day::once().of("missed").ends, hour(22));
  EXPECT_EQ(Day::once().of("silent").ends, hour(25));
}

// A copy and the police start no clock; they are told all the same.
TEST(KnownDay, CopiesStartNoClock) {
  const auto& copied = Day::once().of("copied");
  EXPECT_EQ(copied.first_attempt, hour(3));
  EXPECT_FALSE(copied.relay_accepted || copied.recipient_accepted || copied.acknowledged);
  EXPECT_EQ(copied.police_informed, hour(2));
  EXPECT_FALSE(copied.partner_informed);
}

TEST(KnownDay, ABounceTakesBackWhatItsNoticeHad) {
  const auto& bounced = Day::once().of("bounced");
  EXPECT_EQ(bounced.first_attempt, hour(1)) << "our clock runs on";
  EXPECT_EQ(bounced.relay_accepted, hour(5));
  EXPECT_FALSE(bounced.recipient_accepted);
}

TEST(KnownDay, TimesOfOneCase) {
  auto& day = Day::once();
  const auto& one = day.of("prompt");
  EXPECT_EQ(one.received, hour(0));
  EXPECT_EQ(one.assessed, hour(0.5));
  EXPECT_EQ(one.first_attempt, hour(1));
  EXPECT_EQ(one.relay_accepted, hour(1));
  EXPECT_EQ(one.recipient_accepted, hour(2));
  EXPECT_EQ(one.acknowledged, hour(3));
  EXPECT_EQ(one.claimed, hour(4));
  EXPECT_EQ(one.last_online, hour(4.5));
  EXPECT_EQ(one.gone, hour(5)) << "the first miss, whatever was confirmed later";
  EXPECT_EQ(one.hoster, day.store.prompt);
  EXPECT_EQ(one.outcome, Outcome::gone);
}

// A spell is charged to whom was asked first, though the row names somebody else by now.
TEST(KnownDay, ByHosterAndCountry) {
  for (const auto& [by, first, second] : {std::tuple(Grouping::hoster, "Prompt Hosting", "Slow Hosting"), std::tuple(Grouping::country, "NL", "DE")}) {
    const auto report = Day::once().figures(by);
    ASSERT_EQ(report.lines.size(), 2U);
    EXPECT_EQ(report.lines[0].group, first) << "largest first";
    expect_curve(line(report, first).ours.curve, {{2, 4. / 5}, {4, 3. / 5}, {8, 2. / 5}, {20, 1. / 5}});
    EXPECT_EQ(line(report, first).moved, 1U);
    EXPECT_EQ(line(report, first).held, 2U);
    EXPECT_EQ(line(report, second).ours.n, 4U);
    expect_curve(line(report, second).ours.curve, {{6, 2. / 3}});
    EXPECT_EQ(line(report, second).moved, 0U);
  }
}

TEST(KnownDay, ByChannelAndRegime) {
  const auto channels = Day::once().figures(Grouping::channel);
  EXPECT_EQ(line(channels, "web_form").ours.n, 1U);
  EXPECT_EQ(line(channels, "web_form").ours.median, 6.0);
  EXPECT_EQ(line(channels, "abuse_mail").ours.n, 8U);
  EXPECT_EQ(line(channels, "none").not_sent, 1U);
  const auto regimes = Day::once().figures(Grouping::regime);
  EXPECT_EQ(line(regimes, "de").ours.n, 1U);
  EXPECT_EQ(line(regimes, "nl").ours.n, 8U);
}

// Every workflow that asks for a removal has a line of its own; a partner's clock runs only where partners are asked; referrals have none.
TEST(KnownDay, ByWorkflow) {
  test::KnownDay day;
  const auto item = day.item(day.prompt, "NL");
  const auto asked = [&](const char* workflow, ContactScope scope) {
    const auto request = day.begin(item, "nl", false, workflow);
    day.tell(request, 1, NoticeAttempted{day.notice(day.prompt, scope)}, "NoticePending", "AwaitingRemoval");
    return request;
  };
  day.gone(asked("hotline_ntd", ContactScope::hoster), 3, 2.5, 3.5);
  asked("hotline_ntd", ContactScope::partner);
  day.gone(asked("partner_referral", ContactScope::partner), 6, 5, 7);
  day.gone(asked("victim_removal", ContactScope::hoster), 9, 8, 10);
  asked("law_enforcement", ContactScope::police);
  const auto figures = latency(case_times(day.reader(), hour(25), {}), {Grouping::workflow, {}, {}, hour(25)}, day.names());
  ASSERT_EQ(figures.lines.size(), 3U);
  EXPECT_EQ(line(figures, "hotline_ntd").ours.n, 1U);
  EXPECT_EQ(line(figures, "hotline_ntd").not_sent, 1U);
  EXPECT_EQ(line(figures, "hotline_ntd").ours.median, 2.0);
  EXPECT_EQ(line(figures, "partner_referral").ours.median, 5.0);
  EXPECT_EQ(line(figures, "victim_removal").ours.median, 8.0);
}

// From is in, to is out; of the first attempt, of the report where nobody was asked.
TEST(KnownDay, FromAndTo) {
  const auto report = Day::once().figures(Grouping::all, hour(2), hour(4));
  const auto all = line(report, "all");
  EXPECT_EQ(all.ours.n, 4U);
  EXPECT_EQ(all.ours.gone, 1U);
  EXPECT_EQ(all.held, 1U);
  EXPECT_EQ(all.not_sent, 0U);
  EXPECT_EQ(report.flood_reports, 2U);
  EXPECT_EQ(Day::once().figures(Grouping::all, hour(3), {}).flood_reports, 1U);
  EXPECT_TRUE(Day::once().figures(Grouping::all, hour(30), {}).lines.empty());
}

std::vector<CaseTimes> gone_after_hours(int count) {
  std::vector<CaseTimes> list;
  for (int i = 1; i <= count; ++i) {
    CaseTimes one;
    one.outcome = Outcome::gone;
    one.first_attempt = hour(0);
    one.gone = one.ends = hour(i);
    list.push_back(one);
  }
  return list;
}

// The 99th percentile of a few is only the slowest of them.
TEST(Latency, NinetyNinthOnlyOfManyEnough) {
  EXPECT_FALSE(line(latency({gone_after_hours(99), {}}, {}, {}), "all").ours.p99);
  EXPECT_EQ(line(latency({gone_after_hours(100), {}}, {}, {}), "all").ours.p99, 99.0);
}

// A group of which nothing can be said says nothing: dashes, null, empty; never 0 %.
TEST(Latency, NothingIsNotNoughtPercent) {
  CaseTimes unsent;
  const auto report = latency({{unsent}, {}}, {}, {});
  const auto table = to_table(report);
  EXPECT_THAT(table, Not(HasSubstr("0 %")));
  EXPECT_THAT(table, HasSubstr("–"));
  EXPECT_THAT(to_json(report), HasSubstr(R"("within_24h":null,"within_72h":null,"within_7d":null)"));
  EXPECT_THAT(to_csv(report), HasSubstr("\r\n\"all\",0,0,,,,,,,0,0,"));
}

// Whoever reads a figure reads which definition it follows and how its band was drawn.
TEST(Latency, DefinitionIsPrinted) {
  const auto report = Day::once().figures();
  EXPECT_EQ(kLatencyDefinition, 3);
  EXPECT_THAT(to_table(report), HasSubstr("Definition 3"));
  EXPECT_THAT(to_table(report), HasSubstr(std::string(kBand)));
  EXPECT_THAT(to_table(report), HasSubstr("charged whole to whom was asked first"));
  EXPECT_THAT(to_table(report), HasSubstr("Floods: 2 reports"));
  EXPECT_THAT(to_json(report), HasSubstr(R"("definition_version":3)"));
  EXPECT_THAT(to_json(report), HasSubstr(R"("flood_reports":2)"));
  EXPECT_THAT(to_csv(report), HasSubstr(",flood_reports,definition_version\r\n"));
}

// Without holds there is nothing to show with and without them.
TEST(Latency, HoldsAreShownWhereThereAreAny) {
  EXPECT_THAT(to_table(Day::once().figures()), HasSubstr("without the time under a hold"));
  EXPECT_THAT(to_table(latency({gone_after_hours(3), {}}, {}, {})), Not(HasSubstr("without the time under a hold")));
}

// One row per request with every moment, numbers only, and in words what is not recorded.
TEST(CaseRows, EveryMoment) {
  auto& day = Day::once();
  const LatencyQuery query{Grouping::all, {}, {}, hour(25)};
  const auto json = cases_json(day.cases, query);
  EXPECT_THAT(json, HasSubstr("\"request\":" + std::to_string(day.requests.at("prompt").value) + ","));
  EXPECT_THAT(json, HasSubstr(R"("received_at":"2030-01-01T00:00:00.000Z","assessed_at":"2030-01-01T00:30:00.000Z",)"
                              R"("first_attempt_at":"2030-01-01T01:00:00.000Z","relay_accepted_at":"2030-01-01T01:00:00.000Z",)"
                              R"("recipient_accepted_at":"2030-01-01T02:00:00.000Z","acknowledged_at":"2030-01-01T03:00:00.000Z",)"
                              R"("claimed_at":"2030-01-01T04:00:00.000Z","last_seen_online_at":"2030-01-01T04:30:00.000Z",)"
                              R"("gone_at":"2030-01-01T05:00:00.000Z","police_informed_at":null,"partner_informed_at":null,"censored_at":null,)"
                              R"("hours":4,"hours_at_least":3.5,"holds":[],"held_hours":0,"moves":0,"reappeared":false})"));
  EXPECT_THAT(json, HasSubstr(R"("police_informed_at":"2030-01-01T02:00:00.000Z")"));
  EXPECT_THAT(json, HasSubstr(R"("holds":[{"from":"2030-01-01T00:00:00.000Z","to":"2030-01-01T02:00:00.000Z"},)"
                              R"({"from":"2030-01-01T04:00:00.000Z","to":"2030-01-01T06:00:00.000Z"}],"held_hours":2)"));
  EXPECT_THAT(json, HasSubstr("Not recorded: what police or partners are told by telephone"));
  EXPECT_THAT(json, Not(HasSubstr("Hosting")));

  const auto csv = cases_csv(day.cases, query);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), static_cast<std::ptrdiff_t>(day.cases.list.size() + 1));
  EXPECT_THAT(csv, HasSubstr(",last_seen_online_at,gone_at,police_informed_at,partner_informed_at,censored_at,"));
  const auto table = cases_table(day.cases, query);
  EXPECT_THAT(table, HasSubstr("2030-01-01T04:00:00.000Z/2030-01-01T06:00:00.000Z"));
  EXPECT_THAT(table, HasSubstr("Not recorded: what"));
  EXPECT_THAT(cases_json(day.cases, {Grouping::all, hour(30), {}, hour(30)}), HasSubstr(R"("cases":[])"));
}

}  // namespace
}  // namespace redress::report
