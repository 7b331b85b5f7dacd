#include "engine/app/commands.hpp"
#include "engine/app/intake_files.hpp"
#include "engine/core/json_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>

namespace redress::app {
namespace {

constexpr std::int64_t kRowsTold = 20;      // on the terminal; a list has them all
constexpr std::int64_t kRowsPerPage = 1'000;

/// Rows, rate, and time left where the size is known, on standard error: on a terminal in one line that is rewritten, else a line now and then.
class ProgressLine {
 public:
  explicit ProgressLine(const Clock& clock) : clock_(clock), began_(clock.steady_now()), told_(began_), terminal_(::isatty(STDERR_FILENO) == 1) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const IntakeProgress& progress) {
    const auto now = clock_.steady_now();
    if (!terminal_ && now - told_ < kToldEvery) return;
    told_ = now;
    const auto rows = progress.so_far.reports + progress.so_far.known_reports + progress.so_far.rejected;
    const double passed = std::chrono::duration<double>(now - began_).count();
    std::cerr << (terminal_ ? "\r" : "") << one_line(progress.file) << ": " << rows << " rows";
    if (passed > 0.5) std::cerr << ", " << static_cast<std::int64_t>(static_cast<double>(rows) / passed) << " a second";
    if (progress.bytes_all > 0 && progress.bytes_read > 0 && passed > 0.5) {
      const double left = passed * static_cast<double>(progress.bytes_all - progress.bytes_read) / static_cast<double>(progress.bytes_read);
      std::cerr << ", " << to_words(std::chrono::seconds{static_cast<std::int64_t>(left)}) << " left";
    }
    std::cerr << (terminal_ ? "   " : "\n") << std::flush;
    shown_ = true;
  }
  ~ProgressLine() {
    if (shown_ && terminal_) std::cerr << '\n';
  }

 private:
  static constexpr Milliseconds kToldEvery{5'000};
  const Clock& clock_;
  SteadyTime began_, told_;
  bool terminal_;
  bool shown_ = false;
};

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
  if (!door || !config) return session.code();
  std::ofstream errors;
  if (!errors_file.empty()) {
    errors.open(errors_file, std::ios::trunc);
    if (!errors) {
      complain(errors_file + ": cannot be written; name another file with --errors");
      return kFailed;
    }
  }
  std::optional<RowErrors> listed;
  if (errors.is_open()) listed.emplace(errors);
  int code = kDone;
  for (const auto& file : files) {
    IntakeOutcome outcome;
    std::int64_t told = 0;
    {
      ProgressLine line(session.clock());
      IntakeOrder order;
      order.reader = options;
      order.desk = config->desk;
      order.actor = session.actor().name;
      order.progress = [&](const IntakeProgress& progress) { line.show(progress); };
      order.rejected = [&](const RejectedRow& row) {
        if (listed) listed->add(file, row.line, row.field, row.reason);
        if (!session.options().json && ++told <= kRowsTold)
          std::cerr << one_line(file) << ":" << row.line << ": " << one_line((row.field.empty() ? "" : row.field + ": ") + row.reason)
                    << '\n';
      };
      outcome = take_file(*door, file, std::move(order));
    }
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
      std::cout << one_line(file) << ": " << result.reports << " reports, " << result.items << " new items, " << result.repeats
                << " repeats, " << result.known_reports << " known already, " << result.rejected << " rows refused\n";
      if (told > kRowsTold) std::cerr << told - kRowsTold << " more refused rows; redress quarantine export lists them all\n";
    }
    if (result.rejected > 0 && code == kDone) code = kSomeRefused;
    if (!outcome.problem.empty()) {
      complain(outcome.problem);
      code = kFailed;
    }
  }
  if (errors.is_open() && !errors.flush()) {
    complain(errors_file + ": cannot be written; name another file with --errors");
    code = kFailed;
  }
  return code;
}

int quarantine_export(Session& session, const std::string& path, const std::string& of_file, bool reveal, const std::string& reason) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  if (reveal && reason.empty()) {
    complain("the rows themselves are shown by an audited act each; say why with --reason");
    return kUsage;
  }
  auto* door = reveal ? session.door() : nullptr;
  if (reveal && !door) return session.code();
  // Made for its owner alone: with --reveal it holds addresses.
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (made < 0) {
    complain(path + ": cannot be made, or is there already; name a new file");
    return kFailed;
  }
  ::close(made);
  std::ofstream out(path, std::ios::binary);
  std::vector<std::string_view> more{"at", "number"};
  if (reveal) more.emplace_back("row");
  RowErrors listed(out, more);
  std::int64_t after = 0, rows = 0;
  for (;;) {
    const auto page = reader->quarantine(after, kRowsPerPage);
    if (page.empty()) break;
    after = page.back().id;
    for (const auto& row : page) {
      if (!of_file.empty() && row.file != of_file) continue;
      const auto at = to_rfc3339(row.at), number = std::to_string(row.id);
      std::vector<std::string_view> cells{at, number};
      std::string shown;
      if (reveal) {
        runtime::Act act;
        act.kind = runtime::ActKind::quarantine_show;
        act.subject = row.id;
        act.reason = reason;
        act.by = session.actor();
        auto result = door->act(std::move(act));
        if (!result.done && code_of(result) != kFailed) {
          complain(result.problem);
          return code_of(result);
        }
        shown = result.done ? runtime::in_bytes(result.answer) : "[" + result.problem + "]";
        cells.emplace_back(shown);
      }
      listed.add(row.file, static_cast<std::uint64_t>(row.line), row.field, row.reason, cells);
      ++rows;
    }
  }
  if (!out.flush()) {
    complain(path + ": cannot be written to its end; make room and name a new file");
    return kFailed;
  }
  if (session.options().json)
    std::cout << JsonObject().add("file", path).add("rows", rows).text() << '\n';
  else
    std::cout << one_line(path) << ": " << rows << " rows\n";
  return kDone;
}

}  // namespace redress::app
