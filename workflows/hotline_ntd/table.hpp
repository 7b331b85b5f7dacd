// The table of `hotline_ntd`. Of two rows for the same state and event the lower is tried first.
//
// How it hangs together: nothing is sent but from LookingBeforeNotice and LookingBeforeReminder, both of which hold a fresh look.
// Whatever interrupts (hold, contest, change, move) comes back through `goes_on`: to waiting, or to one of the two where something is due.
//
// A row stands here when the engine can come to it: no look reaches a request nobody looks for, and no answer one that was never told
// (tests/unit/workflows/never_told.hpp).
#pragma once

#include "workflows/asking/actions.hpp"
#include "workflows/asking/guards.hpp"
#include "workflows/hotline_ntd/states.hpp"
#include "workflows/msm/assessing.hpp"

namespace redress::ntd {

using namespace msm;     // NOLINT: the table is written in its words
using namespace asking;  // NOLINT: and does what its actions and guards say

// --- groups of states --------------------------------------------------------------------------------------------------------------
using Waiting = States<AwaitingRelay, AwaitingReceipt, AwaitingRemoval>;  // a rung was asked
using NotYetHeard = States<AwaitingRelay, AwaitingReceipt>;
using Asked = States<AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, LadderExhausted>;
using OnARung = States<AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim>;
using OnTheLadder = States<LookingBeforeNotice, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, LadderExhausted>;
using OnTheLadderOrPending = States<LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, LadderExhausted>;
using Interruptible = States<Locating, LookingBeforeNotice, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, NeedsExchangeRoad, LadderExhausted>;
using Suspended = States<AwaitingSecondPerson, AwaitingReassessment, Held>;
using NotLooking = States<Locating, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>;
using NotWaiting = States<Locating, LookingBeforeNotice, NoticePending, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>;
using OpenStates = States<Locating, LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>;
using NotUnderWay = States<Locating, LookingBeforeNotice, NoticePending, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>;
using OpenButPending = States<Locating, LookingBeforeNotice, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>;
using ClimbingOrPending = States<LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim>;
using OpenButHeld = States<Locating, LookingBeforeNotice, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted>;
using PerhapsSpokenOf = States<Locating, LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, NeedsExchangeRoad, LadderExhausted>;
using PerhapsUntold = States<Locating, LookingBeforeNotice, NoticePending, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>;
using Watched = States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired>;
using Unwatched = States<ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using ClosedStates = States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using ClosedPerhapsTold = States<ClosedGone, ClosedExpired, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;  // somebody may have been told

// --- who may -----------------------------------------------------------------------------------------------------------------------
using delivery = by::either<by::engine, by::recipient>;            // our delivery, or the recipient's system by a receipt or bounce
using answering = by::either<by::recipient, by::analyst>;          // its answer as read, or as a person here read it
using police = by::either<by::partner, by::analyst>;               // police tell us, or a person here enters it
using takes_back = by::either<by::reporter, by::partner, by::analyst>;
using observed = by::either<by::engine, by::analyst>;

// --- parts that stand in several places ----------------------------------------------------------------------------------------------
using step_aside = then<leave_pending, cancel_plans>;                              // leaves what is planned and pending
using take_back = then<leave_pending, take_back_rung, cancel_plans>;               // the queued rung was never asked
using move_away = then<leave_pending, cancel_plans, forget_rung, note_location, tell_of_move>;
using taken_up_again = then<close_task<"review_given_up">, reopen>;
using ask_contact = then<ask_person<"find_contact">, keep_looking>;

/// A request begins, or begins again, with nobody asked.
template <class From, class E, class G, class Who, class Before>
using starts = rows<
  in_each< From , E , LookingBeforeNotice , then<Before, look_before_notice>     , G                        , Who >,
  in_each< From , E , Locating            , then<Before, locate, ask_contact>    , both<G, contact_unknown> , Who >,
  in_each< From , E , NeedsExchangeRoad   , then<Before, ask_for_road>           , both<G, hosted_abroad>   , Who >,
  in_each< From , E , Held                , then<Before, keep_still>             , both<G, under_hold>      , Who >
>;
/// An interruption is over: where it was is read from the facts. It waits again, with the next step planned; what is due meanwhile is said
/// after another look.
template <class From, class E, class G, class Who, class Before>
using goes_on = rows<
  Row< From , E , AwaitingRemoval       , then<Before, wait_for_removal>                      , G                        , Who >,
  Row< From , E , AwaitingReceipt       , then<Before, wait_for_receipt>                      , both<G, awaits_receipt>  , Who >,
  Row< From , E , AwaitingRelay         , then<Before, wait_for_removal>                      , both<G, awaits_relay>    , Who >,
  Row< From , E , LookingBeforeReminder , then<Before, look_before_reminder>                  , both<G, next_contact_is_due> , Who >,
  Row< From , E , LookingBeforeReminder , then<Before, look_before_reminder>                  , both<G, reminder_is_due> , Who >,
  Row< From , E , LookingBeforeNotice   , then<Before, look_before_notice>                    , both<G, next_rung_is_due> , Who >,
  Row< From , E , LookingBeforeNotice   , then<Before, look_before_notice, locate_meanwhile>  , both<G, nobody_asked>    , Who >,
  Row< From , E , Locating              , then<Before, locate, ask_contact>                   , both<G, contact_unknown> , Who >,
  Row< From , E , NeedsExchangeRoad     , then<Before, ask_for_road>                          , both<G, hosted_abroad>   , Who >
>;
template <class From, class E, class G, class Who, class Before>
using unless_changed = Row< From , E , AwaitingReassessment , then<Before, ask_person<"reassess">, keep_looking>      , both<G, changed>   , Who >;
template <class From, class E, class G, class Who, class Before>
using unless_contested = Row< From , E , AwaitingSecondPerson , then<Before, ask_person<"second_person">, keep_looking> , both<G, contested> , Who >;

/// A look before a notice has its result.
template <class E, class G, class Before, bool Unknown>
using asks = rows<
  Row< LookingBeforeNotice , E , NoticePending   , then<Before, ask_next_rung<Unknown>>                   , G                             , by::engine >,
  Row< LookingBeforeNotice , E , AwaitingRemoval , then<Before, ask_next_rung<Unknown>, wait_for_removal> , both<G, rung_is_only_a_task>  , by::engine >,
  Row< LookingBeforeNotice , E , LadderExhausted , then<Before, exhaust_ladder>                           , both<G, no_rung_left>         , by::engine >
>;
/// A look before a reminder, or before the next contact is told, has its result.
template <class E, class G, class Before, bool Unknown>
using reminds = rows<
  // What it was meant for is not due any more.
  Row< LookingBeforeReminder , E , AwaitingReceipt , then<Before, close_look, wait_for_receipt>      , G                               , by::engine >,
  Row< LookingBeforeReminder , E , AwaitingRemoval , then<Before, close_look, wait_for_removal>      , both<G, accepted_by_recipient>  , by::engine >,
  Row< LookingBeforeReminder , E , AwaitingReceipt , then<Before, remind<Unknown>, wait_for_receipt> , both<G, reminder_is_due>        , by::engine >,
  Row< LookingBeforeReminder , E , AwaitingRemoval , then<Before, remind<Unknown>, wait_for_removal> , both<G, reminder_is_due, accepted_by_recipient> , by::engine >,
  Row< LookingBeforeReminder , E , AwaitingReceipt , then<Before, tell_next_contact<Unknown>, wait_for_receipt> , both<G, next_contact_is_due> , by::engine >
>;
/// A look that something depends on has failed: again, until it has failed often enough to go on without it.
template <class E, class G>
using fails = rows<
  Row< LookingBeforeNotice   , E , LookingBeforeNotice   , then<count_failed_look, look_once_more<LookPurpose::before_notice>>    , G , by::engine >,
  Row< LookingBeforeReminder , E , LookingBeforeReminder , then<count_failed_look, look_once_more<LookPurpose::before_reminder>>  , G , by::engine >,
  Row< CheckingClaim         , E , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>>            , G , by::engine >,
  asks< E , both<G, looks_exhausted> , count_failed_look , true >,
  reminds< E , both<G, looks_exhausted> , count_failed_look , true >,
  Row< CheckingClaim         , E , AwaitingRemoval       , then<count_failed_look, ask_person<"look_by_hand">, wait_for_removal>  , both<G, looks_exhausted> , by::engine >
>;

using transition_table = rows<
  // --- beginning: only with an illegal assessment, and only at home --------------------------------------------------------------------------------------------------------
  Row< Begun , Opened , LookingBeforeNotice , then<note_opened, look_before_notice>          , may_begin                        , observed >,
  Row< Begun , Opened , Locating            , then<note_opened, locate, ask_contact>         , both<may_begin, contact_unknown> , observed >,
  Row< Begun , Opened , Held                , then<note_opened, keep_still>                  , both<may_begin, under_hold>      , observed >,

