// The table of `victim_removal`. Of two rows for the same state and event the lower is tried first.
//
// How it hangs together: nothing is sent but from Looking, which holds a fresh look, and none without the person's consent. Whoever leaves a
// waiting state leaves what is planned and pending (`step_aside`), and comes back through `goes_on`. Each rung after the first is chosen by a
// person, from ChoosingRemedy or sooner.
//
// A row stands here when the engine can come to it (tests/unit/workflows/never_told.hpp); what a person asks for where it decides nothing is
// refused to them.
#pragma once

#include "workflows/msm/assessing.hpp"
#include "workflows/victim_removal/actions.hpp"
#include "workflows/victim_removal/guards.hpp"
#include "workflows/victim_removal/states.hpp"

namespace redress::victim {

using namespace msm;     // NOLINT: the table is written in its words
using namespace asking;  // NOLINT: and does what its actions and guards say

// --- groups of states --------------------------------------------------------------------------------------------------------------
using OpenStates = States<Preparing, AwaitingConsent, CannotBeTold, Looking, NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt, Held>;
using Begins = States<AwaitingConsent, CannotBeTold, Looking, NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt, Held>;  // perhaps told
using Interruptible = States<Preparing, CannotBeTold, Looking, AwaitingRemoval, CheckingClaim, ChoosingRemedy>;
using Aside = States<AwaitingConsent, CannotBeTold, InDoubt, Held>;
using LookedFor = States<Looking, CheckingClaim>;  // something depends on the look
using NotLookedFor = States<Preparing, AwaitingConsent, CannotBeTold, NoticePending, AwaitingRemoval, ChoosingRemedy, InDoubt, Held>;
using AtHost = States<NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy>;
using NotAtHost = States<Preparing, AwaitingConsent, Looking, InDoubt, Held>;
using Unheld = States<Preparing, AwaitingConsent, CannotBeTold, Looking, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt>;
using Unwatched = States<ClosedSettled, ClosedUnfounded, ClosedWithdrawn, ClosedGivenUp>;
using ClosedStates = States<ClosedGone, ClosedSettled, ClosedUnfounded, ClosedWithdrawn, ClosedGivenUp>;
using StillMeant = States<ClosedGone, ClosedSettled, ClosedGivenUp>;  // what was asked for still holds

// --- who may -----------------------------------------------------------------------------------------------------------------------
using worker = by::helpline;
using delivery = by::either<by::engine, by::recipient>;
using answering = by::either<by::recipient, by::helpline>;
using police = by::either<by::partner, by::helpline>;
using person = by::either<by::reporter, by::helpline>;  // a worker says what they were told by the person
using engine_or_worker = by::either<by::engine, by::helpline>;

// --- parts that stand in several places ----------------------------------------------------------------------------------------------
using step_aside = then<leave_pending, cancel_plans, close_task<"choose_remedy">>;
using take_back = then<leave_pending, take_back_rung, cancel_plans>;
using look = look_before_notice;
using choose = then<ask_person<"choose_remedy">, keep_looking>;
using ask_consent = then<ask_person<"obtain_consent">, keep_looking>;
using complete = then<close_task<"complete_notice">, close_task<"find_contact">, location_is_known>;
using begin = then<note_opened, plan_account>;
using begin_again = then<begin_anew, plan_account>;
using ask_rung = then<forget_decision, note_capacity>;
using end_doubt = then<note_verdict, end_contest, end_change>;
using close = then<close_down, stop_looking, tell_person>;
using close_watched = then<close_down, watch_again, tell_person>;
using judged = both<basis_fits_actor, still_illegal>;

/// An interruption is over: where it was is read from the facts. `With` are those rows, `Unprepared` where the first step may be left, too,
/// `All` where consent may be missing as well.
template <class From, class E, class G, class Who, class Before>
struct goes_on {
  using With = rows<
    Row< From , E , AwaitingRemoval , then<Before, wait_for_removal> , G                         , Who >,
    Row< From , E , Looking         , then<Before, look>             , both<G, something_to_say> , Who >,
    Row< From , E , ChoosingRemedy  , then<Before, choose>           , both<G, decided_to_leave> , Who >,
    Row< From , E , CannotBeTold    , then<Before, locate>           , both<G, nobody_to_ask>    , Who >
  >;
  using Unprepared = rows< With , Row< From , E , Preparing , then<Before, prepare> , both<G, first_step_left> , Who > >;
  using All = rows< Unprepared , Row< From , E , AwaitingConsent , then<Before, ask_consent> , both<G, consent_is_missing> , Who > >;
};
/// It begins anew, with nobody asked yet.
template <class From, class E, class G, class Who, class Before>
using starts_over = rows<
  Row< From , E , Looking         , then<Before, look, tell_person>                              , G                           , Who >,
  Row< From , E , CannotBeTold    , then<Before, locate, tell_person>                            , both<G, nobody_to_ask>      , Who >,
  Row< From , E , AwaitingConsent , then<Before, ask_consent, tell_person>                       , both<G, consent_is_missing> , Who >,
  Row< From , E , Held            , then<Before, keep_still, tell_person>                        , both<G, under_hold>         , Who >
>;
/// A look before something is said has its result.
template <class E, class G, class Before, bool Unknown>
using says = rows<
  Row< Looking , E , AwaitingRemoval , then<Before, remind<Unknown>, wait_for_removal>    , G                              , by::engine >,
  Row< Looking , E , NoticePending   , then<Before, ask_rung, ask_next_rung<Unknown>>     , both<G, is_not<rung_was_told>> , by::engine >,
  Row< Looking , E , CannotBeTold    , then<Before, close_look, locate>                   , both<G, nobody_to_ask>         , by::engine >
>;

using transition_table = rows<
  // --- beginning: only with what a worker found founded -------------------------------------------------------------------------------------------
  Row< Begun , Opened , CannotBeTold    , then<begin, locate, tell_person>                              , assessed_illegal                       , by::engine >,
  Row< Begun , Opened , Preparing       , then<begin, prepare, locate_meanwhile, tell_person>           , both<assessed_illegal, first_step_left> , by::engine >,
  Row< Begun , Opened , AwaitingConsent , then<begin, ask_consent, locate_meanwhile, tell_person>       , both<assessed_illegal, consent_is_missing> , by::engine >,

