// Hands mails to one submission relay. Failures of the relay and failures of the recipient are kept apart by how far the dialogue
// had come, and a cut after the last byte of a message is `uncertain`, never "failed". [SRC-RFC-5321]
#pragma once

#include "engine/core/ports/transport.hpp"
#include "engine/transport/mail_server.hpp"

#include <memory>
#include <string>

namespace redress {

struct SmtpSettings {
  MailServer relay{.host = "", .port = 587, .tls = MailTls::required, .ca_file = "", .user = "", .password = {}};
  std::string ehlo_name = "localhost";  // how we introduce ourselves
};

/// Keeps its connection between mails. A mail with an address that is none (engine/core/mail_address.hpp), or whose message is not
/// 7-bit text in CRLF lines of at most 998 characters, is `refused` before anything is connected to.
/// Throws std::invalid_argument, naming what is wrong, when the settings are.
[[nodiscard]] std::unique_ptr<MailTransport> make_smtp_transport(SmtpSettings settings);

inline constexpr Milliseconds kProbeTimeMax{15'000};

/// Connects as a mail would, up to and with the login, says NOOP and leaves: `accepted`, or `relay_unreachable` with the cause. Throws like
/// `make_smtp_transport`.
[[nodiscard]] MailVerdict probe_relay(SmtpSettings settings);

/// 7-bit, no NUL, every CR before an LF and every LF after a CR, lines of at most 998 characters, ends with CRLF.
[[nodiscard]] bool is_clean_message(std::string_view message) noexcept;

}  // namespace redress
