#include "sandbox/partners/mail_writer.hpp"

#include "sandbox/partners/chance.hpp"
#include "sandbox/partners/desk_texts.hpp"

#include <array>
#include <cstdio>

namespace redress::sandbox {
namespace {

constexpr std::size_t kHeaderTextMax = 600;

/// Foreign text for a header line: one line, no control characters, not endless.
std::string header_text(std::string_view text) {
  std::string clean;
  for (const char character : text.substr(0, kHeaderTextMax)) clean += static_cast<unsigned char>(character) < 0x20 ? ' ' : character;
  return clean;
}

/// RFC 2047 words where the text is not ASCII, each short enough for a line and never splitting a UTF-8 character. [SRC-RFC-2047]
std::string encoded(std::string_view text) {
  const auto is_ascii = [](std::string_view part) {
    for (const char character : part)
      if (static_cast<unsigned char>(character) >= 0x80) return false;
    return true;
  };
  if (is_ascii(text)) return std::string(text);
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string words = "=?utf-8?Q?";
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool starts_character = (byte & 0xC0U) != 0x80U;
    if (starts_character && used > 40) {
      words += "?=\r\n =?utf-8?Q?";
      used = 0;
    }
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    if (plain) {
      words += text[i];
      ++used;
    } else if (byte == ' ') {
      words += '_';
      ++used;
    } else {
      words += '=';
      words += kHex[byte >> 4U];
      words += kHex[byte & 0xFU];
      used += 3;
    }
  }
  return words + "?=";
}

std::string mail_date(UtcTime time) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 64> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000", kDays[std::chrono::weekday{day}.c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string with_crlf(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 30);
  for (const char character : text) {
    if (character == '\n' && (result.empty() || result.back() != '\r')) result += '\r';
    result += character;
  }
  return result;
}

std::string hex(std::uint64_t value) {
  std::array<char, 20> text{};
  const int length = std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
  return {text.data(), static_cast<std::size_t>(length)};
}

/// A bounce as RFC 3464 asks: words for people, the delivery status, the returned header.
std::string bounce_body(const Party& party, const NoticeSeen& notice, const Reaction& reaction, const std::string& boundary) {
  std::string body;
  body += "This is a MIME-encapsulated message.\n\n--" + boundary + "\nContent-Type: text/plain; charset=us-ascii\n\n";
  body += "This is the mail system at mail." + party.domain + ".\n\nYour message could not be delivered to the following recipient:\n\n<" +
          notice.recipient + ">: " + reaction.diagnostic + "\n";
  body += "\n--" + boundary + "\nContent-Type: message/delivery-status\n\n";
  body += "Reporting-MTA: dns; relay.sandbox.example\nArrival-Date: " + mail_date(reaction.at) + "\n\n";
  body += "Final-Recipient: rfc822; " + notice.recipient + "\nAction: failed\nStatus: " + reaction.status + "\nRemote-MTA: dns; mx." +
          party.domain + "\nDiagnostic-Code: smtp; " + reaction.diagnostic + "\n";
  body += "\n--" + boundary + "\nContent-Type: text/rfc822-headers\n\n" + notice.header;
  if (body.back() != '\n') body += '\n';
  return body + "\n--" + boundary + "--\n";
}

}  // namespace

OutgoingMail write_mail(const Party& party, const NoticeSeen& notice, const Reaction& reaction) {
  const bool is_bounce = reaction.kind == Reaction::Kind::bounce;
  const bool is_answer = reaction.kind == Reaction::Kind::answer;
  OutgoingMail mail;
  mail.to = header_text(is_answer ? notice.reply_to : notice.envelope_from);
  if (mail.to.empty()) return mail;

  const auto unique = hex(mix(static_cast<std::uint64_t>(to_ms(reaction.at)),
                              {notice.message_id, party.domain, std::to_string(static_cast<int>(reaction.kind)), reaction.ticket}));
  std::string text = "Return-Path: <" + (is_answer ? party.abuse_mailbox : std::string()) + ">\n";
  text += "Delivered-To: " + mail.to + "\n";
  text +=
      "Received: from mail." + party.domain + " by mx.sandbox.example with ESMTP id " + unique + ";\n\t" + mail_date(reaction.at) + "\n";
  text += "Date: " + mail_date(reaction.at) + "\nTo: " + mail.to + "\nMessage-ID: <" + unique + "@" + party.domain + ">\n";
  if (!notice.message_id.empty()) {
    const auto id = header_text(notice.message_id);
    text += "In-Reply-To: <" + id + ">\nReferences: <" + id + ">\n";
  }
  text += "MIME-Version: 1.0\n";
  if (is_bounce) {
    const std::string boundary = "=_" + unique;
    text += "From: Mail Delivery System <mailer-daemon@" + party.domain + ">\nSubject: Undelivered Mail Returned to Sender\n";
    text +=
        "Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"" + boundary + "\"\n\n";
    text += bounce_body(party, notice, reaction, boundary);
  } else {
    const auto words = desk_text(party, reaction, notice);
    // header_text before encoding: a subject with line breaks must not become headers of ours.
    text += "From: " + encoded("Abuse " + party.name) + " <" + party.abuse_mailbox +
            ">\nSubject: " + encoded(header_text(words.subject_prefix + notice.subject)) + "\n";
    if (!is_answer) text += "Auto-Submitted: auto-replied\nPrecedence: auto_reply\nX-Auto-Response-Suppress: All\n";
    text += "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + words.body;
  }
  mail.text = with_crlf(text);
  return mail;
}

}  // namespace redress::sandbox
