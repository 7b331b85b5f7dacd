// One mail of the intake mailbox: who really sent it, and what it reports, as texts for the report readers. Pure: bytes in, a struct out.
// Rules in words: docs/edges/bulk.md; why a From header is not enough: docs/decisions/0009-who-may-report-by-mail.md.
#pragma once

#include "engine/core/incoming.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::app {

/// Somebody who may report by mail, by the operator's word.
struct IntakeSender {
  std::string address;  // `desk@partner.example`, or `@partner.example` for everybody there; in lower case
  std::string source;   // as which source its reports count
  std::optional<ReportOrigin> origin;
};
struct IntakeMailRules {
  std::string authserv_id;  // of the operator's own mail server; the first Authentication-Results must be its
  std::vector<IntakeSender> senders;
};

struct IntakeMail {
  /// Why it is not taken at all: what is wrong, a colon, how to mend it. Empty when it is taken.
  std::string refused;
  std::string source;
  std::optional<ReportOrigin> origin;
  /// The body's lines as SCART's CSV, when it has some, then each attachment as it came.
  std::vector<std::string> texts;
  /// Why a part of it cannot be taken; the same form.
  std::vector<std::string> unread;
};

/// SCART's subjects, each behind ERT- or SCART-: INPUT, HOTLINE-INPUT, INPUT-SOURCE name.
[[nodiscard]] IntakeMail read_intake_mail(std::string_view bytes, const IntakeMailRules& rules);

/// Domains whose DKIM signature the server of `authserv_id` found good, in lower case; nothing when the header is another server's or
/// is not well formed. `value`: of one Authentication-Results header, unfolded and undecoded. [SRC-RFC-8601]
[[nodiscard]] std::optional<std::vector<std::string>> signing_domains(std::string_view value, std::string_view authserv_id);

}  // namespace redress::app
