// must fail with: no matching function|too few arguments
// Opening asks for a grant.
#include "engine/core/sensitive.hpp"

std::size_t peek(const redress::LocatorText& locator) {
  const auto size = locator.size_bytes();
#ifdef MISUSE
  return size + locator.open().size();
#endif
  return size;
}
