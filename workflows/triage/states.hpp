// Situations of an item between its report and what becomes of it.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::triage {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct New : Open {};                     // Opened follows in the same transaction
struct Received : Open {};                // being located
struct AwaitingAssessment : Open {};      // located, or a person was asked to find the contact meanwhile
struct AwaitingSecondOpinion : Open {};   // doubtful
struct AwaitingRoad : Open {};            // illegal, but nobody knows yet where it is hosted
struct NeedsExchangeRoad : Open {};       // illegal, hosted abroad
struct Illegal : Closed {};               // handed to the workflow its road leads to
struct NotIllegal : Closed {};
struct GoneBeforeAssessment : Closed {};
struct GoneBeforeExchange : Closed {};
struct Inaccessible : Closed {};
struct TakenBack : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates = msm::States<New, Received, AwaitingAssessment, AwaitingSecondOpinion, AwaitingRoad, NeedsExchangeRoad, Illegal, NotIllegal,
                              GoneBeforeAssessment, GoneBeforeExchange, Inaccessible, TakenBack, ClosedGivenUp>;

}  // namespace redress::triage
