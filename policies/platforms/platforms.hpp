// As what a platform is told something, whether our name may stay out of it, what a notice to it must have, and whether it removes
// anything at all.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

#include <set>

namespace redress {

/// Of a designation or a programme. `none`: not ours, which is what ships.
enum class Standing { none, active, suspended };
template <>
struct EnumNames<Standing> {
  static constexpr auto names = name_list("none", "active", "suspended");
};

struct CapacityAnswer {
  Capacity capacity = Capacity::ordinary;
  Standing standing = Standing::active;
};
struct ElementsAnswer {
  std::set<NoticeElement> needs;
  std::set<AssessmentBasis> reasons_rest_on;
};

class Platforms final : public PlatformPolicy {
 public:
  [[nodiscard]] static Platforms read(RuleFile& file);

  [[nodiscard]] Reasoned<Capacity> capacity(const Facts& facts, UtcTime now) const override;
  [[nodiscard]] Reasoned<bool> may_be_anonymous(const Facts& facts, UtcTime now) const override;
  [[nodiscard]] Reasoned<bool> removes(const Facts& facts, UtcTime now) const override;
  [[nodiscard]] std::optional<Reasoned<std::vector<NoticeElement>>> missing(std::string_view workflow, NoticeKind kind, const Facts& facts,
                                                                            const NoticeShows& shows, UtcTime now) const override;

 private:
  RuleTable<CapacityAnswer> capacities_;
  RuleTable<bool> anonymity_;
  RuleTable<bool> removal_;
  RuleTable<ElementsAnswer> elements_;
};

}  // namespace redress