  // --- timers ------------------------------------------------------------------------------------------------------------------------------------
  //       from              event        to                      action                                                     guard                by
  in_each< OpenStates      , TimerFired , stays                 , tell_of_deadline                                         , none               , by::engine >,
  in_each< OpenStates      , TimerFired , stays                 , then<tell_person, plan_account>                          , timer<"person_feedback"> , by::engine >,
  in_each< Begins          , TimerFired , stays                 , note_no_feedback                                         , no_feedback_yet    , by::engine >,
  goes_on< Preparing , TimerFired , timer<"self_report_over"> , by::engine , finish_first_step >::With,
  Row< CannotBeTold        , TimerFired , CannotBeTold          , locate                                                   , timer<"locate_overdue"> , by::engine >,
  Row< Looking             , TimerFired , Looking               , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , timer<"look_overdue"> , by::engine >,
  Row< CheckingClaim       , TimerFired , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>> , timer<"look_overdue"> , by::engine >,
  Row< NoticePending       , TimerFired , NoticePending         , notice_does_not_leave                                    , timer<"notice_overdue"> , by::engine >,
  Row< AwaitingRemoval     , TimerFired , AwaitingRemoval       , plan_next_step                                           , rung_is_over       , by::engine >,
  Row< AwaitingRemoval     , TimerFired , Looking               , then<step_aside, look>                                   , timer<"reminder_due"> , by::engine >,
  Row< AwaitingRemoval     , TimerFired , ChoosingRemedy        , then<step_aside, alert<"no_decision">, choose, tell_person> , timer<"next_rung_due"> , by::engine >,
  Row< Held                , TimerFired , Held                  , tell_lead_of_hold                                        , hold_is_over       , by::engine >,

