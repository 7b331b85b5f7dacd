// must fail with: private
// Nobody but the named classes makes a grant, by name or by braces.
#include "engine/core/sensitive.hpp"

std::size_t peek(const redress::LocatorText& locator) {
  const auto size = locator.open(redress::TestReveal::grant()).size();
#ifdef MISUSE
  return size + locator.open({}).size();
#endif
  return size;
}
