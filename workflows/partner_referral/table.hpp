// The table of `partner_referral`. Of two rows for the same state and event the lower is tried first.
//
// How it hangs together: nothing that asks for a removal is sent but from LookingBeforeNotice. Where somebody else removes it the request
// follows (AwaitingVerdict, FollowedHere), and whatever state it is in, steps on the way are reported to whoever is owed them.
//
// What only a person says stands here where it means something; elsewhere the person is told that it is not possible
// (tests/unit/workflows/never_told.hpp).
#pragma once

#include "workflows/asking/actions.hpp"
#include "workflows/asking/guards.hpp"
#include "workflows/msm/assessing.hpp"
#include "workflows/partner_referral/actions.hpp"
#include "workflows/partner_referral/guards.hpp"
#include "workflows/partner_referral/states.hpp"

namespace redress::referral {

using namespace msm;     // NOLINT: the table is written in its words
using namespace asking;  // NOLINT: and does what its actions and guards say

// --- groups of states --------------------------------------------------------------------------------------------------------------
using Following = States<AwaitingVerdict, FollowedHere>;
using Asked = States<AwaitingPartner, TakenOver>;
using AskedOrExhausted = States<AwaitingPartner, TakenOver, LadderExhausted>;
using Suspended = States<InDoubt, Held>;
using Interruptible = States<LookingBeforeNotice, AwaitingPartner, TakenOver, LadderExhausted>;
using Asking = States<LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, LadderExhausted>;
using AskingOrSuspended = States<LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted>;
using MeanwhileAsking = States<NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted>;
using PerhapsTold = States<FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted>;
using OpenStates = States<AwaitingVerdict, FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted>;
using NotLooking = States<AwaitingVerdict, FollowedHere, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted>;
using OpenButUnjudged = States<FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted>;
using ClosedStates = States<ClosedGone, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using ClosedButUnjudged = States<ClosedGone, ClosedGivenUp>;
using AllButBegun = States<AwaitingVerdict, FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted,
                           ClosedGone, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;

// --- who may -----------------------------------------------------------------------------------------------------------------------
using delivery = by::either<by::engine, by::recipient>;
using answering = by::either<by::recipient, by::analyst>;
using police = by::either<by::partner, by::analyst>;
using takes_back = by::either<by::reporter, by::partner, by::analyst>;
using observed = by::either<by::engine, by::analyst>;

// --- parts that stand in several places ----------------------------------------------------------------------------------------------
using step_aside = then<leave_pending, cancel_plans>;
using take_back = then<leave_pending, take_back_rung, cancel_plans>;
using end_of_asking = then<leave_pending, cancel_all_timers, close_every_task, forget_offer>;
using ask_another = then<step_aside, leave_offer, look_before_notice, locate_meanwhile>;

/// It goes on where it was, as read from the facts.
template <class From, class E, class G, class Who, class Before>
using goes_on = rows<
  Row< From , E , LookingBeforeNotice , then<Before, begin_asking, look_before_notice>          , G                              , Who >,
  Row< From , E , AwaitingPartner     , then<Before, wait_for_removal>            , both<G, rung_was_asked>        , Who >,
  Row< From , E , TakenOver           , then<Before, wait_for_partner>            , both<G, was_taken_over>        , Who >,
  Row< From , E , FollowedHere        , then<Before, end_of_asking, follow>       , both<G, is_not<partners_ask>>  , Who >
>;
/// It begins, or begins again, with nobody asked.
template <class From, class E, class G, class Who, class Before>
using starts = rows<
  in_each< From , E , LookingBeforeNotice , then<Before, begin_asking, look_before_notice> , G                       , Who >,
  in_each< From , E , Held                , then<Before, begin_asking, keep_still>         , both<G, under_hold>     , Who >
>;

/// A look before a notice has its result.
template <class E, class G, class Before, bool Unknown>
using asks = rows<
  Row< LookingBeforeNotice , E , NoticePending   , then<Before, ask_next_rung<Unknown>>                   , G                               , by::engine >,
  Row< LookingBeforeNotice , E , AwaitingPartner , then<Before, ask_next_rung<Unknown>, wait_for_removal> , both<G, rung_is_only_a_task>    , by::engine >,
  Row< LookingBeforeNotice , E , LadderExhausted , then<Before, exhaust_ladder>                           , both<G, no_rung_left>           , by::engine >,
  Row< LookingBeforeNotice , E , AwaitingPartner , then<Before, remind<Unknown>, wait_for_removal>        , both<G, reminder_is_meant>      , by::engine >
>;

using transition_table = rows<
  // --- beginning: handed to us and not judged yet, or judged and removed by others, or ours to offer abroad ------------------------------------------------------
  Row< Begun , Opened , AwaitingVerdict     , keep_looking                               , none                                 , by::anyone >,
  Row< Begun , Opened , ClosedNotIllegal    , none                                       , known_not_illegal                    , by::anyone >,
  Row< Begun , Opened , FollowedHere        , keep_looking                               , assessed_illegal                     , by::anyone >,
  Row< Begun , Opened , LookingBeforeNotice , then<begin_asking, look_before_notice>     , both<assessed_illegal, partners_ask>             , by::anyone >,
  Row< Begun , Opened , Held                , then<begin_asking, keep_still>             , both<assessed_illegal, partners_ask, under_hold> , by::anyone >,