  // --- looks -------------------------------------------------------------------------------------------------------------------------------------
  says< SeenOnline , none , note_online , false >,
  Row< CheckingClaim       , SeenOnline , AwaitingRemoval       , then<note_online, count_false_claim, wait_for_removal, tell_person> , none    , by::engine >,
  in_each< NotLookedFor    , SeenOnline , stays                 , note_online_meanwhile                                    , none               , by::engine >,
  Row< Looking             , LookFailed , Looking               , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , none    , by::engine >,
  Row< CheckingClaim       , LookFailed , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>> , none            , by::engine >,
  says< LookFailed , looks_exhausted , count_failed_look , true >,
  Row< CheckingClaim       , LookFailed , AwaitingRemoval       , then<count_failed_look, ask_person<"ask_person_depicted">, wait_for_removal> , looks_exhausted , by::engine >,
  in_each< NotLookedFor    , LookFailed , stays                 , count_failed_look                                        , none               , by::engine >,
  in_each< NotLookedFor    , Missed     , stays                 , confirm_look                                             , none               , by::engine >,
  in_each< LookedFor       , Missed     , stays                 , confirm_look_with_timer                                  , none               , by::engine >,
  in_each< OpenStates      , ConfirmedGone , ClosedGone         , then<end_spell, close_watched>                           , none               , by::engine >,
  in_each< Interruptible   , SeenChanged , InDoubt              , then<note_change, step_aside, ask_about_doubt, keep_looking> , none           , by::engine >,
  Row< NoticePending       , SeenChanged , InDoubt              , then<note_change, take_back, ask_about_doubt, keep_looking> , none            , by::engine >,
  in_each< States<AwaitingConsent, InDoubt, Held> , SeenChanged , stays , then<note_change, ask_about_doubt>               , none               , by::engine >,
  in_each< NotLookedFor    , RepeatReported , stays             , then<count_repeat, keep_looking>                         , none               , by::anyone >,
  in_each< LookedFor       , RepeatReported , stays             , count_repeat                                             , none               , by::anyone >,

  // --- what the person sees: "is it gone for you?" ----------------------------------------------------------------------------------------------------
  in_each< States<Preparing, AwaitingConsent, CannotBeTold, Looking, NoticePending, AwaitingRemoval, ChoosingRemedy, InDoubt, Held> , PersonObserved , stays , note_seen_by_person , none , person >,
  Row< CheckingClaim       , PersonObserved , AwaitingRemoval   , then<note_seen_by_person, count_false_claim, wait_for_removal> , none         , person >,
  in_each< OpenStates      , PersonObserved , ClosedGone        , then<end_spell_by_person, close_watched>                 , gone_for_person    , person >,

  // --- consent: what waits and needs it is left ---------------------------------------------------------------------------------------------------------
  in_each< Interruptible   , ConsentMissing , AwaitingConsent   , then<note_consent_missing, step_aside, ask_consent>      , none               , engine_or_worker >,
  Row< NoticePending       , ConsentMissing , AwaitingConsent   , then<note_consent_missing, take_back, ask_consent>       , none               , engine_or_worker >,
  Row< AwaitingConsent     , ConsentMissing , AwaitingConsent   , ask_consent                                              , none               , engine_or_worker >,
  in_each< States<InDoubt, Held> , ConsentMissing , stays       , note_consent_missing                                     , none               , engine_or_worker >,
  in_each< States<Preparing, CannotBeTold, Looking, NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt, Held> , ConsentGiven , stays , note_consent , none , worker >,
  goes_on< AwaitingConsent , ConsentGiven , none , worker , note_consent >::Unprepared,
  Row< AwaitingConsent     , ConsentGiven , InDoubt             , then<note_consent, ask_about_doubt, keep_looking>        , doubted            , worker >,

  // --- our notices -------------------------------------------------------------------------------------------------------------------------------
  Row< NoticePending       , NoticeAttempted , AwaitingRemoval  , then<note_attempt, start_clock, await_feedback, tell_person> , none           , by::engine >,
  // Again, under another number: it may have arrived, and one of those it spoke of was taken back.
  in_each< States<CannotBeTold, AwaitingRemoval, CheckingClaim, ChoosingRemedy> , NoticeAttempted , stays , note_attempt       , none               , by::engine >,
  Row< NoticePending       , NoticeIncomplete , CannotBeTold    , then<take_back, ask_person<"complete_notice">, keep_looking> , none           , by::engine >,
  ignored< States<AwaitingConsent, CannotBeTold, Looking, NoticePending, CheckingClaim, ChoosingRemedy, InDoubt, Held> , RelayAccepted , delivery >,
  Row< AwaitingRemoval     , RelayAccepted , AwaitingRemoval    , note_relay                                               , none               , delivery >,
  Row< NoticePending       , RecipientAccepted , NoticePending  , ignore                                                   , none               , delivery >,
  in_each< States<AwaitingConsent, CannotBeTold, Looking, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt, Held> , RecipientAccepted , stays , note_acceptance , none , delivery >,
  ignored< States<NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy> , Events<NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< States<AwaitingConsent, CannotBeTold, Looking, InDoubt, Held> , Events<NoticeBounced, NoticeUndeliverable> , stays , note_undelivered , none , delivery >,
  in_each< States<AwaitingRemoval> , Events<NoticeBounced, NoticeUndeliverable> , CannotBeTold , then<step_aside, revoke_acceptance, take_back_rung, alert<"undeliverable">, seek_contact> , of_this_rung , delivery >,
  Row< NoticePending       , NoticeUndeliverable , CannotBeTold , then<take_back, revoke_acceptance, alert<"undeliverable">, seek_contact> , of_this_rung , delivery >,
  in_each< States<AwaitingConsent, CannotBeTold, Looking, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt, Held> , NoticeVoided , stays , note_voided , none , by::engine >,
  Row< NoticePending       , NoticeVoided , Looking             , then<note_voided, take_back_rung, cancel_plans, look>    , none               , by::engine >,

