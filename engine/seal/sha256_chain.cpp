#include "engine/seal/sha256_chain.hpp"

#include "engine/core/assert.hpp"

#include <openssl/evp.h>

namespace redress {
namespace {

struct Digest {
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  ~Digest() { EVP_MD_free(algorithm); }
};
struct DigestContext {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~DigestContext() { EVP_MD_CTX_free(context); }
};

}  // namespace

ChainHash Sha256Chain::next(const ChainHash& before, std::string_view canonical_event) const {
  static const Digest digest;  // looked up once: looking up costs more than hashing
  thread_local const DigestContext own;
  ChainHash hash{};
  unsigned int length = 0;
  bool good = EVP_DigestInit_ex(own.context, digest.algorithm, nullptr) == 1;
  good = good && EVP_DigestUpdate(own.context, before.data(), before.size()) == 1;
  good = good && EVP_DigestUpdate(own.context, canonical_event.data(), canonical_event.size()) == 1;
  good = good && EVP_DigestFinal_ex(own.context, hash.data(), &length) == 1;
  REDRESS_ASSERT(good && length == hash.size(), "SHA-256 failed");
  return hash;
}

}  // namespace redress
