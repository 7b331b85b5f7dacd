#include "engine/app/intake_files.hpp"

#include "engine/runtime/loop.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace redress::app {
namespace {

void add(runtime::FilingResult& all, const runtime::FilingResult& more) {
  all.reports += more.reports;
  all.known_reports += more.known_reports;
  all.items += more.items;
  all.repeats += more.repeats;
  all.rejected += more.rejected;
  all.report_ids.insert(all.report_ids.end(), more.report_ids.begin(), more.report_ids.end());
}

IntakeOutcome take(Door& door, std::istream& in, const std::string& name, const ReaderOptions& options, const std::string& desk,
                   std::int64_t bytes_all, const std::function<void(const IntakeProgress&)>& progress) {
  IntakeOutcome outcome;
  auto opened = open_report_stream(in, options);
  if (!opened) {
    outcome.problem = name + ": " + std::string(name_of(opened.error()));
    return outcome;
  }
  auto& reader = **opened;
  runtime::FileReports batch;
  const auto hand_over = [&]() -> bool {
    if (batch.reports.empty() && batch.rejected.empty()) return true;
    batch.desk = desk;
    batch.file = name;
    auto result = door.file(std::exchange(batch, {}));
    if (!result) {
      outcome.problem = result.error();
      return false;
    }
    add(outcome.result, *result);
    if (progress) progress({name, outcome.result, static_cast<std::int64_t>(reader.position().byte_offset), bytes_all});
    return true;
  };
  for (;;) {
    auto next = reader.next();
    if (auto* end = std::get_if<EndOfReports>(&next)) {
      if (!end->complete) outcome.problem = name + ": " + end->reason;
      hand_over();
      return outcome;
    }
    if (auto* row = std::get_if<RejectedRow>(&next)) {
      outcome.rejected.push_back(*row);
      batch.rejected.push_back(std::move(*row));
    } else {
      auto& report = std::get<IncomingReport>(next);
      auto digest = content_digest(report);
      batch.reports.push_back({std::move(report), std::move(digest)});
    }
    if (batch.reports.size() + batch.rejected.size() >= kReportsPerBatch && !hand_over()) return outcome;
  }
}

}  // namespace

IntakeOutcome take_file(Door& door, const std::string& path, const ReaderOptions& options, const std::string& desk,
                        const std::function<void(const IntakeProgress&)>& progress) {
  if (path == "-") return take(door, std::cin, "standard input", options, desk, 0, progress);
  std::ifstream in(path, std::ios::binary);
  if (!in) return {{}, path + ": cannot be opened; check the name and who may read it", {}};
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  auto with_name = options;
  with_name.file_name = std::filesystem::path(path).filename().string();
  return take(door, in, with_name.file_name, with_name, desk, ignored ? 0 : static_cast<std::int64_t>(size), progress);
}

IntakeOutcome take_text(Door& door, const std::string& name, const std::string& text, const std::string& desk) {
  std::istringstream in(text);
  ReaderOptions options;
  options.file_name = name;
  return take(door, in, name, options, desk, static_cast<std::int64_t>(text.size()), {});
}

}  // namespace redress::app
