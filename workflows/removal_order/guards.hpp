// What only orders make us ask; the rest is workflows/asking/guards.hpp.
#pragma once

#include "workflows/asking/guards.hpp"

namespace redress::orders {

using msm::Step;

/// The rules say that this desk is an authority with that power, here and about such content. [SRC-WBAOK] [SRC-TCO-3] [SRC-AU-OSA-109]
struct may_order {
  bool operator()(const Step& step) const { return step.policies.roads.may_order(step.facts).has_value(); }
};
/// Nobody to give it to, or it is not for us to order where it lies.
struct cannot_be_served {
  bool operator()(const Step& step) const { return !step.facts.hoster || (!step.facts.at_home && step.facts.platform.empty()) || !may_order{}(step); }
};
struct elsewhere {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return event.hoster != step.facts.hoster;
  }
};
struct can_be_served_there {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    Facts there = step.facts;
    take_place(there, event);
    return there.hoster && (there.at_home || !there.platform.empty()) && step.policies.roads.may_order(there).has_value();
  }
};

// --- the ladder ------------------------------------------------------------------------------------------------------------
/// Only a person leads on, or somebody of the rung was given it.
struct rung_stands {
  bool operator()(const Step& step) const { return asking::rung_was_told{}(step) || asking::rung_asks_only_a_person{}(step); }
};
struct unconfirmed {
  bool operator()(const Step& step) const { return asking::rung_was_told{}(step) && !step.facts.recipient_accepted_at; }
};
/// Nobody of the rung has it; or it must hear again: that a contest was turned down, or that its time is over. Without a receipt there is no time.
struct something_to_say {
  bool operator()(const Step& step) const {
    if (!rung_stands{}(step)) return true;
    return asking::rung_was_told{}(step) && (step.facts.tell_again || (!unconfirmed{}(step) && asking::reminder_is_due{}(step)));
  }
};
/// The host has it already; whoever comes after it may be passed over.
struct of_later_rung {
  bool operator()(const Step& step) const { return step.facts.rung > 1; }
};

// --- answers ---------------------------------------------------------------------------------------------------------------
struct said_unable {
  bool operator()(const Step& step) const { return step.facts.inability.has_value(); }
};

}  // namespace redress::orders
