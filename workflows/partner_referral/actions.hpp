// What partner_referral's rows do, beside the actions of workflows/asking.
#pragma once

#include "workflows/asking/actions.hpp"
#include "workflows/partner_referral/guards.hpp"

#include <algorithm>

namespace redress::referral {

// --- what a partner is told ------------------------------------------------------------------------------------------------------
inline bool was_reported(const Facts& facts, ExchangeStep step) { return is_listed(facts.reported_back, name_of(step)); }
/// Nothing may be said of it any more. [SRC-ICCAM]
inline bool report_has_ended(const Facts& facts) {
  return was_reported(facts, ExchangeStep::moved) || was_reported(facts, ExchangeStep::removed) ||
         was_reported(facts, ExchangeStep::unavailable) || was_reported(facts, ExchangeStep::not_illegal);
}
/// Each step once, none after the end, and what we put into the exchange ourselves begins with being illegal. [SRC-ICCAM]
inline void report(Step& step, ExchangeStep what, UtcTime happened_at) {
  auto& facts = step.facts;
  if ((!facts.inbound && !facts.partner) || report_has_ended(facts)) return;
  if (!facts.inbound && !was_reported(facts, ExchangeStep::filed)) {
    if (what != ExchangeStep::assessed) return;
    what = ExchangeStep::filed;
  }
  if (was_reported(facts, what)) return;
  append_to(facts.reported_back, name_of(what));
  SendNotice notice;
  notice.kind = NoticeKind::status;
  notice.scope = ContactScope::partner;
  notice.urgent = facts.urgent;
  notice.step = what;
  notice.happened_at = happened_at;
  step.want(std::move(notice));
}
struct report_step {
  void operator()(const StepTaken& event, Step& step) const { report(step, event.step, event.at); }
};
/// Its clock began with the public's report to the partner; ours begins now. One that was told to the end begins anew; while another
/// partner is owed the rest, that one is told of it.
struct note_handed_in {
  void operator()(const HandedToUs& event, Step& step) const {
    auto& facts = step.facts;
    if (facts.inbound && facts.partner != event.partner && !report_has_ended(facts)) {
      step.alert("handed_in_twice", Severity::info);
      return;
    }
    if (!facts.inbound || facts.partner != event.partner || report_has_ended(facts)) facts.reported_back.clear();
    facts.inbound = true;
    facts.partner = event.partner;
    if (event.told_at && (!facts.told_partner_at || *event.told_at < *facts.told_partner_at)) facts.told_partner_at = event.told_at;
    report(step, ExchangeStep::acknowledged, step.now);
  }
};
/// At the moment it is assessed: before anything that ends the account.
struct report_assessed {
  void operator()(Step& step) const { report(step, ExchangeStep::assessed, step.now); }
};
/// Hosted where others answer for it.
struct report_moved {
  void operator()(Step& step) const { report(step, ExchangeStep::moved, step.now); }
};
/// Removed, if its host was told before; else it was not to be had any more. Neither before somebody has assessed it. [SRC-ICCAM]
struct report_gone {
  template <class E>
  void operator()(const E& event, Step& step) const {
    if (!step.facts.verdict) return;
    UtcTime gone_at = step.now;
    if constexpr (requires { event.first_miss; }) gone_at = event.first_miss;
    report(step, was_reported(step.facts, ExchangeStep::host_notified) ? ExchangeStep::removed : ExchangeStep::unavailable, gone_at);
  }
};
/// A person says that it was gone; when, looks may know.
struct report_unavailable {
  void operator()(Step& step) const { report(step, ExchangeStep::unavailable, step.facts.first_miss_at.value_or(step.now)); }
};

// --- following what others do ------------------------------------------------------------------------------------------------------
struct note_seen {
  void operator()(Step& step) const {
    step.facts.last_online_at = step.now;
    step.facts.first_miss_at.reset();
    step.look(LookPurpose::waiting);
  }
};
/// Gone before anybody here has judged it: the partner can be told only afterwards.
struct wait_for_assessment {
  template <class E>
  void operator()(const E& event, Step& step) const {
    if constexpr (requires { event.first_miss; }) step.facts.first_miss_at = event.first_miss;
    step.look(LookPurpose::watch);
    step.alert("gone_unassessed");
  }
};
/// The workflow its road leads to removes it; this one looks on.
struct follow {
  void operator()(Step& step) const {
    step.look(LookPurpose::waiting);
    if (!asking::assessed_illegal{}(step) || (!step.facts.at_home && step.facts.platform.empty() && step.facts.country.empty())) return;
    if (const auto road = step.policies.roads.workflow_for(step.facts)) step.want(OpenRequest{step.ask(*road)});
  }
};

// --- asking abroad -------------------------------------------------------------------------------------------------------------------
/// From here it is ours to ask: the spell begins, where none runs. What came home and goes abroad again keeps its deadline.
struct begin_asking {
  void operator()(Step& step) const {
    if (!step.facts.opened_at)
      asking::note_opened{}(step);
    else
      asking::begin_spell_if_ended(step);
    if (step.facts.deadline_at) asking::set_deadline(step, *step.facts.deadline_at);
  }
};
/// Whoever was asked is not who answers for it now. The deadline is the spell's and stays.
struct forget_offer {
  void operator()(Step& step) const {
    asking::forget_rung{}(step);
    step.facts.taken_over_at.reset();
  }
};
/// Seen again after it was gone: a spell of its own where we asked before.
struct begin_again {
  void operator()(Step& step) const {
    if (step.facts.opened_at)
      asking::begin_next_spell{}(step);
    else
      asking::reopen{}(step);
    forget_offer{}(step);
  }
};
struct leave_offer {
  void operator()(Step& step) const {
    asking::leave_rung{}(step);
    step.facts.taken_over_at.reset();
  }
};
struct note_partner_word {
  void operator()(Step& step) const { step.facts.taken_over_at = step.facts.taken_over_at.value_or(step.now); }
};
/// They have as long again as the rung gave them, from when they took it over; then a person is asked.
struct wait_for_partner {
  void operator()(Step& step) const {
    step.look(LookPurpose::waiting);
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    step.arm("rung_due", step.now + std::max(rung ? step.ask(*rung).waits : Milliseconds{0}, Milliseconds{hours{24}}));
  }
};
struct tell_of_deadline {
  void operator()(const TimerFired& event, Step& step) const {
    if (asking::lead_alert{}(event, step)) step.alert("removal_near");
    if (asking::removal_is_late{}(event, step)) step.alert("removal_late", Severity::urgent);
  }
};
/// Online all the same: a claim that it was gone is false.
struct note_online_there {
  void operator()(Step& step) const {
    if (step.facts.claimed_at) {
      asking::count_false_claim{}(step);
      step.look(LookPurpose::waiting);
    }
    asking::note_online_meanwhile{}(step);
  }
};
struct note_relay_of_rung {
  void operator()(const RelayAccepted& event, Step& step) const {
    if (asking::of_this_rung{}(event, step)) asking::note_relay{}(event, step);
  }
};
struct note_acceptance_of_rung {
  void operator()(const RecipientAccepted& event, Step& step) const {
    if (asking::of_this_rung{}(event, step)) asking::note_acceptance{}(event, step);
  }
};
/// It never reached them: asked again once nothing keeps us from it.
struct note_not_reached {
  template <class E>
  void operator()(const E& event, Step& step) const {
    if (!asking::of_this_rung{}(event, step) || !asking::nobody_else{}(event, step)) return;
    asking::revoke_acceptance{}(step);
    asking::take_back_rung{}(step);
  }
};
/// A move while a person decides, or under a hold: where it goes on from is read when that is over.
struct note_move_meanwhile {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    const bool other = other_country{}(event, step);
    asking::note_location{}(event, step);
    if (!other) return;
    forget_offer{}(step);
    asking::tell_of_move{}(event, step);
  }
};
struct cancel_all_timers {
  void operator()(Step& step) const { step.want(CancelAllTimers{}); }
};
struct close_every_task {
  void operator()(Step& step) const { step.close_task(""); }
};
struct ask_what_is_in_doubt {
  void operator()(Step& step) const {
    if (step.facts.contested) step.ask_person("second_person");
    if (step.facts.changed) step.ask_person("reassess");
  }
};

}  // namespace redress::referral
