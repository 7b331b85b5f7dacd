#include "engine/seal/key_ring.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/hexadecimal.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <cstring>

namespace redress {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

template <auto Free>
struct FreeBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Cipher = std::unique_ptr<EVP_CIPHER, FreeBy<EVP_CIPHER_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeBy<EVP_CIPHER_CTX_free>>;
using Mac = std::unique_ptr<EVP_MAC, FreeBy<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeBy<EVP_MAC_CTX_free>>;

// Looking an algorithm up costs more than using it, so it is done once.
EVP_CIPHER* aes_256_gcm() {
  static const Cipher cipher(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  REDRESS_ASSERT(cipher != nullptr, "OpenSSL has no AES-256-GCM");
  return cipher.get();
}

/// One context per thread and direction; only key and nonce change from use to use.
EVP_CIPHER_CTX* context_for(bool sealing) {
  const auto make = [](bool seals) {
    CipherContext context(EVP_CIPHER_CTX_new());
    const int ready = seals ? EVP_EncryptInit_ex(context.get(), aes_256_gcm(), nullptr, nullptr, nullptr)
                            : EVP_DecryptInit_ex(context.get(), aes_256_gcm(), nullptr, nullptr, nullptr);
    REDRESS_ASSERT(ready == 1, "OpenSSL refuses AES-256-GCM");
    return context;
  };
  thread_local const CipherContext sealer = make(true);
  thread_local const CipherContext opener = make(false);
  return sealing ? sealer.get() : opener.get();
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text, std::size_t at) { return reinterpret_cast<unsigned char*>(text.data()) + at; }

/// Appends ciphertext and tag to `out`.
void encrypt(const std::uint8_t* key, const std::uint8_t* nonce, std::string_view authenticated, std::string_view plain, std::string& out) {
  auto* context = context_for(true);
  const auto start = out.size();
  out.resize(start + plain.size() + kTagBytes);
  int length = 0;
  bool good = EVP_EncryptInit_ex(context, nullptr, nullptr, key, nonce) == 1;
  good = good && EVP_EncryptUpdate(context, nullptr, &length, bytes_of(authenticated), static_cast<int>(authenticated.size())) == 1;
  good = good && (plain.empty() || EVP_EncryptUpdate(context, bytes_of(out, start), &length, bytes_of(plain), static_cast<int>(plain.size())) == 1);
  good = good && EVP_EncryptFinal_ex(context, bytes_of(out, start + plain.size()), &length) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes), bytes_of(out, start + plain.size())) == 1;
  REDRESS_ASSERT(good, "encryption failed");
}

/// `sealed` = ciphertext and tag, at least a tag long. `out` must hold the ciphertext's length; false: not authentic.
bool decrypt(const std::uint8_t* key, std::string_view nonce, std::string_view authenticated, std::string_view sealed, std::uint8_t* out) {
  auto* context = context_for(false);
  const auto cipher_text = sealed.substr(0, sealed.size() - kTagBytes);
  std::array<char, kTagBytes> tag{};
  std::copy(sealed.end() - kTagBytes, sealed.end(), tag.begin());
  int length = 0;
  if (EVP_DecryptInit_ex(context, nullptr, nullptr, key, bytes_of(nonce)) != 1) return false;
  if (EVP_DecryptUpdate(context, nullptr, &length, bytes_of(authenticated), static_cast<int>(authenticated.size())) != 1) return false;
  if (!cipher_text.empty() && EVP_DecryptUpdate(context, out, &length, bytes_of(cipher_text), static_cast<int>(cipher_text.size())) != 1) return false;
  if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), tag.data()) != 1) return false;
  return EVP_DecryptFinal_ex(context, out + cipher_text.size(), &length) == 1;
}

/// `table|column|row` on the stack: it is needed for every field.
class PlaceText {
 public:
  explicit PlaceText(const SealPlace& place) {
    put(place.table);
    put("|");
    put(place.column);
    put("|");
    put(std::to_string(place.row));
  }
  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }

 private:
  void put(std::string_view part) {
    REDRESS_ASSERT(size_ + part.size() <= text_.size(), "names of table and column are too long to authenticate");
    std::copy(part.begin(), part.end(), text_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += part.size();
  }
  std::array<char, 120> text_;
  std::size_t size_ = 0;
};

