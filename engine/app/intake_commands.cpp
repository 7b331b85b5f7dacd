#include "engine/app/commands.hpp"
#include "engine/app/intake_files.hpp"
#include "engine/core/json_text.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <unistd.h>

namespace redress::app {
namespace {

/// A line on standard error, rewritten in place on a terminal: rows, rate, and time left where the size is known.
class ProgressLine {
 public:
  explicit ProgressLine(const Clock& clock) : clock_(clock), began_(clock.steady_now()), terminal_(::isatty(STDERR_FILENO) == 1) {}
  void show(const IntakeProgress& progress) {
    if (!terminal_) return;
    const auto rows = progress.so_far.items + progress.so_far.repeats + progress.so_far.rejected + progress.so_far.known_reports;
    const double passed = std::chrono::duration<double>(clock_.steady_now() - began_).count();
    std::cerr << '\r' << progress.file << ": " << rows << " rows";
    if (passed > 0.5) std::cerr << ", " << static_cast<std::int64_t>(static_cast<double>(rows) / passed) << " a second";
    if (progress.bytes_all > 0 && progress.bytes_read > 0 && passed > 0.5) {
      const double left = passed * static_cast<double>(progress.bytes_all - progress.bytes_read) / static_cast<double>(progress.bytes_read);
      std::cerr << ", " << to_words(Milliseconds{static_cast<std::int64_t>(left * 1000)}) << " left";
    }
    std::cerr << "   " << std::flush;
    shown_ = true;
  }
  ~ProgressLine() {
    if (shown_) std::cerr << '\n';
  }

 private:
  const Clock& clock_;
  SteadyTime began_;
  bool terminal_;
  bool shown_ = false;
};

/// Line, field and reason of each refused row; the row itself stays in quarantine.
bool write_errors(const std::string& path, const std::string& file, const std::vector<RejectedRow>& rows, bool append) {
  std::ofstream out(path, append ? std::ios::app : std::ios::trunc);
  if (!append) out << "file,line,field,reason\r\n";
  for (const auto& row : rows) {
    const auto quoted = [](std::string text) {
      for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
      return '"' + text + '"';
    };
    out << quoted(file) << ',' << row.line << ',' << quoted(row.field) << ',' << quoted(row.reason) << "\r\n";
  }
  return static_cast<bool>(out);
}

}  // namespace

int intake(Session& session, const std::vector<std::string>& files, const std::string& source, const std::string& origin, const std::string& errors_file) {
  ReaderOptions options;
  options.source = source;
  if (!origin.empty()) {
    options.origin = from_name<ReportOrigin>(origin);
    if (!options.origin) {
      complain("unknown origin " + origin + "; one of public_form, partner_hotline, police, company, hoster, helpline, own_search");
      return kUsage;
    }
  }
  auto* door = session.door();
  const auto* config = session.config();
  if (!door || !config) return kFailed;
  int code = kDone;
  bool first = true;
  for (const auto& file : files) {
    IntakeOutcome outcome;
    {
      ProgressLine line(session.clock());
      outcome = take_file(*door, file, options, config->desk, [&](const IntakeProgress& progress) { line.show(progress); });
    }
    if (!errors_file.empty() && !write_errors(errors_file, file, outcome.rejected, !first)) complain(errors_file + ": cannot be written");
    first = false;
    const auto& result = outcome.result;
    if (session.options().json) {
      JsonObject out;
      out.add("file", file).add("reports", result.reports).add("items", result.items).add("repeats", result.repeats);
      out.add("known", result.known_reports).add("rejected", result.rejected);
      JsonArray ids;
      for (const auto id : result.report_ids) ids.raw(std::to_string(id.value));
      out.raw("report_ids", ids.text());
      if (!outcome.problem.empty()) out.add("problem", outcome.problem);
      std::cout << out.text() << '\n';
    } else {
      std::cout << file << ": " << result.reports << " reports, " << result.items << " new items, " << result.repeats << " repeats, "
                << result.known_reports << " known already, " << result.rejected << " rows refused\n";
      for (const auto& row : outcome.rejected)
        std::cerr << file << ":" << row.line << ": " << (row.field.empty() ? "" : row.field + ": ") << row.reason << '\n';
    }
    if (result.rejected > 0 && code == kDone) code = kSomeRefused;
    if (!outcome.problem.empty()) {
      complain(outcome.problem);
      code = kFailed;
    }
  }
  return code;
}

}  // namespace redress::app
