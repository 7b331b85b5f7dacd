// The regimes we hold as rules, against the list of regimes that lies beside the project: every one is usable here, or named as not usable.
#include "engine/yaml/yaml.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/policies/support.hpp"

#include <map>
#include <set>

namespace redress {
namespace {

/// What we call a regime that stands in the list under another name: notices to platforms are of both articles.
const std::map<std::string, std::string>& ours() {
  static const std::map<std::string, std::string> names{{"eu_dsa_22", "eu_dsa_platform"}};
  return names;
}

/// The list's words for the moment a clock starts.
const std::map<std::string, CountsFrom>& clocks() {
  static const std::map<std::string, CountsFrom> words{{"notice sent to the provider", CountsFrom::first_attempt},
                                                       {"binding instruction (aanwijzing) given", CountsFrom::recipient_accepted},
                                                       {"receipt of removal order", CountsFrom::recipient_accepted},
                                                       {"valid request received", CountsFrom::recipient_accepted}};
  return words;
}

std::string plain(const YamlNode* node) { return node && node->kind == YamlNode::Kind::scalar ? node->text : std::string(); }

// Hours and clock of each regime are those of the list; one without a number has none here, or our own target, which says so.
TEST(Regimes, AgreeWithTheListBesideTheProject) {
  const auto text = shared_data("../reference/regimes.yaml");
  if (!text) GTEST_SKIP() << "the list of regimes lies beside the project and is not here: " << shared_data_folder() / "../reference/regimes.yaml";
  const auto parsed = parse_yaml("regimes.yaml", *text);
  ASSERT_TRUE(parsed);
  const auto& deadlines = shipped().deadlines();
  std::set<std::string> covered{"default", "referral", "person_default", "person_eu_platform", "person_nl_child", "eu_gdpr_17", "nl_ntd_code"};
  for (const auto& node : parsed->items) {
    YamlProblems problems("regimes.yaml");
    YamlMap row(node, problems);
    const auto id = plain(row.find("id"));
    SCOPED_TRACE(id);
    const auto hours_text = plain(row.find("deadline_hours"));
    const bool has_number = !hours_text.empty() && hours_text != "null";
    const auto clock_words = plain(row.find("clock_starts"));
    std::optional<CountsFrom> clock;
    if (!clock_words.empty()) {
      ASSERT_TRUE(clocks().contains(clock_words)) << "nobody has said which of our clocks this is: " << clock_words;
      clock = clocks().at(clock_words);
    }
    const auto known = ours().find(id);
    const auto name = known == ours().end() ? id : known->second;
    covered.insert(name);
    if (const auto* rule = deadlines.find_regime(name, moment(kAsOf))) {
      if (has_number) {
        EXPECT_EQ(rule->answer.removal_within, hours{std::stoi(hours_text)});
      } else {
        EXPECT_TRUE(std::count(rule->head.sources.begin(), rule->head.sources.end(), "SRC-HOUSE-RULES")) << "whose number is it?";
      }
      EXPECT_EQ(rule->answer.counts_from, clock.value_or(rule->answer.counts_from));
      continue;
    }
    const auto& unusable = deadlines.unusable().rules();
    const auto other = std::find_if(unusable.begin(), unusable.end(), [&](const auto& one) { return one.answer.regime == name; });
    ASSERT_NE(other, unusable.end()) << "neither usable nor named as not usable";
    EXPECT_FALSE(other->answer.because.empty());
    EXPECT_EQ(other->answer.within, has_number ? std::optional<Milliseconds>(hours{std::stoi(hours_text)}) : std::nullopt);
    EXPECT_EQ(other->answer.counts_from, clock ? clock : other->answer.counts_from);
  }
  for (const auto& rule : deadlines.rules().rules()) EXPECT_TRUE(covered.contains(rule.answer.regime)) << rule.answer.regime << " stands in no list";
}

// As shipped a desk is a hotline: whatever lies wherever, it may order nothing, and the hours of orders are never its notices' hours.
TEST(Regimes, OfAuthoritiesAreForAuthorities) {
  for (const char* country : {"NL", "DE", "AU", "US"})
    for (const auto verdict : {Verdict::illegal_baseline, Verdict::illegal_national}) {
      auto facts = home_facts();
      facts.country = country;
      facts.verdict = verdict;
      EXPECT_FALSE(shipped().roads().may_order(facts)) << country;
      for (const char* workflow : {"hotline_ntd", "trusted_flagger", "partner_referral"}) {
        const auto regime = shipped().deadlines().regime_for(workflow, facts).answer;
        EXPECT_NE(shipped().deadlines().find_regime(regime, moment(kAsOf))->answer.used_by, UsedBy::authority) << workflow << ' ' << country;
      }
    }
}

std::unique_ptr<Policies> with_order(const std::string& id) {
  auto text = shipped_rules().at("roads/rules.yaml");
  const auto at = text.find("standing: none", text.find("- id: " + id + "\n"));
  auto loaded = with_file("roads/rules.yaml", text.replace(at, 14, "standing: active"));
  EXPECT_TRUE(loaded);
  return std::move(loaded.value());
}

// An authority's own power says which regime; that of terrorist content never covers child abuse material.
TEST(Regimes, PowerSaysWhich) {
  auto facts = home_facts();
  EXPECT_EQ(with_order("order.nl_atkm_csam")->roads().may_order(facts)->answer, "nl_atkm_csam");
  EXPECT_FALSE(with_order("order.eu_tco")->roads().may_order(facts)) << "child abuse material";
  facts.verdict = Verdict::illegal_national;
  EXPECT_EQ(with_order("order.eu_tco")->roads().may_order(facts)->answer, "eu_tco");
  facts.country = "US";
  EXPECT_FALSE(with_order("order.eu_tco")->roads().may_order(facts));
  facts.country = "AU";
  EXPECT_EQ(with_order("order.au_class1")->roads().may_order(facts)->answer, "au_class1");
}

// Each counts from receipt; while nobody has confirmed it, a deadline that is asked for counts from the attempt.
TEST(Regimes, OrdersCountFromReceipt) {
  for (const auto& [regime, within] : {std::pair{"nl_atkm_csam", hours{12}}, {"eu_tco", hours{1}}, {"au_class1", hours{24}}}) {
    auto facts = home_facts();
    facts.regime = regime;
    facts.first_attempt_at = moment("2026-11-25T12:00:00Z");
    facts.recipient_accepted_at = moment("2026-11-25T15:00:00Z");
    EXPECT_EQ(shipped().deadlines().removal_due(facts).answer, *facts.recipient_accepted_at + within) << regime;
  }
}

// Rules follow the day a request began, or the day a person moved it to.
TEST(Regimes, ADayMayBeMoved) {
  Facts facts;
  EXPECT_FALSE(rules_day(facts));
  facts.opened_at = moment("2026-11-25T12:00:00Z");
  EXPECT_EQ(rules_day(facts), facts.opened_at);
  facts.rules_as_of = moment("2026-12-25T12:00:00Z");
  EXPECT_EQ(rules_day(facts), facts.rules_as_of);
}

}  // namespace
}  // namespace redress
