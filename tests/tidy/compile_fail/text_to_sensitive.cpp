// must fail with: no match for|invalid operands
// Sensitive text is not compared with text.
#include "engine/core/sensitive.hpp"

bool same(const redress::LocatorText& locator, const std::string& text) {
  const bool equal = locator == redress::LocatorText(text);
#ifdef MISUSE
  return locator == text;
#endif
  return equal;
}