  // --- what they say: each is feedback, whatever it is ---------------------------------------------------------------------------------------------
  in_each< Begins          , Events<Acknowledged, PassedToCustomer> , stays , then<note_acknowledgement, note_feedback>    , none               , answering >,
  Row< AwaitingRemoval     , Acknowledged , AwaitingRemoval     , then<note_acceptance, note_acknowledgement, note_feedback> , of_this_rung     , answering >,
  in_each< States<Looking, AwaitingRemoval, CheckingClaim> , Events<DecisionReceived, RefusedByRecipient, ContestedByRecipient> , ChoosingRemedy , then<note_decision, note_feedback, step_aside, choose, tell_person> , none , answering >,
  in_each< States<NoticePending> , Events<DecisionReceived, RefusedByRecipient, ContestedByRecipient> , ChoosingRemedy , then<note_decision, note_feedback, take_back, choose, tell_person> , none , answering >,
  in_each< States<ChoosingRemedy> , Events<DecisionReceived, RefusedByRecipient, ContestedByRecipient> , stays , then<note_decision, note_feedback, choose> , none , answering >,
  in_each< States<Looking, AwaitingRemoval, ChoosingRemedy> , DecisionReceived , CheckingClaim , then<note_decision, note_feedback, step_aside, check_claim> , says_removed , answering >,
  Row< NoticePending       , DecisionReceived , CheckingClaim   , then<note_decision, note_feedback, take_back, check_claim> , says_removed     , answering >,
  Row< CheckingClaim       , DecisionReceived , CheckingClaim   , note_decision                                            , says_removed       , answering >,
  in_each< States<Looking, AwaitingRemoval, ChoosingRemedy> , ClaimedGone , CheckingClaim , then<note_decision, note_feedback, step_aside, check_claim> , none , answering >,
  Row< NoticePending       , ClaimedGone      , CheckingClaim   , then<note_decision, note_feedback, take_back, check_claim> , none             , answering >,
  Row< CheckingClaim       , ClaimedGone      , CheckingClaim   , note_decision                                            , none               , answering >,
  in_each< Aside           , Events<ClaimedGone, DecisionReceived, RefusedByRecipient, ContestedByRecipient> , stays , then<note_decision, note_feedback> , none , answering >,
  in_each< Begins          , InformationAsked , stays           , then<count_question, note_feedback, ask_person<"answer_question">> , none     , answering >,
  in_each< Begins          , AnswerUnclear    , stays           , then<note_feedback, ask_person<"read_answer">>           , none               , answering >,
  in_each< Begins          , NotTheirs        , stays           , then<note_feedback, ask_person<"not_theirs">, locate_meanwhile> , none        , answering >,
  // By the office a rung went to, or a court, as a worker here was told.
  in_each< States<AwaitingRemoval, ChoosingRemedy> , AppealDecided , ChoosingRemedy , then<step_aside, choose>             , none               , worker >,
  in_each< States<AwaitingRemoval, ChoosingRemedy> , AppealDecided , AwaitingRemoval , then<step_aside, forget_decision, check_claim_meanwhile, plan_next_step> , decided_for_us , worker >,

