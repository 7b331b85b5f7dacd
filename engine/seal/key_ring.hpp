// Sealing with the keys of one site: AES-256-GCM per field, data keys wrapped by the newest site key, blind indexes by HMAC.
//
//   sealed field   version 1 | nonce 12 | ciphertext | tag 16      authenticated: table|column|row
//   wrapped key    version 1 | length of id | id of the site key | nonce 12 | ciphertext 32 | tag 16      authenticated: the id
//
// Nonces are random: with a data key per item, report, location or person each key seals a few fields, and a site key may wrap
// 2^32 data keys before rotation is due. [SRC-NIST-800-38D]
#pragma once

#include "engine/core/ports/sealer.hpp"
#include "engine/core/random.hpp"
#include "engine/seal/key_file.hpp"

#include <mutex>
#include <optional>
#include <vector>

namespace redress {

/// Tells the keys of one site from those of another and shows none of them: one way, hexadecimal.
struct KeyMarks {
  std::string lasting;                 // of index key and signing key, which never change
  std::vector<std::string> site_keys;  // oldest first, as in the file
};
[[nodiscard]] KeyMarks marks_of(const KeyFile& keys);

/// Threads: all members may be called from any thread.
class KeyRing final : public Sealer {
 public:
  /// `random` must outlive the ring, and while the ring lives nobody else may use it from another thread.
  KeyRing(const KeyFile& keys, Random& random);

  [[nodiscard]] NewKey make_key() override;
  [[nodiscard]] Result<DataKey, UnsealError> unwrap(const WrappedKey& wrapped) const override;
  [[nodiscard]] Sealed seal(const DataKey& key, const SealPlace& place, std::string_view plain) override;
  [[nodiscard]] Result<std::string, UnsealError> open(const DataKey& key, const SealPlace& place, const Sealed& sealed) const override;
  [[nodiscard]] BlindIndex blind_index(std::string_view kind, std::string_view canonical) const override;

  /// Id of the site key that wrapped it; empty when it is erased or not one of ours.
  [[nodiscard]] static std::string_view site_key_of(const WrappedKey& wrapped);
  [[nodiscard]] const std::string& newest_site_key() const { return site_keys_.back().id; }
  [[nodiscard]] bool is_current(const WrappedKey& wrapped) const { return site_key_of(wrapped) == newest_site_key(); }
  /// The same data key under the newest site key.
  [[nodiscard]] Result<WrappedKey, UnsealError> rewrap(const WrappedKey& wrapped);

 private:
  [[nodiscard]] WrappedKey wrap(const DataKey& key);
  void draw(std::uint8_t* out, std::size_t bytes);

  std::vector<SiteKey> site_keys_;
  SecretKey index_key_;   // derived from the file's secret, which is not kept
  std::uint64_t number_;  // of this ring in the process: tells a thread whose key its context holds

  // Randomness is drawn in blocks: a system call for each nonce would cost more than sealing.
  std::mutex random_mutex_;
  Random& random_;
  std::array<std::uint8_t, 2048> block_{};
  std::size_t used_ = block_.size();
};

}  // namespace redress
