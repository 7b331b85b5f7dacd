#include "engine/seal/cms.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <cstdlib>

namespace redress {
namespace {

using Kind = CmsError::Kind;

/// Certificates as openssl itself makes them.
class CmsTest : public testing::Test {
 protected:
  /// NAME.pem and NAME.key; `how`: the kind of key and what the certificate is for.
  void make(const std::string& name, const std::string& how) {
    const auto command = "openssl req -x509 -noenc -days 30 -subj '/O=Hotline of Example/CN=" + name + "' " + how + " -keyout " +
                         folder.file(name + ".key") + " -out " + folder.file(name + ".pem") + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
    ASSERT_EQ(::chmod(folder.file(name + ".key").c_str(), 0600), 0);
  }
  SigningIdentity identity(const std::string& name) {
    return SigningIdentity::load(folder.file(name + ".pem"), folder.file(name + ".key")).value();
  }
  Certificate certificate(const std::string& name) { return Certificate::load(folder.file(name + ".pem")).value(); }

  const std::string kRsa = "-newkey rsa:2048";
  const std::string kEc = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";
  test::TemporaryFolder folder;
  UtcTime now = SystemClock().utc_now() + minutes{1};
};

// What the desk signs and encrypts comes out whole at the recipient, with RSA and with EC keys on either side.
TEST_F(CmsTest, SignedAndEncryptedComesOutWhole) {
  make("rsa", kRsa);
  make("ec", kEc);
  const std::string content("cover\r\n\0and what is binary \xff", 28);
  for (const auto* desk : {"rsa", "ec"})
    for (const auto* recipient : {"rsa", "ec"}) {
      SCOPED_TRACE(std::string(desk) + " to " + recipient);
      const auto sealed = cms_encrypt(certificate(recipient), cms_sign(identity(desk), content, Content::inside).value()).value();
      EXPECT_EQ(sealed.find("binary"), std::string::npos);
      const auto opened = cms_decrypt(identity(recipient), sealed);
      ASSERT_TRUE(opened) << opened.error().message;
      EXPECT_EQ(cms_verify(*opened, certificate(desk)).value(), content);
    }
}

// A signature beside its content holds for that content alone.
TEST_F(CmsTest, ASignatureBesideItsContent) {
  make("desk", kEc);
  const auto signature = cms_sign(identity("desk"), "the content", Content::beside).value();
  EXPECT_EQ(signature.find("the content"), std::string::npos);
  EXPECT_EQ(cms_verify(signature, certificate("desk"), "the content").value(), "the content");
  EXPECT_EQ(cms_verify(signature, certificate("desk"), "the Content").error().kind, Kind::not_genuine);
  EXPECT_EQ(cms_verify(signature, certificate("desk")).error().kind, Kind::not_genuine);
}

// Only the recipient opens it, only the trusted signer's word counts, and a changed byte is noticed on either layer.
TEST_F(CmsTest, StrangersAndTampering) {
  make("desk", kRsa);
  make("police", kRsa);
  make("stranger", kRsa);
  const auto is_signed = cms_sign(identity("desk"), "the content", Content::inside).value();
  auto sealed = cms_encrypt(certificate("police"), is_signed).value();
  EXPECT_EQ(cms_decrypt(identity("stranger"), sealed).error().kind, Kind::not_for_us);
  EXPECT_EQ(cms_verify(is_signed, certificate("stranger")).error().kind, Kind::not_genuine);
  EXPECT_EQ(cms_verify("no message", certificate("desk")).error().kind, Kind::not_genuine);
  EXPECT_EQ(cms_decrypt(identity("police"), sealed.substr(0, sealed.size() / 2)).error().kind, Kind::not_genuine);
  auto changed = is_signed;
  changed[changed.find("the content")] = 'T';
  EXPECT_EQ(cms_verify(changed, certificate("desk")).error().kind, Kind::not_genuine);
  sealed[sealed.size() - 40] ^= 1;  // in the ciphertext
  EXPECT_EQ(cms_decrypt(identity("police"), sealed).error().kind, Kind::not_genuine);
}

// A key others may read, a key of another certificate, a file that is none: refused with the way to mend it.
TEST_F(CmsTest, KeysAreRefusedWithAReason) {
  make("desk", kEc);
  make("other", kEc);
  const auto kind = [&](const std::string& pem, const std::string& key) {
    return SigningIdentity::load(folder.file(pem), folder.file(key)).error().kind;
  };
  EXPECT_EQ(kind("desk.pem", "other.key"), Kind::unusable);
  EXPECT_EQ(kind("desk.pem", "absent"), Kind::unreadable);
  EXPECT_EQ(kind("desk.key", "desk.key"), Kind::unreadable);
  EXPECT_EQ(kind("desk.pem", "desk.pem"), Kind::too_open);
  ::chmod(folder.file("desk.key").c_str(), 0640);
  EXPECT_EQ(kind("desk.pem", "desk.key"), Kind::too_open);
  ::setenv("CREDENTIALS_DIRECTORY", folder.file("").substr(0, folder.file("").size() - 1).c_str(), 1);
  EXPECT_TRUE(SigningIdentity::load(folder.file("desk.pem"), folder.file("desk.key")));
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

// A certificate serves while it is valid, for what it is meant for, with a key that is long enough.
TEST_F(CmsTest, CertificatesThatDoNotServe) {
  make("desk", kEc + " -addext keyUsage=digitalSignature");
  make("police", kRsa + " -addext keyUsage=keyEncipherment");
  make("short", "-newkey rsa:1024");
  make("edwards", "-newkey ed25519");
  EXPECT_FALSE(certificate("desk").why_not_sign(now));
  EXPECT_EQ(certificate("desk").why_not_encrypt(now)->kind, Kind::unusable);
  EXPECT_FALSE(certificate("police").why_not_encrypt(now));
  EXPECT_TRUE(certificate("police").why_not_sign(now));
  EXPECT_TRUE(certificate("police").why_not_encrypt(now + hours{24 * 31}));
  EXPECT_TRUE(certificate("police").why_not_encrypt(now - hours{24}));
  EXPECT_TRUE(certificate("short").why_not_encrypt(now));
  EXPECT_TRUE(certificate("edwards").why_not_encrypt(now));
  EXPECT_EQ(certificate("police").fingerprint().size(), 64U);
  EXPECT_EQ(certificate("police").subject(), "CN=police,O=Hotline of Example");
}

}  // namespace
}  // namespace redress