  // --- timers: a stale one meets the first row ------------------------------------------------------------------------------------------------------------
  //       from                    event        to                      action                                                        guard                by
  ignored< OpenStates            , TimerFired , by::engine >,
  in_each< OpenStates            , TimerFired , stays                 , alert<"removal_near">                                       , lead_alert         , by::engine >,
  in_each< NotWaiting            , TimerFired , stays                 , alert<"removal_late", Severity::urgent>                     , removal_is_late    , by::engine >,
  in_each< Waiting               , TimerFired , stays                 , then<alert<"removal_late", Severity::urgent>, plan_next_step> , removal_is_late  , by::engine >,
  in_each< Waiting               , TimerFired , stays                 , plan_next_step                                              , rung_is_over       , by::engine >,
  // Not accepted within the time for it: a person is told, and the recipient's next contact. The rung and the deadline stay as they are.
  Row< AwaitingReceipt           , TimerFired , LookingBeforeReminder , then<cancel_plans, note_not_accepted, look_before_reminder> , acceptance_is_late , by::engine >,
  in_each< Waiting               , TimerFired , LookingBeforeReminder , then<cancel_plans, look_before_reminder>                    , timer<"reminder_due"> , by::engine >,
  in_each< Waiting               , TimerFired , LookingBeforeNotice   , then<step_aside, leave_rung, look_before_notice, locate_meanwhile> , timer<"next_rung_due"> , by::engine >,
  Row< NoticePending             , TimerFired , NoticePending         , notice_does_not_leave                                       , timer<"notice_overdue"> , by::engine >,
  Row< Locating                  , TimerFired , Locating              , then<locate, ask_again<"find_contact">>                     , timer<"locate_overdue"> , by::engine >,
  Row< Held                      , TimerFired , Held                  , tell_lead_of_hold                                           , held_past_its_end  , by::engine >,
  Row< Held                      , TimerFired , Held                  , tell_lead_of_hold                                           , hold_has_ended     , by::engine >,
  goes_on<          Held , TimerFired , both<hold_has_ended, sends_when_hold_ends> , by::engine , end_hold_by_rule >,
  unless_changed<   Held , TimerFired , both<hold_has_ended, sends_when_hold_ends> , by::engine , end_hold_by_rule >,
  unless_contested< Held , TimerFired , both<hold_has_ended, sends_when_hold_ends> , by::engine , end_hold_by_rule >,
  fails< TimerFired , timer<"look_overdue"> >,

