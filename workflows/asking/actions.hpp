// What rows of workflows do that ask for a removal along a ladder: facts and commands, nothing else. Each fact is set in the one action named
// after its event.
#pragma once

#include "workflows/asking/guards.hpp"
#include "workflows/msm/table.hpp"

#include <algorithm>

namespace redress::asking {

using msm::Step;

inline constexpr Milliseconds kLocateOverdue = minutes{15};   // a look-up without an answer is asked again
inline constexpr Milliseconds kLookGrace = minutes{10};       // on top of what a look may take by its plan
inline constexpr Milliseconds kHoldAlertEvery = hours{24};    // the lead is told daily of a hold past its end

// --- spells --------------------------------------------------------------------------------------------------------------
/// Online, and no stretch of being online is running: the next one begins.
inline void begin_spell_if_ended(Step& step) {
  if (step.facts.spell_open) return;
  ++step.facts.spell;
  step.facts.spell_open = true;
  step.want(BeginSpell{});
}

// --- looks -------------------------------------------------------------------------------------------------------------
/// A wished look that has a timer: without an answer it counts as failed.
inline void look_with_timer(Step& step, LookPurpose purpose) {
  const auto since = step.now - step.facts.opened_at.value_or(step.now);
  const auto plan = step.ask(step.policies.looks.plan(purpose, since));
  step.look(purpose);
  step.arm("look_overdue", step.now + plan.first_after + plan.interval + plan.misses * plan.miss_spacing + kLookGrace);
}
struct look_before_notice {
  void operator()(Step& step) const {
    step.facts.looks_failed = 0;
    look_with_timer(step, LookPurpose::before_notice);
  }
};
struct look_before_reminder {
  void operator()(Step& step) const {
    step.facts.looks_failed = 0;
    look_with_timer(step, LookPurpose::before_reminder);
  }
};
struct check_claim {
  void operator()(Step& step) const {
    step.facts.looks_failed = 0;
    look_with_timer(step, LookPurpose::claim);
  }
};
/// The same look again after one that failed.
template <LookPurpose Purpose>
struct look_once_more {
  static std::string name() { return "look again " + std::string(name_of(Purpose)); }
  void operator()(Step& step) const { look_with_timer(step, Purpose); }
};
struct keep_looking {
  void operator()(Step& step) const { step.look(LookPurpose::waiting); }
};
struct check_claim_meanwhile {
  void operator()(Step& step) const { step.look(LookPurpose::claim); }
};
struct watch_again {
  void operator()(Step& step) const { step.look(LookPurpose::watch); }
};
struct note_online {
  void operator()(Step& step) const {
    step.facts.looks_failed = 0;
    step.facts.last_online_at = step.now;
    step.facts.first_miss_at.reset();
    begin_spell_if_ended(step);
    step.cancel("look_overdue");
  }
};
/// Seen while nothing depends on it; a miss before it had tightened the looks.
struct note_online_meanwhile {
  void operator()(Step& step) const {
    const bool was_missed = step.facts.first_miss_at.has_value();
    step.facts.looks_failed = 0;
    step.facts.last_online_at = step.now;
    step.facts.first_miss_at.reset();
    begin_spell_if_ended(step);
    if (was_missed) step.look(LookPurpose::waiting);
  }
};
struct confirm_look {
  void operator()(Step& step) const {
    step.facts.first_miss_at = step.facts.first_miss_at.value_or(step.now);
    step.look(LookPurpose::confirm);
  }
};
struct confirm_look_with_timer {
  void operator()(Step& step) const {
    step.facts.first_miss_at = step.facts.first_miss_at.value_or(step.now);
    look_with_timer(step, LookPurpose::confirm);
  }
};
struct count_failed_look {
  void operator()(Step& step) const { ++step.facts.looks_failed; }
};
struct note_set {
  void operator()(Step& step) const { step.facts.in_set = true; }
};
struct count_repeat {
  void operator()(Step& step) const { ++step.facts.repeats; }
};

// --- beginning, place ----------------------------------------------------------------------------------------------------
struct note_opened {
  void operator()(Step& step) const {
    step.facts.opened_at = step.now;
    step.facts.regime = step.ask(step.policies.deadlines.regime_for(step.workflow, step.facts));
    step.facts.spell_open = true;
    step.want(BeginSpell{});
  }
};
struct locate {
  void operator()(Step& step) const {
    step.want(LocateItem{});
    step.arm(kLocateTimer, step.now + kLocateOverdue);
    step.look(LookPurpose::waiting);
  }
};
/// Nothing was found; the same question at once would get the same answer.
struct locate_later {
  void operator()(Step& step) const { step.arm(kLocateTimer, step.now + kLocateOverdue); }
};
/// Asked while something else is going on; the answer is taken whenever it comes.
struct locate_meanwhile {
  void operator()(Step& step) const { step.want(LocateItem{}); }
};
struct note_location {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    take_place(step.facts, event);
  }
};
struct location_is_known {
  void operator()(Step& step) const {
    step.cancel(kLocateTimer);
    step.close_task("find_contact");
  }
};
/// Others ask where it lies now: it goes on by the road that leads on from there, and this request waits for the place to come back. Where no
/// rule leads on, a person is asked.
struct ask_for_road {
  void operator()(Step& step) const {
    step.look(LookPurpose::waiting);
    if (const auto road = step.policies.roads.workflow_for(step.facts); road && road->answer != step.workflow)
      step.want(OpenRequest{step.ask(*road)});
    else
      step.ask_person("find_exchange_road");
  }
};
/// One alert for a site that moves is the runtime's; a single item raises its own.
struct tell_of_move {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    if constexpr (requires { event.site; }) {
      if (event.site) return;
    }
    step.alert("host_moved");
  }
};

