#include "engine/locate/mail_address.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_local_char(char c) { return is_letter(c) || is_digit(c) || std::string_view("._+-='&~#").find(c) != std::string_view::npos; }
bool is_domain_char(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; }

bool is_local_part(std::string_view local) {
  constexpr std::size_t kLocalMax = 64;
  if (local.empty() || local.size() > kLocalMax) return false;
  // A leading `-` would be an option for some mail programs.
  if (local.front() == '-' || local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(), is_local_char);
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// `Name <box>` -> `box`; text without brackets stays; a name that holds another `@` or bracket opens nothing.
std::optional<std::string_view> without_display_name(std::string_view text) {
  const std::size_t open = text.find('<');
  if (open == std::string_view::npos) return text;
  if (text.back() != '>' || text.find('@') < open) return std::nullopt;
  return text.substr(open + 1, text.size() - open - 2);
}

constexpr std::array<std::string_view, 26> kUnreadLocalParts{
    "nobody",      "noreply",  "donotreply", "none",        "null",    "devnull",        "unread",      "bitbucket", "blackhole",
    "unknown",     "redacted", "invalid",    "noemail",     "nomail",  "notavailable",   "na",          "anonymous", "withheld",
    "placeholder", "deleted",  "notset",     "undisclosed", "noabuse", "noemailaddress", "notprovided", "nospam"};

}  // namespace

std::string lower_cased(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool is_ldh_domain(std::string_view domain) {
  constexpr std::size_t kDomainMax = 253;
  constexpr std::size_t kLabelMax = 63;
  if (domain.empty() || domain.size() > kDomainMax) return false;
  int labels = 0;
  std::string_view label;
  for (std::string_view rest = domain;;) {
    const std::size_t dot = rest.find('.');
    label = rest.substr(0, dot);
    if (label.empty() || label.size() > kLabelMax || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-'; })) return false;
    ++labels;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return labels >= 2 && label.size() >= 2 && !std::all_of(label.begin(), label.end(), is_digit);
}

std::optional<std::string> checked_mail_address(std::string_view text) {
  constexpr std::size_t kMailMax = 254;
  if (text.size() > kMailMax) return std::nullopt;
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) return std::nullopt;
  if (!is_local_part(text.substr(0, at)) || !is_ldh_domain(text.substr(at + 1))) return std::nullopt;
  return std::string(text);
}

std::vector<std::string> mailboxes_in_value(std::string_view value) {
  constexpr std::size_t kValueMax = 2048;
  if (value.size() > kValueMax) return {};
  std::vector<std::string> found;
  for (std::string_view rest = value;;) {
    const std::size_t comma = rest.find_first_of(",;");
    std::string_view part = without_blanks(rest.substr(0, comma));
    constexpr std::string_view kScheme = "mailto:";
    if (lower_cased(part.substr(0, kScheme.size())) == kScheme) {
      part.remove_prefix(kScheme.size());
      part = part.substr(0, part.find('?'));
    }
    if (!part.empty()) {
      const auto bare = without_display_name(part);
      auto mail = bare ? checked_mail_address(*bare) : std::nullopt;
      if (!mail) return {};
      found.push_back(std::move(*mail));
    }
    if (comma == std::string_view::npos) return found;
    rest.remove_prefix(comma + 1);
  }
}

std::vector<std::string> mailboxes_in_text(std::string_view text, std::size_t most) {
  std::vector<std::string> found;
  constexpr std::size_t kReach = 254;  // how far a mailbox can stretch on either side of its `@`; keeps the search linear
  std::size_t taken_to = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos && found.size() < most; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > taken_to && at - begin < kReach && is_local_char(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && end - at < kReach && is_domain_char(text[end])) ++end;
    const auto is_border = [&](char c) { return c != '@' && c != '%' && c != '!' && static_cast<unsigned char>(c) < 0x80; };
    if ((begin > 0 && !is_border(text[begin - 1])) || (end < text.size() && !is_border(text[end]))) continue;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;  // the end of a sentence
    if (auto mail = checked_mail_address(text.substr(begin, end - begin))) {
      found.push_back(std::move(*mail));
      taken_to = end;
    }
  }
  return found;
}

bool is_placeholder_mailbox(std::string_view mail) {
  std::string local;
  for (const char c : lower_cased(mail.substr(0, mail.find('@')))) {
    if (is_letter(c) || is_digit(c)) local += c;  // `no-reply`, `no.reply` and `no_reply` are one
  }
  return std::find(kUnreadLocalParts.begin(), kUnreadLocalParts.end(), local) != kUnreadLocalParts.end();
}

bool same_mailbox(std::string_view a, std::string_view b) { return a.size() == b.size() && lower_cased(a) == lower_cased(b); }

std::string domain_of_mailbox(std::string_view mail) {
  const std::size_t at = mail.find('@');
  return at == std::string_view::npos ? std::string() : lower_cased(mail.substr(at + 1));
}

}  // namespace redress
