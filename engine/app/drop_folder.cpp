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

/// An empty file of ours in the place of whatever was there: a link would lead our words into another file.
bool make_new(const std::string& path) {
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
  return file >= 0 && ::close(file) == 0;
}

/// Room for the names we make of it: `.NAME.2.errors.csv` is a name, too, and a name has at most 255 bytes.
std::string with_room(const std::string& name) {
  constexpr std::size_t kNameBytesMax = 200, kEndingBytesMax = 16;
  if (name.size() <= kNameBytesMax) return name;
  const auto dot = name.rfind('.');
  const auto ending = dot != std::string::npos && name.size() - dot <= kEndingBytesMax ? name.substr(dot) : std::string();
  auto cut = kNameBytesMax - ending.size();
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0U) == 0x80U) --cut;  // not inside a character
  return name.substr(0, cut) + ending;
}

bool write_beside(const std::string& path, const std::string& text) {
  if (!make_new(path)) return false;
  std::ofstream out(path, std::ios::binary);
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

std::string DropFolder::wrong_with_folders(const DropSource& source) const {
  for (const auto part : {kTakenFolder, kDoneFolder, kFailedFolder}) {
    const auto path = folder_of(source) + "/" + std::string(part);
    struct stat about {};
    if (::mkdir(path.c_str(), 0750) != 0 && errno != EEXIST)
      return path + " cannot be made; make the drop folder, and let the engine's user write in it";
    if (::lstat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) return path + " is no folder; move it away";
    if (about.st_uid != ::geteuid() || (about.st_mode & (S_IWGRP | S_IWOTH)) != 0)
      return path + " is not the engine's alone to write in; move it away, the engine makes its own";
  }
  return {};
}

std::vector<const DropSource*> DropFolder::usable(std::string& problem) const {
  std::vector<const DropSource*> sources;
  for (const auto& source : settings_.sources) {
    auto wrong = wrong_with_folders(source);
    if (wrong.empty())
      sources.push_back(&source);
    else
      problem = std::move(wrong);
  }
  return sources;
}

std::vector<DropFolder::Found> DropFolder::at_rest(std::int64_t bytes_max, std::string& problem) {
  std::vector<Found> found;
  std::map<std::string, Seen> seen;
  const auto now = clock_.steady_now();
  for (const auto* source : usable(problem)) {
    const auto folder = folder_of(*source);
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
      if (now - is.since >= settings_.settle && is.bytes <= bytes_max) found.push_back({source, name, is.bytes});
    }
    if (failed) problem = folder + " cannot be read; check that it exists and who may read it";
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
  const auto name = move_into(folder + "/" + found.name, folder + "/" + std::string(kTakenFolder), with_room(found.name));
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
  if (const auto before = plain_file(path)) {
    if (!make_new(list)) return Failure{list + " cannot be written; make room, and let the engine's user write in the folder"};
    std::ofstream listing(list, std::ios::binary);
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
    // Somebody writes on in it: it stays, and the next look takes what came since. No row is counted twice.
    const auto after = plain_file(path);
    if (after && (after->st_size != before->st_size || after->st_mtim.tv_sec != before->st_mtim.tv_sec || after->st_mtim.tv_nsec != before->st_mtim.tv_nsec))
      return false;
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
  std::string problem;
  const auto found = at_rest(kSmallFileBytes, problem);
  small_ones_at_ = clock_.steady_now();
  ++nested_;
  bool any = false;
  for (const auto& one : found) {
    const auto taken = claim(one);
    if (!taken) problem = taken.error();
    any = any || (taken && *taken);
  }
  --nested_;
  if (!problem.empty()) return Failure{problem};
  return any;
}

bool DropFolder::finish_what_was_begun(std::string& problem) {
  bool any = false;
  for (const auto* source : usable(problem)) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator entry(folder_of(*source) + "/" + std::string(kTakenFolder), failed), end; !failed && entry != end; entry.increment(failed))
      if (const auto name = entry->path().filename().string(); !name.starts_with('.')) names.push_back(name);
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      if (!go_on_()) return any;
      const auto taken = take(*source, name);
      if (!taken) problem = taken.error();
      any = any || (taken && *taken);
    }
  }
  return any;
}

Result<bool, std::string> DropFolder::look() {
  // What is wrong with one source or file holds up no other; it is told when all have had their turn.
  std::string problem;
  bool any = finish_what_was_begun(problem);
  for (const auto& one : at_rest(std::numeric_limits<std::int64_t>::max(), problem)) {
    if (!go_on_()) break;
    const auto taken = claim(one);
    if (!taken) problem = taken.error();
    any = any || (taken && *taken);
  }
  if (!problem.empty()) return Failure{problem};
  return any;
}

}  // namespace redress::app
