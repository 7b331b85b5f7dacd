#include "policies/platforms/platforms.hpp"

#include "engine/core/assert.hpp"

namespace redress {
namespace {

Case about(const Facts& facts) { return case_of(facts).with(Field::recipient, facts.platform); }

template <class E>
std::set<E> read_words(YamlMap& row, std::string_view key, YamlProblems& problems) {
  std::set<E> words;
  for (const auto& node : row.list(key, true))
    if (const auto word = read_choice<E>(node, problems)) words.insert(*word);
  return words;
}

bool is_shown(NoticeElement element, const ElementsAnswer& rule, const Facts& facts, const NoticeShows& shows, bool may_be_anonymous) {
  switch (element) {
    case NoticeElement::reasons: return facts.verdict && is_illegal(*facts.verdict) && rule.reasons_rest_on.count(facts.basis) != 0;
    case NoticeElement::exact_location: return shows.one_place;
    case NoticeElement::good_faith: return shows.good_faith;
    case NoticeElement::contact: return facts.anonymous ? may_be_anonymous : shows.contact;
  }
  return false;
}

}  // namespace

Platforms Platforms::read(RuleFile& file) {
  Platforms platforms;
  platforms.capacities_ = file.table<CapacityAnswer>(
      "capacities", {Field::verdict, Field::recipient}, Totality::must_answer, [&](YamlMap& row, const RuleHead& head) {
        const CapacityAnswer answer{row.choice<Capacity>("capacity"), row.choice<Standing>("standing")};
        if (head.conditions.empty() && (answer.capacity != Capacity::ordinary || answer.standing != Standing::active))
          file.problems().add(row.node(), "the rule for every case gives a status",
                              "anybody may always write as \"ordinary\"; say for what the status is");
        return answer;
      });
  platforms.anonymity_ = file.table<bool>("anonymity", {Field::verdict}, Totality::must_answer,
                                          [](YamlMap& row, const RuleHead&) { return row.flag("allowed"); });
  platforms.removal_ = file.table<bool>("removal", {Field::recipient}, Totality::must_answer,
                                        [](YamlMap& row, const RuleHead&) { return row.flag("removes"); });
  platforms.elements_ =
      file.table<ElementsAnswer>("elements", {Field::workflow, Field::kind}, Totality::may_be_silent, [&](YamlMap& row, const RuleHead&) {
        ElementsAnswer answer;
        answer.needs = read_words<NoticeElement>(row, "needs", file.problems());
        answer.reasons_rest_on = read_words<AssessmentBasis>(row, "reasons_rest_on", file.problems());
        return answer;
      });
  return platforms;
}

Reasoned<Capacity> Platforms::capacity(const Facts& facts, UtcTime now) const {
  const auto case_now = about(facts);
  const Rule<CapacityAnswer>* best = nullptr;
  for (const auto& rule : capacities_.rules()) {
    const bool counts =
        rule.answer.standing == Standing::active && (rule.head.conditions.empty() || (rule.head.valid_at(now) && rule.head.fits(case_now)));
    if (counts && (!best || rule.answer.capacity > best->answer.capacity)) best = &rule;
  }
  REDRESS_ASSERT(best, "rules without one for every case are refused when they are loaded");
  return {best->answer.capacity, best->head.why()};
}

Reasoned<bool> Platforms::may_be_anonymous(const Facts& facts, UtcTime now) const {
  const auto* rule = anonymity_.choose(about(facts), now);
  return {rule->answer, rule->head.why()};
}

Reasoned<bool> Platforms::removes(const Facts& facts, UtcTime now) const {
  const auto* rule = removal_.choose(about(facts), now);
  return {rule->answer, rule->head.why()};
}

std::optional<Reasoned<std::vector<NoticeElement>>> Platforms::missing(std::string_view workflow, NoticeKind kind, const Facts& facts,
                                                                       const NoticeShows& shows, UtcTime now) const {
  const auto* rule = elements_.choose(Case{}.with(Field::workflow, workflow).with(Field::kind, name_of(kind)), now);
  if (!rule) return std::nullopt;
  std::vector<NoticeElement> missing;
  const bool may_be_without_name = may_be_anonymous(facts, now).answer;
  for (const auto element : rule->answer.needs)
    if (!is_shown(element, rule->answer, facts, shows, may_be_without_name)) missing.push_back(element);
  return Reasoned<std::vector<NoticeElement>>{std::move(missing), rule->head.why()};
}

}  // namespace redress
