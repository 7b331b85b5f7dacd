#include "engine/app/commands.hpp"
#include "policies/book.hpp"
#include "policies/explain.hpp"

#include <iostream>

namespace redress::app {
namespace {

constexpr Milliseconds kSimulatedSpan{hours{24 * 14}};

std::unique_ptr<Policies> rules(const std::string& folder, bool json) {
  const SystemClock clock;
  auto loaded = load_policies(std::filesystem::path(folder), clock.utc_now());
  if (loaded) return std::move(*loaded);
  if (json)
    std::cout << to_json(loaded.error()) << '\n';
  else
    std::cerr << to_text(loaded.error());
  return nullptr;
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
  std::cout << (json ? "[]" : "in order: " + std::to_string(loaded->rules().size()) + " rules") << '\n';
  return kDone;
}

int policy_explain(const std::string& folder, const std::string& country, const std::string& verdict, bool json) {
  const auto loaded = rules(folder, json);
  const auto about = case_about(country, verdict);
  if (!about) return kUsage;
  if (!loaded) return kFailed;
  const auto lines = explain(*loaded, *about);
  std::cout << (json ? to_json(lines) + "\n" : to_text(lines));
  return kDone;
}

int policy_simulate(const std::string& folder, const std::string& country, const std::string& verdict, bool json) {
  const auto loaded = rules(folder, json);
  const auto about = case_about(country, verdict);
  if (!about) return kUsage;
  if (!loaded) return kFailed;
  const auto steps = simulate_silent_hoster(*loaded, *about, kSimulatedSpan);
  std::cout << (json ? to_json(steps) + "\n" : to_text(steps));
  return kDone;
}

}  // namespace redress::app