  // --- what partners hand over, and what they are owed -------------------------------------------------------------------------------------------------------------
  in_each< AllButBegun           , HandedToUs     , stays             , note_handed_in                                              , none               , by::anyone >,
  in_each< AllButBegun           , StepTaken      , stays             , report_step                                                 , none               , by::engine >,
  in_each< AllButBegun           , RepeatReported , stays             , count_repeat                                                , none               , by::anyone >,

  // --- timers -------------------------------------------------------------------------------------------------------------------------------------------------------
  in_each< AskingOrSuspended     , TimerFired     , stays             , tell_of_deadline                                            , none               , by::engine >,
  Row< LookingBeforeNotice       , TimerFired     , LookingBeforeNotice , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , timer<"look_overdue"> , by::engine >,
  Row< NoticePending             , TimerFired     , NoticePending     , notice_does_not_leave                                       , timer<"notice_overdue"> , by::engine >,
  Row< AwaitingPartner           , TimerFired     , AwaitingPartner   , plan_next_step                                              , rung_is_over       , by::engine >,
  Row< AwaitingPartner           , TimerFired     , LookingBeforeNotice , then<step_aside, look_before_notice>                      , timer<"reminder_due"> , by::engine >,
  Row< AwaitingPartner           , TimerFired     , LookingBeforeNotice , ask_another                                               , timer<"next_rung_due"> , by::engine >,
  Row< TakenOver                 , TimerFired     , TakenOver         , then<ask_person<"partner_is_slow">, wait_for_partner>       , timer<"rung_due">  , by::engine >,
  Row< Held                      , TimerFired     , Held              , tell_lead_of_hold                                           , held_past_its_end  , by::engine >,
  Row< Held                      , TimerFired     , Held              , tell_lead_of_hold                                           , hold_has_ended     , by::engine >,

  // --- looks ----------------------------------------------------------------------------------------------------------------------------------------------------------
  asks< SeenOnline , none , note_online , false >,
  in_each< Following             , SeenOnline     , stays             , note_seen                                                   , none               , by::engine >,
  in_each< MeanwhileAsking       , SeenOnline     , stays             , note_online_there                                           , none               , by::engine >,
  Row< LookingBeforeNotice       , LookFailed     , LookingBeforeNotice , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , none     , by::engine >,
  asks< LookFailed , looks_exhausted , count_failed_look , true >,
  in_each< States<AwaitingVerdict, FollowedHere, NoticePending, InDoubt, Held> , LookFailed , stays , count_failed_look             , none               , by::engine >,
  in_each< AskedOrExhausted      , LookFailed     , stays             , then<count_failed_look, ask_person<"look_by_hand">>         , none               , by::engine >,
  Row< LookingBeforeNotice       , Missed         , LookingBeforeNotice , confirm_look_with_timer                                   , none               , by::engine >,
  in_each< NotLooking            , Missed         , stays             , confirm_look                                                , none               , by::engine >,
  in_each< States<AwaitingVerdict> , Events<ConfirmedGone, ExpiredByItself> , stays , wait_for_assessment                           , none               , observed >,
  in_each< OpenButUnjudged       , Events<ConfirmedGone, ExpiredByItself> , ClosedGone , then<report_gone, end_spell, close_down, watch_again> , none   , observed >,
  ignored< Following             , SeenChanged    , by::engine >,
  in_each< Interruptible         , SeenChanged    , InDoubt           , then<note_change, step_aside, ask_person<"reassess">, keep_looking> , none       , by::engine >,
  Row< NoticePending             , SeenChanged    , InDoubt           , then<note_change, take_back, ask_person<"reassess">, keep_looking>  , none       , by::engine >,
  in_each< Suspended             , SeenChanged    , stays             , then<note_change, ask_person<"reassess">>                   , none               , by::engine >,
  in_each< MeanwhileAsking       , PartlyGone     , stays             , then<note_set, note_online_meanwhile>                       , none               , by::analyst >,