  // --- looks ----------------------------------------------------------------------------------------------------------------------------------------------
  asks<    SeenOnline , none , note_online , false >,
  reminds< SeenOnline , none , note_online , false >,
  // What a person has seen is no look of ours, and says nothing of who hosts it by now: nothing is sent on it alone.
  Row< LookingBeforeNotice       , PartlyGone , LookingBeforeNotice   , then<note_set, look_once_more<LookPurpose::before_notice>>   , none          , observed >,
  Row< LookingBeforeReminder     , PartlyGone , LookingBeforeReminder , then<note_set, look_once_more<LookPurpose::before_reminder>> , none          , observed >,
  Row< CheckingClaim             , SeenOnline , AwaitingRemoval       , then<note_online, count_false_claim, wait_for_removal>      , none               , by::engine >,
  Row< CheckingClaim             , PartlyGone , AwaitingRemoval       , then<note_set, note_online, wait_for_removal>               , none               , observed >,
  in_each< NotLooking            , SeenOnline , stays                 , note_online_meanwhile                                       , none               , by::engine >,
  in_each< NotLooking            , PartlyGone , stays                 , then<note_set, note_online_meanwhile>                       , none               , observed >,
  fails< LookFailed , none >,
  in_each< NotLooking            , LookFailed , stays                 , count_failed_look                                           , none               , by::engine >,
  in_each< NotLooking            , LookFailed , stays                 , then<count_failed_look, ask_person<"look_by_hand">>         , looks_exhausted    , by::engine >,
  in_each< NotLooking            , Missed     , stays                 , confirm_look                                                , none               , by::engine >,
  in_each< States<LookingBeforeNotice, LookingBeforeReminder, CheckingClaim> , Missed , stays , confirm_look_with_timer             , none               , by::engine >,
  // Evidence that does not suffice is told as a look that failed.
  in_each< PerhapsUntold         , ConfirmedGone , ClosedGoneBeforeNotice , then<end_spell, close_down, watch_again>                , evidence_suffices  , by::engine >,
  in_each< PerhapsUntold         , ConfirmedGone , ClosedGone         , then<end_spell, close_down, watch_again>                    , both<evidence_suffices, told_somebody> , by::engine >,
  in_each< NotYetHeard           , ConfirmedGone , ClosedGone         , then<end_spell, close_down, watch_again>                    , evidence_suffices  , by::engine >,
  in_each< OpenStates            , ExpiredByItself , ClosedExpired    , then<end_spell, close_down, watch_again>                    , none               , observed >,
  // Something else answers there now: nothing is said about it until somebody has seen it.
  in_each< Interruptible         , SeenChanged , AwaitingReassessment , then<note_change, step_aside, ask_person<"reassess">, keep_looking> , none       , by::engine >,
  Row< NoticePending             , SeenChanged , AwaitingReassessment , then<note_change, take_back, ask_person<"reassess">, keep_looking>  , none       , by::engine >,
  in_each< States<AwaitingSecondPerson, Held> , SeenChanged , stays   , then<note_change, ask_person<"reassess">>                   , none               , by::engine >,
  Row< AwaitingReassessment      , SeenChanged , AwaitingReassessment , ask_again<"reassess">                                       , none               , by::engine >,
  // Repeats count and trigger a look; no clock is reset.
  in_each< NotLooking            , RepeatReported , stays             , then<count_repeat, keep_looking>                            , none               , by::anyone >,
  Row< LookingBeforeNotice       , RepeatReported , LookingBeforeNotice   , then<count_repeat, look_once_more<LookPurpose::before_notice>>   , none      , by::anyone >,
  Row< LookingBeforeReminder     , RepeatReported , LookingBeforeReminder , then<count_repeat, look_once_more<LookPurpose::before_reminder>> , none      , by::anyone >,
  Row< CheckingClaim             , RepeatReported , CheckingClaim         , then<count_repeat, look_once_more<LookPurpose::claim>>           , none      , by::anyone >,

