#include "connectors/abuse_mail/answer_mail.hpp"

#include "connectors/kit/mail_reader.hpp"

#include <algorithm>

namespace redress {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) { return lower(a) == lower(b); });
}

bool is_token_character(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'); }

/// Refused for now, not for what it is or where it goes. [SRC-RFC-3463]
bool may_pass(const mail::FailedRecipient& recipient) {
  return !recipient.permanent && (recipient.status.starts_with("4") || recipient.cause == "mailbox_full" || recipient.cause == "expired");
}

AnswerMeaning meaning_of(mail::Meaning meaning) {
  switch (meaning) {
    case mail::Meaning::received: return AnswerMeaning::received;
    case mail::Meaning::removed: return AnswerMeaning::removed;
    case mail::Meaning::refused: return AnswerMeaning::refused;
    case mail::Meaning::not_ours: return AnswerMeaning::not_ours;
    case mail::Meaning::forwarded: return AnswerMeaning::forwarded;
    case mail::Meaning::needs_information: return AnswerMeaning::needs_information;
    case mail::Meaning::unknown: break;
  }
  return AnswerMeaning::unknown;
}

}  // namespace

std::vector<std::string> reply_tokens_in(std::string_view bytes, std::string_view mailbox, std::string_view domain) {
  std::vector<std::string> tokens;
  bytes = bytes.substr(0, kTokenBytesMax);
  for (std::size_t plus = bytes.find('+'); plus != std::string_view::npos && tokens.size() < kTokensMax; plus = bytes.find('+', plus + 1)) {
    if (plus < mailbox.size() || !same(bytes.substr(plus - mailbox.size(), mailbox.size()), mailbox)) continue;
    std::size_t end = plus + 1;
    while (end < bytes.size() && end - plus <= 32 && is_token_character(bytes[end])) ++end;
    if (end >= bytes.size() || bytes[end] != '@' || !same(bytes.substr(end + 1, domain.size()), domain)) continue;
    std::string token(bytes.substr(plus + 1, end - plus - 1));
    std::transform(token.begin(), token.end(), token.begin(), lower);
    if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(std::move(token));
  }
  return tokens;
}

ReadAnswer AbuseMailAnswers::read(std::string_view bytes) const {
  ReadAnswer answer;
  answer.reply_tokens = reply_tokens_in(bytes, desk_.reply_mailbox, desk_.mail_domain);
  const auto reading = read_mail(bytes, !answer.reply_tokens.empty());
  answer.kind = to_text(reading.kind);
  answer.sender_domain = reading.sender_domain;
  answer.undelivered = reading.kind == MailKind::bounce || (reading.kind == MailKind::delay && reading.gave_up);
  for (const auto& recipient : reading.recipients) {
    answer.permanent = answer.permanent || recipient.permanent;
    answer.temporary = answer.temporary || may_pass(recipient);
    if (answer.status.empty()) answer.status = recipient.status;
  }
  answer.temporary = answer.temporary && answer.undelivered && !answer.permanent;
  answer.readable = (reading.network.empty() ? std::string() : std::string(kNetworkNamed) + ": " + reading.network + "\r\n") + readable_mail(bytes);
  answer.references = reading.references;
  answer.ticket = reading.ticket;
  answer.network_named = reading.network;
  if (desk_.envelope_mailbox != desk_.reply_mailbox)
    for (auto& token : reply_tokens_in(bytes, desk_.envelope_mailbox, desk_.mail_domain))
      if (std::find(answer.reply_tokens.begin(), answer.reply_tokens.end(), token) == answer.reply_tokens.end())
        answer.reply_tokens.push_back(std::move(token));
  // A reminder names the first notice as well, and so does whoever quotes it: the one reply address says which is meant.
  const bool one_notice = reading.references.size() <= 1 || answer.reply_tokens.size() == 1;
  if (const auto meaning = one_notice && reading.said ? reading.said : reading.meaning) answer.meaning = meaning_of(*meaning);
  // A hotline asks a second person about a dispute; the mail reader's own words know it only as a refusal.
  if (reading.contested && one_notice) answer.meaning = AnswerMeaning::contested;
  if (one_notice && answer.meaning != AnswerMeaning::contested) answer.decision = reading.decision;
  answer.certain = ((answer.meaning && *answer.meaning != AnswerMeaning::unknown) || answer.decision) && !reading.cut;
  return answer;
}

}  // namespace redress
