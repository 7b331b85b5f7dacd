#include "engine/alert/channel_sender.hpp"

#include <algorithm>
#include <stdexcept>

namespace redress {

ChannelSender::ChannelSender(std::vector<std::unique_ptr<AlertChannel>> channels, const Clock& clock, DeadlineOf deadline_of)
    : channels_(std::move(channels)), clock_(clock), deadline_of_(std::move(deadline_of)) {
  if (channels_.empty()) throw std::invalid_argument("alerts need at least one channel");
}

bool ChannelSender::send(const AlertRecord& alert) {
  const auto outcomes = send_each(alert);
  return std::all_of(outcomes.begin(), outcomes.end(), [](const ChannelOutcome& outcome) { return outcome.took; });
}

std::vector<ChannelOutcome> ChannelSender::send_each(const AlertRecord& alert) {
  const Key key{alert.raised_at, alert.id};
  const auto remembered = alert.id ? half_sent_.find(key) : half_sent_.end();
  std::set<std::string> took;
  if (remembered != half_sent_.end()) took = remembered->second;

  const auto now = clock_.utc_now();
  const auto text = alert_text(alert, now, deadline_of_ ? deadline_of_(alert) : std::nullopt);
  std::vector<ChannelOutcome> outcomes;
  for (const auto& channel : channels_) {
    if (took.count(channel->name()) != 0) continue;
    outcomes.push_back(channel->deliver(alert, text, now));
    if (outcomes.back().took) took.insert(channel->name());
  }
  if (!alert.id) return outcomes;
  if (took.size() == channels_.size()) {
    half_sent_.erase(key);
  } else if (!took.empty()) {
    half_sent_[key] = std::move(took);
    if (half_sent_.size() > kHalfSentAlertsMax) half_sent_.erase(half_sent_.begin());
  }
  return outcomes;
}

std::vector<std::unique_ptr<AlertChannel>> make_alert_channels(const AlertSettings& settings,
                                                               const std::function<std::unique_ptr<MailTransport>()>& mail,
                                                               const std::function<std::unique_ptr<HttpTransport>()>& http) {
  std::vector<std::unique_ptr<AlertChannel>> channels;
  for (const auto& one : settings.mail) channels.push_back(make_mail_channel(one, mail()));
  for (const auto& one : settings.webhooks) channels.push_back(make_webhook_channel(one, http(), settings.time_limit));
  for (const auto& one : settings.chats) channels.push_back(make_chat_channel(one, http(), settings.time_limit));
  return channels;
}

}  // namespace redress
