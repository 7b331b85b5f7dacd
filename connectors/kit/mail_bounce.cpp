#include "connectors/kit/mail_bounce.hpp"

#include "connectors/kit/mail_html.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace redress::mail {
namespace {

constexpr std::size_t kReportBytesMax = 128U * 1024;  // of a plain-text report; what lies beyond is the returned message
constexpr std::size_t kRecipientsMax = 200;
constexpr std::size_t kReportLinesMax = 2000;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (lines.size() < kReportLinesMax) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      break;
    }
    text.remove_prefix(end + 1);
  }
  return lines;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_address_sign(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || std::string_view("!#$%&'*+/=?^_`{|}~.-").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_domain_sign(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

struct FoundAddress {
  std::string address;
  std::size_t start = 0;
  std::size_t end = 0;
};

// Addresses in a line, with quoted local parts, by their @.
std::vector<FoundAddress> addresses_in(std::string_view line) {
  std::vector<FoundAddress> found;
  std::size_t from = 0;
  for (std::size_t at = line.find('@'); at != std::string_view::npos && found.size() < 50; at = line.find('@', at + 1)) {
    std::size_t start = at;
    if (at > from && line[at - 1] == '"') {
      const std::size_t open = line.rfind('"', at - 2);
      if (at < 2 || open == std::string_view::npos || open < from) {
        continue;
      }
      start = open;
    } else {
      while (start > from && at - start < 200 && is_address_sign(line[start - 1])) {
        --start;
      }
      while (start < at && (line[start] == '\'' || line[start] == '.' || line[start] == '=' || line[start] == '*')) {
        ++start;
      }
    }
    std::size_t end = at + 1;
    while (end < line.size() && is_domain_sign(line[end])) {
      ++end;
    }
    while (end > at + 1 && (line[end - 1] == '.' || line[end - 1] == '-')) {
      --end;
    }
    if (start < at && end > at + 1) {
      found.push_back({std::string(line.substr(start, end - start)), start, end});
      from = end;
    }
  }
  return found;
}

// "5.1.1" in a text: not part of an IP address or version.
std::string enhanced_status(std::string_view text) {
  std::string fallback;
  for (std::size_t i = 0; i + 5 <= text.size(); ++i) {
    if ((text[i] != '4' && text[i] != '5') || text[i + 1] != '.') {
      continue;
    }
    if (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == '.' || text[i - 1] == '-' || text[i - 1] == '/' || (text[i - 1] >= 'a' && text[i - 1] <= 'z'))) {
      continue;
    }
    std::size_t end = i + 2;
    std::size_t subject = 0;
    while (end < text.size() && is_digit(text[end])) {
      ++end;
      ++subject;
    }
    if (subject < 1 || subject > 3 || end >= text.size() || text[end] != '.') {
      continue;
    }
    const std::size_t point = end++;
    while (end < text.size() && is_digit(text[end])) {
      ++end;
    }
    const std::size_t detail = end - point - 1;
    if (detail < 1 || detail > 3 || (end < text.size() && ((text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])) || text[end] == '-'))) {
      continue;
    }
    std::string status(text.substr(i, end - i));
    if (status.ends_with(".0.0")) {
      if (fallback.empty()) {
        fallback = std::move(status);
      }
      continue;
    }
    return status;
  }
  return fallback;
}

// The first digit of an SMTP reply ("550 …", "421-…", "said: 554 "), or 0.
char reply_class(std::string_view text) {
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
    if ((text[i] != '4' && text[i] != '5') || !is_digit(text[i + 1]) || !is_digit(text[i + 2]) || text[i + 1] > '5') {
      continue;
    }
    const bool before = i == 0 || std::string_view(" \t\n:(<[\"'=#;,").find(text[i - 1]) != std::string_view::npos;
    const bool after = i + 3 == text.size() || std::string_view(" \t\n-:;,#)]\"'<").find(text[i + 3]) != std::string_view::npos;
    if (!before || !after) {
      continue;
    }
    // "for 500 seconds", "port 465" are no replies.
    const std::string next = lower(trim(text.substr(i + 3, 12)));
    if (next.starts_with("second") || next.starts_with("minute") || next.starts_with("hour") || next.starts_with("day") ||
        next.starts_with("bytes") || next.starts_with("kb")) {
      continue;
    }
    return text[i];
  }
  return 0;
}

