// Questions of triage's table, answered from the event and the facts as they were before it.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::triage {

using msm::Step;

struct illegal {
  bool operator()(const Assessed& event, const Step&) const { return is_illegal(event.verdict); }
};
struct doubtful {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::doubtful; }
};
struct not_illegal {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::not_illegal; }
};
struct inaccessible {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::inaccessible; }
};
struct gone_before {
  bool operator()(const Assessed& event, const Step&) const { return event.verdict == Verdict::gone_before; }
};
/// The workflow that removes what is illegal there; nothing while nobody knows where it is, or where no rule leads on.
inline std::optional<Reasoned<std::string>> road_of(const PolicyBook& policies, const Facts& facts) {
  if (!facts.at_home && facts.platform.empty() && facts.country.empty()) return std::nullopt;
  return policies.roads.workflow_for(facts);
}
/// With the verdict the event brings: a rule may ask for it.
struct has_road {
  bool operator()(const Assessed& event, const Step& step) const {
    Facts judged = step.facts;
    judged.verdict = event.verdict;
    return road_of(step.policies, judged).has_value();
  }
};
struct hosted_abroad {
  bool operator()(const Step& step) const { return !step.facts.at_home && !step.facts.country.empty(); }
};
/// The event says where it is, whatever was known before.
struct road_from_there {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    Facts there = step.facts;
    take_place(there, event);
    return road_of(step.policies, there).has_value();
  }
};
struct now_abroad {
  template <class Place>
  bool operator()(const Place& event, const Step&) const {
    return !event.at_home && !event.country.empty();
  }
};

struct evidence_suffices {
  bool operator()(const ConfirmedGone& event, const Step& step) const {
    return step.policies.looks.suffices(step.workflow, event.evidence).answer;
  }
};
/// One more failed look reaches the number at which a person is asked.
struct looks_keep_failing {
  bool operator()(const Step& step) const { return step.facts.looks_failed + 1 >= step.policies.looks.failures_before_task(); }
};
struct lead_alert {
  static std::string name() { return "alert_*"; }
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name.starts_with("alert_") && step.facts.deadline_at && *step.facts.deadline_at > step.now;
  }
};
struct assessment_is_late {
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name == "assessment_due" && step.facts.deadline_at && *step.facts.deadline_at <= step.now;
  }
};

}  // namespace redress::triage