  // --- our notices: what belongs to an earlier rung, another host or a copy falls through to the ignored row ---------------------------------------------------
  in_each< PerhapsSpokenOf       , NoticeAttempted , stays            , note_attempt                                                , none               , by::engine >,
  Row< NoticePending             , NoticeAttempted , AwaitingRelay    , then<note_attempt, start_clock>                             , of_this_rung       , by::engine >,
  ignored< OpenStates , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< NotUnderWay          , RelayAccepted   , stays            , note_relay                                                  , of_this_rung       , delivery >,
  Row< AwaitingReceipt           , RelayAccepted   , AwaitingReceipt  , then<note_relay, plan_acceptance>                           , of_this_rung       , delivery >,
  Row< AwaitingRelay             , RelayAccepted   , AwaitingReceipt  , then<note_relay, plan_acceptance>                           , of_this_rung       , delivery >,
  in_each< States<Locating, LookingBeforeNotice, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>
                                 , RecipientAccepted , stays          , note_acceptance                                             , of_this_rung       , delivery >,
  in_each< NotYetHeard           , RecipientAccepted , AwaitingRemoval , then<note_acceptance, wait_for_removal>                    , of_this_rung       , delivery >,
  // A bounce revokes what was accepted: the recipient's next contact, then the next rung.
  in_each< OnARung               , NoticeBounced   , LookingBeforeNotice , then<revoke_acceptance, step_aside, leave_rung, alert<"bounced">, look_before_notice> , both<of_this_rung, nobody_else> , delivery >,
  in_each< OnARung               , NoticeBounced   , LookingBeforeNotice , then<revoke_acceptance, step_aside, count_bounce, take_back_rung, alert<"bounced">, look_before_notice> , both<of_this_rung, nobody_else, another_try> , delivery >,
  Row< LadderExhausted           , NoticeBounced   , LookingBeforeNotice , then<revoke_acceptance, step_aside, count_bounce, take_back_rung, alert<"bounced">, look_before_notice> , both<of_this_rung, nobody_else> , delivery >,  // its bounces were counted from none
  in_each< Asked                 , NoticeUndeliverable , LookingBeforeNotice , then<revoke_acceptance, step_aside, leave_rung, alert<"undeliverable">, look_before_notice> , both<of_this_rung, nobody_else> , delivery >,
  Row< NoticePending             , NoticeUndeliverable , LookingBeforeNotice , then<step_aside, leave_rung, alert<"undeliverable">, look_before_notice> , both<of_this_rung, nobody_else> , delivery >,
  in_each< Suspended             , Events<NoticeBounced, NoticeUndeliverable> , stays , then<revoke_acceptance, take_back_rung>     , both<of_this_rung, nobody_else> , delivery >,
  in_each< OpenButPending        , NoticeVoided    , stays            , note_voided                                                 , none               , observed >,
  Row< NoticePending             , NoticeVoided    , LookingBeforeNotice , then<note_voided, take_back_rung, cancel_plans, look_before_notice> , none    , observed >,

