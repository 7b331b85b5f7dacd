// Takes reports out of a mailbox: read by position, nothing is ever moved, flagged or deleted; what is refused stays there and lies in
// quarantine with the reason.
#pragma once

#include "engine/app/intake_files.hpp"
#include "engine/app/intake_mail.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/core/ports/transport.hpp"

#include <functional>
#include <string>

namespace redress::app {

class IntakeMailbox {
 public:
  /// All outlive it. `go_on`: asked on the way; false ends a look, and the next one goes on from there.
  IntakeMailbox(Inbox& inbox, ReadQueries& reader, Door& door, IntakeMailRules rules, std::string desk, std::function<bool()> go_on);
  /// Takes what is new, a few mails at most. True: there was something, and may be more.
  [[nodiscard]] Result<bool, std::string> look();

 private:
  bool take(const InboxMessage& message, std::int64_t uid_validity);
  bool take_reports(const std::string& bytes, const std::string& digest, const std::string& name, runtime::FileReports& rest);

  Inbox& inbox_;
  ReadQueries& reader_;
  Door& door_;
  IntakeMailRules rules_;
  std::string desk_;
  std::function<bool()> go_on_;
};

}  // namespace redress::app
