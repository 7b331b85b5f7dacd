#include "engine/app/drop_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesPerLookMax = 10'000;
constexpr Milliseconds kSmallOnesEvery{500};

/// Names under which a file is still being written, by the habit of those who write.
bool is_unfinished(std::string_view name) {
  constexpr std::array<std::string_view, 6> kEndings{".part", ".filepart", ".partial", ".tmp", ".crdownload", "~"};
  return name.starts_with('.') || std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// A file of ours: plain, and not reached through a link.
std::optional<struct stat> plain_file(const std::string& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  return about;
}

/// Moves without ever replacing; the name it got. Empty when it cannot be moved.
std::string move_into(const std::string& from, const std::string& folder, const std::string& name) {
  constexpr int kNamesTried = 10'000;
  for (int i = 1; i <= kNamesTried; ++i) {
    const auto wanted = i == 1 ? name : name + "." + std::to_string(i);
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, (folder + "/" + wanted).c_str(), RENAME_NOREPLACE) == 0) return wanted;
    if (errno != EEXIST) return {};
  }
  return {};
}

bool write_beside(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  return static_cast<bool>(out.flush());
}

std::string error_text(const std::string& name, const std::string& problem, const runtime::FilingResult& result) {
  const auto semicolon = problem.find("; ");
  return "file:  " + name + "\nwrong: " + problem.substr(0, semicolon) +
         (semicolon == std::string::npos ? std::string() : "\nmend:  " + problem.substr(semicolon + 2)) + "\ntaken: " + std::to_string(result.reports) +
         " reports before that, " + std::to_string(result.known_reports) + " known already, " + std::to_string(result.rejected) +
         " rows refused\nThe mended file can be laid into the folder again: no row is counted twice.\n";
}

}  // namespace

DropFolder::DropFolder(DropFolderSettings settings, std::string desk, Door& door, const Clock& clock, std::function<bool()> go_on)
    : settings_(std::move(settings)), desk_(std::move(desk)), door_(door), clock_(clock), go_on_(std::move(go_on)) {}

std::string DropFolder::folder_of(const DropSource& source) const { return source.folder.empty() ? settings_.path : settings_.path + "/" + source.folder; }

Result<void, std::string> DropFolder::make_folders() {
  for (const auto& source : settings_.sources)
    for (const auto part : {kTakenFolder, kDoneFolder, kFailedFolder}) {
      const auto path = folder_of(source) + "/" + std::string(part);
      struct stat about {};
      if (::mkdir(path.c_str(), 0770) != 0 && errno != EEXIST)
        return Failure{path + " cannot be made; make the drop folder, and let the engine's user write in it"};
      if (::lstat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) return Failure{path + " is no folder; move it away"};
    }
  return {};
}

Result<std::vector<DropFolder::Found>, std::string> DropFolder::at_rest(std::int64_t bytes_max) {
  std::vector<Found> found;
  std::map<std::string, Seen> seen;
  const auto now = clock_.steady_now();
  for (const auto& source : settings_.sources) {
    const auto folder = folder_of(source);
    std::error_code failed;
    std::size_t files = 0;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end && files < kFilesPerLookMax; entry.increment(failed)) {
      const auto name = entry->path().filename().string();
      const auto path = folder + "/" + name;
      const auto about = is_unfinished(name) ? std::nullopt : plain_file(path);
      if (!about) continue;
      ++files;
      Seen is{about->st_size, static_cast<std::int64_t>(about->st_mtim.tv_sec) * 1'000'000'000 + about->st_mtim.tv_nsec, now};
      const auto before = seen_.find(path);
      if (before != seen_.end() && looks_alike(before->second, is)) is.since = before->second.since;
      seen[path] = is;
      if (now - is.since >= settings_.settle && is.bytes <= bytes_max) found.push_back({&source, name, is.bytes});
    }
    if (failed) return Failure{folder + " cannot be read; check that it exists and who may read it"};
  }
  seen_ = std::move(seen);
  // Small ones first, each kind by name: somebody who lays one address down does not wait for a hundred thousand.
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::pair(a.bytes > kSmallFileBytes, a.name) < std::pair(b.bytes > kSmallFileBytes, b.name);
  });
  return found;
}

