// Questions of tables that ask for a removal along a ladder, answered from the event, the policies and the facts as they were before the event.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::asking {

using msm::Step;

/// The same rung is tried this often (the runtime takes the recipient's next contact) before a bounce leads to the next rung.
inline constexpr int kBouncesPerRung = 2;

// --- where it stands ---------------------------------------------------------------------------------------------------
struct assessed_illegal {
  bool operator()(const Step& step) const { return step.facts.verdict && is_illegal(*step.facts.verdict); }
};
struct in_doubt {
  bool operator()(const Step& step) const { return step.facts.contested || !assessed_illegal{}(step); }
};
struct hosted_abroad {
  bool operator()(const Step& step) const { return !step.facts.at_home && !step.facts.country.empty(); }
};
/// Judged illegal, and not hosted where others ask.
struct may_begin {
  bool operator()(const Step& step) const { return assessed_illegal{}(step) && !hosted_abroad{}(step); }
};
struct contact_unknown {
  bool operator()(const Step& step) const { return !hosted_abroad{}(step) && (!step.facts.at_home || !step.facts.hoster); }
};
/// Also past its end: a hold ends by a person, or by a rule that says so.
struct under_hold {
  bool operator()(const Step& step) const { return step.facts.hold_until.has_value(); }
};
struct contested {
  bool operator()(const Step& step) const { return step.facts.contested; }
};
struct changed {
  bool operator()(const Step& step) const { return step.facts.changed; }
};
/// Of those we would ask now: a moved item begins its ladder anew.
struct nobody_asked {
  bool operator()(const Step& step) const { return step.facts.rung == 0; }
};
struct accepted_by_recipient {
  bool operator()(const Step& step) const { return step.facts.recipient_accepted_at.has_value(); }
};
struct told_somebody {
  bool operator()(const Step& step) const { return step.facts.told_somebody; }
};

// --- the ladder --------------------------------------------------------------------------------------------------------
struct no_rung_left {
  bool operator()(const Step& step) const { return !step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung + 1); }
};
/// The next rung is only a task for us, nobody is written to.
struct rung_is_only_a_task {
  bool operator()(const Step& step) const {
    const auto next = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung + 1);
    return next && next->answer.addressees.empty();
  }
};
/// Only a person leads on from the rung we stand on.
struct rung_asks_only_a_person {
  bool operator()(const Step& step) const {
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    return rung && rung->answer.addressees.empty();
  }
};
/// It waits for the answer to the rung's own task, and this is something else: an approval is given, never implied.
struct approval_is_not_this {
  bool operator()(const NextRungChosen& event, const Step& step) const {
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    return rung && rung->answer.addressees.empty() && event.task != rung->answer.task;
  }
};
/// When the rung has had its own waiting time; of a request that was asked before rungs had one, its deadline.
inline UtcTime rung_over_at(const Step& step) { return step.facts.rung_due_at.value_or(step.facts.deadline_at.value_or(step.now)); }
/// What a reminder or the next rung is counted from: the end of the waiting time, then the last reminder.
inline UtcTime counted_from(const Step& step) { return step.facts.reminders == 0 ? rung_over_at(step) : step.facts.reminded_at.value_or(step.now); }
inline bool reminder_time_has_come(const Step& step) {
  const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
  return rung && !rung->answer.addressees.empty() && step.facts.reminders < rung->answer.reminders_max && rung_over_at(step) <= step.now &&
         counted_from(step) + rung->answer.reminder_after <= step.now;
}
/// By the rung's times, or since whoever contested must hear that it stands.
struct reminder_is_due {
  bool operator()(const Step& step) const { return (step.facts.tell_again && !rung_asks_only_a_person{}(step)) || reminder_time_has_come(step); }
};
/// The rung before was left, but the next one never reached anybody.
struct next_rung_is_due {
  bool operator()(const Step& step) const {
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    return rung && !rung->answer.addressees.empty() && !step.facts.rung_notice;
  }
};
/// Not accepted in time, and still not: the recipient's next contact has not been tried.
struct next_contact_is_due {
  bool operator()(const Step& step) const { return step.facts.next_contact && !step.facts.recipient_accepted_at; }
};
/// Attempted, and not even our relay is known to have it.
struct awaits_relay {
  bool operator()(const Step& step) const { return !rung_asks_only_a_person{}(step) && !step.facts.relay_accepted_at && !step.facts.recipient_accepted_at; }
};
struct awaits_receipt {
  bool operator()(const Step& step) const { return !rung_asks_only_a_person{}(step) && step.facts.relay_accepted_at && !step.facts.recipient_accepted_at; }
};

