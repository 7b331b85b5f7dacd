// Which rule answers: specific before general, first of equals, valid at the moment asked about.
#include "tests/unit/policies/support.hpp"

namespace redress {
namespace {

constexpr const char* kRules = R"(version: 2026-11-22.2
deadlines:
  - {id: d.any, source: [SRC-A], valid_from: 2025-01-01, regime: any, removal_within: 48 h, counts_from: first_attempt, accepted_within: 4 h, used_by: anybody}
  - {id: d.nl, source: [SRC-A], valid_from: 2025-01-01, when: {country: NL}, regime: nl, removal_within: 24 h, counts_from: relay_accepted, accepted_within: 4 h, used_by: anybody}
  - {id: d.baseline, source: [SRC-A], valid_from: 2025-01-01, when: {verdict: illegal_baseline}, regime: baseline, removal_within: 12 h, counts_from: first_attempt, accepted_within: 4 h, used_by: anybody}
  - {id: d.de_old, source: [SRC-A], valid_from: 2025-01-01, valid_until: 2026-06-30, when: {country: DE, verdict: illegal_baseline}, regime: de, removal_within: 6 h, counts_from: first_attempt, accepted_within: 4 h, used_by: anybody}
  - {id: d.de_new, source: [SRC-A], valid_from: 2026-07-01, when: {country: DE, verdict: illegal_baseline}, regime: de, removal_within: 1 h, counts_from: first_attempt, accepted_within: 4 h, used_by: anybody}
  - {id: d.platforms, source: [SRC-A], valid_from: 2025-01-01, when: {workflow: trusted_flagger}, regime: platforms, removal_within: 24 h, counts_from: first_attempt, accepted_within: 4 h, used_by: anybody}
)";

const Policies& loaded() {
  static const auto policies = with_file("deadlines/rules.yaml", kRules);
  if (!policies)
    for (const auto& problem : policies.error()) ADD_FAILURE() << to_text(problem);
  return *policies.value();
}

Reasoned<UtcTime> due(const char* country, const char* regime, const char* opened) {
  Facts facts;
  facts.country = country;
  facts.regime = regime;
  facts.verdict = Verdict::illegal_baseline;
  facts.opened_at = facts.first_attempt_at = moment(opened);
  return loaded().deadlines().removal_due(facts);
}

// Two conditions go before one; of two with one each, the one that names the workflow, then the first in the file; the rule without any comes last.
TEST(RuleChoice, SpecificBeforeGeneral) {
  const auto rule = [](const char* country, Verdict verdict) {
    return loaded().deadlines().regime_for("hotline_ntd", lies_in(country, verdict)).why.rule;
  };
  EXPECT_EQ(rule("DE", Verdict::illegal_baseline), "d.de_new");
  EXPECT_EQ(rule("NL", Verdict::illegal_baseline), "d.nl");
  EXPECT_EQ(rule("US", Verdict::illegal_baseline), "d.baseline");
  EXPECT_EQ(rule("US", Verdict::illegal_national), "d.any");
  EXPECT_EQ(rule("", Verdict::illegal_baseline), "d.baseline");
  EXPECT_EQ(loaded().deadlines().regime_for("trusted_flagger", lies_in("NL", Verdict::doubtful)).why.rule, "d.platforms");
  EXPECT_EQ(loaded().deadlines().regime_for("trusted_flagger", lies_in("DE", Verdict::illegal_baseline)).why.rule, "d.de_new");
  EXPECT_EQ(loaded().deadlines().regime_for("hotline_ntd", lies_in("US", Verdict::doubtful)).why.version, "2026-11-22.2");
}

// Days of validity begin and end at midnight UTC; a regime keeps its name and takes the rule of the day the request was opened.
TEST(RuleChoice, Validity) {
  EXPECT_EQ(due("DE", "de", "2026-06-30T23:59:59Z").why.rule, "d.de_old");
  EXPECT_EQ(due("DE", "de", "2026-07-01T00:00:00Z").why.rule, "d.de_new");
  EXPECT_EQ(due("DE", "de", "2026-07-01T00:00:00Z").answer, moment("2026-07-01T01:00:00Z"));
  EXPECT_EQ(due("DE", "", "2026-06-30T23:59:59Z").why.rule, "d.de_old");
  EXPECT_EQ(due("DE", "de", "2024-01-01T00:00:00Z").why.rule, "d.de_old") << "before its first rule a regime keeps its earliest";
  EXPECT_EQ(due("US", "", "2024-01-01T00:00:00Z").why.rule, "d.any") << "the rule without conditions answers at any time";
}

// A request that moved keeps the regime it began with; a regime no rule knows any more is judged anew.
TEST(RuleChoice, RegimeStays) {
  EXPECT_EQ(due("US", "nl", "2026-08-01T00:00:00Z").why.rule, "d.nl");
  EXPECT_EQ(due("US", "forgotten", "2026-08-01T00:00:00Z").why.rule, "d.baseline");
}

// The clock a regime counts from, else the earliest the request has.
TEST(RuleChoice, ClockOfTheRegime) {
  Facts facts;
  facts.regime = "nl";
  facts.opened_at = moment("2026-08-01T00:00:00Z");
  const auto within = [&] { return loaded().deadlines().removal_due(facts).answer - hours{24}; };
  EXPECT_EQ(within(), *facts.opened_at);
  facts.recipient_accepted_at = moment("2026-08-01T03:00:00Z");
  EXPECT_EQ(within(), *facts.recipient_accepted_at);
  facts.first_attempt_at = moment("2026-08-01T01:00:00Z");
  EXPECT_EQ(within(), *facts.first_attempt_at);
  facts.relay_accepted_at = moment("2026-08-01T02:00:00Z");
  EXPECT_EQ(within(), *facts.relay_accepted_at);
}

// The day after a rule's last, and a rule's first, are when policies must be loaded again.
TEST(RuleChoice, NextChange) {
  auto texts = shipped_rules();
  texts.insert_or_assign("deadlines/rules.yaml", kRules);
  const auto next = [&](const char* as_of) { return load_policies(texts, moment(as_of)).value()->next_change(); };
  EXPECT_EQ(next("2026-06-01T00:00:00Z"), moment("2026-07-01T00:00:00Z"));
  EXPECT_EQ(next("2026-07-01T00:00:00Z"), std::nullopt);
}

// A running engine asks for each moment: rules that begin later answer from then on, and what would be wrong then is refused now.
TEST(RuleChoice, OverTime) {
  auto texts = shipped_rules();
  texts.insert_or_assign("deadlines/rules.yaml", kRules);
  const auto loaded = PoliciesOverTime::load(texts, moment("2026-06-01T00:00:00Z"));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->changes(), std::vector{moment("2026-07-01T00:00:00Z")});
  EXPECT_EQ(loaded->at(moment("2026-06-30T23:59:59Z")).as_of(), moment("2026-06-01T00:00:00Z"));
  EXPECT_EQ(loaded->at(moment("2026-07-01T00:00:00Z")).as_of(), moment("2026-07-01T00:00:00Z"));
  EXPECT_EQ(loaded->at(moment("2020-01-01T00:00:00Z")).as_of(), moment("2026-06-01T00:00:00Z")) << "a clock that was set back";
  auto& english = texts.at("notice_texts/en.yaml");
  const std::string thanks = "  - id: text.thanks.en\n";
  const auto from = english.find("valid_from: 2024-01-01", english.find(thanks));
  ASSERT_NE(from, std::string::npos);
  english.replace(from, 22, "valid_from: 2024-01-01\n    valid_until: 2026-06-30");
  EXPECT_FALSE(PoliciesOverTime::load(texts, moment("2026-06-01T00:00:00Z")));
}

