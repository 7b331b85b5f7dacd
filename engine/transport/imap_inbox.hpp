// Reads a mailbox over IMAP by UID. Read-only: the mailbox is opened once with SELECT (libcurl cannot do otherwise) and at once
// again with EXAMINE, so that fetching sets no flag. Only when the server drops the connection inside a batch may the one message
// fetched next be marked as seen; progress never depends on it. [SRC-RFC-3501]
#pragma once

#include "engine/core/ports/transport.hpp"
#include "engine/transport/mail_server.hpp"

#include <memory>
#include <string>

namespace redress {

struct ImapSettings {
  MailServer server{.host = "", .port = 143, .tls = MailTls::required, .ca_file = "", .user = "", .password = {}};
  std::string mailbox = "INBOX";  // printable ASCII without `"` and backslash
};

/// Its name is `imap:user@host/mailbox`. Throws std::invalid_argument, naming what is wrong, when the settings are.
[[nodiscard]] std::unique_ptr<Inbox> make_imap_inbox(ImapSettings settings);

}  // namespace redress
