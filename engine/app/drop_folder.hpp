// A folder in which others lay files of reports. Each is taken once it has come to rest, moved before it is read, and ends in `done` or
// `failed`, with a list of what could not be taken beside it. Rules in words: docs/edges/bulk.md.
//
// A kill at any moment leaves the file in one of four places: where it was laid, in `taken` (gone on with at the next look, no row counted
// twice), or where it belongs.
#pragma once

#include "engine/app/intake_files.hpp"
#include "engine/core/time.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace redress::app {

/// A folder whose files count as one source's, by the operator's word.
struct DropSource {
  std::string folder;  // below the drop folder; empty: the drop folder itself
  std::string source;
  std::optional<ReportOrigin> origin;
};
struct DropFolderSettings {
  std::string path;
  Milliseconds settle{10'000};  // a file is taken when nobody has changed it for this long
  std::vector<DropSource> sources;
};

inline constexpr std::string_view kTakenFolder = "taken", kDoneFolder = "done", kFailedFolder = "failed";
/// Files up to this size are taken before larger ones, and between the batches of one that is being read.
inline constexpr std::int64_t kSmallFileBytes = 64 * 1024;

class DropFolder {
 public:
  /// All outlive it. `go_on`: asked on the way; false ends a look, and the next one goes on from there.
  DropFolder(DropFolderSettings settings, std::string desk, Door& door, const Clock& clock, std::function<bool()> go_on);
  /// Takes what is at rest. True: something was taken. Fails with what is wrong with the folder and how to mend it.
  [[nodiscard]] Result<bool, std::string> look();

 private:
  struct Found {
    const DropSource* source;
    std::string name;
    std::int64_t bytes;
  };
  /// What a file looked like when it was last seen to change.
  struct Seen {
    std::int64_t bytes, changed_ns;
    SteadyTime since;
    friend bool looks_alike(const Seen& a, const Seen& b) { return a.bytes == b.bytes && a.changed_ns == b.changed_ns; }
  };
  [[nodiscard]] std::string folder_of(const DropSource& source) const;
  /// What is wrong with the folders we make in it, and how to mend it; empty when nothing is.
  [[nodiscard]] std::string wrong_with_folders(const DropSource& source) const;
  /// Those with nothing wrong; `problem` says what is wrong with another.
  [[nodiscard]] std::vector<const DropSource*> usable(std::string& problem) const;
  [[nodiscard]] std::vector<Found> at_rest(std::int64_t bytes_max, std::string& problem);
  bool finish_what_was_begun(std::string& problem);
  /// Moves it into `taken` and takes it from there.
  [[nodiscard]] Result<bool, std::string> claim(const Found& found);
  [[nodiscard]] Result<bool, std::string> take(const DropSource& source, const std::string& name);
  [[nodiscard]] Result<bool, std::string> take_small_ones();

  DropFolderSettings settings_;
  std::string desk_;
  Door& door_;
  const Clock& clock_;
  std::function<bool()> go_on_;
  std::map<std::string, Seen> seen_;  // by path
  SteadyTime small_ones_at_{};
  int nested_ = 0;
};

}  // namespace redress::app
