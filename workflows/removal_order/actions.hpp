// What only rows about orders do; the rest is workflows/asking/actions.hpp.
#pragma once

#include "workflows/asking/actions.hpp"
#include "workflows/removal_order/guards.hpp"

namespace redress::orders {

using msm::Step;

/// The power by which it is ordered says which hours count.
struct note_order_begun {
  void operator()(Step& step) const {
    step.facts.opened_at = step.now;
    if (auto power = step.policies.roads.may_order(step.facts)) step.facts.regime = step.ask(std::move(*power));
    step.facts.spell_open = true;
    step.want(BeginSpell{});
  }
};
/// No clock of an order runs: it was not received, is about to be given anew, or its addressee may be right that it cannot be followed.
struct stop_clock {
  void operator()(Step& step) const {
    if (!step.facts.deadline_at) return;
    step.facts.deadline_at.reset();
    step.facts.rung_due_at.reset();
    step.cancel("removal_due");
    for (int number = 1; number <= AlertPolicy::kLeadsMax; ++number) step.cancel("alert_" + std::to_string(number));
  }
};
/// It has left. Who has it, and since when, is known with the receipt.
struct note_served {
  void operator()(const NoticeAttempted&, Step& step) const {
    step.cancel("notice_overdue");
    step.close_task("notice_not_leaving");
    step.look(LookPurpose::waiting);
  }
};
/// The hours run from receipt, of each addressee for itself; only the first word of it counts.
struct start_order_clock {
  template <class E>
  void operator()(const E& event, Step& step) const {
    step.cancel("acceptance_due");
    step.close_task("order_not_received");
    if (step.facts.recipient_accepted_at) return;
    step.facts.recipient_accepted_at = asking::moment_of(event, step);
    const UtcTime due = step.ask(step.policies.deadlines.removal_due(step.facts));
    asking::set_deadline(step, due);
    step.facts.rung_due_at = due;
  }
};
/// Not confirmed in time: a person sees to it that it is served otherwise, or says that it was.
struct tell_of_no_receipt {
  void operator()(Step& step) const {
    step.facts.acceptance_told = true;
    step.ask_person("order_not_received");
    step.alert("order_not_received", Severity::urgent);
  }
};
/// Waits for the receipt, or for whoever was asked to see to it.
struct await_receipt {
  void operator()(Step& step) const {
    step.look(LookPurpose::waiting);
    asking::plan_acceptance_check(step);
    if (step.facts.acceptance_told) step.ask_person("order_not_received");
  }
};
/// `alert_*`: it comes near. `removal_due`: the order was not followed, which is for a person to act on. Any other has nothing to say any more.
struct tell_of_breach {
  void operator()(const TimerFired& event, Step& step) const {
    if (asking::lead_alert{}(event, step)) step.alert("removal_near");
    if (!asking::removal_is_late{}(event, step)) return;
    step.ask_person("order_breached");
    step.alert("order_breached", Severity::urgent);
  }
};
struct note_inability {
  void operator()(const CannotComply& event, Step& step) const { step.facts.inability = event.why; }
};
/// Whatever is decided about it: it is no answer any more.
struct end_inability {
  void operator()(Step& step) const {
    step.facts.inability.reset();
    step.close_task("judge_inability");
  }
};
/// The rung after, whose own clock begins with its own receipt.
struct lead_on {
  void operator()(Step& step) const {
    stop_clock{}(step);
    asking::leave_rung{}(step);
    step.close_task("order_not_received");
  }
};
/// Nobody of the rung has it, or must follow it as it is: it is given anew.
struct give_anew {
  void operator()(Step& step) const {
    stop_clock{}(step);
    asking::revoke_acceptance{}(step);
    asking::take_back_rung{}(step);
    step.close_task("order_not_received");
  }
};
/// Another host: nobody who could follow it has it.
struct follow {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    if (elsewhere{}(event, step)) {
      stop_clock{}(step);
      end_inability{}(step);
      step.close_task("order_not_received");
    }
    asking::note_move{}(event, step);
    asking::note_location{}(event, step);
  }
};
/// Where it lies now others decide, or nobody is known: the road from there, else a person.
struct find_other_way {
  void operator()(Step& step) const {
    step.look(LookPurpose::waiting);
    const bool known = !step.facts.country.empty() || !step.facts.platform.empty();
    const auto road = known ? step.policies.roads.workflow_for(step.facts) : std::nullopt;
    if (road && road->answer != step.workflow)
      step.want(OpenRequest{step.ask(*road)});
    else
      step.ask_person("find_contact");
  }
};
/// Nobody was ordered yet.
struct begin_anew {
  void operator()(Step& step) const {
    stop_clock{}(step);
    asking::reopen{}(step);
    step.facts.inability.reset();
  }
};
struct reappear {
  void operator()(Step& step) const {
    begin_anew{}(step);
    asking::begin_next_spell{}(step);
  }
};

}  // namespace redress::orders
