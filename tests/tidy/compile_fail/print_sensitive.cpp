// must fail with: deleted
// Sensitive text does not go into a stream.
#include "engine/core/sensitive.hpp"

#include <iostream>

void print(const redress::LocatorText& locator) {
  std::cout << locator.size_bytes();
#ifdef MISUSE
  std::cout << locator;
#endif
}
