// Readers of what others send us: one report at a time from a stream that is never held in memory as a whole.
//
// A row that cannot be taken becomes a RejectedRow and reading goes on. Locators are canonical already (url.hpp). Reports are told
// apart by `content_digest`, so that reading a file again from an earlier position does no harm.
#pragma once

#include "engine/core/incoming.hpp"
#include "engine/core/names.hpp"
#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace redress {

// --- limits; what exceeds one is refused by row, never cut silently -------------------------------------------------------------
inline constexpr std::size_t kCsvRowBytesMax = 64 * 1024;          // a row with all its quoted lines
inline constexpr std::size_t kCsvLinesPerRowMax = 32;              // quoted line ends in one row
inline constexpr std::size_t kJsonDocumentBytesMax = 1024 * 1024;  // without strings that were too long to keep
inline constexpr std::size_t kJsonDocumentBytesReadMax = 32 * 1024 * 1024;  // with them
inline constexpr std::size_t kJsonStringBytesMax = 64 * 1024;      // longer ones (evidence) are dropped while reading
inline constexpr std::size_t kJsonDepthMax = 32;
inline constexpr std::size_t kItemsPerReportMax = 10'000;
inline constexpr std::size_t kSourceNameBytesMax = 64;
inline constexpr std::size_t kExternalReferenceBytesMax = 128;
inline constexpr std::size_t kAssignedPersonBytesMax = 254;
inline constexpr std::size_t kClassificationBytesMax = 64;
inline constexpr std::size_t kPlatformBytesMax = 64;
inline constexpr std::size_t kUserAgentBytesMax = 512;
inline constexpr std::size_t kReporterBytesMax = 16 * 1024;

enum class ReportFormat { xarf, scart_csv, json_lines };
template <>
struct EnumNames<ReportFormat> {
  static constexpr auto names = name_list("xarf", "scart_csv", "json_lines");
};

enum class ReaderError {
  unreadable,           // the file cannot be opened or read
  empty_input,
  unknown_format,       // neither JSON nor text in rows (a spreadsheet, an archive, a mail …)
  unsupported_encoding, // UTF-16 or UTF-32: save as UTF-8
  position_beyond_end,  // the position to go on from does not lie in this input
};
template <>
struct EnumNames<ReaderError> {
  static constexpr auto names =
      name_list("unreadable", "empty input", "unknown format", "unsupported encoding: save as UTF-8", "position beyond end");
};

/// Where to go on after a stop: everything `next` gave before is behind it. While the parts of one document are being given it
/// stays before that document, so that none can be missed.
struct ReaderPosition {
  std::uint64_t byte_offset = 0;
  std::uint64_t passed = 0;  // lines (rows) or elements (lists) before it

  friend bool operator==(const ReaderPosition&, const ReaderPosition&) = default;
};

struct ReaderOptions {
  std::optional<ReportFormat> format{};  // nothing: found from the first bytes, then the name
  std::string file_name{};               // only its ending is used
  std::optional<ReportOrigin> origin{};  // where a row names none; nothing: `company` for X-ARF, `public_form` for the rest
  std::string source{};                  // said by the operator; a row's own name is kept apart, as "row:NAME"
  ReaderPosition resume_from{};
};

struct EndOfReports {
  bool complete = true;  // false: the input broke off or could not be read on
  std::string reason;    // why not, holding nothing of the input
};

struct ReaderFigures {
  std::uint64_t reports = 0;
  std::uint64_t rejected = 0;
  std::uint64_t rows_in_latin1 = 0;  // rows that were not UTF-8 and have been read as Windows-1252
};

/// One input being read. Not for several threads at once. After EndOfReports `next` keeps giving it.
class ReportReader {
 public:
  using Next = std::variant<IncomingReport, RejectedRow, EndOfReports>;

  virtual ~ReportReader() = default;
  [[nodiscard]] virtual Next next() = 0;
  [[nodiscard]] virtual ReaderPosition position() const = 0;
  [[nodiscard]] virtual ReaderFigures figures() const = 0;
  [[nodiscard]] virtual ReportFormat format() const = 0;
};

/// What to do about it.
[[nodiscard]] std::string_view advice_on(ReaderError error);

/// A reader over `in`, which must outlive it and stand at its beginning, also when resuming.
[[nodiscard]] Result<std::unique_ptr<ReportReader>, ReaderError> open_report_stream(std::istream& in, const ReaderOptions& options);
/// The same over a file; `options.file_name` is taken from the path.
[[nodiscard]] Result<std::unique_ptr<ReportReader>, ReaderError> open_report_file(const std::string& path, ReaderOptions options);

/// SHA-256 in hex over everything a report says (its line apart), to know the same row when it comes twice. `delivery`: what should
/// keep equal reports apart, e.g. the name of the channel; two anonymous reports of one URL are equal otherwise.
/// A guess at a URL can be checked against it: key it (blind index) before storing it.
[[nodiscard]] std::string content_digest(const IncomingReport& report, std::string_view delivery = {});

/// Digests of the rows of one input, in order. A row with a reference of its own is known by what it says. Equal rows without one are several
/// people, so they are told apart by what came before them in their input: the same file read again gives the same digests, also when
/// it has grown by rows at its end, and another file gives others.
class RowIdentity {
 public:
  /// `delivery`: what tells this input from an equal one, e.g. a mail's digest; nothing for a file, which may grow.
  explicit RowIdentity(std::string delivery = {}) : before_(std::move(delivery)) {}
  [[nodiscard]] std::string digest_of(const IncomingReport& report);

 private:
  std::string before_;  // digest of all rows before, in order
};

/// SHA-256 in hex over all that is left of `in`: the same file is known by it. As guessable as what is in it: key it before storing.
[[nodiscard]] std::string stream_digest(std::istream& in);

}  // namespace redress
