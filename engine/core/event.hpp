// Facts in the past tense that workflows are told. A fact is appended to its stream and never edited; who caused it stands in
// its `Actor`. Tables of workflows (workflows/*/table.hpp) use these types as they are.
#pragma once

#include "engine/core/id.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace redress {

/// Who did it. `name` is a pseudonym, a recipient's number or "engine"; never a real name or an address.
struct Actor {
  ActorKind kind = ActorKind::engine;
  std::string name = "engine";
  friend bool operator==(const Actor&, const Actor&) = default;
};

// --- what intake, locating and people say -----------------------------------------------------------------------------
struct Opened {};                       // the request begins
struct RepeatReported {                 // somebody reported a known item again; counts, and triggers a look
  bool asked_for = false;               // by a person who asks a helpline for its removal
};
struct Located {                        // host, network, country and contact are known (again)
  RecipientId hoster;                   // none: nobody in the directory, the contact task is for a person
  std::string country;                  // hosting country, ISO 3166-1 alpha-2; empty when unknown
  bool at_home = false;                 // inside our jurisdiction
  std::string platform{};               // slug of the social platform it stands on: its own people decide what stays; empty: on none
  bool unreachable = false;             // the host is known, and none of its contacts can be written to
};
struct LocatingFailed {};               // look-ups failed or found nobody
struct HostMoved {                      // another host than before; `site` when the whole site moved
  RecipientId hoster;
  std::string country;
  bool at_home = false;
  bool site = false;
  std::string platform{};
};
struct Assessed {
  Verdict verdict = Verdict::doubtful;
  AssessmentBasis basis = AssessmentBasis::analyst;
  ClosingReason reason = ClosingReason::none;  // of a verdict that closes
};
struct Withdrawn {                      // the desk or the reporter takes it back
  ClosingReason reason = ClosingReason::report_withdrawn;
};
struct GivenUp {                        // a person decides that nothing more can be done
  ClosingReason reason = ClosingReason::other;
};
struct HoldRequested { UtcTime until; };  // police ask us to wait
struct HoldExtended { UtcTime until; };
struct HoldReleased {};
struct ContestUpheld {};                // second person: the assessment stands
struct ContestOverturned {};            // second person: it was not illegal after all
struct ResumedByPerson {};              // a task was answered with "go on"
struct NextRungChosen {                 // a person sends the request one rung up before its time
  std::string task;                     // kind of the task it answers; empty: an act of its own
};

// --- what happened to our notices ------------------------------------------------------------------------------------
// Told of every kind of notice but retractions and thanks. `copy`: it went to an addressee nobody waits for. `others`: another
// contact of the same addressee still has ours on this rung, and that is enough. `at`: when it happened, where a person tells us later.
struct NoticeAttempted {                       // the first byte is about to leave; our clock runs from the first of these
  NoticeId notice;
  bool copy = false;
  std::optional<UtcTime> at{};
};
struct RelayAccepted {                         // our relay took it over, or the recipient's form did
  NoticeId notice;
  bool copy = false;
  std::optional<UtcTime> at{};
};
struct RecipientAccepted {                     // the recipient's own system confirmed arrival; the fair clock runs from here
  NoticeId notice;
  bool copy = false;
  std::optional<UtcTime> at{};
};
struct NoticeBounced {                         // came back for good; revokes an acceptance
  NoticeId notice;
  bool copy = false;
  bool others = false;
};
struct NoticeUndeliverable {                   // given up, refused for good, or no address left
  NoticeId notice;
  bool copy = false;
  bool others = false;
};
struct NoticeVoided { NoticeId notice; bool tried = false; };  // taken back before it can have arrived; `tried`: an attempt was made

// --- what recipients say ---------------------------------------------------------------------------------------------
// `copy`: by somebody who only got a copy, which says nothing about whoever the rung waits for.
struct Acknowledged {                          // "we have it", with or without a ticket number
  NoticeId notice;
  bool copy = false;
};
struct PassedToCustomer {                      // "forwarded to our customer"
  NoticeId notice;
  bool copy = false;
};
struct ClaimedGone {                           // "it is gone": starts a check
  NoticeId notice;
  bool copy = false;
};
struct RefusedByRecipient {
  NoticeId notice;
  bool copy = false;
};
struct ContestedByRecipient { NoticeId notice; };  // "this is not illegal"
struct NotTheirs {                             // "we do not host that"
  NoticeId notice;
  bool copy = false;
};
struct InformationAsked {
  NoticeId notice;
  bool copy = false;
};
struct AnswerUnclear { NoticeId notice; };     // a person must read it
struct DecisionReceived {                      // a platform decided; `removed` starts a check
  NoticeId notice;
  PlatformDecision decision = PlatformDecision::no_action;
  bool copy = false;
};
struct AppealDecided {                         // by whoever a decision was complained of to
  NoticeId notice;
  bool for_us = false;
};
struct CannotComply {                          // with an order, and why
  NoticeId notice;
  Inability why = Inability::impossible;
  bool copy = false;
};
struct NoticeIncomplete {                      // nothing was sent: something that the law asks of such a notice is missing
  NoticeId notice;
  std::string missing;                         // names of the elements, e.g. "exact_location contact"
  std::string why{};                           // rule@version that asks for them
};
struct AnonymityChosen {};                     // a person decides that our name and address stay out of it

