#include "engine/app/intake_files.hpp"

#include "connectors/kit/csv_text.hpp"
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
  for (const auto id : more.report_ids)
    if (all.report_ids.size() < kReportIdsListedMax) all.report_ids.push_back(id);
}

struct Source {
  std::istream& in;
  std::string name;
  std::string digest;
  std::int64_t bytes_all = 0;
};

IntakeOutcome take(Door& door, const Source& source, const IntakeOrder& order) {
  IntakeOutcome outcome;
  auto opened = open_report_stream(source.in, order.reader);
  if (!opened) {
    outcome.problem = source.name + ": " + std::string(name_of(opened.error())) + "; " + std::string(advice_on(opened.error()));
    return outcome;
  }
  auto& reader = **opened;
  RowIdentity identity(order.delivery);
  runtime::FileReports batch;
  std::int64_t position = 0;
  std::size_t items = 0;
  const auto hand_over = [&](bool complete) -> bool {
    if (order.go_on && !order.go_on()) {
      outcome.interrupted = true;
      outcome.problem = source.name + ": stopped on the way; take the same file again: it goes on from there";
      return false;
    }
    batch.desk = order.desk;
    batch.actor = order.actor;
    batch.unattended = order.unattended;
    batch.file = source.name;
    batch.file_digest = source.digest;
    batch.position = position;
    batch.complete = complete;
    items = 0;
    auto result = door.file(std::exchange(batch, {}));
    if (!result) {
      outcome.interrupted = true;
      outcome.problem = result.error();
      return false;
    }
    add(outcome.result, *result);
    if (order.progress) order.progress({source.name, outcome.result, static_cast<std::int64_t>(reader.position().byte_offset), source.bytes_all});
    return true;
  };
  for (;;) {
    auto next = reader.next();
    if (auto* end = std::get_if<EndOfReports>(&next)) {
      // What broke off is not complete: the same file again, mended or not, is looked at again.
      if (hand_over(end->complete) && !end->complete) outcome.problem = source.name + ": " + end->reason + "; send it again whole: no row is counted twice";
      return outcome;
    }
    ++position;
    if (auto* row = std::get_if<RejectedRow>(&next)) {
      if (order.rejected) order.rejected(*row);
      batch.rejected.push_back(std::move(*row));
    } else {
      auto& report = std::get<IncomingReport>(next);
      items += report.items.size();
      auto digest = identity.digest_of(report);
      batch.reports.push_back({std::move(report), std::move(digest)});
    }
    const bool full = batch.reports.size() + batch.rejected.size() >= kReportsPerBatch || items >= kItemsPerBatch;
    if (full && !hand_over(false)) return outcome;
  }
}

}  // namespace

IntakeOutcome take_file(Door& door, const std::string& path, IntakeOrder order) {
  if (path == "-") {
    // Read twice, so kept in memory: a plain copy on disk would leave addresses behind.
    std::string text;
    std::array<char, 64 * 1024> chunk{};
    while (std::cin.read(chunk.data(), chunk.size()) || std::cin.gcount() > 0) {
      text.append(chunk.data(), static_cast<std::size_t>(std::cin.gcount()));
      if (text.size() > kStandardInputBytesMax)
        return {{}, "standard input: more than " + std::to_string(kStandardInputBytesMax) + " bytes; give the file by name"};
    }
    return take_text(door, "standard input", text, std::move(order));
  }
  std::ifstream whole(path, std::ios::binary);
  if (!whole) return {{}, path + ": cannot be opened; check the name and who may read it"};
  const auto digest = stream_digest(whole);
  std::ifstream in(path, std::ios::binary);
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  order.reader.file_name = std::filesystem::path(path).filename().string();
  return take(door, {in, order.reader.file_name, digest + order.delivery, failed ? 0 : static_cast<std::int64_t>(size)}, order);
}

IntakeOutcome take_text(Door& door, const std::string& name, const std::string& text, IntakeOrder order) {
  std::istringstream whole(text);
  const auto digest = stream_digest(whole);
  std::istringstream in(text);
  order.reader.file_name = name;
  return take(door, {in, name, digest + order.delivery, static_cast<std::int64_t>(text.size())}, order);
}

RowErrors::RowErrors(std::ostream& out, const std::vector<std::string_view>& more) : out_(out) {
  std::vector<std::string_view> cells{"file", "line", "field", "wrong", "mend"};
  cells.insert(cells.end(), more.begin(), more.end());
  out_ << csv_row(cells);
}

void RowErrors::add(std::string_view file, std::uint64_t line, std::string_view field, std::string_view reason, const std::vector<std::string_view>& more) {
  // Reasons are sentences of ours: what is wrong, a colon, how to mend it.
  const auto colon = reason.find(": ");
  const auto mend = colon == std::string_view::npos ? std::string_view{} : reason.substr(colon + 2);
  const auto number = std::to_string(line);
  std::vector<std::string_view> cells{file, number, field, reason.substr(0, colon), mend};
  cells.insert(cells.end(), more.begin(), more.end());
  out_ << csv_row(cells);
}

}  // namespace redress::app