  // --- what recipients say ------------------------------------------------------------------------------------------------------------------------------------
  in_each< States<Locating, LookingBeforeNotice, NoticePending, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>
                                 , Events<Acknowledged, PassedToCustomer> , stays , note_acknowledgement                             , none               , answering >,
  in_each< NotYetHeard           , Events<Acknowledged, PassedToCustomer> , AwaitingRemoval , then<note_acceptance, note_acknowledgement, wait_for_removal> , none , answering >,
  in_each< OpenStates            , Events<Acknowledged, PassedToCustomer> , stays , ignore                                           , from_copy          , answering >,
  in_each< Waiting               , ClaimedGone     , CheckingClaim    , then<note_acceptance, note_claim, cancel_plans, check_claim> , none              , answering >,
  in_each< Waiting               , ClaimedGone     , stays            , then<note_claim, check_claim_meanwhile>                     , from_copy          , answering >,
  in_each< States<LookingBeforeReminder, LadderExhausted> , ClaimedGone , CheckingClaim , then<note_claim, cancel_plans, check_claim> , none             , answering >,
  in_each< States<LookingBeforeNotice, CheckingClaim> , ClaimedGone , stays , note_claim                                            , none               , answering >,
  Row< NoticePending             , ClaimedGone     , LookingBeforeNotice , then<note_claim, take_back, look_before_notice>          , none               , answering >,
  in_each< States<Locating, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, Held> , ClaimedGone , stays , then<note_claim, check_claim_meanwhile> , none , answering >,
  // A refusal or a question leaves the clock running and asks a person.
  in_each< States<Locating, LookingBeforeNotice, NoticePending, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>
                                 , RefusedByRecipient , stays         , then<ask_person<"refused">, alert<"refused">>               , none               , answering >,
  in_each< NotYetHeard           , RefusedByRecipient , AwaitingRemoval , then<note_acceptance, ask_person<"refused">, alert<"refused">, wait_for_removal> , none , answering >,
  in_each< NotYetHeard           , RefusedByRecipient , stays         , then<ask_person<"refused">, alert<"refused">>               , from_copy          , answering >,
  in_each< States<Locating, LookingBeforeNotice, NoticePending, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>
                                 , InformationAsked , stays           , then<count_question, ask_person<"answer_question">>         , none               , answering >,
  in_each< NotYetHeard           , InformationAsked , AwaitingRemoval , then<note_acceptance, count_question, ask_person<"answer_question">, wait_for_removal> , none , answering >,
  in_each< NotYetHeard           , InformationAsked , stays           , then<count_question, ask_person<"answer_question">>         , from_copy          , answering >,
  in_each< OpenStates            , AnswerUnclear    , stays           , ask_person<"read_answer">                                   , none               , answering >,
  // "This is not illegal": a second person decides, and nobody is reminded meanwhile.
  in_each< Interruptible         , ContestedByRecipient , AwaitingSecondPerson , then<note_their_contest, step_aside, ask_person<"second_person">, alert<"contested">, keep_looking> , none , answering >,
  Row< NoticePending             , ContestedByRecipient , AwaitingSecondPerson , then<note_their_contest, take_back, ask_person<"second_person">, alert<"contested">, keep_looking>  , none , answering >,
  in_each< States<AwaitingReassessment> , ContestedByRecipient , AwaitingSecondPerson , then<note_their_contest, ask_person<"second_person">, alert<"contested">> , none , answering >,
  in_each< States<AwaitingSecondPerson, Held> , ContestedByRecipient , stays , then<note_their_contest, ask_person<"second_person">>      , none               , answering >,
  // "We do not host that": looked up again.
  in_each< OnTheLadder           , NotTheirs        , Locating        , then<step_aside, locate>                                    , none               , answering >,
  Row< NoticePending             , NotTheirs        , Locating        , then<take_back, locate>                                     , none               , answering >,
  in_each< OnTheLadderOrPending  , NotTheirs        , stays           , locate_meanwhile                                            , from_copy          , answering >,
  in_each< States<Locating, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, Held> , NotTheirs , stays , locate_meanwhile , none            , answering >,

