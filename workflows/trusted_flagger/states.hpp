// Situations of a request to a social platform, between the assessment and the confirmed removal.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::flagger {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct Begun : Open {};                 // Opened follows in the same transaction
struct CannotBeTold : Open {};          // an element of the notice, a contact, or the place on a platform is missing
struct Looking : Open {};               // a fresh look, then the next rung is asked, or this one reminded
struct NoticePending : Open {};         // the notice gathers requests, or waits to leave
struct AwaitingConfirmation : Open {};  // told; the receipt of Article 16(4) has not come
struct AwaitingDecision : Open {};      // they have it, or never say that they do since they do not know who we are
struct CheckingClaim : Open {};         // "removed"
struct ChoosingRemedy : Open {};        // decided so that something stays, or not decided in time: a person chooses what follows
struct InDoubt : Open {};               // the assessment is in doubt, or something else answers there
struct Held : Open {};                  // police asked us to wait
struct ClosedGone : Closed {};          // watched
struct ClosedSettled : Closed {};       // restricted, and a person found that this suffices
struct ClosedReferred : Closed {};      // the platform removes nothing: referred instead
struct ClosedNotIllegal : Closed {};
struct ClosedWithdrawn : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates =
    msm::States<Begun, CannotBeTold, Looking, NoticePending, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy, InDoubt,
                Held, ClosedGone, ClosedSettled, ClosedReferred, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;

}  // namespace redress::flagger
