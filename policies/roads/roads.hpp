// Which countries are home, and what follows a police hold that ends.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

#include <set>

namespace redress {

struct HomeAnswer {
  std::set<std::string, std::less<>> countries;
};
struct HoldAnswer {
  bool may_send = false;
  std::string agreement;  // which one says so; empty where nothing is sent
};

class Roads final : public RoadPolicy {
 public:
  [[nodiscard]] static Roads read(RuleFile& file, UtcTime as_of);

  [[nodiscard]] bool is_home(std::string_view country) const override;
  [[nodiscard]] Reasoned<bool> may_send_when_hold_ends(const Facts& facts) const override;
  [[nodiscard]] const Rule<HomeAnswer>& home_rule() const { return *home_.choose(Case{}, as_of_); }
  [[nodiscard]] const RuleTable<HoldAnswer>& holds() const noexcept { return holds_; }

 private:
  RuleTable<HomeAnswer> home_;
  RuleTable<HoldAnswer> holds_;
  UtcTime as_of_;
};

}  // namespace redress
