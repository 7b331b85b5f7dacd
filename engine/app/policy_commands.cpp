#include "engine/app/commands.hpp"
#include "engine/app/wiring.hpp"
#include "engine/runtime/batch.hpp"
#include "policies/book.hpp"
#include "policies/explain.hpp"

#include <algorithm>
#include <iostream>

namespace redress::app {
namespace {

constexpr Milliseconds kSimulatedSpan{hours{24 * 14}};
constexpr const char* kOfPlatforms = "trusted_flagger";

/// Of now and of every later day on which a rule begins or ceases to be valid.
std::optional<PoliciesOverTime> rules(const std::string& folder, bool json) {
  const auto tell = [&](const std::vector<RuleProblem>& problems) {
    if (json)
      std::cout << to_json(problems) << '\n';
    else
      std::cerr << to_text(problems);
    return std::nullopt;
  };
  const auto texts = read_rules(std::filesystem::path(folder));
  if (!texts) return tell(texts.error());
  auto loaded = PoliciesOverTime::load(*texts, SystemClock().utc_now());
  if (!loaded) return tell(loaded.error());
  return std::move(*loaded);
}

std::optional<PolicyCase> case_about(const AskedCase& asked) {
  PolicyCase about;
  about.country = asked.country;
  const auto named = from_name<Verdict>(asked.verdict);
  if (!named) {
    complain("unknown verdict " + asked.verdict + "; one of illegal_baseline, illegal_national, not_illegal, doubtful, inaccessible, gone_before");
    return std::nullopt;
  }
  about.verdict = *named;
  about.at = SystemClock().utc_now();
  about.platform = asked.platform;
  about.workflow = !asked.workflow.empty() ? asked.workflow : asked.platform.empty() ? about.workflow : kOfPlatforms;
  if (about.workflow == kOfPlatforms && about.platform.empty()) about.platform = "any";
  return about;
}

}  // namespace

int policy_adopt(Session& session, const std::string& reason, bool break_glass) {
  auto* parts = session.wiring();
  if (!parts) return kFailed;
  // Whether it needs a second person is for the rules that are in force to say, not for the changed ones.
  const bool changed = !session.reader()->setting(runtime::kAdoptedRules).empty();
  if (changed && !break_glass && who_serves(parts->config().socket) == Serving::nobody) {
    complain("no engine is running whose rules say who has to agree; start one with the rules adopted before, or break the glass");
    return kRefusedByPolicy;
  }
  runtime::Act act;
  act.kind = runtime::ActKind::rules_adopt;
  act.argument = parts->rules_digest();
  act.reason = reason;
  act.break_glass = break_glass;
  return session.act(std::move(act), "adopted; a running engine takes them when it is started again");
}

int policy_check(const std::string& folder, bool json) {
  const auto loaded = rules(folder, json);
  if (!loaded) return kFailed;
  if (json) {
    std::cout << "[]\n";
    return kDone;
  }
  std::cout << "in order: " << loaded->at(SystemClock().utc_now()).rules().size() << " rules\n";
  for (const auto moment : loaded->changes()) std::cout << "other rules are valid from " << to_rfc3339(moment) << " on; a running engine takes them then\n";
  return kDone;
}

int policy_explain(const std::string& folder, const AskedCase& asked, bool json) {
  const auto loaded = rules(folder, json);
  const auto about = case_about(asked);
  if (!about) return kUsage;
  if (!loaded) return kFailed;
  const auto lines = explain(loaded->at(about->at), *about);
  std::cout << (json ? to_json(lines) + "\n" : to_text(lines));
  return kDone;
}

int policy_simulate(const std::string& folder, const AskedCase& asked, bool json) {
  const auto loaded = rules(folder, json);
  const auto about = case_about(asked);
  if (!about) return kUsage;
  if (!loaded) return kFailed;
  const auto steps = simulate_silent_hoster(loaded->at(about->at), *about, kSimulatedSpan);
  std::cout << (json ? to_json(steps) + "\n" : to_text(steps));
  return kDone;
}

}  // namespace redress::app
