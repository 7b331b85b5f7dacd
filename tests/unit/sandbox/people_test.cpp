// People who turn to a helpline, partner hotlines that hand things over, and the desk of police.
#include "sandbox/partners/hand_overs.hpp"
#include "sandbox/partners/persons.hpp"
#include "tests/unit/sandbox/mails.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace redress::sandbox {
namespace {

using testing::HasSubstr;

// The same people in each world of a seed, all within the day, with pages that are online; one takes the consent back, one withdraws, one
// agrees to nothing, and one names what another has named.
TEST(Persons, AreTheSameForASeed) {
  World world(3, {.items = 0}), again(3, {.items = 0});
  const auto persons = add_persons(world, 36, {});
  const auto twins = add_persons(again, 36, {});
  ASSERT_EQ(persons.size(), 36U);
  std::set<std::string> urls;
  std::size_t places = 0;
  for (std::size_t i = 0; i < persons.size(); ++i) {
    EXPECT_EQ(persons[i].urls, twins[i].urls);
    EXPECT_EQ(persons[i].asks_at, twins[i].asks_at);
    EXPECT_LT(persons[i].asks_at, world.options().origin + hours{24});
    EXPECT_FALSE(persons[i].takes_consent_back_after && persons[i].withdraws_after);
    places += persons[i].urls.size();
    for (const auto& url : persons[i].urls) {
      urls.insert(url);
      EXPECT_TRUE(world.truth(url).has_value()) << url;
    }
  }
  EXPECT_EQ(urls.size() + 1, places) << "one place is named twice";
  const auto count = [&](auto&& is) { return std::count_if(persons.begin(), persons.end(), is); };
  EXPECT_EQ(count([](const Person& one) { return one.takes_consent_back_after.has_value(); }), 1);
  EXPECT_EQ(count([](const Person& one) { return one.withdraws_after.has_value(); }), 1);
  EXPECT_EQ(count([](const Person& one) { return one.agreeing == Agreeing::never; }), 1);
  EXPECT_GE(count([](const Person& one) { return one.answering == Answering::never; }), 1);
  EXPECT_GE(count([](const Person& one) { return one.answering == Answering::late; }), 1);
}

// Whoever answers says what is there when they look; where nothing answers they cannot tell.
TEST(Persons, SayWhatTheySee) {
  SmallWorld small(Behaviour::silent);
  Person person;
  person.answering = Answering::prompt;
  const auto soon = answers_at(person, 1, "first", day_start());
  ASSERT_TRUE(soon.has_value());
  EXPECT_LE(*soon, day_start() + hours{2});
  EXPECT_EQ(answers_at(person, 1, "first", day_start()), soon);
  person.answering = Answering::late;
  EXPECT_GE(answers_at(person, 1, "first", day_start()), day_start() + hours{5});
  person.answering = Answering::never;
  EXPECT_FALSE(answers_at(person, 1, "first", day_start()));
  EXPECT_EQ(sees_it(small.world, small.urls[0], day_start()), true);
  small.world.change_page(small.urls[0], day_start() + hours{1}, PageKind::soft_404);
  EXPECT_EQ(sees_it(small.world, small.urls[0], day_start() + hours{2}), false);
  small.world.change_page(small.urls[0], day_start() + hours{3}, PageKind::timeout);
  EXPECT_FALSE(sees_it(small.world, small.urls[0], day_start() + hours{4}));
}

// Each row names a page of ours by its partner's own reference and verdict, told before it comes; nobody hands over without partners.
TEST(HandOvers, NameWhatLiesAtHome) {
  World world(4, {.items = 0});
  EXPECT_TRUE(make_hand_overs(world, 5).empty());
  Party partner;
  partner.kind = PartyKind::partner_hotline;
  for (const char* country : {"DE", "FR", ""}) {
    partner.name = "Hotline " + std::string(country);
    partner.domain = "hotline-" + std::string(country) + "x.example";
    partner.abuse_mailbox = "intake@" + partner.domain;
    partner.country = country;
    world.add_party(partner);
  }
  const auto hand_overs = make_hand_overs(world, 40);
  std::size_t rows = 0;
  std::set<std::string> partners;
  UtcTime last = world.options().origin;
  for (const auto& one : hand_overs) {
    EXPECT_GE(one.arrives_at, last);
    last = one.arrives_at;
    rows += one.rows;
    partners.insert(one.partner);
    std::istringstream lines(one.text);
    for (std::string line; std::getline(lines, line);) {
      const auto row = nlohmann::json::parse(line);
      const auto items = world.items();
      const auto item = std::find_if(items.begin(), items.end(), [&](const ItemView& view) { return view.url == row.at("url"); });
      ASSERT_NE(item, items.end());
      EXPECT_EQ(item->country, "NL");
      EXPECT_TRUE(row.at("classification") == "baseline" || row.at("classification") == "national");
      EXPECT_LT(parse_rfc3339(row.at("told_at").get<std::string>()), one.arrives_at);
    }
  }
  EXPECT_EQ(rows, 40U);
  EXPECT_EQ(partners.size(), 2U) << "the exchange itself hands over nothing";
}

// A desk of police confirms a list by hand within five hours; of single things some lie until they are asked after, then they are
// confirmed, too.
TEST(PoliceDesk, ConfirmsListsAndForgetsSomeSingleThings) {
  World world(1, {.items = 0, .broken_connection_share = 0, .standing_cast = false});
  Party party;
  party.name = "Police Desk";
  party.kind = PartyKind::police;
  party.domain = "police-desk.example";
  party.abuse_mailbox = "desk@police-desk.example";
  party.country = "NL";
  party.behaviour = Behaviour::slow;
  world.add_party(party);
  party.kind = PartyKind::hoster;
  party.domain = "host.example";
  party.abuse_mailbox = "abuse@host.example";
  const auto site = world.add_site("pics.example", world.add_party(party));
  std::vector<std::string> urls;
  for (int i = 0; i < 40; ++i) urls.push_back(world.add_item(site, "/" + std::to_string(i)));
  const auto mails = [&](UtcTime at) { return world.mail_since("hotline.test", 0, at).size(); };
  const auto send = [&](const std::string& reference, std::vector<std::string> named, UtcTime at) {
    ASSERT_EQ(world.on_notice(notice_of(reference, "desk@police-desk.example", std::move(named)), at).code, 250);
  };
  send("N-LIST-0000-1", {urls[0], urls[1]}, day_start());
  EXPECT_EQ(mails(day_start() + minutes{29}), 0U) << "no machine confirms";
  ASSERT_EQ(mails(day_start() + hours{5}), 1U);
  EXPECT_THAT(*world.mail_since("hotline.test", 0, day_start() + hours{5}).front().text, HasSubstr("looking into your notice"));
  for (std::size_t i = 2; i < urls.size(); ++i) send("N-ONCE-" + std::to_string(1000 + i) + "-1", {urls[i]}, day_start() + hours{6});
  const auto confirmed = mails(day_start() + hours{11}) - 1;
  EXPECT_GT(confirmed, 20U);
  EXPECT_LT(confirmed, 38U);
  for (std::size_t i = 2; i < urls.size(); ++i) send("N-AGAIN-" + std::to_string(1000 + i) + "-1", {urls[i]}, day_start() + hours{12});
  EXPECT_EQ(mails(day_start() + hours{17}), 1 + confirmed + 38);
  for (const auto& url : urls) EXPECT_EQ(world.page(url, day_start() + hours{1000}).kind, PageKind::content) << "nothing is taken down";
}

}  // namespace
}  // namespace redress::sandbox
