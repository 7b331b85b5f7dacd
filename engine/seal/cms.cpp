#include "engine/seal/cms.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/hexadecimal.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <array>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace redress {
namespace {

using Kind = CmsError::Kind;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* one) const {
    Free(one);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Pointer = std::unique_ptr<X509, Freed<X509_free>>;
using Trust = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;

constexpr int kSecurityBits = 112;  // RSA of 2048 bits, curves of 224

Failure<CmsError> failure(Kind kind, std::string message) {
  ERR_clear_error();
  return Failure{CmsError{kind, std::move(message)}};
}

Bio reading(std::string_view bytes) {
  REDRESS_ASSERT(bytes.size() <= static_cast<std::size_t>(INT32_MAX), "a message larger than OpenSSL counts");
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}
Bio writing() { return Bio(BIO_new(BIO_s_mem())); }
std::string taken_from(BIO& bio) {
  char* data = nullptr;
  const auto length = BIO_get_mem_data(&bio, &data);
  return {data, static_cast<std::size_t>(length)};
}

std::optional<std::string> der_of(CMS_ContentInfo& cms) {
  const auto out = writing();
  if (i2d_CMS_bio(out.get(), &cms) != 1) return std::nullopt;
  return taken_from(*out);
}
Cms from_der(std::string_view der) { return Cms(d2i_CMS_bio(reading(der).get(), nullptr)); }

/// systemd lets the service's user in by an access list, which shows in the group bits.
mode_t forbidden_to(const std::string& path) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder != nullptr && *folder != '\0' && path.starts_with(std::string(folder) + '/') ? S_IRWXO : S_IRWXG | S_IRWXO;
}

}  // namespace

struct Certificate::Hidden {
  std::string path;
  X509Pointer first;
  std::vector<X509Pointer> behind;
  Hidden(std::string path_in, X509Pointer first_in) : path(std::move(path_in)), first(std::move(first_in)) {}
};
struct SigningIdentity::Hidden {
  Key key;
  explicit Hidden(Key key_in) : key(std::move(key_in)) {}
};

Result<Certificate, CmsError> Certificate::load(const std::string& path) {
  const Bio file(BIO_new_file(path.c_str(), "r"));
  if (!file) return failure(Kind::unreadable, "the certificate " + path + " cannot be read; check that it exists and who may read it");
  X509Pointer first(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
  if (!first) return failure(Kind::unreadable, path + " holds no certificate; write one there as PEM (-----BEGIN CERTIFICATE-----)");
  auto hidden = std::make_shared<Hidden>(path, std::move(first));
  while (auto* more = PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)) hidden->behind.emplace_back(more);
  ERR_clear_error();  // that it came to an end
  return Certificate(std::move(hidden));
}

std::string Certificate::fingerprint() const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  REDRESS_ASSERT(X509_digest(hidden_->first.get(), EVP_sha256(), digest.data(), &length) == 1, "SHA-256 of a certificate failed");
  return hexadecimal({digest.data(), length});
}

std::string Certificate::subject() const {
  const auto out = writing();
  X509_NAME_print_ex(out.get(), X509_get_subject_name(hidden_->first.get()), 0, XN_FLAG_RFC2253);
  return taken_from(*out);
}

std::optional<CmsError> Certificate::why_not_encrypt(UtcTime now) const { return why_not(now, true); }
std::optional<CmsError> Certificate::why_not_sign(UtcTime now) const { return why_not(now, false); }

std::optional<CmsError> Certificate::why_not(UtcTime now, bool encrypt) const {
  const auto unusable = [&](const std::string& why) { return CmsError{Kind::unusable, "the certificate " + hidden_->path + " " + why}; };
  auto* first = hidden_->first.get();
  std::time_t moment = to_ms(now) / 1000;
  if (X509_cmp_time(X509_get0_notBefore(first), &moment) > 0) return unusable("is not valid yet; check it, and the clock of this machine");
  if (X509_cmp_time(X509_get0_notAfter(first), &moment) < 0) return unusable("is not valid any more; ask for a new one");
  auto* key = X509_get0_pubkey(first);
  const auto type = key == nullptr ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);
  if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC) return unusable("has a key of another kind than RSA or EC; ask for one of these");
  if (EVP_PKEY_get_security_bits(key) < kSecurityBits) return unusable("has too short a key; ask for RSA of 3072 bits or a curve of 256");
  const std::uint32_t needed = !encrypt               ? KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION
                               : type == EVP_PKEY_RSA ? KU_KEY_ENCIPHERMENT
                                                      : KU_KEY_AGREEMENT;
  if ((X509_get_key_usage(first) & needed) == 0)
    return unusable(encrypt ? "is not meant for encryption; ask for one that is" : "is not meant for signing; use one that is");
  return std::nullopt;
}

