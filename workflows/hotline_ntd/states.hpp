// Situations of a request between the assessment and the confirmed removal.
#pragma once

#include "workflows/msm/table.hpp"

namespace redress::ntd {

struct Open {
  static constexpr bool closed = false;
};
struct Closed {
  static constexpr bool closed = true;
};

struct Begun : Open {};                   // Opened follows in the same transaction
struct Locating : Open {};                // contact not known, or the one we asked says it is not theirs
struct LookingBeforeNotice : Open {};     // a fresh look, then the next rung is asked
struct NoticePending : Open {};           // the notice gathers requests, or waits to leave
struct AwaitingRelay : Open {};           // attempted
struct AwaitingReceipt : Open {};         // our relay has taken it
struct AwaitingRemoval : Open {};         // the recipient has it; also when it answered in any way
struct LookingBeforeReminder : Open {};   // a fresh look, then the rung is reminded
struct CheckingClaim : Open {};           // "it is gone"
struct AwaitingSecondPerson : Open {};    // contested, or the assessment is in doubt
struct AwaitingReassessment : Open {};    // answers with something else than was assessed
struct NeedsExchangeRoad : Open {};       // hosted abroad by now: another workflow asks there, and this one waits for the place to come home
struct LadderExhausted : Open {};         // everybody was asked; a person decides, we keep looking
struct Held : Open {};                    // police asked us to wait
struct ClosedGoneBeforeNotice : Closed {};  // watched
struct ClosedGone : Closed {};              // watched
struct ClosedExpired : Closed {};           // had an end of its own; watched
struct ClosedNotIllegal : Closed {};
struct ClosedWithdrawn : Closed {};
struct ClosedGivenUp : Closed {};

using AllStates =
    msm::States<Begun, Locating, LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder,
                CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held, ClosedGoneBeforeNotice,
                ClosedGone, ClosedExpired, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;

}  // namespace redress::ntd
