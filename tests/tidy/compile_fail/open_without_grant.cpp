// refused: no matching function|too few arguments
// Opening asks for a grant.
#include "engine/core/sensitive.hpp"

std::string steal(const redress::LocatorText& locator) { return locator.open(); }
