// The machine a figure was measured on, and what the process used of it. Without this line a figure means nothing.
#pragma once

#include <string>

namespace redress::bench {

struct Machine {
  std::string processor, kernel;
  int cores = 0;
  double memory_gb = 0;
  double load = 0;      // one-minute average when the measurement began: neighbours
  double sync_ms = 0;   // median of overwriting 4 KiB and fdatasync(2), in the folder of the database
};

[[nodiscard]] Machine describe_machine(const std::string& folder);

/// User and system time of this process so far, all threads.
[[nodiscard]] double cpu_seconds();
/// Highest resident memory since the last `forget_peak_memory`.
[[nodiscard]] double memory_mb();
[[nodiscard]] double peak_memory_mb();
void forget_peak_memory();

}  // namespace redress::bench
