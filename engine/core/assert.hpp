// Assertions that stay on in release: a broken promise of our own code ends the process before it can be stored.
#pragma once

namespace redress {

/// Prints file, line and reason to standard error and aborts. Never prints values: they might be sensitive.
[[noreturn]] void assertion_failed(const char* condition, const char* why, const char* file, int line) noexcept;

}  // namespace redress

#define REDRESS_ASSERT(condition, why)                                           \
  do {                                                                           \
    if (!(condition)) [[unlikely]]                                               \
      ::redress::assertion_failed(#condition, (why), __FILE__, __LINE__);        \
  } while (false)
