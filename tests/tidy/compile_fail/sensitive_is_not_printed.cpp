// must fail with: deleted function|use of deleted
#include "engine/core/sensitive.hpp"

#include <iostream>

using namespace redress;

void sensitive_is_not_printed(const LocatorText& locator) {
  std::cout << LocatorText::withheld() << locator.size_bytes();
#ifdef MISUSE
  std::cout << locator;
#endif
}
