// Reads a Maildir without touching it: nothing is moved, renamed, marked or deleted. Messages get numbers in the order in which they
// were first seen; the numbers are kept in one small file, since nothing in a Maildir's names is sure to grow (a slow delivery may
// appear after a quick one that began later). Losing that file only means that every message is offered again under a new UIDVALIDITY.
#pragma once

#include <memory>
#include <string>

#include "engine/core/ports/transport.hpp"

namespace redress {

struct MaildirSettings {
  std::string directory;   // holds `new` and `cur`
  std::string index_file;  // empty: `redress-uids` in `directory`
};

/// Its name is `maildir:directory`. Missing or unreadable folders are `unreachable` at each fetch, an index file that is none is
/// `malformed`.
[[nodiscard]] std::unique_ptr<Inbox> make_maildir_inbox(MaildirSettings settings);

}  // namespace redress