// --- the ladder ----------------------------------------------------------------------------------------------------------
/// What is planned for a state is given up when it is left for something that replaces it; the request's deadline runs on.
struct cancel_plans {
  void operator()(Step& step) const {
    for (const char* name : {"acceptance_due", "rung_due", "reminder_due", "next_rung_due", "look_overdue", "notice_overdue", "locate_overdue"})
      step.cancel(name);
  }
};
struct leave_pending {
  void operator()(Step& step) const {
    step.want(LeavePendingNotices{});
    step.facts.notice_pending = false;
  }
};
/// Nothing of the rung was told, or it is over: no waiting time of it runs.
inline void forget_waiting(Facts& facts) {
  facts.before_rung = facts.last_notice;
  facts.rung_notice = {};
  facts.rung_due_at.reset();
  facts.reminded_at.reset();
  facts.acceptance_told = false;
  facts.next_contact = false;
}
/// The rung was queued but nobody of it was told, or what was told came back: it is still the next one.
struct take_back_rung {
  void operator()(Step& step) const {
    step.facts.rung = std::max(0, step.facts.rung - 1);
    step.facts.reminders = 0;
    forget_waiting(step.facts);
  }
};
struct revoke_acceptance {
  void operator()(Step& step) const {
    step.facts.relay_accepted_at.reset();
    step.facts.recipient_accepted_at.reset();
    step.facts.acknowledged_at.reset();
  }
};
/// The rung is over, whatever came of it: the next one starts with a clean count, also if an interruption comes before it.
struct leave_rung {
  void operator()(Step& step) const {
    step.facts.bounces = 0;
    step.facts.reminders = 0;
    forget_waiting(step.facts);
  }
};
struct pass_over_rung {
  void operator()(Step& step) const { ++step.facts.rung; }
};
/// It came back, or could not be handed over: nobody of the rung has it.
struct note_undelivered {
  template <class E>
  void operator()(const E& event, Step& step) const {
    if (!step.facts.rung_notice || event.notice <= step.facts.before_rung) return;
    revoke_acceptance{}(step);
    take_back_rung{}(step);
  }
};
struct count_bounce {
  void operator()(Step& step) const { ++step.facts.bounces; }
};
/// Another host, another spell, or a fresh start: nobody of the new ladder was asked yet. The deadline is the spell's and stays.
struct forget_rung {
  void operator()(Step& step) const {
    revoke_acceptance{}(step);
    leave_rung{}(step);
    step.facts.rung = 0;
    step.facts.tell_again = false;
    step.facts.claimed_at.reset();
    step.cancel("rung_due");
    if (!step.facts.rung_task.empty()) step.close_task(step.facts.rung_task);
    step.facts.rung_task.clear();
  }
};
/// A move while something else is going on: whoever was asked is the wrong one now.
struct note_move {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    const bool other = event.hoster != step.facts.hoster || event.country != step.facts.country;
    note_location{}(event, step);
    if (!other) return;
    leave_pending{}(step);
    forget_rung{}(step);
    tell_of_move{}(event, step);
  }
};

