// libsodium wants to be started before its first use.
#pragma once

#include "engine/core/assert.hpp"

#include <sodium.h>

namespace redress {

inline void sodium_ready() {
  static const int started = sodium_init();  // -1: cannot; 1: was started before
  REDRESS_ASSERT(started >= 0, "libsodium does not start");
}

}  // namespace redress
