// Says what a rule found, one finding a line.
#pragma once

#include "tests/tidy/finding.hpp"

#include <gtest/gtest.h>

namespace redress::tidy {

[[nodiscard]] inline testing::AssertionResult none(const Findings& findings) {
  if (findings.empty()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << findings.size() << " found:\n" << report(findings);
}

}  // namespace redress::tidy
