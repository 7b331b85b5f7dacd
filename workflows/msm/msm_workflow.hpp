// Makes a `Workflow` of a machine: `struct Machine { using states = States<…>; using transition_table = rows<…>;
// static constexpr std::string_view name; static constexpr int version; }`. Included by one .cpp per machine.
//
// Division of labour (docs/decisions/0201-msm-holds-the-edges.md): the table chooses the row (actor, then guard, the lower first);
// Boost.MSM is restored from the stored name, runs the row's action and makes the move, and knows no other moves than the
// table's. Giving MSM each row as a transition of its own costs minutes and gigabytes per machine to compile.
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

template <class Machine>
struct Moves {
  using All = typename Machine::states;
  static constexpr std::size_t kStates = All::size;
  static constexpr Edges<kStates> kEdges = [] {
    Edges<kStates> edges;
    Machine::transition_table::template mark<All>(edges);
    return edges;
  }();
  static constexpr std::size_t kCount = kEdges.count();
  static constexpr auto kList = [] {
    std::array<std::pair<std::size_t, std::size_t>, kCount> list{};
    std::size_t n = 0;
    for (std::size_t from = 0; from < kStates; ++from)
      for (std::size_t to = 0; to < kStates; ++to)
        if (kEdges.from_to[from][to]) list[n++] = {from, to};
    return list;
  }();
};

/// State number I of the machine, as MSM sees it.
template <class Machine, std::size_t I>
struct At : boost::msm::front::state<> {};

/// "Take this row, it goes to state number I."
template <class Machine, std::size_t I>
struct TakeTo {
  const RowEntry& row;
  const Event& event;
  Step& step;
};

/// The action of every transition: the row's own.
struct RunRow {
  template <class Take, class Fsm, class From, class To>
  void operator()(const Take& take, Fsm&, From&, To&) const {
    take.row.action(take.event, take.step);
  }
};

/// Transition number N. A type of its own because its short name keeps MSM's symbols short.
template <class Machine, std::size_t N, class List = Moves<Machine>>
struct Move : boost::msm::front::Row<At<Machine, List::kList[N].first>, TakeTo<Machine, List::kList[N].second>,
                                     At<Machine, List::kList[N].second>, RunRow, boost::msm::front::none> {};

template <class Machine>
struct FrontEnd : boost::msm::front::state_machine_def<FrontEnd<Machine>> {
  // Without these an exception from an action is swallowed, or blocks the object for ever (reference: Boost.MSM 1.74).
  using no_exception_thrown = int;
  using no_message_queue = int;
  using initial_state = At<Machine, 0>;

  template <class Index>
  struct Build;
  template <std::size_t... N>
  struct Build<std::index_sequence<N...>> : Folded<boost::mpl::vector0<>, Move<Machine, N>...> {};
  struct transition_table : Build<std::make_index_sequence<Moves<Machine>::kCount>>::type {};

  /// A move the table does not have; the adapter has checked before, so this is a defect.
  template <class Fsm, class Take>
  void no_transition(const Take&, Fsm&, int) {
    REDRESS_ASSERT(false, "the machine was told to make a move its table does not have");
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
    take_[row.to](machine, row, event, step);
    const int id = machine.current_state()[0];
    for (std::size_t i = 0; i < kStates; ++i)
      if (id_of_[i] == id) return i;
    return kStates;
  }

  template <std::size_t I>
  static void take(Fsm& machine, const RowEntry& row, const Event& event, Step& step) {
    machine.process_event(TakeTo<Machine, I>{row, event, step});
  }

  template <class... S>
  void describe(States<S...>) {
    (names_.push_back(text_of<S>()), ...);
    std::size_t i = 0;
    ((closed_[i++] = S::closed), ...);
  }
  template <std::size_t... I>
  void number(std::index_sequence<I...>) {
    ((id_of_[I] = boost::msm::back::get_state_id<typename Fsm::stt, At<Machine, I>>::value, take_[I] = &take<I>), ...);
  }

  Table table_;
  std::vector<std::string> names_;
  std::array<bool, kStates> closed_{};
  std::array<int, kStates> id_of_{};
  std::array<void (*)(Fsm&, const RowEntry&, const Event&, Step&), kStates> take_{};
};

}  // namespace redress::msm
