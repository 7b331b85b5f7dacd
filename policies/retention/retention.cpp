#include "policies/retention/retention.hpp"

#include <algorithm>

namespace redress {
namespace {

constexpr Milliseconds kLeast = hours{24};
constexpr Milliseconds kMost = hours{24 * 366 * 30};

std::vector<KeptFrom> moments_of(KeptKind kind) {
  switch (kind) {
    case KeptKind::locators: return {KeptFrom::closed};
    case KeptKind::reports:
    case KeptKind::partner_messages: return {KeptFrom::received, KeptFrom::closed};
    case KeptKind::notices: return {KeptFrom::sent, KeptFrom::closed};
    case KeptKind::quarantine: return {KeptFrom::received};
  }
  return {};
}

std::string words_of(const std::vector<KeptFrom>& moments) {
  std::string text;
  for (const auto moment : moments) text += (text.empty() ? "" : ", ") + std::string(name_of(moment));
  return text;
}

/// The kinds a rule is about.
std::vector<KeptKind> kinds_of(const RuleHead& head) {
  std::vector<KeptKind> kinds;
  for (const auto& condition : head.conditions)
    if (condition.field == Field::kept)
      for (const auto& word : condition.values)
        if (const auto kind = from_name<KeptKind>(word)) kinds.push_back(*kind);
  return kinds;
}

bool names_verdict(const RuleHead& head) {
  return std::any_of(head.conditions.begin(), head.conditions.end(), [](const Condition& one) { return one.field == Field::verdict; });
}

Keeping read_rule(YamlMap& row, const RuleHead& head, YamlProblems& problems) {
  const auto kinds = kinds_of(head);
  Keeping keeping;
  keeping.keep_for = row.duration("keep_for", kLeast, kMost);
  keeping.from = row.choice<KeptFrom>("from");
  if (kinds.empty() && problems.empty())  // of a word nobody knows it was said already
    problems.add(row.node(), "the rule \"" + head.id + "\" does not say of what", "add \"when: {kept: notices}\", or another kind");
  const auto* from = row.find("from");
  for (const auto kind : kinds) {
    const auto moments = moments_of(kind);
    if (from != nullptr && std::find(moments.begin(), moments.end(), keeping.from) == moments.end())
      problems.add(*from, std::string(name_of(kind)) + " have no moment \"" + std::string(name_of(keeping.from)) + '"',
                   "write one of " + words_of(moments));
    if (kind != KeptKind::locators && names_verdict(head))
      problems.add(*row.find("when"), "only locators have a verdict, not " + std::string(name_of(kind)),
                   "drop the verdict, or make it two rules");
  }
  return keeping;
}

}  // namespace

Retention Retention::read(RuleFile& file, UtcTime as_of) {
  Retention retention;
  retention.as_of_ = as_of;
  retention.rules_ = file.table<Keeping>("retention", {Field::kept, Field::verdict}, Totality::may_be_silent,
                                         [&](YamlMap& row, const RuleHead& head) { return read_rule(row, head, file.problems()); });
  if (!file.problems().empty()) return retention;  // a rule that is wrong is no rule that is missing
  const auto* section = file.root().need("retention");
  for (const auto name : EnumNames<KeptKind>::names)
    if (section != nullptr && retention.find(*from_name<KeptKind>(name), {}, as_of) == nullptr)
      file.problems().add(*section, "no rule says how long " + std::string(name) + " are kept",
                          "add one with \"when: {kept: " + std::string(name) + "}\" that is valid today");
  return retention;
}

const Rule<Keeping>* Retention::find(KeptKind kind, std::optional<Verdict> verdict, UtcTime now) const {
  auto about = Case{}.with(Field::kept, name_of(kind));
  if (verdict) about.with(Field::verdict, name_of(*verdict));
  return rules_.choose(about, now);
}

Reasoned<Keeping> Retention::keeping(KeptKind kind, std::optional<Verdict> verdict, UtcTime now) const {
  const auto* rule = find(kind, verdict, now);
  if (rule == nullptr) rule = find(kind, verdict, as_of_);  // a moment before these rules began
  return {rule->answer, rule->head.why()};
}

Milliseconds Retention::shortest(KeptKind kind, UtcTime now) const {
  auto least = keeping(kind, {}, now).answer.keep_for;
  for (const auto& rule : rules_.rules()) {
    const auto kinds = kinds_of(rule.head);
    if (rule.head.valid_at(now) && std::find(kinds.begin(), kinds.end(), kind) != kinds.end())
      least = std::min(least, rule.answer.keep_for);
  }
  return least;
}

}  // namespace redress
