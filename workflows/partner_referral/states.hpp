// Situations of an item at the exchange of hotlines.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::referral {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct Begun : Open {};            // Opened follows in the same transaction
struct AwaitingVerdict : Open {};  // handed to us, and nobody here has judged it yet
struct FollowedHere : Open {};     // another workflow removes it; what happens is reported to the partner it is from, or to the exchange
struct LookingBeforeNotice : Open {};  // hosted abroad: a fresh look, then the next on the ladder is asked, or reminded
struct NoticePending : Open {};        // the notice gathers requests, or waits to leave
struct AwaitingPartner : Open {};      // somebody abroad was asked
struct TakenOver : Open {};            // and said that it is theirs from there
struct InDoubt : Open {};              // contested, judged otherwise, or something else answers there: a person decides
struct Held : Open {};                 // police asked us to wait
struct LadderExhausted : Open {};      // everybody was asked; a person decides, we keep looking
struct ClosedGone : Closed {};         // gone, or not to be had any more; watched
struct ClosedNotIllegal : Closed {};
struct ClosedWithdrawn : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates = msm::States<Begun, AwaitingVerdict, FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt,
                              Held, LadderExhausted, ClosedGone, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;

}  // namespace redress::referral
