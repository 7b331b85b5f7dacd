// URLs as reporters type them: the canonical form of a canonical form is itself, and a line of the command stays one line.
#include "engine/core/assert.hpp"
#include "engine/intake/url.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = redress::canonical_url(text)) {
    const auto again = redress::canonical_url(url->text);
    REDRESS_ASSERT(again && again->text == url->text, "the canonical form of a canonical form differs");
    REDRESS_ASSERT(again->host == url->host && again->registrable_domain == url->registrable_domain, "the host changed");
    REDRESS_ASSERT(redress::hosts_agree(*url) == redress::hosts_agree(*again), "the agreement about the host changed");
  }
  REDRESS_ASSERT(redress::canonical_json_line(text).find('\n') == std::string::npos, "an answer of several lines");
  return 0;
}