struct Verdict {
  std::string status;  // of the rule
  std::string cause;
  std::size_t row = 0;
};

// The first row of bounce_rules.tsv (in the table's order) that matches the text and tells a status.
std::optional<Verdict> verdict_of(std::string_view text, PhraseMemory& memory) {
  std::optional<Verdict> best;
  for (const Sentence& sentence : split_sentences(text.substr(0, 8000))) {
    for (const PhraseMatch& match : bounce_rules().find(sentence, memory)) {
      const std::string& label = bounce_rules().rules()[match.rule].label;
      const std::size_t space = label.find(' ');
      if (space == std::string::npos || (best && best->row <= match.rule)) {
        continue;
      }
      best = Verdict{label.substr(0, space), label.substr(space + 1), match.rule};
    }
  }
  return best;
}

bool has_label(std::string_view text, std::string_view label, PhraseMemory& memory) {
  for (const Sentence& sentence : split_sentences(text)) {
    for (const PhraseMatch& match : bounce_rules().find(sentence, memory)) {
      if (bounce_rules().rules()[match.rule].label == label) {
        return true;
      }
    }
  }
  return false;
}

bool is_hard(std::string_view cause) { return cause == "user_unknown" || cause == "host_unknown" || cause == "moved" || cause == "takes_no_mail"; }

// Puts together what is known of one recipient. `stated` is a Status field or a status in the text, `reply` the class of an SMTP reply.
void conclude(FailedRecipient& recipient, std::string stated, char reply, const std::optional<Verdict>& verdict, bool delayed) {
  const bool vague = stated.empty() || stated.ends_with(".0.0");
  // "In the queue too long" beside a precise status tells the last reason, not the first.
  const bool other_reason = verdict && verdict->cause == "expired" && !vague && !stated.ends_with(".4.7");
  if (verdict && !other_reason) {
    recipient.cause = verdict->cause;
  }
  if (!vague) {
    recipient.status = std::move(stated);
  } else if (!stated.empty()) {
    // "5.0.0" with a clear sentence beside it: the sentence's detail, the report's class.
    recipient.status = verdict && verdict->status[0] == stated[0] ? verdict->status : stated;
  } else if (verdict) {
    recipient.status = delayed && reply == 0 ? "4" + verdict->status.substr(1) : verdict->status;
    if (reply != 0 && recipient.status[0] != reply) {
      recipient.status = std::string(1, reply) + recipient.status.substr(1);
    }
  } else if (reply != 0) {
    recipient.status = std::string(1, reply) + ".0.0";
  } else {
    recipient.status = delayed ? "4.0.0" : "5.0.0";
  }
  // A precise "no such address" outweighs a sentence that only says "refused" or "unavailable".
  const std::string_view number = std::string_view(recipient.status).substr(1);
  const bool names_address = !vague && (number == ".1.1" || number == ".1.2" || number == ".1.3" || number == ".1.6" || number == ".1.10" || number == ".4.4");
  if (names_address && (recipient.cause == "blocked" || recipient.cause == "rejected" || recipient.cause == "suspended" ||
                        recipient.cause == "network" || recipient.cause == "system")) {
    recipient.cause.clear();
  }
  if (recipient.cause.empty()) {
    // RFC 3463 says it by number.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kByNumber = {{
        {".1.0", "other"},           {".1.10", "takes_no_mail"},    {".1.1", "user_unknown"},
        {".1.2", "host_unknown"},    {".1.3", "user_unknown"},      {".1.6", "moved"},
        {".1.7", "rejected"},        {".1.8", "rejected"},          {".2.1", "suspended"},
        {".2.2", "mailbox_full"},    {".2.3", "too_large"},         {".3.4", "too_large"},
        {".4.1", "network"},         {".4.2", "network"},           {".4.4", "host_unknown"},
        {".4.6", "network"},         {".4.7", "expired"},           {".7.0", "blocked"},
        {".7.1", "blocked"},         {".7.25", "blocked"},          {".7.26", "sender_unproven"},
        {".7.9", "sender_unproven"}, {".7.509", "sender_unproven"}, {".6.1", "content"},
    }};
    recipient.cause = "other";
    for (const auto& [known, cause] : kByNumber) {
      if (number == known) {
        recipient.cause = cause;
      }
    }
  }
  recipient.permanent = !delayed && is_hard(recipient.cause) && (recipient.status[0] == '5' || recipient.cause == "user_unknown");
}