  // --- where it lies -----------------------------------------------------------------------------------------------------------------------------
  in_each< AtHost          , Events<Located, HostMoved> , stays   , note_location                                          , none               , by::engine >,
  in_each< AtHost          , Events<Located, HostMoved> , Looking , then<step_aside, note_place, look, tell_person>        , elsewhere          , by::engine >,
  in_each< AtHost          , Events<Located, HostMoved> , CannotBeTold , then<step_aside, note_place, seek_contact, tell_person> , both<elsewhere, host_unknown> , by::engine >,
  in_each< NotAtHost       , Events<Located, HostMoved> , stays   , note_place                                             , none               , by::engine >,
  in_each< States<CannotBeTold> , Events<Located, HostMoved> , Looking , then<note_place, complete, look>                  , none               , by::engine >,
  in_each< States<CannotBeTold> , Events<Located, HostMoved> , stays , then<note_place, seek_contact>                      , nobody_to_tell     , by::engine >,
  ignored< States<Preparing, AwaitingConsent, Looking, NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy, InDoubt, Held> , LocatingFailed , by::engine >,
  Row< CannotBeTold        , LocatingFailed , CannotBeTold      , seek_contact                                             , none               , by::engine >,

  // --- police hold: in any state, and it ends by a person ------------------------------------------------------------------------------------------
  in_each< Unheld          , Events<HoldRequested, HoldExtended> , Held  , then<note_hold, keep_still, close_task<"choose_remedy">> , none      , police >,
  in_each< States<NoticePending> , Events<HoldRequested, HoldExtended> , Held , then<take_back_rung, note_hold, keep_still> , none              , police >,
  in_each< States<Held>    , Events<HoldRequested, HoldExtended> , stays , then<note_hold, extend_hold>                    , none               , police >,
  goes_on< Held            , HoldReleased , none , worker , end_hold >::All,
  Row< Held                , HoldReleased , InDoubt             , then<end_hold, ask_about_doubt, keep_looking>            , doubted            , worker >,

  // --- people decide -------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Withdrawn , ClosedWithdrawn        , then<note_reason, close, retract_if_told>                , none               , person >,
  in_each< OpenStates      , GivenUp   , ClosedGivenUp          , then<note_reason, close, ask_person<"review_given_up">>  , none               , worker >,
  Row< ChoosingRemedy      , GivenUp   , ClosedSettled          , then<note_reason, close>                                 , something_was_done , worker >,
  in_each< Interruptible   , Assessed  , InDoubt                , then<note_contest, step_aside, ask_about_doubt, keep_looking> , basis_fits_actor , worker >,
  Row< AwaitingConsent     , Assessed  , InDoubt                , then<note_contest, ask_about_doubt, keep_looking>        , basis_fits_actor   , worker >,
  Row< NoticePending       , Assessed  , InDoubt                , then<note_contest, take_back, ask_about_doubt, keep_looking> , basis_fits_actor , worker >,
  in_each< States<InDoubt, Held> , Assessed , stays             , then<note_contest, ask_about_doubt>                      , basis_fits_actor   , worker >,
  in_each< States<Preparing, AwaitingConsent, CannotBeTold, Looking, NoticePending, AwaitingRemoval, CheckingClaim, ChoosingRemedy, Held> , Assessed , stays , end_doubt , judged , worker >,
  goes_on< InDoubt         , Assessed  , judged , worker , end_doubt >::All,
  in_each< OpenStates      , Assessed  , ClosedUnfounded        , then<note_verdict, close, retract_if_told>               , both<basis_fits_actor, not_illegal> , worker >,
  in_each< States<AwaitingRemoval, ChoosingRemedy> , NextRungChosen , Looking , then<step_aside, leave_rung, look>         , rung_left          , worker >,
  in_each< States<AwaitingRemoval, ChoosingRemedy> , NextRungChosen , ChoosingRemedy , then<step_aside, leave_rung, ask_next_rung<false>, choose> , rung_is_only_a_task , worker >,
  // "Go on", as the answer to a task; where it decides nothing, the task is asked again.
  goes_on< Preparing , ResumedByPerson , none , worker , finish_first_step >::With,
  Row< AwaitingConsent     , ResumedByPerson , AwaitingConsent  , ask_consent                                              , none               , worker >,
  Row< CannotBeTold        , ResumedByPerson , Looking          , then<complete, look>                                     , none               , worker >,
  Row< CannotBeTold        , ResumedByPerson , CannotBeTold     , locate                                                   , nobody_to_ask      , worker >,
  Row< NoticePending       , ResumedByPerson , Looking          , then<take_back, look>                                    , none               , worker >,
  Row< Looking             , ResumedByPerson , Looking          , look_once_more<LookPurpose::before_notice>               , none               , worker >,
  Row< CheckingClaim       , ResumedByPerson , CheckingClaim    , look_once_more<LookPurpose::claim>                       , none               , worker >,
  Row< AwaitingRemoval     , ResumedByPerson , AwaitingRemoval  , wait_for_removal                                         , none               , worker >,
  Row< ChoosingRemedy      , ResumedByPerson , ChoosingRemedy   , choose                                                   , none               , worker >,
  Row< InDoubt             , ResumedByPerson , InDoubt          , ask_about_doubt                                          , none               , worker >,
  Row< Held                , ResumedByPerson , Held             , ignore                                                   , none               , worker >,
  in_each< OpenStates      , ExpiredByItself , ClosedGone       , then<end_spell, close_watched>                           , none               , worker >,

