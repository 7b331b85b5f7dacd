#include "engine/yaml/yaml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace redress {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Exactly `width` digits at the front of `text`, dropped from it.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(width), is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + width, value);
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 60)) + '"'; }

/// The text of a scalar, or nothing after reporting that `wanted` was expected there.
const std::string* scalar(const YamlNode& node, std::string_view wanted, YamlProblems& problems) {
  switch (node.kind) {
    case YamlNode::Kind::scalar: return &node.text;
    case YamlNode::Kind::null: problems.add(node, "nothing stands here, but " + std::string(wanted) + " is needed", "write one"); break;
    case YamlNode::Kind::list:
      problems.add(node, "a list stands here, but " + std::string(wanted) + " is needed", "write a single value");
      break;
    case YamlNode::Kind::map:
      problems.add(node, "a map stands here, but " + std::string(wanted) + " is needed", "write a single value");
      break;
  }
  return nullptr;
}

std::optional<Milliseconds> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t ms;
  };
  static constexpr std::array<Unit, 4> kUnits{{{"d", 86'400'000}, {"h", 3'600'000}, {"min", 60'000}, {"s", 1'000}}};
  constexpr std::int64_t kCountMax = 1'000'000;
  std::int64_t total = 0;
  std::size_t unit_from = 0;  // units must become smaller
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc{} || count < 0 || count > kCountMax || !is_digit(text.front())) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    take(text, ' ');
    std::size_t letters = 0;
    while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
    const auto name = text.substr(0, letters);
    const auto unit = std::find_if(kUnits.begin() + static_cast<std::ptrdiff_t>(unit_from), kUnits.end(),
                                   [&](const Unit& candidate) { return candidate.name == name; });
    if (unit == kUnits.end()) return std::nullopt;
    unit_from = static_cast<std::size_t>(unit - kUnits.begin()) + 1;
    total += count * unit->ms;
    text.remove_prefix(letters);
    if (!text.empty() && (!take(text, ' ') || text.empty())) return std::nullopt;
  }
  return Milliseconds{total};
}

const std::vector<YamlNode> kNoItems;

}  // namespace

std::optional<std::string> read_text(const YamlNode& node, YamlProblems& problems) {
  const auto* text = scalar(node, "text", problems);
  if (!text) return std::nullopt;
  if (text->empty()) {
    problems.add(node, "empty text", "write something, or drop the key");
    return std::nullopt;
  }
  return *text;
}

std::optional<std::int64_t> read_number(const YamlNode& node, std::int64_t least, std::int64_t most, YamlProblems& problems) {
  const auto* text = scalar(node, "a whole number", problems);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto end = text->data() + text->size();
  const auto [rest, problem] = std::from_chars(text->data(), end, value);
  const std::string range = "write a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (problem != std::errc{} || rest != end) {
    problems.add(node, quoted(*text) + " is not a whole number", range);
    return std::nullopt;
  }
  if (value < least || value > most) {
    problems.add(node, *text + " is out of range", range);
    return std::nullopt;
  }
  return value;
}

std::optional<bool> read_flag(const YamlNode& node, YamlProblems& problems) {
  const auto* text = scalar(node, "true or false", problems);
  if (!text) return std::nullopt;
  if (*text == "true") return true;
  if (*text == "false") return false;
  problems.add(node, quoted(*text) + " is neither true nor false", "write true or false");
  return std::nullopt;
}

std::optional<Milliseconds> read_duration(const YamlNode& node, Milliseconds least, Milliseconds most, YamlProblems& problems) {
  const auto* text = scalar(node, "a duration", problems);
  if (!text) return std::nullopt;
  const auto value = parse_duration(*text);
  if (!value) {
    problems.add(node, quoted(*text) + " is not a duration", "write a number and a unit, e.g. \"30 s\", \"15 min\", \"24 h\", \"3 d\"");
    return std::nullopt;
  }
  if (*value < least || *value > most) {
    problems.add(node, quoted(*text) + " is out of range", "from " + to_words(least) + " to " + to_words(most));
    return std::nullopt;
  }
  return value;
}

