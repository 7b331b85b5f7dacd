#include "engine/report/survival.hpp"

#include "engine/core/assert.hpp"

#include <algorithm>
#include <cmath>

namespace redress::report {

Curve kaplan_meier(std::span<const Duration> durations) {
  std::vector<Duration> sorted(durations.begin(), durations.end());
  // Of those of equal length the ended come first: a duration censored at t was still at risk at t.
  std::sort(sorted.begin(), sorted.end(), [](const Duration& a, const Duration& b) {
    return a.length < b.length || (a.length == b.length && a.ended && !b.ended);
  });
  constexpr double kNormal975 = 1.959963984540054;
  Curve curve;
  curve.n = sorted.size();
  if (!sorted.empty()) curve.last = sorted.back().length;
  double survival = 1;
  double greenwood = 0;
  std::size_t at = 0;
  while (at < sorted.size()) {
    const double time = sorted[at].length;
    const std::size_t at_risk = sorted.size() - at;
    std::size_t ended = 0;
    for (; at < sorted.size() && sorted[at].length == time; ++at) ended += sorted[at].ended ? 1 : 0;
    if (ended == 0) continue;
    const auto n = static_cast<double>(at_risk);
    const auto d = static_cast<double>(ended);
    survival *= (n - d) / n;
    Step step{time, at_risk, ended, survival, 0, {}, {}};
    if (ended < at_risk) {
      greenwood += d / (n * (n - d));
      const double log_error = std::sqrt(greenwood);
      step.standard_error = survival * log_error;
      step.lower = survival * std::exp(-kNormal975 * log_error);
      step.upper = std::min(1.0, survival * std::exp(kNormal975 * log_error));
    }
    curve.steps.push_back(step);
  }
  return curve;
}

std::optional<double> quantile(const Curve& curve, double q) {
  // The tolerance keeps 1 - 0.9 from missing a survival of exactly 0.1.
  for (const auto& step : curve.steps)
    if (step.survival <= 1 - q + 1e-12) return step.time;
  return std::nullopt;
}

std::optional<double> ended_by(const Curve& curve, double time) {
  if (curve.n == 0) return std::nullopt;
  double survival = 1;
  for (const auto& step : curve.steps) {
    if (step.time > time) break;
    survival = step.survival;
  }
  if (time > curve.last && survival > 0) return std::nullopt;
  return 1 - survival;
}

double quantile_of(std::span<const double> sorted, double q) {
  REDRESS_ASSERT(!sorted.empty(), "a quantile of nothing");
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace redress::report