/// What comes next on this rung: its waiting time, a reminder while it has any left, then the next rung. Every moment is absolute, so
/// planning again moves nothing.
inline void plan_step(Step& step) {
  const auto reasoned = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
  const Rung rung = reasoned ? step.ask(*reasoned) : Rung{};
  // Only a person leads on from a rung that is a task, unless its rule gives a time.
  if (rung.addressees.empty()) {
    if (rung.next_rung_after == Milliseconds{0} && !rung.task.empty())
      step.ask_person(rung.task);
    else
      step.arm("next_rung_due", step.now + rung.next_rung_after);
    return;
  }
  if (const auto over = rung_over_at(step); over > step.now)
    step.arm("rung_due", over);
  else if (step.facts.reminders < rung.reminders_max)
    step.arm("reminder_due", std::max(step.now, counted_from(step) + rung.reminder_after));
  else
    step.arm("next_rung_due", std::max(step.now, counted_from(step) + rung.next_rung_after));
}
/// "Not accepted within X": told once on a rung.
inline void plan_acceptance_check(Step& step) {
  if (!step.facts.relay_accepted_at || step.facts.recipient_accepted_at || step.facts.acceptance_told) return;
  step.arm("acceptance_due", std::max(step.now, step.ask(step.policies.deadlines.acceptance_due(step.facts, *step.facts.relay_accepted_at))));
}
struct plan_acceptance {
  void operator()(Step& step) const { plan_acceptance_check(step); }
};
/// Back to waiting for removal; there is always a next step planned.
struct wait_for_removal {
  void operator()(Step& step) const {
    step.look(LookPurpose::waiting);
    plan_step(step);
  }
};
/// The same, while the recipient's own system has not confirmed that it has the notice.
struct wait_for_receipt {
  void operator()(Step& step) const {
    wait_for_removal{}(step);
    plan_acceptance_check(step);
  }
};
struct plan_next_step {
  void operator()(Step& step) const { plan_step(step); }
};

