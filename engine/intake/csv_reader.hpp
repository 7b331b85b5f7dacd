// The reader of SCART's CSV; made by open_report_stream.
#pragma once

#include "engine/intake/byte_source.hpp"
#include "engine/intake/csv.hpp"
#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"

#include <deque>
#include <string>

namespace redress {

class CsvReader final : public ReportReader {
 public:
  /// `source` stands behind a byte order mark.
  CsvReader(ByteSource& source, ReaderOptions options);
  /// Reads the layout and goes to where reading shall go on; false when the input ends before that. Once, before `next`.
  [[nodiscard]] bool begin();

  Next next() override;
  ReaderPosition position() const override;
  ReaderFigures figures() const override { return figures_; }
  ReportFormat format() const override { return ReportFormat::scart_csv; }

 private:
  struct Line {
    std::string text;  // without its end
    std::uint64_t end_offset = 0;
    bool is_too_long = false;  // `text` is only its beginning
  };
  struct Row {
    std::string text;
    std::uint64_t line = 0;
    std::optional<FieldProblem> problem;
  };

  std::optional<Line> take_line();
  std::optional<Row> take_row();
  Result<IncomingReport, FieldProblem> report_from(std::string_view row, std::uint64_t line) const;

  ByteSource& source_;
  ReaderOptions options_;
  CsvLayout layout_;
  std::deque<Line> put_back_;  // read while looking for a closing quote that did not come
  ReaderPosition position_;
  ReaderFigures figures_;
};

}  // namespace redress
