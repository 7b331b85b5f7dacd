#include "engine/core/random.hpp"

#include "engine/core/assert.hpp"

#include <cerrno>
#include <sys/random.h>

namespace redress {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    REDRESS_ASSERT(got > 0, "the system gives no random bytes");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace redress
