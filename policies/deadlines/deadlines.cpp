#include "policies/deadlines/deadlines.hpp"

#include "engine/core/assert.hpp"

#include <algorithm>

namespace redress {
namespace {

std::optional<UtcTime> clock_of(const Facts& facts, CountsFrom from) {
  switch (from) {
    case CountsFrom::first_attempt: return facts.first_attempt_at;
    case CountsFrom::relay_accepted: return facts.relay_accepted_at;
    case CountsFrom::recipient_accepted: return facts.recipient_accepted_at;
  }
  return std::nullopt;
}

/// The clock the regime counts from; while that one does not run, the earliest that does.
UtcTime start_of(const Facts& facts, CountsFrom from) {
  if (const auto wanted = clock_of(facts, from)) return *wanted;
  std::optional<UtcTime> earliest;
  for (const auto& clock : {facts.first_attempt_at, facts.relay_accepted_at, facts.recipient_accepted_at})
    if (clock && (!earliest || *clock < *earliest)) earliest = clock;
  if (!earliest) earliest = facts.opened_at;
  REDRESS_ASSERT(earliest, "a deadline is asked only for a request whose clock runs");
  return *earliest;
}

}  // namespace

Deadlines Deadlines::read(RuleFile& file, UtcTime as_of) {
  Deadlines deadlines;
  deadlines.as_of_ = as_of;
  deadlines.rules_ = file.table<DeadlineAnswer>(
      "deadlines", {Field::workflow, Field::country, Field::verdict, Field::platform}, Totality::must_answer, [&](YamlMap& row, const RuleHead& head) {
        DeadlineAnswer answer;
        answer.regime = row.slug("regime");
        answer.removal_within = row.duration("removal_within", minutes{1}, hours{24 * 90});
        answer.counts_from = row.choice<CountsFrom>("counts_from");
        answer.accepted_within = row.duration("accepted_within", minutes{1}, hours{24 * 30});
        answer.used_by = row.choice<UsedBy>("used_by");
        const bool of_orders = std::any_of(head.conditions.begin(), head.conditions.end(), [](const Condition& one) {
          return one.field == Field::workflow && one.values == std::vector<std::string>{std::string(kOrderWorkflow)};
        });
        if (const auto* used_by = row.find("used_by"); used_by && (answer.used_by == UsedBy::authority) != of_orders)
          file.problems().add(*used_by, "the hours of an order count for orders, and for nothing else",
                              "say \"used_by: authority\" and \"workflow: removal_order\" together, or neither");
        return answer;
      });
  deadlines.unusable_ = file.table<UnusableRegime>("unusable", {Field::regime}, Totality::may_be_silent, [&](YamlMap& row, const RuleHead& head) {
    UnusableRegime answer;
    if (head.conditions.empty() || head.conditions.front().values.size() != 1)
      file.problems().add(row.node(), "it does not say which regime it is about", "add \"when: {regime: NAME}\"");
    else
      answer.regime = head.conditions.front().values.front();
    answer.used_by = row.choice<UsedBy>("used_by");
    if (row.find("within")) answer.within = row.duration("within", minutes{1}, hours{24 * 366});
    if (row.find("counts_from")) answer.counts_from = row.choice<CountsFrom>("counts_from");
    answer.because = row.text("because");
    for (const auto& rule : deadlines.rules_.rules())
      if (rule.answer.regime == answer.regime && row.find("when"))
        file.problems().add(*row.find("when"), "the rule \"" + rule.head.id + "\" uses the regime \"" + answer.regime + '"', "drop one of the two");
    return answer;
  });
  return deadlines;
}

Reasoned<std::string> Deadlines::regime_for(std::string_view workflow, const Facts& facts) const {
  const auto* rule = rules_.choose(case_of(facts).with(Field::workflow, workflow), as_of_);
  return {rule->answer.regime, rule->head.why()};
}

const Rule<DeadlineAnswer>& Deadlines::rule_of(const Facts& facts, UtcTime moment) const {
  // The regime stays the one the request began with, even where it has no rule for `moment` any more.
  const auto* of_regime = facts.regime.empty() ? nullptr : find_regime(facts.regime, moment);
  return of_regime ? *of_regime : *rules_.choose(case_of(facts), moment);
}

const Rule<DeadlineAnswer>* Deadlines::find_regime(std::string_view regime, UtcTime moment) const {
  const Rule<DeadlineAnswer>* found = nullptr;
  for (const auto& rule : rules_.rules())
    if (rule.answer.regime == regime && (!found || (!found->head.valid_at(moment) && rule.head.valid_at(moment)))) found = &rule;
  return found;
}

Reasoned<UtcTime> Deadlines::removal_due(const Facts& facts) const {
  const auto begun = rules_day(facts).value_or(start_of(facts, CountsFrom::first_attempt));
  const auto& rule = rule_of(facts, begun);
  return {start_of(facts, rule.answer.counts_from) + rule.answer.removal_within, rule.head.why()};
}

Reasoned<UtcTime> Deadlines::acceptance_due(const Facts& facts, UtcTime relay_accepted_at) const {
  const auto& rule = rule_of(facts, relay_accepted_at);
  return {relay_accepted_at + rule.answer.accepted_within, rule.head.why()};
}

}  // namespace redress