  // --- our notices ----------------------------------------------------------------------------------------------------------------------------------------------------
  Row< NoticePending             , NoticeAttempted , AwaitingPartner  , then<note_attempt, start_clock>                             , none               , by::engine >,
  // Again, under another number: it may have arrived, and one of those it spoke of was taken back.
  in_each< States<FollowedHere, AwaitingPartner, TakenOver> , NoticeAttempted , stays , note_attempt , none , by::engine >,
  in_each< PerhapsTold           , RelayAccepted  , stays             , note_relay_of_rung                                          , none               , delivery >,
  in_each< PerhapsTold           , RecipientAccepted , stays          , note_acceptance_of_rung                                     , none               , delivery >,
  ignored< States<FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, LadderExhausted> , Events<NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< Suspended             , Events<NoticeBounced, NoticeUndeliverable> , stays , note_not_reached                            , none               , delivery >,
  Row< AwaitingPartner           , NoticeBounced  , LookingBeforeNotice , then<revoke_acceptance, ask_another, alert<"bounced">>    , both<of_this_rung, nobody_else> , delivery >,
  Row< AwaitingPartner           , NoticeBounced  , LookingBeforeNotice , then<revoke_acceptance, step_aside, count_bounce, take_back_rung, alert<"bounced">, look_before_notice> , both<of_this_rung, nobody_else, another_try> , delivery >,
  in_each< States<NoticePending, AwaitingPartner> , NoticeUndeliverable , LookingBeforeNotice , then<ask_another, alert<"not_offered", Severity::info>> , both<of_this_rung, nobody_else> , delivery >,
  in_each< States<FollowedHere, LookingBeforeNotice, AwaitingPartner, TakenOver, InDoubt, Held> , NoticeVoided , stays , note_voided   , none              , observed >,
  Row< NoticePending             , NoticeVoided   , LookingBeforeNotice , then<note_voided, take_back_rung, cancel_plans, look_before_notice> , none     , observed >,

