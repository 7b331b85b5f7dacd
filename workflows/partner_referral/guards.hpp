// Questions of partner_referral's table, beside those of workflows/asking.
#pragma once

#include "workflows/asking/guards.hpp"

namespace redress::referral {

using msm::Step;

inline bool leads_here(const Step& step, const Facts& there) {
  if (!there.at_home && there.platform.empty() && there.country.empty()) return false;  // nobody knows where it is
  const auto road = step.policies.roads.workflow_for(there);
  return road && road->answer == step.workflow;
}
/// Partners ask for its removal where it lies.
struct partners_ask {
  bool operator()(const Step& step) const { return leads_here(step, step.facts); }
};
/// The event says where it lies now.
struct partners_ask_there {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    Facts there = step.facts;
    take_place(there, event);
    return leads_here(step, there);
  }
};
struct others_ask_there {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return !partners_ask_there{}(event, step);
  }
};
struct other_country {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return event.country != step.facts.country;
  }
};
struct known_not_illegal {
  bool operator()(const Step& step) const { return step.facts.verdict == Verdict::not_illegal; }
};
struct gone_before {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::gone_before; }
};
struct inaccessible {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::inaccessible; }
};
/// A contest is settled by a second person; anything else by whoever says that it is illegal.
struct settles_the_doubt {
  bool operator()(const Assessed& event, const Step& step) const {
    return is_illegal(event.verdict) && (!step.facts.contested || event.basis == AssessmentBasis::second_person);
  }
};
struct doubted {
  bool operator()(const Step& step) const { return step.facts.contested || step.facts.changed; }
};
struct was_taken_over {
  bool operator()(const Step& step) const { return step.facts.taken_over_at.has_value(); }
};
/// Somebody of the rung was told, or only a person leads on from it.
struct rung_was_asked {
  bool operator()(const Step& step) const { return bool{step.facts.rung_notice} || asking::rung_asks_only_a_person{}(step); }
};
struct reminder_is_meant {
  bool operator()(const Step& step) const { return step.facts.rung_notice && asking::reminder_is_due{}(step); }
};

}  // namespace redress::referral