std::string address_of_field(std::string_view value) {
  const std::size_t kind = value.find(';');
  std::string_view text = kind == std::string_view::npos || kind > 20 ? value : value.substr(kind + 1);
  const auto found = addresses_in(text);
  if (!found.empty()) {
    return found.front().address;
  }
  text = trim(text);
  while (!text.empty() && (text.front() == '<' || text.front() == ' ')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == '>' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

struct StatusGroup {
  std::string final_recipient;
  std::string original_recipient;
  std::string action;
  std::string status;
  std::string diagnostic;
};

// A forwarded report: its lines without the `> ` before them.
std::string without_marks(std::string_view text) {
  std::string out;
  for (std::string_view line : lines_of(text)) {
    if (line == ">" || line.starts_with("> ")) {
      line.remove_prefix(std::min<std::size_t>(2, line.size()));
    }
    out += std::string(line) + "\n";
  }
  return out;
}

// RFC 3464 fields, in a part of their own or in the middle of a text. A recipient's group starts at Original- or Final-Recipient or at an
// empty line, in whatever order the fields come.
std::vector<StatusGroup> status_groups(std::string_view text) {
  std::vector<StatusGroup> groups;
  StatusGroup current;
  std::string* last = nullptr;
  const auto close = [&] {
    if ((!current.final_recipient.empty() || !current.original_recipient.empty()) && groups.size() < kRecipientsMax) {
      groups.push_back(current);
    }
    current = StatusGroup{};
    last = nullptr;
  };
  for (const std::string_view line : lines_of(text)) {
    if (trim(line).empty()) {
      // Some reports put empty lines between the fields of one recipient: a group without a recipient waits for it.
      if (!current.final_recipient.empty() || !current.original_recipient.empty()) {
        close();
      }
      last = nullptr;
      continue;
    }
    if ((line[0] == ' ' || line[0] == '\t') && last != nullptr && line.find(": ") == std::string_view::npos) {
      if (last->size() < kHeaderValueBytesMax) {
        *last += " " + std::string(trim(line));
      }
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::string name = colon == std::string_view::npos ? "" : lower(trim(line.substr(0, colon)));
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(line.substr(colon + 1));
    std::string* field = nullptr;
    if (name == "final-recipient" || name == "x-actual-recipient") {
      if (name == "final-recipient" && !current.final_recipient.empty()) {
        close();
      }
      if (current.final_recipient.empty() || name == "final-recipient") {
        field = &current.final_recipient;
      }
    } else if (name == "original-recipient") {
      if (!current.original_recipient.empty()) {
        close();
      }
      field = &current.original_recipient;
    } else if (name == "action") {
      field = &current.action;
    } else if (name == "status") {
      field = &current.status;
    } else if (name == "diagnostic-code" || name == "x-supplementary-info" || name == "x-display-name-diagnostic") {
      field = name == "diagnostic-code" || current.diagnostic.empty() ? &current.diagnostic : nullptr;
    }
    if (field != nullptr) {
      if (field == &current.final_recipient || field == &current.original_recipient) {
        *field = address_of_field(value);
      } else {
        *field = std::string(value);
      }
    }
    last = field == &current.diagnostic ? field : nullptr;
  }
  close();
  return groups;
}

void add_recipient(std::vector<FailedRecipient>& list, FailedRecipient recipient) {
  if (recipient.address.empty() || list.size() >= kRecipientsMax) {
    return;
  }
  for (const FailedRecipient& known : list) {
    if (lower(known.address) == lower(recipient.address)) {
      return;
    }
  }
  list.push_back(std::move(recipient));
}

// The words of the report itself: text before the returned message.
std::string report_text(const MailParts& mail, PhraseMemory& memory) {
  std::string text;
  bool html_only = true;
  for (const MailPart& part : mail.parts) {
    html_only = html_only && !(part.type == "text/plain" && !part.returned && !trim(part.text).empty());
  }
  for (const MailPart& part : mail.parts) {
    if (part.returned || part.text.empty() || text.size() > kReportBytesMax) {
      continue;
    }
    if (part.type == "text/plain") {
      text += part.text.substr(0, kReportBytesMax) + "\n";
    } else if (part.type == "text/html" && html_only) {
      text += visible_text(std::string_view(part.text).substr(0, kReportBytesMax)) + "\n";
    }
  }
  // Cut where the returned message begins: behind a line that says so, or at its header block.
  std::string kept;
  std::size_t filled = 0;
  text = without_marks(text);
  for (const std::string_view line : lines_of(text)) {
    const std::string_view shown = trim(line);
    if (filled > 0 && (shown.starts_with("Received:") || shown.starts_with("Return-Path:") || shown.starts_with("Return-path:") ||
                       shown.starts_with("DKIM-Signature:") || shown.starts_with("Message-ID:") || shown.starts_with("Message-Id:"))) {
      break;
    }
    if (filled > 0 && shown.size() < 120 && has_label(shown, "original_follows", memory)) {
      break;
    }
    filled += shown.empty() ? 0 : 1;
    kept += std::string(line) + "\n";
  }
  return kept;
}

// An address mail could be sent to: a local part and a domain with a point.
bool is_whole_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at != std::string_view::npos && at > 0 && address[0] != '@' && address[0] != '/' && address.find('.', at) != std::string_view::npos;
}

bool is_machine_address(std::string_view address) {
  const std::string name = lower(address.substr(0, address.find('@')));
  return name == "mailer-daemon" || name == "mailerdaemon" || name == "mail-daemon" || name == "postmaster" || name == "post_master" ||
         name == "mail-deamon" || name == "mailer_daemon" || name == "maildelivery" ||
         name == "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e";
}

struct Signs {
  bool machine_sender = false;
  bool bounce_words = false;
  bool delay_words = false;
  int weight = 0;
};

// How much the mail looks like a report of a mail system, apart from standard parts.
Signs weigh(const MailParts& mail, const std::string& report, PhraseMemory& memory) {
  Signs signs;
  const std::string from(header(mail.headers, "from"));
  for (const FoundAddress& found : addresses_in(from)) {
    signs.machine_sender = signs.machine_sender || is_machine_address(found.address);
  }
  signs.machine_sender = signs.machine_sender || has_label(from, "machine_sender", memory) || lower(from).find("mailer-daemon") != std::string::npos;
  const std::string_view path = trim(header(mail.headers, "return-path"));
  const bool null_path = path == "<>" || lower(path) == "<mailer-daemon>" || lower(path).starts_with("<mailer-daemon@") ||
                         lower(path).starts_with("mailer-daemon@");
  const std::string_view subject = header(mail.headers, "subject");
  const bool subject_bounce = has_label(subject, "subject_bounce", memory);
  const bool subject_delay = has_label(subject, "subject_delay", memory);
  signs.bounce_words = has_label(std::string_view(report).substr(0, 16000), "says_failed", memory);
  signs.delay_words = subject_delay || has_label(std::string_view(report).substr(0, 16000), "says_delayed", memory);
  const bool failed_header = !header(mail.headers, "x-failed-recipients").empty();
  signs.weight = (signs.machine_sender ? 2 : 0) + (null_path ? 1 : 0) + (subject_bounce || subject_delay ? 2 : 0) +
                 (signs.bounce_words || signs.delay_words ? 2 : 0) + (failed_header ? 4 : 0) +
                 (mail.report_type == "delivery-status" ? 3 : 0);
  if (!header(mail.headers, "x-failed-recipients").empty()) {
    signs.machine_sender = true;
  }
  return signs;
}

struct TextRecipient {
  std::string address;
  std::size_t line = 0;
  int strength = 0;  // 3: heads a line of its own, 2: behind a word like "recipient", 1: anywhere
};

// What stands right before an address tells whose it is.
constexpr std::array<std::string_view, 20> kBefore = {" to", "to:", "recipient", "recipient:", "user", "user:", "address", "address:", " for", "an",
                                                      "aan", "550", "<<<", "rcpt to:", "mailbox", "account", " à", " a", "recipients:", "adresse"};
constexpr std::array<std::string_view, 12> kNotBefore = {"from",     "from:",     " by",      "sender",  "sender:",       "contact",
                                                         "contact:", "reply-to:", "write to", "mail to", "envelope-from", "orig_from:"};

std::vector<TextRecipient> recipients_in_text(const std::vector<std::string_view>& lines, const std::set<std::string>& not_these) {
  std::vector<TextRecipient> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i].substr(0, 2000);
    const std::string_view shown = trim(line);
    const std::string small = lower(shown);
    for (const FoundAddress& hit : addresses_in(line)) {
      if (not_these.contains(lower(hit.address)) || is_machine_address(hit.address)) {
        // Only the address the mail came to and machines are left out, unless nothing else remains.
        continue;
      }
      std::size_t lead = line.find_first_not_of(" \t<>*-\"'([:");
      const bool heads = lead != std::string_view::npos && (hit.start <= lead);
      std::string before = lower(trim(line.substr(0, hit.start)));
      while (!before.empty() && (before.back() == '<' || before.back() == '"' || before.back() == '(' || before.back() == ' ' || before.back() == '\'')) {
        before.pop_back();
      }
      std::string_view after = line.substr(hit.end);
      while (!after.empty() && (after.front() == '>' || after.front() == '"' || after.front() == '\'' || after.front() == ')')) {
        after.remove_prefix(1);
      }
      after = trim(after);
      int strength = 1;
      if (heads && (after.empty() || after[0] == ':' || after[0] == ';' || after[0] == ',' || after[0] == '.' || after[0] == '(' ||
                    after[0] == '<' || after[0] == '-' || lower(after).starts_with("on ") || lower(after).starts_with("error") ||
                    lower(after).starts_with("(") || is_digit(after[0]))) {
        strength = 3;
      } else if (std::any_of(kBefore.begin(), kBefore.end(), [&](std::string_view word) { return before.ends_with(word); })) {
        strength = 2;
      }
      if (small.starts_with(">>> rcpt") || small.starts_with("rcpt to")) {
        strength = 2;
      }
      if (std::any_of(kNotBefore.begin(), kNotBefore.end(), [&](std::string_view word) { return before.ends_with(word); }) ||
          before.find("mail from") != std::string::npos) {
        strength = before.ends_with("generated by") ? 2 : 0;
      }
      // "554 <x@y>... User unknown" in a Sendmail transcript.
      if (strength > 0 && after.starts_with("...")) {
        strength = 3;
      }
      found.push_back({hit.address, i, strength});
    }
  }
  return found;
}

