#include "engine/alert/channel.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>

#include "engine/core/json_text.hpp"

namespace redress {
namespace {

/// The same alert has the same name at every try and in every life of the database.
std::string alert_reference(const AlertRecord& alert) {
  return "alert-" + std::to_string(alert.id.value) + "-" + std::to_string(to_ms(alert.raised_at));
}

/// A mailbox that can stand in a header and in SMTP as it is: no blanks, quotes, controls or angle brackets. [SRC-RFC-5321]
bool is_plain_mailbox(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.find('@', at + 1) != std::string_view::npos || text.size() > 254)
    return false;
  const auto fits = [](std::string_view part, std::string_view extra) {
    return !part.empty() && part.front() != '.' && part.back() != '.' && part.find("..") == std::string_view::npos &&
           std::all_of(part.begin(), part.end(), [&](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
                    extra.find(c) != std::string_view::npos;
           });
  };
  return text.front() != '-' && fits(text.substr(0, at), "_+='&~#") && fits(text.substr(at + 1), "");
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) group = (group << 8U) | (k < count ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? kAlphabet[(group >> (18U - 6U * static_cast<unsigned>(k))) & 63U] : '=';
  }
  return text;
}

/// `Tue, 01 Jan 2030 10:00:00 +0000`. [SRC-RFC-5322]
std::string mail_date(UtcTime time) {
  static constexpr std::array<std::string_view, 7> kDays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970-01-01 was a Thursday
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string text = to_rfc3339(time);  // 2030-01-01T10:00:00.000Z
  const auto day = static_cast<std::size_t>(to_ms(time) / 86'400'000 % 7);
  const auto month = static_cast<std::size_t>((text[5] - '0') * 10 + (text[6] - '0') - 1);
  return std::string(kDays[day]) + ", " + text.substr(8, 2) + " " + std::string(kMonths[month]) + " " + text.substr(0, 4) + " " +
         text.substr(11, 8) + " +0000";
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

class MailChannel final : public AlertChannel {
 public:
  MailChannel(AlertMailSettings settings, std::unique_ptr<MailTransport> mail) : settings_(std::move(settings)), mail_(std::move(mail)) {
    if (settings_.message_id_domain.empty()) settings_.message_id_domain = settings_.from.substr(settings_.from.find('@') + 1);
  }
  const std::string& name() const override { return settings_.name; }

  ChannelOutcome deliver(const AlertRecord& alert, const AlertText& text, UtcTime now) override {
    std::string message;
    const auto header = [&](std::string_view field, const std::string& value) { message += std::string(field) + ": " + value + "\r\n"; };
    header("From", settings_.from);
    header("To", settings_.to);
    header("Subject", text.title);
    header("Date", mail_date(now));
    header("Message-ID", "<" + alert_reference(alert) + "@" + settings_.message_id_domain + ">");
    header("Auto-Submitted", "auto-generated");
    if (alert.severity == Severity::urgent) header("Importance", "high");
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=us-ascii");
    message += "\r\n" + with_crlf(text.body);
    const auto verdict = mail_->send({settings_.from, settings_.to, MessageText(std::move(message))});
    // After an uncertain end it is sent again under the same Message-ID: an alert twice is better than none.
    if (verdict.outcome == MailOutcome::accepted) return {settings_.name, true, {}};
    std::string cause = verdict.cause.empty() ? std::string("not taken") : verdict.cause;
    if (verdict.code != 0) cause += " (" + std::to_string(verdict.code) + ")";
    return {settings_.name, false, std::move(cause)};
  }

 private:
  AlertMailSettings settings_;
  std::unique_ptr<MailTransport> mail_;
};

/// POSTs JSON; a 2xx is a yes.
ChannelOutcome post(HttpTransport& http, const std::string& channel, const SecretText& url, std::string body,
                    std::vector<std::pair<std::string, std::string>> headers, Milliseconds time_limit) {
  constexpr std::size_t kReplyBytesMax = 64 * 1024;  // nobody reads it
  OutgoingHttp request;
  request.method = "POST";
  request.url = url;
  request.headers = std::move(headers);
  request.headers.emplace_back("Content-Type", "application/json");
  request.body = std::move(body);
  request.time_limit = time_limit;
  request.reply_bytes_max = kReplyBytesMax;
  const auto reply = http.perform(request);
  if (!reply) return {channel, false, std::string(to_words(reply.error()))};
  if (reply->status >= 200 && reply->status < 300) return {channel, true, {}};
  return {channel, false, "it answered with HTTP status " + std::to_string(reply->status)};
}

class WebhookChannel final : public AlertChannel {
 public:
  WebhookChannel(AlertWebhookSettings settings, std::unique_ptr<HttpTransport> http, Milliseconds time_limit)
      : settings_(std::move(settings)), http_(std::move(http)), time_limit_(time_limit) {}
  const std::string& name() const override { return settings_.name; }

  ChannelOutcome deliver(const AlertRecord& alert, const AlertText& text, UtcTime now) override {
    const auto& words = alert_kind(alert.kind);
    const auto data = JsonObject()
                          .add("id", alert.id.value)
                          .add("kind", safe_kind(alert.kind))
                          .add("severity", name_of(alert.severity))
                          .add("subject", safe_subject(alert.subject))
                          .add("raised_at", to_rfc3339(alert.raised_at))
                          .add("count", alert.count)
                          .add("sentence", words.sentence)
                          .add("next_step", words.next_step)
                          .add("text", text.body)
                          .text();
    auto body = JsonObject().add("type", "redress.alert").add("timestamp", to_rfc3339(alert.raised_at)).raw("data", data).text();
    const auto id = alert_reference(alert);
    const auto timestamp = std::to_string(to_ms(now) / 1000);
    const auto signed_text = id + "." + timestamp + "." + body;
    std::string signatures;
    for (const auto& mac : settings_.macs) signatures += (signatures.empty() ? "v1," : " v1,") + base64(mac(signed_text));
    return post(*http_, settings_.name, settings_.url, std::move(body),
                {{"webhook-id", id}, {"webhook-timestamp", timestamp}, {"webhook-signature", signatures}}, time_limit_);
  }

 private:
  AlertWebhookSettings settings_;
  std::unique_ptr<HttpTransport> http_;
  Milliseconds time_limit_;
};

class ChatChannel final : public AlertChannel {
 public:
  ChatChannel(AlertChatSettings settings, std::unique_ptr<HttpTransport> http, Milliseconds time_limit)
      : settings_(std::move(settings)), http_(std::move(http)), time_limit_(time_limit) {}
  const std::string& name() const override { return settings_.name; }

  ChannelOutcome deliver(const AlertRecord&, const AlertText& text, UtcTime) override {
    return post(*http_, settings_.name, settings_.url, JsonObject().add("text", text.title + "\n" + text.body).text(), {}, time_limit_);
  }

 private:
  AlertChatSettings settings_;
  std::unique_ptr<HttpTransport> http_;
  Milliseconds time_limit_;
};

/// What is wrong with a URL, without repeating it; empty when nothing is.
std::string url_problem(std::string_view url) {
  const bool is_https = url.starts_with("https://");
  const bool is_loopback = url.starts_with("http://127.0.0.1:") || url.starts_with("http://127.0.0.1/") ||
                           url.starts_with("http://[::1]:") || url.starts_with("http://[::1]/");
  if (url.empty()) return "has no `url`: write the address alerts are posted to";
  if (!is_https && !is_loopback) return "has a `url` that is not https: write an https:// address";
  if (std::any_of(url.begin(), url.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7F; }))
    return "has a `url` with blanks or characters beyond ASCII: copy it again, without quotes or line ends";
  if (is_https && url.size() == std::string_view("https://").size()) return "has a `url` without a host: write the whole address";
  return {};
}

}  // namespace

