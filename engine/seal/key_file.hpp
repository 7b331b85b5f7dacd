// The file with the site's secrets. Text, one entry a line, `#` begins a comment line:
//
//   site-key k1 <base64 of 32 bytes>      wraps data keys; the last one wraps, all of them open
//   index-key <base64 of 32 bytes>        blind indexes; must never change, or nothing is found again
//   signing-key <base64 of 32 bytes>      Ed25519 seed that signs checkpoints
//
// It is read from a path, or as `redress-keys` from the folder systemd names in $CREDENTIALS_DIRECTORY; never from a command line.
#pragma once

#include "engine/core/random.hpp"
#include "engine/core/result.hpp"
#include "engine/seal/secret_key.hpp"

#include <string>
#include <vector>

namespace redress {

struct SiteKey {
  std::string id;  // 1..32 of a-z 0-9 -
  SecretKey key;
};

struct KeyFile {
  std::vector<SiteKey> site_keys;  // oldest first, at least one
  SecretKey index_key;
  SecretKey signing_seed;
};

struct KeyFileError {
  enum class Kind { absent, unreadable, too_open, malformed, exists };
  Kind kind = Kind::absent;
  std::string message;  // names the file and what to do; never shows a key
};

inline constexpr std::size_t kKeyFileBytesMax = 64 * 1024;

/// Makes new keys in a new file of mode 0600, synced. `exists` when there is a file of that name: keys are never overwritten.
[[nodiscard]] Result<void, KeyFileError> create_key_file(const std::string& path, Random& random);
/// `too_open` when anybody but the owner may read it.
[[nodiscard]] Result<KeyFile, KeyFileError> load_key_file(const std::string& path);
/// `configured` if not empty, else `redress-keys` in $CREDENTIALS_DIRECTORY.
[[nodiscard]] Result<KeyFile, KeyFileError> find_and_load_keys(const std::string& configured);
/// Adds a new site key as the newest one and returns its id; the file is replaced in one step. Older keys stay until nothing is
/// wrapped by them any more (`KeyRing::rewrap`).
[[nodiscard]] Result<std::string, KeyFileError> rotate_key_file(const std::string& path, Random& random);
/// Takes an old site key out; the newest one cannot be taken out. Call only when nothing is wrapped by it.
[[nodiscard]] Result<void, KeyFileError> retire_site_key(const std::string& path, const std::string& id);

}  // namespace redress
