// Gives each alert to every channel, one after another. A channel that fails hides no other, and a channel that took an alert does not
// get it again when the others are tried again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/alert/channel.hpp"
#include "engine/core/ports/alerts.hpp"

namespace redress {

inline constexpr std::size_t kHalfSentAlertsMax = 10'000;  // remembered; beyond that the oldest may reach a channel twice

class ChannelSender final : public AlertSender {
 public:
  using DeadlineOf = std::function<std::optional<UtcTime>(const AlertRecord&)>;

  /// Throws std::invalid_argument when there is no channel: who wants no alerts makes no sender. `clock` outlives the object.
  /// `deadline_of` says until when the alert's subject has time; may be empty.
  ChannelSender(std::vector<std::unique_ptr<AlertChannel>> channels, const Clock& clock, DeadlineOf deadline_of = {});

  /// True once every channel has taken the alert, now or in an earlier call. The memory of earlier calls ends with the object: after
  /// a restart a half-sent alert goes to all channels, with the same Message-ID and webhook-id.
  [[nodiscard]] bool send(const AlertRecord& alert) override;
  /// The same, with an outcome for each channel that was tried. For `redress alert test` and for the log.
  [[nodiscard]] std::vector<ChannelOutcome> send_each(const AlertRecord& alert);

 private:
  using Key = std::pair<UtcTime, AlertId>;  // oldest first

  std::vector<std::unique_ptr<AlertChannel>> channels_;
  const Clock& clock_;
  DeadlineOf deadline_of_;
  std::map<Key, std::set<std::string>> half_sent_;  // names of channels that have it
};

/// Channels for settings without problems, each with a transport of its own.
[[nodiscard]] std::vector<std::unique_ptr<AlertChannel>> make_alert_channels(const AlertSettings& settings,
                                                                             const std::function<std::unique_ptr<MailTransport>()>& mail,
                                                                             const std::function<std::unique_ptr<HttpTransport>()>& http);

}  // namespace redress
