// Bounces, delays and feedback reports: RFC 3464 (delivery status), RFC 5965 (feedback report), Amazon SES notifications, then the
// dialects of mail systems that write plain text. What a sentence of such a text means stands in bounce_rules.tsv.
#pragma once

#include "connectors/kit/mail_parts.hpp"
#include "connectors/kit/phrase_rules.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::mail {

struct FailedRecipient {
  std::string address;     // as the report writes it, without brackets
  std::string status;      // RFC 3463 "5.1.1"; empty in feedback reports
  bool permanent = false;  // the address itself is dead (unknown, moved, no such domain, takes no mail): ask the next contact
  std::string cause;       // a word of bounce_rules.tsv, e.g. "user_unknown", "mailbox_full", "expired", "other"
};

enum class ReportKind { none, bounce, delay, feedback, delivered, disposition };

struct ReportReading {
  ReportKind kind = ReportKind::none;
  bool gave_up = false;        // of a delay: the time ran out, nothing more will be tried
  bool deleted_unread = false;  // of a disposition notification
  std::vector<FailedRecipient> recipients;
};

/// What kind of report the mail is, `none` if it is none. `memory` bounds the matching work.
[[nodiscard]] ReportReading read_report(const MailParts& mail, PhraseMemory& memory);

}  // namespace redress::mail