std::optional<std::chrono::minutes> read_time_of_day(const YamlNode& node, YamlProblems& problems) {
  const auto* text = scalar(node, "a time of day", problems);
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  const auto hour = take_digits(rest, 2);
  const bool colon = take(rest, ':');
  const auto minute = take_digits(rest, 2);
  if (!hour || !colon || !minute || !rest.empty() || *minute > 59 || *hour * 60 + *minute > 24 * 60) {
    problems.add(node, quoted(*text) + " is not a time of day", "write hours and minutes, e.g. \"08:30\"; the end of the day is \"24:00\"");
    return std::nullopt;
  }
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

std::optional<std::chrono::sys_days> read_date(const YamlNode& node, YamlProblems& problems) {
  const auto* text = scalar(node, "a date", problems);
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  const auto year = take_digits(rest, 4);
  const bool first = take(rest, '-');
  const auto month = take_digits(rest, 2);
  const bool second = take(rest, '-');
  const auto day = take_digits(rest, 2);
  if (year && first && month && second && day && rest.empty()) {
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (date.ok() && *year >= 1970 && *year <= 2199) return std::chrono::sys_days{date};
  }
  problems.add(node, quoted(*text) + " is not a date", "write year, month and day, e.g. 2026-11-01");
  return std::nullopt;
}

std::optional<std::string> read_word(const YamlNode& node, const std::vector<std::string>& words, YamlProblems& problems) {
  const auto* text = scalar(node, "a word", problems);
  if (!text) return std::nullopt;
  if (std::find(words.begin(), words.end(), *text) != words.end()) return *text;
  problems.add(node, quoted(*text) + " is not known here", "nearest valid word: \"" + nearest(*text, words) + '"');
  return std::nullopt;
}

std::optional<std::string> read_slug(const YamlNode& node, YamlProblems& problems) {
  const auto* text = scalar(node, "a short name", problems);
  if (!text) return std::nullopt;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c); };
  const bool good = !text->empty() && text->size() <= 64 && plain(text->front()) &&
                    std::all_of(text->begin(), text->end(), [&](char c) { return plain(c) || c == '_' || c == '-' || c == '.'; });
  if (good) return *text;
  problems.add(node, quoted(*text) + " is not a short name", "use lower-case letters, digits, \"_\", \"-\" and \".\", at most 64");
  return std::nullopt;
}

std::string date_text(std::chrono::sys_days date) { return to_rfc3339(UtcTime{date}).substr(0, 10); }

YamlMap::YamlMap(const YamlNode& node, YamlProblems& problems) : node_(&node), problems_(&problems) {
  if (node.kind != YamlNode::Kind::map) problems.add(node, "a map (key: value) is needed here", "write its keys, one a line");
}

const YamlNode* YamlMap::find(std::string_view key) {
  asked_.emplace_back(key);
  for (const auto& entry : node_->entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

const YamlNode* YamlMap::need(std::string_view key) {
  const auto* value = find(key);
  if (!value && node_->kind == YamlNode::Kind::map) problems_->add(*node_, "the key \"" + std::string(key) + "\" is missing", "add it");
  return value;
}

const std::vector<YamlNode>& YamlMap::list(std::string_view key, bool required) {
  const auto* value = required ? need(key) : find(key);
  if (!value) return kNoItems;
  if (value->kind != YamlNode::Kind::list) {
    problems_->add(*value, "a list is needed here", "write [one, another], or one entry a line after \"- \"");
    return kNoItems;
  }
  if (required && value->items.empty()) problems_->add(*value, "the list is empty", "name at least one");
  return value->items;
}

std::string YamlMap::text(std::string_view key) {
  const auto* value = need(key);
  return value ? read_text(*value, *problems_).value_or("") : "";
}
std::string YamlMap::text_or(std::string_view key, std::string fallback) {
  const auto* value = find(key);
  return value ? read_text(*value, *problems_).value_or(fallback) : fallback;
}
std::string YamlMap::slug(std::string_view key) {
  const auto* value = need(key);
  return value ? read_slug(*value, *problems_).value_or("") : "";
}
std::int64_t YamlMap::number(std::string_view key, std::int64_t least, std::int64_t most) {
  const auto* value = need(key);
  return value ? read_number(*value, least, most, *problems_).value_or(least) : least;
}
std::int64_t YamlMap::number_or(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t fallback) {
  const auto* value = find(key);
  return value ? read_number(*value, least, most, *problems_).value_or(fallback) : fallback;
}
bool YamlMap::flag(std::string_view key) {
  const auto* value = need(key);
  return value && read_flag(*value, *problems_).value_or(false);
}
bool YamlMap::flag_or(std::string_view key, bool fallback) {
  const auto* value = find(key);
  return value ? read_flag(*value, *problems_).value_or(fallback) : fallback;
}
Milliseconds YamlMap::duration(std::string_view key, Milliseconds least, Milliseconds most) {
  const auto* value = need(key);
  return value ? read_duration(*value, least, most, *problems_).value_or(least) : least;
}
Milliseconds YamlMap::duration_or(std::string_view key, Milliseconds least, Milliseconds most, Milliseconds fallback) {
  const auto* value = find(key);
  return value ? read_duration(*value, least, most, *problems_).value_or(fallback) : fallback;
}
std::chrono::sys_days YamlMap::date(std::string_view key) {
  const auto* value = need(key);
  return value ? read_date(*value, *problems_).value_or(std::chrono::sys_days{}) : std::chrono::sys_days{};
}
std::optional<std::chrono::sys_days> YamlMap::date_if_any(std::string_view key) {
  const auto* value = find(key);
  return value ? read_date(*value, *problems_) : std::nullopt;
}
std::string YamlMap::word(std::string_view key, const std::vector<std::string>& words) {
  const auto* value = need(key);
  return value ? read_word(*value, words, *problems_).value_or("") : "";
}
std::string YamlMap::word_or(std::string_view key, const std::vector<std::string>& words, std::string fallback) {
  const auto* value = find(key);
  return value ? read_word(*value, words, *problems_).value_or(fallback) : fallback;
}

void YamlMap::finish() {
  for (const auto& entry : node_->entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    problems_->add(entry.line, entry.column, "unknown key " + quoted(entry.key),
                   "nearest valid key: \"" + nearest(entry.key, asked_) + '"');
  }
}

}  // namespace redress
