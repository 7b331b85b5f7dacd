// What only rows about referrals do; the rest is workflows/asking/actions.hpp.
#pragma once

#include "workflows/asking/actions.hpp"
#include "workflows/law_enforcement/guards.hpp"

namespace redress::referrals {

using msm::Step;

/// Rungs of the ladder are the kinds of referral in their order: whom each is for, how long a receipt may take, how often it is asked for.
inline int rung_of(Referral to) { return static_cast<int>(to) + 1; }

struct begin {
  void operator()(Step& step) const {
    step.facts.opened_at = step.now;
    step.facts.regime = step.ask(step.policies.deadlines.regime_for(step.workflow, step.facts));
  }
};
/// Chosen while another is under way: it waits, once. The same again changes nothing.
struct queue_referral {
  void operator()(const ReferralChosen& event, Step& step) const {
    if (step.facts.referral != event.to && !is_listed(step.facts.referrals_left, name_of(event.to)))
      append_to(step.facts.referrals_left, name_of(event.to));
  }
};
/// Nobody of the referral that begins now was told.
inline void start(Step& step, Referral to) {
  step.facts.referral = to;
  asking::forget_rung{}(step);
}
/// Chosen when nothing was under way.
struct take_referral {
  void operator()(const ReferralChosen& event, Step& step) const { start(step, event.to); }
};
struct next_referral {
  void operator()(Step& step) const {
    auto& left = step.facts.referrals_left;
    const auto comma = left.find(',');
    const auto to = from_name<Referral>(left.substr(0, comma));
    left.erase(0, comma == std::string::npos ? left.size() : comma + 1);
    if (to) start(step, *to);
  }
};
/// Whoever it was for has said, or a machine of theirs did, that they have it. Only this makes "reported" true.
struct note_receipt {
  template <class E>
  void operator()(const E& event, Step& step) const {
    step.facts.recipient_accepted_at = asking::moment_of(event, step);
    step.close_task("referral_unconfirmed");
    step.close_task("refer_by_hand");
    asking::cancel_plans{}(step);
    if (step.facts.referral && !is_listed(step.facts.referred, name_of(*step.facts.referral)))
      append_to(step.facts.referred, name_of(*step.facts.referral));
    step.facts.referral.reset();
  }
};
/// To whom the referral under way goes. One by itself never waits for a list: it goes as what is urgent does.
template <bool Unknown>
struct send_referral {
  static std::string name() { return Unknown ? "send_referral, worded: could not be checked" : "send_referral"; }
  void operator()(Step& step) const {
    const auto to = *step.facts.referral;
    step.cancel("look_overdue");
    step.facts.rung = rung_of(to);
    step.facts.reminders = 0;
    asking::forget_waiting(step.facts);
    asking::revoke_acceptance{}(step);
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    const bool urgent = step.facts.urgent || to != Referral::police_list;
    Milliseconds gathers{0};
    if (rung)
      for (const auto& addressee : step.ask(*rung).addressees) {
        step.want(SendNotice{addressee.kind, addressee.scope, addressee.need, urgent, Unknown, false, addressee.office});
        gathers = std::max(gathers, step.policies.delivery.grouping_window(addressee.kind, addressee.scope, urgent, step.workflow).answer);
      }
    step.facts.notice_pending = true;
    step.arm("notice_overdue", step.ask(step.policies.tasks.due("notice_not_leaving", step.facts, step.now + gathers)));
  }
};
/// How long a receipt may take is the rung's own time.
struct await_receipt {
  void operator()(const NoticeAttempted& event, Step& step) const {
    step.cancel("notice_overdue");
    step.close_task("notice_not_leaving");
    step.look(LookPurpose::waiting);
    const auto rung = step.policies.ladders.rung(step.workflow, step.facts, step.facts.rung);
    step.facts.rung_due_at = asking::moment_of(event, step) + (rung ? step.ask(*rung).waits : Milliseconds{0});
    asking::plan_step(step);
  }
};
/// Reminded as often as the rule says, and still nothing: a person calls.
struct tell_of_silence {
  void operator()(Step& step) const {
    step.ask_person("referral_unconfirmed");
    step.alert("referral_unconfirmed", Severity::urgent);
  }
};
/// Nobody has it.
struct not_reached {
  void operator()(Step& step) const {
    asking::revoke_acceptance{}(step);
    asking::take_back_rung{}(step);
    step.close_task("referral_unconfirmed");
    step.ask_person("refer_by_hand");
    step.look(LookPurpose::waiting);
  }
};
struct ask_what_is_in_doubt {
  void operator()(Step& step) const { step.ask_person("reassess"); }
};
/// Nothing is under way any more, and nothing waits for its turn.
struct drop_referrals {
  void operator()(Step& step) const {
    step.facts.referral.reset();
    step.facts.referrals_left.clear();
  }
};
/// A person gives the one up that is under way.
struct drop_referral {
  void operator()(Step& step) const {
    step.facts.referral.reset();
    step.close_task("referral_unconfirmed");
    step.close_task("refer_by_hand");
  }
};

}  // namespace redress::referrals
