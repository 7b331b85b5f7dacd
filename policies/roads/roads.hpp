// Which countries are home, which workflow removes what lies where, and what follows a police hold that ends.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

#include <set>

namespace redress {

struct HomeAnswer {
  std::set<std::string, std::less<>> countries;
};
struct RoadAnswer {
  std::string workflow;
};
struct HoldAnswer {
  bool may_send = false;
  std::string agreement;  // which one says so; empty where nothing is sent
};

struct ListAnswer {
  bool listed = false;
  std::string agreement;  // which one says so; empty where nothing is listed
};
enum class OrderStanding { none, active };
template <>
struct EnumNames<OrderStanding> {
  static constexpr auto names = name_list("none", "active");
};
struct OrderAnswer {
  std::string regime;
  OrderStanding standing = OrderStanding::none;
};

class Roads final : public RoadPolicy {
 public:
  [[nodiscard]] static Roads read(RuleFile& file, UtcTime as_of);

  [[nodiscard]] bool is_home(std::string_view country) const override;
  [[nodiscard]] std::optional<Reasoned<std::string>> workflow_for(const Facts& facts) const override;
  /// Of the rules that fit and are active the most specific counts.
  [[nodiscard]] std::optional<Reasoned<std::string>> may_order(const Facts& facts) const override;
  [[nodiscard]] Reasoned<bool> on_police_list(const Facts& facts) const override;
  [[nodiscard]] Reasoned<bool> may_send_when_hold_ends(const Facts& facts) const override;
  [[nodiscard]] const Rule<HomeAnswer>& home_rule() const { return *home_.choose(Case{}, as_of_); }
  [[nodiscard]] const RuleTable<OrderAnswer>& orders() const noexcept { return orders_; }
  [[nodiscard]] const RuleTable<HoldAnswer>& holds() const noexcept { return holds_; }

 private:
  RuleTable<HomeAnswer> home_;
  RuleTable<RoadAnswer> ways_;
  RuleTable<OrderAnswer> orders_;
  RuleTable<ListAnswer> lists_;
  RuleTable<HoldAnswer> holds_;
  UtcTime as_of_;
};

}  // namespace redress
