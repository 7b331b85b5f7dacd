#include "policies/deadlines/deadlines.hpp"

#include "engine/core/assert.hpp"

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
  deadlines.rules_ =
      file.table<DeadlineAnswer>("deadlines", {Field::country, Field::verdict}, Totality::must_answer, [](YamlMap& row, const RuleHead&) {
        DeadlineAnswer answer;
        answer.regime = row.slug("regime");
        answer.removal_within = row.duration("removal_within", minutes{1}, hours{24 * 90});
        answer.counts_from = row.choice<CountsFrom>("counts_from");
        answer.accepted_within = row.duration("accepted_within", minutes{1}, hours{24 * 30});
        return answer;
      });
  return deadlines;
}

Reasoned<std::string> Deadlines::regime_for(std::string_view country, Verdict verdict) const {
  const auto* rule = rules_.choose(Case{}.with(Field::country, country).with(Field::verdict, name_of(verdict)), as_of_);
  return {rule->answer.regime, rule->head.why()};
}

const Rule<DeadlineAnswer>& Deadlines::rule_of(const Facts& facts, UtcTime moment) const {
  if (!facts.regime.empty()) {
    // The regime stays the one the request began with, even where it has no rule for `moment` any more.
    const Rule<DeadlineAnswer>* of_regime = nullptr;
    for (const auto& rule : rules_.rules())
      if (rule.answer.regime == facts.regime && (!of_regime || (!of_regime->head.valid_at(moment) && rule.head.valid_at(moment))))
        of_regime = &rule;
    if (of_regime) return *of_regime;
  }
  return *rules_.choose(case_of(facts), moment);
}

Reasoned<UtcTime> Deadlines::removal_due(const Facts& facts) const {
  const auto begun = facts.opened_at ? *facts.opened_at : start_of(facts, CountsFrom::first_attempt);
  const auto& rule = rule_of(facts, begun);
  return {start_of(facts, rule.answer.counts_from) + rule.answer.removal_within, rule.head.why()};
}

Reasoned<UtcTime> Deadlines::acceptance_due(const Facts& facts, UtcTime relay_accepted_at) const {
  const auto& rule = rule_of(facts, relay_accepted_at);
  return {relay_accepted_at + rule.answer.accepted_within, rule.head.why()};
}

}  // namespace redress