std::vector<std::string> problems_of(const AlertSettings& settings, const RevealGrant& grant) {
  std::vector<std::string> problems;
  std::set<std::string> names;
  const auto check_name = [&](const std::string& name) {
    if (name.empty())
      problems.emplace_back("an alert channel has no `name`: give each one");
    else if (!names.insert(name).second)
      problems.push_back("two alert channels are called `" + name + "`: give each its own name");
  };
  const auto say = [&](const std::string& name, const std::string& problem) {
    if (!problem.empty()) problems.push_back("alert channel `" + name + "` " + problem);
  };
  for (const auto& mail : settings.mail) {
    check_name(mail.name);
    if (!is_plain_mailbox(mail.from)) say(mail.name, "has no usable `from`: write one mailbox, such as redress@hotline.example");
    if (!is_plain_mailbox(mail.to)) say(mail.name, "has no usable `to`: write one mailbox; several people are several entries");
    if (!mail.message_id_domain.empty() && !is_plain_mailbox("x@" + mail.message_id_domain))
      say(mail.name, "has a `message_id_domain` that is no domain: write one, or leave it out");
  }
  for (const auto& hook : settings.webhooks) {
    check_name(hook.name);
    say(hook.name, url_problem(hook.url.open(grant)));
    if (hook.macs.empty()) say(hook.name, "has no secret: name one, since unsigned alerts could come from anybody");
    if (hook.macs.size() > 2) say(hook.name, "has more than two secrets: keep the new one and the one it replaces");
    for (const auto& mac : hook.macs)
      if (!mac) say(hook.name, "has a secret that could not be read");
  }
  for (const auto& chat : settings.chats) {
    check_name(chat.name);
    say(chat.name, url_problem(chat.url.open(grant)));
  }
  if (settings.time_limit < seconds{1} || settings.time_limit > minutes{1})
    problems.emplace_back("alerts have a `time_limit` outside 1 s to 60 s");
  return problems;
}

std::unique_ptr<AlertChannel> make_mail_channel(AlertMailSettings settings, std::unique_ptr<MailTransport> mail) {
  return std::make_unique<MailChannel>(std::move(settings), std::move(mail));
}
std::unique_ptr<AlertChannel> make_webhook_channel(AlertWebhookSettings settings, std::unique_ptr<HttpTransport> http,
                                                   Milliseconds time_limit) {
  return std::make_unique<WebhookChannel>(std::move(settings), std::move(http), time_limit);
}
std::unique_ptr<AlertChannel> make_chat_channel(AlertChatSettings settings, std::unique_ptr<HttpTransport> http, Milliseconds time_limit) {
  return std::make_unique<ChatChannel>(std::move(settings), std::move(http), time_limit);
}

}  // namespace redress