  // --- what partners, and whoever else was asked, say ----------------------------------------------------------------------------------------------------------------
  in_each< Asked                 , Events<PartnerTookOver, PartnerActed> , TakenOver , then<step_aside, note_partner_word, close_task<"partner_is_slow">, wait_for_partner> , none , by::analyst >,
  Row< LadderExhausted           , PartnerTookOver , TakenOver        , then<note_partner_word, close_task<"ladder_exhausted">, wait_for_partner> , none , by::analyst >,
  Row< LadderExhausted           , PartnerActed   , TakenOver         , then<note_partner_word, close_task<"ladder_exhausted">, wait_for_partner> , none , by::analyst >,
  in_each< Asked                 , Events<PartnerDeclined, PartnerReturned> , LookingBeforeNotice , then<ask_another, close_task<"partner_is_slow">, alert<"partner_declined">> , none , by::analyst >,
  in_each< PerhapsTold           , Events<Acknowledged, PassedToCustomer> , stays , note_acknowledgement                            , none               , answering >,
  ignored< States<FollowedHere>  , Events<ClaimedGone, RefusedByRecipient, NotTheirs> , answering >,
  Row< LookingBeforeNotice       , ClaimedGone    , LookingBeforeNotice , note_claim                                                , none               , answering >,
  in_each< MeanwhileAsking       , ClaimedGone    , stays             , then<note_claim, check_claim_meanwhile>                     , none               , answering >,
  in_each< AskingOrSuspended     , RefusedByRecipient , stays         , then<ask_person<"refused">, alert<"refused">>               , none               , answering >,
  in_each< AskingOrSuspended     , NotTheirs      , stays             , then<locate_meanwhile, ask_person<"not_theirs">>            , none               , answering >,
  in_each< States<FollowedHere>  , Events<InformationAsked, AnswerUnclear, ContestedByRecipient> , stays , alert<"answer_after_moving", Severity::info> , none , answering >,
  in_each< AskingOrSuspended     , InformationAsked , stays           , then<count_question, ask_person<"answer_question">>         , none               , answering >,
  in_each< AskingOrSuspended     , AnswerUnclear  , stays             , ask_person<"read_answer">                                   , none               , answering >,
  in_each< Interruptible         , ContestedByRecipient , InDoubt     , then<note_their_contest, step_aside, ask_person<"second_person">, alert<"contested">, keep_looking> , none , answering >,
  Row< NoticePending             , ContestedByRecipient , InDoubt     , then<note_their_contest, take_back, ask_person<"second_person">, alert<"contested">, keep_looking>  , none , answering >,
  in_each< Suspended             , ContestedByRecipient , stays       , then<note_their_contest, ask_person<"second_person">>       , none               , answering >,

  // --- where it lies: another country has another hotline, and here others ask. The clocks stay as they were -------------------------------------------------------
  in_each< States<AwaitingVerdict, FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, InDoubt, Held, LadderExhausted> , Located , stays , note_location , none , by::engine >,
  in_each< States<AwaitingVerdict, FollowedHere, LookingBeforeNotice, NoticePending, AwaitingPartner, TakenOver, LadderExhausted> , HostMoved , stays , note_location , none , by::engine >,
  in_each< Suspended             , HostMoved      , stays             , note_move_meanwhile                                         , none               , by::engine >,
  starts< States<FollowedHere> , Located   , both<assessed_illegal, partners_ask_there> , by::engine , then<note_location, report_moved> >,
  starts< States<FollowedHere> , HostMoved , both<assessed_illegal, partners_ask_there> , by::engine , then<note_location, report_moved> >,
  in_each< Asking                , HostMoved      , LookingBeforeNotice , then<step_aside, forget_offer, note_location, tell_of_move, look_before_notice> , other_country , by::engine >,
  in_each< Asking                , HostMoved      , FollowedHere      , then<end_of_asking, note_location, tell_of_move, follow>    , others_ask_there   , by::engine >,
  ignored< OpenStates            , LocatingFailed , by::engine >,

