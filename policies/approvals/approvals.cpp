#include "policies/approvals/approvals.hpp"

namespace redress {
namespace {

/// Acts the engine keeps until a second person has answered. A rule about any other would promise what does not happen.
const std::vector<std::string> kActs{
    "erase", "case_erase", "dossier", "recipient_approve", "notice_retract", "sending", "connector_resume", "rules_adopt", "refer"};
const std::vector<std::string> kRoles{"analyst", "senior", "lead", "admin"};

}  // namespace

Approvals Approvals::read(RuleFile& file) {
  constexpr std::int64_t kSizeMax = 1'000'000;
  Approvals approvals;
  approvals.rules_ =
      file.table<ApprovalAnswer>("approvals", {Field::act}, Totality::may_be_silent, [&](YamlMap& row, const RuleHead& head) {
        for (const auto& condition : head.conditions)
          for (const auto& act : condition.values)
            if (std::find(kActs.begin(), kActs.end(), act) == kActs.end()) {
              std::string known;
              for (const auto& one : kActs) known += (known.empty() ? "" : ", ") + one;
              file.problems().add(*row.find("when"), "\"" + act + "\" is no act a second person is asked about", "write one of " + known);
            }
        ApprovalAnswer answer;
        for (const auto& node : row.list("roles", true))
          if (const auto word = read_word(node, kRoles, file.problems())) answer.roles.push_back(*from_name<ActorKind>(*word));
        answer.at_least = row.number_or("at_least", 1, kSizeMax, 1);
        answer.valid_for = row.duration("valid_for", minutes{10}, hours{24 * 30});
        return answer;
      });
  return approvals;
}

std::optional<Reasoned<SecondPerson>> Approvals::second_person(std::string_view act, std::int64_t size, UtcTime now) const {
  const auto* rule = rules_.choose(Case{}.with(Field::act, act), now);
  if (!rule || size < rule->answer.at_least) return std::nullopt;
  return Reasoned<SecondPerson>{{rule->answer.roles, rule->answer.valid_for}, rule->head.why()};
}

}  // namespace redress