  // --- closed: watched where it is gone, and begun again when it is back -----------------------------------------------------------------------------
  starts_over< ClosedGone , SeenOnline , none , by::engine , then<reappear, plan_account> >,
  Row< ClosedGone          , SeenOnline , InDoubt               , then<reappear, plan_account, ask_about_doubt, keep_looking> , doubted         , by::engine >,
  Row< ClosedGone          , PersonObserved , ClosedGone        , ignore                                                   , none               , person >,
  starts_over< ClosedGone , PersonObserved , there_for_person , person , then<reappear, plan_account> >,
  ignored< Unwatched , PersonObserved , person >,
  ignored< States<ClosedGone> , Events<SeenChanged, Missed, ConfirmedGone, LookFailed> , by::engine >,
  Row< ClosedGone          , RepeatReported , ClosedGone        , then<count_repeat, watch_again>                          , none               , by::anyone >,
  in_each< Unwatched       , RepeatReported , stays             , then<count_repeat, alert<"reported_again", Severity::info>> , none            , by::anyone >,
  starts_over< ClosedSettled   , RepeatReported , asked_for , by::anyone , then<count_repeat, begin_again> >,
  starts_over< ClosedWithdrawn , RepeatReported , asked_for , by::anyone , then<count_repeat, begin_again> >,
  starts_over< ClosedGivenUp   , RepeatReported , asked_for , by::anyone , then<count_repeat, close_task<"review_given_up">, begin_again> >,
  in_each< ClosedStates    , ConsentMissing , stays             , note_consent_missing                                     , none               , engine_or_worker >,
  in_each< ClosedStates    , ConsentGiven , stays               , note_consent                                             , none               , worker >,
  in_each< StillMeant      , Assessed , stays                   , note_verdict                                             , basis_fits_actor   , worker >,
  in_each< StillMeant      , Assessed , ClosedUnfounded         , then<note_verdict, close, retract_if_told>               , both<basis_fits_actor, not_illegal> , worker >,
  in_each< States<ClosedSettled, ClosedGivenUp> , Withdrawn , ClosedWithdrawn , then<note_reason, close, retract_if_told>  , none               , person >,
  Row< ClosedGone          , Withdrawn , ClosedWithdrawn        , then<note_reason, close>                                 , none               , person >,  // nobody is to bring it back
  ignored< States<ClosedUnfounded, ClosedWithdrawn> , Assessed , worker >,
  starts_over< ClosedUnfounded , Assessed , judged , worker , then<note_verdict, end_contest, begin_again> >,
  starts_over< ClosedGivenUp , ResumedByPerson , none , worker , then<close_task<"review_given_up">, begin_again> >,
  Row< ClosedGivenUp       , ResumedByPerson , InDoubt          , then<close_task<"review_given_up">, begin_again, ask_about_doubt, keep_looking> , doubted , worker >,
  in_each< ClosedStates    , Events<HoldRequested, HoldExtended> , stays , note_hold                                       , none               , police >,
  in_each< ClosedStates    , HoldReleased , stays               , clear_hold                                               , none               , worker >,
  in_each< ClosedStates    , HostMoved , stays                  , note_location                                            , none               , by::engine >,
  ignored< ClosedStates    , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< ClosedStates    , Events<Acknowledged, PassedToCustomer, ClaimedGone, DecisionReceived, RefusedByRecipient, ContestedByRecipient, NotTheirs, InformationAsked, AnswerUnclear>
                           , stays , then<note_feedback, alert<"answer_after_closing", Severity::info>> , none , answering >
>;

struct Machine {
  static constexpr std::string_view name = "victim_removal";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = victim::transition_table;
};

}  // namespace redress::victim
