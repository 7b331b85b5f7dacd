// What only referrals make us ask; the rest is workflows/asking/guards.hpp.
#pragma once

#include "workflows/asking/guards.hpp"

namespace redress::referrals {

using msm::Step;

struct more_is_left {
  bool operator()(const Step& step) const { return !step.facts.referrals_left.empty(); }
};
/// It is told to whoever hosts it, so a hold of the police stands against it.
struct host_is_told {
  bool operator()(const Step& step) const { return step.facts.referral == Referral::preservation; }
};
struct host_is_another {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return host_is_told{}(step) && event.hoster != step.facts.hoster;
  }
};
struct was_referred_before {
  bool operator()(const Step& step) const { return !step.facts.referred.empty(); }
};
/// Somebody was told of the one under way, and is to hear again.
struct reminder_is_meant {
  bool operator()(const Step& step) const { return static_cast<bool>(step.facts.rung_notice); }
};
struct silence_is_told {
  bool operator()(const TimerFired& event, const Step& step) const {
    return event.name == "next_rung_due" && step.facts.rung_notice && !step.facts.recipient_accepted_at;
  }
};

}  // namespace redress::referrals
