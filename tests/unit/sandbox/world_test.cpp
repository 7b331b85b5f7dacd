#include "sandbox/partners/chance.hpp"
#include "sandbox/partners/notice_reader.hpp"
#include "tests/unit/sandbox/mails.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <thread>

namespace redress::sandbox {
namespace {

using testing::HasSubstr;

// The numbers are part of the interface: a seed printed by one machine must give the same run on another.
TEST(Chance, SameNumbersEverywhere) {
  Chance chance(7, {"a", "b"});
  EXPECT_EQ(mix(7, {"a", "b"}), mix(7, {"a", "b"}));
  EXPECT_NE(mix(7, {"ab", ""}), mix(7, {"a", "b"}));
  std::mt19937_64 engine(mix(7, {"a", "b"}));
  EXPECT_EQ(chance.below(1000), engine() % 1000);
}

// Same seed, same world and the same consequences; another seed, another world.
TEST(World, DeterministicPerSeed) {
  const auto print = [](std::uint64_t seed) {
    World world(seed, {.items = 300});
    std::string text;
    for (const auto& item : world.items()) text += item.url + item.address + item.referrer + std::string(name_of(item.truth)) + "\n";
    int number = 1000;
    for (const auto& item : world.items()) {
      for (const auto& party : world.parties())
        if (party.name == item.hoster)
          (void)world.on_notice(notice_of("N-AAAA-" + std::to_string(number++) + "-1", party.abuse_mailbox, {item.url}), day_start());
    }
    for (const auto& mail : world.mail_since("hotline.test", 0, day_start() + hours{72})) text += *mail.text;
    return text + world.truth_json(day_start() + hours{30});
  };
  EXPECT_EQ(print(5), print(5));
  EXPECT_NE(print(5), print(6));
}

// What a desk does about a page does not depend on whom else was written to before.
TEST(World, OrderOfPartnersDoesNotMatter) {
  World one(3, {.items = 100, .broken_connection_share = 0});
  World two(3, {.items = 100, .broken_connection_share = 0});
  const auto tell = [](World& world, const ItemView& item) {
    for (const auto& party : world.parties())
      if (party.name == item.hoster)
        (void)world.on_notice(notice_of("N-" + item.url.substr(7, 4) + "-AAAA-1" + item.url, party.abuse_mailbox, {item.url}), day_start());
  };
  const auto items = one.items();
  for (const auto& item : items) tell(one, item);
  for (auto item = items.rbegin(); item != items.rend(); ++item) tell(two, *item);
  for (const auto& item : items) {
    const auto a = one.history(item.url);
    const auto b = two.history(item.url);
    ASSERT_EQ(a.size(), b.size()) << item.url;
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].at, b[i].at);
  }
}

// The proportions of the seeds hold, every hoster has a block of its own, and no two items share a URL.
TEST(World, Proportions) {
  World world(11, {.items = 4000});
  const auto items = world.items();
  ASSERT_EQ(items.size(), 4000U);
  std::set<std::string> urls;
  double home = 0;
  double illegal = 0;
  for (const auto& item : items) {
    urls.insert(item.url);
    home += item.country == "NL" ? 1 : 0;
    illegal += item.truth == Truth::illegal ? 1 : 0;
    EXPECT_EQ(world.truth(item.url), item.truth);
    EXPECT_EQ(world.resolve(item.host, day_start()), item.address);
    EXPECT_TRUE(item.host.ends_with(".example"));
  }
  EXPECT_EQ(urls.size(), 4000U);
  EXPECT_NEAR(home / 4000, 0.63, 0.03);
  EXPECT_NEAR(illegal / 4000, 0.61, 0.03);
  std::set<std::string> blocks;
  std::set<Behaviour> behaviours;
  for (const auto& party : world.parties()) {
    blocks.insert(party.address_block);
    if (party.kind == PartyKind::hoster) behaviours.insert(party.behaviour);
  }
  EXPECT_EQ(blocks.size(), world.parties().size());
  EXPECT_EQ(behaviours.size(), kBehaviourCount);
}