SecretKey derived(const SecretKey& secret, std::string_view purpose) {
  const std::unique_ptr<EVP_KDF, FreeBy<EVP_KDF_free>> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const std::unique_ptr<EVP_KDF_CTX, FreeBy<EVP_KDF_CTX_free>> context(EVP_KDF_CTX_new(kdf.get()));
  std::string digest = "SHA256";
  std::string info(purpose);
  SecretKey input = secret;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, input.data(), SecretKey::kBytes),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()), OSSL_PARAM_construct_end()};
  SecretKey key;
  REDRESS_ASSERT(context != nullptr && EVP_KDF_derive(context.get(), key.data(), SecretKey::kBytes, parameters) == 1, "HKDF failed");
  return key;
}

MacContext new_mac_context() {
  static const Mac mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  REDRESS_ASSERT(mac != nullptr, "OpenSSL has no HMAC");
  return MacContext(EVP_MAC_CTX_new(mac.get()));
}

/// This thread's HMAC context, keyed for the ring `number`: keying costs as much as the rest, so it is done when the ring changes.
EVP_MAC_CTX* index_context(std::uint64_t number, const SecretKey& key) {
  thread_local const MacContext context = new_mac_context();
  thread_local std::uint64_t keyed_for = 0;
  if (keyed_for == number) {
    REDRESS_ASSERT(EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1, "HMAC failed");
    return context.get();
  }
  std::string digest = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
  REDRESS_ASSERT(EVP_MAC_init(context.get(), key.data(), SecretKey::kBytes, parameters) == 1, "HMAC failed");
  keyed_for = number;
  return context.get();
}

std::uint64_t next_ring_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

struct WrappedParts {
  std::string_view id, nonce, sealed;
};

/// Nothing when the bytes do not have the form of a wrapped key.
std::optional<WrappedParts> parts_of(const WrappedKey& wrapped) {
  std::string_view bytes = wrapped.bytes;
  if (bytes.size() < 2 || bytes[0] != kVersion) return std::nullopt;
  const auto id_length = static_cast<unsigned char>(bytes[1]);
  if (bytes.size() != 2U + id_length + kNonceBytes + DataKey::kBytes + kTagBytes) return std::nullopt;
  return WrappedParts{bytes.substr(2, id_length), bytes.substr(2U + id_length, kNonceBytes), bytes.substr(2U + id_length + kNonceBytes)};
}

}  // namespace

KeyMarks marks_of(const KeyFile& keys) {
  const auto mark = [](const SecretKey& secret) {
    const auto one_way = derived(secret, "redress key mark 1");
    return hexadecimal({one_way.data(), SecretKey::kBytes});
  };
  KeyMarks marks;
  marks.lasting = mark(keys.index_key) + mark(keys.signing_seed);
  for (const auto& site : keys.site_keys) marks.site_keys.push_back(mark(site.key));
  return marks;
}

KeyRing::KeyRing(const KeyFile& keys, Random& random)
    : site_keys_(keys.site_keys), index_key_(derived(keys.index_key, "redress blind index 1")), number_(next_ring_number()), random_(random) {
  REDRESS_ASSERT(!site_keys_.empty(), "a key ring without site keys");
}

void KeyRing::draw(std::uint8_t* out, std::size_t bytes) {
  const std::lock_guard lock(random_mutex_);
  if (used_ + bytes > block_.size()) {
    random_.fill(block_);
    used_ = 0;
  }
  std::memcpy(out, block_.data() + used_, bytes);
  sodium_memzero(block_.data() + used_, bytes);
  used_ += bytes;
}

Sealer::NewKey KeyRing::make_key() {
  NewKey made;
  draw(made.key.bytes_.data(), DataKey::kBytes);
  made.wrapped = wrap(made.key);
  return made;
}

