#include "engine/app/intake_files.hpp"

#include "engine/runtime/loop.hpp"

#include <array>
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

struct Source {
  std::istream& in;
  std::string name;
  std::string digest;
  std::int64_t bytes_all = 0;
};

IntakeOutcome take(Door& door, const Source& source, const ReaderOptions& options, const std::string& desk,
                   const std::function<void(const IntakeProgress&)>& progress) {
  IntakeOutcome outcome;
  auto opened = open_report_stream(source.in, options);
  if (!opened) {
    outcome.problem = source.name + ": " + std::string(name_of(opened.error()));
    return outcome;
  }
  auto& reader = **opened;
  RowIdentity identity;
  runtime::FileReports batch;
  std::int64_t position = 0;
  const auto hand_over = [&](bool complete) -> bool {
    batch.desk = desk;
    batch.file = source.name;
    batch.file_digest = source.digest;
    batch.position = position;
    batch.complete = complete;
    auto result = door.file(std::exchange(batch, {}));
    if (!result) {
      outcome.problem = result.error();
      return false;
    }
    add(outcome.result, *result);
    if (progress) progress({source.name, outcome.result, static_cast<std::int64_t>(reader.position().byte_offset), source.bytes_all});
    return true;
  };
  for (;;) {
    auto next = reader.next();
    if (auto* end = std::get_if<EndOfReports>(&next)) {
      if (!end->complete) outcome.problem = source.name + ": " + end->reason;
      hand_over(end->complete);
      return outcome;
    }
    ++position;
    if (auto* row = std::get_if<RejectedRow>(&next)) {
      outcome.rejected.push_back(*row);
      batch.rejected.push_back(std::move(*row));
    } else {
      auto& report = std::get<IncomingReport>(next);
      auto digest = identity.digest_of(report);
      batch.reports.push_back({std::move(report), std::move(digest)});
    }
    if (batch.reports.size() + batch.rejected.size() >= kReportsPerBatch && !hand_over(false)) return outcome;
  }
}

IntakeOutcome take_text_as(Door& door, const std::string& name, const std::string& text, const ReaderOptions& options, const std::string& desk,
                           const std::function<void(const IntakeProgress&)>& progress) {
  std::istringstream whole(text);
  const auto digest = stream_digest(whole);
  std::istringstream in(text);
  return take(door, {in, name, digest, static_cast<std::int64_t>(text.size())}, options, desk, progress);
}

}  // namespace

IntakeOutcome take_file(Door& door, const std::string& path, const ReaderOptions& options, const std::string& desk,
                        const std::function<void(const IntakeProgress&)>& progress) {
  if (path == "-") {
    // Read twice, so kept in memory: a plain copy on disk would leave addresses behind.
    std::string text;
    std::array<char, 64 * 1024> chunk{};
    while (std::cin.read(chunk.data(), chunk.size()) || std::cin.gcount() > 0) {
      text.append(chunk.data(), static_cast<std::size_t>(std::cin.gcount()));
      if (text.size() > kStandardInputBytesMax)
        return {{}, "standard input: more than " + std::to_string(kStandardInputBytesMax) + " bytes; give the file by name", {}};
    }
    return take_text_as(door, "standard input", text, options, desk, progress);
  }
  std::ifstream whole(path, std::ios::binary);
  if (!whole) return {{}, path + ": cannot be opened; check the name and who may read it", {}};
  const auto digest = stream_digest(whole);
  std::ifstream in(path, std::ios::binary);
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  auto with_name = options;
  with_name.file_name = std::filesystem::path(path).filename().string();
  return take(door, {in, with_name.file_name, digest, failed ? 0 : static_cast<std::int64_t>(size)}, with_name, desk, progress);
}

IntakeOutcome take_text(Door& door, const std::string& name, const std::string& text, const std::string& desk) {
  ReaderOptions options;
  options.file_name = name;
  return take_text_as(door, name, text, options, desk, {});
}

}  // namespace redress::app
