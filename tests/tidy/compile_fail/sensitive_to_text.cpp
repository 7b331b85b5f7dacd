// refused: could not convert|conversion from|no viable conversion
// Sensitive text does not become text by itself.
#include "engine/core/sensitive.hpp"

std::string steal(const redress::LocatorText& locator) { return locator; }
