// The words a table of a workflow is written in. Pure C++: the table is read here into rows that can be tried, printed and drawn;
// msm_workflow.hpp (one .cpp per machine) hands its transitions to Boost.MSM.
//
//   using transition_table = rows<
//     //   from            event            to                action                 guard            by
//     Row< AwaitingReceipt, RelayAccepted , AwaitingRemoval , arm_removal_timer    , none            , by::engine >,
//     …>;
//
// Two rows for the same state and event: the LOWER one is tried first, so the special case stands below the general one.
#pragma once

#include "workflows/msm/names.hpp"
#include "workflows/msm/step.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace redress::msm {

/// The states of a machine, the initial one first. A closed state says `static constexpr bool closed = true`.
template <class... S>
struct States {
  static constexpr std::size_t size = sizeof...(S);
};
template <class... E>
struct Events {};

template <class T, class List>
struct IndexOf;
template <class T, template <class...> class List, class... U>
struct IndexOf<T, List<U...>> {
  static constexpr std::size_t find() {
    constexpr std::array<bool, sizeof...(U)> same{std::is_same_v<T, U>...};
    for (std::size_t i = 0; i < sizeof...(U); ++i)
      if (same[i]) return i;
    return sizeof...(U);
  }
  static constexpr std::size_t value = find();
  static_assert(value < sizeof...(U), "not one of the list: a state is missing from the machine's States, or an event from Event");
};

/// As an action: nothing is done. As a guard: always.
struct none {};
/// As a target: the state it came from.
struct stays {};
/// As an action: the row says that nothing follows. The decision says `ignored`.
struct ignore {};

/// Actions one after the other.
template <class... A>
struct then {
  static std::string name() {
    std::string text;
    ((text += (text.empty() ? "" : ", ") + text_of<A>()), ...);
    return text;
  }
};
/// Guards that must all hold; asked from left to right, the first refusal ends it.
template <class... G>
struct both {
  static std::string name() {
    std::string text;
    ((text += (std::is_same_v<G, none> ? std::string{} : (text.empty() ? "" : " && ") + text_of<G>())), ...);
    return text;
  }
};
template <class G>
struct is_not {
  static std::string name() { return "!" + text_of<G>(); }
};

// --- ready-made guards and actions ------------------------------------------------------------------------------------

/// The timer of that name fired.
template <Text Name>
struct timer {
  static std::string name() { return Name.text(); }
  bool operator()(const TimerFired& event, const Step&) const { return event.name == Name.view(); }
};
template <Text Kind>
struct ask_person {
  static std::string name() { return "ask " + Kind.text(); }
  void operator()(Step& step) const { step.ask_person(Kind.text()); }
};
/// Like ask_person, for a task that was open and may have been answered with something that does not decide it.
template <Text Kind>
struct ask_again {
  static std::string name() { return "ask again " + Kind.text(); }
  void operator()(Step& step) const { step.ask_person(Kind.text()); }
};
template <Text Kind>
struct close_task {
  static std::string name() { return "close task " + Kind.text(); }
  void operator()(Step& step) const { step.close_task(Kind.text()); }
};
template <Text Kind, Severity How = Severity::warning>
struct alert {
  static std::string name() { return "alert " + Kind.text(); }
  void operator()(Step& step) const { step.alert(Kind.text(), How); }
};

// --- who may ---------------------------------------------------------------------------------------------------------
// Exactly these kinds of actor, nothing implied:
//   engine     the engine itself: delivery, checks, locating, timers, rules
//   recipient  whom we asked, through what its answer was read as
//   partner    another hotline, or police
//   reporter   who reported it
//   analyst    analyst, senior, lead
//   senior     senior, lead
//   lead       lead
//   helpline   who works for the person at the helpline
//   anyone     every kind
namespace by {
struct engine {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::engine; }
};
struct recipient {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::recipient; }
};
struct partner {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::partner; }
};
struct reporter {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::reporter; }
};
struct lead {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::lead; }
};
struct senior {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::senior || lead::allows(kind); }
};
struct analyst {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::analyst || senior::allows(kind); }
};
struct helpline {
  static constexpr bool allows(ActorKind kind) { return kind == ActorKind::helpline; }
};
struct anyone {
  static constexpr bool allows(ActorKind) { return true; }
};
template <class... B>
struct either {
  static constexpr bool allows(ActorKind kind) { return (B::allows(kind) || ...); }
  static std::string name() {
    std::string text;
    ((text += (text.empty() ? "" : " or ") + text_of<B>()), ...);
    return text;
  }
};
}  // namespace by

// --- running guards and actions ---------------------------------------------------------------------------------------

