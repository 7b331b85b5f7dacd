// refused: annot format an argument|provide a formatter|formattable
// Sensitive text does not go into the log's formatter.
#include "engine/core/sensitive.hpp"

#include <fmt/format.h>

std::string line(const redress::LocatorText& locator) { return fmt::format("looked at {}", locator); }
