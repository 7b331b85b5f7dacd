#include "tests/unit/sandbox/mails.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redress::sandbox {
namespace {

using testing::HasSubstr;
using testing::Not;

// A prompt desk removes what the notice names within three hours, says so, and touches nothing else on the same site.
TEST(Behaviours, PromptTouchesOnlyWhatIsNamed) {
  SmallWorld small(Behaviour::prompt);
  const auto start = day_start();
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0], small.urls[1]}, start).code, 250);
  EXPECT_EQ(small.world.page(small.urls[0], start + minutes{19}).kind, PageKind::content);
  EXPECT_NE(small.world.page(small.urls[0], start + hours{3}).kind, PageKind::content);
  EXPECT_NE(small.world.page(small.urls[1], start + hours{3}).kind, PageKind::content);
  EXPECT_EQ(small.world.page(small.urls[2], start + hours{100}).kind, PageKind::content);
  EXPECT_THAT(small.mails(start + minutes{4}), HasSubstr("Auto-Submitted: auto-replied"));
  EXPECT_THAT(small.mails(start + minutes{4}), HasSubstr("[Ticket#"));
  EXPECT_THAT(small.mails(start + minutes{4}), Not(HasSubstr("has been removed")));
  EXPECT_THAT(small.mails(start + hours{4}), HasSubstr("has been removed"));
  EXPECT_THAT(small.mails(start + hours{4}), HasSubstr("> Please remove what is listed below."));
}

// A slow desk promises, and acts within five hours once it is reminded.
TEST(Behaviours, SlowActsOnTheReminder) {
  SmallWorld small(Behaviour::slow);
  const auto start = day_start();
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0]}, start).code, 250);
  EXPECT_EQ(small.world.page(small.urls[0], start + hours{19}).kind, PageKind::content);
  EXPECT_THAT(small.mails(start + hours{6}), HasSubstr("looking into your notice"));
  ASSERT_EQ(small.send("N-AAAA-BBBB-2", {small.urls[0]}, start + hours{12}).code, 250);
  EXPECT_NE(small.world.page(small.urls[0], start + hours{17}).kind, PageKind::content);
}

// A silent desk takes everything and never says or does anything, however often it is told.
TEST(Behaviours, SilentDoesNothing) {
  SmallWorld small(Behaviour::silent);
  for (int i = 0; i < 5; ++i) ASSERT_EQ(small.send("N-AAAA-BBBB-" + std::to_string(i), small.urls, day_start() + hours{i * 24}).code, 250);
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{1000}).kind, PageKind::content);
  EXPECT_EQ(small.mails(day_start() + hours{1000}), "");
}

TEST(Behaviours, RefusingSaysNoOnce) {
  SmallWorld small(Behaviour::refusing);
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0]}, day_start()).code, 250);
  EXPECT_THAT(small.mails(day_start() + hours{6}), HasSubstr("We will not act"));
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{1000}).kind, PageKind::content);
  ASSERT_EQ(small.send("N-AAAA-BBBB-2", {small.urls[0]}, day_start() + hours{24}).code, 250);
  EXPECT_EQ(small.world.totals(day_start() + hours{100}).answers, 1U);
}

// A contesting desk gives in when an illegal page is upheld, never for one that is not illegal.
TEST(Behaviours, ContestingGivesInWhenUpheld) {
  SmallWorld small(Behaviour::contesting);
  const auto legal = small.world.add_item(small.site, "/legal", Truth::not_illegal);
  for (const auto& url : {small.urls[0], legal}) {
    ASSERT_EQ(small.send("N-AAAA-" + url.substr(url.size() - 1) + "BBB-1", {url}, day_start()).code, 250);
    EXPECT_EQ(small.world.page(url, day_start() + hours{23}).kind, PageKind::content);
    ASSERT_EQ(small.send("N-AAAA-" + url.substr(url.size() - 1) + "BBB-2", {url}, day_start() + hours{24}).code, 250);
  }
  EXPECT_THAT(small.mails(day_start() + hours{5}), HasSubstr("We disagree"));
  EXPECT_NE(small.world.page(small.urls[0], day_start() + hours{31}).kind, PageKind::content);
  EXPECT_EQ(small.world.page(legal, day_start() + hours{1000}).kind, PageKind::content);
}

// A bounce goes to the envelope's sender as an RFC 3464 report that names the recipient and returns our header.
TEST(Behaviours, BouncingReturnsAReport) {
  SmallWorld small(Behaviour::bouncing);
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0]}, day_start()).code, 250);
  const auto mails = small.mails(day_start() + minutes{20});
  EXPECT_THAT(mails, HasSubstr("report-type=delivery-status"));
  EXPECT_THAT(mails, HasSubstr("Final-Recipient: rfc822; abuse@proefhoster.example"));
  EXPECT_THAT(mails, HasSubstr("Action: failed"));
  EXPECT_THAT(mails, HasSubstr("In-Reply-To: <N-AAAA-BBBB-1@hotline.test>"));
  EXPECT_THAT(mails, HasSubstr("Return-Path: <>"));
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{1000}).kind, PageKind::content);
}

