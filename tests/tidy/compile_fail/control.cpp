// accepted
// The right way to do what the other files do wrongly.
#include "engine/core/id.hpp"
#include "engine/core/result.hpp"
#include "engine/core/sensitive.hpp"

#include <ostream>

namespace redress {

void show(std::ostream& out, const LocatorText& locator, RequestId one, RequestId other) {
  out << LocatorText::withheld() << locator.size_bytes() << (one == other);
  out << locator.open(TestReveal::grant()).size();
  out << (locator == LocatorText("http://one.example/"));
}

}  // namespace redress
