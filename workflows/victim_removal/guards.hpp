// What only a person's case makes us ask; the rest is workflows/asking.
#pragma once

#include "workflows/asking/deciding.hpp"

namespace redress::victim {

using msm::Step;

// --- before the first notice ------------------------------------------------------------------------------------------------
struct first_step_left {
  bool operator()(const Step& step) const { return step.facts.first_step != FirstStep::send; }
};
struct consent_is_missing {
  bool operator()(const Step& step) const { return step.facts.consent_missing; }
};

// --- whom to ask --------------------------------------------------------------------------------------------------------------
struct nobody_to_ask {
  bool operator()(const Step& step) const { return !step.facts.hoster; }
};
/// Of the place that an event tells.
struct host_unknown {
  template <class Place>
  bool operator()(const Place& event, const Step&) const {
    return !event.hoster;
  }
};
/// Or nobody of the host who can be written to.
struct nobody_to_tell {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    if constexpr (requires { event.unreachable; }) {
      if (event.unreachable) return true;
    }
    return host_unknown{}(event, step);
  }
};
struct elsewhere {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return event.hoster != step.facts.hoster;
  }
};

/// A person wants it gone, maybe another one than before.
struct asked_for {
  bool operator()(const RepeatReported& event, const Step&) const { return event.asked_for; }
};

// --- what the person sees -----------------------------------------------------------------------------------------------------
struct gone_for_person {
  bool operator()(const PersonObserved& event, const Step&) const { return event.gone; }
};
struct there_for_person {
  bool operator()(const PersonObserved& event, const Step&) const { return !event.gone; }
};

// --- what an office decides -----------------------------------------------------------------------------------------------------
struct decided_for_us {
  bool operator()(const AppealDecided& event, const Step&) const { return event.for_us; }
};

/// The time for a word from whoever was asked is over, and there was none.
struct no_feedback_yet {
  bool operator()(const TimerFired& event, const Step& step) const { return event.name == "platform_feedback" && !step.facts.feedback_at; }
};

}  // namespace redress::victim
