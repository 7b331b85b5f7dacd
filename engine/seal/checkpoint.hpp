// Checkpoints: at a moment, all chain heads and their number, signed with Ed25519. Kept outside as well, they show a stream that
// lost its end, or is gone altogether, even to somebody who does not trust this machine.
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/seal/key_file.hpp"

#include <string>
#include <string_view>

namespace redress {

class CheckpointSigner {
 public:
  explicit CheckpointSigner(const KeyFile& keys);
  /// Base64 of 32 bytes; may be published.
  [[nodiscard]] const std::string& public_key() const { return public_key_; }
  [[nodiscard]] CheckpointRecord sign(UtcTime at, const HeadsSummary& heads) const;

 private:
  SecretKey seed_;
  std::string public_key_;
};

/// True when `trusted_public_key` (base64) signed exactly this. The key named in the checkpoint itself proves nothing.
[[nodiscard]] bool checkpoint_is_genuine(const CheckpointRecord& checkpoint, std::string_view trusted_public_key);

}  // namespace redress
