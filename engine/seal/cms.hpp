// Cryptographic Message Syntax: what leaves the house signed by the desk and readable by its recipient alone. [SRC-RFC-5652]
//
// Signing: SHA-256 with the desk's RSA or EC key, its certificate inside. Encrypting: AES-256-GCM [SRC-RFC-5084]; the content key by
// RSA-OAEP (SHA-256) or, for an EC certificate, by ECDH (SHA-256). Everything is DER, as `openssl cms -inform DER` reads it. Threads: every
// member may be called from any thread.
#pragma once

#include "engine/core/result.hpp"
#include "engine/core/time.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace redress {

class Certificate;
class SigningIdentity;

struct CmsError {
  enum class Kind {
    unreadable,   // the file is absent, too large, or no PEM of that sort
    too_open,     // others may read the key
    unusable,     // not valid now, too short, of a kind or for a purpose that does not serve, or the key is not the certificate's
    not_for_us,   // no recipient has our certificate
    not_genuine,  // tampered with, or not signed by whom we trust
    failed,       // the library refused; not expected
  };
  Kind kind = Kind::failed;
  std::string message;  // names the file and what to do; shows no key and no content
};

inline constexpr std::size_t kPemBytesMax = 64 * 1024;

/// Whether what was signed stands in the signature's own file, or beside it.
enum class Content { inside, beside };

/// A certificate (the first one of a PEM file) and the ones behind it.
class Certificate {
 public:
  [[nodiscard]] static Result<Certificate, CmsError> load(const std::string& path);
  /// SHA-256 of its DER, 64 hexadecimal digits.
  [[nodiscard]] std::string fingerprint() const;
  /// As its issuer wrote it, e.g. "CN=Desk,O=Hotline of Example".
  [[nodiscard]] std::string subject() const;
  /// Why nothing may be encrypted to it, or signed with it, at that moment; nothing when it may.
  [[nodiscard]] std::optional<CmsError> why_not_encrypt(UtcTime now) const;
  [[nodiscard]] std::optional<CmsError> why_not_sign(UtcTime now) const;

 private:
  friend class SigningIdentity;
  friend Result<std::string, CmsError> cms_sign(const SigningIdentity&, std::string_view, Content);
  friend Result<std::string, CmsError> cms_encrypt(const Certificate&, std::string_view);
  friend Result<std::string, CmsError> cms_decrypt(const SigningIdentity&, std::string_view);
  friend Result<std::string, CmsError> cms_verify(std::string_view, const Certificate&, std::optional<std::string_view>);
  struct Hidden;
  explicit Certificate(std::shared_ptr<const Hidden> hidden) : hidden_(std::move(hidden)) {}
  [[nodiscard]] std::optional<CmsError> why_not(UtcTime now, bool encrypt) const;
  std::shared_ptr<const Hidden> hidden_;  // never changes, so copies share it
};

/// A certificate with its private key.
class SigningIdentity {
 public:
  /// The key: PEM, not encrypted, readable by its owner alone; in the folder systemd names in $CREDENTIALS_DIRECTORY by the service's user.
  [[nodiscard]] static Result<SigningIdentity, CmsError> load(const std::string& certificate_path, const std::string& key_path);
  [[nodiscard]] const Certificate& certificate() const { return certificate_; }

 private:
  friend Result<std::string, CmsError> cms_sign(const SigningIdentity&, std::string_view, Content);
  friend Result<std::string, CmsError> cms_decrypt(const SigningIdentity&, std::string_view);
  struct Hidden;
  SigningIdentity(Certificate certificate, std::shared_ptr<const Hidden> hidden)
      : certificate_(std::move(certificate)), hidden_(std::move(hidden)) {}
  Certificate certificate_;
  std::shared_ptr<const Hidden> hidden_;
};

[[nodiscard]] Result<std::string, CmsError> cms_sign(const SigningIdentity& by, std::string_view content, Content where);
[[nodiscard]] Result<std::string, CmsError> cms_encrypt(const Certificate& to, std::string_view content);
[[nodiscard]] Result<std::string, CmsError> cms_decrypt(const SigningIdentity& us, std::string_view der);
/// What `signer` signed: this very certificate, or one it issued; whether it is still valid is not asked. `beside`: the content, where it
/// is not inside.
[[nodiscard]] Result<std::string, CmsError> cms_verify(std::string_view der, const Certificate& signer,
                                                       std::optional<std::string_view> beside = {});

}  // namespace redress
