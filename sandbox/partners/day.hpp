// The scripted day: a world's items as they would be reported in 24 hours, in the files partners really send. Some rows are bad on purpose.
#pragma once

#include "sandbox/partners/world.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace redress::sandbox {

enum class DayFormat { xarf, csv, json_lines };

struct DayOptions {
  double urls_per_report = 2.76;  // mean
  double repeat_share = 0.08;     // of the rows: a URL reported before, half of them in another spelling of the same URL
  double xarf_share = 0.45;       // of the reports; one file each
  double csv_share = 0.25;        // all in one SCART CSV
  double bad_share = 0.01;        // rows that cannot be read, on top
};

struct DayFile {
  std::filesystem::path path;
  UtcTime arrives_at;
  DayFormat format = DayFormat::xarf;
  std::size_t rows = 0;      // readable ones
  std::size_t bad_rows = 0;  // for a CSV or JSON Lines: lines; for X-ARF: documents, or 1 for a file that is no JSON at all
};

struct Day {
  std::vector<DayFile> files;  // by the time they arrive
  std::size_t reports = 0;
  std::size_t rows = 0;   // = items + repeats
  std::size_t items = 0;  // different URLs
  std::size_t repeats = 0;
  std::size_t respelled = 0;  // repeats that are spelled otherwise
  std::size_t bad_rows = 0;
};

/// What will arrive, without writing it: file names are relative, `texts[i]` is the content of `day.files[i]`.
struct DayTexts {
  Day day;
  std::vector<std::string> texts;
};
[[nodiscard]] DayTexts make_day(const World& world, const DayOptions& options = {});

/// Writes the day into `folder` (made if absent) and returns it with whole paths. Throws std::filesystem::filesystem_error or
/// std::runtime_error when the folder cannot be written. Draws come from the world's seed.
[[nodiscard]] Day write_day(const World& world, const std::filesystem::path& folder, const DayOptions& options = {});

}  // namespace redress::sandbox

namespace redress {
template <>
struct EnumNames<sandbox::DayFormat> {
  static constexpr auto names = name_list("xarf", "csv", "json_lines");
};
}  // namespace redress
