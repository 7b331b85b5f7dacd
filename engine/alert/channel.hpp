// Ways an alert reaches people. Each takes an alert in words and says whether it took it; none knows the others.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/alert/alert_text.hpp"
#include "engine/core/ports/transport.hpp"

namespace redress {

/// How one channel fared.
struct ChannelOutcome {
  std::string channel;  // its name
  bool took = false;
  std::string cause;  // plain words without addresses; empty when it took the alert
};

class AlertChannel {
 public:
  virtual ~AlertChannel() = default;
  /// Unique among the channels; shown in outcomes.
  [[nodiscard]] virtual const std::string& name() const = 0;
  [[nodiscard]] virtual ChannelOutcome deliver(const AlertRecord& alert, const AlertText& text, UtcTime now) = 0;
};

/// HMAC-SHA256 of a message under a key that is bound in it already: 32 bytes. The key never comes here.
using WebhookMac = std::function<std::string(std::string_view message)>;

struct AlertMailSettings {
  std::string name = "mail";
  std::string from;               // mailbox, also the envelope's
  std::string to;                 // one mailbox; several people are several channels
  std::string message_id_domain;  // empty: the domain of `from`
};
struct AlertWebhookSettings {
  std::string name = "webhook";
  SecretText url;                // https; http only for loopback
  std::vector<WebhookMac> macs;  // one for each secret that is valid now: two while a secret is being changed
};
/// Mattermost or Slack: an incoming webhook that takes `{"text": …}`.
struct AlertChatSettings {
  std::string name = "chat";
  SecretText url;  // https; http only for loopback
};
struct AlertSettings {
  std::vector<AlertMailSettings> mail;
  std::vector<AlertWebhookSettings> webhooks;
  std::vector<AlertChatSettings> chats;
  Milliseconds time_limit{10'000};  // of one HTTP delivery
};

/// What is wrong with the settings, one sentence each, naming the channel and what to write instead; empty when nothing is. The grant
/// is needed to look at the URLs; no sentence repeats one.
[[nodiscard]] std::vector<std::string> problems_of(const AlertSettings& settings, const RevealGrant& grant);

/// A mail to one mailbox, with the same Message-ID at every try. [SRC-RFC-5322] [SRC-RFC-3834]
[[nodiscard]] std::unique_ptr<AlertChannel> make_mail_channel(AlertMailSettings settings, std::unique_ptr<MailTransport> mail);
/// A signed POST by the rules of Standard Webhooks: headers webhook-id (the same at every try), webhook-timestamp,
/// webhook-signature. [SRC-STANDARD-WEBHOOKS]
[[nodiscard]] std::unique_ptr<AlertChannel> make_webhook_channel(AlertWebhookSettings settings, std::unique_ptr<HttpTransport> http,
                                                                 Milliseconds time_limit);
[[nodiscard]] std::unique_ptr<AlertChannel> make_chat_channel(AlertChatSettings settings, std::unique_ptr<HttpTransport> http,
                                                              Milliseconds time_limit);

}  // namespace redress
