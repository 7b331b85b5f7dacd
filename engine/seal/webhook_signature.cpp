#include "engine/seal/webhook_signature.hpp"

#include "engine/seal/base64.hpp"
#include "engine/seal/sodium_ready.hpp"

#include <charconv>

namespace redress {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr std::string_view kSchemePrefix = "v1,";

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// HMAC-SHA256 of the parts as one message.
std::string mac_of(const std::string& secret, std::initializer_list<std::string_view> parts) {
  sodium_ready();
  std::string key = secret;
  if (secret.starts_with(kSecretPrefix))
    if (auto decoded = from_base64(std::string_view(secret).substr(kSecretPrefix.size()))) key = *std::move(decoded);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  for (const auto part : parts)
    crypto_auth_hmacsha256_update(&state, bytes_of(part), part.size());
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
  sodium_memzero(key.data(), key.size());
  sodium_memzero(&state, sizeof state);
  return mac;
}

std::string signature_of(const std::string& secret, std::string_view id, std::string_view timestamp, std::string_view body) {
  return to_base64(mac_of(secret, {id, ".", timestamp, ".", body}));
}

bool equal(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

std::string webhook_mac(const SecretText& secret, const RevealGrant& grant, std::string_view message) {
  return mac_of(secret.open(grant), {message});
}

WebhookHeaders sign_webhook(const SecretText& secret, const RevealGrant& grant, std::string_view id, UtcTime at, std::string_view body) {
  WebhookHeaders headers{std::string(id), std::to_string(to_ms(at) / 1000), std::string(kSchemePrefix)};
  headers.signature += signature_of(secret.open(grant), id, headers.timestamp, body);
  return headers;
}

Result<void, WebhookFault> check_webhook(std::span<const SecretText> secrets, const RevealGrant& grant, const WebhookHeaders& headers,
                                         std::string_view body, UtcTime now) {
  std::int64_t sent_s = 0;
  const auto& stamp = headers.timestamp;
  const auto [rest, problem] = std::from_chars(stamp.data(), stamp.data() + stamp.size(), sent_s);
  const bool number = problem == std::errc{} && rest == stamp.data() + stamp.size();
  // The id is part of what is signed and parted by a dot: one in it would let two deliveries share a signature.
  if (!number || headers.id.empty() || headers.id.find('.') != std::string::npos) return Failure{WebhookFault::malformed};
  const auto now_s = to_ms(now) / 1000;
  if (sent_s < now_s - kWebhookTolerance.count()) return Failure{WebhookFault::too_old};
  if (sent_s > now_s + kWebhookTolerance.count()) return Failure{WebhookFault::in_the_future};
  bool fits = false;
  for (const auto& secret : secrets) {
    const auto expected = std::string(kSchemePrefix) + signature_of(secret.open(grant), headers.id, stamp, body);
    std::string_view given = headers.signature;
    for (std::size_t count = 0; count < kWebhookSignaturesMax && !given.empty(); ++count) {
      const auto one = given.substr(0, given.find(' '));
      given.remove_prefix(std::min(one.size() + 1, given.size()));
      fits = equal(one, expected) || fits;
    }
  }
  if (!fits) return Failure{WebhookFault::wrong_signature};
  return {};
}

}  // namespace redress
