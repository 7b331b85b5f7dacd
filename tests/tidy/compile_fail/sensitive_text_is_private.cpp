// must fail with: is private within this context
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_text_is_private(const LocatorText& locator) {
  (void)locator.empty();
#ifdef MISUSE
  (void)locator.text_;
#endif
}