struct rung_was_told {
  bool operator()(const Step& step) const { return static_cast<bool>(step.facts.rung_notice); }
};
struct rung_left {
  bool operator()(const Step& step) const { return !no_rung_left{}(step); }
};
struct rung_beyond_left {
  bool operator()(const Step& step) const { return step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung + 2).has_value(); }
};

// --- notices -----------------------------------------------------------------------------------------------------------
/// Not of an earlier rung, another host or a copy: ids count up, and the highest attempted before this rung is remembered. A rung that is
/// only a task has no notices.
struct of_this_rung {
  template <class E>
  bool operator()(const E& event, const Step& step) const {
    if (event.copy || rung_asks_only_a_person{}(step)) return false;
    return !event.notice || event.notice > step.facts.before_rung;
  }
};
/// Said by somebody who only got a copy.
struct from_copy {
  template <class E>
  bool operator()(const E& event, const Step&) const {
    return event.copy;
  }
};
/// No other contact of the addressee has ours.
struct nobody_else {
  template <class E>
  bool operator()(const E& event, const Step&) const {
    return !event.others;
  }
};
struct another_try {
  bool operator()(const Step& step) const { return step.facts.bounces + 1 < kBouncesPerRung; }
};

// --- doubt and hold ----------------------------------------------------------------------------------------------------
struct doubted {
  bool operator()(const Step& step) const { return step.facts.changed || in_doubt{}(step); }
};
struct hold_is_over {
  bool operator()(const TimerFired& event, const Step& step) const {
    return (event.name == "hold_ends" || event.name == "hold_alert") && step.facts.hold_until && *step.facts.hold_until <= step.now;
  }
};

// --- looks -------------------------------------------------------------------------------------------------------------
struct evidence_suffices {
  bool operator()(const ConfirmedGone& event, const Step& step) const {
    return step.policies.looks.suffices(step.workflow, event.evidence).answer;
  }
};
/// One more failed look is as many as we wait for; where looks are off, the first one.
struct looks_exhausted {
  template <class E>
  bool operator()(const E& event, const Step& step) const {
    if constexpr (requires { event.looks_are_off; }) {
      if (event.looks_are_off) return true;
    }
    return step.facts.looks_failed + 1 >= step.policies.looks.failures_before_task();
  }
};

// --- assessments -------------------------------------------------------------------------------------------------------
struct still_illegal {
  bool operator()(const Assessed& event, const Step&) const { return is_illegal(event.verdict); }
};
struct not_illegal {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::not_illegal; }
};

// --- where it lies now -------------------------------------------------------------------------------------------------
struct elsewhere_at_home {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return event.at_home && event.hoster && event.hoster != step.facts.hoster;
  }
};
struct at_home_known {
  template <class Place>
  bool operator()(const Place& event, const Step&) const {
    return event.at_home && event.hoster;
  }
};
/// Nobody there whom we may ask: no host, or one in a country nobody knows.
struct contact_lost {
  template <class Place>
  bool operator()(const Place& event, const Step&) const {
    return event.country.empty() ? !event.at_home : event.at_home && !event.hoster;
  }
};
struct now_abroad {
  template <class Place>
  bool operator()(const Place& event, const Step&) const {
    return !event.at_home && !event.country.empty();
  }
};

// --- time: each also refuses a stale timer -------------------------------------------------------------------------------
struct lead_alert {
  static std::string name() { return "alert_*"; }
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name.starts_with("alert_") && step.facts.deadline_at && *step.facts.deadline_at > step.now;
  }
};
struct removal_is_late {
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name == "removal_due" && step.facts.deadline_at && *step.facts.deadline_at <= step.now;
  }
};
struct rung_is_over {
  bool operator()(const TimerFired& event, const Step& step) const { return event.name == "rung_due" && rung_over_at(step) <= step.now; }
};
struct acceptance_is_late {
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name == "acceptance_due" && step.facts.relay_accepted_at && !step.facts.recipient_accepted_at;
  }
};
struct hold_has_ended {
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name == "hold_ends" && step.facts.hold_until && *step.facts.hold_until <= step.now;
  }
};
struct held_past_its_end {
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name == "hold_alert" && step.facts.hold_until && *step.facts.hold_until <= step.now;
  }
};
struct sends_when_hold_ends {
  bool operator()(const Step& step) const { return step.policies.roads.may_send_when_hold_ends(step.facts).answer; }
};

}  // namespace redress::asking