// A page that wants a referrer hides without it, and shows with it.
TEST(World, ReferrerIsNeeded) {
  SmallWorld small(Behaviour::prompt);
  const auto url = small.world.add_item(small.site, "/hidden", Truth::illegal, "http://board.example/t/1");
  EXPECT_EQ(small.world.page(url, day_start()).status, 404);
  EXPECT_EQ(small.world.page(url, day_start(), "http://board.example/t/1").status, 200);
}

// Spelling of scheme, host and port does not make another page, path and query do.
TEST(World, UrlsAreFoundInOtherSpellings) {
  SmallWorld small(Behaviour::prompt);
  for (const char* same : {"http://PICS.example/a", "https://www.pics.example:8080/a", "http://pics.example/a#part"})
    EXPECT_TRUE(small.world.truth(same)) << same;
  for (const char* other : {"http://pics.example/A", "http://pics.example/a?x", "ftp://pics.example/a", "http:///a", ""})
    EXPECT_FALSE(small.world.truth(other)) << other;
}

// Copies of one notice act once; a copy that says so is a marked duplicate, one that does not is what must never happen.
TEST(World, DuplicatesAreCountedAndActOnce) {
  SmallWorld small(Behaviour::prompt);
  auto notice = notice_of("N-AAAA-BBBB-1", "abuse@proefhoster.example", {small.urls[0]});
  (void)small.world.on_notice(notice, day_start());
  notice.marked_possible_duplicate = true;
  (void)small.world.on_notice(notice, day_start() + minutes{1});
  EXPECT_EQ(small.world.effects("N-AAAA-BBBB-1").taken, 2U);
  EXPECT_EQ(small.world.effects("N-AAAA-BBBB-1").marked, 1U);
  EXPECT_EQ(small.world.effects("N-AAAA-BBBB-1").unmarked_duplicates, 0U);
  notice.marked_possible_duplicate = false;
  (void)small.world.on_notice(notice, day_start() + minutes{2});
  EXPECT_EQ(small.world.effects("N-AAAA-BBBB-1").unmarked_duplicates, 1U);
  const auto totals = small.world.totals(day_start() + hours{5});
  EXPECT_EQ(totals.notices, 1U);
  EXPECT_EQ(totals.duplicates, 2U);
  EXPECT_EQ(totals.answers, 1U);
  EXPECT_EQ(totals.illegal_online, 2U);
  const auto truth = nlohmann::json::parse(small.world.truth_json(day_start() + hours{5}));
  EXPECT_EQ(truth["unmarked_duplicates"], 1);
  EXPECT_EQ(truth["still_online"].size(), 2U);
}

// Connections break about as often as asked, half of the time with the mail taken, and the second try gets through.
TEST(World, BrokenConnectionsAreAmbiguous) {
  World world(2, {.items = 500, .broken_connection_share = 0.4});
  std::size_t taken = 0;
  std::size_t lost = 0;
  for (const auto& item : world.items()) {
    const auto notice = notice_of("N-" + item.url, "abuse@kadeserver.example", {item.url});
    const auto reply = world.on_notice(notice, day_start());
    const auto count = world.effects(notice.reference).taken;
    if (reply.cut == RelayReply::Cut::after_taking) {
      ++taken;
      EXPECT_EQ(count, 1U);
    } else if (reply.cut == RelayReply::Cut::before_taking) {
      ++lost;
      EXPECT_EQ(count, 0U);
    }
  }
  EXPECT_NEAR(static_cast<double>(taken), 100, 35);
  EXPECT_NEAR(static_cast<double>(lost), 100, 35);
  EXPECT_EQ(world.totals(day_start()).connections_broken, taken + lost);
}

// Recipients nobody knows are refused for good, people at the desks' own domains are taken.
TEST(World, RecipientsAreChecked) {
  World world(1, {.items = 20});
  const auto ask = [&](const char* recipient) { return world.on_recipient("ntd@hotline.test", recipient, day_start()).code; };
  EXPECT_EQ(ask("abuse@kadeserver.example"), 250);
  EXPECT_EQ(ask("Abuse@KadeServer.example"), 250);
  EXPECT_EQ(ask("nobody@kadeserver.example"), 550);
  EXPECT_EQ(ask("abuse@no-such-domain.example"), 550);
  EXPECT_EQ(ask("abuse@nullpost.example"), 556);
  EXPECT_EQ(ask("abuse@geenpost.example"), 550);
  EXPECT_EQ(ask("lead@hotline.test"), 250);
  EXPECT_EQ(world.totals(day_start()).refusals.at(550), 3U);
}

