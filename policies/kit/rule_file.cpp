#include "policies/kit/rule_file.hpp"

#include "engine/core/retention.hpp"

namespace redress {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `SRC-` and upper-case letters, digits, dots and hyphens.
bool is_source_id(std::string_view text) {
  return text.size() > 4 && text.size() <= 64 && text.substr(0, 4) == "SRC-" &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c) || c == '-' || c == '.'; });
}

bool overlap(const RuleHead& left, const RuleHead& right) {
  const auto ends_before = [](const RuleHead& one, const RuleHead& other) {
    return one.valid_until && *one.valid_until < other.valid_from;
  };
  return !ends_before(left, right) && !ends_before(right, left);
}

}  // namespace

const RuleHead* RuleRegister::add(const RuleHead& head) {
  const auto [place, is_new] = by_id_.emplace(head.id, rules_.size());
  if (!is_new) return &rules_[place->second];
  rules_.push_back(head);
  return nullptr;
}

const RuleHead* RuleRegister::find(std::string_view id) const {
  const auto place = by_id_.find(std::string(id));
  return place == by_id_.end() ? nullptr : &rules_[place->second];
}

RuleFile::RuleFile(std::string name, std::string_view text, const YamlNode& root, RuleRegister& known)
    : text_(text), problems_(std::move(name)), root_(root, problems_), known_(known) {
  const auto* node = root_.need("version");
  if (!node) return;
  // The date of the last change; ".2" and so on for a second one on that day.
  version_ = read_text(*node, problems_).value_or("");
  YamlNode day = *node;
  if (const auto dot = version_.find('.'); dot != std::string::npos) {
    const auto count = version_.substr(dot + 1);
    if (count.empty() || count.size() > 3 || !std::all_of(count.begin(), count.end(), is_digit))
      problems_.add(*node, '"' + version_ + "\" is not a version", "write the date of the change, e.g. 2026-11-01 or 2026-11-01.2");
    day.text = version_.substr(0, dot);
  }
  if (!version_.empty()) (void)read_date(day, problems_);
}

