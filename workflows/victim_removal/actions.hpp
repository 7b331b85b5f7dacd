// What only rows of a person's case do; the rest is workflows/asking.
#pragma once

#include "workflows/victim_removal/guards.hpp"

namespace redress::victim {

using msm::Step;

// --- beginning --------------------------------------------------------------------------------------------------------------
/// At fixed times the person hears where it stands, whether or not anything has changed.
struct plan_account {
  void operator()(Step& step) const { step.arm("person_feedback", step.ask(step.policies.tasks.due("person_feedback", step.facts, step.now))); }
};
struct tell_person {
  void operator()(Step& step) const { step.want(TellPerson{}); }
};
/// What the person chose to have done before anybody is told. Advice to report it themselves has a time of its own, after which it is ours.
struct prepare {
  void operator()(Step& step) const {
    if (step.facts.first_step == FirstStep::keep_evidence) step.ask_person("keep_evidence");
    if (step.facts.first_step == FirstStep::ask_police) step.ask_person("ask_police");
    if (step.facts.first_step == FirstStep::self_report) {
      const auto over = step.ask(step.policies.tasks.due("self_report", step.facts, step.now));
      step.want(AskOperator{"self_report", over});
      step.arm("self_report_over", over);
    }
    step.look(LookPurpose::waiting);
  }
};
struct finish_first_step {
  void operator()(Step& step) const {
    step.facts.first_step = FirstStep::send;
    for (const char* task : {"keep_evidence", "ask_police", "self_report"}) step.close_task(task);
    step.cancel("self_report_over");
  }
};

// --- consent ----------------------------------------------------------------------------------------------------------------
struct note_consent_missing {
  void operator()(Step& step) const { step.facts.consent_missing = true; }
};
struct note_consent {
  void operator()(Step& step) const {
    step.facts.consent_missing = false;
    step.close_task("obtain_consent");
  }
};

// --- place and law ------------------------------------------------------------------------------------------------------------
/// Where it lies decides by which law it is asked for, until somebody was asked by one.
struct note_place {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    if (step.facts.hoster && elsewhere{}(event, step))
      asking::note_move{}(event, step);
    else
      asking::note_location{}(event, step);
    if (step.facts.rung > 0) return;
    step.facts.regime = step.ask(step.policies.deadlines.regime_for(step.workflow, step.facts));
  }
};
/// Nobody there whom we know; a person looks while it is looked up again.
struct seek_contact {
  void operator()(Step& step) const {
    step.ask_person("find_contact");
    asking::locate_later{}(step);
    step.look(LookPurpose::waiting);
  }
};

// --- a word from whoever was asked ----------------------------------------------------------------------------------------------
struct await_feedback {
  void operator()(Step& step) const {
    if (!step.facts.feedback_at) step.arm("platform_feedback", step.ask(step.policies.tasks.due("platform_feedback", step.facts, step.now)));
  }
};
struct note_feedback {
  void operator()(Step& step) const {
    if (step.facts.feedback_at) return;
    step.facts.feedback_at = step.now;
    step.cancel("platform_feedback");
    step.close_task("ask_for_feedback");
  }
};
struct note_no_feedback {
  void operator()(Step& step) const {
    step.facts.feedback_late = true;
    step.ask_person("ask_for_feedback");
  }
};

// --- what the person sees -------------------------------------------------------------------------------------------------------
/// Where no look of ours can see, it was gone when they said so.
struct end_spell_by_person {
  void operator()(Step& step) const {
    step.facts.first_miss_at = step.now;
    if (!step.facts.spell_open) return;
    step.facts.spell_open = false;
    step.want(EndSpell{step.now, step.facts.last_online_at.value_or(UtcTime{})});
  }
};
struct note_seen_by_person {
  void operator()(Step& step) const {
    step.facts.last_online_at = step.now;
    step.close_task("ask_person_depicted");
  }
};

}  // namespace redress::victim
