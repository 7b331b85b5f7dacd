#include "policies/kit/rule.hpp"

#include <charconv>
#include <limits>

namespace redress {
namespace {

std::int64_t number_in(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t age_limit(const RuleHead& head) {
  for (const auto& condition : head.conditions)
    if (condition.field == Field::younger_than && !condition.values.empty()) return number_in(condition.values.front());
  return std::numeric_limits<std::int64_t>::max();
}

bool names_workflow(const RuleHead& head) {
  return std::any_of(head.conditions.begin(), head.conditions.end(), [](const Condition& one) { return one.field == Field::workflow; });
}

}  // namespace

Case case_of(const Facts& facts) {
  Case about;
  about.with(Field::country, facts.country);
  if (facts.verdict) about.with(Field::verdict, name_of(*facts.verdict));
  about.with(Field::regime, facts.regime);
  about.with(Field::at_home, facts.at_home ? "true" : "false");
  about.with(Field::platform, !facts.platform.empty() ? "true" : "false");
  about.with(Field::urgent, facts.urgent ? "true" : "false");
  return about;
}

bool RuleHead::valid_at(UtcTime moment) const {
  return moment >= valid_from && (!valid_until || moment < *valid_until + std::chrono::days{1});
}

bool RuleHead::fits(const Case& about) const {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    const auto value = about.at(condition.field);
    if (condition.field == Field::younger_than) return !value.empty() && number_in(value) < number_in(condition.values.front());
    return !value.empty() && std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end();
  });
}

bool RuleHead::more_specific_than(const RuleHead& other) const {
  if (conditions.size() != other.conditions.size()) return conditions.size() > other.conditions.size();
  if (names_workflow(*this) != names_workflow(other)) return names_workflow(*this);
  return age_limit(*this) < age_limit(other);
}

}  // namespace redress