Result<SigningIdentity, CmsError> SigningIdentity::load(const std::string& certificate_path, const std::string& key_path) {
  auto certificate = Certificate::load(certificate_path);
  if (!certificate) return Failure{certificate.error()};
  struct stat about {};
  if (::stat(key_path.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_size > static_cast<off_t>(kPemBytesMax))
    return failure(Kind::unreadable, "the key file " + key_path + " cannot be read; check that it exists and who may read it");
  if ((about.st_mode & forbidden_to(key_path)) != 0)
    return failure(Kind::too_open, "others may read the key file " + key_path + "; make it private first: chmod 600 " + key_path);
  const Bio file(BIO_new_file(key_path.c_str(), "r"));
  // Without a way to ask, a password would be asked for on the terminal.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  Key key(file ? PEM_read_bio_PrivateKey(file.get(), nullptr, no_password, nullptr) : nullptr);
  if (!key)
    return failure(Kind::unreadable, "the key file " + key_path + " holds no private key without a password; write one there as PEM");
  if (X509_check_private_key(certificate->hidden_->first.get(), key.get()) != 1)
    return failure(Kind::unusable, "the key file " + key_path + " is not that of the certificate " + certificate_path +
                                       "; name those that belong together");
  return SigningIdentity(std::move(*certificate), std::make_shared<Hidden>(std::move(key)));
}

Result<std::string, CmsError> cms_sign(const SigningIdentity& by, std::string_view content, Content where) {
  const auto in = reading(content);
  const auto flags = CMS_BINARY | CMS_PARTIAL | (where == Content::beside ? CMS_DETACHED : 0);
  const auto& certificate = *by.certificate_.hidden_;
  const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, static_cast<unsigned>(flags)));
  bool good = cms && CMS_add1_signer(cms.get(), certificate.first.get(), by.hidden_->key.get(), EVP_sha256(),
                                     static_cast<unsigned>(flags)) != nullptr;
  for (const auto& one : certificate.behind) good = good && CMS_add1_cert(cms.get(), one.get()) == 1;
  good = good && CMS_final(cms.get(), in.get(), nullptr, static_cast<unsigned>(flags)) == 1;
  auto der = good ? der_of(*cms) : std::nullopt;
  if (!der) return failure(Kind::failed, "signing failed");
  return std::move(*der);
}

Result<std::string, CmsError> cms_encrypt(const Certificate& to, std::string_view content) {
  const auto in = reading(content);
  const unsigned flags = CMS_BINARY | CMS_PARTIAL;
  const Cms cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), flags));
  auto* recipient = cms ? CMS_add1_recipient_cert(cms.get(), to.hidden_->first.get(), CMS_KEY_PARAM) : nullptr;
  auto* context = recipient != nullptr ? CMS_RecipientInfo_get0_pkey_ctx(recipient) : nullptr;
  bool good = context != nullptr;
  if (good && EVP_PKEY_get_base_id(X509_get0_pubkey(to.hidden_->first.get())) == EVP_PKEY_RSA)
    good = EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 && EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0;
  else
    good = good && EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0;
  good = good && CMS_final(cms.get(), in.get(), nullptr, flags) == 1;
  auto der = good ? der_of(*cms) : std::nullopt;
  if (!der) return failure(Kind::failed, "encrypting failed");
  return std::move(*der);
}

Result<std::string, CmsError> cms_decrypt(const SigningIdentity& us, std::string_view der) {
  const auto cms = from_der(der);
  if (!cms) return failure(Kind::not_genuine, "that is no CMS message, or only part of one");
  // Asked first, so that a message for somebody else is told from one that was tampered with.
  auto* certificate = us.certificate_.hidden_->first.get();
  if (CMS_decrypt_set1_pkey_and_peer(cms.get(), us.hidden_->key.get(), certificate, nullptr) != 1)
    return failure(Kind::not_for_us, "nothing in the message opens with that key");
  const auto out = writing();
  if (CMS_decrypt(cms.get(), nullptr, nullptr, nullptr, out.get(), CMS_BINARY) != 1)
    return failure(Kind::not_genuine, "the message was changed on its way");
  return taken_from(*out);
}

Result<std::string, CmsError> cms_verify(std::string_view der, const Certificate& signer, std::optional<std::string_view> beside) {
  const auto cms = from_der(der);
  if (!cms) return failure(Kind::not_genuine, "that is no signed CMS message, or only part of one");
  const Trust trust(X509_STORE_new());
  // The certificate itself is the anchor, whoever issued it; what it may be used for was asked before signing.
  bool good = trust && X509_STORE_add_cert(trust.get(), signer.hidden_->first.get()) == 1;
  good = good && X509_STORE_set_flags(trust.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME) == 1;
  good = good && X509_STORE_set_purpose(trust.get(), X509_PURPOSE_ANY) == 1;
  if (!good) return failure(Kind::failed, "the certificate cannot be trusted");
  const auto content = beside ? reading(*beside) : nullptr;
  const auto out = writing();
  if (CMS_verify(cms.get(), nullptr, trust.get(), content.get(), out.get(), CMS_BINARY) != 1)
    return failure(Kind::not_genuine,
                   "the signature does not hold: changed on its way, or not signed with the certificate that is trusted");
  return taken_from(*out);
}

}  // namespace redress
