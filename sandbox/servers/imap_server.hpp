// IMAP access to the mailboxes of the world: the part of IMAP4rev1 that reading mail needs. Nothing is ever flagged or deleted.
// [SRC-RFC-3501]
#pragma once

#include "sandbox/partners/world.hpp"
#include "sandbox/servers/loopback.hpp"
#include "sandbox/servers/smtp_server.hpp"

namespace redress::sandbox {

inline constexpr std::size_t kImapLineBytesMax = 64 * 1024;
inline constexpr std::size_t kImapLiteralBytesMax = 4 * 1024;

/// Speaks IMAP on one connection until it ends. The domain of the user name says which mailbox is INBOX; a name without one gets that of
/// hotline.test.
void serve_imap(Connection& connection, World& world, const Clock& clock, const MailAccess& access, const TlsIdentity& identity);

}  // namespace redress::sandbox
