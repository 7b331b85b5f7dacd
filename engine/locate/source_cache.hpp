// What the sources besides RDAP of the address said, kept for a while. One object serves all workers.
//
// Threads: every member may be called from any thread.
#pragma once

#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/time.hpp"
#include "engine/locate/contact_ranking.hpp"

namespace redress {

/// No candidates: the source answered that it knows none. A failure is never kept.
struct SourceAnswer {
  std::vector<ContactCandidate> candidates;  // best first
  std::string name;                          // of whom they belong to, where the source says it
};

class SourceCache {
 public:
  explicit SourceCache(const Clock& clock, std::size_t entries_max = 20'000) : clock_(clock), entries_max_(entries_max) {}

  /// `question`: what was asked, in the source's own words (URL or name): unlike for different sources.
  [[nodiscard]] std::optional<SourceAnswer> find(const std::string& question) const;
  /// When full, what was stored longest ago gives way.
  void keep(const std::string& question, SourceAnswer answer, Milliseconds keep_for);

 private:
  struct Entry {
    SourceAnswer answer;
    UtcTime kept_at;
    UtcTime until;
    std::list<std::string>::iterator age;
  };

  const Clock& clock_;
  const std::size_t entries_max_;
  mutable std::mutex mutex_;
  // guarded by mutex_
  std::map<std::string, Entry> entries_;
  std::list<std::string> oldest_first_;
};

}  // namespace redress
