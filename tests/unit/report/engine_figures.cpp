// The figures over what the real engine writes: the hand-written day must not know events otherwise than they are.
#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/report/cases.hpp"
#include "tests/support/sim_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redress::simulation {
namespace {

using testing::HasSubstr;

constexpr int kReports = 30;    // the shipped rule calls more than 25 an hour on one locator a flood
constexpr int kNoFlood = 25;

void file(SimWorld& world, const std::string& url, int number) {
  runtime::FiledReport filed;
  auto& report = filed.report;
  report.source = number == 0 ? "partner-hotline.example" : "webform";
  report.external_reference = "S-" + std::to_string(number);
  auto item = item_from_url(url, {}, {});
  ASSERT_TRUE(item);
  if (number == 0) item->source_verdict = Verdict::illegal_baseline;
  report.items.push_back(std::move(*item));
  filed.digest = content_digest(report);
  runtime::FileReports work;
  work.desk = "hotline";
  work.reports.push_back(std::move(filed));
  world.file(std::move(work));
  world.settle();
}

void act(SimWorld& world, runtime::ActKind kind, ItemId item, Actor by, std::optional<UtcTime> until = {}) {
  runtime::Act act;
  act.kind = kind;
  act.subject = item.value;
  act.by = std::move(by);
  act.reason = "test";
  act.until = until;
  bool done = false;
  world.act(std::move(act), [&](const runtime::ActResult& result) { done = result.done; });
  world.settle();
  EXPECT_TRUE(done);
}

// One page, reported thirty times within an hour, notified, held for three hours, released, removed: one case, one hold, and the reports
// above the flood's limit as a line of their own.
TEST(EngineFigures, OneCaseFromReportToRemoval) {
  SimOptions options;
  options.partners.standing_cast = false;
  SimWorld world(options);
  sandbox::Party party;
  party.name = "quick";
  party.domain = "quick.example";
  party.abuse_mailbox = "abuse@quick.example";
  party.country = "NL";
  party.behaviour = sandbox::Behaviour::slow;
  const auto site = world.partners().add_site("pics.example", world.partners().add_party(party));
  const auto url = world.partners().add_item(site, "/v/1.html");
  world.load_directory();
  world.settle();
  const auto received = world.engine_now();
  for (int i = 0; i < kReports; ++i) file(world, url, i);
  const auto item = world.item_of(url);
  ASSERT_TRUE(item);
  world.run_for(hours{1});
  const auto asked = world.engine_now();
  act(world, runtime::ActKind::hold, *item, {ActorKind::partner, "police"}, asked + hours{10});
  world.run_for(hours{3});
  const auto released = world.engine_now();
  act(world, runtime::ActKind::release_hold, *item, {ActorKind::lead, "lotte"});
  world.run_for(hours{24 * 8});
  EXPECT_THAT(world.complaints(), testing::IsEmpty());

  const auto cases = report::case_times(world.reader(), world.engine_now());
  ASSERT_EQ(cases.list.size(), 1U) << "repeats open nothing";
  const auto& one = cases.list.front();
  EXPECT_EQ(one.outcome, report::Outcome::gone);
  EXPECT_EQ(one.received, received);
  ASSERT_TRUE(one.assessed && one.first_attempt && one.relay_accepted && one.recipient_accepted && one.last_online && one.gone);
  EXPECT_LE(received, *one.assessed);
  EXPECT_LE(*one.assessed, *one.first_attempt);
  EXPECT_LE(*one.first_attempt, *one.relay_accepted);
  EXPECT_LE(*one.relay_accepted, *one.recipient_accepted);
  EXPECT_LT(*one.last_online, *one.gone);
  EXPECT_EQ(one.hoster, world.reader().find_recipient("quick"));
  EXPECT_EQ(one.country, "NL");
  EXPECT_EQ(one.channel, "abuse_mail");
  EXPECT_FALSE(one.regime.empty());
  ASSERT_EQ(one.holds.size(), 1U);
  EXPECT_EQ(one.holds[0].from, asked);
  EXPECT_EQ(one.holds[0].to, released);
  EXPECT_EQ(one.held, released - asked);

  const auto figures = report::latency(cases, {report::Grouping::all, {}, {}, world.engine_now()}, {});
  EXPECT_EQ(figures.flood_reports, static_cast<std::size_t>(kReports - kNoFlood));
  EXPECT_EQ(figures.lines.at(0).held, 1U);
  EXPECT_THAT(report::to_table(figures), HasSubstr("Floods: 5 reports"));
}

}  // namespace
}  // namespace redress::simulation
