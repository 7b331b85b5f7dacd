#include "engine/intake/platform_rules.hpp"

#include "engine/core/assert.hpp"
#include "engine/intake/phone.hpp"
#include "engine/intake/text.hpp"

#include <array>
#include <bitset>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace redress {

namespace embedded {
std::span<const std::pair<std::string_view, std::string_view>> intake_files();
}  // namespace embedded

namespace {

enum class WordForm { exact, lower, lower_without_dots, host, phone, number };
constexpr std::array kWordForms = {std::pair{std::string_view{"exact"}, WordForm::exact},
                                   std::pair{std::string_view{"lower"}, WordForm::lower},
                                   std::pair{std::string_view{"lower_without_dots"}, WordForm::lower_without_dots},
                                   std::pair{std::string_view{"host"}, WordForm::host},
                                   std::pair{std::string_view{"phone"}, WordForm::phone},
                                   std::pair{std::string_view{"number"}, WordForm::number}};

/// Hosts are compared without it.
std::string_view without_www(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  while (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

std::optional<std::string> host_name(std::string_view text) {
  if (text.find_first_of("/\\:?#@") != std::string_view::npos) return std::nullopt;
  const auto url = canonical_url("https://" + std::string(text) + "/");
  if (!url) return std::nullopt;
  std::string host(without_www(url->host));
  // What is left must be a name by itself: `a.3..` is one, `a.3.` is none, since it ends in a number.
  const auto again = canonical_url("https://" + host + "/");
  if (!again || again->host != host || again->host_kind != HostKind::domain || host.find('.') == std::string::npos) return std::nullopt;
  return host;
}

struct Word {
  WordForm form = WordForm::exact;
  std::size_t length_min = 0;
  std::size_t length_max = 0;
  std::bitset<128> signs;
  std::set<std::string, std::less<>> reserved;

  /// In its canonical form; nothing when `text` is none.
  [[nodiscard]] std::optional<std::string> canonical(std::string_view text) const {
    if (form == WordForm::host) return host_name(text);
    if (form == WordForm::phone) return international_digits(text);
    if (form == WordForm::number) return international_digits(text.starts_with('+') ? std::string(text) : "+" + std::string(trimmed(text)));
    std::string name = form == WordForm::exact ? std::string(text) : lower_ascii(text);
    if (form == WordForm::lower_without_dots) std::erase(name, '.');
    if (name.size() < length_min || name.size() > length_max || reserved.contains(name)) return std::nullopt;
    if (name == "." || name == "..") return std::nullopt;  // means another part of the path wherever it stands in an address
    for (const char c : name)
      if (const auto sign = static_cast<unsigned char>(c); sign >= signs.size() || !signs[sign]) return std::nullopt;
    return name;
  }
};

/// What the words of a pattern stand for in one text.
using Meanings = std::map<std::string, std::string, std::less<>>;

struct Piece {
  std::string text;            // literally, or the word's name
  const Word* word = nullptr;  // nothing: literally
};
/// A part of a path, a parameter's value, a fragment, or a typed name.
struct Part {
  bool is_any = false;
  std::vector<Piece> pieces;

  [[nodiscard]] bool fits(std::string_view text, Meanings& meanings) const {
    if (is_any) return true;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const Piece& piece = pieces[i];
      if (piece.word == nullptr) {
        if (!text.starts_with(piece.text)) return false;
        text.remove_prefix(piece.text.size());
        continue;
      }
      const auto end = i + 1 < pieces.size() ? text.find(pieces[i + 1].text) : text.size();
      if (end == std::string_view::npos) return false;
      auto name = piece.word->canonical(text.substr(0, end));
      if (!name) return false;
      meanings[piece.text] = std::move(*name);
      text.remove_prefix(end);
    }
    return text.empty();
  }
};

struct Rule {
  LocatorKind kind = LocatorKind::account;
  std::vector<Part> path;  // of what is typed: its one part
  bool may_go_on = false;
  std::vector<std::pair<std::string, Part>> parameters;
  std::optional<Part> fragment;
  std::string name;
  std::string address;  // `-`: none
};

struct Platform {
  std::string name;
  std::map<std::string, Word, std::less<>> words;
  std::vector<Rule> typed;
};

struct Host {
  const Platform* platform = nullptr;
  std::vector<Rule> pages;
};

struct Table {
  std::map<std::string, Platform, std::less<>> platforms;
  std::map<std::string, std::string, std::less<>> aliases;  // of names, to names
  std::map<std::string, Word, std::less<>> words;           // of every platform
  std::map<std::string, Host, std::less<>> hosts;
  std::set<std::string, std::less<>> starred;  // hosts under which a label in front counts as the first part of the path
  std::string names;
};

std::string_view take_until(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
  return taken;
}

std::vector<std::string_view> texts_of(std::string_view column) {
  std::vector<std::string_view> texts;
  if (column == "-") return texts;
  while (!column.empty()) texts.push_back(take_until(column, " "));
  return texts;
}

/// `text` with each {word} replaced.
std::string filled(std::string_view text, const Meanings& meanings) {
  std::string out;
  while (!text.empty()) {
    out += take_until(text, "{");
    if (text.empty()) break;
    const auto meaning = meanings.find(take_until(text, "}"));
    REDRESS_ASSERT(meaning != meanings.end(), "a line of platform_rules.tsv uses a word that its pattern has not");
    out += meaning->second;
  }
  return out;
}

class TableReader {
 public:
  explicit TableReader(std::string_view text) {
    while (!text.empty()) {
      std::string_view line = take_until(text, "\n");
      if (!line.empty() && line.front() != '#') take(line);
    }
    for (const auto& [name, platform] : table_.platforms) table_.names += (table_.names.empty() ? "" : ", ") + name;
  }
  [[nodiscard]] Table result() && { return std::move(table_); }

 private:
  void take(std::string_view line) {
    std::array<std::string_view, 6> columns;
    std::size_t count = 0;
    while (!line.empty() && count < columns.size()) columns[count++] = take_until(line, "\t");
    REDRESS_ASSERT(line.empty(), "a line of platform_rules.tsv has too many columns");
    const std::string_view what = columns[0], name = columns[1];
    if (what == "platform" && count == 4) {
      add_platform(name, columns[2], columns[3]);
    } else if (what == "word" && count == 6) {
      (name == "*" ? table_.words : platform(name).words)[std::string(columns[2])] = word_of(columns[3], columns[4], columns[5]);
    } else if (what == "reserved" && count == 4) {
      const auto word = platform(name).words.find(columns[2]);
      REDRESS_ASSERT(word != platform(name).words.end(), "a line of platform_rules.tsv reserves texts of an unknown word");
      for (const auto text : texts_of(columns[3])) word->second.reserved.emplace(text);
    } else {
      REDRESS_ASSERT((what == "page" || what == "typed") && count == 6, "a line of platform_rules.tsv is none");
      add_rule(platform(name), what == "page", columns[2], columns[3], columns[4], columns[5]);
    }
  }

  Platform& platform(std::string_view name) {
    const auto known = table_.platforms.find(name);
    REDRESS_ASSERT(known != table_.platforms.end(), "a line of platform_rules.tsv names a platform before its own line");
    return known->second;
  }

  void add_platform(std::string_view name, std::string_view hosts, std::string_view aliases) {
    Platform& platform = table_.platforms[std::string(name)];
    platform.name = name;
    main_hosts_ = texts_of(hosts);
    for (const auto host : main_hosts_) {
      if (host.starts_with("*."))
        table_.starred.emplace(host.substr(2));
      else
        table_.hosts[std::string(host)].platform = &platform;
    }
    std::erase_if(main_hosts_, [](std::string_view host) { return host.starts_with("*."); });
    for (const auto alias : texts_of(aliases)) table_.aliases.emplace(alias, name);
  }

  static Word word_of(std::string_view form, std::string_view length, std::string_view signs) {
    Word word;
    bool known = false;
    for (const auto& [name, one] : kWordForms)
      if (name == form) {
        word.form = one;
        known = true;
      }
    REDRESS_ASSERT(known, "a line of platform_rules.tsv has an unknown form");
    if (signs == "-") {
      REDRESS_ASSERT(word.form == WordForm::host || word.form == WordForm::phone || word.form == WordForm::number, "a form without signs");
      return word;
    }
    const std::string_view least = take_until(length, "-");
    std::from_chars(least.data(), least.data() + least.size(), word.length_min);
    std::from_chars(length.data(), length.data() + length.size(), word.length_max);
    REDRESS_ASSERT(0 < word.length_min && word.length_min <= word.length_max, "a line of platform_rules.tsv has no length");
    for (std::size_t i = 0; i < signs.size(); ++i) {
      const bool is_range = i + 2 < signs.size() && signs[i + 1] == '-';
      for (char sign = signs[i]; sign <= (is_range ? signs[i + 2] : signs[i]); ++sign) word.signs.set(static_cast<std::size_t>(sign));
      if (is_range) i += 2;
    }
    return word;
  }

  Part part_of(const Platform& platform, std::string_view text) {
    Part part;
    part.is_any = text == "*";
    while (!part.is_any && !text.empty()) {
      if (const auto literal = take_until(text, "{"); !literal.empty()) part.pieces.push_back({std::string(literal), nullptr});
      if (text.empty()) break;
      const auto name = take_until(text, "}");
      auto word = platform.words.find(name);
      if (word == platform.words.end()) word = table_.words.find(name);
      REDRESS_ASSERT(word != platform.words.end() && word != table_.words.end(), "a line of platform_rules.tsv uses an unknown word");
      REDRESS_ASSERT(part.pieces.empty() || part.pieces.back().word == nullptr,
                     "two words of platform_rules.tsv have nothing between them");
      part.pieces.push_back({std::string(name), &word->second});
    }
    return part;
  }

  void add_rule(Platform& platform, bool is_page, std::string_view kind, std::string_view pattern, std::string_view name,
                std::string_view address) {
    Rule rule;
    rule.kind = from_name<LocatorKind>(kind).value();
    rule.name = name;
    rule.address = address;
    if (!is_page) {
      rule.path.push_back(part_of(platform, pattern));
      platform.typed.push_back(std::move(rule));
      return;
    }
    std::string_view path = take_until(pattern, "#");
    if (!pattern.empty()) rule.fragment = part_of(platform, pattern);
    std::string_view query = path;
    path = take_until(query, "?");
    while (!query.empty()) {
      std::string_view parameter = take_until(query, "&");
      const auto parameter_name = take_until(parameter, "=");
      rule.parameters.emplace_back(parameter_name, part_of(platform, parameter));
    }
    const std::string_view own_host = take_until(path, "/");
    while (!path.empty()) {
      const auto part = take_until(path, "/");
      if (part == "...")
        rule.may_go_on = true;
      else
        rule.path.push_back(part_of(platform, part));
    }
    if (own_host.empty()) {
      for (const auto host : main_hosts_) table_.hosts[std::string(host)].pages.push_back(rule);
    } else {
      Host& host = table_.hosts[std::string(own_host)];
      host.platform = &platform;
      host.pages.push_back(std::move(rule));
    }
  }

  Table table_;
  std::vector<std::string_view> main_hosts_;  // of the platform of the lines being read
};

const Table& table() {
  static const Table read = [] {
    for (const auto& [name, text] : embedded::intake_files())
      if (name == "platform_rules.tsv") return TableReader(text).result();
    assertion_failed("platform_rules.tsv", "the table of platforms is not built in", __FILE__, __LINE__);
  }();
  return read;
}

/// `%41` and, in a query, `+` turned into what they stand for. Bytes beyond ASCII are in no word, so they need no care.
std::string decoded(std::string_view text, bool is_query) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(is_query && text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

/// An address taken apart as the rules see it.
struct Seen {
  std::string host;
  std::vector<std::string> path;
  std::map<std::string, std::string, std::less<>> parameters;
  std::string fragment;
};

Seen seen_in(const CanonicalUrl& url) {
  Seen seen;
  std::string_view host = without_www(url.host);
  const auto dot = host.find('.');
  if (dot != std::string_view::npos && table().starred.contains(host.substr(dot + 1))) {
    seen.path.emplace_back(host.substr(0, dot));
    host.remove_prefix(dot + 1);
  }
  seen.host = host;
  for (std::string_view rest = url.path; !rest.empty();)
    if (const auto part = take_until(rest, "/"); !part.empty()) seen.path.push_back(decoded(part, false));
  for (std::string_view rest = url.query ? std::string_view(*url.query) : std::string_view(); !rest.empty();) {
    std::string_view value = take_until(rest, "&");
    const auto name = take_until(value, "=");
    seen.parameters.try_emplace(decoded(name, true), decoded(value, true));
  }
  if (url.fragment) seen.fragment = decoded(*url.fragment, false);
  return seen;
}

bool fits(const Rule& rule, const Seen& seen, Meanings& meanings) {
  if (seen.path.size() < rule.path.size() || (seen.path.size() > rule.path.size() && !rule.may_go_on)) return false;
  for (std::size_t i = 0; i < rule.path.size(); ++i)
    if (!rule.path[i].fits(seen.path[i], meanings)) return false;
  for (const auto& [name, part] : rule.parameters) {
    const auto value = seen.parameters.find(name);
    if (value == seen.parameters.end() || !part.fits(value->second, meanings)) return false;
  }
  return !rule.fragment || rule.fragment->fits(seen.fragment, meanings);
}

PlatformThing thing_of(const Platform& platform, const Rule& rule, const Meanings& meanings) {
  PlatformThing thing{rule.kind, platform.name, filled(rule.name, meanings), {}};
  if (rule.address == "-") return thing;
  auto address = canonical_url(filled(rule.address, meanings));
  REDRESS_ASSERT(address.has_value(), "platform_rules.tsv makes an address that is none");
  thing.address = std::move(address->text);
  return thing;
}

/// Whether the text is meant as an address: with a scheme, or beginning with a host of the table and a slash.
bool is_address(std::string_view text) {
  if (text.find("://") != std::string_view::npos) return true;
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  return table().hosts.contains(without_www(lower_ascii(text.substr(0, slash))));
}

}  // namespace

std::optional<PlatformThing> thing_at(const CanonicalUrl& url) {
  if (url.host_kind != HostKind::domain || (url.port != 80 && url.port != 443)) return std::nullopt;
  const Seen seen = seen_in(url);
  const auto host = table().hosts.find(seen.host);
  if (host == table().hosts.end()) return std::nullopt;
  for (const Rule& rule : host->second.pages) {
    Meanings meanings{{"host", seen.host}};
    if (fits(rule, seen, meanings)) return thing_of(*host->second.platform, rule, meanings);
  }
  return std::nullopt;
}

Result<PlatformThing, ThingError> thing_typed(LocatorKind kind, std::string_view platform, std::string_view text) {
  text = trimmed(text);
  if (kind == LocatorKind::phone) {
    auto digits = international_digits(text);
    if (!digits) return Failure{ThingError::no_country};
    return PlatformThing{kind, {}, "+" + std::move(*digits), {}};
  }
  std::string wanted = lower_ascii(trimmed(platform));
  if (const auto alias = table().aliases.find(wanted); alias != table().aliases.end()) wanted = alias->second;
  const auto known = table().platforms.find(wanted);
  if (known == table().platforms.end()) return Failure{ThingError::unknown_platform};
  if (is_address(text)) {
    const auto url = canonical_url(text.find("://") == std::string_view::npos ? "https://" + std::string(text) : std::string(text));
    auto thing = url ? thing_at(*url) : std::nullopt;
    if (!thing || thing->platform != wanted || thing->kind != kind) return Failure{ThingError::not_of_that_kind};
    return std::move(*thing);
  }
  if (text.starts_with('@')) text.remove_prefix(1);
  for (const Rule& rule : known->second.typed) {
    Meanings meanings;
    if (rule.kind != kind || !rule.path.front().fits(text, meanings)) continue;
    auto thing = thing_of(known->second, rule, meanings);
    // Of platforms with many servers: one that is another platform's is none of them.
    const auto url = canonical_url(thing.address);
    const auto there = url ? thing_at(*url) : std::nullopt;
    if (there && there->platform != wanted) break;
    return thing;
  }
  return Failure{ThingError::no_such_name};
}

const std::string& platform_names() { return table().names; }

}  // namespace redress
