// What only rows about platforms do; the rest is workflows/asking/actions.hpp.
#pragma once

#include "workflows/asking/deciding.hpp"
#include "workflows/trusted_flagger/guards.hpp"

namespace redress::flagger {

using msm::Step;

struct note_anonymity {
  void operator()(Step& step) const {
    (void)step.ask(step.policies.platforms.may_be_anonymous(step.facts, step.now));
    step.facts.anonymous = true;
  }
};
/// Not confirmed in time: a person is told, and the platform again.
struct note_unconfirmed {
  void operator()(Step& step) const {
    step.facts.acceptance_told = true;
    step.facts.tell_again = true;
    step.ask_person("not_accepted");
    step.alert("not_accepted");
  }
};
/// Another country of the same platform is no move: its people are the same.
struct follow {
  template <class Place>
  void operator()(const Place& event, Step& step) const {
    if (elsewhere{}(event, step))
      asking::note_move{}(event, step);
    else
      asking::note_location{}(event, step);
  }
};
/// The request that removes it where it lies now is opened beside this one, which waits for it to come back. Where no rule knows one, a
/// person finds a road.
struct take_other_road {
  void operator()(Step& step) const {
    const auto road = step.policies.roads.workflow_for(step.facts);
    if (road && road->answer != step.workflow)
      step.want(OpenRequest{step.ask(*road)});
    else
      step.ask_person("find_exchange_road");
    step.look(LookPurpose::waiting);
  }
};
struct refer_on {
  void operator()(Step& step) const {
    (void)step.ask(step.policies.platforms.removes(step.facts, step.now));
    step.ask_person("refer_on");
  }
};

}  // namespace redress::flagger
