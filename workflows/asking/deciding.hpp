// What rows of workflows ask and do where whoever is asked decides, and a person chooses what follows: platforms' decisions, the rungs
// after the first, doubt and hold in one state each.
#pragma once

#include "workflows/asking/actions.hpp"

namespace redress::asking {

using msm::Step;

// --- questions --------------------------------------------------------------------------------------------------------------
struct removes_nothing {
  bool operator()(const Step& step) const { return !step.policies.platforms.removes(step.facts, step.now).answer; }
};
struct says_removed {
  bool operator()(const DecisionReceived& event, const Step&) const { return event.decision == PlatformDecision::removed; }
};
struct decided_to_leave {
  bool operator()(const Step& step) const { return step.facts.decision && *step.facts.decision != PlatformDecision::removed; }
};
/// Less people can see it, or its account was dealt with.
struct something_was_done {
  bool operator()(const Step& step) const { return decided_to_leave{}(step) && *step.facts.decision != PlatformDecision::no_action; }
};
struct unconfirmed {
  bool operator()(const Step& step) const { return !step.facts.recipient_accepted_at && !step.facts.anonymous; }
};
struct something_to_say {
  bool operator()(const Step& step) const { return !rung_was_told{}(step) || reminder_is_due{}(step); }
};
/// The next rung answers a decision, and that is too long ago. [SRC-DSA-20]
struct next_rung_has_closed {
  bool operator()(const Step& step) const {
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung + 1);
    if (!rung || rung->answer.within_of_decision == Milliseconds{0} || !step.facts.decided_at) return false;
    return *step.facts.decided_at + rung->answer.within_of_decision < step.now;
  }
};

// --- what follows -----------------------------------------------------------------------------------------------------------
/// As what the next notice is sent: a status may have begun or ended since the last one.
struct note_capacity {
  void operator()(Step& step) const { step.facts.capacity = step.ask(step.policies.platforms.capacity(step.facts, step.now)); }
};
struct note_decision {
  void operator()(const DecisionReceived& event, Step& step) const { note(step, event.decision); }
  void operator()(const ClaimedGone&, Step& step) const { note(step, PlatformDecision::removed); }
  void operator()(const RefusedByRecipient&, Step& step) const { note(step, PlatformDecision::no_action); }
  void operator()(const ContestedByRecipient&, Step& step) const { note(step, PlatformDecision::no_action); }

 private:
  static void note(Step& step, PlatformDecision decision) {
    step.facts.decision = decision;
    step.facts.decided_at = step.now;
  }
};
/// A rung asks for a decision of its own.
struct forget_decision {
  void operator()(Step& step) const { step.facts.decision.reset(); }
};
/// `alert_*`: it comes near. `removal_due`: it has passed. Any other has nothing to say any more.
struct tell_of_deadline {
  void operator()(const TimerFired& event, Step& step) const {
    if (event.name == "removal_due") step.alert("removal_late", Severity::urgent);
    if (event.name.starts_with("alert_")) step.alert("removal_near");
  }
};
/// Nobody was asked yet, and nothing decided.
struct begin_anew {
  void operator()(Step& step) const {
    reopen{}(step);
    step.facts.decision.reset();
    step.facts.decided_at.reset();
  }
};
struct reappear {
  void operator()(Step& step) const {
    begin_anew{}(step);
    begin_next_spell{}(step);
  }
};

}  // namespace redress::asking
