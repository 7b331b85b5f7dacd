// Which rows the tests of this binary have taken. Every decision of a test goes through `decide` below; at the end coverage.cpp
// prints the counts and fails when a row is untaken.
#pragma once

#include "engine/core/ports/workflow.hpp"
#include "tests/support/fake_policies.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace redress::testing {

[[nodiscard]] Result<Decision, DecideError> decide(const Workflow& workflow, const Snapshot& snapshot, const Event& event, const PolicyBook& policies);

inline const UtcTime kStart = *parse_rfc3339("2030-01-01T10:00:00Z");

/// One request driven by hand: the state, the facts and what the last event led to.
struct Driver {
  const Workflow& workflow;
  FakePolicies policies{};
  std::string state{workflow.initial_state()};
  Facts facts{};
  UtcTime now = kStart;
  Decision last{};

  /// Tells it and expects a decision.
  Driver& tell(const Event& event, ActorKind by = ActorKind::engine) {
    const auto book = policies.book();
    auto decision = decide(workflow, {state, facts, now, {by, "test"}}, event, book);
    if (!decision) {
      ADD_FAILURE() << event_name(event) << " in " << state << ": " << name_of(decision.error());
      return *this;
    }
    last = std::move(decision).value();
    state = last.state;
    facts = last.facts;
    return *this;
  }
  /// Tells it and expects an error; nothing changes.
  DecideError refused(const Event& event, ActorKind by = ActorKind::engine) {
    const auto book = policies.book();
    const auto decision = decide(workflow, {state, facts, now, {by, "test"}}, event, book);
    EXPECT_FALSE(decision) << event_name(event) << " in " << state << " was accepted";
    return decision ? DecideError::action_failed : decision.error();
  }
  Driver& fire(const char* timer) { return tell(TimerFired{timer, EventId{1}}); }
  Driver& wait(Milliseconds span) {
    now += span;
    return *this;
  }

  template <class C>
  [[nodiscard]] std::vector<C> all() const {
    std::vector<C> found;
    for (const auto& command : last.commands)
      if (const auto* one = std::get_if<C>(&command)) found.push_back(*one);
    return found;
  }
  template <class C>
  [[nodiscard]] bool did() const {
    return !all<C>().empty();
  }
  [[nodiscard]] bool asked(const std::string& task) const {
    for (const auto& one : all<AskOperator>())
      if (one.kind == task) return true;
    return false;
  }
  [[nodiscard]] bool alerted(const std::string& kind) const {
    for (const auto& one : all<RaiseAlert>())
      if (one.kind == kind) return true;
    return false;
  }
  [[nodiscard]] bool looks(LookPurpose purpose) const {
    for (const auto& one : all<CheckItem>())
      if (one.purpose == purpose) return true;
    return false;
  }
  /// When that timer was armed to by the last event; nothing when it was not.
  [[nodiscard]] std::optional<UtcTime> armed(const std::string& timer) const {
    std::optional<UtcTime> due;
    for (const auto& one : all<ArmTimer>())
      if (one.name == timer) due = one.due;
    return due;
  }
};

}  // namespace redress::testing
