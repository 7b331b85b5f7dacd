// Statistics of durations, some of which are not over: quantiles and the Kaplan–Meier curve. Pure.
// Open durations are censored, never dropped: leaving them out would make slow recipients look fast. [SRC-KAPLAN-MEIER]
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace redress::report {

/// One stretch of being online. `length` in hours, >= 0; `ended` false: still online when we looked last (censored).
struct Duration {
  double length = 0;
  bool ended = false;
};

/// One step of the curve: after `time`, a share of `survival` is still online.
struct Step {
  double time = 0;
  std::size_t at_risk = 0;   // just before `time`
  std::size_t ended = 0;     // at `time`
  double survival = 1;
  double standard_error = 0; // Greenwood's
  double lower = 1, upper = 1;  // 95 % band on the log scale, as R's survfit draws it by default, within 0..1
};

/// Steps at the times at which something ended, in order. Empty when nothing did.
[[nodiscard]] std::vector<Step> kaplan_meier(std::span<const Duration> durations);

/// The time by which a share of `q` (0..1) had ended, by the curve; nothing when the curve does not come down that far.
[[nodiscard]] std::optional<double> quantile(std::span<const Step> curve, double q);

/// Share that had ended by `time`, by the curve.
[[nodiscard]] double ended_by(std::span<const Step> curve, double time);

/// Quantile of complete data by linear interpolation between order statistics (R's type 7). `sorted` ascending, not empty.
[[nodiscard]] double quantile_of(std::span<const double> sorted, double q);

}  // namespace redress::report
