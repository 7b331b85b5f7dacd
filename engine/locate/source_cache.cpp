#include "engine/locate/source_cache.hpp"

namespace redress {

std::optional<SourceAnswer> SourceCache::find(const std::string& question) const {
  const auto now = clock_.utc_now();
  const std::lock_guard lock(mutex_);
  const auto place = entries_.find(question);
  // A clock that was set back makes an answer seem to come from the future: it is asked for again.
  if (place == entries_.end() || place->second.until <= now || place->second.kept_at > now) return std::nullopt;
  return place->second.answer;
}

void SourceCache::keep(const std::string& question, SourceAnswer answer, Milliseconds keep_for) {
  const auto now = clock_.utc_now();
  const std::lock_guard lock(mutex_);
  if (const auto known = entries_.find(question); known != entries_.end()) {
    oldest_first_.erase(known->second.age);
    entries_.erase(known);
  }
  while (!oldest_first_.empty() && entries_.size() >= entries_max_) {
    entries_.erase(oldest_first_.front());
    oldest_first_.pop_front();
  }
  const auto age = oldest_first_.insert(oldest_first_.end(), question);
  entries_.emplace(question, Entry{std::move(answer), now, now + keep_for, age});
}

}  // namespace redress
