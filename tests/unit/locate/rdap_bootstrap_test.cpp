#include "engine/locate/rdap_bootstrap.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

constexpr const char* kDns = R"({"version":"1.0","publication":"2030-01-01T00:00:00Z","services":[
  [["example","Test"],["http://rdap.plain.example/","https://rdap.registry.example/v1"]],
  [["co.example"],["https://rdap.second.example/"]],
  [["broken"],["ftp://rdap.x.example/","https://u@rdap.x.example/","https://rdap.x.example/?q","https://rdap x.example/","https://localhost/",7]],
  [["old"],["http://rdap.old.example:8080/base"]]]})";
constexpr const char* kV4 =
    R"({"services":[[["192.0.0.0/8","198.0.0.0/8"],["https://big.example/"]],[["192.0.2.0/24"],["https://small.example/rdap/"]],
  [["10.0.0.1/8","2001:db8::/32","x"],["https://never.example/"]]]})";
constexpr const char* kV6 = R"({"services":[[["2001::/16"],["https://big.example/"]],[["2001:db8::/32"],["https://small.example/"]]]})";
constexpr const char* kAsn = R"({"services":[[["64496-64511","65536"],["https://as.example/"]],[["64500-64501"],["https://inner.example/"]],
  [["9-1","x","4294967296"],["https://never.example/"]]]})";

RdapBootstrap loaded() {
  RdapBootstrap bootstrap;
  EXPECT_TRUE(bootstrap.load(BootstrapFile::dns, kDns));
  EXPECT_TRUE(bootstrap.load(BootstrapFile::ipv4, kV4));
  EXPECT_TRUE(bootstrap.load(BootstrapFile::ipv6, kV6));
  EXPECT_TRUE(bootstrap.load(BootstrapFile::asn, kAsn));
  return bootstrap;
}

// The longest match decides, https goes first, and the question is appended to the base with one slash.
TEST(RdapBootstrap, FindsServers) {
  const RdapBootstrap bootstrap = loaded();
  EXPECT_EQ(bootstrap.url_for_domain("Hoster.EXAMPLE"), "https://rdap.registry.example/v1/domain/hoster.example");
  EXPECT_EQ(bootstrap.servers_for_domain("hoster.example"),
            std::vector<std::string>({"https://rdap.registry.example/v1/", "http://rdap.plain.example/"}));
  EXPECT_EQ(bootstrap.url_for_domain("a.b.co.example."), "https://rdap.second.example/domain/a.b.co.example");
  EXPECT_EQ(bootstrap.url_for_domain("x.test"), "https://rdap.registry.example/v1/domain/x.test");
  EXPECT_EQ(bootstrap.url_for_domain("x.old"), "http://rdap.old.example:8080/base/domain/x.old");
  EXPECT_EQ(bootstrap.url_for(*parse_address("192.0.2.1")), "https://small.example/rdap/ip/192.0.2.1");
  EXPECT_EQ(bootstrap.url_for(*parse_address("192.0.3.1")), "https://big.example/ip/192.0.3.1");
  EXPECT_EQ(bootstrap.url_for(*parse_address("2001:DB8:0::1")), "https://small.example/ip/2001:db8::1");
  EXPECT_EQ(bootstrap.url_for_autnum(64496), "https://as.example/autnum/64496");
  EXPECT_EQ(bootstrap.url_for_autnum(64500), "https://inner.example/autnum/64500");
  EXPECT_EQ(bootstrap.url_for_autnum(65536), "https://as.example/autnum/65536");
  EXPECT_EQ(bootstrap.publication(BootstrapFile::dns), "2030-01-01T00:00:00Z");
}

// Without a registry, or for what is no name, there is no question; unusable base URLs do not become one.
TEST(RdapBootstrap, SaysWhenThereIsNone) {
  const RdapBootstrap bootstrap = loaded();
  for (const char* name :
       {"x.broken", "x.unknown", "example", "", "a b.example", "a/../b.example", "m\xc3\xbcnchen.example", "a@b.example"}) {
    EXPECT_FALSE(bootstrap.url_for_domain(name)) << name;
  }
  EXPECT_FALSE(bootstrap.url_for(*parse_address("10.0.0.1")));
  EXPECT_FALSE(bootstrap.url_for(*parse_address("2a00::1")));
  EXPECT_FALSE(bootstrap.url_for_autnum(1));
}

// A bad file is refused with its reason, and what was loaded before stays.
TEST(RdapBootstrap, KeepsTheOldFile) {
  RdapBootstrap bootstrap = loaded();
  EXPECT_EQ(bootstrap.load(BootstrapFile::ipv4, "<html>").error(), BootstrapError::not_json);
  EXPECT_EQ(bootstrap.load(BootstrapFile::ipv4, "[]").error(), BootstrapError::not_shaped);
  EXPECT_EQ(bootstrap.load(BootstrapFile::ipv4, R"({"services":[["a","b"]]})").error(), BootstrapError::not_shaped);
  EXPECT_EQ(bootstrap.load(BootstrapFile::ipv4, R"({"services":[]})").error(), BootstrapError::no_entries);
  EXPECT_EQ(bootstrap.load(BootstrapFile::ipv4, kV6).error(), BootstrapError::no_entries);
  EXPECT_TRUE(bootstrap.url_for(*parse_address("192.0.2.1")));
}

// A root entry answers for every name that has no better one.
TEST(RdapBootstrap, RootEntry) {
  RdapBootstrap bootstrap;
  ASSERT_TRUE(bootstrap.load(BootstrapFile::dns, R"({"services":[[[""],["https://root.example/"]],[["test"],["https://t.example/"]]]})"));
  EXPECT_EQ(bootstrap.url_for_domain("a.example"), "https://root.example/domain/a.example");
  EXPECT_EQ(bootstrap.url_for_domain("a.test"), "https://t.example/domain/a.test");
}

}  // namespace
}  // namespace redress
