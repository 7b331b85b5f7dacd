#include "engine/app/intake_mail.hpp"

#include "connectors/kit/mail_html.hpp"
#include "connectors/kit/mail_parts.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/intake/item.hpp"
#include "engine/intake/text.hpp"

#include <algorithm>
#include <array>

namespace redress::app {
namespace {

constexpr std::size_t kTextsMax = 20;

/// Tokens of a structured header: words, quoted strings (with a quote in front, so that none is taken for a word) and single signs.
/// Comments are left out. Nothing when a quote or a comment is not closed, and for what no mail server writes.
std::optional<std::vector<std::string>> tokens_of(std::string_view value, std::string_view signs) {
  if (value.size() > mail::kHeaderValueBytesMax) return std::nullopt;
  std::vector<std::string> tokens;
  bool in_word = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '(') {
      int depth = 1;
      for (++i; i < value.size() && depth > 0; ++i) {
        if (value[i] == '\\') ++i;
        else if (value[i] == '(') ++depth;
        else if (value[i] == ')') --depth;
      }
      if (depth > 0) return std::nullopt;
      --i;
      in_word = false;
    } else if (c == '"') {
      std::string text = "\"";
      for (++i; i < value.size() && value[i] != '"'; ++i) {
        if (value[i] == '\\' && i + 1 < value.size()) ++i;
        text += value[i];
      }
      if (i >= value.size()) return std::nullopt;
      tokens.push_back(std::move(text));
      in_word = false;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      in_word = false;
    } else if (signs.find(c) != std::string_view::npos) {
      tokens.emplace_back(1, c);
      in_word = false;
    } else {
      if (!in_word) tokens.emplace_back();
      tokens.back() += c;
      in_word = true;
    }
  }
  return tokens;
}

/// The one address of a From header: `name <address>` or the address alone. Everything more elaborate is nobody.
std::string address_of(std::string_view from) {
  const auto tokens = tokens_of(from, "<>,:;");
  if (!tokens) return {};
  std::vector<std::string> outside, inside;
  int brackets = 0;
  for (const auto& token : *tokens) {
    if (token == "," || token == ":" || token == ";") return {};  // several addresses, or a group
    if (token == "<" || token == ">") {
      if (token == (brackets % 2 == 0 ? ">" : "<") || ++brackets > 2) return {};
    } else {
      (brackets % 2 == 1 ? inside : outside).push_back(token);
      if (brackets == 2) return {};  // something behind the address
    }
  }
  const auto& address = brackets == 2 ? inside : outside;
  if (brackets % 2 == 1 || address.size() != 1 || !is_mail_address(address.front())) return {};
  for (const auto& word : outside)
    if (brackets == 2 && word.front() != '"' && word.find('@') != std::string::npos) return {};  // two addresses
  return lower_ascii(address.front());
}

std::vector<std::string_view> values_of(const std::vector<mail::MailHeader>& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& header : headers)
    if (header.name == name) values.emplace_back(header.value);
  return values;
}

/// The sender on the list whose domain signed the mail; else why not.
Result<IntakeSender, std::string> sender_of(std::string_view bytes, const IntakeMailRules& rules) {
  const auto headers = mail::undecoded_headers(bytes);
  const auto from = values_of(headers, "from");
  if (from.size() != 1 || values_of(headers, "subject").size() > 1)
    return Failure{std::string("the mail has no From header, or From or Subject twice: send it with one of each")};
  const auto address = address_of(from.front());
  if (address.empty()) return Failure{std::string("the From header is not one plain address: send it from one mailbox")};
  const auto domain = address.substr(address.find('@'));
  const auto sender = std::find_if(rules.senders.begin(), rules.senders.end(),
                                   [&](const IntakeSender& one) { return one.address == address || one.address == domain; });
  if (sender == rules.senders.end()) return Failure{std::string("the sender is not on the list: add it to intake: mailbox: senders:, if it may report")};
  const auto results = values_of(headers, "authentication-results");
  const auto signers = results.empty() ? std::nullopt : signing_domains(results.front(), rules.authserv_id);
  if (!signers)
    return Failure{std::string("our own mail server has not said who sent it: check that it adds Authentication-Results and that intake: mailbox: "
                               "authserv_id: is its name")};
  if (std::find(signers->begin(), signers->end(), domain.substr(1)) == signers->end())
    return Failure{std::string("its sender's domain has not signed it (DKIM): the sender's mail server must sign with the domain of its address")};
  return *sender;
}

enum class Subject { input, hotline_input, input_source, closes, other };

struct SubjectRead {
  Subject kind = Subject::other;
  std::string rest;
};

SubjectRead read_subject(std::string_view subject) {
  constexpr std::array<std::pair<std::string_view, Subject>, 6> kWords{{{"INPUT-SOURCE", Subject::input_source},
                                                                        {"INPUT", Subject::input},
                                                                        {"HOTLINE-INPUT", Subject::hotline_input},
                                                                        {"CONTENTREMOVED", Subject::closes},
                                                                        {"CONTENTUNAVAILABLE", Subject::closes},
                                                                        {"ICCAM-INPUT", Subject::other}}};
  subject = trimmed(subject);
  for (const std::string_view prefix : {"ERT-", "SCART-"}) {
    if (!equals_ignoring_case(subject.substr(0, prefix.size()), prefix)) continue;
    const auto rest = subject.substr(prefix.size());
    const auto word = rest.substr(0, rest.find_first_of(" \t"));
    for (const auto& [known, kind] : kWords)
      if (equals_ignoring_case(word, known)) return {kind, std::string(trimmed(rest.substr(word.size())))};
  }
  return {};
}

