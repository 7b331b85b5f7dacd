#include "tests/bench/machine.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <thread>
#include <unistd.h>

namespace redress::bench {
namespace {

/// The value behind `name` in a file of lines `name : value`; empty when there is none.
std::string value_of(const char* path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.compare(0, name.size(), name) != 0) continue;
    const auto colon = line.find(':');
    const auto start = line.find_first_not_of(" \t", colon + 1);
    return start == std::string::npos ? std::string{} : line.substr(start);
  }
  return {};
}

double number_of(const std::string& text) { return text.empty() ? 0 : std::stod(text); }

double median_sync_ms(const std::string& folder) {
  constexpr int kSyncs = 101;
  const auto path = folder + "/sync";
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) return 0;
  std::array<char, 4096> page{};
  std::vector<double> times;
  for (int i = 0; i < kSyncs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    page[0] = static_cast<char>(i);
    if (::pwrite(file, page.data(), page.size(), 0) < 0 || ::fdatasync(file) != 0) break;
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  ::close(file);
  ::unlink(path.c_str());
  if (times.empty()) return 0;
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

}  // namespace

Machine describe_machine(const std::string& folder) {
  Machine machine;
  machine.processor = value_of("/proc/cpuinfo", "model name");
  machine.cores = static_cast<int>(std::thread::hardware_concurrency());
  machine.memory_gb = number_of(value_of("/proc/meminfo", "MemTotal")) / 1024 / 1024;
  utsname names{};
  if (::uname(&names) == 0) machine.kernel = names.release;
  std::ifstream("/proc/loadavg") >> machine.load;
  machine.sync_ms = median_sync_ms(folder);
  return machine;
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double memory_mb() { return number_of(value_of("/proc/self/status", "VmRSS")) / 1024; }
double peak_memory_mb() { return number_of(value_of("/proc/self/status", "VmHWM")) / 1024; }

void forget_peak_memory() { std::ofstream("/proc/self/clear_refs") << "5"; }

}  // namespace redress::bench
