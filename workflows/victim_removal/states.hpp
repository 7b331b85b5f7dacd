// Situations of a request that a helpline makes for the person depicted.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::victim {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct Begun : Open {};               // Opened follows in the same transaction
struct Preparing : Open {};           // evidence is kept, police are asked, or the person reports it themselves first
struct AwaitingConsent : Open {};     // the person has not agreed, or no longer does, that whoever comes next is told
struct CannotBeTold : Open {};        // nobody is known who could be asked, or an element of the notice is missing
struct Looking : Open {};             // a fresh look, then the next rung is asked, or this one reminded
struct NoticePending : Open {};       // the notice gathers requests, or waits to leave
struct AwaitingRemoval : Open {};     // they were told
struct CheckingClaim : Open {};       // "removed"
struct ChoosingRemedy : Open {};      // decided so that something stays, or not decided in time: a person chooses what follows
struct InDoubt : Open {};             // whether it is what it was taken for is in doubt, or something else answers there
struct Held : Open {};                // police asked us to wait
struct ClosedGone : Closed {};        // watched
struct ClosedSettled : Closed {};     // restricted, and the person found that this suffices
struct ClosedUnfounded : Closed {};   // nothing that can be asked for
struct ClosedWithdrawn : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates = msm::States<Begun, Preparing, AwaitingConsent, CannotBeTold, Looking, NoticePending, AwaitingRemoval, CheckingClaim,
                              ChoosingRemedy, InDoubt, Held, ClosedGone, ClosedSettled, ClosedUnfounded, ClosedWithdrawn, ClosedGivenUp>;

}  // namespace redress::victim
