// A rule: who says so, since when, for which cases, and what follows; and the choice of the one that answers.
//
// Choice: of the rules valid at the moment whose every condition fits the case, the one with the most conditions; of equals the
// one that names the workflow, then the one that stands first in its file. A condition the case says nothing about does not fit. The rule
// without conditions answers when no other does, also before its own first day: a question that must be answered always is.
#pragma once

#include "engine/core/command.hpp"
#include "engine/core/facts.hpp"
#include "engine/core/names.hpp"
#include "engine/core/time.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress {

/// What the `when:` of a rule may name.
enum class Field {
  country,
  verdict,
  regime,
  at_home,
  platform,
  urgent,
  kind,
  scope,
  workflow,
  task,
  alert,
  named_source,
  purpose,
  language,
  channel,
  recipient,
  younger_than,
  act,
  office,
  decided,
  threat,
  kept
};
template <>
struct EnumNames<Field> {
  static constexpr auto names = name_list("country", "verdict", "regime", "at_home", "platform", "urgent", "kind", "scope", "workflow", "task", "alert",
                                          "named_source", "purpose", "language", "channel", "recipient", "younger_than", "act", "office",
                                          "decided", "threat", "kept");
};

/// What is known about the case a question is about. Holds views: lives no longer than what it was made from.
class Case {
 public:
  Case& with(Field field, std::string_view value) {
    values_[static_cast<std::size_t>(field)] = value;
    return *this;
  }
  [[nodiscard]] std::string_view at(Field field) const { return values_[static_cast<std::size_t>(field)]; }

 private:
  std::array<std::string_view, EnumNames<Field>::names.size()> values_{};
};
/// Country, verdict, regime, at_home, platform and urgent of a request.
[[nodiscard]] Case case_of(const Facts& facts);

struct Condition {
  Field field = Field::country;
  std::vector<std::string> values;  // any of them fits; of `younger_than` one, in milliseconds
  friend bool operator==(const Condition&, const Condition&) = default;
};

struct RuleHead {
  std::string id;                    // e.g. "deadline.nl_ntd_code_csam"
  std::vector<std::string> sources;  // ids of docs/sources.md
  std::chrono::sys_days valid_from{};
  std::optional<std::chrono::sys_days> valid_until;  // last day
  std::vector<Condition> conditions;                 // in the order of Field
  std::string version;                               // of the file
  std::string file;
  int line = 0;
  int column = 0;

  /// Days begin at midnight UTC.
  [[nodiscard]] bool valid_at(UtcTime moment) const;
  [[nodiscard]] bool fits(const Case& about) const;
  /// More conditions; of equally many, the workflow named, then the lower limit of age.
  [[nodiscard]] bool more_specific_than(const RuleHead& other) const;
  [[nodiscard]] Why why() const { return {id, version}; }
};

template <class Answer>
struct Rule {
  RuleHead head;
  Answer answer;
};

template <class Answer>
class RuleTable {
 public:
  RuleTable() = default;
  explicit RuleTable(std::vector<Rule<Answer>> rules) : rules_(std::move(rules)) {
    std::stable_sort(rules_.begin(), rules_.end(),
                     [](const auto& left, const auto& right) { return left.head.more_specific_than(right.head); });
  }

  /// Most specific first.
  [[nodiscard]] const std::vector<Rule<Answer>>& rules() const noexcept { return rules_; }

  /// The rule that answers; nothing only in tables that need not answer everything.
  [[nodiscard]] const Rule<Answer>* choose(const Case& about, UtcTime moment) const {
    for (const auto& rule : rules_)
      if (rule.head.valid_at(moment) && rule.head.fits(about)) return &rule;
    for (const auto& rule : rules_)
      if (rule.head.conditions.empty()) return &rule;
    return nullptr;
  }

 private:
  std::vector<Rule<Answer>> rules_;
};

}  // namespace redress
