#include "policies/roads/roads.hpp"

namespace redress {

Roads Roads::read(RuleFile& file, UtcTime as_of) {
  Roads roads;
  roads.as_of_ = as_of;
  roads.home_ = file.table<HomeAnswer>("home", {}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
    HomeAnswer answer;
    for (const auto& node : row.list("countries", true)) {
      const auto text = read_text(node, file.problems());
      if (!text) continue;
      if (text->size() != 2 || !std::all_of(text->begin(), text->end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        file.problems().add(node, '"' + text->substr(0, 60) + "\" is not a country", "write two capitals (ISO 3166-1), e.g. NL");
      answer.countries.insert(*text);
    }
    return answer;
  });
  roads.holds_ = file.table<HoldAnswer>(
      "holds", {Field::country, Field::verdict, Field::urgent}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
        HoldAnswer answer;
        answer.may_send = row.flag("send_when_hold_ends");
        if (answer.may_send) answer.agreement = row.text("agreement");
        else if (const auto* needless = row.find("agreement"))
          file.problems().add(*needless, "an agreement is named, but nothing is sent", "drop it, or say \"send_when_hold_ends: true\"");
        return answer;
      });
  return roads;
}

bool Roads::is_home(std::string_view country) const { return home_rule().answer.countries.count(country) != 0; }

Reasoned<bool> Roads::may_send_when_hold_ends(const Facts& facts) const {
  const auto* rule = holds_.choose(case_of(facts), facts.hold_until.value_or(as_of_));
  return {rule->answer.may_send, rule->head.why()};
}

}  // namespace redress
