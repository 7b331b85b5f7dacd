// Situations of an item whose removal is ordered.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::orders {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct Begun : Open {};             // Opened follows in the same transaction
struct CannotBeServed : Open {};    // nobody to give it to: the host or its contact is unknown, or others decide where it lies now
struct Looking : Open {};           // a fresh look, then the order is given to the next rung, or this one reminded
struct OrderPending : Open {};      // waits to leave
struct AwaitingReceipt : Open {};   // given; no clock runs before its addressee has it
struct AwaitingRemoval : Open {};   // received, or a person is to lead on
struct CheckingClaim : Open {};     // "removed"
struct Unable : Open {};            // "we cannot, since": no clock runs until a person has decided about it
struct InDoubt : Open {};           // contested, or something else answers there
struct Held : Open {};              // police asked us to wait
struct LadderExhausted : Open {};   // everybody was ordered; a person decides, we keep looking
struct ClosedGone : Closed {};      // watched
struct ClosedNotOrdered : Closed {};  // this desk has no power to order it: referred to who has
struct ClosedAnnulled : Closed {};  // not illegal after all: whoever was ordered is told that they may restore it
struct ClosedWithdrawn : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates = msm::States<Begun, CannotBeServed, Looking, OrderPending, AwaitingReceipt, AwaitingRemoval, CheckingClaim, Unable, InDoubt, Held,
                              LadderExhausted, ClosedGone, ClosedNotOrdered, ClosedAnnulled, ClosedWithdrawn, ClosedGivenUp>;

}  // namespace redress::orders
