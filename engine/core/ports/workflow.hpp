// A workflow decides what follows from an event. It is pure: no clock, no store, no sockets; the same snapshot, event and
// policies give the same decision.
#pragma once

#include "engine/core/command.hpp"
#include "engine/core/event.hpp"
#include "engine/core/facts.hpp"
#include "engine/core/ports/policies.hpp"
#include "engine/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct Snapshot {
  std::string state;  // name in the workflow's table
  Facts facts;
  UtcTime now;        // of the batch that decides
  Actor by;           // who caused the event
};

struct Decision {
  std::string state;               // may be the same as before
  Facts facts;
  std::vector<Command> commands;   // in the order they are to be carried out
  std::vector<Why> why;            // every rule that was asked
  bool ignored = false;            // the row says that nothing follows (late, duplicate); the event is recorded all the same
  int row = 0;                     // position in the table, for coverage and `timeline`
};

enum class DecideError {
  no_such_row,    // the table has no row for this state and event
  guard_refused,  // there is a row, but not now
  wrong_actor,    // there is a row, but not for this kind of actor
  unknown_state,  // the stored state is not one of the table's
  action_failed,  // an exception escaped an action: a defect
};
template <>
struct EnumNames<DecideError> {
  static constexpr auto names = name_list("no_such_row", "guard_refused", "wrong_actor", "unknown_state", "action_failed");
};

/// One row of the table as text, for drawings, coverage, the database's CHECK list and the API.
struct RowText {
  std::string from, event, to, action, guard, by;
};

class Workflow {
 public:
  virtual ~Workflow() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Counts up when the table changes in a way that stored states notice.
  [[nodiscard]] virtual int version() const = 0;
  [[nodiscard]] virtual std::string_view initial_state() const = 0;
  [[nodiscard]] virtual const std::vector<std::string>& states() const = 0;
  /// States in which a request is closed: it has no timers, no tasks and no pending notices.
  [[nodiscard]] virtual bool is_closed(std::string_view state) const = 0;
  [[nodiscard]] virtual const std::vector<RowText>& rows() const = 0;
  [[nodiscard]] virtual Result<Decision, DecideError> decide(const Snapshot& snapshot, const Event& event, const PolicyBook& policies) const = 0;
};

}  // namespace redress