  // --- verdicts -----------------------------------------------------------------------------------------------------------------------------------------------------------
  Row< AwaitingVerdict           , Assessed       , AwaitingVerdict   , note_verdict                                                , basis_fits_actor   , judges >,
  Row< AwaitingVerdict           , Assessed       , ClosedGone        , then<note_verdict, report_unavailable, close_down, watch_again> , both<basis_fits_actor, gone_before> , judges >,
  // What nobody can get at still answers: to see that again would say nothing.
  Row< AwaitingVerdict           , Assessed       , ClosedGone        , then<note_verdict, report_unavailable, close_down, stop_looking> , both<basis_fits_actor, inaccessible> , judges >,
  Row< AwaitingVerdict           , Assessed       , FollowedHere      , then<note_verdict, follow>                                  , both<basis_fits_actor, still_illegal> , judges >,
  starts< States<AwaitingVerdict> , Assessed , both<basis_fits_actor, still_illegal, partners_ask> , judges , then<note_verdict, report_assessed, report_moved> >,
  Row< FollowedHere              , Assessed       , FollowedHere      , note_verdict                                                , basis_fits_actor   , judges >,
  in_each< Interruptible         , Assessed       , InDoubt           , then<note_contest, step_aside, ask_person<"second_person">, keep_looking> , basis_fits_actor , judges >,
  Row< NoticePending             , Assessed       , InDoubt           , then<note_contest, take_back, ask_person<"second_person">, keep_looking>  , basis_fits_actor , judges >,
  in_each< Asking                , Assessed       , stays             , note_verdict                                                , both<basis_fits_actor, still_illegal> , judges >,
  in_each< Suspended             , Assessed       , stays             , then<note_contest, ask_person<"second_person">>             , basis_fits_actor   , judges >,
  Row< Held                      , Assessed       , Held              , note_verdict                                                , both<basis_fits_actor, still_illegal> , judges >,
  goes_on< InDoubt , Assessed , both<basis_fits_actor, settles_the_doubt> , judges , then<note_verdict, end_contest, end_change> >,
  in_each< OpenStates            , Assessed       , ClosedNotIllegal  , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  Row< InDoubt                   , Assessed       , Held              , then<note_verdict, end_contest, end_change, keep_still>     , both<basis_fits_actor, settles_the_doubt, under_hold> , judges >,
  goes_on< InDoubt , ContestUpheld , none , by::analyst , end_contest >,
  Row< InDoubt                   , ContestUpheld  , Held              , then<end_contest, keep_still>                               , under_hold         , by::analyst >,
  Row< InDoubt                   , ContestUpheld  , InDoubt           , then<end_contest, ask_again<"reassess">>                    , changed            , by::analyst >,
  Row< Held                      , ContestUpheld  , Held              , end_contest                                                 , none               , by::analyst >,
  in_each< Suspended             , ContestOverturned , ClosedNotIllegal , then<note_overturned, close_down, stop_looking, retract_if_told> , none        , by::analyst >,

  // --- police hold: in any state, and it ends by a person ---------------------------------------------------------------------------------------------------------------
  in_each< States<AwaitingVerdict, FollowedHere, InDoubt> , Events<HoldRequested, HoldExtended> , stays , note_hold                   , none              , police >,
  in_each< Interruptible         , Events<HoldRequested, HoldExtended> , Held , then<note_hold, keep_still>                         , none               , police >,
  in_each< States<NoticePending> , Events<HoldRequested, HoldExtended> , Held , then<take_back_rung, note_hold, keep_still>         , none               , police >,
  in_each< States<Held>          , Events<HoldRequested, HoldExtended> , stays , then<note_hold, extend_hold>                       , none               , police >,
  in_each< States<AwaitingVerdict, FollowedHere, InDoubt> , HoldReleased , stays , clear_hold                                        , none              , by::analyst >,
  goes_on< Held , HoldReleased , none , by::analyst , end_hold >,
  Row< Held                      , HoldReleased   , InDoubt           , then<end_hold, ask_what_is_in_doubt, keep_looking>          , doubted            , by::analyst >,

  // --- people decide ----------------------------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates            , Withdrawn      , ClosedWithdrawn   , then<note_reason, close_down, stop_looking, retract_if_told> , none              , takes_back >,
  in_each< AskingOrSuspended     , GivenUp        , ClosedGivenUp     , then<note_reason, close_down, stop_looking, ask_person<"review_given_up">> , none , by::analyst >,
  Row< LookingBeforeNotice       , ResumedByPerson , LookingBeforeNotice , look_once_more<LookPurpose::before_notice>               , none               , by::analyst >,
  Row< NoticePending             , ResumedByPerson , LookingBeforeNotice , then<take_back, look_before_notice>                      , none               , by::analyst >,
  Row< AwaitingPartner           , ResumedByPerson , AwaitingPartner  , wait_for_removal                                            , none               , by::analyst >,
  Row< TakenOver                 , ResumedByPerson , TakenOver        , wait_for_partner                                            , none               , by::analyst >,
  in_each< Suspended             , ResumedByPerson , stays            , ask_what_is_in_doubt                                        , none               , by::analyst >,
  Row< LadderExhausted           , ResumedByPerson , LookingBeforeNotice , then<close_task<"ladder_exhausted">, forget_offer, look_before_notice, locate_meanwhile> , none , by::analyst >,
  in_each< AskedOrExhausted      , NextRungChosen , LookingBeforeNotice , then<ask_another, close_task<"ladder_exhausted">, close_task<"partner_is_slow">> , none , by::analyst >,
  Row< AwaitingPartner           , NextRungChosen , AwaitingPartner   , ignore                                                      , approval_is_not_this , by::analyst >,

