// How long before a deadline people are alerted, and how often one alert may be repeated.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "policies/kit/rule_file.hpp"

namespace redress {

struct AlertAnswer {
  std::vector<Milliseconds> lead;  // before the deadline, longest first
  Milliseconds throttle{0};
};

class Alerts final : public AlertPolicy {
 public:
  [[nodiscard]] static Alerts read(RuleFile& file, UtcTime as_of);

  [[nodiscard]] Reasoned<std::vector<UtcTime>> lead_alerts(std::string_view kind, UtcTime deadline, UtcTime now) const override;
  [[nodiscard]] Reasoned<Milliseconds> throttle(std::string_view kind) const override;
  /// The rule both answers come from.
  [[nodiscard]] const Rule<AlertAnswer>& rule_for(std::string_view kind, UtcTime moment) const;
  [[nodiscard]] const RuleTable<AlertAnswer>& rules() const noexcept { return rules_; }

 private:
  RuleTable<AlertAnswer> rules_;
  UtcTime as_of_;
};

}  // namespace redress