// Addresses the report came to or from: they are not the failed ones, unless nothing else is named.
std::set<std::string> own_addresses(const MailParts& mail) {
  std::set<std::string> own;
  for (const std::string_view name : {"to", "delivered-to", "from", "reply-to"}) {
    for (const FoundAddress& found : addresses_in(header(mail.headers, name))) {
      own.insert(lower(found.address));
    }
  }
  return own;
}

// What the text says of the recipient whose line is `from`: up to the line of the next one.
std::string said_of(const std::vector<std::string_view>& lines, const std::vector<TextRecipient>& all, std::size_t from) {
  std::size_t end = lines.size();
  for (const TextRecipient& other : all) {
    if (other.line > from) {
      end = std::min(end, other.line);
    }
  }
  std::string said;
  for (std::size_t k = from; k < end; ++k) {
    said += std::string(lines[k]) + "\n";
  }
  return said;
}

// Whom the report names as failed: by header, heading a line, behind a word like "recipient", in the returned message's To.
std::vector<TextRecipient> best_recipients(const std::vector<std::string_view>& lines, const MailParts& mail, const std::set<std::string>& own) {
  std::set<std::string> returned_from;
  std::vector<std::string> returned_to;
  for (const MailPart& part : mail.parts) {
    for (const FoundAddress& found : addresses_in(header(part.headers, "from"))) {
      returned_from.insert(lower(found.address));
    }
    for (const FoundAddress& found : addresses_in(header(part.headers, "to"))) {
      returned_to.push_back(found.address);
    }
  }
  std::vector<TextRecipient> in_text = recipients_in_text(lines, own);
  if (std::none_of(in_text.begin(), in_text.end(), [](const TextRecipient& one) { return one.strength > 0; })) {
    in_text = recipients_in_text(lines, {});
    std::erase_if(in_text, [](const TextRecipient& one) { return one.strength < 2; });
  }
  std::erase_if(in_text, [&](const TextRecipient& one) { return one.strength == 0 || (one.strength < 3 && returned_from.contains(lower(one.address))); });
  std::vector<TextRecipient> named;
  for (const std::string_view name : {"x-failed-recipients", "x-mailer-daemon-recipients"}) {
    for (const FoundAddress& found : addresses_in(header(mail.headers, name))) {
      const auto place = std::find_if(in_text.begin(), in_text.end(), [&](const TextRecipient& t) { return lower(t.address) == lower(found.address); });
      named.push_back({found.address, place == in_text.end() ? 0 : place->line, 4});
    }
  }
  if (!named.empty()) {
    return named;
  }
  int strongest = 0;
  for (const TextRecipient& one : in_text) {
    strongest = std::max(strongest, one.strength);
  }
  for (const TextRecipient& one : in_text) {
    if (one.strength == strongest) {
      named.push_back(one);
      if (strongest < 3) {
        break;
      }
    }
  }
  if (named.empty()) {
    for (const std::string& address : returned_to) {
      named.push_back({address, 0, 0});
    }
  }
  if (named.empty()) {
    // The returned message lies in the same text.
    for (const MailPart& part : mail.parts) {
      if (part.returned || part.type != "text/plain") {
        continue;
      }
      for (const std::string_view line : lines_of(part.text)) {
        if (lower(line.substr(0, 3)) == "to:") {
          for (const FoundAddress& found : addresses_in(line)) {
            if (!own.contains(lower(found.address))) {
              named.push_back({found.address, 0, 0});
            }
          }
        }
      }
    }
  }
  return named;
}

