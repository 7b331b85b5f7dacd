// The ends of the chains that grow just now, in memory, so that appending need not look them up again.
#pragma once

#include "engine/core/ports/sealer.hpp"
#include "engine/core/words.hpp"
#include "engine/store/recently_used.hpp"

#include <cstdint>

namespace redress::store {

struct ChainHead {
  std::int64_t sequence = 0;  // 0: the stream has no event yet
  ChainHash hash{};
};

/// Must be cleared when a transaction is rolled back, and when another process has written.
class HeadCache {
 public:
  /// Nullptr when unknown. Valid until the next call.
  ChainHead* find(StreamKind stream, std::int64_t stream_id) { return heads_.find(key_of(stream, stream_id)); }
  ChainHead& remember(StreamKind stream, std::int64_t stream_id, const ChainHead& head) { return heads_.remember(key_of(stream, stream_id), head); }
  void clear() { heads_.clear(); }

 private:
  /// Stream numbers stay far below 2^56.
  static std::uint64_t key_of(StreamKind stream, std::int64_t stream_id) {
    return (static_cast<std::uint64_t>(stream) << 56U) ^ static_cast<std::uint64_t>(stream_id);
  }

  RecentlyUsed<ChainHead> heads_{16 * 1024};
};

}  // namespace redress::store
