#include "engine/transport/resolver.hpp"

#include "loopback.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace redress {
namespace {

test::DnsServer::Zone zone_of(const std::string& name) {
  if (name == "both.test") return {.records = {{1, "192.0.2.1"}, {1, "192.0.2.2"}, {28, "2001:db8::1"}}};
  if (name == "six.test") return {.records = {{28, "2001:db8::6"}}};
  if (name == "mail.test") return {.records = {{15, "20 second.test"}, {15, "10 first.test"}, {16, "v=spf1 -all"}}};
  if (name == "nomail.test") return {.records = {{15, "0 ."}}};
  if (name == "bare.test") return {};
  if (name == "broken.test") return {.fails = true};
  if (name == "silent.test") return {.silent = true};
  return {.exists = false};
}

// "No such name", "no such record" and "no answer" are three things, asked of one name server.
TEST(DnsClient, TellsAbsenceFromSilence) {
  test::DnsServer server(zone_of);
  const auto resolver = make_resolver({server.address()}, Milliseconds{100});
  const auto both = resolver->addresses("both.test");
  EXPECT_EQ(both.status, NameStatus::found);
  EXPECT_EQ(both.addresses, (std::vector<std::string>{"192.0.2.1", "192.0.2.2", "2001:db8::1"}));
  EXPECT_EQ(resolver->addresses("six.test").addresses, std::vector<std::string>{"2001:db8::6"});
  EXPECT_EQ(resolver->addresses("absent.test").status, NameStatus::no_such_name);
  EXPECT_EQ(resolver->addresses("bare.test").status, NameStatus::no_data);
  EXPECT_EQ(resolver->addresses("broken.test").status, NameStatus::failed);
  EXPECT_EQ(resolver->addresses("silent.test").status, NameStatus::failed);
  for (const char* name : {"", "a b.test", "a\nb.test"}) EXPECT_EQ(resolver->addresses(name).status, NameStatus::failed);
}

// Mail hosts come best first, and a null MX is no mail host but a statement.
TEST(DnsClient, MailHostsAndTexts) {
  test::DnsServer server(zone_of);
  const auto resolver = make_resolver({server.address()}, Milliseconds{100});
  const auto hosts = resolver->mail_hosts("mail.test");
  ASSERT_EQ(hosts.hosts.size(), 2U);
  EXPECT_EQ(hosts.hosts[0].name, "first.test");
  EXPECT_FALSE(hosts.takes_no_mail);
  const auto none = resolver->mail_hosts("nomail.test");
  EXPECT_EQ(none.status, NameStatus::found);
  EXPECT_TRUE(none.takes_no_mail);
  EXPECT_TRUE(none.hosts.empty());
  EXPECT_EQ(resolver->mail_hosts("both.test").status, NameStatus::no_data);
  EXPECT_EQ(resolver->mail_hosts("absent.test").status, NameStatus::no_such_name);
  EXPECT_EQ(resolver->texts("mail.test").texts, std::vector<std::string>{"v=spf1 -all"});
}

// A filter that answers "no such name" is not believed alone: every name server that is configured has to say it.
TEST(DnsClient, NoSuchNameIsSaidByAll) {
  test::DnsServer filter([](const std::string&) -> test::DnsServer::Zone { return {.exists = false}; });
  test::DnsServer honest(zone_of);
  const auto resolver = make_resolver({filter.address(), honest.address()}, Milliseconds{100});
  EXPECT_EQ(resolver->addresses("six.test").addresses, std::vector<std::string>{"2001:db8::6"});
  EXPECT_EQ(resolver->addresses("absent.test").status, NameStatus::no_such_name);
  EXPECT_EQ(resolver->addresses("broken.test").status, NameStatus::failed);
  EXPECT_EQ(resolver->addresses("silent.test").status, NameStatus::failed);
  EXPECT_EQ(resolver->addresses("bare.test").status, NameStatus::no_data);
}

// Names of other systems never leave this machine as a question, of whatever kind.
TEST(DnsClient, NamesOutsideTheDnsAreNotAsked) {
  std::atomic<int> questions{0};
  test::DnsServer server([&](const std::string&) -> test::DnsServer::Zone {
    ++questions;
    return {.exists = false};
  });
  const auto resolver = make_resolver({server.address()}, Milliseconds{100});
  for (const char* name : {"abc.onion", "a.b.ONION", "abc.onion.", "onion", "a.i2p", "a.bit", "a.eth", "printer.local", "localhost", "a.localhost", "x.internal",
                           "router.home.arpa"}) {
    EXPECT_TRUE(is_outside_dns(name)) << name;
    EXPECT_EQ(resolver->addresses(name).status, NameStatus::failed) << name;
    EXPECT_EQ(resolver->mail_hosts(name).status, NameStatus::failed) << name;
    EXPECT_EQ(resolver->texts(name).status, NameStatus::failed) << name;
  }
  EXPECT_EQ(questions, 0);
  for (const char* name : {"onion.example", "myonion.example", "notonion", "local.example", "home.arpa.example", "arpa", ""}) EXPECT_FALSE(is_outside_dns(name)) << name;
}

TEST(DnsClient, RefusesServersThatAreNone) { EXPECT_THROW((void)make_resolver({"name.test"}, Milliseconds{100}), std::invalid_argument); }

}  // namespace
}  // namespace redress
