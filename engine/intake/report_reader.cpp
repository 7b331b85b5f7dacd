#include "engine/intake/report_reader.hpp"

#include "engine/intake/byte_source.hpp"
#include "engine/intake/csv_reader.hpp"
#include "engine/intake/json_document.hpp"
#include "engine/intake/json_report.hpp"
#include "engine/intake/text.hpp"
#include "engine/intake/xarf.hpp"

#include <nlohmann/json.hpp>

#include <deque>
#include <fstream>
#include <utility>

namespace redress {
namespace {

constexpr std::size_t kSniffBytes = kJsonDocumentBytesMax;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// X-ARF documents and our own reports: both are JSON and may stand in one file.
class JsonReader final : public ReportReader {
 public:
  JsonReader(ByteSource& source, ReportFormat format, ReaderOptions options)
      : source_(source), format_(format), options_(std::move(options)), documents_(source) {
    position_.byte_offset = source_.offset();
  }
  /// Goes to where reading shall go on; false when the input ends before that. Once, before `next`.
  [[nodiscard]] bool begin() {
    if (options_.resume_from.byte_offset <= position_.byte_offset) return true;
    if (!source_.skip(options_.resume_from.byte_offset - position_.byte_offset)) return false;
    documents_.set_passed(options_.resume_from.passed);
    position_ = options_.resume_from;
    return true;
  }

  Next next() override {
    while (waiting_.empty()) {
      position_ = {source_.offset(), documents_.passed()};
      auto raw = documents_.next();
      if (!raw) {
        if (source_.failed()) return EndOfReports{false, "the input could not be read on"};
        if (documents_.ended_badly()) return EndOfReports{false, "the list is not closed, or something follows it"};
        return EndOfReports{};
      }
      read(*raw);
    }
    Next given = std::move(waiting_.front());
    waiting_.pop_front();
    if (waiting_.empty()) position_ = {source_.offset(), documents_.passed()};
    if (std::holds_alternative<IncomingReport>(given))
      ++figures_.reports;
    else
      ++figures_.rejected;
    return given;
  }
  ReaderPosition position() const override { return position_; }
  ReaderFigures figures() const override { return figures_; }
  ReportFormat format() const override { return format_; }

 private:
  void read(const RawDocument& raw) {
    const auto reject = [&](FieldProblem problem, std::string_view text) {
      waiting_.emplace_back(rejected_row(raw.number, std::move(problem), text));
    };
    if (raw.is_too_large) return reject({"", "the document is larger than 1048576 bytes: split it"}, raw.text);
    if (raw.is_too_deep) return reject({"", "the document is nested deeper than 32 levels: flatten it"}, raw.text);
    if (raw.broke_off) return reject({"", "the input ends within this document: send it again whole"}, raw.text);
    const auto document = parse_without_evidence(raw.text);
    if (!document) return reject({"", "is no JSON in UTF-8: check quotes, commas and brackets"}, raw.text);
    const auto kept = [&] { return document->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); };
    const bool is_xarf = format_ == ReportFormat::xarf || (document->is_object() && document->contains("xarf_version"));
    if (is_xarf) {
      auto report = report_from_xarf(*document, options_.origin);
      if (!report) return reject(report.error(), kept());
      report->line = raw.number;
      waiting_.emplace_back(std::move(*report));
      return;
    }
    auto read = report_from_json(*document, {options_.origin, options_.source}, raw.number);
    if (!read) return reject(read.error(), kept());
    if (read->report) waiting_.emplace_back(std::move(*read->report));
    for (RejectedRow& row : read->rejected) waiting_.emplace_back(std::move(row));
  }

  ByteSource& source_;
  ReportFormat format_;
  ReaderOptions options_;
  JsonDocuments documents_;
  std::deque<Next> waiting_;
  ReaderPosition position_;
  ReaderFigures figures_;
};

/// A reader with the source, and for files the stream, it reads from.
class OwningReader final : public ReportReader {
 public:
  OwningReader(std::unique_ptr<std::istream> stream, std::unique_ptr<ByteSource> source, std::unique_ptr<ReportReader> reader)
      : stream_(std::move(stream)), source_(std::move(source)), reader_(std::move(reader)) {}

