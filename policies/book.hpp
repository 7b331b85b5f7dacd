// All policies together: loaded from the shipped rules, file by file replaced by the operator's own, refused when one is wrong.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "engine/core/result.hpp"
#include "engine/yaml/yaml.hpp"
#include "policies/alerts/alerts.hpp"
#include "policies/approvals/approvals.hpp"
#include "policies/calendars/calendar.hpp"
#include "policies/contacts/contacts.hpp"
#include "policies/deadlines/deadlines.hpp"
#include "policies/delivery/delivery.hpp"
#include "policies/kit/rule_file.hpp"
#include "policies/ladders/ladders.hpp"
#include "policies/looks/looks.hpp"
#include "policies/notice_texts/notice_texts.hpp"
#include "policies/platforms/platforms.hpp"
#include "policies/retention/retention.hpp"
#include "policies/roads/roads.hpp"
#include "policies/tasks/tasks.hpp"
#include "policies/triage/triage.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace redress {

using RuleProblem = YamlProblem;

/// Text of every rule file, by its name below the rule directory, e.g. "deadlines/rules.yaml".
using RuleTexts = std::map<std::string, std::string, std::less<>>;

/// Threads: never changes after loading, so every member may be called from any thread. Not copied: its parts refer to each other.
class Policies {
 public:
  Policies(const Policies&) = delete;
  Policies& operator=(const Policies&) = delete;

  /// Lives as long as this does.
  [[nodiscard]] PolicyBook book() const {
    return {deadlines_, ladders_, tasks_, alerts_, looks_, triage_, roads_, delivery_, *texts_, approvals_, platforms_, retention_};
  }

  [[nodiscard]] const Calendars& calendars() const noexcept { return calendars_; }
  [[nodiscard]] const Contacts& contacts() const noexcept { return contacts_; }
  [[nodiscard]] const Deadlines& deadlines() const noexcept { return deadlines_; }
  [[nodiscard]] const Ladders& ladders() const noexcept { return ladders_; }
  [[nodiscard]] const Tasks& tasks() const noexcept { return tasks_; }
  [[nodiscard]] const Alerts& alerts() const noexcept { return alerts_; }
  [[nodiscard]] const Looks& looks() const noexcept { return looks_; }
  [[nodiscard]] const Triage& triage() const noexcept { return triage_; }
  [[nodiscard]] const Roads& roads() const noexcept { return roads_; }
  [[nodiscard]] const Platforms& platforms() const noexcept { return platforms_; }
  [[nodiscard]] const Delivery& delivery() const noexcept { return delivery_; }
  [[nodiscard]] const Approvals& approvals() const noexcept { return approvals_; }
  [[nodiscard]] const Retention& retention() const noexcept { return retention_; }
  [[nodiscard]] const NoticeTexts& texts() const noexcept { return *texts_; }

  /// Source, validity and place of every rule, in the order of the files.
  [[nodiscard]] const std::vector<RuleHead>& rules() const noexcept { return known_.rules(); }
  /// The rule a `Why` names; nothing when it is not one of these rules (an older version's, say).
  [[nodiscard]] const RuleHead* rule(std::string_view id) const { return known_.find(id); }
  /// The moment questions without one of their own are answered for.
  [[nodiscard]] UtcTime as_of() const noexcept { return as_of_; }
  /// The next moment after `as_of` at which a rule becomes valid or ceases to be.
  [[nodiscard]] std::optional<UtcTime> next_change() const;

 private:
  friend Result<std::unique_ptr<Policies>, std::vector<RuleProblem>> load_policies(const RuleTexts&, UtcTime);
  explicit Policies(UtcTime as_of) : as_of_(as_of) {}

  UtcTime as_of_;
  RuleRegister known_;
  Calendars calendars_;
  Contacts contacts_;
  Deadlines deadlines_;
  Ladders ladders_;
  Tasks tasks_;
  Alerts alerts_;
  Looks looks_;
  Triage triage_;
  Roads roads_;
  Platforms platforms_;
  Delivery delivery_;
  Approvals approvals_;
  Retention retention_;
  std::unique_ptr<NoticeTexts> texts_;
};

/// The policies of every moment from the first one on: what is refused on some later day is refused now, and nothing is read again while the
/// program runs. Threads: as Policies.
class PoliciesOverTime {
 public:
  /// Those of `from` and of each later moment at which a rule begins or ceases to be valid.
  [[nodiscard]] static Result<PoliciesOverTime, std::vector<RuleProblem>> load(const RuleTexts& texts, UtcTime from);

  /// Before the first moment, those of the first. The references live as long as this does.
  [[nodiscard]] const Policies& at(UtcTime moment) const { return *chosen(moment).policies; }
  [[nodiscard]] const PolicyBook& book_at(UtcTime moment) const { return chosen(moment).book; }
  /// Moments after the first at which rules change.
  [[nodiscard]] std::vector<UtcTime> changes() const;

 private:
  struct Span {
    explicit Span(std::unique_ptr<Policies> from) : policies(std::move(from)), book(policies->book()) {}
    std::unique_ptr<Policies> policies;
    PolicyBook book;
  };
  [[nodiscard]] const Span& chosen(UtcTime moment) const;
  std::vector<std::unique_ptr<Span>> spans_;  // in order of time
};

/// The rules built into the binary.
[[nodiscard]] const RuleTexts& shipped_rules();

/// Policies from exactly these texts.
[[nodiscard]] Result<std::unique_ptr<Policies>, std::vector<RuleProblem>> load_policies(const RuleTexts& texts, UtcTime as_of);
/// The shipped rules, with every file replaced that stands in `override_directory` (laid out the same way; may hold further
/// languages as notice_texts/<language>.yaml). An empty path: the shipped rules alone. Files nobody knows are refused.
[[nodiscard]] Result<RuleTexts, std::vector<RuleProblem>> read_rules(const std::filesystem::path& override_directory);
/// Questions that come without a moment are answered for `as_of`.
[[nodiscard]] Result<std::unique_ptr<Policies>, std::vector<RuleProblem>> load_policies(const std::filesystem::path& override_directory,
                                                                                        UtcTime as_of);

}  // namespace redress
