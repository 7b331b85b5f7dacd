// refused: is private within this context|calling a private constructor
// Nobody but the named classes makes a grant.
#include "engine/core/sensitive.hpp"

std::string steal(const redress::LocatorText& locator) {
  redress::RevealGrant grant;
  return locator.open(grant);
}
