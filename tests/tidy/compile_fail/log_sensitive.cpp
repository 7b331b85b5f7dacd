// must fail with: annot format an argument|provide a formatter|formattable
// Sensitive text does not go into the log's formatter.
#include "engine/core/sensitive.hpp"

#include <fmt/format.h>

std::string line(const redress::LocatorText& locator) {
  const auto bytes = fmt::format("{} bytes", locator.size_bytes());
#ifdef MISUSE
  return bytes + fmt::format("{}", locator);
#endif
  return bytes;
}