/// A rung's question to a person, unless an earlier rung of this ladder asked the same.
inline void ask_task_of_rung(Step& step, const std::string& kind) {
  if (kind.empty() || kind == step.facts.rung_task) return;
  step.facts.rung_task = kind;
  step.ask_person(kind);
}
/// Asks the next rung: a notice to each of its addressees, its task if it has one.
template <bool Unknown>
struct ask_next_rung {
  static std::string name() { return Unknown ? "ask_next_rung, worded: could not be checked" : "ask_next_rung"; }
  void operator()(Step& step) const {
    const auto reasoned = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung + 1);
    if (!reasoned) return;  // guard no_rung_left stands below every row that does this
    const Rung rung = step.ask(*reasoned);
    // Somebody led on from a rung that was only a task: it is answered, whichever way they did.
    if (const auto left = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung); left && left->answer.addressees.empty())
      step.close_task(left->answer.task);
    step.facts.rung = rung.number;
    step.facts.reminders = 0;
    step.facts.tell_again = false;
    forget_waiting(step.facts);
    revoke_acceptance{}(step);
    step.cancel("look_overdue");
    for (const auto& addressee : rung.addressees)
      step.want(SendNotice{addressee.kind, addressee.scope, addressee.need, step.facts.urgent, Unknown, false, addressee.office});
    ask_task_of_rung(step, rung.task);
    if (rung.number > 1) step.alert("escalated");
    if (Unknown) step.ask_person("look_by_hand");
    if (rung.addressees.empty()) return;
    step.facts.notice_pending = true;
    step.arm("notice_overdue", step.ask(step.policies.tasks.due("notice_not_leaving", step.facts, step.now)));
  }
};
/// Reminds whoever of the rung is waited for; the runtime names only what is still online. One that is not due by the rung's times (it
/// contested, and is told that it stands) uses up none of them.
template <bool Unknown>
struct remind {
  static std::string name() { return Unknown ? "remind, worded: could not be checked" : "remind"; }
  void operator()(Step& step) const {
    step.cancel("look_overdue");
    const bool by_time = reminder_time_has_come(step);
    step.facts.tell_again = false;
    if (by_time) {
      ++step.facts.reminders;
      step.facts.reminded_at = step.now;
    }
    if (const auto reasoned = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung)) {
      const Rung rung = step.ask(*reasoned);
      for (const auto& addressee : rung.addressees) {
        if (addressee.need == Need::copy) continue;
        step.want(SendNotice{NoticeKind::reminder, addressee.scope, addressee.need, step.facts.urgent, Unknown, false, addressee.office});
        step.facts.notice_pending = true;
      }
      if (by_time && step.facts.reminders == 1) ask_task_of_rung(step, rung.reminder_task);
    }
    if (Unknown) step.ask_person("look_by_hand");
  }
};
/// Not accepted in time: the same again to the recipient's next contact, where it has one. The rung stays the same.
template <bool Unknown>
struct tell_next_contact {
  static std::string name() { return Unknown ? "tell_next_contact, worded: could not be checked" : "tell_next_contact"; }
  void operator()(Step& step) const {
    step.cancel("look_overdue");
    step.facts.next_contact = false;
    if (const auto reasoned = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung))
      for (const auto& addressee : step.ask(*reasoned).addressees)
        if (addressee.need != Need::copy)
          step.want(SendNotice{addressee.kind, addressee.scope, addressee.need, step.facts.urgent, Unknown, true});
    if (Unknown) step.ask_person("look_by_hand");
  }
};
struct note_not_accepted {
  void operator()(Step& step) const {
    step.facts.acceptance_told = true;
    step.facts.next_contact = true;
    step.ask_person("not_accepted");
    step.alert("not_accepted");
  }
};
struct close_look {
  void operator()(Step& step) const { step.cancel("look_overdue"); }
};
struct exhaust_ladder {
  void operator()(Step& step) const {
    step.cancel("look_overdue");
    step.look(LookPurpose::waiting);
    step.ask_person("ladder_exhausted");
    step.alert("ladder_exhausted", Severity::urgent);
  }
};
struct notice_does_not_leave {
  void operator()(Step& step) const {
    const UtcTime due = step.ask(step.policies.tasks.due("notice_not_leaving", step.facts, step.now));
    step.want(AskOperator{"notice_not_leaving", due});
    step.alert("notice_not_leaving", Severity::urgent);
    step.arm("notice_overdue", due);
  }
};

/// When it happened: as a person told us later, else now.
template <class E>
UtcTime moment_of(const E& event, const Step& step) {
  if constexpr (requires { event.at; }) return event.at.value_or(step.now);
  return step.now;
}

