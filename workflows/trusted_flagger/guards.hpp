// What only platforms make us ask; the rest is workflows/asking/guards.hpp.
#pragma once

#include "workflows/asking/deciding.hpp"

namespace redress::flagger {

using msm::Step;

// --- the platform --------------------------------------------------------------------------------------------------------
struct off_platform {
  bool operator()(const Step& step) const { return step.facts.platform.empty() || !step.facts.hoster; }
};
/// Another platform, or none.
struct elsewhere {
  template <class Place>
  bool operator()(const Place& event, const Step& step) const {
    return event.hoster != step.facts.hoster || event.platform.empty();
  }
};
struct on_a_platform {
  template <class Place>
  bool operator()(const Place& event, const Step&) const {
    return !event.platform.empty() && event.hoster;
  }
};

// --- without our name ------------------------------------------------------------------------------------------------------
struct anonymous {
  bool operator()(const Step& step) const { return step.facts.anonymous; }
};
/// The law lets a notice about it do without, and nobody knows who we are yet. [SRC-DSA-16]
struct may_be_anonymous {
  bool operator()(const Step& step) const {
    return !step.facts.told_somebody && step.policies.platforms.may_be_anonymous(step.facts, step.now).answer;
  }
};

// --- what was decided ------------------------------------------------------------------------------------------------------
struct decided_for_us {
  bool operator()(const AppealDecided& event, const Step&) const { return event.for_us; }
};

}  // namespace redress::flagger
