// Telling people that something needs them. Implemented in engine/alert; when to tell, and how often, is decided before.
#pragma once

#include "engine/core/records.hpp"

namespace redress {

/// Threads: each object is used by one worker thread. A call blocks until the channels have answered or timed out.
class AlertSender {
 public:
  virtual ~AlertSender() = default;
  /// Sends one alert to people. True when a channel took it; called again only with what none did.
  [[nodiscard]] virtual bool send(const AlertRecord& alert) = 0;
};

}  // namespace redress
