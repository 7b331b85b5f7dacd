// must fail with: is private within this context
#include "engine/core/sensitive.hpp"

using namespace redress;

void grants_are_not_made_by_anybody(const LocatorText& locator) {
  const RevealGrant grant = TestReveal::grant();
  (void)locator.open(grant);
#ifdef MISUSE
  const RevealGrant forged{};
  (void)locator.open(forged);
#endif
}
