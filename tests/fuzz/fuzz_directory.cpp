// Directories of recipients: one that loads answers for every domain and address it lists; all else has a problem to show.
#include "engine/core/assert.hpp"
#include "engine/directory/directory.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto directory = redress::parse_directory("directory.yaml", {reinterpret_cast<const char*>(data), size});
  if (!directory) {
    REDRESS_ASSERT(!directory.error().empty(), "refused without a problem");
    return 0;
  }
  for (const auto& entry : directory->entries()) {
    REDRESS_ASSERT(directory->by_slug(entry.slug) == &entry, "an entry that is not found by its slug");
    for (const auto& domain : entry.domains) REDRESS_ASSERT(directory->by_host(domain) == &entry, "a domain that is answered for by another");
    for (const auto& range : entry.addresses)
      REDRESS_ASSERT(redress::parse_address_range(to_text(range)) == range, "a range that is not read as it is written");
    REDRESS_ASSERT(entry.parent.empty() || directory->parent_of(entry), "a parent that does not exist");
  }
  return 0;
}