// --- what the person says whose images they are ------------------------------------------------------------------------
struct ConsentMissing {};                      // taken back, or never given for whoever is asked next: nobody is told anything
struct ConsentGiven {};                        // for whoever is asked next, for the first time or again
struct PersonObserved { bool gone = false; };  // "is it gone for you?": seen where no look of ours can

// --- what partner hotlines do with what they were handed ---------------------------------------------------------------
struct PartnerTookOver { NoticeId notice; };   // theirs from here
struct PartnerActed { NoticeId notice; };      // they told the host, or their police
struct PartnerDeclined {                       // they will not act on it
  NoticeId notice;
  ClosingReason reason = ClosingReason::other;
};
struct PartnerReturned { NoticeId notice; };   // not theirs: we must find another road

// --- what we owe them ------------------------------------------------------------------------------------------------------
struct HandedToUs {                            // a partner hotline reported it to us, for the first time or again
  RecipientId partner;                         // none: the directory does not know who that is
  std::optional<UtcTime> told_at;              // when the public told the partner
};
struct StepTaken {                             // on the way to its removal, or against it; told where a partner is owed an account of it
  ExchangeStep step = ExchangeStep::assessed;
  UtcTime at;                                  // when it happened
};

// --- what goes to police and others beside the removal -----------------------------------------------------------------------
struct ReferralChosen { Referral to = Referral::police; };  // by a person, or by a rule that lists it for police

// --- what checks saw; one verdict reaches every open request on the location ---------------------------------------
struct SeenOnline {};
struct SeenChanged {};
struct Missed {};                              // not there, not yet confirmed by further looks
struct ConfirmedGone {                         // missed N times, M minutes apart, from a proven connection
  UtcTime first_miss;                          // this is when it was gone
  UtcTime last_online;                         // lower bound; epoch when never seen online
  Evidence evidence = Evidence::not_found_404;
  std::string why{};                           // of the looks' plan (so many misses, so far apart), and of the evidence: rule@version, rule@version
};
struct PartlyGone {};                          // a set: some of it is gone
struct LookFailed {                            // unknown
  bool looks_are_off = false;                  // and it stays unknown: nothing is ever looked at
  std::string why{};                           // rule@version by which what was seen does not suffice; empty: nothing was seen
};
struct ExpiredByItself {};                     // it had an end of its own (a story, a stream, a dated link) and reached it

// --- time ------------------------------------------------------------------------------------------------------------
/// A durable promise has come due. `armed_by` is the event that armed it: a stale one meets an "ignored" row.
struct TimerFired {
  std::string name;
  EventId armed_by;
};

using Event =
    std::variant<Opened, RepeatReported, Located, LocatingFailed, HostMoved, Assessed, Withdrawn, GivenUp, HoldRequested, HoldExtended,
                 HoldReleased, ContestUpheld, ContestOverturned, ResumedByPerson, NextRungChosen, NoticeAttempted, RelayAccepted,
                 RecipientAccepted, NoticeBounced, NoticeUndeliverable, NoticeVoided, Acknowledged, PassedToCustomer, ClaimedGone,
                 RefusedByRecipient, ContestedByRecipient, NotTheirs, InformationAsked, AnswerUnclear, DecisionReceived, AppealDecided,
                 PartnerTookOver, PartnerActed, PartnerDeclined, PartnerReturned, SeenOnline, SeenChanged, Missed, ConfirmedGone,
                 PartlyGone, LookFailed, ExpiredByItself, TimerFired, NoticeIncomplete, AnonymityChosen, HandedToUs, StepTaken,
                 CannotComply, ReferralChosen, ConsentMissing, ConsentGiven, PersonObserved>;

/// Name under which an event is stored, e.g. "RelayAccepted".
[[nodiscard]] std::string_view event_name(const Event& event) noexcept;
/// What the event carries besides its name, as a JSON object; `{}` when nothing. Holds no sensitive text.
[[nodiscard]] std::string event_body(const Event& event);

}  // namespace redress