template <class G>
struct Guard {
  template <class E>
  static bool holds(const E& event, const Step& step) {
    if constexpr (std::is_invocable_r_v<bool, G, const E&, const Step&>)
      return G{}(event, step);
    else
      return G{}(step);
  }
};
template <>
struct Guard<none> {
  template <class E>
  static bool holds(const E&, const Step&) {
    return true;
  }
};
template <class... G>
struct Guard<both<G...>> {
  template <class E>
  static bool holds(const E& event, const Step& step) {
    return (Guard<G>::holds(event, step) && ...);
  }
};
template <class G>
struct Guard<is_not<G>> {
  template <class E>
  static bool holds(const E& event, const Step& step) {
    return !Guard<G>::holds(event, step);
  }
};

template <class A>
struct Action {
  template <class E>
  static void run(const E& event, Step& step) {
    if constexpr (std::is_invocable_v<A, const E&, Step&>)
      A{}(event, step);
    else
      A{}(step);
  }
};
template <>
struct Action<none> {
  template <class E>
  static void run(const E&, Step&) {}
};
template <>
struct Action<ignore> : Action<none> {};
template <class... A>
struct Action<then<A...>> {
  template <class E>
  static void run(const E& event, Step& step) {
    (Action<A>::run(event, step), ...);
  }
};

/// Guard and action of a row with the event's type erased; `event` must hold `E`.
template <class G, class E>
bool erased_guard(const Event& event, const Step& step) {
  return Guard<G>::holds(*std::get_if<E>(&event), step);
}
template <class A, class E>
void erased_action(const Event& event, Step& step) {
  Action<A>::run(*std::get_if<E>(&event), step);
}

// --- rows ------------------------------------------------------------------------------------------------------------

/// One row as it is tried: indices into the machine's States and into `Event`.
struct RowEntry {
  std::size_t from = 0;
  std::size_t event = 0;
  std::size_t to = 0;
  bool ignored = false;
  bool (*allows)(ActorKind) = nullptr;
  bool (*guard)(const Event&, const Step&) = nullptr;
  void (*action)(const Event&, Step&) = nullptr;
};

/// Every row of a table, in its order.
class Table {
 public:
  Table(std::size_t state_count, std::size_t event_count) : event_count_(event_count), by_cell_(state_count * event_count) {}
  void add(RowEntry entry, RowText text);
  [[nodiscard]] const std::vector<RowEntry>& entries() const { return entries_; }
  [[nodiscard]] const std::vector<RowText>& texts() const { return texts_; }

  struct Chosen {
    int row = -1;
    DecideError error = DecideError::no_such_row;  // when row < 0
  };
  /// The row to take: of those for state and event, the lowest whose `by` allows the actor and whose guard holds. `wrong_actor`
  /// only when no row allows the actor, so a guard is never asked on behalf of somebody who may not.
  [[nodiscard]] Chosen choose(std::size_t state, const Event& event, const Step& step) const;

 private:
  std::size_t event_count_;
  std::vector<RowEntry> entries_;
  std::vector<RowText> texts_;
  std::vector<std::vector<int>> by_cell_;
};

/// One row: from, event, to, action, guard, by.
template <class From, class E, class To, class A, class G, class By>
struct Row {
  using target = std::conditional_t<std::is_same_v<To, stays>, From, To>;

  template <class All>
  static void add_to(Table& table) {
    table.add({IndexOf<From, All>::value, IndexOf<E, Event>::value, IndexOf<target, All>::value, std::is_same_v<A, ignore>, &By::allows,
               &erased_guard<G, E>, &erased_action<A, E>},
              {text_of<From>(), text_of<E>(), text_of<target>(), text_of<A>(), text_of<G>(), text_of<By>()});
  }
};

/// Any number of rows and generators, in their order.
template <class... R>
struct rows {
  template <class All>
  static void add_to(Table& table) {
    (R::template add_to<All>(table), ...);
  }
};

namespace detail {
template <class S, class E, class To, class A, class G, class By>
struct ForStates;
template <class... S, class E, class To, class A, class G, class By>
struct ForStates<States<S...>, E, To, A, G, By> {
  using type = rows<Row<S, E, To, A, G, By>...>;
};
template <class S, class E, class To, class A, class G, class By>
struct ForEvents {
  using type = typename ForStates<S, E, To, A, G, By>::type;
};
template <class S, class... E, class To, class A, class G, class By>
struct ForEvents<S, Events<E...>, To, A, G, By> {
  using type = rows<typename ForStates<S, E, To, A, G, By>::type...>;
};
}  // namespace detail

/// The same row for each of those states and each of those events (one event, or `Events<…>`).
template <class S, class E, class To, class A, class G, class By>
using in_each = typename detail::ForEvents<S, E, To, A, G, By>::type;
/// Late, duplicate or meaningless there: recorded, nothing follows.
template <class S, class E, class By>
using ignored = in_each<S, E, stays, ignore, none, By>;

}  // namespace redress::msm