// An agreement with the police, named in a rule, lets a notice leave when the hold ends.
TEST(RuleChoice, HoldByAgreement) {
  auto text = shipped_rules().find("roads/rules.yaml")->second;
  text +=
      "  - {id: road.hold_nl, source: [SRC-B], valid_from: 2024-01-01, when: {country: NL}, send_when_hold_ends: true, agreement: covenant "
      "7}\n";
  const auto policies = with_file("roads/rules.yaml", text);
  ASSERT_TRUE(policies) << to_text(policies.error().front());
  EXPECT_TRUE((*policies)->roads().may_send_when_hold_ends(home_facts()).answer);
  Facts elsewhere;
  elsewhere.country = "BE";
  EXPECT_FALSE((*policies)->roads().may_send_when_hold_ends(elsewhere).answer);
}

// Who hosts it may have a plan of its own; others, and hosts nobody knows, keep the shipped one.
TEST(RuleChoice, LooksByRecipient) {
  auto text = shipped_rules().find("looks/rules.yaml")->second;
  const auto evidence = text.find("\nevidence:");
  ASSERT_NE(evidence, std::string::npos);
  text.insert(evidence + 1,
              "  - {id: look.liar, source: [SRC-B], valid_from: 2024-01-01, when: {purpose: waiting, recipient: liar, younger_than: 24 h}, first_after: 10 min, "
              "interval: 10 min, misses: 5, miss_spacing: 10 min}\n");
  const auto policies = with_file("looks/rules.yaml", text);
  ASSERT_TRUE(policies) << to_text(policies.error().front());
  const auto& looks = (*policies)->looks();
  EXPECT_EQ(looks.plan(LookPurpose::waiting, hours{2}, "liar").why.rule, "look.liar");
  EXPECT_EQ(looks.plan(LookPurpose::waiting, hours{2}, "liar").answer.interval, minutes{10});
  EXPECT_EQ(looks.plan(LookPurpose::waiting, hours{30}, "liar").why.rule, "look.waiting_first_week");
  EXPECT_EQ(looks.plan(LookPurpose::waiting, hours{2}, "another").why.rule, "look.waiting_first_day");
  EXPECT_EQ(looks.plan(LookPurpose::waiting, hours{2}).why.rule, "look.waiting_first_day");
  EXPECT_EQ(looks.plan(LookPurpose::claim, hours{2}, "liar").why.rule, "look.claim");
}

}  // namespace
}  // namespace redress