  // --- where it lies: another host at home begins its own ladder after a look; abroad never a silent notice ------------------------------------------------------
  in_each< OnTheLadderOrPending  , Events<Located, HostMoved> , stays             , note_location                                   , none               , by::engine >,
  in_each< OnTheLadderOrPending  , HostMoved , LookingBeforeNotice  , then<move_away, look_before_notice>                          , elsewhere_at_home  , by::engine >,  // Located names whom it knows, or nobody
  in_each< OnTheLadderOrPending  , Events<Located, HostMoved> , Locating          , then<move_away, locate_later, ask_contact>      , contact_lost       , by::engine >,
  in_each< OnTheLadderOrPending  , Events<Located, HostMoved> , NeedsExchangeRoad , then<move_away, ask_for_road>                   , now_abroad         , by::engine >,
  in_each< Suspended             , Events<Located, HostMoved> , stays             , note_move                                       , none               , by::engine >,
  in_each< States<Locating>      , Events<Located, HostMoved> , stays             , then<note_location, locate_later, ask_again<"find_contact">> , none  , by::engine >,
  in_each< States<Locating>      , Events<Located, HostMoved> , AwaitingRemoval   , then<location_is_known, note_location, ask_person<"host_disputed">, wait_for_removal> , at_home_known , by::engine >,
  in_each< States<Locating>      , Events<Located, HostMoved> , LookingBeforeNotice , then<location_is_known, note_location, look_before_notice> , both<at_home_known, nobody_asked> , by::engine >,
  in_each< States<Locating>      , Events<Located, HostMoved> , LookingBeforeNotice , then<location_is_known, move_away, look_before_notice> , elsewhere_at_home , by::engine >,
  in_each< States<Locating>      , Events<Located, HostMoved> , NeedsExchangeRoad , then<location_is_known, move_away, ask_for_road> , now_abroad        , by::engine >,
  in_each< States<NeedsExchangeRoad> , Events<Located, HostMoved> , stays         , note_location                                   , none               , by::engine >,
  in_each< States<NeedsExchangeRoad> , Events<Located, HostMoved> , Locating      , then<close_task<"find_exchange_road">, move_away, locate_later, ask_contact> , contact_lost , by::engine >,
  in_each< States<NeedsExchangeRoad> , Events<Located, HostMoved> , LookingBeforeNotice , then<close_task<"find_exchange_road">, move_away, look_before_notice> , at_home_known , by::engine >,
  Row< Locating                  , LocatingFailed  , Locating          , then<locate_later, ask_again<"find_contact">>              , none               , by::engine >,
  ignored< States<LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, AwaitingSecondPerson, AwaitingReassessment, NeedsExchangeRoad, LadderExhausted, Held>
                                 , LocatingFailed , by::engine >,

  // --- police hold: in any state, and it ends by a person -----------------------------------------------------------------------------------------------------------
  in_each< OpenButHeld           , Events<HoldRequested, HoldExtended> , Held     , then<note_hold, keep_still>                     , none               , police >,
  in_each< States<NoticePending> , Events<HoldRequested, HoldExtended> , Held     , then<take_back_rung, note_hold, keep_still>     , none               , police >,
  in_each< States<Held>          , Events<HoldRequested, HoldExtended> , stays    , then<note_hold, extend_hold>                    , none               , police >,
  ignored< States<Locating, LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim> , HoldReleased , by::analyst >,
  goes_on<          Held , HoldReleased , none , by::analyst , end_hold >,
  unless_changed<   Held , HoldReleased , none , by::analyst , end_hold >,
  unless_contested< Held , HoldReleased , none , by::analyst , end_hold >,

