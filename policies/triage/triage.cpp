#include "policies/triage/triage.hpp"

namespace redress {

Triage Triage::read(RuleFile& file, const Calendars& calendars, UtcTime as_of) {
  Triage triage;
  triage.calendars_ = &calendars;
  triage.as_of_ = as_of;
  triage.targets_ = file.table<WorkingTime>("targets", {Field::urgent, Field::country}, Totality::must_answer,
                                            [&](YamlMap& row, const RuleHead&) { return WorkingTime::read(row, calendars); });
  triage.trust_ =
      file.table<TrustAnswer>("trusted", {Field::named_source}, Totality::may_be_silent, [&](YamlMap& row, const RuleHead& head) {
        TrustAnswer answer;
        if (head.conditions.empty())
          file.problems().add(row.node(), "the rule would trust everybody",
                              "name the source: \"when: {named_source: partner-hotline.example}\"");
        for (const auto verdict : row.choices<Verdict>("accepts", true)) {
          if (verdict == Verdict::doubtful || verdict == Verdict::inaccessible || verdict == Verdict::gone_before)
            file.problems().add(*row.find("accepts"), std::string(name_of(verdict)) + " is nothing a source can settle for us",
                                "accept only illegal_baseline, illegal_national, not_illegal");
          answer.accepts.insert(verdict);
        }
        return answer;
      });
  triage.flood_ = file.table<Flood>("flood", {}, Totality::must_answer, [](YamlMap& row, const RuleHead&) {
    constexpr std::int64_t kMost = 100'000'000;
    Flood flood;
    flood.per_locator = row.number("per_locator", 2, kMost);
    flood.per_source = row.number("per_source", 2, kMost);
    flood.window = row.duration("window", minutes{1}, hours{24 * 7});
    return flood;
  });
  return triage;
}

std::optional<Reasoned<Verdict>> Triage::trusted(std::string_view source, Verdict claimed) const {
  const auto* rule = trust_.choose(Case{}.with(Field::named_source, source), as_of_);
  if (!rule || rule->answer.accepts.count(claimed) == 0) return std::nullopt;
  return Reasoned<Verdict>{claimed, rule->head.why()};
}

Reasoned<UtcTime> Triage::assessment_due(const Facts& facts, UtcTime now) const {
  const auto* rule = targets_.choose(case_of(facts), now);
  return {rule->answer.due(now, facts.urgent, *calendars_), rule->head.why()};
}

}  // namespace redress
