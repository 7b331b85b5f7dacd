// Canonical rules of single sites (site_rules.tsv, built in): what of an address names no content of its own there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct SiteRule {
  bool drop_fragment = false;
  std::vector<std::string> dropped_query_parameters;  // names, compared as spelt in the query
};

/// The rules for a registrable domain, or null. Any thread.
[[nodiscard]] const SiteRule* site_rule(std::string_view registrable_domain);

/// `query` without the parameters of these names; order and spelling of the others stay. Empty when none is left.
[[nodiscard]] std::string query_without(std::string_view query, const std::vector<std::string>& names);

}  // namespace redress