// The network above a hoster can act for its customers; the registrar could and will not.
TEST(World, HigherRungsHavePower) {
  World world(4, {.items = 60, .vanishing_share = 0, .broken_connection_share = 0, .only = {Behaviour::silent}});
  for (const auto& item : world.items()) {
    if (item.country != "NL") continue;
    (void)world.on_notice(notice_of("N-REGI-STRA-1", "abuse@naamregister.example", {item.url}), day_start());
    EXPECT_EQ(world.page(item.url, day_start() + hours{40}, item.referrer).status == 404, false);
    (void)world.on_notice(notice_of("N-NETW-ORKS-1", "abuse@tussennet.example", {item.url}), day_start());
    ASSERT_FALSE(world.history(item.url).empty());
    EXPECT_LE(world.history(item.url).front().at, day_start() + hours{3});
    return;
  }
  FAIL() << "no item at home";
}

// Register answers put the abuse mailbox where real registries put it, and a lame one has none.
TEST(World, RdapShapes) {
  World world(1, {.items = 50});
  for (const auto& party : world.parties()) {
    if (party.kind != PartyKind::hoster) continue;
    const auto answer = world.rdap(party.address_block + ".10", day_start());
    ASSERT_EQ(answer.status, 200);
    const auto document = nlohmann::json::parse(answer.body);
    EXPECT_EQ(document["country"], party.country);
    EXPECT_EQ(answer.body.find(party.abuse_mailbox) != std::string::npos, party.rdap != RdapShape::without_abuse_role) << party.name;
    if (party.rdap == RdapShape::arin) {
      EXPECT_EQ(document["entities"][0]["entities"][1]["roles"][0], "abuse");
    }
  }
  EXPECT_EQ(world.rdap("127.9.9.9", day_start()).status, 404);
  EXPECT_EQ(nlohmann::json::parse(world.rdap("nonsense", day_start()).body)["errorCode"], 404);
  const auto domain = nlohmann::json::parse(world.rdap_domain(world.items()[30].host, day_start()).body);
  EXPECT_EQ(domain["objectClassName"], "domain");
}

// Names resolve to the hoster of the moment; null MX, aliases, contact TXT and unknown names are told apart.
TEST(World, DnsAnswers) {
  SmallWorld small(Behaviour::prompt);
  small.world.move_site("pics.example", day_start() + hours{1}, small.other);
  const auto a = small.world.dns("WWW.pics.example", DnsType::a, day_start());
  ASSERT_EQ(a.records.size(), 2U);
  EXPECT_EQ(a.records[0].type, DnsType::cname);
  EXPECT_EQ(a.records[1].value, "127.40.1.10");
  EXPECT_EQ(small.world.dns("pics.example", DnsType::a, day_start() + hours{1}).records[0].value, "127.40.2.10");
  EXPECT_TRUE(small.world.dns("pics.example", DnsType::aaaa, day_start()).name_exists);
  EXPECT_FALSE(small.world.dns("nobody.example", DnsType::a, day_start()).name_exists);
  EXPECT_EQ(small.world.dns("proefhoster.example", DnsType::mx, day_start()).records[0].value, "mx.proefhoster.example");
  EXPECT_EQ(small.world.dns("10.1.40.127.abuse-contacts.abusix.zone", DnsType::txt, day_start()).records[0].value,
            "abuse@proefhoster.example");
  World cast(1, {.items = 0});
  const auto null_mx = cast.dns("nullpost.example", DnsType::mx, day_start());
  EXPECT_EQ(null_mx.records[0].preference, 0);
  EXPECT_EQ(null_mx.records[0].value, "");
}

