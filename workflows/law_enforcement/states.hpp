// Situations of an item that is referred beside its removal. One referral is under way at a time; those chosen meanwhile wait in the facts.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::referrals {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct Begun : Open {};            // Opened follows in the same transaction
struct Looking : Open {};          // a fresh look, then it is referred, or whoever was told is reminded
struct NoticePending : Open {};    // stands on the list that gathers, or waits to leave
struct AwaitingReceipt : Open {};  // sent; nobody there has confirmed it
struct NotReached : Open {};       // it came back, nobody is known, or it may not be said now: a person refers it otherwise
struct InDoubt : Open {};          // judged otherwise, or something else answers there
struct ClosedReported : Closed {};    // everybody who was to hear of it has confirmed
struct ClosedGone : Closed {};        // gone before it could be referred: a dossier is for that
struct ClosedNotIllegal : Closed {};  // whoever was told is told that it was a mistake
struct ClosedWithdrawn : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates = msm::States<Begun, Looking, NoticePending, AwaitingReceipt, NotReached, InDoubt, ClosedReported, ClosedGone, ClosedNotIllegal,
                              ClosedWithdrawn, ClosedGivenUp>;

}  // namespace redress::referrals
