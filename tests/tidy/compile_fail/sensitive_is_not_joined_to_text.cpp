// must fail with: no match for [^o]*operator[+]
#include "engine/core/sensitive.hpp"

using namespace redress;

void sensitive_is_not_joined_to_text(const LocatorText& locator) {
  const std::string text = "at " + locator.open(TestReveal::grant());
  (void)text;
#ifdef MISUSE
  const std::string leaked = "at " + locator;
  (void)leaked;
#endif
}
