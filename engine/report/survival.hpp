// Statistics of durations, some of which are not over: quantiles and the Kaplan–Meier curve. Pure.
// Open durations are censored, never dropped: leaving them out would make slow recipients look fast. [SRC-KAPLAN-MEIER]
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace redress::report {

/// One stretch of being online. `length` in hours, >= 0; `ended` false: still online when we looked last (censored).
struct Duration {
  double length = 0;
  bool ended = false;
};

/// How the band is drawn; printed under every figure that has one.
inline constexpr std::string_view kBand = "95 %, Greenwood's error, log scale, cut at 1";

/// One step of the curve: after `time`, a share of `survival` is still online.
struct Step {
  double time = 0;
  std::size_t at_risk = 0;   // just before `time`
  std::size_t ended = 0;     // at `time`
  double survival = 1;
  double standard_error = 0; // Greenwood's; 0 where nothing is left
  std::optional<double> lower, upper;  // as `kBand` says, R's survfit by default; none where nothing is left: the error is undefined there
};

struct Curve {
  std::vector<Step> steps;   // at the times at which something ended, in order; empty when nothing did
  std::size_t n = 0;         // durations it was drawn from
  double last = 0;           // the longest of them: nothing is known beyond it unless everything has ended
};

[[nodiscard]] Curve kaplan_meier(std::span<const Duration> durations);

/// The time by which a share of `q` (0..1) had ended, by the curve; nothing when the curve does not come down that far.
[[nodiscard]] std::optional<double> quantile(const Curve& curve, double q);

/// Share that had ended by `time`, by the curve. Nothing when nobody was watched that long and some were still online: the last
/// step is not stretched over times nobody has seen.
[[nodiscard]] std::optional<double> ended_by(const Curve& curve, double time);

/// Quantile of complete data by linear interpolation between order statistics (R's type 7). `sorted` ascending, not empty.
[[nodiscard]] double quantile_of(std::span<const double> sorted, double q);

}  // namespace redress::report