  // --- people decide --------------------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates            , Withdrawn        , ClosedWithdrawn , then<note_reason, close_down, stop_looking, retract_if_told> , none              , takes_back >,
  in_each< OpenStates            , GivenUp          , ClosedGivenUp   , then<note_reason, close_down, stop_looking, ask_person<"review_given_up">> , none , by::analyst >,
  in_each< OpenStates            , ContestOverturned , ClosedNotIllegal , then<note_overturned, close_down, stop_looking, retract_if_told> , none        , by::analyst >,
  ignored< States<LookingBeforeNotice, NoticePending, AwaitingRelay, AwaitingReceipt, AwaitingRemoval, LookingBeforeReminder, CheckingClaim, Held> , ContestUpheld , by::analyst >,
  Row< Held                      , ContestUpheld    , Held            , end_contest                                                 , contested          , by::analyst >,
  goes_on<        AwaitingSecondPerson , ContestUpheld , none , by::analyst , end_contest >,
  unless_changed< AwaitingSecondPerson , ContestUpheld , none , by::analyst , end_contest >,
  // A new verdict: illegal goes on, not illegal ends it, doubt asks a second person.
  in_each< Interruptible         , Assessed         , AwaitingSecondPerson , then<note_contest, step_aside, ask_person<"second_person">, keep_looking> , basis_fits_actor , judges >,
  Row< NoticePending             , Assessed         , AwaitingSecondPerson , then<note_contest, take_back, ask_person<"second_person">, keep_looking>  , basis_fits_actor , judges >,
  Row< AwaitingReassessment      , Assessed         , AwaitingSecondPerson , then<note_contest, ask_person<"second_person">, keep_looking>             , basis_fits_actor , judges >,
  in_each< States<AwaitingSecondPerson, Held> , Assessed , stays       , then<note_contest, ask_person<"second_person">>            , basis_fits_actor   , judges >,
  in_each< ClimbingOrPending     , Assessed         , stays            , note_verdict                                               , both<basis_fits_actor, still_illegal> , judges >,
  in_each< States<Locating, Held> , Assessed        , stays            , note_verdict                                               , both<basis_fits_actor, still_illegal> , judges >,
  Row< NeedsExchangeRoad         , Assessed         , NeedsExchangeRoad , then<note_verdict, ask_for_road>       , both<basis_fits_actor, still_illegal> , judges >,
  Row< LadderExhausted           , Assessed         , LadderExhausted  , then<note_verdict, ask_again<"ladder_exhausted">>          , both<basis_fits_actor, still_illegal> , judges >,
  goes_on<          AwaitingReassessment , Assessed , both<basis_fits_actor, still_illegal> , judges , then<note_verdict, end_change> >,
  unless_contested< AwaitingReassessment , Assessed , both<basis_fits_actor, still_illegal> , judges , then<note_verdict, end_change> >,
  goes_on<        AwaitingSecondPerson , Assessed , both<basis_fits_actor, still_illegal, of_second_person> , judges , then<note_verdict, end_contest> >,
  unless_changed< AwaitingSecondPerson , Assessed , both<basis_fits_actor, still_illegal, of_second_person> , judges , then<note_verdict, end_contest> >,
  in_each< OpenStates            , Assessed         , ClosedNotIllegal , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  // "Go on", as the answer to a task; where it decides nothing, the task is asked again.
  in_each< Waiting               , ResumedByPerson  , stays            , wait_for_removal                                           , none               , by::analyst >,
  Row< LookingBeforeNotice       , ResumedByPerson  , LookingBeforeNotice   , look_once_more<LookPurpose::before_notice>            , none               , by::analyst >,
  Row< LookingBeforeReminder     , ResumedByPerson  , LookingBeforeReminder , look_once_more<LookPurpose::before_reminder>          , none               , by::analyst >,
  Row< CheckingClaim             , ResumedByPerson  , CheckingClaim         , look_once_more<LookPurpose::claim>                    , none               , by::analyst >,
  Row< NoticePending             , ResumedByPerson  , LookingBeforeNotice   , then<take_back, look_before_notice>                   , none               , by::analyst >,
  Row< LadderExhausted           , ResumedByPerson  , LookingBeforeNotice   , then<close_task<"ladder_exhausted">, forget_rung, look_before_notice, locate_meanwhile> , none , by::analyst >,
  in_each< Asked                 , NextRungChosen   , LookingBeforeNotice   , then<step_aside, leave_rung, close_task<"ladder_exhausted">, look_before_notice, locate_meanwhile> , none , by::analyst >,
  in_each< States<AwaitingRemoval, CheckingClaim> , NextRungChosen , stays , ignore                                                   , approval_is_not_this , by::analyst >,
  ignored< States<LookingBeforeNotice, NoticePending, Held> , NextRungChosen , by::analyst >,
  ignored< States<Held> , ResumedByPerson , by::analyst >,
  in_each< States<Locating>             , Events<ResumedByPerson, NextRungChosen, ContestUpheld> , stays , then<locate, ask_again<"find_contact">> , none , by::analyst >,
  in_each< States<AwaitingSecondPerson> , Events<ResumedByPerson, NextRungChosen, HoldReleased> , stays , ask_again<"second_person"> , none             , by::analyst >,
  in_each< States<AwaitingReassessment> , Events<ResumedByPerson, NextRungChosen, ContestUpheld, HoldReleased> , stays , ask_again<"reassess"> , none  , by::analyst >,
  in_each< States<NeedsExchangeRoad>    , Events<ResumedByPerson, NextRungChosen, ContestUpheld, HoldReleased> , stays , then<locate_meanwhile, ask_for_road> , none , by::analyst >,
  in_each< States<LadderExhausted>      , Events<ContestUpheld, HoldReleased> , stays , ask_again<"ladder_exhausted">               , none               , by::analyst >,

