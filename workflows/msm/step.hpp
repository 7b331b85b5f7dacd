// What guards and actions of a table are handed: the facts, the moment, the policies, and where commands go. A guard reads it;
// an action changes facts and appends commands, nothing else.
#pragma once

#include "engine/core/ports/workflow.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::msm {

struct Step {
  std::string_view workflow;
  UtcTime now;
  const Actor& by;
  const PolicyBook& policies;
  Facts facts;
  std::vector<Command> commands{};
  std::vector<Why> why{};

  void want(Command command) { commands.push_back(std::move(command)); }
  /// Takes a policy's answer and keeps why.
  template <class T>
  T ask(Reasoned<T> reasoned) {
    if (std::find(why.begin(), why.end(), reasoned.why) == why.end()) why.push_back(std::move(reasoned.why));
    return std::move(reasoned.answer);
  }

  void arm(std::string name, UtcTime due) { want(ArmTimer{std::move(name), due}); }
  void cancel(std::string name) { want(CancelTimer{std::move(name)}); }
  void look(LookPurpose purpose) { want(CheckItem{purpose}); }
  void alert(std::string kind, Severity severity = Severity::warning) { want(RaiseAlert{std::move(kind), severity}); }
  /// A task with the due time the staffing calendar gives it.
  void ask_person(const std::string& kind) { want(AskOperator{kind, ask(policies.tasks.due(kind, facts, now))}); }
  void close_task(std::string kind) { want(CloseTasks{std::move(kind)}); }
};

}  // namespace redress::msm
