#include "engine/app/contact_explain.hpp"
#include "policies/book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace redress::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const UtcTime kNow = *parse_rfc3339("2026-06-01T12:00:00Z");

class TestBox : public testing::Test {
 protected:
  TestBox() {
    place.reply.emplace();
    place.reply->found = true;
    place.reply->hoster_slug = "host";
    place.reply->country_of_address = "NL";
    for (const char* slug : {"host", "cdn", "above", "names", "owner"}) known[slug] = {slug, true, std::string("abuse@") + slug + ".example"};
  }
  ExplainedAddressee row(ContactScope scope) {
    const auto rows = explain_addressees(place, "above", policies->book(), kNow, [&](std::string_view slug) -> std::optional<KnownRecipient> {
      const auto found = known.find(std::string(slug));
      return found == known.end() ? std::nullopt : std::optional(found->second);
    });
    EXPECT_EQ(rows.size(), 5U);
    for (const auto& one : rows)
      if (one.scope == scope) return one;
    return {};
  }

  std::unique_ptr<Policies> policies = std::move(*load_policies(shipped_rules(), kNow));
  std::map<std::string, KnownRecipient> known;
  PlaceExplanation place;
};

// Who is written to stands with its rung and the rule behind it; who is not, with the reason.
TEST_F(TestBox, NamesRungsAndReasons) {
  const auto host = row(ContactScope::hoster);
  EXPECT_TRUE(host.written_to);
  EXPECT_EQ(host.mailbox, "abuse@host.example");
  EXPECT_THAT(host.why, StartsWith("rung 1 (ladder.nl_hoster@"));
  EXPECT_THAT(row(ContactScope::network).why, StartsWith("rung 4"));
  for (const auto scope : {ContactScope::proxy, ContactScope::registrar, ContactScope::site}) EXPECT_FALSE(row(scope).written_to);
  EXPECT_EQ(row(ContactScope::site).why, "no site rule says who the owner is");
}

// What a rule about the site says shows with the rule's id: the host it names, whom it forbids, the proxy and registrar it names.
TEST_F(TestBox, RulesAreNamed) {
  place.ruling.host = Ruled<ForcedHost>{{"host", "NL"}, "behind"};
  place.ruling.proxy = Ruled<std::string>{"cdn", "behind"};
  place.ruling.registrar = Ruled<std::string>{"names", "sold"};
  EXPECT_THAT(row(ContactScope::hoster).why, HasSubstr("site rule behind"));
  EXPECT_THAT(row(ContactScope::proxy).why, StartsWith("a copy with rung 4"));
  EXPECT_THAT(row(ContactScope::registrar).why, HasSubstr("site rule sold"));
  place.ruling.silence = Ruled<std::vector<KeepSilent>>{{{std::nullopt, "host", "police asks to wait"}}, "silent"};
  const auto host = row(ContactScope::hoster);
  EXPECT_FALSE(host.written_to);
  EXPECT_EQ(host.why, "site rule silent: police asks to wait; a person is asked");
  EXPECT_TRUE(row(ContactScope::network).written_to);
}

// A site's owner is never written to where the site lives off the material, and else only where the ladder says so.
TEST_F(TestBox, OwnersAreToldByTheLadder) {
  place.ruling.owner = Ruled<NamedOwner>{{"owner", SiteKind::commercial}, "owner"};
  EXPECT_THAT(row(ContactScope::site).why, StartsWith("the site is commercial"));
  place.ruling.owner->value.kind = SiteKind::forum;
  EXPECT_THAT(row(ContactScope::site).why, HasSubstr("no rung of the ladder asks it"));
  auto texts = shipped_rules();
  auto& text = texts.find("ladders/rules.yaml")->second;
  text.replace(text.find("site_owner: never"), 17, "site_owner: at_once");
  policies = std::move(*load_policies(texts, kNow));
  EXPECT_THAT(row(ContactScope::site).why, StartsWith("a copy with rung 1"));
}

// Nobody who was only found by a look-up, nobody abroad and nobody whose country is unknown is written to.
TEST_F(TestBox, WhoIsNotWrittenTo) {
  place.reply->hoster_slug.clear();
  place.reply->abuse_addresses = {"abuse@found.example"};
  place.reply->abuse_source = "ripestat";
  EXPECT_EQ(row(ContactScope::hoster).recipient, "registry:abuse@found.example");
  EXPECT_EQ(row(ContactScope::hoster).why, "named by ripestat; nobody has approved it yet, so a person is asked");
  known["registry:abuse@found.example"] = {"Found", true, "abuse@found.example"};
  EXPECT_TRUE(row(ContactScope::hoster).written_to);
  place.reply->country_of_address = "US";
  EXPECT_THAT(row(ContactScope::hoster).why, StartsWith("hosted abroad"));
  place.reply->country_of_address.clear();
  EXPECT_THAT(row(ContactScope::hoster).why, StartsWith("the hosting country is unknown"));
  place.reply->abuse_addresses.clear();
  place.reply->proxy_slug = "cdn";
  EXPECT_THAT(row(ContactScope::hoster).why, HasSubstr("a site rule can say who is behind it"));
  EXPECT_FALSE(row(ContactScope::proxy).written_to);
}

}  // namespace
}  // namespace redress::app
