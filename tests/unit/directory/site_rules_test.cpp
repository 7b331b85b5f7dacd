#include "engine/directory/directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redress {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kRecipients = R"(recipients:
  - {id: host-a, name: Host A, kind: hoster, country: NL, language: nl}
  - {id: host-b, name: Host B, kind: hoster, country: DE, language: de}
  - {id: cdn, name: Front, kind: proxy, country: US, language: en, addresses: [198.51.100.0/24]}
  - {id: names, name: Names, kind: registrar, country: NL, language: nl}
  - {id: owner, name: Owner, kind: site, country: NL, language: nl}
sites:
)";  // six lines of recipients, the seventh is `sites:`

const UtcTime kNow = *parse_rfc3339("2026-06-01T12:00:00Z");

std::string rule(const std::string& id, const std::string& site, const std::string& says, const std::string& approved = "true",
                 const std::string& validity = "valid_from: 2026-01-01") {
  return "  - {id: " + id + ", site: " + site + ", approved: " + approved + ", " + validity + ", source: a letter, " + says + "}\n";
}

Directory with(const std::string& rules) {
  auto loaded = parse_directory("d.yaml", kRecipients + rules);
  if (!loaded)
    for (const auto& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
  return loaded ? std::move(*loaded) : Directory{};
}

std::string host_of(const Directory& directory, std::string_view host) {
  const auto ruling = directory.ruling(host, kNow);
  return ruling.host ? ruling.host->value.slug + " by " + ruling.host->rule : "nobody";
}

// A rule holds for its site and everything below, and the longest fitting one decides; a name that only ends in the same letters is another's.
TEST(SiteRules, LongestParentDomainDecides) {
  const auto directory = with(rule("wide", "pics.example", "host: {recipient: host-a}") + rule("narrow", "b.pics.example", "host: {recipient: host-b}"));
  EXPECT_EQ(host_of(directory, "pics.example"), "host-a by wide");
  EXPECT_EQ(host_of(directory, "x.y.pics.example"), "host-a by wide");
  EXPECT_EQ(host_of(directory, "b.pics.example"), "host-b by narrow");
  EXPECT_EQ(host_of(directory, "deep.b.pics.example"), "host-b by narrow");
  EXPECT_EQ(host_of(directory, "pics.example."), "host-a by wide");
  EXPECT_EQ(host_of(directory, "otherpics.example"), "nobody");
  EXPECT_EQ(host_of(directory, "example"), "nobody");
  EXPECT_EQ(host_of(directory, ""), "nobody");
  EXPECT_EQ(host_of(directory, std::string(5000, 'a') + ".pics.example"), "nobody");
}

// Each part is the longest rule's that has it: a narrow rule about links leaves what the wide one forbids in force, and an empty list lifts it.
TEST(SiteRules, PartsAreInherited) {
  const auto directory = with(rule("wide", "pics.example", "do_not_contact: [{scope: site, why: police asks}]") +
                              rule("links", "links.pics.example", "only_links: true") +
                              rule("lifted", "free.pics.example", "do_not_contact: []"));
  const auto links = directory.ruling("links.pics.example", kNow);
  EXPECT_THAT(links.rules, ElementsAre("links", "wide"));
  ASSERT_TRUE(links.only_links);
  ASSERT_NE(links.forbids(ContactScope::site, "owner"), nullptr);
  EXPECT_EQ(links.forbids(ContactScope::site, "owner")->why, "police asks");
  EXPECT_EQ(links.forbids(ContactScope::hoster, "host-a"), nullptr);
  EXPECT_EQ(directory.ruling("free.pics.example", kNow).forbids(ContactScope::site, "owner"), nullptr);
}

// Below a suffix, also one of the list's private part, every name is a site of its own; a rule about one says nothing of its neighbours.
TEST(SiteRules, PublicSuffixesAreNoSites) {
  const auto directory = with(rule("blog", "one.github.io", "host: {recipient: host-a}") + rule("uk", "shop.co.uk", "host: {recipient: host-b}"));
  EXPECT_EQ(host_of(directory, "pics.one.github.io"), "host-a by blog");
  EXPECT_EQ(host_of(directory, "two.github.io"), "nobody");
  EXPECT_EQ(host_of(directory, "github.io"), "nobody");
  EXPECT_EQ(host_of(directory, "a.shop.co.uk"), "host-b by uk");
  EXPECT_EQ(host_of(directory, "other.co.uk"), "nobody");
  for (const char* suffix : {"co.uk", "github.io"}) {
    const auto loaded = parse_directory("d.yaml", kRecipients + rule("r", suffix, "only_links: true"));
    ASSERT_FALSE(loaded) << suffix;
    EXPECT_EQ(to_text(loaded.error().front()), "d.yaml:8:19: anybody can have a name below " + std::string(suffix) +
                                                   ", so it is no one site (name the site below it that is meant)");
  }
}

// A site may be an address: that one alone, however it is written.
TEST(SiteRules, SitesWithoutAName) {
  const auto directory = with(rule("v4", "192.0.2.7", "host: {recipient: host-a}") + rule("v6", "\"2001:db8::7\"", "host: {recipient: host-b}"));
  EXPECT_EQ(host_of(directory, "192.0.2.7"), "host-a by v4");
  EXPECT_EQ(host_of(directory, "192.0.2.8"), "nobody");
  EXPECT_EQ(host_of(directory, "[2001:db8::7]"), "host-b by v6");
  EXPECT_EQ(host_of(directory, "2001:db8:0:0::7"), "host-b by v6");
  EXPECT_EQ(host_of(directory, "x.192.0.2.7"), "nobody");
}

// Only what is approved and of today holds; a rule that does not hold leaves the wider one in its place.
TEST(SiteRules, ApprovalAndValidity) {
  const auto directory = with(rule("wide", "pics.example", "host: {recipient: host-a}") +
                              rule("proposed", "a.pics.example", "host: {recipient: host-b}", "false") +
                              rule("ended", "b.pics.example", "host: {recipient: host-b}", "true", "valid_from: 2026-01-01, valid_until: 2026-05-31") +
                              rule("later", "c.pics.example", "host: {recipient: host-b}", "true", "valid_from: 2026-06-02") +
                              rule("last-day", "d.pics.example", "host: {recipient: host-b}", "true", "valid_from: 2026-01-01, valid_until: 2026-06-01"));
  EXPECT_EQ(host_of(directory, "a.pics.example"), "host-a by wide");
  EXPECT_EQ(host_of(directory, "b.pics.example"), "host-a by wide");
  EXPECT_EQ(host_of(directory, "c.pics.example"), "host-a by wide");
  EXPECT_EQ(host_of(directory, "d.pics.example"), "host-b by last-day");
  EXPECT_THAT(directory.ruling("elsewhere.example", kNow).rules, IsEmpty());
}

// A rule comes through with everything that was written.
TEST(SiteRules, RuleIsComplete) {
  const auto directory = with(R"(  - id: full
    site: pics.example
    approved: true
    valid_from: 2026-01-01
    source: letter of the hoster
    real_addresses: [192.0.2.9, "2001:db8::9"]
    proxy: cdn
    registrar: names
    owner: {recipient: owner, kind: dedicated}
    do_not_contact:
      - {recipient: host-b, why: it is theirs}
    only_links: true
    assess: {verdict: illegal_national, sources: [partner.example]}
)");
  const auto ruling = directory.ruling("www.pics.example", kNow);
  ASSERT_TRUE(ruling.addresses && ruling.proxy && ruling.registrar && ruling.owner && ruling.only_links && ruling.assessment);
  EXPECT_THAT(ruling.addresses->value, ElementsAre("192.0.2.9", "2001:db8::9"));
  EXPECT_EQ(ruling.proxy->value, "cdn");
  EXPECT_EQ(ruling.registrar->value, "names");
  EXPECT_EQ(ruling.owner->value.slug, "owner");
  EXPECT_TRUE(lives_off_it(ruling.owner->value.kind));
  EXPECT_NE(ruling.forbids(ContactScope::network, "host-b"), nullptr);
  EXPECT_TRUE(ruling.only_links->value);
  EXPECT_EQ(ruling.assessment->value.verdict, Verdict::illegal_national);
  EXPECT_THAT(ruling.assessment->value.sources, ElementsAre("partner.example"));
}

struct BadRule {
  std::string rules;
  std::string problem;
};
class BadSiteRules : public testing::TestWithParam<BadRule> {};

// Each mistake is refused at its line and column, with the way to mend it.
TEST_P(BadSiteRules, AreRefusedAtTheirPlace) {
  const auto loaded = parse_directory("d.yaml", kRecipients + GetParam().rules);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error().front()), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadSiteRules,
    testing::Values(
        BadRule{rule("r", "pics.example", "only_links: true, hosts: {recipient: host-a}"), "d.yaml:8:109: unknown key \"hosts\" (nearest valid key: \"host\")"},
        BadRule{rule("r", "pics.example", "host: {recipient: host-c}"),
                "d.yaml:8:109: there is no recipient \"host-c\" (nearest recipient: \"host-a\")"},
        BadRule{rule("r", "pics.example", "host: {recipient: cdn}"), "d.yaml:8:109: \"cdn\" is a proxy, which cannot stand here (name a hoster)"},
        BadRule{rule("r", "pics.example", "registrar: host-a"),
                "d.yaml:8:102: \"host-a\" is a hoster, which cannot stand here (name a registrar)"},
        BadRule{rule("r", "Pics.example", "only_links: true"),
                "d.yaml:8:19: \"Pics.example\" is neither a domain nor an address (write it in lower-case ASCII, e.g. forum.example (xn-- for "
                "others) or 192.0.2.1)"},
        BadRule{rule("r", "pics.example", "do_not_contact: [{why: nobody said whom}]"),
                "d.yaml:8:108: it must say who is not written to (give either \"scope\" or \"recipient\")"},
        BadRule{rule("r", "pics.example", "owner: {recipient: owner, kind: dedicate}"),
                "d.yaml:8:123: \"dedicate\" is not known here (nearest valid word: \"dedicated\")"},
        BadRule{rule("r", "pics.example", "assess: {verdict: doubtful, sources: [partner]}"),
                "d.yaml:8:109: \"doubtful\" is not known here (nearest valid word: \"not_illegal\")"},
        BadRule{rule("r", "pics.example", "host: {recipient: host-a}, real_addresses: [192.0.2.1]"),
                "d.yaml:8:134: the host is named already, so its addresses decide nothing (keep \"host\" or \"real_addresses\")"},
        BadRule{"  - {id: r, site: pics.example, approved: true, valid_from: 2026-01-01, source: s}\n",
                "d.yaml:8:5: the rule says nothing about the site (add host, real_addresses, proxy, registrar, owner, do_not_contact, "
                "only_links or assess)"},
        BadRule{rule("r", "pics.example", "only_links: true") + rule("r", "else.example", "only_links: true"),
                "d.yaml:9:5: the id \"r\" is used already, at d.yaml:8 (give each rule an id of its own)"},
        BadRule{rule("r", "pics.example", "only_links: true") + rule("s", "pics.example", "proxy: cdn"),
                "d.yaml:9:5: \"r\" is about the same site at the same time (join them, or narrow one by valid_from and valid_until)"}));

}  // namespace
}  // namespace redress
