// Reading rule files: what every rule has in common is read and checked here, its answer by the question it belongs to.
#pragma once

#include "engine/yaml/yaml.hpp"
#include "policies/kit/rule.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress {

/// Every rule of every file, for `policy explain` and to refuse an id that is used twice.
class RuleRegister {
 public:
  /// The rule that has the id already, or nothing.
  const RuleHead* add(const RuleHead& head);
  [[nodiscard]] const std::vector<RuleHead>& rules() const noexcept { return rules_; }
  [[nodiscard]] const RuleHead* find(std::string_view id) const;

 private:
  std::vector<RuleHead> rules_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

/// Whether a table has to answer whatever it is asked.
enum class Totality { must_answer, may_be_silent };

/// One rule file being read. Its sections are asked for by name; `finish` reports the ones nobody knows.
class RuleFile {
 public:
  /// `text` (what `root` was parsed from), `root` and `known` outlive it.
  RuleFile(std::string name, std::string_view text, const YamlNode& root, RuleRegister& known);

  [[nodiscard]] YamlMap& root() noexcept { return root_; }
  [[nodiscard]] YamlProblems& problems() noexcept { return problems_; }
  [[nodiscard]] const std::string& version() const noexcept { return version_; }

  /// The rules of `section`; `read(row, head)` gives the answer of one. `fields` may stand in its `when:`.
  template <class Answer, class Read>
  RuleTable<Answer> table(std::string_view section, std::initializer_list<Field> fields, Totality totality, Read&& read) {
    std::vector<Rule<Answer>> rules;
    std::vector<RuleHead> heads;
    for (const auto& node : root_.list(section, totality == Totality::must_answer)) {
      YamlMap row{node, problems_};
      Rule<Answer> rule;
      rule.head = read_head(row, fields);
      rule.answer = read(row, rule.head);
      row.finish();
      heads.push_back(rule.head);
      rules.push_back(std::move(rule));
    }
    check_heads(section, heads, totality);
    return RuleTable<Answer>{std::move(rules)};
  }
  /// Id, source, validity and conditions of one rule.
  RuleHead read_head(YamlMap& row, std::initializer_list<Field> fields);
  void finish() { root_.finish(); }
  /// Line and column of the first `words` at or after the beginning of `node`; those of `node` when they do not stand there as they are.
  [[nodiscard]] std::pair<int, int> place_of(const YamlNode& node, std::string_view words) const;

 private:
  void check_heads(std::string_view section, const std::vector<RuleHead>& heads, Totality totality);
  std::vector<Condition> read_conditions(const YamlNode& node, std::initializer_list<Field> fields);
  std::optional<std::string> read_condition_value(Field field, const YamlNode& node);

  std::string_view text_;
  YamlProblems problems_;
  YamlMap root_;
  RuleRegister& known_;
  std::string version_;
};

}  // namespace redress
