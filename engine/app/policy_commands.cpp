#include "engine/app/commands.hpp"
#include "policies/book.hpp"
#include "policies/explain.hpp"

#include <iostream>

namespace redress::app {
namespace {

constexpr Milliseconds kSimulatedSpan{hours{24 * 14}};

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

std::optional<PolicyCase> case_about(const std::string& country, const std::string& verdict) {
  PolicyCase about;
  about.country = country;
  const auto named = from_name<Verdict>(verdict);
  if (!named) {
    complain("unknown verdict " + verdict + "; one of illegal_baseline, illegal_national, not_illegal, doubtful, inaccessible, gone_before");
    return std::nullopt;
  }
  about.verdict = *named;
  about.at = SystemClock().utc_now();
  return about;
}

}  // namespace

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

int policy_explain(const std::string& folder, const std::string& country, const std::string& verdict, bool json) {
  const auto loaded = rules(folder, json);
  const auto about = case_about(country, verdict);
  if (!about) return kUsage;
  if (!loaded) return kFailed;
  const auto lines = explain(loaded->at(about->at), *about);
  std::cout << (json ? to_json(lines) + "\n" : to_text(lines));
  return kDone;
}

int policy_simulate(const std::string& folder, const std::string& country, const std::string& verdict, bool json) {
  const auto loaded = rules(folder, json);
  const auto about = case_about(country, verdict);
  if (!about) return kUsage;
  if (!loaded) return kFailed;
  const auto steps = simulate_silent_hoster(loaded->at(about->at), *about, kSimulatedSpan);
  std::cout << (json ? to_json(steps) + "\n" : to_text(steps));
  return kDone;
}

}  // namespace redress::app
