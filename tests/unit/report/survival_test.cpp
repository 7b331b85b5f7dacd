#include "engine/report/survival.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace redress::report {
namespace {

// The 6-MP arm of Freireich et al. (1963), the textbook example of Kaplan and Meier's method: remission in weeks. [SRC-FREIREICH]
std::vector<Duration> six_mp() {
  std::vector<Duration> durations;
  for (const double ended : {6., 6., 6., 7., 10., 13., 16., 22., 23.}) durations.push_back({ended, true});
  for (const double censored : {6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.}) durations.push_back({censored, false});
  return durations;
}

// Survival and Greenwood's error at each step equal the fractions worked out by hand from the risk sets, to 1e-9.
TEST(KaplanMeier, SixMpArm) {
  const auto curve = kaplan_meier(six_mp());
  ASSERT_EQ(curve.size(), 7U);
  struct Row {
    double time;
    std::size_t at_risk, ended;
    double survival;
  };
  const double s6 = 18. / 21, s7 = s6 * 16 / 17, s10 = s7 * 14 / 15, s13 = s10 * 11 / 12, s16 = s13 * 10 / 11, s22 = s16 * 6 / 7, s23 = s22 * 5 / 6;
  const Row rows[] = {{6, 21, 3, s6}, {7, 17, 1, s7}, {10, 15, 1, s10}, {13, 12, 1, s13}, {16, 11, 1, s16}, {22, 7, 1, s22}, {23, 6, 1, s23}};
  double greenwood = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(curve[i].time, rows[i].time);
    EXPECT_EQ(curve[i].at_risk, rows[i].at_risk);
    EXPECT_EQ(curve[i].ended, rows[i].ended);
    EXPECT_NEAR(curve[i].survival, rows[i].survival, 1e-9);
    const double n = static_cast<double>(rows[i].at_risk), d = static_cast<double>(rows[i].ended);
    greenwood += d / (n * (n - d));
    EXPECT_NEAR(curve[i].standard_error, rows[i].survival * std::sqrt(greenwood), 1e-9);
  }
  // Published figures for this arm: 0.857 at 6 weeks, 0.448 at 23 weeks, median 23 weeks.
  EXPECT_NEAR(curve[0].survival, 0.857142857142857, 1e-9);
  EXPECT_NEAR(curve[6].survival, 0.448179271708683, 1e-9);
  EXPECT_EQ(quantile(curve, 0.5), 23.0);
  EXPECT_FALSE(quantile(curve, 0.9)) << "the curve ends above 0.1";
}

// Dropping the censored ones instead would make the median look shorter: the reason why they are kept.
TEST(KaplanMeier, CensoredAreNotDropped) {
  auto ended_only = six_mp();
  std::erase_if(ended_only, [](const Duration& one) { return !one.ended; });
  EXPECT_LT(*quantile(kaplan_meier(ended_only), 0.5), *quantile(kaplan_meier(six_mp()), 0.5));
}

// Without censoring, the curve is the share that is left, whatever the order of the input.
TEST(KaplanMeier, WithoutCensoringItIsTheEmpiricalShare) {
  std::vector<Duration> durations;
  for (int i = 100; i >= 1; --i) durations.push_back({static_cast<double>(i), true});
  const auto curve = kaplan_meier(durations);
  ASSERT_EQ(curve.size(), 100U);
  for (int i = 0; i < 100; ++i) EXPECT_NEAR(curve[static_cast<std::size_t>(i)].survival, 1 - (i + 1) / 100.0, 1e-9);
  EXPECT_EQ(quantile(curve, 0.5), 50.0);
  EXPECT_EQ(quantile(curve, 0.9), 90.0);
  EXPECT_EQ(quantile(curve, 0.99), 99.0);
  EXPECT_NEAR(ended_by(curve, 24.5), 0.24, 1e-9);
}

TEST(KaplanMeier, NothingEnded) {
  const std::vector<Duration> open{{5, false}, {7, false}};
  EXPECT_TRUE(kaplan_meier(open).empty());
  EXPECT_EQ(ended_by(kaplan_meier(open), 100), 0);
}

// R's default: quantile(c(1,2,3,4,10), c(.25,.5,.9)) gives 2, 3, 7.6.
TEST(Quantile, TypeSeven) {
  const std::vector<double> data{1, 2, 3, 4, 10};
  EXPECT_NEAR(quantile_of(data, 0.25), 2, 1e-9);
  EXPECT_NEAR(quantile_of(data, 0.5), 3, 1e-9);
  EXPECT_NEAR(quantile_of(data, 0.9), 7.6, 1e-9);
}

}  // namespace
}  // namespace redress::report
