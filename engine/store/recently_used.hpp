// A bounded map in memory that keeps what was used lately.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace redress::store {

/// Two generations: when the young one is full it becomes the old one, and the old one is dropped. What is used stays, as in a
/// least-recently-used list, at the price of two look-ups. Holds at most twice `generation`.
template <class Value>
class RecentlyUsed {
 public:
  explicit RecentlyUsed(std::size_t generation) : generation_(generation) {}

  /// Nullptr when unknown. Valid until the next call.
  Value* find(std::uint64_t key) {
    if (const auto found = young_.find(key); found != young_.end()) return &found->second;
    auto found = old_.extract(key);
    return found.empty() ? nullptr : &remember(key, std::move(found.mapped()));
  }
  /// What is known already is written over, so that its buffers serve again.
  Value& remember(std::uint64_t key, const Value& value) {
    if (auto* known = find(key)) return *known = value;
    return remember(key, Value(value));
  }
  Value& remember(std::uint64_t key, Value&& value) {
    if (young_.size() >= generation_) {
      std::swap(young_, old_);
      young_.clear();
    }
    return young_.insert_or_assign(key, std::move(value)).first->second;
  }
  void forget(std::uint64_t key) {
    young_.erase(key);
    old_.erase(key);
  }
  void clear() {
    young_.clear();
    old_.clear();
  }

 private:
  std::size_t generation_;
  std::unordered_map<std::uint64_t, Value> young_, old_;
};

}  // namespace redress::store
