// Taking files in: read row by row, hand over in batches, go on where a kill left off.
#pragma once

#include "engine/app/door.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/intake/report_reader.hpp"

#include <functional>
#include <iosfwd>
#include <string>

namespace redress::app {

// A batch is handed over when either is reached: what is urgent waits for one batch at most.
inline constexpr std::size_t kReportsPerBatch = 500;
inline constexpr std::size_t kItemsPerBatch = 1'000;
inline constexpr std::size_t kStandardInputBytesMax = 256 * 1024 * 1024;
/// Numbers of reports that are listed; the others are only counted, so that no file is too long to take.
inline constexpr std::size_t kReportIdsListedMax = 1'000;

struct IntakeProgress {
  std::string file;
  runtime::FilingResult so_far;
  std::int64_t bytes_read = 0, bytes_all = 0;  // bytes_all 0: unknown (standard input)
};
/// How something is to be taken, and who hears of it meanwhile.
struct IntakeOrder {
  ReaderOptions reader;
  std::string desk;
  std::string actor = "intake";   // for the record
  bool unattended = false;        // nobody reads the outcome: refused rows raise an alert
  std::string delivery;           // what tells it from an equal one that came another time; empty: equal files are one
  std::function<void(const IntakeProgress&)> progress;      // after each batch
  std::function<void(const RejectedRow&)> rejected;         // each refused row as it is read; the row itself goes to quarantine
  std::function<bool()> go_on;                              // asked before each batch; false: stop here
};
struct IntakeOutcome {
  runtime::FilingResult result;  // report_ids: the first kReportIdsListedMax
  std::string problem;           // empty when the whole file was taken; "what; how to mend it" otherwise
  bool interrupted = false;      // the engine is gone, or somebody asked to stop: taken again, it goes on from there
};
/// `path` "-" reads standard input.
[[nodiscard]] IntakeOutcome take_file(Door& door, const std::string& path, IntakeOrder order);
/// The same from text in memory.
[[nodiscard]] IntakeOutcome take_text(Door& door, const std::string& name, const std::string& text, IntakeOrder order);

/// A list of refused rows for whoever sent them: file, line, field, what is wrong and how to mend it. Nothing of the rows themselves.
class RowErrors {
 public:
  /// Writes the heading; `more`: the names of further columns.
  explicit RowErrors(std::ostream& out, const std::vector<std::string_view>& more = {});
  void add(std::string_view file, std::uint64_t line, std::string_view field, std::string_view reason, const std::vector<std::string_view>& more = {});

 private:
  std::ostream& out_;
};

}  // namespace redress::app
