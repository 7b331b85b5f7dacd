#include "engine/directory/directory_builder.hpp"

#include <algorithm>

namespace redress {
namespace {

constexpr std::size_t kListMax = 10'000;  // ranges, domains or contacts of one entry

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A mailbox that can stand in a header and an SMTP command as it is: dot-atom @ domain. [SRC-RFC-5321]
bool is_mailbox(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const auto local = text.substr(0, at);
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~.";
  const auto plain = [&](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos; };
  if (!std::all_of(local.begin(), local.end(), plain) || local.front() == '.' || local.back() == '.' ||
      local.find("..") != std::string_view::npos)
    return false;
  return is_domain(text.substr(at + 1));
}

/// `nl`, `nl-BE`
bool is_language(std::string_view text) {
  const auto primary = text.substr(0, text.find('-'));
  if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), is_lower)) return false;
  if (primary.size() == text.size()) return true;
  const auto rest = text.substr(primary.size() + 1);
  return !rest.empty() && rest.size() <= 20 &&
         std::all_of(rest.begin(), rest.end(), [](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '-'; });
}

DirectoryContact read_contact(const YamlNode& node, YamlProblems& problems) {
  YamlMap map{node, problems};
  DirectoryContact contact;
  contact.scope = map.choice<ContactScope>("scope");
  contact.channel = map.choice<ContactChannel>("channel");
  contact.address = contact.channel == ContactChannel::assisted_form
                        ? map.slug("address")
                        : read_checked(map, "address", is_mailbox, "a mail address", "write name@domain, plain ASCII, nothing around it");
  contact.approved = map.flag("approved");
  contact.per_url = map.flag_or("per_url", false);
  contact.since = map.date("since");
  contact.source = read_line(map, "source");
  map.finish();
  return contact;
}

/// Kinds that answer only for people and places, not for what lies on addresses.
bool may_answer_for_addresses(RecipientKind kind) {
  switch (kind) {
    case RecipientKind::hoster:
    case RecipientKind::network:
    case RecipientKind::proxy:
    case RecipientKind::platform:
    case RecipientKind::site: return true;
    case RecipientKind::registrar:
    case RecipientKind::partner_hotline:
    case RecipientKind::police:
    case RecipientKind::authority:
    case RecipientKind::dispute_body:
    case RecipientKind::coordinator:
    case RecipientKind::data_protection:
    case RecipientKind::consumer_protection: return false;
  }
  return false;
}

ReadEntry read_entry(const YamlNode& node, YamlProblems& problems) {
  YamlMap map{node, problems};
  const auto place_of = [&](const YamlNode& at) { return DirectoryPlace{problems.file(), at.line, at.column}; };
  ReadEntry read;
  read.place = read.parent_place = place_of(node);
  auto& entry = read.entry;
  entry.slug = map.slug("id");
  entry.name = read_line(map, "name");
  entry.kind = map.choice<RecipientKind>("kind");
  // A partner of no country is the exchange itself, into which what is removed here is filed.
  if (entry.kind != RecipientKind::partner_hotline || map.find("country"))
    entry.country = read_checked(map, "country", is_country, "a country", "write two capitals (ISO 3166-1), e.g. NL");
  entry.language = read_checked(map, "language", is_language, "a language", "write its short name (BCP 47), e.g. nl or nl-BE");
  entry.ceiling = map.choice_or<Tlp>("ceiling", Tlp::amber);
  if (const auto* parent = map.find("parent")) {
    entry.parent = read_slug(*parent, problems).value_or("");
    read.parent_place = place_of(*parent);
  }
  const auto limited = [&](std::string_view key) -> const std::vector<YamlNode>& {
    const auto& nodes = map.list(key, false);
    if (nodes.size() > kListMax)
      problems.add(nodes[kListMax], "more than " + std::to_string(kListMax) + " entries in one list", "divide the recipient");
    return nodes;
  };
  for (const auto& item : limited("addresses")) {
    const auto text = read_text(item, problems);
    if (!text) continue;
    const auto range = parse_address_range(*text);
    if (!range) {
      problems.add(item, '"' + text->substr(0, 60) + "\" is not a range of addresses",
                   "write e.g. 192.0.2.0/24 or 2001:db8::/32, with zero bits after the prefix");
      continue;
    }
    entry.addresses.push_back(*range);
    read.address_places.push_back(place_of(item));
  }
  for (const auto& item : limited("domains")) {
    const auto text = read_text(item, problems);
    if (!text) continue;
    if (!is_domain(*text)) {
      problems.add(item, '"' + text->substr(0, 60) + "\" is not a domain",
                   "write it in lower-case ASCII with at least two parts, e.g. hoster.example (xn-- for others)");
      continue;
    }
    entry.domains.push_back(*text);
    read.domain_places.push_back(place_of(item));
  }
  if (!may_answer_for_addresses(entry.kind) && !entry.addresses.empty())
    problems.add(*map.find("addresses"), "a recipient of kind " + std::string(name_of(entry.kind)) + " answers for no addresses",
                 "drop them");
  for (const auto& item : limited("contacts")) {
    auto contact = read_contact(item, problems);
    const auto same = [&](const DirectoryContact& other) {
      return other.scope == contact.scope && other.address == contact.address && other.since == contact.since;
    };
    if (std::any_of(entry.contacts.begin(), entry.contacts.end(), same))
      problems.add(item, "the contact stands here twice", "drop one of them");
    entry.contacts.push_back(std::move(contact));
  }
  map.finish();
  return read;
}

}  // namespace

ReadFile read_directory_file(std::string_view file, std::string_view text, std::vector<YamlProblem>& problems) {
  ReadFile read;
  const auto root = parse_yaml(file, text);
  if (!root) {
    problems.insert(problems.end(), root.error().begin(), root.error().end());
    return read;
  }
  YamlProblems found{std::string(file)};
  YamlMap map{*root, found};
  for (const auto& node : map.list("sites", false)) read.sites.push_back(read_site(node, found));
  for (const auto& node : map.list("recipients", read.sites.empty())) read.entries.push_back(read_entry(node, found));
  map.finish();
  const auto sorted = found.sorted();
  problems.insert(problems.end(), sorted.begin(), sorted.end());
  return read;
}

}  // namespace redress
