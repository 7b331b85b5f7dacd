#include "policies/book.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

TEST(LoadPolicies, ShippedRulesAreGood) {
  const auto loaded = load_policies("", from_ms(1'800'000'000'000));
  if (!loaded) {
    for (const auto& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
    return;
  }
}

}  // namespace
}  // namespace redress