// Amazon SES by SNS: a JSON document as the mail's text.
bool read_ses(const std::string& report, ReportReading& out, PhraseMemory& memory) {
  const std::size_t start = report.find('{');
  if (start == std::string::npos || report.find("otificationType") == std::string::npos) {
    return false;
  }
  const std::size_t end = report.rfind('}');
  if (end == std::string::npos || end < start) {
    return false;
  }
  std::string document;
  for (std::size_t i = start; i <= end; ++i) {
    if (report[i] == '\n') {
      i += i + 1 <= end && report[i + 1] == ' ' ? 1 : 0;
      continue;
    }
    document += report[i];
  }
  nlohmann::json json = nlohmann::json::parse(document, nullptr, false);
  if (json.is_object() && json.contains("Message") && json["Message"].is_string()) {
    json = nlohmann::json::parse(json["Message"].get<std::string>(), nullptr, false);
  }
  if (!json.is_object()) {
    return false;
  }
  const auto text = [](const nlohmann::json& from, const char* name) {
    return from.is_object() && from.contains(name) && from[name].is_string() ? from[name].get<std::string>() : std::string();
  };
  const std::string kind = text(json, "notificationType");
  if (kind == "Complaint" && json.contains("complaint")) {
    out.kind = ReportKind::feedback;
    const nlohmann::json list = json["complaint"].value("complainedRecipients", nlohmann::json::array());
    for (const auto& one : list) {
      add_recipient(out.recipients, {text(one, "emailAddress"), "", false, "complaint"});
    }
    return true;
  }
  if (kind == "Bounce" && json.contains("bounce") && json["bounce"].is_object()) {
    const nlohmann::json& bounce = json["bounce"];
    out.kind = ReportKind::bounce;
    for (const auto& one : bounce.value("bouncedRecipients", nlohmann::json::array())) {
      FailedRecipient recipient;
      recipient.address = text(one, "emailAddress");
      const std::string diagnostic = text(one, "diagnosticCode");
      std::string status = text(one, "status");
      if (status.empty()) {
        status = enhanced_status(diagnostic);
      }
      if (status.empty()) {
        status = text(bounce, "bounceType") == "Transient" ? "4.0.0" : "5.0.0";
      }
      conclude(recipient, status, reply_class(diagnostic), verdict_of(diagnostic, memory), false);
      add_recipient(out.recipients, std::move(recipient));
    }
    return true;
  }
  return false;
}

