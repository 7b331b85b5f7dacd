#include "policies/looks/looks.hpp"

namespace redress {

bool may_count_as_gone(Evidence evidence) {
  switch (evidence) {
    case Evidence::not_found_404:
    case Evidence::gone_410:
    case Evidence::name_does_not_exist:
    case Evidence::account_gone:
    case Evidence::label:
    case Evidence::soft_not_found:
    case Evidence::parked: return true;
    case Evidence::answered:
    case Evidence::legal_451:
    case Evidence::restricted:
    case Evidence::login_wall:
    case Evidence::age_wall:
    case Evidence::challenge:
    case Evidence::geo_blocked:
    case Evidence::forbidden_403:
    case Evidence::server_error:
    case Evidence::unreachable:
    case Evidence::tls_fault:
    case Evidence::address_forbidden:
    case Evidence::recipe_missing:
    case Evidence::different_digest:
    case Evidence::vantage_unproven: return false;
  }
  return false;
}

Looks Looks::read(RuleFile& file, UtcTime as_of) {
  constexpr Milliseconds kLongest = hours{24 * 366};
  Looks looks;
  looks.as_of_ = as_of;
  looks.plans_ =
      file.table<LookPlan>("plans", {Field::purpose, Field::recipient, Field::younger_than}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
        LookPlan plan;
        plan.first_after = row.duration("first_after", Milliseconds{0}, hours{24});
        plan.interval = row.duration("interval", minutes{1}, kLongest);
        plan.misses = static_cast<int>(row.number("misses", 2, 10));
        plan.miss_spacing = row.duration("miss_spacing", minutes{1}, hours{24});
        return plan;
      });
  looks.evidence_ = file.table<EvidenceAnswer>("evidence", {Field::workflow}, Totality::must_answer, [&](YamlMap& row, const RuleHead&) {
    EvidenceAnswer answer;
    for (const auto& node : row.list("gone", true)) {
      const auto evidence = read_choice<Evidence>(node, file.problems());
      if (!evidence) continue;
      if (!may_count_as_gone(*evidence))
        file.problems().add(node, '"' + node.text + "\" never means that it is gone",
                            "drop it: a refusal, a wall or a failed look is unknown");
      answer.suffices.insert(*evidence);
    }
    return answer;
  });
  looks.limits_ = file.table<LookLimits>("limits", {}, Totality::must_answer, [](YamlMap& row, const RuleHead&) {
    LookLimits limits;
    limits.fresh_for = row.duration("fresh_for", minutes{1}, hours{24});
    limits.failures_before_task = static_cast<int>(row.number("failures_before_task", 1, 100));
    limits.watch_for = row.duration("watch_for", hours{1}, hours{24 * 3660});
    limits.place_fresh_for = row.duration("place_fresh_for", minutes{1}, hours{24 * 7});
    limits.place_again_after = row.duration("place_again_after", minutes{1}, hours{24});
    limits.same_digest_looks = static_cast<int>(row.number("same_digest_looks", 1, 100));
    limits.repeat_spacing = row.duration("repeat_spacing", minutes{1}, hours{24});
    limits.host_looks_per_minute = static_cast<int>(row.number("host_looks_per_minute", 1, 10'000));
    return limits;
  });
  return looks;
}

Reasoned<LookPlan> Looks::plan(LookPurpose purpose, Milliseconds since_opened, std::string_view recipient) const {
  const auto age = std::to_string(std::max(since_opened, Milliseconds{0}).count());
  const auto* rule = plans_.choose(Case{}.with(Field::purpose, name_of(purpose)).with(Field::recipient, recipient).with(Field::younger_than, age), as_of_);
  return {rule->answer, rule->head.why()};
}

const Rule<EvidenceAnswer>& Looks::evidence_rule(std::string_view workflow) const {
  return *evidence_.choose(Case{}.with(Field::workflow, workflow), as_of_);
}

Reasoned<bool> Looks::suffices(std::string_view workflow, Evidence evidence) const {
  const auto& rule = evidence_rule(workflow);
  return {may_count_as_gone(evidence) && rule.answer.suffices.count(evidence) != 0, rule.head.why()};
}

}  // namespace redress
