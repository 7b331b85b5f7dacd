// The chain of a stream: which bytes of an event are hashed, and what of a stored chain can be found wrong.
#pragma once

#include "engine/store/connection.hpp"

#include <span>
#include <string>
#include <vector>

namespace redress::store {

/// Writes the canonical bytes of an event into `out` (replacing it): each field preceded by its length in 4 bytes, numbers as 8
/// bytes, both big-endian, in the order event number, stream, stream number, sequence, kind, time (ms), actor kind, actor name,
/// body, ciphertext. Ciphertext, not plain text: erasing a key leaves the chain whole.
void canonical_event(const EventRecord& event, EventId id, std::int64_t sequence, std::string& out);

/// Reads the whole event table once, over a connection of its own.
[[nodiscard]] std::vector<ChainFault> find_chain_faults(Connection& connection, const ChainHasher& hasher, std::int64_t limit);

/// The tree over all heads in order of stream (name of the kind, number). A leaf is SHA-256 over 32 zero bytes and the head's entry: name
/// of the kind preceded by its length in 4 bytes, number and sequence each as 8 bytes preceded by the length 8 in 4 bytes, all big-endian,
/// and the 32 bytes of the newest event's hash. A node is SHA-256 over its two children; the last of a level that has no neighbour goes up
/// as it is. Without any stream the root is 32 zero bytes.
[[nodiscard]] HeadsSummary summarise_heads(Connection& connection, const ChainHasher& hasher, EventId up_to);
[[nodiscard]] std::vector<HeadProof> find_head_proofs(Connection& connection, const ChainHasher& hasher, EventId up_to,
                                                      std::span<const StreamName> streams);

}  // namespace redress::store