// --- notices and the clocks ------------------------------------------------------------------------------------------------
struct note_attempt {
  void operator()(const NoticeAttempted& event, Step& step) const {
    step.facts.told_somebody = true;
    if (event.notice > step.facts.last_notice) step.facts.last_notice = event.notice;
    if (event.copy || event.notice <= step.facts.before_rung) return;
    step.facts.notice_pending = false;
    if (!step.facts.rung_notice) step.facts.rung_notice = event.notice;
    if (!step.facts.first_attempt_at) step.facts.first_attempt_at = moment_of(event, step);
  }
};
/// The deadline of the spell, with the alerts before it.
inline void set_deadline(Step& step, UtcTime deadline) {
  step.facts.deadline_at = deadline;
  step.arm("removal_due", deadline);
  int number = 0;
  for (const UtcTime at : step.ask(step.policies.alerts.lead_alerts("removal", deadline, step.now))) step.arm("alert_" + std::to_string(++number), at);
}
/// The first attempt of a spell sets the deadline; each rung's first attempt begins that rung's own waiting time.
struct start_clock {
  void operator()(const NoticeAttempted& event, Step& step) const {
    step.cancel("notice_overdue");
    step.close_task("notice_not_leaving");
    step.look(LookPurpose::waiting);
    const UtcTime began = moment_of(event, step);
    if (!step.facts.deadline_at) {
      Facts asked = step.facts;
      asked.first_attempt_at = began;
      step.facts.clock_notice = event.notice;
      set_deadline(step, step.ask(step.policies.deadlines.removal_due(asked)));
    }
    const auto reasoned = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    step.facts.rung_due_at = std::max(*step.facts.deadline_at, began + (reasoned ? reasoned->answer.waits : Milliseconds{0}));
    plan_step(step);
  }
};
struct note_relay {
  template <class E>
  void operator()(const E& event, Step& step) const {
    if (!step.facts.relay_accepted_at) step.facts.relay_accepted_at = moment_of(event, step);
  }
};
/// The fair clock: where the regime counts from it, the acceptance of the notice that set the deadline moves it back, once and never
/// forward; a deadline that has passed stays where it was, and so does every one when a later rung is accepted.
struct note_acceptance {
  template <class E>
  void operator()(const E& event, Step& step) const {
    step.cancel("acceptance_due");
    step.close_task("not_accepted");
    if (step.facts.recipient_accepted_at) return;
    step.facts.recipient_accepted_at = moment_of(event, step);
    step.facts.next_contact = false;
    if (!step.facts.deadline_at || *step.facts.deadline_at <= step.now || step.facts.rung_notice != step.facts.clock_notice) return;
    const UtcTime fair = step.ask(step.policies.deadlines.removal_due(step.facts));
    if (fair <= *step.facts.deadline_at) return;
    set_deadline(step, fair);
    if (!step.facts.rung_due_at || *step.facts.rung_due_at >= fair) return;
    step.facts.rung_due_at = fair;
    step.arm("rung_due", fair);
  }
};
struct note_acknowledgement {
  void operator()(Step& step) const {
    if (!step.facts.acknowledged_at) step.facts.acknowledged_at = step.now;
  }
};
struct note_claim {
  void operator()(Step& step) const {
    if (!step.facts.claimed_at) step.facts.claimed_at = step.now;
  }
};
struct count_false_claim {
  void operator()(Step& step) const {
    ++step.facts.false_claims;
    step.facts.claimed_at.reset();
    step.alert("false_claim");
  }
};
struct count_question {
  void operator()(Step& step) const { ++step.facts.answers_asked; }
};
/// Who believed to be told, since it was tried, is not: it is told as soon as it may be.
struct note_voided {
  void operator()(const NoticeVoided& event, Step& step) const {
    step.facts.notice_pending = false;
    if (event.tried) step.facts.tell_again = true;
  }
};

// --- contest, change, assessment --------------------------------------------------------------------------------------------
struct note_contest {
  void operator()(Step& step) const { step.facts.contested = true; }
};
/// Said by the recipient itself: if it stands, it must be told again.
struct note_their_contest {
  void operator()(Step& step) const {
    step.facts.contested = true;
    step.facts.tell_again = true;
  }
};
struct end_contest {
  void operator()(Step& step) const {
    step.facts.contested = false;
    step.close_task("second_person");
  }
};
struct note_change {
  void operator()(Step& step) const {
    step.facts.changed = true;
    step.facts.looks_failed = 0;
  }
};
struct end_change {
  void operator()(Step& step) const {
    step.facts.changed = false;
    step.close_task("reassess");
  }
};
struct note_verdict {
  void operator()(const Assessed& event, Step& step) const {
    step.facts.verdict = event.verdict;
    step.facts.basis = event.basis;
    step.facts.closing_reason = event.reason;
  }
};
struct note_overturned {
  void operator()(Step& step) const {
    step.facts.verdict = Verdict::not_illegal;
    step.facts.basis = AssessmentBasis::second_person;
  }
};

