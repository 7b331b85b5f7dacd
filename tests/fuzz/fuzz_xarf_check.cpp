// X-ARF documents before they are taken or sent: problems are bounded in number and each says what is wrong and how to mend it.
#include "engine/core/assert.hpp"
#include "engine/intake/xarf_check.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto problems = redress::check_xarf({reinterpret_cast<const char*>(data), size});
  REDRESS_ASSERT(problems.size() <= redress::kXarfProblemsMax, "more problems than the cap");
  for (const auto& problem : problems) REDRESS_ASSERT(!problem.problem.empty() && !problem.fix.empty(), "a problem without words");
  return 0;
}
