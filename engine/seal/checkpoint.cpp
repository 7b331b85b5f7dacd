#include "engine/seal/checkpoint.hpp"

#include "engine/core/hexadecimal.hpp"
#include "engine/seal/base64.hpp"
#include "engine/seal/sodium_ready.hpp"

namespace redress {
namespace {

/// What is signed: text, so that a third party can rebuild it with any tool.
std::string signed_text(const CheckpointRecord& checkpoint) {
  return "redress checkpoint " + std::to_string(checkpoint.form) + "\nat " + to_rfc3339(checkpoint.at) + "\nevents " +
         std::to_string(checkpoint.newest_event.value) + "\nstreams " + std::to_string(checkpoint.stream_count) + "\nheads " +
         hexadecimal(checkpoint.heads_digest) + "\n";
}

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct KeyPair {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_key{};
  explicit KeyPair(const SecretKey& seed) {
    sodium_ready();
    crypto_sign_seed_keypair(public_key.data(), secret_key.data(), seed.data());
  }
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;
  ~KeyPair() { sodium_memzero(secret_key.data(), secret_key.size()); }
};
static_assert(SecretKey::kBytes == crypto_sign_SEEDBYTES);

}  // namespace

CheckpointSigner::CheckpointSigner(const KeyFile& keys) : seed_(keys.signing_seed) {
  const KeyPair pair(seed_);
  public_key_ = to_base64({reinterpret_cast<const char*>(pair.public_key.data()), pair.public_key.size()});
}

CheckpointRecord CheckpointSigner::sign(UtcTime at, const HeadsSummary& heads) const {
  CheckpointRecord checkpoint;
  checkpoint.at = at;
  checkpoint.newest_event = heads.newest_event;
  checkpoint.stream_count = heads.stream_count;
  checkpoint.heads_digest = heads.digest;
  checkpoint.signed_by = public_key_;
  const auto text = signed_text(checkpoint);
  const KeyPair pair(seed_);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(text), text.size(), pair.secret_key.data());
  checkpoint.signature = to_base64(signature);
  return checkpoint;
}

bool checkpoint_is_genuine(const CheckpointRecord& checkpoint, std::string_view trusted_public_key) {
  const auto key = from_base64(trusted_public_key);
  const auto signature = from_base64(checkpoint.signature);
  if (!key || key->size() != crypto_sign_PUBLICKEYBYTES || !signature || signature->size() != crypto_sign_BYTES) return false;
  const auto text = signed_text(checkpoint);
  return crypto_sign_verify_detached(bytes_of(*signature), bytes_of(text), text.size(), bytes_of(*key)) == 0;
}

}  // namespace redress