// Mails come in the order of their time whoever asks first, keep their uids, and get new ones only with a new validity.
TEST(World, MailboxOrder) {
  SmallWorld small(Behaviour::silent);
  small.world.post("hotline.test", day_start() + hours{2}, "second");
  small.world.post("hotline.test", day_start() + hours{1}, "first");
  EXPECT_EQ(small.world.next_mail_at(), day_start() + hours{1});
  EXPECT_TRUE(small.world.mail_since("hotline.test", 0, day_start()).empty());
  ASSERT_EQ(small.world.mail_since("hotline.test", 0, day_start() + hours{1}).size(), 1U);
  const auto both = small.world.mail_since("hotline.test", 0, day_start() + hours{3});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(*both[0].text, "first");
  EXPECT_EQ(both[1].uid, 2U);
  EXPECT_EQ(small.world.mail_since("hotline.test", 1, day_start() + hours{3}).size(), 1U);
  EXPECT_TRUE(small.world.mail_since("elsewhere.test", 0, day_start() + hours{3}).empty());
  const auto validity = small.world.uid_validity("hotline.test");
  small.world.renumber("hotline.test");
  EXPECT_GT(small.world.uid_validity("hotline.test"), validity);
}

// A whole mail gives the same consequences as the struct, marked copies included.
TEST(World, ReadsMails) {
  SmallWorld small(Behaviour::prompt);
  const auto raw = mail_of("N-AAAA-BBBB-1", "abuse@proefhoster.example", {small.urls[0], small.urls[1]},
                           "X-Redress-Possible-Duplicate: yes\r\nAuto-Submitted: auto-generated\r\n");
  const auto notice = read_notice(raw);
  EXPECT_EQ(notice.reference, "N-AAAA-BBBB-1");
  EXPECT_EQ(notice.reply_to, "ntd+N-AAAA-BBBB-1@hotline.test");
  EXPECT_EQ(notice.urls, (std::vector<std::string>{small.urls[0], small.urls[1]}));
  EXPECT_TRUE(notice.marked_possible_duplicate);
  EXPECT_TRUE(notice.automatic);
  EXPECT_THAT(notice.text, HasSubstr("Please remove"));
  ASSERT_EQ(small.world.on_mail({"bounce@hotline.test", "abuse@proefhoster.example", raw}, day_start()).code, 250);
  EXPECT_EQ(small.world.effects("N-AAAA-BBBB-1").urls, 2U);
  EXPECT_NE(small.world.page(small.urls[1], day_start() + hours{3}).kind, PageKind::content);
}

// Without X-ARF the list comes from the CSV, else from the words, defused links included; rubbish gives nothing and no crash.
TEST(NoticeReader, FallsBack) {
  const auto csv = read_notice(
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/csv\r\n\r\n"
      "url;seen\r\nhttp://a.example/1;today\r\nhttp://a.example/2;today\r\n--b--\r\n");
  EXPECT_EQ(csv.urls, (std::vector<std::string>{"http://a.example/1", "http://a.example/2"}));
  const auto words = read_notice("Subject: about n-12ab-34cd-5\r\n\r\nSee hxxps://b[.]example/3, and <http://c.example/4>.\r\n");
  EXPECT_EQ(words.urls, (std::vector<std::string>{"https://b.example/3", "http://c.example/4"}));
  EXPECT_EQ(words.reference, "N-12AB-34CD-5");
  EXPECT_EQ(find_reference("XN-12AB-34CD-5 N-12AB-34CD-56 N-12AB-34C"), "");
  for (const auto& rubbish :
       {std::string(), std::string("\0\xff\r\n\r\n", 6), std::string(100'000, '['), std::string("A:\r\n") + std::string(50'000, ':')})
    EXPECT_TRUE(read_notice(rubbish).urls.empty());
  std::string deep = "Content-Type: application/json\r\nMIME-Version: 1.0\r\n\r\n" + std::string(200'000, '[');
  EXPECT_TRUE(read_notice(deep).urls.empty());
}

// Four threads at once, as the servers' are: nothing is lost.
TEST(World, ThreadsShareOneWorld) {
  World world(9, {.items = 400, .broken_connection_share = 0});
  const auto items = world.items();
  std::vector<std::thread> threads;
  for (std::size_t part = 0; part < 4; ++part)
    threads.emplace_back([&, part] {
      for (std::size_t i = part; i < items.size(); i += 4) {
        (void)world.on_notice(notice_of("N-" + std::to_string(i), "abuse@kadeserver.example", {items[i].url}), day_start());
        (void)world.page(items[i].url, day_start() + hours{1});
        (void)world.mail_since("hotline.test", 0, day_start() + minutes{static_cast<int>(i)});
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(world.totals(day_start()).notices, 400U);
}

}  // namespace
}  // namespace redress::sandbox
