// Rules made visible: what they say about one case and why, and what would happen, hour by hour, if a hoster stayed silent.
// For `redress policy explain` and `redress policy simulate`. Nothing here decides anything.
#pragma once

#include "policies/book.hpp"

#include <string>
#include <vector>

namespace redress {

/// The case asked about.
struct PolicyCase {
  std::string country = "NL";
  Verdict verdict = Verdict::illegal_baseline;
  bool urgent = false;
  UtcTime at;                   // when it is assessed
  std::string source;           // named source of the report; empty when none
  std::string language = "en";  // of the recipient
  std::string workflow = "hotline_ntd";
  std::string platform;         // slug of the social platform it stands on; empty when on none
};

struct ExplainLine {
  std::string question;  // e.g. "removal due"
  std::string answer;
  Why why;
  std::vector<std::string> sources;  // of the rule
};
/// Every question in the order a request meets them. As if the first attempt, and both acceptances, were at `about.at`.
[[nodiscard]] std::vector<ExplainLine> explain(const Policies& policies, const PolicyCase& about);
/// One line each: question, answer, [rule, version, sources].
[[nodiscard]] std::string to_text(const std::vector<ExplainLine>& lines);
/// A JSON array of {"question","answer","rule","version","sources"}.
[[nodiscard]] std::string to_json(const std::vector<ExplainLine>& lines);

struct SimulatedStep {
  UtcTime at;
  std::string what;
  Why why;
};
/// What happens to a hoster that accepts every notice and never answers nor removes anything, from the assessment on, for `span`.
/// Ends early where only a person leads on. In order of time.
[[nodiscard]] std::vector<SimulatedStep> simulate_silent_hoster(const Policies& policies, const PolicyCase& about, Milliseconds span);
/// One line each: elapsed time, UTC, what, [rule].
[[nodiscard]] std::string to_text(const std::vector<SimulatedStep>& steps);
/// A JSON array of {"at","what","rule","version"}.
[[nodiscard]] std::string to_json(const std::vector<SimulatedStep>& steps);

/// Problems one a line; as JSON an array of {"file","line","column","what","fix"}. For `redress policy check`.
[[nodiscard]] std::string to_text(const std::vector<RuleProblem>& problems);
[[nodiscard]] std::string to_json(const std::vector<RuleProblem>& problems);

}  // namespace redress
