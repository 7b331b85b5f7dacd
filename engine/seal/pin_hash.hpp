// The short secret by which a person asks where their case stands. Kept only as Argon2id, so that whoever reads the store cannot try all of
// them at leisure; how often one may be tried is the caller's to limit. Relies on libsodium. [SRC-ARGON2]
#pragma once

#include "engine/core/random.hpp"
#include "engine/core/sensitive.hpp"

#include <cstddef>
#include <string>

namespace redress {

/// What one try costs whoever has the hash: passes over the memory, at least 1, and bytes of it, at least 8192. As it stands here about a
/// tenth of a second and 64 MiB. [SRC-ARGON2]
struct PinCost {
  unsigned long long passes = 2;
  std::size_t memory_bytes = std::size_t{64} << 20;
};

/// Eight decimal digits by chance, each as likely: short enough to be remembered, and of 10^8.
[[nodiscard]] SecretText make_pin(Random& random);
/// The hash as text with its own parameters and salt; at most 128 printable characters. Throws std::bad_alloc where the machine has not got
/// the memory. Any thread.
[[nodiscard]] std::string hash_pin(const SecretText& pin, const PinCost& cost = {});
/// In constant time for a hash of ours; false for text that is none. Takes as long as `hash_pin` of its cost. Any thread.
[[nodiscard]] bool pin_matches(const std::string& hash, const SecretText& pin);

}  // namespace redress
