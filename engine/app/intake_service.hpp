// The threads that take in by themselves what lies in the drop folder and in the intake mailbox.
#pragma once

#include "engine/app/config.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/runtime/loop.hpp"

#include <memory>

namespace redress::app {

/// As the configuration describes it, its password read. Fails with a sentence that names the fix.
[[nodiscard]] Result<ImapSettings, std::string> intake_imap(const IntakeMailboxConfig& config);

class IntakeService {
 public:
  /// Starts what `config` names; a Runner turns the loop meanwhile. `mailbox`: from `intake_imap`, where one is configured.
  IntakeService(const Config& config, std::optional<ImapSettings> mailbox, runtime::Loop& loop, Store& store);
  /// Ends before the loop does: a file in hand is gone on with at the next start.
  ~IntakeService();
  IntakeService(const IntakeService&) = delete;
  IntakeService& operator=(const IntakeService&) = delete;

 private:
  struct Hidden;
  std::unique_ptr<Hidden> hidden_;
};

}  // namespace redress::app
