#include "policies/alerts/alerts.hpp"

namespace redress {

Alerts Alerts::read(RuleFile& file, UtcTime as_of) {
  Alerts alerts;
  alerts.as_of_ = as_of;
  alerts.rules_ = file.table<AlertAnswer>("alerts", {Field::alert}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
    AlertAnswer answer;
    const auto& leads = row.list("lead", false);
    if (leads.size() > kLeadsMax)
      file.problems().add(leads[kLeadsMax], "more than 10 alerts before one deadline", "keep the ones people act on");
    for (const auto& node : leads) {
      const auto lead = read_duration(node, minutes{1}, hours{24 * 30}, file.problems());
      if (!lead) continue;
      if (!answer.lead.empty() && answer.lead.back() <= *lead)
        file.problems().add(node, "alerts are out of order, or one stands here twice", "write the longest first");
      answer.lead.push_back(*lead);
    }
    answer.throttle = row.duration("throttle", minutes{1}, hours{24 * 30});
    return answer;
  });
  return alerts;
}

const Rule<AlertAnswer>& Alerts::rule_for(std::string_view kind, UtcTime moment) const {
  return *rules_.choose(Case{}.with(Field::alert, kind), moment);
}

Reasoned<std::vector<UtcTime>> Alerts::lead_alerts(std::string_view kind, UtcTime deadline, UtcTime now) const {
  const auto& rule = rule_for(kind, now);
  std::vector<UtcTime> moments;
  for (const auto lead : rule.answer.lead)
    if (deadline - lead >= now) moments.push_back(deadline - lead);
  return {std::move(moments), rule.head.why()};
}

Reasoned<Milliseconds> Alerts::throttle(std::string_view kind) const {
  const auto& rule = rule_for(kind, as_of_);
  return {rule.answer.throttle, rule.head.why()};
}

}  // namespace redress