/// Whatever is in doubt is asked again.
struct ask_about_doubt {
  void operator()(Step& step) const {
    if (in_doubt{}(step)) step.ask_person("second_person");
    if (step.facts.changed) step.ask_person("reassess");
  }
};

// --- police hold ------------------------------------------------------------------------------------------------------------
struct note_hold {
  template <class Hold>
  void operator()(const Hold& event, Step& step) const {
    step.facts.hold_until = event.until;
  }
};
struct clear_hold {
  void operator()(Step& step) const { step.facts.hold_until.reset(); }
};
/// Nothing is sent and nothing planned; the hold's end is a promise of its own, also if it lies in the past.
struct keep_still {
  void operator()(Step& step) const {
    cancel_plans{}(step);
    leave_pending{}(step);
    step.cancel("hold_alert");
    step.arm("hold_ends", std::max(step.now, step.facts.hold_until.value_or(step.now)));
    step.look(LookPurpose::waiting);
  }
};
struct extend_hold {
  void operator()(Step& step) const {
    step.cancel("hold_alert");
    step.close_task("hold_expired");
    step.arm("hold_ends", std::max(step.now, step.facts.hold_until.value_or(step.now)));
  }
};
struct end_hold {
  void operator()(Step& step) const {
    step.facts.hold_until.reset();
    step.cancel("hold_ends");
    step.cancel("hold_alert");
    step.close_task("hold_expired");
  }
};
/// An agreement in the rules lets the hold end by itself.
struct end_hold_by_rule {
  void operator()(Step& step) const {
    step.ask(step.policies.roads.may_send_when_hold_ends(step.facts));
    end_hold{}(step);
  }
};
/// Never an automatic send: the lead is told today and every day until somebody decides.
struct tell_lead_of_hold {
  void operator()(Step& step) const {
    step.ask_person("hold_expired");
    step.alert("hold_past_its_end", Severity::urgent);
    step.arm("hold_alert", step.now + kHoldAlertEvery);
  }
};

// --- closing ----------------------------------------------------------------------------------------------------------------
/// Nothing of a closed request waits any more.
/// A doubt outlives it: whoever takes the request up again must have it judged first.
struct close_down {
  void operator()(Step& step) const {
    step.want(CancelAllTimers{});
    step.close_task("");
    leave_pending{}(step);
    step.facts.changed = false;
    step.facts.deadline_at.reset();
  }
};
struct stop_looking {
  void operator()(Step& step) const { step.want(StopLooking{}); }
};
struct end_spell {
  void operator()(const ConfirmedGone& event, Step& step) const { end(step, event.first_miss, event.last_online); }
  void operator()(const ExpiredByItself&, Step& step) const {
    step.facts.closing_reason = ClosingReason::link_expired;
    end(step, step.now, step.facts.last_online_at.value_or(UtcTime{}));
  }

 private:
  static void end(Step& step, UtcTime gone_at, UtcTime last_online) {
    step.facts.first_miss_at = gone_at;
    if (!step.facts.spell_open) return;  // it was gone already, and not seen again since
    step.facts.spell_open = false;
    step.want(EndSpell{gone_at, last_online});
  }
};
struct retract_if_told {
  void operator()(Step& step) const {
    if (step.facts.told_somebody) step.want(RetractNotices{});
  }
};
struct note_reason {
  template <class E>
  void operator()(const E& event, Step& step) const {
    step.facts.closing_reason = event.reason;
  }
};

// --- beginning again ----------------------------------------------------------------------------------------------------------
struct reopen {
  void operator()(Step& step) const {
    forget_rung{}(step);
    step.facts.deadline_at.reset();
    step.facts.clock_notice = {};
    step.facts.first_miss_at.reset();
    step.facts.closing_reason = ClosingReason::none;
  }
};
/// Back online after it was gone: a spell of its own, with its own first attempt and deadline.
struct begin_next_spell {
  void operator()(Step& step) const {
    reopen{}(step);
    begin_spell_if_ended(step);
    step.facts.first_attempt_at.reset();
    step.facts.last_online_at = step.now;
    step.alert("reappeared", Severity::urgent);
  }
};

}  // namespace redress::asking
