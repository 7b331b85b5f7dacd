// One command's surroundings: options, the configuration, the store, and the door to act through. Opened as far as a command needs.
#pragma once

#include "engine/app/door.hpp"
#include "engine/app/wiring.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"

#include <memory>
#include <string>

namespace redress::app {

/// Exit codes are part of the interface.
enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kRefusedByPolicy = 3, kNotReachable = 4 };

struct GlobalOptions {
  std::string config = "redress.yaml";
  bool json = false;
  std::string actor;             // pseudonym; empty: the login name
  std::string role = "analyst";  // analyst, senior, lead, helpline, admin
};

class Session {
 public:
  explicit Session(GlobalOptions options);
  ~Session();

  [[nodiscard]] const GlobalOptions& options() const { return options_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Actor actor() const;

  /// Each prints what is wrong on standard error and gives null when it cannot.
  [[nodiscard]] const Config* config();
  [[nodiscard]] Wiring* wiring();
  [[nodiscard]] ReadQueries* reader();
  [[nodiscard]] Door* door();

  /// Acts and prints the outcome; the exit code.
  int act(runtime::Act act, const std::string& done_text);

 private:
  GlobalOptions options_;
  SystemClock clock_;
  SystemRandom random_;
  std::optional<Config> config_;
  std::unique_ptr<Wiring> wiring_;
  std::unique_ptr<ReadQueries> reader_;
  std::unique_ptr<Door> door_;
};

/// `redress: text` on standard error.
void complain(const std::string& text);

}  // namespace redress::app
