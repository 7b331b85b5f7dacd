// Taking files in: read row by row, hand over in batches, go on where a kill left off.
#pragma once

#include "engine/app/door.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/intake/report_reader.hpp"

#include <functional>
#include <string>

namespace redress::app {

inline constexpr std::size_t kReportsPerBatch = 500;
inline constexpr std::size_t kStandardInputBytesMax = 256 * 1024 * 1024;

struct IntakeProgress {
  std::string file;
  runtime::FilingResult so_far;
  std::int64_t bytes_read = 0, bytes_all = 0;  // bytes_all 0: unknown (standard input)
};
struct IntakeOutcome {
  runtime::FilingResult result;
  std::string problem;              // empty when the whole file was taken
  std::vector<RejectedRow> rejected;  // for the caller to list; also in quarantine
};
/// `path` "-" reads standard input. `progress` is called after each batch.
[[nodiscard]] IntakeOutcome take_file(Door& door, const std::string& path, const ReaderOptions& options, const std::string& desk,
                                      const std::function<void(const IntakeProgress&)>& progress);
/// The same from text in memory.
[[nodiscard]] IntakeOutcome take_text(Door& door, const std::string& name, const std::string& text, const std::string& desk);

}  // namespace redress::app
