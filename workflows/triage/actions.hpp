// What triage's rows do: facts and commands, nothing else.
#pragma once

#include "workflows/triage/guards.hpp"
#include "workflows/msm/table.hpp"

#include <algorithm>

namespace redress::triage {

using msm::Step;

/// A look-up that answers nothing for this long is asked again.
inline constexpr Milliseconds kLocateOverdue = minutes{15};

struct note_opened {
  void operator()(Step& step) const {
    step.facts.opened_at = step.now;
    step.look(LookPurpose::waiting);
  }
};
/// Target time of the assessment with the alerts before it. It never moves for a repeat; an item that was closed and is reported
/// as there again gets a target of its own.
struct set_target {
  void operator()(Step& step) const {
    Facts as_of_now = step.facts;
    as_of_now.opened_at = step.now;
    const UtcTime due = step.ask(step.policies.triage.assessment_due(as_of_now, step.now));
    step.facts.deadline_at = due;
    step.arm("assessment_due", due);
    int number = 0;
    for (const UtcTime at : step.ask(step.policies.alerts.lead_alerts("assessment", due, step.now))) step.arm("alert_" + std::to_string(++number), at);
  }
};
struct locate {
  void operator()(Step& step) const {
    step.want(LocateItem{});
    step.arm(kLocateTimer, step.now + kLocateOverdue);
  }
};
/// Nothing was found; the same question at once would get the same answer.
struct locate_later {
  void operator()(Step& step) const { step.arm(kLocateTimer, step.now + kLocateOverdue); }
};
struct note_location_only {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    take_place(step.facts, event);
  }
};
struct note_location {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    note_location_only{}(event, step);
    step.cancel(kLocateTimer);
    if (event.hoster)
      step.close_task("find_contact");
    else if (event.at_home || event.country.empty())  // abroad somebody else asks
      step.ask_person("find_contact");
  }
};
struct note_verdict {
  void operator()(const Assessed& event, Step& step) const {
    step.facts.verdict = event.verdict;
    step.facts.basis = event.basis;
    step.facts.closing_reason = event.reason;
  }
};
struct count_repeat {
  void operator()(Step& step) const { ++step.facts.repeats; }
};
struct look_again {
  void operator()(Step& step) const { step.look(LookPurpose::waiting); }
};
struct confirm_look {
  void operator()(Step& step) const {
    step.facts.first_miss_at = step.facts.first_miss_at.value_or(step.now);
    step.look(LookPurpose::confirm);
  }
};
struct note_online {
  void operator()(Step& step) const {
    step.facts.looks_failed = 0;
    step.facts.last_online_at = step.now;
    if (!step.facts.first_miss_at) return;
    step.facts.first_miss_at.reset();
    step.look(LookPurpose::waiting);
  }
};
struct count_failed_look {
  void operator()(Step& step) const { ++step.facts.looks_failed; }
};
struct note_gone {
  void operator()(const ConfirmedGone& event, Step& step) const {
    step.facts.first_miss_at = event.first_miss;
    step.facts.closing_reason = ClosingReason::removed_before_assessment;
  }
};
struct note_hold {
  template <class Hold>
  void operator()(const Hold& event, Step& step) const {
    step.facts.hold_until = event.until;
  }
};
struct clear_hold {
  void operator()(Step& step) const { step.facts.hold_until.reset(); }
};
struct note_reason {
  template <class E>
  void operator()(const E& event, Step& step) const {
    step.facts.closing_reason = event.reason;
  }
};
/// Nothing of a closed item waits any more.
struct close_down {
  void operator()(Step& step) const {
    step.facts.deadline_at.reset();
    step.want(CancelAllTimers{});
    step.close_task("");
    step.want(StopLooking{});
  }
};
/// The target time is met; tasks about the assessment are done. The next state asks its own person.
struct target_is_met {
  void operator()(Step& step) const {
    step.facts.deadline_at.reset();
    step.want(CancelAllTimers{});
    step.close_task("assess");
    step.close_task("second_opinion");
  }
};
/// Guard `has_road`, or `road_from_there`, stands before every row that does this.
struct take_road {
  void operator()(Step& step) const { step.want(OpenRequest{step.ask(*road_of(step.policies, step.facts))}); }
};
/// A closed item is reported as there again, or seen again: it begins anew, but keeps its history.
struct reopen {
  void operator()(Step& step) const {
    step.facts.verdict.reset();
    step.facts.closing_reason = ClosingReason::none;
    step.facts.first_miss_at.reset();
    step.facts.looks_failed = 0;
    step.look(LookPurpose::waiting);
  }
};

}  // namespace redress::triage