WrappedKey KeyRing::wrap(const DataKey& key) {
  const auto& site = site_keys_.back();
  WrappedKey wrapped;
  auto& bytes = wrapped.bytes;
  bytes.reserve(2 + site.id.size() + kNonceBytes + DataKey::kBytes + kTagBytes);
  bytes += kVersion;
  bytes += static_cast<char>(site.id.size());
  bytes += site.id;
  std::array<std::uint8_t, kNonceBytes> nonce{};
  draw(nonce.data(), nonce.size());
  bytes.append(nonce.begin(), nonce.end());
  encrypt(site.key.data(), nonce.data(), site.id, {reinterpret_cast<const char*>(key.bytes_.data()), DataKey::kBytes}, bytes);
  return wrapped;
}

Result<DataKey, UnsealError> KeyRing::unwrap(const WrappedKey& wrapped) const {
  if (wrapped.empty()) return Failure{UnsealError::erased};
  const auto parts = parts_of(wrapped);
  if (!parts) return Failure{UnsealError::tampered};
  const auto site = std::find_if(site_keys_.begin(), site_keys_.end(), [&](const SiteKey& one) { return one.id == parts->id; });
  if (site == site_keys_.end()) return Failure{UnsealError::wrong_key};
  DataKey key;
  if (!decrypt(site->key.data(), parts->nonce, parts->id, parts->sealed, key.bytes_.data())) return Failure{UnsealError::tampered};
  return key;
}

Sealed KeyRing::seal(const DataKey& key, const SealPlace& place, std::string_view plain) {
  std::string bytes;
  bytes.reserve(1 + kNonceBytes + plain.size() + kTagBytes);
  bytes += kVersion;
  std::array<std::uint8_t, kNonceBytes> nonce{};
  draw(nonce.data(), nonce.size());
  bytes.append(nonce.begin(), nonce.end());
  encrypt(key.bytes_.data(), nonce.data(), PlaceText(place).text(), plain, bytes);
  return bytes;
}

Result<std::string, UnsealError> KeyRing::open(const DataKey& key, const SealPlace& place, const Sealed& sealed) const {
  const std::string_view bytes = sealed.bytes();
  if (bytes.size() < 1 + kNonceBytes + kTagBytes || bytes[0] != kVersion) return Failure{UnsealError::tampered};
  const auto rest = bytes.substr(1 + kNonceBytes);
  std::string plain(rest.size() - kTagBytes, '\0');
  if (!decrypt(key.bytes_.data(), bytes.substr(1, kNonceBytes), PlaceText(place).text(), rest, reinterpret_cast<std::uint8_t*>(plain.data()))) {
    sodium_memzero(plain.data(), plain.size());  // unauthenticated plain text is nobody's business
    return Failure{UnsealError::tampered};
  }
  return plain;
}

BlindIndex KeyRing::blind_index(std::string_view kind, std::string_view canonical) const {
  auto* context = index_context(number_, index_key_);
  std::array<std::uint8_t, 32> digest{};
  std::size_t length = 0;
  // The kind ends with a zero byte, so that no kind and text can be cut differently.
  bool good = EVP_MAC_update(context, bytes_of(kind), kind.size()) == 1;
  good = good && EVP_MAC_update(context, bytes_of(std::string_view("\0", 1)), 1) == 1;
  good = good && EVP_MAC_update(context, bytes_of(canonical), canonical.size()) == 1;
  good = good && EVP_MAC_final(context, digest.data(), &length, digest.size()) == 1;
  REDRESS_ASSERT(good && length == digest.size(), "HMAC failed");
  BlindIndex index;
  std::copy_n(digest.begin(), index.bytes.size(), index.bytes.begin());
  return index;
}

std::string_view KeyRing::site_key_of(const WrappedKey& wrapped) {
  const auto parts = parts_of(wrapped);
  return parts ? parts->id : std::string_view{};
}

Result<WrappedKey, UnsealError> KeyRing::rewrap(const WrappedKey& wrapped) {
  const auto key = unwrap(wrapped);
  if (!key) return Failure{key.error()};
  return wrap(*key);
}

}  // namespace redress
