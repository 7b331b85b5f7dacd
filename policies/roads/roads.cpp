#include "policies/roads/roads.hpp"

#include <algorithm>

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
  roads.orders_ = file.table<OrderAnswer>("orders", {Field::country, Field::verdict, Field::platform}, Totality::may_be_silent,
                                          [&](YamlMap& row, const RuleHead&) {
                                            return OrderAnswer{row.slug("regime"), row.choice<OrderStanding>("standing")};
                                          });
  roads.ways_ = file.table<RoadAnswer>("roads", {Field::country, Field::verdict, Field::at_home, Field::platform, Field::urgent}, Totality::may_be_silent,
                                       [&](YamlMap& row, const RuleHead&) {
                                         RoadAnswer answer{row.slug("workflow")};
                                         const bool orders =
                                             std::any_of(roads.orders_.rules().begin(), roads.orders_.rules().end(),
                                                         [](const auto& rule) { return rule.answer.standing == OrderStanding::active; });
                                         if (answer.workflow == kOrderWorkflow && !orders)
                                           file.problems().add(*row.find("workflow"), "this desk has no power to order a removal",
                                                               "lead to hotline_ntd; only an authority sets \"standing: active\" of its own order");
                                         return answer;
                                       });
  roads.lists_ = file.table<ListAnswer>(
      "police_list", {Field::country, Field::verdict, Field::at_home}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
        ListAnswer answer;
        answer.listed = row.flag("listed");
        if (answer.listed)
          answer.agreement = row.text("agreement");
        else if (const auto* needless = row.find("agreement"))
          file.problems().add(*needless, "an agreement is named, but nothing is listed", "drop it, or say \"listed: true\"");
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

std::optional<Reasoned<std::string>> Roads::workflow_for(const Facts& facts) const {
  const auto* rule = ways_.choose(case_of(facts), rules_day(facts).value_or(as_of_));
  if (!rule) return std::nullopt;
  return Reasoned<std::string>{rule->answer.workflow, rule->head.why()};
}

Reasoned<bool> Roads::on_police_list(const Facts& facts) const {
  const auto* rule = lists_.choose(case_of(facts), rules_day(facts).value_or(as_of_));
  return {rule->answer.listed, rule->head.why()};
}

std::optional<Reasoned<std::string>> Roads::may_order(const Facts& facts) const {
  const auto about = case_of(facts);
  const auto day = rules_day(facts).value_or(as_of_);
  for (const auto& rule : orders_.rules())
    if (rule.answer.standing == OrderStanding::active && rule.head.valid_at(day) && rule.head.fits(about))
      return Reasoned<std::string>{rule.answer.regime, rule.head.why()};
  return std::nullopt;
}

Reasoned<bool> Roads::may_send_when_hold_ends(const Facts& facts) const {
  const auto* rule = holds_.choose(case_of(facts), facts.hold_until.value_or(as_of_));
  return {rule->answer.may_send, rule->head.why()};
}

}  // namespace redress
