// One rule of the desk about one site, as it stands in the directory's `sites:`.
#pragma once

#include "engine/core/ports/sites.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace redress {

/// At least one of the parts after `source` is set.
struct DeskRule {
  std::string id;
  std::string site;  // a domain, for itself and everything below, never above a registrable one; or an address, for itself alone
  bool approved = false;
  std::chrono::sys_days valid_from{};
  std::optional<std::chrono::sys_days> valid_until;  // last day
  std::string source;                                // who says so, in words
  std::optional<ForcedHost> host;
  std::vector<std::string> addresses;
  std::string proxy, registrar;
  std::optional<NamedOwner> owner;
  std::optional<std::vector<KeepSilent>> silence;  // an empty list lifts what a shorter domain forbids
  std::optional<bool> only_links;
  std::optional<SiteAssessment> assessment;

  /// Days begin at midnight UTC.
  [[nodiscard]] bool in_force(UtcTime now) const {
    return approved && UtcTime{valid_from} <= now && (!valid_until || now < UtcTime{*valid_until + std::chrono::days{1}});
  }
};

}  // namespace redress
