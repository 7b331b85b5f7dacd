// refused: no match for|invalid operands
// Sensitive text is not compared with text by accident.
#include "engine/core/sensitive.hpp"

bool same(const redress::LocatorText& locator, const std::string& text) { return locator == text; }
