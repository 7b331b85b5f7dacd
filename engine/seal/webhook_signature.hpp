// Signatures of webhooks, in the form of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`. [SRC-STANDARD-WEBHOOKS]
#pragma once

#include "engine/core/result.hpp"
#include "engine/core/sensitive.hpp"
#include "engine/core/time.hpp"

#include <span>
#include <string>
#include <string_view>

namespace redress {

/// The headers of one delivery.
struct WebhookHeaders {
  std::string id;         // webhook-id
  std::string timestamp;  // webhook-timestamp: seconds since 1970
  std::string signature;  // webhook-signature: `v1,BASE64`, several parted by spaces
};

enum class WebhookFault { malformed, too_old, in_the_future, wrong_signature };

/// How far the sender's clock may be off.
inline constexpr seconds kWebhookTolerance{300};
inline constexpr std::size_t kWebhookSignaturesMax = 10;

/// `secret` is `whsec_` and base64, or plain text taken as it is.
[[nodiscard]] WebhookHeaders sign_webhook(const SecretText& secret, const RevealGrant& grant, std::string_view id, UtcTime at, std::string_view body);
/// The bare HMAC-SHA256 (32 bytes) of a message under such a secret, for those who put the headers together themselves.
[[nodiscard]] std::string webhook_mac(const SecretText& secret, const RevealGrant& grant, std::string_view message);
/// Good when any of the signatures fits any of the secrets (two during a change of secret). Compares in constant time. That the id
/// was not seen before is for the caller to check.
[[nodiscard]] Result<void, WebhookFault> check_webhook(std::span<const SecretText> secrets, const RevealGrant& grant, const WebhookHeaders& headers,
                                                       std::string_view body, UtcTime now);

}  // namespace redress