// A liar says "removed" and the page is still there.
TEST(Behaviours, LyingSaysRemovedAndIsNot) {
  SmallWorld small(Behaviour::lying);
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0]}, day_start()).code, 250);
  EXPECT_THAT(small.mails(day_start() + hours{3}), HasSubstr("has been removed"));
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{1000}).status, 200);
}

// A moving site turns up, whole and online, at another hoster's address and in its register entry.
TEST(Behaviours, MovingGoesToAnotherHoster) {
  SmallWorld small(Behaviour::moving);
  const auto before = small.world.resolve("pics.example", day_start());
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0]}, day_start()).code, 250);
  EXPECT_EQ(small.world.resolve("pics.example", day_start() + minutes{59}), before);
  const auto after = small.world.resolve("pics.example", day_start() + hours{6});
  ASSERT_TRUE(after);
  EXPECT_NE(after, before);
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{7}).kind, PageKind::content);
  EXPECT_THAT(small.world.rdap(*after, day_start() + hours{7}).body, HasSubstr("abuse@ailleurs.example"));
  // Told again, the old hoster says whose it is now.
  ASSERT_EQ(small.send("N-AAAA-BBBB-2", {small.urls[0]}, day_start() + hours{24}).code, 250);
  EXPECT_THAT(small.mails(day_start() + hours{48}), HasSubstr("now hosted by: Ailleurs"));
}

// What is re-uploaded is gone for a day, then back; the second notice makes it go for good.
TEST(Behaviours, ReuploadingComesBackOnce) {
  SmallWorld small(Behaviour::reuploading);
  ASSERT_EQ(small.send("N-AAAA-BBBB-1", {small.urls[0]}, day_start()).code, 250);
  EXPECT_NE(small.world.page(small.urls[0], day_start() + hours{4}).kind, PageKind::content);
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{30}).kind, PageKind::content);
  ASSERT_EQ(small.send("N-AAAA-BBBB-2", {small.urls[0]}, day_start() + hours{31}).code, 250);
  EXPECT_NE(small.world.page(small.urls[0], day_start() + hours{1000}).kind, PageKind::content);
}

// After its number of mails an hour a limiting server says 450, then 421, and takes mail again an hour later.
TEST(Behaviours, RateLimitingTurnsAwayAndRecovers) {
  SmallWorld small(Behaviour::rate_limiting);
  std::vector<int> codes;
  for (int i = 0; i < 42; ++i) codes.push_back(small.world.on_recipient("ntd@hotline.test", "abuse@proefhoster.example", day_start()).code);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), 250), 20);
  EXPECT_EQ(codes[20], 450);
  EXPECT_EQ(codes[41], 421);
  EXPECT_EQ(small.world.on_recipient("ntd@hotline.test", "abuse@proefhoster.example", day_start() + hours{1}).code, 250);
}

// While a hoster is down neither its mail nor its pages answer; afterwards both do.
TEST(Behaviours, DownForHours) {
  SmallWorld small(Behaviour::down_for_hours);
  std::size_t down = 0;
  for (int minute = 0; minute < 24 * 60; minute += 10) {
    const auto at = day_start() + minutes{minute};
    const auto code = small.world.on_recipient("ntd@hotline.test", "abuse@proefhoster.example", at).code;
    const auto page = small.world.page(small.urls[0], at).kind;
    EXPECT_EQ(code == 451, page == PageKind::connection_refused) << minute;
    down += code == 451 ? 1 : 0;
  }
  EXPECT_GE(down, 2U * 2 * 6);
  EXPECT_LE(down, 2U * 5 * 6 + 2);
}

// The greylist knows a sender without its token, so a notice with a reply address of its own gets through on the second try.
TEST(Behaviours, GreylistingTakesTheSecondTry) {
  SmallWorld small(Behaviour::greylisting);
  const auto ask = [&](const char* sender, Milliseconds after) {
    return small.world.on_recipient(sender, "abuse@proefhoster.example", day_start() + after).code;
  };
  EXPECT_EQ(ask("ntd+one@hotline.test", minutes{0}), 450);
  EXPECT_EQ(ask("ntd+one@hotline.test", minutes{4}), 450);
  EXPECT_EQ(ask("ntd+two@hotline.test", minutes{5}), 250);
  EXPECT_EQ(ask("other@hotline.test", minutes{6}), 450);
}

// A retraction changes nothing online and is acknowledged.
TEST(Behaviours, RetractionIsNoted) {
  SmallWorld small(Behaviour::prompt);
  auto notice = notice_of("N-AAAA-BBBB-1", "abuse@proefhoster.example", {small.urls[0]});
  notice.retraction = true;
  ASSERT_EQ(small.world.on_notice(notice, day_start()).code, 250);
  EXPECT_THAT(small.mails(day_start() + hours{4}), HasSubstr("withdrawal of your notice"));
  EXPECT_EQ(small.world.page(small.urls[0], day_start() + hours{1000}).kind, PageKind::content);
}

}  // namespace
}  // namespace redress::sandbox
