// Threads around the loop: one writer, workers for sends, looks, look-ups and alerts, and one poller for each inbox.
#pragma once

#include "engine/core/ports/alerts.hpp"
#include "engine/core/ports/transport.hpp"
#include "engine/runtime/loop.hpp"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace redress::runtime {

/// How to reach the world: each worker makes its own object, since transports belong to one thread.
struct World {
  std::function<std::unique_ptr<MailTransport>()> mail;
  std::function<std::unique_ptr<HttpTransport>()> http;       // may be empty
  std::function<std::unique_ptr<ContentCheck>()> check;       // may be empty: looks answer `unknown`
  std::function<std::unique_ptr<Locator>()> locate;
  std::function<std::unique_ptr<AlertSender>()> alerts;       // empty exactly when Parts::alerts_are_sent is false
  std::vector<std::function<std::unique_ptr<Inbox>()>> inboxes;
};

struct RunnerSettings {
  int send_workers = 4;
  int look_workers = 4;
  int locate_workers = 2;
  Milliseconds inbox_pause{5'000};  // real time between two polls of an inbox that had nothing new
};

/// Starts its threads in the constructor; `stop` (also by the destructor) begins nothing new, lets running sends come to their verdict,
/// and ends when all of it is written down.
class Runner {
 public:
  Runner(Loop& loop, World world, RunnerSettings settings);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  void stop();
  /// What ended the writer thread, when something did: a failing store ends the engine.
  [[nodiscard]] std::string failure() const;

 private:
  struct Hidden;
  std::unique_ptr<Hidden> hidden_;
};

}  // namespace redress::runtime
