#include "engine/locate/contact_ranking.hpp"

#include "engine/locate/country.hpp"
#include "engine/locate/rdap_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace redress {
namespace {

ContactCandidate candidate(ContactSource source, ContactScope scope, std::string mail) {
  ContactCandidate each;
  each.source = source;
  each.scope = scope;
  each.mail = std::move(mail);
  return each;
}

const RankingPolicy kPolicy{{ContactSource::directory, ContactSource::rdap_address, ContactSource::rdap_domain, ContactSource::ripestat,
                             ContactSource::abusix, ContactSource::abuse_net, ContactSource::rfc_2142},
                            "contact-order v1"};

// One contact per scope is chosen by the order of sources, with who agrees and who does not in the reason.
TEST(ContactRanking, ChoosesPerScope) {
  const auto chosen = choose_contacts({candidate(ContactSource::ripestat, ContactScope::network, "Abuse@net.example"),
                                       candidate(ContactSource::abusix, ContactScope::network, "other@net.example"),
                                       candidate(ContactSource::rdap_address, ContactScope::network, "abuse@net.example"),
                                       candidate(ContactSource::rdap_domain, ContactScope::registrar, "abuse@registrar.example")},
                                      kPolicy);
  ASSERT_EQ(chosen.size(), 2u);
  EXPECT_EQ(chosen[0].scope, ContactScope::network);
  EXPECT_EQ(chosen[0].chosen.mail, "abuse@net.example");
  EXPECT_EQ(chosen[0].why,
            "named by RDAP of the address; also by RIPEstat; another mailbox by Abusix; order of sources by contact-order v1");
  ASSERT_EQ(chosen[0].others.size(), 1u);
  EXPECT_EQ(chosen[0].others[0].mail, "other@net.example");
  EXPECT_EQ(chosen[1].scope, ContactScope::registrar);
  EXPECT_EQ(chosen[1].chosen.mail, "abuse@registrar.example");
}

// The order is data: turning it over turns the choice, leaving a source out leaves it out.
TEST(ContactRanking, OrderIsData) {
  const std::vector<ContactCandidate> candidates{candidate(ContactSource::rdap_address, ContactScope::network, "a@net.example"),
                                                 candidate(ContactSource::ripestat, ContactScope::network, "b@net.example")};
  EXPECT_EQ(choose_contacts(candidates, {{ContactSource::ripestat, ContactSource::rdap_address}, ""})[0].chosen.mail, "b@net.example");
  const auto only = choose_contacts(candidates, {{ContactSource::rdap_address}, ""});
  EXPECT_EQ(only[0].chosen.mail, "a@net.example");
  EXPECT_TRUE(only[0].others.empty());
  EXPECT_TRUE(choose_contacts(candidates, {}).empty());
}

// A dead, unread or odd mailbox is never chosen, whatever its source.
TEST(ContactRanking, LeavesOutWhatCannotBeReached) {
  const auto chosen = choose_contacts({candidate(ContactSource::directory, ContactScope::network, "dead@net.example"),
                                       candidate(ContactSource::rdap_address, ContactScope::network, "no-reply@net.example"),
                                       candidate(ContactSource::ripestat, ContactScope::network, "a@b@net.example"),
                                       candidate(ContactSource::abusix, ContactScope::network, "abuse@net.example")},
                                      kPolicy, {"DEAD@net.example"});
  ASSERT_EQ(chosen.size(), 1u);
  EXPECT_EQ(chosen[0].chosen.mail, "abuse@net.example");
  EXPECT_TRUE(chosen[0].others.empty());
}

// A registry's own desk steps behind every named mailbox but stays before a guess; a guess is marked as one.
TEST(ContactRanking, RegistryDesksAndGuesses) {
  auto candidates = candidates_of({"hostmaster@nic.ad.jp"}, ContactSource::rdap_address, ContactScope::network);
  EXPECT_TRUE(candidates[0].registry_desk);
  candidates.push_back(candidate(ContactSource::abusix, ContactScope::network, "abuse@net.example"));
  EXPECT_EQ(choose_contacts(candidates, kPolicy)[0].chosen.mail, "abuse@net.example");
  candidates[1] = candidate(ContactSource::rfc_2142, ContactScope::network, "abuse@net.example");
  EXPECT_EQ(choose_contacts(candidates, kPolicy)[0].chosen.mail, "hostmaster@nic.ad.jp");
  candidates.erase(candidates.begin());
  const auto guessed = choose_contacts(candidates, kPolicy);
  EXPECT_TRUE(guessed[0].guessed);
  EXPECT_NE(guessed[0].why.find("a person decides"), std::string::npos);
}

// In whatever order the sources answer, the same contact is chosen.
TEST(ContactRanking, ArrivalDoesNotMatter) {
  std::vector<ContactCandidate> candidates{candidate(ContactSource::abuse_net, ContactScope::network, "d@net.example"),
                                           candidate(ContactSource::rdap_address, ContactScope::network, "a@net.example"),
                                           candidate(ContactSource::ripestat, ContactScope::network, "b@net.example"),
                                           candidate(ContactSource::rdap_domain, ContactScope::registrar, "r@reg.example")};
  const auto by_source = [](const ContactCandidate& a, const ContactCandidate& b) { return a.source < b.source; };
  std::sort(candidates.begin(), candidates.end(), by_source);
  const std::string why = choose_contacts(candidates, kPolicy)[0].why;
  do {
    const auto chosen = choose_contacts(candidates, kPolicy);
    ASSERT_EQ(chosen.size(), 2u);
    EXPECT_EQ(chosen[0].why, why);
    EXPECT_EQ(chosen[0].chosen.mail, "a@net.example");
  } while (std::next_permutation(candidates.begin(), candidates.end(), by_source));
}

// Behind a proxy no country counts as the host's.
TEST(Country, ProxiesAreNotHosts) {
  const auto reading = read_rdap(R"({"objectClassName":"ip network","country":"US","entities":[{"roles":["abuse"],"vcardArray":["vcard",[
      ["adr",{"cc":"ie"},"text",["","","","","","",""]],["email",{},"text","abuse@cdn.example"]]]}]})");
  ASSERT_TRUE(reading);
  CountryFacts facts;
  take_countries(*reading, "rdap_address", from_ms(1000), facts);
  EXPECT_EQ(facts.registered->country, "US");
  EXPECT_EQ(facts.registered->source, "rdap_address");
  EXPECT_EQ(facts.registered->as_of, from_ms(1000));
  EXPECT_EQ(facts.contact->country, "IE");
  EXPECT_FALSE(facts.located);
  EXPECT_EQ(hosting_country(facts, true), nullptr);
  EXPECT_EQ(hosting_country(facts, false)->country, "US");
  facts.located = CountryFact{"NL", "mmdb", from_ms(0)};
  EXPECT_EQ(hosting_country(facts, false)->country, "NL");
  EXPECT_EQ(hosting_country({}, false), nullptr);
}

// Codes registries use for "several" or "unknown" are no country.
TEST(Country, Codes) {
  EXPECT_EQ(country_code("nl"), "NL");
  EXPECT_EQ(country_code(" UK "), "GB");
  for (const char* text : {"", "N", "NLD", "EU", "ap", "ZZ", "N1", "\xc3\xa9"}) EXPECT_FALSE(country_code(text)) << text;
}

}  // namespace
}  // namespace redress
