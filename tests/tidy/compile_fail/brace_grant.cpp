// refused: is private within this context|calling a private constructor
// Nor by braces.
#include "engine/core/sensitive.hpp"

std::string steal(const redress::LocatorText& locator) { return locator.open({}); }