  // --- closed: watched where it is gone, and begun again when it is back ---------------------------------------------------------------------------------------------
  starts< Watched , Events<SeenOnline, PartlyGone> , none , observed , begin_next_spell >,
  in_each< Watched , Events<SeenOnline, PartlyGone> , AwaitingReassessment , then<begin_next_spell, note_change, ask_person<"reassess">, keep_looking> , in_doubt , observed >,
  in_each< Watched , Events<SeenOnline, PartlyGone> , Held , then<begin_next_spell, note_change, ask_person<"reassess">, keep_still> , both<in_doubt, under_hold> , observed >,
  in_each< Watched               , RepeatReported   , stays            , then<count_repeat, watch_again>                            , none               , by::anyone >,
  Row< ClosedNotIllegal          , RepeatReported   , ClosedNotIllegal , count_repeat                                               , none               , by::anyone >,
  in_each< States<ClosedWithdrawn, ClosedGivenUp> , RepeatReported , stays , then<count_repeat, alert<"reported_again", Severity::info>> , none        , by::anyone >,
  // Verdicts change afterwards, too.
  in_each< States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedGivenUp> , Assessed , stays , note_verdict               , basis_fits_actor   , judges >,
  in_each< States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedGivenUp> , Assessed , ClosedNotIllegal , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  in_each< States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedGivenUp> , ContestOverturned , ClosedNotIllegal , then<note_overturned, close_down, stop_looking, retract_if_told> , none , by::analyst >,
  ignored< States<ClosedNotIllegal, ClosedWithdrawn> , Assessed , judges >,
  starts< States<ClosedNotIllegal> , Assessed , both<basis_fits_actor, still_illegal> , judges , then<note_verdict, end_contest, reopen> >,
  // Never after a withdrawal; having given up is reviewed by a person, who may take it up again.
  starts< States<ClosedGivenUp> , ResumedByPerson , none , by::analyst , taken_up_again >,
  Row< ClosedGivenUp             , ResumedByPerson  , AwaitingReassessment , then<taken_up_again, note_change, ask_person<"reassess">, keep_looking> , in_doubt , by::analyst >,
  Row< ClosedGivenUp             , ResumedByPerson  , Held             , then<taken_up_again, note_change, ask_person<"reassess">, keep_still> , both<in_doubt, under_hold> , by::analyst >,
  Row< ClosedGivenUp             , ExpiredByItself  , ClosedExpired    , then<end_spell, close_task<"review_given_up">, watch_again> , none              , observed >,
  in_each< States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedGivenUp> , Withdrawn , ClosedWithdrawn , then<note_reason, close_down, stop_looking, retract_if_told> , none , takes_back >,
  // A hold or a move is remembered, should it come back. What is said after closing reaches a person as an alert.
  in_each< ClosedStates          , Events<HoldRequested, HoldExtended> , stays , note_hold                                          , none               , police >,
  in_each< ClosedStates          , HoldReleased     , stays            , clear_hold                                                 , none               , by::analyst >,
  in_each< ClosedStates          , HostMoved        , stays            , note_location                                              , none               , by::engine >,
  in_each< ClosedPerhapsTold     , Events<ContestedByRecipient, InformationAsked, AnswerUnclear> , stays , alert<"answer_after_closing", Severity::info> , none , answering >,

  // --- late and duplicate -----------------------------------------------------------------------------------------------------------------------------------------
  ignored< ClosedPerhapsTold , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  ignored< ClosedPerhapsTold , Events<Acknowledged, PassedToCustomer, ClaimedGone, RefusedByRecipient, NotTheirs> , answering >,
  ignored< ClosedStates , LocatingFailed , by::engine >,
  ignored< Watched      , Events<LookFailed, Missed, SeenChanged, ConfirmedGone> , by::engine >,
  ignored< Unwatched    , PartlyGone , observed >,
  ignored< States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedNotIllegal, ClosedWithdrawn> , ExpiredByItself , observed >,
  ignored< States<ClosedNotIllegal, ClosedWithdrawn> , Withdrawn , takes_back >,
  ignored< States<ClosedNotIllegal, ClosedWithdrawn> , ContestOverturned , by::analyst >,
  ignored< ClosedStates , Events<GivenUp, NextRungChosen, ContestUpheld> , by::analyst >,
  ignored< States<ClosedGoneBeforeNotice, ClosedGone, ClosedExpired, ClosedNotIllegal, ClosedWithdrawn> , ResumedByPerson , by::analyst >
>;

struct Machine {
  static constexpr std::string_view name = "hotline_ntd";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = ntd::transition_table;
};

}  // namespace redress::ntd