Result<bool, std::string> DropFolder::claim(const Found& found) {
  const auto folder = folder_of(*found.source);
  const auto name = move_into(folder + "/" + found.name, folder + "/" + std::string(kTakenFolder), found.name);
  if (name.empty()) {
    if (::access((folder + "/" + found.name).c_str(), F_OK) != 0) return false;  // somebody took it back
    return Failure{folder + "/" + found.name + " cannot be moved; let the engine's user write in its folder"};
  }
  return take(*found.source, name);
}

Result<bool, std::string> DropFolder::take(const DropSource& source, const std::string& name) {
  const auto folder = folder_of(source);
  const auto path = folder + "/" + std::string(kTakenFolder) + "/" + name;
  const auto list = folder + "/" + std::string(kTakenFolder) + "/." + name + ".errors.csv";
  IntakeOutcome outcome;
  std::int64_t refused = 0;
  if (plain_file(path)) {
    std::ofstream listing(list, std::ios::binary | std::ios::trunc);
    RowErrors errors(listing);
    IntakeOrder order;
    order.reader.source = source.source;
    order.reader.origin = source.origin;
    order.desk = desk_;
    order.actor = "drop folder";
    order.unattended = true;
    order.rejected = [&](const RejectedRow& row) {
      errors.add(name, row.line, row.field, row.reason);
      ++refused;
    };
    order.go_on = [&] {
      if (!go_on_()) return false;
      if (nested_ > 0 || clock_.steady_now() - small_ones_at_ < kSmallOnesEvery) return true;
      (void)take_small_ones();  // what goes wrong goes wrong again at the next look, and is told then
      return true;
    };
    outcome = take_file(door_, path, std::move(order));
    if (outcome.interrupted) return false;
    if (!listing.flush()) return Failure{list + " cannot be written; make room, and let the engine's user write in the folder"};
  } else {
    outcome.problem = name + ": is no plain file; lay the file itself into the folder, not a link to it";
  }
  const auto& result = outcome.result;
  if (outcome.problem.empty() && refused > 0 && result.reports == 0 && result.known_reports == 0)
    outcome.problem = name + ": no row of it can be taken; see the list beside it, line by line";
  const bool good = outcome.problem.empty();
  const auto into = folder + "/" + std::string(good ? kDoneFolder : kFailedFolder);
  const auto ended = move_into(path, into, name);
  if (ended.empty()) return Failure{into + " cannot be written; let the engine's user write in it"};
  bool written = good || write_beside(into + "/" + ended + ".error.txt", error_text(ended, outcome.problem, result));
  if (refused > 0)
    written = ::rename(list.c_str(), (into + "/" + ended + ".errors.csv").c_str()) == 0 && written;
  else
    ::unlink(list.c_str());
  if (!written) return Failure{into + " cannot be written; make room, and let the engine's user write in it"};
  return true;
}

Result<bool, std::string> DropFolder::take_small_ones() {
  auto found = at_rest(kSmallFileBytes);
  small_ones_at_ = clock_.steady_now();
  if (!found) return Failure{found.error()};
  ++nested_;
  bool any = false;
  std::string problem;
  for (const auto& one : *found) {
    const auto taken = claim(one);
    if (!taken) problem = taken.error();
    any = any || (taken && *taken);
  }
  --nested_;
  if (!problem.empty()) return Failure{problem};
  return any;
}

Result<bool, std::string> DropFolder::finish_what_was_begun() {
  bool any = false;
  for (const auto& source : settings_.sources) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator entry(folder_of(source) + "/" + std::string(kTakenFolder), failed), end; !failed && entry != end; entry.increment(failed))
      if (const auto name = entry->path().filename().string(); !name.starts_with('.')) names.push_back(name);
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      const auto taken = take(source, name);
      if (!taken || !go_on_()) return taken;
      any = any || *taken;
    }
  }
  return any;
}

Result<bool, std::string> DropFolder::look() {
  if (const auto made = make_folders(); !made) return Failure{made.error()};
  auto any = finish_what_was_begun();
  if (!any) return any;
  auto found = at_rest(std::numeric_limits<std::int64_t>::max());
  if (!found) return Failure{found.error()};
  for (const auto& one : *found) {
    if (!go_on_()) break;
    const auto taken = claim(one);
    if (!taken) return taken;
    any = *any || *taken;
  }
  return any;
}

}  // namespace redress::app
