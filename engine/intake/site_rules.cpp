#include "engine/intake/site_rules.hpp"

#include "engine/core/assert.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <utility>

namespace redress {

namespace embedded {
std::span<const std::pair<std::string_view, std::string_view>> intake_files();
}  // namespace embedded

namespace {

using SiteRules = std::map<std::string, SiteRule, std::less<>>;

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

SiteRules read_rules() {
  SiteRules rules;
  for (const auto& [name, text] : embedded::intake_files()) {
    if (name != "site_rules.tsv") continue;
    for (std::string_view rest = text; !rest.empty();) {
      std::string_view line = take_until(rest, '\n');
      if (line.empty() || line.front() == '#') continue;
      const std::string_view domain = take_until(line, '\t');
      const std::string_view rule = take_until(line, '\t');
      SiteRule& entry = rules[std::string{domain}];
      REDRESS_ASSERT(!line.empty(), "a line of site_rules.tsv has not three columns");
      if (rule == "drop_fragment") {
        entry.drop_fragment = true;
      } else {
        REDRESS_ASSERT(rule == "drop_query_parameter", "a line of site_rules.tsv has an unknown rule");
        entry.dropped_query_parameters.emplace_back(line);
      }
    }
  }
  return rules;
}

}  // namespace

const SiteRule* site_rule(std::string_view registrable_domain) {
  static const SiteRules rules = read_rules();
  const auto found = rules.find(registrable_domain);
  return found == rules.end() ? nullptr : &found->second;
}

std::string query_without(std::string_view query, const std::vector<std::string>& names) {
  std::string kept;
  bool first = true;
  while (!query.empty()) {
    const std::string_view parameter = take_until(query, '&');
    const std::string_view name = parameter.substr(0, parameter.find('='));
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    if (!first) kept.push_back('&');
    first = false;
    kept += parameter;
  }
  return kept;
}

}  // namespace redress
