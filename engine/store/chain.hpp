// The chain of a stream: which bytes of an event are hashed, and what of a stored chain can be found wrong.
#pragma once

#include "engine/store/connection.hpp"

#include <string>
#include <vector>

namespace redress::store {

/// Writes the canonical bytes of an event into `out` (replacing it): each field preceded by its length in 4 bytes, numbers as 8
/// bytes, both big-endian, in the order event number, stream, stream number, sequence, kind, time (ms), actor kind, actor name,
/// body, ciphertext. Ciphertext, not plain text: erasing a key leaves the chain whole.
void canonical_event(const EventRecord& event, EventId id, std::int64_t sequence, std::string& out);

/// Reads the whole event table once, over a connection of its own.
[[nodiscard]] std::vector<ChainFault> find_chain_faults(Connection& connection, const ChainHasher& hasher, std::int64_t limit);
[[nodiscard]] HeadsSummary summarise_heads(Connection& connection, const ChainHasher& hasher, EventId up_to);

}  // namespace redress::store
