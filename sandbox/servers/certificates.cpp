#include "sandbox/servers/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace redress::sandbox {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;

void require(bool good) {
  if (!good) throw std::runtime_error("OpenSSL could not make the sandbox's certificates");
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Self-signed where `issuer` is null.
Certificate make(EVP_PKEY* key, const char* name, long serial, X509* issuer, EVP_PKEY* issuer_key) {
  Certificate certificate(X509_new());
  require(certificate != nullptr);
  X509* x = certificate.get();
  require(X509_set_version(x, 2) == 1 && ASN1_INTEGER_set(X509_get_serialNumber(x), serial) == 1);
  // Fixed dates: clients compare with the machine's clock, the sandbox has its own.
  require(ASN1_TIME_set_string_X509(X509_getm_notBefore(x), "20200101000000Z") == 1);
  require(ASN1_TIME_set_string_X509(X509_getm_notAfter(x), "20991231235959Z") == 1);
  X509_NAME* subject = X509_get_subject_name(x);
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0) == 1);
  require(X509_set_issuer_name(x, issuer == nullptr ? subject : X509_get_subject_name(issuer)) == 1 && X509_set_pubkey(x, key) == 1);
  X509* signer = issuer == nullptr ? x : issuer;
  add_extension(x, signer, NID_subject_key_identifier, "hash");
  if (issuer == nullptr) {
    add_extension(x, signer, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(x, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
  } else {
    add_extension(x, signer, NID_authority_key_identifier, "keyid:always");
    add_extension(x, signer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(x, signer, NID_ext_key_usage, "serverAuth");
    add_extension(x, signer, NID_subject_alt_name, "IP:127.0.0.1,IP:::1,DNS:localhost,DNS:*.sandbox.example");
  }
  require(X509_sign(x, issuer_key, EVP_sha256()) > 0);
  return certificate;
}

template <class Write>
std::string pem(Write write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(bio != nullptr && write(bio.get()) == 1);
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

}  // namespace

Certificates make_certificates() {
  const Key authority_key(EVP_EC_gen("P-256"));
  const Key key(EVP_EC_gen("P-256"));
  require(authority_key != nullptr && key != nullptr);
  const auto authority = make(authority_key.get(), "Sandbox authority, good for nothing else", 1, nullptr, authority_key.get());
  const auto certificate = make(key.get(), "sandbox", 2, authority.get(), authority_key.get());
  Certificates result;
  result.authority_pem = pem([&](BIO* bio) { return PEM_write_bio_X509(bio, authority.get()); });
  result.certificate_pem = pem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); });
  result.key_pem = pem([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  return result;
}

}  // namespace redress::sandbox
