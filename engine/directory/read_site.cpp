// The parts of a file both kinds of entries share, and one rule about a site.
#include "engine/directory/directory_builder.hpp"

#include "engine/intake/url.hpp"

#include <algorithm>

namespace redress {
namespace {

constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kSilencesMax = 50;
constexpr std::size_t kSourcesMax = 50;
constexpr std::size_t kAddressesMax = 16;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `192.0.2.1` for the text of one address, in the spelling rules are found by.
std::optional<std::string> plain_address(std::string_view text) {
  if (text.find('/') != std::string_view::npos) return std::nullopt;
  const auto range = parse_address_range(text);
  if (!range) return std::nullopt;
  auto plain = to_text(*range);
  return plain.substr(0, plain.find('/'));
}

bool is_one_address(std::string_view text) { return plain_address(text).has_value(); }

/// A report's source as intake gives it.
bool is_source(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

// Labels of at most 63; at least two, so that nobody answers for a whole top level.
bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  int labels = 0;
  while (true) {
    const auto label = text.substr(0, text.find('.'));
    const auto inner = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
        !std::all_of(label.begin(), label.end(), inner))
      return false;
    ++labels;
    if (label.size() == text.size()) break;
    text.remove_prefix(label.size() + 1);
  }
  return labels >= 2 && !std::all_of(text.begin(), text.end(), is_digit);
}

bool is_country(std::string_view text) { return text.size() == 2 && std::all_of(text.begin(), text.end(), is_upper); }

std::string read_line(YamlMap& map, std::string_view key) {
  const auto* node = map.need(key);
  if (!node) return {};
  const auto text = read_text(*node, map.problems()).value_or("");
  if (text.size() > kNameBytesMax || text.find_first_of("\r\n\t") != std::string::npos)
    map.problems().add(*node, "a single line of at most " + std::to_string(kNameBytesMax) + " bytes is needed here", "shorten it");
  return text;
}

std::string read_checked(YamlMap& map, std::string_view key, bool (*good)(std::string_view), std::string_view what, std::string_view fix) {
  const auto* node = map.need(key);
  if (!node) return {};
  const auto text = read_text(*node, map.problems()).value_or("");
  if (!text.empty() && !good(text))
    map.problems().add(*node, '"' + text.substr(0, 60) + "\" is not " + std::string(what), std::string(fix));
  return text;
}

namespace {

/// A site by its domain or address. A public suffix is refused: what lies below it belongs to many.
std::string read_site_name(YamlMap& map) {
  const auto* node = map.need("site");
  if (!node) return {};
  const auto text = read_text(*node, map.problems()).value_or("");
  if (const auto address = plain_address(text)) return *address;
  const bool numeric = !text.empty() && is_digit(text.back()) && text.find_first_not_of("0123456789.") == std::string::npos;
  if (!is_domain(text) || numeric)
    map.problems().add(*node, '"' + text.substr(0, 60) + "\" is neither a domain nor an address",
                       "write it in lower-case ASCII, e.g. forum.example (xn-- for others) or 192.0.2.1");
  else if (is_public_suffix(text))
    map.problems().add(*node, "anybody can have a name below " + text + ", so it is no one site", "name the site below it that is meant");
  return text;
}

/// Reads a slug that must be a recipient's, and remembers to check that.
struct NameReader {
  YamlProblems& problems;
  std::vector<ReadSite::Named>& named;
  std::string operator()(YamlMap& map, std::string_view key, std::vector<RecipientKind> kinds) const {
    const auto* node = map.find(key);
    if (!node) return {};
    auto slug = read_slug(*node, problems).value_or("");
    if (!slug.empty()) named.push_back({slug, std::move(kinds), {problems.file(), node->line, node->column}});
    return slug;
  }
};

KeepSilent read_silence(const YamlNode& node, const NameReader& name) {
  auto& problems = name.problems;
  YamlMap map{node, problems};
  KeepSilent silence;
  if (map.find("scope")) silence.scope = map.choice<ContactScope>("scope");
  silence.recipient = name(map, "recipient", {});
  silence.why = read_line(map, "why");
  if (silence.scope.has_value() == !silence.recipient.empty())
    problems.add(node, "it must say who is not written to", "give either \"scope\" or \"recipient\"");
  map.finish();
  return silence;
}

}  // namespace

ReadSite read_site(const YamlNode& node, YamlProblems& problems) {
  using enum RecipientKind;
  YamlMap map{node, problems};
  ReadSite read;
  read.place = {problems.file(), node.line, node.column};
  const NameReader name{problems, read.named};
  auto& rule = read.rule;
  rule.id = map.slug("id");
  rule.site = read_site_name(map);
  rule.approved = map.flag("approved");
  rule.valid_from = map.date("valid_from");
  rule.valid_until = map.date_if_any("valid_until");
  if (rule.valid_until && *rule.valid_until < rule.valid_from)
    problems.add(*map.find("valid_until"), "the last day lies before the first", "mend valid_from or valid_until");
  rule.source = read_line(map, "source");
  if (const auto* part = map.find("host")) {
    YamlMap host{*part, problems};
    (void)host.need("recipient");
    rule.host = ForcedHost{name(host, "recipient", {hoster, platform, network}), ""};
    if (host.find("country"))
      rule.host->country = read_checked(host, "country", is_country, "a country", "write two capitals (ISO 3166-1), e.g. NL");
    host.finish();
  }
  for (const auto& entry : map.list("real_addresses", false)) {
    const auto text = read_text(entry, problems);
    if (text && is_one_address(*text) && rule.addresses.size() < kAddressesMax) rule.addresses.push_back(*plain_address(*text));
    else if (text)
      problems.add(entry, '"' + text->substr(0, 60) + "\" is not an address, or one of more than 16", "write e.g. 192.0.2.1 or 2001:db8::1");
  }
  if (rule.host && !rule.addresses.empty())
    problems.add(*map.find("real_addresses"), "the host is named already, so its addresses decide nothing", "keep \"host\" or \"real_addresses\"");
  rule.proxy = name(map, "proxy", {proxy});
  rule.registrar = name(map, "registrar", {registrar});
  if (const auto* part = map.find("owner")) {
    YamlMap owner{*part, problems};
    (void)owner.need("recipient");
    rule.owner = NamedOwner{name(owner, "recipient", {site}), owner.choice<SiteKind>("kind")};
    owner.finish();
  }
  if (map.find("do_not_contact")) {
    rule.silence.emplace();
    for (const auto& entry : map.list("do_not_contact", false)) {
      if (rule.silence->size() == kSilencesMax) problems.add(entry, "more than 50 who are not written to", "name a scope instead");
      rule.silence->push_back(read_silence(entry, name));
    }
  }
  if (map.find("only_links")) rule.only_links = map.flag("only_links");
  if (const auto* part = map.find("assess")) {
    YamlMap assess{*part, problems};
    rule.assessment.emplace();
    const auto words = std::vector<std::string>{"illegal_baseline", "illegal_national", "not_illegal"};
    rule.assessment->verdict = from_name<Verdict>(assess.word("verdict", words)).value_or(Verdict::not_illegal);
    for (const auto& entry : assess.list("sources", true)) {
      const auto text = read_text(entry, problems);
      if (text && is_source(*text) && rule.assessment->sources.size() < kSourcesMax) rule.assessment->sources.push_back(*text);
      else if (text)
        problems.add(entry, '"' + text->substr(0, 60) + "\" is not the source of a report, or one of more than 50", "write it as reports give it");
    }
    assess.finish();
  }
  map.finish();
  const bool says_something = rule.host || !rule.addresses.empty() || !rule.proxy.empty() || !rule.registrar.empty() || rule.owner || rule.silence ||
                              rule.only_links || rule.assessment;
  if (!says_something)
    problems.add(node, "the rule says nothing about the site",
                 "add host, real_addresses, proxy, registrar, owner, do_not_contact, only_links or assess");
  return read;
}

}  // namespace redress