bool read_feedback(const MailParts& mail, ReportReading& out) {
  const MailPart* report = nullptr;
  std::string_view returned_to;
  for (const MailPart& part : mail.parts) {
    if (part.type == "message/feedback-report" && !part.returned) {
      report = &part;
    }
    if (returned_to.empty() && !part.headers.empty()) {
      returned_to = header(part.headers, "to");
    }
  }
  if (report == nullptr && mail.report_type != "feedback-report") {
    return false;
  }
  out.kind = ReportKind::feedback;
  std::vector<std::string> removal;
  if (report != nullptr) {
    for (const MailHeader& field : read_headers(report->text)) {
      if (field.name == "original-rcpt-to") {
        add_recipient(out.recipients, {address_of_field(field.value), "", false, "complaint"});
      } else if (field.name == "removal-recipient" || field.name == "redacted-address") {
        removal.push_back(address_of_field(field.value));
      }
    }
  }
  if (out.recipients.empty()) {
    for (const FoundAddress& found : addresses_in(returned_to)) {
      add_recipient(out.recipients, {found.address, "", false, "complaint"});
    }
  }
  if (out.recipients.empty()) {
    for (std::string& address : removal) {
      add_recipient(out.recipients, {std::move(address), "", false, "complaint"});
    }
  }
  return true;
}

}  // namespace

