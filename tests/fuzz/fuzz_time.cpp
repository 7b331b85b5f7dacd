// Times as others write them: what is read, written in our form, is the same moment.
#include "engine/core/assert.hpp"
#include "engine/core/time.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto time = redress::parse_rfc3339({reinterpret_cast<const char*>(data), size});
  if (time) REDRESS_ASSERT(redress::parse_rfc3339(redress::to_rfc3339(*time)) == time, "a time that changes by being written and read");
  return 0;
}