/// Whether a word of the line may be an address; a greeting is none.
bool names_something(std::string_view line) {
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    const bool dot = line[i] == '.' || line[i] == ']' || line[i] == ')';
    const auto is_inner = [](char c) { return static_cast<unsigned char>(c) > ' '; };
    if (dot && is_inner(line[i - 1]) && is_inner(line[i + 1])) return true;
  }
  return false;
}

std::string quoted(std::string_view field) {
  std::string cell = "\"";
  for (const char c : field) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

/// `url;referrer;note` a line, as SCART's CSV with as many lines: quoted, so that a stray quote is no field of several lines. Notes are not
/// kept. Empty when no line names anything. Reading ends at the signature; what is quoted was said by somebody else.
std::string rows_of(std::string_view body) {
  std::string rows;
  bool any = false;
  while (!body.empty()) {
    const auto end = std::min(body.find('\n'), body.size());
    const auto whole = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (whole == "-- " || whole == "--") break;
    auto line = trimmed(whole);
    if (!line.starts_with('>') && names_something(line)) {
      const auto first = line.find(';');
      auto url = trimmed(line.substr(0, first));
      if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
      const auto rest = first == std::string_view::npos ? std::string_view{} : line.substr(first + 1);
      rows += quoted(url) + ';' + quoted(trimmed(rest.substr(0, rest.find(';'))));
      any = true;
    }
    rows += '\n';
  }
  return any ? rows : std::string();
}

void take_parts(const mail::MailParts& parts, IntakeMail& taken) {
  std::string plain, html;
  bool forwarded = false, too_many = false;
  std::size_t strange = 0;
  std::vector<std::string> attachments;
  for (const auto& part : parts.parts) {
    if (part.returned || part.type == "message/rfc822") {
      forwarded = true;
    } else if (!part.attachment && part.type == "text/plain") {
      plain += part.text + "\n";
    } else if (!part.attachment && part.type == "text/html") {
      html += mail::visible_text(part.text) + "\n";
    } else if (!part.bytes.empty()) {
      if (attachments.size() < kTextsMax)
        attachments.push_back(part.bytes);
      else
        too_many = true;
    } else {
      ++strange;
    }
  }
  if (auto rows = rows_of(trimmed(plain).empty() ? html : plain); !rows.empty()) taken.texts.push_back(std::move(rows));
  std::move(attachments.begin(), attachments.end(), std::back_inserter(taken.texts));
  if (parts.cut) taken.unread.emplace_back("the mail is too large or has too many parts to be read whole: send a file through the drop folder");
  if (too_many) taken.unread.emplace_back("there are more than 20 attachments: send several mails");
  if (forwarded) taken.unread.emplace_back("a forwarded message is not read: send its list as your own");
  if (strange > 0) taken.unread.emplace_back("an attachment is neither X-ARF, CSV nor JSON Lines: send one of these; images are never taken");
  if (taken.texts.empty() && taken.unread.empty()) taken.refused = "the mail names no address: write one a line, or attach X-ARF or CSV";
}

}  // namespace

std::optional<std::vector<std::string>> signing_domains(std::string_view value, std::string_view authserv_id) {
  const auto tokens = tokens_of(value, ";=");
  if (!tokens || tokens->empty() || !equals_ignoring_case(tokens->front(), authserv_id)) return std::nullopt;
  std::vector<std::string> domains;
  bool dkim_passed = false;
  for (std::size_t i = 1; i < tokens->size(); ++i) {
    const auto& word = (*tokens)[i];
    if (word == ";") {
      dkim_passed = false;
      const bool is_result = i + 3 < tokens->size() && (*tokens)[i + 2] == "=";
      if (is_result && equals_ignoring_case((*tokens)[i + 1], "dkim")) dkim_passed = equals_ignoring_case((*tokens)[i + 3], "pass");
    } else if (dkim_passed && equals_ignoring_case(word, "header.d") && i + 2 < tokens->size() && (*tokens)[i + 1] == "=") {
      if (is_host_name((*tokens)[i + 2])) domains.push_back(lower_ascii((*tokens)[i + 2]));
    }
  }
  return domains;
}

IntakeMail read_intake_mail(std::string_view bytes, const IntakeMailRules& rules) {
  IntakeMail taken;
  const auto sender = sender_of(bytes, rules);
  if (!sender) {
    taken.refused = sender.error();
    return taken;
  }
  taken.source = sender->source;
  taken.origin = sender->origin;
  const auto parts = mail::read_parts(bytes, mail::Attachments::reports);
  const auto subject = read_subject(mail::header(parts.headers, "subject"));
  switch (subject.kind) {
    case Subject::input: break;
    case Subject::hotline_input: taken.origin = ReportOrigin::own_search; break;
    case Subject::input_source: {
      // The mail's own word: kept beside the sender's name, and trusted by no rule.
      const auto named = source_of_row(subject.rest, sender->source);
      taken.source = named.name;
      if (named.origin) taken.origin = named.origin;
      break;
    }
    case Subject::closes:
      taken.refused = "a mail closes nothing: a look says whether content is gone, or a person with redress item";
      return taken;
    case Subject::other:
      taken.refused = "the subject begins with none of ERT-INPUT, ERT-HOTLINE-INPUT and ERT-INPUT-SOURCE (or SCART-…): write it as agreed";
      return taken;
  }
  take_parts(parts, taken);
  return taken;
}

}  // namespace redress::app
