#include "engine/alert/channel_sender.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace redress {

ChannelSender::ChannelSender(std::vector<std::unique_ptr<AlertChannel>> channels, const Clock& clock, DeadlineOf deadline_of)
    : channels_(std::move(channels)), clock_(clock), deadline_of_(std::move(deadline_of)) {
  if (channels_.empty()) throw std::invalid_argument("alerts need at least one channel");
}

bool ChannelSender::send(const AlertRecord& alert) {
  const auto outcomes = send_each(alert);
  const bool told = std::any_of(outcomes.begin(), outcomes.end(), [](const ChannelOutcome& outcome) { return outcome.took; });
  if (!told) return false;
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    auto& owed = owed_[channels_[i]->name()];
    if (outcomes[i].took) {
      catch_up(*channels_[i], owed);
      continue;
    }
    owed.push_back(alert);
    if (owed.size() > kOwedAlertsMax) owed.pop_front();
  }
  return true;
}

std::vector<ChannelOutcome> ChannelSender::send_each(const AlertRecord& alert) {
  std::vector<ChannelOutcome> outcomes;
  for (const auto& channel : channels_) outcomes.push_back(deliver(*channel, alert));
  return outcomes;
}

ChannelOutcome ChannelSender::deliver(AlertChannel& channel, const AlertRecord& alert) {
  const auto now = clock_.utc_now();
  auto text = alert_text(alert, now, deadline_of_ ? deadline_of_(alert) : std::nullopt);
  // Whoever is still reached is the only one who can be told.
  for (const auto& name : down_)
    if (name != channel.name()) text.body += "Note:   alerts do not get through by " + name + "; redress alert test says why.\n";
  auto outcome = channel.deliver(alert, text, now);
  if (outcome.took)
    down_.erase(channel.name());
  else
    down_.insert(channel.name());
  return outcome;
}

void ChannelSender::catch_up(AlertChannel& channel, std::deque<AlertRecord>& owed) {
  for (std::size_t i = 0; i < kOwedAtOnceMax && !owed.empty(); ++i) {
    if (!deliver(channel, owed.front()).took) return;
    owed.pop_front();
  }
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
