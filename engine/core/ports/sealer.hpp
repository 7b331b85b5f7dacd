// Sealing: every sensitive field is encrypted under the data key of the item, report, location, person or message it belongs to;
// data keys are wrapped by the site key. Deleting a wrapped key erases everything sealed under it, also in the event chain,
// which covers ciphertext. Implemented in engine/seal.
#pragma once

#include "engine/core/result.hpp"
#include "engine/core/sensitive.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace redress {

/// Ciphertext with its nonce and tag; safe to store and to print as bytes, worthless without its key. Never changes, so copies share the
/// bytes: rows are copied often, and a notice's message has kilobytes. Threads: copies may be used on any.
class Sealed {
 public:
  Sealed() = default;
  Sealed(std::string bytes) : bytes_(bytes.empty() ? nullptr : std::make_shared<const std::string>(std::move(bytes))) {}
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_ ? std::string_view(*bytes_) : std::string_view(); }
  [[nodiscard]] bool empty() const noexcept { return !bytes_; }
  friend bool operator==(const Sealed& one, const Sealed& other) noexcept { return one.bytes_ == other.bytes_ || one.bytes() == other.bytes(); }

 private:
  std::shared_ptr<const std::string> bytes_;
};

/// A data key encrypted under a site key; names that site key inside, so rotation can find old ones.
struct WrappedKey {
  std::string bytes;
  [[nodiscard]] bool empty() const noexcept { return bytes.empty(); }
  friend bool operator==(const WrappedKey&, const WrappedKey&) = default;
};

/// An opened data key. Lives in memory only, is overwritten when it goes, and cannot be copied into text.
class DataKey {
 public:
  static constexpr std::size_t kBytes = 32;
  DataKey() = default;
  DataKey(const DataKey&) = default;
  DataKey& operator=(const DataKey&) = default;
  ~DataKey() {
    volatile std::uint8_t* bytes = bytes_.data();
    for (std::size_t i = 0; i < kBytes; ++i) bytes[i] = 0;
  }

 private:
  friend class KeyRing;  // engine/seal
  std::array<std::uint8_t, kBytes> bytes_{};
};

/// Where a sealed field stands; part of what is authenticated, so that ciphertext cannot be moved to another row or column.
struct SealPlace {
  std::string_view table;
  std::string_view column;
  std::int64_t row = 0;
};

enum class UnsealError { erased, wrong_key, tampered };

/// 16 bytes that are equal for equal canonical text of one kind, and tell nothing without the index key.
struct BlindIndex {
  std::array<std::uint8_t, 16> bytes{};
  friend auto operator<=>(const BlindIndex&, const BlindIndex&) = default;
};
/// Version of the canonical forms behind blind indexes; stored beside them.
inline constexpr int kCanonicalFormVersion = 1;

/// Threads: all members may be called from any thread.
class Sealer {
 public:
  virtual ~Sealer() = default;
  struct NewKey {
    DataKey key;
    WrappedKey wrapped;
  };
  [[nodiscard]] virtual NewKey make_key() = 0;
  /// `erased` for an empty wrapped key; `wrong_key` when its site key is not on the ring.
  [[nodiscard]] virtual Result<DataKey, UnsealError> unwrap(const WrappedKey& wrapped) const = 0;
  [[nodiscard]] virtual Sealed seal(const DataKey& key, const SealPlace& place, std::string_view plain) = 0;
  [[nodiscard]] virtual Result<std::string, UnsealError> open(const DataKey& key, const SealPlace& place, const Sealed& sealed) const = 0;
  /// `kind` separates uses: "locator.url", "host", "registrable_domain", "mail", "report".
  [[nodiscard]] virtual BlindIndex blind_index(std::string_view kind, std::string_view canonical) const = 0;
};

/// One link of a stream's chain: SHA-256 over the link before it and the canonical bytes of the event.
using ChainHash = std::array<std::uint8_t, 32>;
class ChainHasher {
 public:
  virtual ~ChainHasher() = default;
  [[nodiscard]] virtual ChainHash next(const ChainHash& before, std::string_view canonical_event) const = 0;
};

}  // namespace redress
