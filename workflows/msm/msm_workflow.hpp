// Makes a `Workflow` of a machine: `struct Machine { using states = States<…>; using transition_table = rows<…>;
// static constexpr std::string_view name; static constexpr int version; }`. Included by one .cpp per machine.
//
// Division of labour (docs/decisions/0005-what-boost-msm-does.md): the table chooses the row (who may, then the guard, the lower row
// first). Boost.MSM is restored from the stored name, leaves that state running the row's action, and enters the row's target. A
// machine of S states costs MSM 2 S transitions; one transition per row, or per pair of states, costs minutes and gigabytes to compile.
#pragma once

#include "workflows/msm/msm_prelude.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/ports/workflow.hpp"
#include "workflows/msm/table.hpp"

#include <array>
#include <exception>
#include <memory>
#include <utility>

namespace redress::msm {

/// State number I of the machine, as MSM sees it.
template <class Machine, std::size_t I>
struct At : boost::msm::front::state<> {};
/// Between leaving one state and entering the next; never stored.
template <class Machine>
struct Between : boost::msm::front::state<> {};

/// "Take this row": leaves the state it starts from.
template <class Machine>
struct Take {
  const RowEntry& row;
  const Event& event;
  Step& step;
};
/// Enters state number I.
template <class Machine, std::size_t I>
struct Enter {};

/// Transitions as MSM reads them, written out: the functor front end doubles the length of every symbol.
template <class Machine, std::size_t I>
struct Leaving {
  using row_type_tag = boost::msm::a_row_tag;
  using Source = At<Machine, I>;
  using Target = Between<Machine>;
  using Evt = Take<Machine>;

  template <class Fsm, class From, class To, class All>
  static boost::msm::back::HandledEnum action_call(Fsm&, const Evt& take, From&, To&, All&) {
    take.row.action(take.event, take.step);
    return boost::msm::back::HANDLED_TRUE;
  }
};
template <class Machine, std::size_t I>
struct Entering {
  using row_type_tag = boost::msm::_row_tag;
  using Source = Between<Machine>;
  using Target = At<Machine, I>;
  using Evt = Enter<Machine, I>;
};

template <class Machine>
struct FrontEnd : boost::msm::front::state_machine_def<FrontEnd<Machine>> {
  // Without these an exception from an action is swallowed, or blocks the object for ever (reference: Boost.MSM 1.74).
  using no_exception_thrown = int;
  using no_message_queue = int;
  using initial_state = At<Machine, 0>;

  template <class Index>
  struct Build;
  template <std::size_t... N>
  struct Build<std::index_sequence<N...>> : Folded<boost::mpl::vector0<>, Leaving<Machine, N>..., Entering<Machine, N>...> {};
  struct transition_table : Build<std::make_index_sequence<Machine::states::size>>::type {};

  template <class Fsm, class Any>
  void no_transition(const Any&, Fsm&, int) {
    REDRESS_ASSERT(false, "the machine was told to enter a state it is not on its way to");
  }
};

/// Sets the machine's one active state through MSM's public serialize(); everything else it offers is left as constructed.
class Restore {
 public:
  explicit Restore(int id) : id_(id) {}
  Restore& operator&(int (&ids)[1]) {
    ids[0] = id_;
    return *this;
  }
  template <class Other>
  Restore& operator&(Other&) {
    return *this;
  }

 private:
  int id_;
};

template <class Machine>
class MsmWorkflow final : public Workflow {
  using All = typename Machine::states;
  static constexpr std::size_t kStates = All::size;
  using Fsm = boost::msm::back::state_machine<FrontEnd<Machine>>;

 public:
  MsmWorkflow() : table_(kStates, std::variant_size_v<Event>) {
    Machine::transition_table::template add_to<All>(table_);
    describe(All{});
    number(std::make_index_sequence<kStates>{});
  }

  [[nodiscard]] std::string_view name() const override { return Machine::name; }
  [[nodiscard]] int version() const override { return Machine::version; }
  [[nodiscard]] std::string_view initial_state() const override { return names_.front(); }
  [[nodiscard]] const std::vector<std::string>& states() const override { return names_; }
  [[nodiscard]] bool is_closed(std::string_view state) const override {
    const auto index = find(state);
    return index < kStates && closed_[index];
  }
  [[nodiscard]] const std::vector<RowText>& rows() const override { return table_.texts(); }

  [[nodiscard]] Result<Decision, DecideError> decide(const Snapshot& snapshot, const Event& event, const PolicyBook& policies) const override {
    const auto from = find(snapshot.state);
    if (from == kStates) return Failure{DecideError::unknown_state};
    Step step{Machine::name, snapshot.now, snapshot.by, policies, snapshot.facts};
    try {
      const auto chosen = table_.choose(from, event, step);
      if (chosen.row < 0) return Failure{chosen.error};
      const auto& row = table_.entries()[static_cast<std::size_t>(chosen.row)];
      const auto to = make_move(from, row, event, step);
      REDRESS_ASSERT(to == row.to, "the machine is not where its row says");
      return Decision{names_[to],    std::move(step.facts), std::move(step.commands), std::move(step.why),
                      row.ignored, chosen.row};
    } catch (const std::exception&) {
      return Failure{DecideError::action_failed};
    }
  }

 private:
  [[nodiscard]] std::size_t find(std::string_view state) const {
    for (std::size_t i = 0; i < kStates; ++i)
      if (names_[i] == state) return i;
    return kStates;
  }

  /// A fresh machine per event: restored to `from`, told to take `row`; gives back where it is then.
  std::size_t make_move(std::size_t from, const RowEntry& row, const Event& event, Step& step) const {
    Fsm machine;
    Restore restore(id_of_[from]);
    machine.serialize(restore, 0U);
    machine.process_event(Take<Machine>{row, event, step});
    enter_[row.to](machine);
    const int id = machine.current_state()[0];
    for (std::size_t i = 0; i < kStates; ++i)
      if (id_of_[i] == id) return i;
    return kStates;
  }

  template <std::size_t I>
  static void enter(Fsm& machine) {
    machine.process_event(Enter<Machine, I>{});
  }

  template <class... S>
  void describe(States<S...>) {
    (names_.push_back(text_of<S>()), ...);
    std::size_t i = 0;
    ((closed_[i++] = S::closed), ...);
  }
  template <std::size_t... I>
  void number(std::index_sequence<I...>) {
    ((id_of_[I] = boost::msm::back::get_state_id<typename Fsm::stt, At<Machine, I>>::value, enter_[I] = &enter<I>), ...);
  }

  Table table_;
  std::vector<std::string> names_;
  std::array<bool, kStates> closed_{};
  std::array<int, kStates> id_of_{};
  std::array<void (*)(Fsm&), kStates> enter_{};
};

}  // namespace redress::msm
