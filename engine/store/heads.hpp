// The ends of the chains that grow just now, in memory, so that appending need not look them up again.
#pragma once

#include "engine/core/ports/sealer.hpp"
#include "engine/core/words.hpp"

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace redress::store {

struct ChainHead {
  std::int64_t sequence = 0;  // 0: the stream has no event yet
  ChainHash hash{};
};

/// Two generations: when the young one is full it becomes the old one, and the old one is dropped. What is used stays, as in a
/// least-recently-used list, at the price of two look-ups. Must be cleared when a transaction is rolled back.
class HeadCache {
 public:
  static constexpr std::size_t kGeneration = 16 * 1024;

  /// Nullptr when unknown. Valid until the next call.
  ChainHead* find(StreamKind stream, std::int64_t stream_id) {
    const auto key = key_of(stream, stream_id);
    if (const auto found = young_.find(key); found != young_.end()) return &found->second;
    const auto found = old_.find(key);
    if (found == old_.end()) return nullptr;
    const auto head = found->second;
    return &remember(stream, stream_id, head);
  }
  ChainHead& remember(StreamKind stream, std::int64_t stream_id, const ChainHead& head) {
    if (young_.size() >= kGeneration) {
      std::swap(young_, old_);
      young_.clear();
    }
    return young_.insert_or_assign(key_of(stream, stream_id), head).first->second;
  }
  void clear() {
    young_.clear();
    old_.clear();
  }

 private:
  /// Stream numbers stay far below 2^56.
  static std::uint64_t key_of(StreamKind stream, std::int64_t stream_id) {
    return (static_cast<std::uint64_t>(stream) << 56U) ^ static_cast<std::uint64_t>(stream_id);
  }

  std::unordered_map<std::uint64_t, ChainHead> young_, old_;
};

}  // namespace redress::store
