// Gives each alert to every channel, one after another. A channel that fails hides no other, holds no alert back that another has taken,
// and is spoken of in what the others are told; when it works again it gets what it missed.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/alert/channel.hpp"
#include "engine/core/ports/alerts.hpp"

namespace redress {

inline constexpr std::size_t kOwedAlertsMax = 1'000;  // remembered for one channel that is down; beyond that it misses the oldest
inline constexpr std::size_t kOwedAtOnceMax = 20;     // told it late with one new alert: what is new must not wait for what is old

class ChannelSender final : public AlertSender {
 public:
  using DeadlineOf = std::function<std::optional<UtcTime>(const AlertRecord&)>;

  /// Throws std::invalid_argument when there is no channel: who wants no alerts makes no sender. `clock` outlives the object.
  /// `deadline_of` says until when the alert's subject has time; may be empty.
  ChannelSender(std::vector<std::unique_ptr<AlertChannel>> channels, const Clock& clock, DeadlineOf deadline_of = {});

  /// True when a channel has taken it: people know of it then. The others get it, late, with the first alert they take. What a channel
  /// is owed is forgotten with the object: after a restart only what nobody has taken is sent again, with the same Message-ID and
  /// webhook-id.
  [[nodiscard]] bool send(const AlertRecord& alert) override;
  /// The same, with an outcome for each channel, in their order, and nothing owed. For `redress alert test` and for the log.
  [[nodiscard]] std::vector<ChannelOutcome> send_each(const AlertRecord& alert);

 private:
  [[nodiscard]] ChannelOutcome deliver(AlertChannel& channel, const AlertRecord& alert);
  void catch_up(AlertChannel& channel, std::deque<AlertRecord>& owed);

  std::vector<std::unique_ptr<AlertChannel>> channels_;
  const Clock& clock_;
  DeadlineOf deadline_of_;
  std::map<std::string, std::deque<AlertRecord>> owed_;  // by the channel's name, oldest first
  std::set<std::string> down_;                           // names of channels that did not take the last they were given
};

/// Channels for settings without problems, each with a transport of its own.
[[nodiscard]] std::vector<std::unique_ptr<AlertChannel>> make_alert_channels(const AlertSettings& settings,
                                                                             const std::function<std::unique_ptr<MailTransport>()>& mail,
                                                                             const std::function<std::unique_ptr<HttpTransport>()>& http);

}  // namespace redress
