// Whom to ask, in which order, and when the next is asked. [SRC-NTD-CODE]
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

/// When the owner of the site is told: asking the owner of a site that lives off the material would only warn them.
enum class SiteOwner { at_once, later, never };
template <>
struct EnumNames<SiteOwner> {
  static constexpr auto names = name_list("at_once", "later", "never");
};

struct LadderAnswer {
  SiteOwner site_owner = SiteOwner::never;
  std::vector<Rung> rungs;  // numbered from 1
};

class Ladders final : public LadderPolicy {
 public:
  [[nodiscard]] static Ladders read(RuleFile& file, UtcTime as_of);

  /// Judged by the day the request was opened: a ladder does not change under a request that climbs it.
  [[nodiscard]] std::optional<Reasoned<Rung>> rung(std::string_view workflow, const Facts& facts, int number) const override;
  [[nodiscard]] const RuleTable<LadderAnswer>& rules() const noexcept { return rules_; }

 private:
  RuleTable<LadderAnswer> rules_;
  UtcTime as_of_;
};

/// Tasks after which the network above the hoster, or a registrar, may be told; their rung must stand right before the one that does.
inline constexpr std::string_view kApproveNetworkTask = "approve_network";
inline constexpr std::string_view kApproveRegistrarTask = "approve_registrar";

}  // namespace redress
