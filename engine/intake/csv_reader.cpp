#include "engine/intake/csv_reader.hpp"

#include "engine/intake/text.hpp"

#include <array>
#include <utility>

namespace redress {
namespace {

constexpr std::string_view kSeparatorLine = "sep=";  // what spreadsheets write before the header

bool means_nothing(std::string_view field) {
  const std::string_view core = trimmed(field);
  return core.empty() || core == "-" || equals_ignoring_case(core, "n/a") || equals_ignoring_case(core, "none");
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, ReaderOptions options) : source_(source), options_(std::move(options)) { position_.byte_offset = source_.offset(); }

std::optional<CsvReader::Line> CsvReader::take_line() {
  if (!put_back_.empty()) {
    Line line = std::move(put_back_.front());
    put_back_.pop_front();
    return line;
  }
  if (source_.peek() == ByteSource::kEnd) return std::nullopt;
  Line line;
  for (int byte = source_.take(); byte != ByteSource::kEnd && byte != '\n'; byte = source_.take()) {
    if (line.text.size() < kCsvRowBytesMax)
      line.text.push_back(static_cast<char>(byte));
    else
      line.is_too_long = true;
  }
  if (line.text.ends_with('\r')) line.text.pop_back();
  line.end_offset = source_.offset();
  return line;
}

std::optional<CsvReader::Row> CsvReader::take_row() {
  for (;;) {
    auto first = take_line();
    if (!first) return std::nullopt;
    Row row;
    row.line = ++position_.passed;
    position_.byte_offset = first->end_offset;
    row.text = std::move(first->text);
    if (first->is_too_long) {
      row.problem = FieldProblem{"", "the row is longer than 65536 bytes: check its line ends"};
      return row;
    }
    if (trimmed(row.text).empty()) continue;
    // A field in quotes may go on over lines. If its quote is never closed, only the first line is at fault; the others are read anew.
    std::deque<Line> more;
    std::string whole = row.text;
    while (!csv_fields(whole, layout_.delimiter)) {
      std::optional<Line> line;
      if (more.size() < kCsvLinesPerRowMax) line = take_line();
      if (!line || line->is_too_long || whole.size() + line->text.size() + 1 > kCsvRowBytesMax) {
        if (line) more.push_back(std::move(*line));
        put_back_.insert(put_back_.begin(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        row.problem = FieldProblem{"", "a quote is not closed: write \"\" for a quote within a field"};
        return row;
      }
      whole += "\n" + line->text;
      more.push_back(std::move(*line));
    }
    if (!more.empty()) {
      position_.passed += more.size();
      position_.byte_offset = more.back().end_offset;
      row.text = std::move(whole);
    }
    return row;
  }
}

bool CsvReader::begin() {
  std::optional<char> separator;
  for (;;) {
    auto line = take_line();
    if (!line) break;
    if (!line->is_too_long && line->text.size() == kSeparatorLine.size() + 1 &&
        equals_ignoring_case(line->text.substr(0, kSeparatorLine.size()), kSeparatorLine)) {
      separator = line->text.back();
    } else if (!trimmed(line->text).empty()) {
      layout_ = csv_layout(line->text);
      if (separator) layout_.delimiter = layout_.has_header ? layout_.delimiter : *separator;
      if (!layout_.has_header) {
        put_back_.push_back(std::move(*line));
        break;
      }
    }
    ++position_.passed;
    position_.byte_offset = line->end_offset;
    if (layout_.has_header) break;
  }
  if (options_.resume_from.byte_offset > position_.byte_offset) {
    const std::uint64_t here = source_.offset();
    put_back_.clear();
    if (options_.resume_from.byte_offset < here || !source_.skip(options_.resume_from.byte_offset - here)) return false;
    position_ = options_.resume_from;
  }
  return true;
}

Result<IncomingReport, FieldProblem> CsvReader::report_from(std::string_view row, std::uint64_t line) const {
  const auto fields = csv_fields(row, layout_.delimiter);
  if (fields->size() > layout_.columns.size())
    return Failure{FieldProblem{"", "the row has more fields than columns: put fields that hold the separator in quotes"}};
  std::array<std::string_view, kScartColumns> values;
  for (std::size_t i = 0; i < fields->size(); ++i)
    if (layout_.columns[i] && !means_nothing((*fields)[i])) values[static_cast<std::size_t>(*layout_.columns[i])] = trimmed((*fields)[i]);
  const auto value = [&](ScartColumn column) { return values[static_cast<std::size_t>(column)]; };

  auto item = item_from_url(value(ScartColumn::url), value(ScartColumn::referrer), {});
  if (!item) return Failure{item.error()};
  if (value(ScartColumn::reference).size() > kExternalReferenceBytesMax)
    return Failure{FieldProblem{"reference", "reference is longer than 128 bytes: shorten it"}};
  if (value(ScartColumn::work_user).size() > kAssignedPersonBytesMax)
    return Failure{FieldProblem{"workuser", "workuser is longer than 254 bytes: shorten it"}};
  const auto source = source_of_row(value(ScartColumn::source), options_.source);
  IncomingReport report;
  report.origin = source.origin.value_or(options_.origin.value_or(ReportOrigin::public_form));
  report.source = source.name;
  report.external_reference = plain_text(value(ScartColumn::reference), kExternalReferenceBytesMax);
  report.assigned_person = plain_text(value(ScartColumn::work_user), kAssignedPersonBytesMax);
  report.items.push_back(std::move(*item));
  report.line = line;
  return report;
}

ReportReader::Next CsvReader::next() {
  auto row = take_row();
  if (!row) return source_.failed() ? EndOfReports{false, "the input could not be read on"} : EndOfReports{};
  if (!is_utf8(row->text)) {
    row->text = utf8_from_latin1(row->text);
    ++figures_.rows_in_latin1;
  }
  if (!row->problem) {
    auto report = report_from(row->text, row->line);
    if (report) {
      ++figures_.reports;
      return std::move(*report);
    }
    row->problem = report.error();
  }
  ++figures_.rejected;
  return rejected_row(row->line, std::move(*row->problem), row->text);
}

ReaderPosition CsvReader::position() const { return position_; }

}  // namespace redress
