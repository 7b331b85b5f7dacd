// Reads what comes back by mail: bounces, delays, feedback reports, auto-replies and what abuse desks write. Pure: bytes in, a struct
// out; nothing is fetched, stored or run, attachments are never decoded. Rules in words: docs/edges/mail.md.
#pragma once

#include "connectors/kit/mail_bounce.hpp"
#include "connectors/kit/mail_meaning.hpp"
#include "engine/core/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

enum class MailKind {
  bounce,           // refused or undeliverable
  delay,            // only time stands against it: still being tried, or given up after trying (`gave_up`)
  auto_reply,       // a machine: receipt, ticket state, absence, survey, moved mailbox
  feedback_report,  // RFC 5965
  answer,           // a desk's words about a notice of ours
  other             // not about a notice of ours
};

struct MailReading {
  MailKind kind = MailKind::other;
  std::vector<mail::FailedRecipient> recipients;         // of bounces, delays and feedback reports
  std::vector<std::string> references;                   // ours, each once, the reply address's first, then as they appear; two different ones stay two
  std::optional<mail::Meaning> meaning;                  // of answers and auto-replies only
  std::optional<mail::Meaning> said;                     // what the words mean, also where `meaning` is unknown because several of our references stand there
  std::optional<PlatformDecision> decision;              // of answers whose words mean nothing else: what a platform decided
  bool contested = false;                                // of answers only: they dispute that it is illegal; `meaning` is then refused or unknown
  std::string ticket;                                    // of answers and auto-replies only; the desk's number, empty if none
  std::string network;                                   // of "not ours": whom to ask instead, as they name it; empty if they do not
  std::string message_id;
  std::string in_reply_to;
  std::string sender_domain;  // of its From address, folded; anybody may write any
  bool auto_submitted = false;  // Auto-Submitted (RFC 3834) or an equivalent header says that a machine sent it
  bool gave_up = false;         // of a delay: nothing more will be tried, so the notice was not delivered
  std::string cause;            // of bounces and delays: a word of bounce_rules.tsv ("user_unknown", "mailbox_full", "expired" …)
  bool cut = false;             // a cap was reached and something was not read
  std::uint64_t work = 0;       // bytes looked at plus matching steps: grows linearly with the mail, for tests
};

/// Reads the first 10 MB. Never fails: what cannot be read is `other`, or `unknown`. CRLF, CR and LF read alike. `to_reply_address`: it was sent
/// to an address we gave for one notice, so it is about that also where it names no reference, as platforms that were told by a form write.
[[nodiscard]] MailReading read_mail(std::string_view bytes, bool to_reply_address = false);

/// A mail with the words of this one and the headers that say who, to whom, when and about what: what may be kept for a person. Attachments
/// are left out, and counted in the header `kAttachmentsLeftOut`.
[[nodiscard]] std::string readable_mail(std::string_view bytes);
inline constexpr std::string_view kAttachmentsLeftOut = "x-redress-attachments-left-out";
/// Header of such a mail: whom a "not ours" names to be asked instead. Never taken from the mail's own headers.
inline constexpr std::string_view kNetworkNamed = "x-redress-network-named";

/// One JSON object without a line end: file, kind, recipients, notice, meaning, ticket. `notice` is null without a reference; two different
/// references are joined with `;`.
[[nodiscard]] std::string to_json_line(std::string_view file, const MailReading& reading);

[[nodiscard]] std::string_view to_text(MailKind kind);
[[nodiscard]] std::string_view to_text(mail::Meaning meaning);

}  // namespace redress