ReportReading read_report(const MailParts& mail, PhraseMemory& memory) {
  ReportReading out;
  if (read_feedback(mail, out)) {
    return out;
  }
  const std::string report = report_text(mail, memory);
  if (read_ses(report, out, memory)) {
    return out;
  }
  for (const MailPart& part : mail.parts) {
    if (!part.returned && part.type.ends_with("disposition-notification")) {
      out.kind = ReportKind::disposition;
      for (const MailHeader& field : read_headers(part.text)) {
        out.deleted_unread = out.deleted_unread || (field.name == "disposition" && lower(field.value).find("deleted") != std::string::npos);
      }
      return out;
    }
  }

  // RFC 3464, as a part or written into the text.
  std::vector<StatusGroup> groups;
  bool standard_part = false;
  for (const MailPart& part : mail.parts) {
    if (!part.returned && part.type.ends_with("delivery-status")) {
      standard_part = true;
      const auto more = status_groups(part.text);
      groups.insert(groups.end(), more.begin(), more.end());
    }
  }
  const Signs signs = weigh(mail, report, memory);
  if (groups.empty() && signs.weight >= 2) {
    // A report about a report, or one that was forwarded as text.
    for (const MailPart& part : mail.parts) {
      if ((part.returned && part.type.ends_with("delivery-status")) ||
          (!part.returned && part.type == "text/plain" && part.text.find("inal-Recipient:") != std::string::npos)) {
        const auto more = status_groups(without_marks(std::string_view(part.text).substr(0, kReportBytesMax)));
        groups.insert(groups.end(), more.begin(), more.end());
      }
    }
  }
  if (groups.empty() && report.find("inal-Recipient:") != std::string::npos && signs.weight >= 2) {
    groups = status_groups(report);
  }
  const bool is_report = standard_part || (!groups.empty() && signs.weight >= 2) || signs.weight >= 5 ||
                         (signs.weight >= 4 && (signs.machine_sender || signs.bounce_words));
  if (!is_report) {
    return out;
  }

  const bool still_tried = signs.delay_words && !has_label(report.substr(0, 16000), "says_failed_for_good", memory);
  const std::vector<std::string_view> lines = lines_of(report);
  const std::set<std::string> own = own_addresses(mail);
  std::size_t delivered = 0;
  std::size_t delayed = 0;
  std::size_t expired = 0;
  const std::vector<TextRecipient> in_text = groups.size() > 1 ? best_recipients(lines, mail, own) : std::vector<TextRecipient>();
  for (StatusGroup& group : groups) {
    const std::string action = lower(group.action).substr(0, 9);
    if (action.starts_with("delivered") || action.starts_with("relayed") || action.starts_with("expanded")) {
      ++delivered;
      continue;
    }
    FailedRecipient recipient;
    recipient.address = is_whole_address(group.final_recipient) || group.original_recipient.empty() ? group.final_recipient : group.original_recipient;
    const bool waits = action.starts_with("delayed");
    std::string status = enhanced_status(group.status);
    const std::string in_diagnostic = enhanced_status(group.diagnostic);
    if (status.empty() || (status.ends_with(".0.0") && !in_diagnostic.empty())) {
      status = in_diagnostic.empty() ? status : in_diagnostic;
    }
    if (groups.size() > 1 && in_diagnostic.empty() && (status.empty() || status.ends_with(".0.0"))) {
      // Nothing precise in the fields: the text may say it line by line.
      const auto place = std::find_if(in_text.begin(), in_text.end(), [&](const TextRecipient& t) { return lower(t.address) == lower(recipient.address); });
      if (place != in_text.end()) {
        group.diagnostic += " " + said_of(lines, in_text, place->line);
        const std::string precise = enhanced_status(group.diagnostic);
        status = precise.empty() || (!status.empty() && precise[0] != status[0]) ? status : precise;
      }
    }
    auto verdict = verdict_of(group.diagnostic, memory);
    if ((!verdict || verdict->cause == "network" || verdict->cause == "system") && groups.size() == 1) {
      const auto by_text = verdict_of(report, memory);
      verdict = by_text && (!verdict || by_text->cause == "expired") ? by_text : verdict;
    }
    const char reply = reply_class(group.diagnostic);
    conclude(recipient, status, reply, verdict, waits);
    delayed += waits ? 1 : 0;
    expired += !waits && recipient.cause == "expired" ? 1 : 0;
    if (!is_whole_address(recipient.address)) {
      // A mailbox file or a route: the text or the returned message names the address.
      const auto named = best_recipients(lines, mail, own);
      if (!named.empty() && groups.size() == 1) {
        recipient.address = named.front().address;
      }
    }
    add_recipient(out.recipients, std::move(recipient));
  }
  if (out.recipients.empty() && delivered > 0) {
    out.kind = ReportKind::delivered;
    return out;
  }

  if (out.recipients.empty()) {
    // A dialect: whom the text names, and what it says about each.
    std::vector<TextRecipient> named = best_recipients(lines, mail, own);
    std::vector<TextRecipient> unique;
    for (TextRecipient& one : named) {
      if (std::none_of(unique.begin(), unique.end(), [&](const TextRecipient& u) { return lower(u.address) == lower(one.address); })) {
        unique.push_back(std::move(one));
      }
    }
    for (std::size_t i = 0; i < unique.size() && i < kRecipientsMax; ++i) {
      // What the text says of a recipient stands between its line and the next one's; with one recipient it is all of the text.
      std::string said;
      if (unique.size() == 1) {
        said = report;
      } else {
        said = said_of(lines, unique, unique[i].line);
      }
      FailedRecipient recipient;
      recipient.address = unique[i].address;
      std::string status = enhanced_status(said);
      auto verdict = verdict_of(said, memory);
      if (!verdict && unique.size() > 1) {
        verdict = verdict_of(report, memory);
      }
      if (unique.size() == 1 && (!verdict || verdict->cause == "network")) {
        const auto in_subject = verdict_of(header(mail.headers, "subject"), memory);
        verdict = in_subject && (!verdict || in_subject->cause == "expired") ? in_subject : verdict;
      }
      conclude(recipient, status, reply_class(said), verdict, still_tried);
      expired += recipient.cause == "expired" ? 1 : 0;
      add_recipient(out.recipients, std::move(recipient));
    }
    if (still_tried) {
      delayed = out.recipients.size();
    }
  }
  const bool time_only = !out.recipients.empty() && delayed + expired >= out.recipients.size();
  out.kind = time_only ? ReportKind::delay : ReportKind::bounce;
  out.gave_up = time_only && delayed < out.recipients.size();
  if (time_only) {
    for (FailedRecipient& recipient : out.recipients) {
      recipient.permanent = false;
    }
  }
  return out;
}

}  // namespace redress::mail
