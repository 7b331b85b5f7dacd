// Report files: each of the three readers ends, gives no more than there is to give, and stays ended. The first byte says which reader.
#include "engine/core/assert.hpp"
#include "engine/intake/report_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <variant>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  ReaderOptions options;
  switch (data[0] % 4) {
    case 1: options.format = ReportFormat::xarf; break;
    case 2: options.format = ReportFormat::scart_csv; break;
    case 3: options.format = ReportFormat::json_lines; break;
    default: break;  // found from the bytes  // not an enum
  }
  std::istringstream in(bytes);
  auto opened = open_report_stream(in, options);
  if (!opened) return 0;
  ReportReader& reader = **opened;
  std::uint64_t given = 0;
  for (auto next = reader.next(); !std::holds_alternative<EndOfReports>(next); next = reader.next()) {
    REDRESS_ASSERT(++given <= bytes.size() + 1, "more reports than bytes");
    REDRESS_ASSERT(reader.position().byte_offset <= bytes.size(), "a position beyond the end");
    if (const auto* report = std::get_if<IncomingReport>(&next)) {
      REDRESS_ASSERT(!report->items.empty() && report->items.size() <= kItemsPerReportMax, "a report of nothing or of too much");
      REDRESS_ASSERT(content_digest(*report).size() == 64, "a report without a digest");
    }
  }
  REDRESS_ASSERT(std::holds_alternative<EndOfReports>(reader.next()), "an end that does not last");
  REDRESS_ASSERT(reader.figures().reports + reader.figures().rejected == given, "figures that do not add up");
  return 0;
}