  Next next() override { return reader_->next(); }
  ReaderPosition position() const override { return reader_->position(); }
  ReaderFigures figures() const override { return reader_->figures(); }
  ReportFormat format() const override { return reader_->format(); }

 private:
  std::unique_ptr<std::istream> stream_;  // null when the caller keeps it
  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<ReportReader> reader_;
};

Result<ReportFormat, ReaderError> find_format(std::string_view ahead, const ReaderOptions& options) {
  const std::string_view text = trimmed(ahead);
  if (text.empty()) return Failure{ReaderError::empty_input};
  if (ahead.starts_with("\xFF\xFE") || ahead.starts_with("\xFE\xFF")) return Failure{ReaderError::unsupported_encoding};
  if (options.format) return *options.format;
  if (text.find('\0') != std::string_view::npos || text.starts_with("PK\x03\x04") || text.starts_with("%PDF")) return Failure{ReaderError::unknown_format};
  const std::string name = lower_ascii(options.file_name);
  const bool is_named_json = name.ends_with(".json") || name.ends_with(".jsonl") || name.ends_with(".ndjson");
  const bool looks_like_json = text.front() == '{' || (text.front() == '[' && !text.starts_with("[.]"));
  if (looks_like_json || (is_named_json && text.front() == '"'))
    return text.find("\"xarf_version\"") != std::string_view::npos ? ReportFormat::xarf : ReportFormat::json_lines;
  if (is_named_json || name.ends_with(".eml")) return Failure{ReaderError::unknown_format};
  return ReportFormat::scart_csv;
}

Result<std::unique_ptr<ReportReader>, ReaderError> open(std::istream& in, std::unique_ptr<std::istream> owned, const ReaderOptions& options) {
  auto source = std::make_unique<ByteSource>(in);
  const auto format = find_format(source->ahead(kSniffBytes), options);
  if (source->failed()) return Failure{ReaderError::unreadable};
  if (!format) return Failure{format.error()};
  if (source->ahead(kUtf8Mark.size()) == kUtf8Mark) source->skip(kUtf8Mark.size());
  const auto begun = [&](auto made) -> std::unique_ptr<ReportReader> { return made->begin() ? std::move(made) : nullptr; };
  auto reader = *format == ReportFormat::scart_csv ? begun(std::make_unique<CsvReader>(*source, options))
                                                   : begun(std::make_unique<JsonReader>(*source, *format, options));
  if (!reader) return Failure{ReaderError::position_beyond_end};
  return std::unique_ptr<ReportReader>{std::make_unique<OwningReader>(std::move(owned), std::move(source), std::move(reader))};
}

}  // namespace

std::string_view advice_on(ReaderError error) {
  switch (error) {
    case ReaderError::unreadable: return "check that it exists and who may read it";
    case ReaderError::empty_input: return "look why nothing was written into it, and send it again";
    case ReaderError::unknown_format: return "send X-ARF, SCART's CSV or JSON Lines; a spreadsheet is saved as CSV first, an archive unpacked";
    case ReaderError::unsupported_encoding: return "save it as UTF-8";
    case ReaderError::position_beyond_end: return "take it from its beginning";
  }
  return {};
}

Result<std::unique_ptr<ReportReader>, ReaderError> open_report_stream(std::istream& in, const ReaderOptions& options) {
  return open(in, nullptr, options);
}

Result<std::unique_ptr<ReportReader>, ReaderError> open_report_file(const std::string& path, ReaderOptions options) {
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) return Failure{ReaderError::unreadable};
  options.file_name = path;
  std::istream& in = *file;
  return open(in, std::move(file), options);
}

}  // namespace redress