std::pair<int, int> RuleFile::place_of(const YamlNode& node, std::string_view words) const {
  std::size_t begin = 0;
  for (int line = 1; line < node.line; ++line) {
    begin = text_.find('\n', begin);
    if (begin == std::string_view::npos) return {node.line, node.column};
    ++begin;
  }
  const auto at = text_.find(words, begin);
  if (at == std::string_view::npos) return {node.line, node.column};
  int line = node.line;
  int column = 1;
  for (std::size_t i = begin; i < at; ++i) {
    if (text_[i] == '\n') ++line, column = 1;
    else if ((static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U) ++column;  // columns count characters, not bytes
  }
  return {line, column};
}

RuleHead RuleFile::read_head(YamlMap& row, std::initializer_list<Field> fields) {
  RuleHead head;
  head.version = version_;
  head.file = problems_.file();
  head.line = row.node().line;
  head.column = row.node().column;
  head.id = row.slug("id");
  for (const auto& source : row.list("source", true)) {
    const auto text = read_text(source, problems_);
    if (!text) continue;
    if (is_source_id(*text)) head.sources.push_back(*text);
    else
      problems_.add(source, '"' + text->substr(0, 60) + "\" is not the id of a source", "write one of docs/sources.md, e.g. SRC-NTD-CODE");
  }
  head.valid_from = row.date("valid_from");
  head.valid_until = row.date_if_any("valid_until");
  if (head.valid_until && *head.valid_until < head.valid_from)
    problems_.add(*row.find("valid_until"), "the last day lies before the first", "mend valid_from or valid_until");
  if (const auto* when = row.find("when")) head.conditions = read_conditions(*when, fields);
  if (!head.id.empty())
    if (const auto* other = known_.add(head))
      problems_.add(*row.find("id"), "the id \"" + head.id + "\" is used already, at " + other->file + ':' + std::to_string(other->line),
                    "give each rule an id of its own");
  return head;
}

std::vector<Condition> RuleFile::read_conditions(const YamlNode& node, std::initializer_list<Field> fields) {
  std::vector<Condition> conditions;
  YamlMap map{node, problems_};
  if (node.kind == YamlNode::Kind::map && node.entries.empty())
    problems_.add(node, "no condition stands here", "drop \"when\": the rule is for every case");
  for (const auto field : fields) {
    const auto* value = map.find(name_of(field));
    if (!value) continue;
    Condition condition;
    condition.field = field;
    if (value->kind == YamlNode::Kind::scalar) {
      if (auto text = read_condition_value(field, *value)) condition.values.push_back(std::move(*text));
    } else {
      for (const auto& entry : map.list(name_of(field), true))
        if (auto text = read_condition_value(field, entry)) condition.values.push_back(std::move(*text));
    }
    if (field == Field::younger_than && value->kind != YamlNode::Kind::scalar)
      problems_.add(*value, "one age is enough", "write e.g. 24 h");
    if (condition.values.empty()) continue;  // reported above
    std::sort(condition.values.begin(), condition.values.end());
    if (std::adjacent_find(condition.values.begin(), condition.values.end()) != condition.values.end())
      problems_.add(*value, "one value is named twice", "drop one of them");
    conditions.push_back(std::move(condition));
  }
  std::sort(conditions.begin(), conditions.end(), [](const Condition& left, const Condition& right) { return left.field < right.field; });
  map.finish();
  return conditions;
}

std::optional<std::string> RuleFile::read_condition_value(Field field, const YamlNode& node) {
  switch (field) {
    case Field::verdict: return read_word(node, words_of<Verdict>(), problems_);
    case Field::kind: return read_word(node, words_of<NoticeKind>(), problems_);
    case Field::scope: return read_word(node, words_of<ContactScope>(), problems_);
    case Field::purpose: return read_word(node, words_of<LookPurpose>(), problems_);
    case Field::kept: return read_word(node, words_of<KeptKind>(), problems_);
    case Field::at_home:
    case Field::platform:
    case Field::decided:
    case Field::threat:
    case Field::urgent: return read_word(node, {"true", "false"}, problems_);
    case Field::country: {
      const auto text = read_text(node, problems_);
      if (text && text->size() == 2 && std::all_of(text->begin(), text->end(), is_upper)) return text;
      if (text) problems_.add(node, '"' + text->substr(0, 60) + "\" is not a country", "write two capitals (ISO 3166-1), e.g. NL");
      return std::nullopt;
    }
    case Field::language: {
      const auto text = read_text(node, problems_);
      if (text && text->size() >= 2 && text->size() <= 8 && std::all_of(text->begin(), text->end(), is_lower)) return text;
      if (text) problems_.add(node, '"' + text->substr(0, 60) + "\" is not a language", "write its short name in lower case, e.g. nl");
      return std::nullopt;
    }
    case Field::younger_than: {
      const auto age = read_duration(node, minutes{1}, hours{24 * 366}, problems_);
      return age ? std::optional<std::string>{std::to_string(age->count())} : std::nullopt;
    }
    case Field::regime:
    case Field::workflow:
    case Field::task:
    case Field::act:
    case Field::alert:
    case Field::named_source:
    case Field::recipient:
    case Field::office:
    case Field::channel: return read_slug(node, problems_);
  }
  return std::nullopt;
}

void RuleFile::check_heads(std::string_view section, const std::vector<RuleHead>& heads, Totality totality) {
  for (std::size_t i = 0; i < heads.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (heads[i].conditions == heads[j].conditions && overlap(heads[i], heads[j])) {
        problems_.add(heads[i].line, heads[i].column, "never chosen: \"" + heads[j].id + "\" has the same conditions at the same time",
                      "narrow one of them by a condition, or by valid_from and valid_until");
        break;
      }
  const bool answers =
      std::any_of(heads.begin(), heads.end(), [](const RuleHead& head) { return head.conditions.empty() && !head.valid_until; });
  if (totality == Totality::must_answer && !answers && !heads.empty())
    problems_.add(heads.back().line, heads.back().column, "no rule of \"" + std::string(section) + "\" answers when no other does",
                  "add one without \"when\" and without \"valid_until\"");
}

}  // namespace redress
