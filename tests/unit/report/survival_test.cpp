#include "engine/report/survival.hpp"

#include <gtest/gtest.h>

namespace redress::report {
namespace {

// Freireich et al. (1963), the textbook example of this curve: weeks of remission under 6-mercaptopurine and under placebo. [SRC-FREIREICH]
std::vector<Duration> six_mp() {
  std::vector<Duration> durations;
  for (const double ended : {6., 6., 6., 7., 10., 13., 16., 22., 23.}) durations.push_back({ended, true});
  for (const double censored : {6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.}) durations.push_back({censored, false});
  return durations;
}
std::vector<Duration> placebo() {
  std::vector<Duration> durations;
  for (const double ended : {1., 1., 2., 2., 3., 4., 4., 5., 5., 8., 8., 8., 8., 11., 11., 12., 12., 15., 17., 22., 23.}) durations.push_back({ended, true});
  return durations;
}

struct Row {
  double time;
  std::size_t at_risk, ended;
  double survival, error, lower, upper;
};

void expect_rows(const Curve& curve, std::span<const Row> rows) {
  ASSERT_GE(curve.steps.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& step = curve.steps[i];
    SCOPED_TRACE(rows[i].time);
    EXPECT_EQ(step.time, rows[i].time);
    EXPECT_EQ(step.at_risk, rows[i].at_risk);
    EXPECT_EQ(step.ended, rows[i].ended);
    EXPECT_NEAR(step.survival, rows[i].survival, 1e-9);
    EXPECT_NEAR(step.standard_error, rows[i].error, 1e-9);
    ASSERT_TRUE(step.lower && step.upper);
    EXPECT_NEAR(*step.lower, rows[i].lower, 1e-9);
    EXPECT_NEAR(*step.upper, rows[i].upper, 1e-9);
  }
}

// Survival, Greenwood's error and the band of the 6-MP arm equal the textbook's. It prints three digits (R's survfit: 0.857 0.0764
// 0.720 1.000 at 6 weeks … 0.448 0.1346 0.249 0.807 at 23); the others were worked out beforehand with 40 digits from the risk sets.
TEST(KaplanMeier, SixMpArm) {
  const auto curve = kaplan_meier(six_mp());
  const Row rows[] = {
      {6, 21, 3, 0.857142857142857, 0.076360354832121, 0.719817083916270, 1.000000000000000},
      {7, 17, 1, 0.806722689075630, 0.086935285180057, 0.653124218462171, 0.996443675908659},
      {10, 15, 1, 0.752941176470588, 0.096349652994321, 0.585918982029694, 0.967574754552298},
      {13, 12, 1, 0.690196078431373, 0.106814707775010, 0.509613099101780, 0.934769195536130},
      {16, 11, 1, 0.627450980392157, 0.114053865256753, 0.439393924968767, 0.895994938535082},
      {22, 7, 1, 0.537815126050420, 0.128233751693034, 0.337036616157685, 0.858200848044665},
      {23, 6, 1, 0.448179271708683, 0.134591456755760, 0.248788226817660, 0.807372045529077},
  };
  ASSERT_EQ(curve.steps.size(), 7U);
  expect_rows(curve, rows);
  EXPECT_EQ(curve.n, 21U);
  EXPECT_EQ(curve.last, 35);
  EXPECT_EQ(quantile(curve, 0.5), 23.0) << "the published median";
  EXPECT_FALSE(quantile(curve, 0.9)) << "the curve ends above 0.1";
}

// The placebo arm ends with nobody left: there the error is undefined, so no band is drawn, not one without width.
TEST(KaplanMeier, PlaceboArm) {
  const auto curve = kaplan_meier(placebo());
  const Row rows[] = {
      {1, 21, 2, 0.904761904761905, 0.064056448489005, 0.787535047532568, 1.000000000000000},
      {2, 19, 2, 0.809523809523810, 0.085689086746899, 0.657853062407979, 0.996162875319303},
      {3, 17, 1, 0.761904761904762, 0.092942864090336, 0.599880482213056, 0.967690870807461},
      {4, 16, 2, 0.666666666666667, 0.102868899974728, 0.492680633676116, 0.902094407746942},
      {5, 14, 2, 0.571428571428571, 0.107989849431208, 0.394548121478061, 0.827606556639137},
      {8, 12, 4, 0.380952380952381, 0.105971169574131, 0.220845361318230, 0.657132736169037},
      {11, 8, 2, 0.285714285714286, 0.098580794191765, 0.145291270386774, 0.561855181277673},
      {12, 6, 2, 0.190476190476190, 0.085689086746899, 0.078870139957734, 0.460011598277429},
      {15, 4, 1, 0.142857142857143, 0.076360354832121, 0.050108983966491, 0.407275535240419},
      {17, 3, 1, 0.095238095238095, 0.064056448489005, 0.025485828068472, 0.355895627962789},
      {22, 2, 1, 0.047619047619048, 0.046471432045168, 0.007032229847396, 0.322454434134420},
  };
  ASSERT_EQ(curve.steps.size(), 12U);
  expect_rows(curve, rows);
  EXPECT_EQ(curve.steps.back().survival, 0);
  EXPECT_FALSE(curve.steps.back().lower || curve.steps.back().upper);
  EXPECT_EQ(quantile(curve, 0.5), 8.0) << "the published median";
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
  ASSERT_EQ(curve.steps.size(), 100U);
  for (int i = 0; i < 100; ++i) EXPECT_NEAR(curve.steps[static_cast<std::size_t>(i)].survival, 1 - (i + 1) / 100.0, 1e-9);
  EXPECT_EQ(quantile(curve, 0.5), 50.0);
  EXPECT_EQ(quantile(curve, 0.9), 90.0);
  EXPECT_EQ(quantile(curve, 0.99), 99.0);
  EXPECT_NEAR(*ended_by(curve, 24.5), 0.24, 1e-9);
}

// A share is known only as far as somebody was watched: beyond it there is no number, unless everything had ended.
TEST(KaplanMeier, SharesAreNotStretched) {
  const auto curve = kaplan_meier(six_mp());
  EXPECT_NEAR(*ended_by(curve, 5), 0, 1e-9);
  EXPECT_NEAR(*ended_by(curve, 23), 1 - 0.448179271708683, 1e-9);
  EXPECT_NEAR(*ended_by(curve, 35), 1 - 0.448179271708683, 1e-9) << "one was still watched at 35";
  EXPECT_FALSE(ended_by(curve, 35.1));
  EXPECT_EQ(ended_by(kaplan_meier(placebo()), 1000), 1.0) << "nothing is left to end";

  const std::vector<Duration> open{{5, false}, {7, false}};
  EXPECT_TRUE(kaplan_meier(open).steps.empty());
  EXPECT_EQ(ended_by(kaplan_meier(open), 7), 0.0);
  EXPECT_FALSE(ended_by(kaplan_meier(open), 24)) << "watched for 7 hours, nothing is known of 24";
}

TEST(KaplanMeier, OfNothing) {
  const auto curve = kaplan_meier({});
  EXPECT_FALSE(ended_by(curve, 0));
  EXPECT_FALSE(ended_by(curve, 24));
  EXPECT_FALSE(quantile(curve, 0.5));
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
