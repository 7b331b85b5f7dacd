#include "engine/core/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace redress {

void assertion_failed(const char* condition, const char* why, const char* file, int line) noexcept {
  std::fprintf(stderr, "redress: broken promise: %s (%s) at %s:%d\n", why, condition, file, line);
  std::abort();
}

}  // namespace redress
