// must fail with: no matching function|too few arguments
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_opens_only_with_grant(const LocatorText& locator) {
  (void)locator.open(TestReveal::grant());
#ifdef MISUSE
  (void)locator.open();
#endif
}
