#include "engine/seal/base64.hpp"
#include "engine/seal/checkpoint.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "engine/seal/webhook_signature.hpp"

#include <gtest/gtest.h>

namespace redress {
namespace {

// The link after nothing over nothing is SHA-256 of 32 zero bytes; both inputs count.
TEST(Sha256Chain, KnownValue) {
  const Sha256Chain chain;
  const auto hash = chain.next({}, "");
  EXPECT_EQ(hash[0], 0x66);
  EXPECT_EQ(hash[1], 0x68);
  EXPECT_EQ(hash[31], 0x25);
  EXPECT_NE(chain.next({}, "a"), hash);
  EXPECT_NE(chain.next(hash, ""), hash);
}

// A signed checkpoint is genuine under its signer's key; any change of any part, or another key, is noticed.
TEST(Checkpoint, SignedAndChecked) {
  SeededRandom random{5};
  KeyFile keys;
  keys.site_keys.push_back({"k1", {}});
  random.fill({keys.signing_seed.data(), SecretKey::kBytes});
  const CheckpointSigner signer(keys);
  HeadsSummary heads{EventId{17}, 3, {}};
  heads.digest[5] = 9;
  const auto checkpoint = signer.sign(from_ms(1'893'456'000'000), heads);
  EXPECT_TRUE(checkpoint_is_genuine(checkpoint, signer.public_key()));

  std::vector<CheckpointRecord> forged(5, checkpoint);
  forged[0].at += Milliseconds{1};
  forged[1].newest_event = EventId{16};
  forged[2].stream_count = 2;
  forged[3].heads_digest[31] = 1;
  forged[4].signature[3] = forged[4].signature[3] == 'A' ? 'B' : 'A';
  for (const auto& one : forged) EXPECT_FALSE(checkpoint_is_genuine(one, signer.public_key()));

  random.fill({keys.signing_seed.data(), SecretKey::kBytes});
  const CheckpointSigner stranger(keys);
  const auto by_stranger = stranger.sign(checkpoint.at, heads);
  EXPECT_FALSE(checkpoint_is_genuine(by_stranger, signer.public_key()));
  EXPECT_FALSE(checkpoint_is_genuine(checkpoint, "not a key"));
}

TEST(Base64, RoundTripAndRefusals) {
  for (const std::string text : {"", "a", "ab", "abc", "\xff\x00z"}) EXPECT_EQ(from_base64(to_base64(text)), text);
  EXPECT_EQ(to_base64("ab"), "YWI=");
  for (const char* bad : {"YWI", "YW I=", "YWI=\n", "*"}) EXPECT_FALSE(from_base64(bad)) << bad;
}

struct WebhookTest : testing::Test {
  RevealGrant grant = TestReveal::grant();
  const SecretText secret{std::string("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")};
  const std::string body = R"({"test": 2432232314})";
  const UtcTime at = from_ms(1'614'265'330'000);
  WebhookHeaders signed_headers() { return sign_webhook(secret, grant, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body); }
};

// The example that the Standard Webhooks libraries test themselves with.
TEST_F(WebhookTest, PublishedExample) {
  const auto headers = signed_headers();
  EXPECT_EQ(headers.timestamp, "1614265330");
  EXPECT_EQ(headers.signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

// Accepted within five minutes either way, under the old or the new secret, and with several signatures in the header.
TEST_F(WebhookTest, Accepted) {
  const std::vector<SecretText> both{SecretText{std::string("new")}, secret};
  auto headers = signed_headers();
  EXPECT_TRUE(check_webhook(both, grant, headers, body, at + seconds{300}));
  EXPECT_TRUE(check_webhook(both, grant, headers, body, at - seconds{300}));
  headers.signature = "v1,AAAA v2,xyz " + headers.signature;
  EXPECT_TRUE(check_webhook(both, grant, headers, body, at));
}

// Everything else is refused, each for its own reason.
TEST_F(WebhookTest, Refused) {
  const std::vector<SecretText> secrets{secret};
  const auto fault = [&](const WebhookHeaders& headers, std::string_view text, UtcTime now) {
    const auto checked = check_webhook(secrets, grant, headers, text, now);
    EXPECT_FALSE(checked);
    return checked.error();
  };
  const auto good = signed_headers();
  EXPECT_EQ(fault(good, body, at + seconds{301}), WebhookFault::too_old);
  EXPECT_EQ(fault(good, body, at - seconds{301}), WebhookFault::in_the_future);
  EXPECT_EQ(fault(good, body + " ", at), WebhookFault::wrong_signature);
  for (const char* signature : {"", "v1,", "v1", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}) {
    auto headers = good;
    headers.signature = signature;
    EXPECT_EQ(fault(headers, body, at), WebhookFault::wrong_signature) << signature;
  }
  for (const char* timestamp : {"", "x", "1614265330 ", "16142653300000000000000000"}) {
    auto headers = good;
    headers.timestamp = timestamp;
    EXPECT_EQ(fault(headers, body, at), WebhookFault::malformed) << timestamp;
  }
  auto other_id = good;
  other_id.id = "msg_other";
  EXPECT_EQ(fault(other_id, body, at), WebhookFault::wrong_signature);
  other_id.id = "a.b";
  EXPECT_EQ(fault(other_id, body, at), WebhookFault::malformed);
}

}  // namespace
}  // namespace redress