  // --- closed: watched where it is gone, and begun again when it is back ------------------------------------------------------------------------------------------------
  in_each< States<ClosedGone>    , Events<SeenOnline, PartlyGone> , AwaitingVerdict , then<reopen, keep_looking>                    , none               , observed >,
  in_each< States<ClosedGone>    , Events<SeenOnline, PartlyGone> , FollowedHere , then<reopen, follow>                             , assessed_illegal   , observed >,
  starts< States<ClosedGone> , Events<SeenOnline, PartlyGone> , both<assessed_illegal, partners_ask> , observed , begin_again >,
  in_each< States<ClosedGone>    , Events<SeenOnline, PartlyGone> , InDoubt , then<begin_again, ask_what_is_in_doubt, keep_looking> , both<assessed_illegal, partners_ask, contested> , observed >,
  Row< ClosedGone                , ConfirmedGone  , ClosedGone        , report_gone                                                 , none               , by::engine >,
  ignored< States<ClosedGone>    , Events<LookFailed, Missed, SeenChanged> , by::engine >,
  in_each< ClosedButUnjudged     , Assessed       , stays             , note_verdict                                                , basis_fits_actor   , judges >,
  in_each< ClosedButUnjudged     , Assessed       , ClosedNotIllegal  , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  // Judged illegal after all: whether it is still there is looked at, and then it goes on.
  Row< ClosedGone                , Assessed       , ClosedGone        , then<note_verdict, watch_again>                             , both<basis_fits_actor, still_illegal> , judges >,
  ignored< States<ClosedNotIllegal, ClosedWithdrawn> , Assessed , judges >,
  Row< ClosedNotIllegal          , Assessed       , FollowedHere      , then<note_verdict, end_contest, reopen, follow>             , both<basis_fits_actor, still_illegal> , judges >,
  starts< States<ClosedNotIllegal> , Assessed , both<basis_fits_actor, still_illegal, partners_ask> , judges , then<note_verdict, end_contest, reopen, forget_offer> >,
  starts< States<ClosedGivenUp> , ResumedByPerson , none , by::analyst , then<close_task<"review_given_up">, reopen, forget_offer> >,
  Row< ClosedGivenUp             , ResumedByPerson , InDoubt          , then<close_task<"review_given_up">, reopen, forget_offer, note_contest, ask_what_is_in_doubt, keep_looking> , in_doubt , by::analyst >,
  Row< ClosedGivenUp             , ResumedByPerson , FollowedHere     , then<close_task<"review_given_up">, reopen, forget_offer, follow> , is_not<partners_ask> , by::analyst >,
  in_each< ClosedButUnjudged     , Withdrawn      , ClosedWithdrawn   , then<note_reason, close_down, stop_looking, retract_if_told> , none              , takes_back >,
  ignored< States<ClosedNotIllegal, ClosedWithdrawn> , Withdrawn , takes_back >,
  in_each< ClosedStates          , Events<HoldRequested, HoldExtended> , stays , note_hold                                          , none               , police >,
  in_each< ClosedStates          , HoldReleased   , stays             , clear_hold                                                  , none               , by::analyst >,
  in_each< ClosedStates          , HostMoved      , stays             , note_location                                               , none               , by::engine >,
  ignored< ClosedStates          , LocatingFailed , by::engine >,
  in_each< ClosedStates          , Events<ContestedByRecipient, InformationAsked, AnswerUnclear> , stays , alert<"answer_after_closing", Severity::info> , none , answering >,
  ignored< ClosedStates          , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  ignored< ClosedStates          , Events<Acknowledged, PassedToCustomer, ClaimedGone, RefusedByRecipient, NotTheirs> , answering >
>;

struct Machine {
  static constexpr std::string_view name = "partner_referral";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = referral::transition_table;
};

}  // namespace redress::referral
