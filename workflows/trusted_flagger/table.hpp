// The table of `trusted_flagger`. Of two rows for the same state and event the lower is tried first.
//
// How it hangs together: nothing is sent but from Looking, which holds a fresh look. Whoever leaves a waiting state leaves what is planned
// and pending (`step_aside`), and comes back through `goes_on`. Each rung after the first is chosen by a person, from ChoosingRemedy.
//
// A row stands here when the engine can come to it (tests/unit/workflows/never_told.hpp); what a person asks for where it decides nothing is
// refused to them.
#pragma once

#include "workflows/msm/assessing.hpp"
#include "workflows/trusted_flagger/actions.hpp"
#include "workflows/trusted_flagger/guards.hpp"
#include "workflows/trusted_flagger/states.hpp"

namespace redress::flagger {

using namespace msm;     // NOLINT: the table is written in its words
using namespace asking;  // NOLINT: and does what its actions and guards say

// --- groups of states --------------------------------------------------------------------------------------------------------------
using OpenStates = States<CannotBeTold, Looking, NoticePending, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy, InDoubt, Held>;
using Waiting = States<AwaitingConfirmation, AwaitingDecision>;
using Asked = States<Looking, AwaitingConfirmation, AwaitingDecision>;
using Interruptible = States<CannotBeTold, Looking, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy>;
using Suspended = States<InDoubt, Held>;
using Aside = States<CannotBeTold, InDoubt, Held>;
using LookedFor = States<Looking, CheckingClaim>;  // something depends on the look
using NotLookedFor = States<CannotBeTold, NoticePending, AwaitingConfirmation, AwaitingDecision, ChoosingRemedy, InDoubt, Held>;
using OnPlatform = States<NoticePending, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy>;
using OpenButHeld = States<CannotBeTold, Looking, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy, InDoubt>;
using Unwatched = States<ClosedSettled, ClosedReferred, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using ClosedStates = States<ClosedGone, ClosedSettled, ClosedReferred, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using PerhapsTold = States<ClosedGone, ClosedSettled, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using StillMeant = States<ClosedGone, ClosedSettled, ClosedReferred, ClosedGivenUp>;  // the assessment stands

// --- who may -----------------------------------------------------------------------------------------------------------------------
using delivery = by::either<by::engine, by::recipient>;
using answering = by::either<by::recipient, by::analyst>;
using police = by::either<by::partner, by::analyst>;
using takes_back = by::either<by::reporter, by::partner, by::analyst>;

// --- parts that stand in several places ----------------------------------------------------------------------------------------------
using step_aside = then<leave_pending, cancel_plans, close_task<"choose_remedy">>;
using take_back = then<leave_pending, take_back_rung, cancel_plans>;
using look = look_before_notice;
using choose = then<ask_person<"choose_remedy">, keep_looking>;
using complete = then<close_task<"complete_notice">, close_task<"find_contact">, close_task<"find_exchange_road">>;
using ask_contact = then<revoke_acceptance, ask_person<"find_contact">, keep_looking>;
using ask_rung_known = then<forget_decision, note_capacity, ask_next_rung<false>>;
using ask_rung_unknown = then<forget_decision, note_capacity, ask_next_rung<true>>;
using end_doubt = then<note_verdict, end_contest, end_change>;

/// An interruption is over: where it was is read from the facts.
template <class From, class E, class G, class Who, class Before>
using goes_on = rows<
  Row< From , E , AwaitingDecision     , then<Before, wait_for_removal>       , G                           , Who >,
  Row< From , E , AwaitingConfirmation , then<Before, wait_for_receipt>       , both<G, unconfirmed>        , Who >,
  Row< From , E , Looking              , then<Before, look>                   , both<G, something_to_say>   , Who >,
  Row< From , E , ChoosingRemedy       , then<Before, choose>                 , both<G, decided_to_leave>   , Who >,
  Row< From , E , CannotBeTold         , then<Before, take_other_road>        , both<G, off_platform>       , Who >
>;
/// A look before something is said has its result.
template <class E, class G, class Before, bool Unknown, class Ask>
using says = rows<
  Row< Looking , E , AwaitingDecision     , then<Before, remind<Unknown>, wait_for_removal> , G                                 , by::engine >,
  Row< Looking , E , AwaitingConfirmation , then<Before, remind<Unknown>, wait_for_receipt> , both<G, unconfirmed>              , by::engine >,
  Row< Looking , E , NoticePending        , then<Before, Ask>                               , both<G, is_not<rung_was_told>>    , by::engine >,
  Row< Looking , E , CannotBeTold         , then<Before, close_look, take_other_road>       , both<G, off_platform>             , by::engine >
>;

using transition_table = rows<
  // --- beginning: only with an illegal assessment ----------------------------------------------------------------------------------------------
  Row< Begun , Opened , Looking        , then<note_opened, note_capacity, look>                , assessed_illegal                          , by::engine >,
  Row< Begun , Opened , Held           , then<note_opened, note_capacity, keep_still>          , both<assessed_illegal, under_hold>        , by::engine >,
  Row< Begun , Opened , ClosedReferred , then<note_opened, refer_on>                           , both<assessed_illegal, removes_nothing>   , by::engine >,

  // --- timers ------------------------------------------------------------------------------------------------------------------------------------
  //       from              event        to                      action                                                     guard                by
  in_each< OpenStates      , TimerFired , stays                 , tell_of_deadline                                         , none               , by::engine >,
  Row< Looking             , TimerFired , Looking               , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , timer<"look_overdue"> , by::engine >,
  Row< CheckingClaim       , TimerFired , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>> , timer<"look_overdue"> , by::engine >,
  Row< NoticePending       , TimerFired , NoticePending         , notice_does_not_leave                                    , timer<"notice_overdue"> , by::engine >,
  in_each< Waiting         , TimerFired , stays                 , plan_next_step                                           , rung_is_over       , by::engine >,
  in_each< Waiting         , TimerFired , Looking               , then<step_aside, look>                                   , timer<"reminder_due"> , by::engine >,
  in_each< Waiting         , TimerFired , ChoosingRemedy        , then<step_aside, alert<"no_decision">, choose>           , timer<"next_rung_due"> , by::engine >,
  Row< AwaitingConfirmation , TimerFired , Looking              , then<step_aside, note_unconfirmed, look>                 , acceptance_is_late , by::engine >,
  Row< Held                , TimerFired , Held                  , tell_lead_of_hold                                        , hold_is_over       , by::engine >,
  goes_on< Held            , TimerFired , both<hold_is_over, sends_when_hold_ends> , by::engine , end_hold_by_rule >,
  Row< Held                , TimerFired , InDoubt               , then<end_hold_by_rule, ask_about_doubt, keep_looking>    , both<hold_is_over, sends_when_hold_ends, doubted> , by::engine >,

  // --- looks -------------------------------------------------------------------------------------------------------------------------------------
  says< SeenOnline , none , note_online , false , ask_rung_known >,
  Row< CheckingClaim       , SeenOnline , AwaitingDecision      , then<note_online, count_false_claim, wait_for_removal>   , none               , by::engine >,
  in_each< NotLookedFor    , SeenOnline , stays                 , note_online_meanwhile                                    , none               , by::engine >,
  Row< Looking             , LookFailed , Looking               , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , none    , by::engine >,
  Row< CheckingClaim       , LookFailed , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>> , none            , by::engine >,
  says< LookFailed , looks_exhausted , count_failed_look , true , ask_rung_unknown >,
  Row< CheckingClaim       , LookFailed , AwaitingDecision      , then<count_failed_look, ask_person<"look_by_hand">, wait_for_removal> , looks_exhausted , by::engine >,
  in_each< NotLookedFor    , LookFailed , stays                 , count_failed_look                                        , none               , by::engine >,
  in_each< NotLookedFor    , Missed     , stays                 , confirm_look                                             , none               , by::engine >,
  in_each< LookedFor       , Missed     , stays                 , confirm_look_with_timer                                  , none               , by::engine >,
  in_each< OpenStates      , ConfirmedGone , ClosedGone         , then<end_spell, close_down, watch_again>                 , none               , by::engine >,
  in_each< Interruptible   , SeenChanged , InDoubt              , then<note_change, step_aside, ask_about_doubt, keep_looking> , none           , by::engine >,
  Row< NoticePending       , SeenChanged , InDoubt              , then<note_change, take_back, ask_about_doubt, keep_looking> , none            , by::engine >,
  in_each< Suspended       , SeenChanged , stays                , then<note_change, ask_about_doubt>                       , none               , by::engine >,
  in_each< NotLookedFor    , RepeatReported , stays             , then<count_repeat, keep_looking>                         , none               , by::anyone >,
  in_each< LookedFor       , RepeatReported , stays             , count_repeat                                             , none               , by::anyone >,

  // --- our notices -------------------------------------------------------------------------------------------------------------------------------
  Row< NoticePending       , NoticeAttempted , AwaitingConfirmation , then<note_attempt, start_clock>                      , none               , by::engine >,
  Row< NoticePending       , NoticeAttempted , AwaitingDecision , then<note_attempt, start_clock>                          , anonymous          , by::engine >,
  // Again, under another number: it may have arrived, and one of those it spoke of was taken back.
  in_each< States<CannotBeTold, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy> , NoticeAttempted , stays , note_attempt , none , by::engine >,
  Row< NoticePending       , NoticeIncomplete , CannotBeTold    , then<take_back, ask_person<"complete_notice">, keep_looking> , none           , by::engine >,
  ignored< States<CannotBeTold, Looking, NoticePending, AwaitingDecision, CheckingClaim, ChoosingRemedy, InDoubt, Held> , RelayAccepted , delivery >,
  Row< AwaitingConfirmation , RelayAccepted , AwaitingConfirmation , then<note_relay, plan_acceptance>                     , none               , delivery >,
  ignored< States<NoticePending, AwaitingConfirmation, AwaitingDecision> , RecipientAccepted , delivery >,
  Row< AwaitingConfirmation , RecipientAccepted , AwaitingDecision , then<note_acceptance, wait_for_removal>               , of_this_rung       , delivery >,
  in_each< States<CannotBeTold, Looking, CheckingClaim, ChoosingRemedy, InDoubt, Held> , RecipientAccepted , stays , note_acceptance , none        , delivery >,
  Row< Looking             , RecipientAccepted , AwaitingDecision , then<note_acceptance, cancel_plans, wait_for_removal>  , rung_was_told      , delivery >,
  ignored< States<NoticePending, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy> , Events<NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< States<CannotBeTold, Looking, InDoubt, Held> , Events<NoticeBounced, NoticeUndeliverable> , stays , note_undelivered , none           , delivery >,
  in_each< Waiting         , Events<NoticeBounced, NoticeUndeliverable> , CannotBeTold , then<step_aside, take_back_rung, alert<"undeliverable">, ask_contact> , of_this_rung , delivery >,
  Row< NoticePending       , NoticeUndeliverable , CannotBeTold , then<take_back, alert<"undeliverable">, ask_contact>     , of_this_rung       , delivery >,
  in_each< States<CannotBeTold, Looking, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy, InDoubt, Held> , NoticeVoided , stays , note_voided , none , by::engine >,
  Row< NoticePending       , NoticeVoided , Looking             , then<note_voided, take_back_rung, cancel_plans, look>    , none               , by::engine >,

  // --- what platforms say ------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Events<Acknowledged, PassedToCustomer> , stays , note_acknowledgement                         , none               , answering >,
  Row< AwaitingConfirmation , Acknowledged , AwaitingDecision   , then<note_acceptance, note_acknowledgement, wait_for_removal> , of_this_rung , answering >,
  in_each< Asked           , Events<DecisionReceived, RefusedByRecipient, ContestedByRecipient> , ChoosingRemedy , then<note_decision, step_aside, choose> , none , answering >,
  Row< NoticePending       , DecisionReceived     , ChoosingRemedy , then<note_decision, take_back, choose>                , none               , answering >,
  Row< NoticePending       , RefusedByRecipient   , ChoosingRemedy , then<note_decision, take_back, choose>                , none               , answering >,
  Row< NoticePending       , ContestedByRecipient , ChoosingRemedy , then<note_decision, take_back, choose>                , none               , answering >,
  in_each< States<CheckingClaim> , Events<DecisionReceived, RefusedByRecipient, ContestedByRecipient> , ChoosingRemedy , then<note_decision, step_aside, choose> , none , answering >,
  in_each< States<ChoosingRemedy> , Events<DecisionReceived, RefusedByRecipient, ContestedByRecipient> , stays , then<note_decision, choose> , none , answering >,
  in_each< Asked           , DecisionReceived , CheckingClaim   , then<note_decision, step_aside, check_claim>             , says_removed       , answering >,
  Row< NoticePending       , DecisionReceived , CheckingClaim   , then<note_decision, take_back, check_claim>              , says_removed       , answering >,
  Row< ChoosingRemedy      , DecisionReceived , CheckingClaim   , then<note_decision, step_aside, check_claim>             , says_removed       , answering >,
  Row< CheckingClaim       , DecisionReceived , CheckingClaim   , note_decision                                            , says_removed       , answering >,
  in_each< States<Looking, AwaitingConfirmation, AwaitingDecision, ChoosingRemedy> , ClaimedGone , CheckingClaim , then<note_decision, step_aside, check_claim> , none , answering >,
  Row< NoticePending       , ClaimedGone      , CheckingClaim   , then<note_decision, take_back, check_claim>              , none               , answering >,
  Row< CheckingClaim       , ClaimedGone      , CheckingClaim   , note_decision                                            , none               , answering >,
  in_each< Aside           , Events<ClaimedGone, DecisionReceived, RefusedByRecipient, ContestedByRecipient> , stays , note_decision , none       , answering >,
  in_each< OpenStates      , InformationAsked , stays           , then<count_question, ask_person<"answer_question">>      , none               , answering >,
  in_each< OpenStates      , AnswerUnclear    , stays           , ask_person<"read_answer">                                , none               , answering >,
  in_each< OpenStates      , NotTheirs        , stays           , then<ask_person<"not_theirs">, locate_meanwhile>         , none               , answering >,
  // By the complaint system, the dispute body or the coordinator, as a person here was told: the platform then acts on it, or there is one rung more.
  in_each< Waiting         , AppealDecided    , ChoosingRemedy  , then<step_aside, choose>                                 , none               , by::analyst >,
  in_each< States<AwaitingConfirmation, AwaitingDecision, ChoosingRemedy> , AppealDecided , AwaitingDecision , then<step_aside, check_claim_meanwhile, plan_next_step> , decided_for_us , by::analyst >,

  // --- where it lies: another platform is asked anew; elsewhere the request for there is opened beside this one ------------------------------------
  in_each< OnPlatform      , Events<Located, HostMoved> , stays   , note_location                                          , none               , by::engine >,
  in_each< OnPlatform      , Events<Located, HostMoved> , Looking , then<step_aside, follow, look>                         , elsewhere          , by::engine >,
  in_each< States<Looking, InDoubt, Held> , Events<Located, HostMoved> , stays , follow                                    , none               , by::engine >,
  in_each< States<CannotBeTold> , Events<Located, HostMoved> , stays   , then<follow, take_other_road>                     , none               , by::engine >,
  in_each< States<CannotBeTold> , Events<Located, HostMoved> , Looking , then<follow, complete, look>                      , on_a_platform      , by::engine >,
  ignored< OpenStates , LocatingFailed , by::engine >,

  // --- police hold: in any state, and it ends by a person ------------------------------------------------------------------------------------------
  in_each< OpenButHeld     , Events<HoldRequested, HoldExtended> , Held  , then<note_hold, keep_still, close_task<"choose_remedy">> , none      , police >,
  in_each< States<NoticePending> , Events<HoldRequested, HoldExtended> , Held , then<take_back_rung, note_hold, keep_still> , none              , police >,
  in_each< States<Held>    , Events<HoldRequested, HoldExtended> , stays , then<note_hold, extend_hold>                    , none               , police >,
  goes_on< Held            , HoldReleased , none , by::analyst , end_hold >,
  Row< Held                , HoldReleased , InDoubt             , then<end_hold, ask_about_doubt, keep_looking>            , doubted            , by::analyst >,

  // --- people decide -------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Withdrawn , ClosedWithdrawn        , then<note_reason, close_down, stop_looking, retract_if_told> , none           , takes_back >,
  in_each< OpenStates      , GivenUp   , ClosedGivenUp          , then<note_reason, close_down, stop_looking, ask_person<"review_given_up">> , none , by::analyst >,
  Row< ChoosingRemedy      , GivenUp   , ClosedSettled          , then<note_reason, close_down, stop_looking>              , something_was_done , by::analyst >,
  in_each< OpenStates      , ContestOverturned , ClosedNotIllegal , then<note_overturned, close_down, stop_looking, retract_if_told> , none     , by::analyst >,
  Row< Held                , ContestUpheld , Held               , end_contest                                              , contested          , by::analyst >,
  goes_on< InDoubt         , ContestUpheld , contested , by::analyst , end_contest >,
  Row< InDoubt             , ContestUpheld , InDoubt            , then<end_contest, ask_about_doubt>                       , both<contested, changed> , by::analyst >,
  in_each< Interruptible   , Assessed  , InDoubt                , then<note_contest, step_aside, ask_about_doubt, keep_looking> , basis_fits_actor , judges >,
  Row< NoticePending       , Assessed  , InDoubt                , then<note_contest, take_back, ask_about_doubt, keep_looking> , basis_fits_actor , judges >,
  in_each< Suspended       , Assessed  , stays                  , then<note_contest, ask_about_doubt>                      , basis_fits_actor   , judges >,
  in_each< States<CannotBeTold, Looking, NoticePending, AwaitingConfirmation, AwaitingDecision, CheckingClaim, ChoosingRemedy, Held> , Assessed , stays , note_verdict , both<basis_fits_actor, still_illegal> , judges >,
  goes_on< InDoubt         , Assessed  , both<basis_fits_actor, still_illegal> , judges , end_doubt >,
  Row< InDoubt             , Assessed  , InDoubt                , ask_about_doubt                                          , both<basis_fits_actor, still_illegal, contested, is_not<of_second_person>> , judges >,
  in_each< OpenStates      , Assessed  , ClosedNotIllegal       , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  Row< ChoosingRemedy      , NextRungChosen , Looking           , then<step_aside, leave_rung, look>                       , rung_left          , by::analyst >,
  Row< ChoosingRemedy      , NextRungChosen , Looking           , then<step_aside, leave_rung, pass_over_rung, look>       , both<rung_beyond_left, next_rung_has_closed> , by::analyst >,
  Row< CannotBeTold        , NextRungChosen , Looking           , then<complete, leave_rung, pass_over_rung, look>         , rung_beyond_left   , by::analyst >,
  Row< CannotBeTold        , AnonymityChosen , Looking          , then<note_anonymity, complete, look>                     , may_be_anonymous   , by::analyst >,
  Row< Looking             , AnonymityChosen , Looking          , note_anonymity                                           , may_be_anonymous   , by::analyst >,
  Row< NoticePending       , AnonymityChosen , Looking          , then<note_anonymity, take_back, look>                    , may_be_anonymous   , by::analyst >,
  // "Go on", as the answer to a task; where it decides nothing, the task is asked again.
  Row< CannotBeTold        , ResumedByPerson , Looking          , then<complete, look>                                     , none               , by::analyst >,
  Row< NoticePending       , ResumedByPerson , Looking          , then<take_back, look>                                    , none               , by::analyst >,
  Row< Looking             , ResumedByPerson , Looking          , look_once_more<LookPurpose::before_notice>               , none               , by::analyst >,
  Row< CheckingClaim       , ResumedByPerson , CheckingClaim    , look_once_more<LookPurpose::claim>                       , none               , by::analyst >,
  in_each< Waiting         , ResumedByPerson , stays            , wait_for_removal                                         , none               , by::analyst >,
  Row< ChoosingRemedy      , ResumedByPerson , ChoosingRemedy   , choose                                                   , none               , by::analyst >,
  Row< InDoubt             , ResumedByPerson , InDoubt          , ask_about_doubt                                          , none               , by::analyst >,
  Row< Held                , ResumedByPerson , Held             , ignore                                                   , none               , by::analyst >,
  in_each< OpenStates      , ExpiredByItself , ClosedGone       , then<end_spell, close_down, watch_again>                 , none               , by::analyst >,

  // --- closed: watched where it is gone, and begun again when it is back -----------------------------------------------------------------------------
  Row< ClosedGone          , SeenOnline , Looking               , then<reappear, look>                                     , none               , by::engine >,
  Row< ClosedGone          , SeenOnline , InDoubt               , then<reappear, note_change, ask_about_doubt, keep_looking> , doubted          , by::engine >,
  Row< ClosedGone          , SeenOnline , Held                  , then<reappear, keep_still>                               , under_hold         , by::engine >,
  ignored< States<ClosedGone> , Events<SeenChanged, Missed, ConfirmedGone, LookFailed> , by::engine >,
  Row< ClosedGone          , RepeatReported , ClosedGone        , then<count_repeat, watch_again>                          , none               , by::anyone >,
  in_each< Unwatched       , RepeatReported , stays             , then<count_repeat, alert<"reported_again", Severity::info>> , none            , by::anyone >,
  in_each< StillMeant      , Assessed , stays                   , note_verdict                                             , basis_fits_actor   , judges >,
  in_each< StillMeant      , Assessed , ClosedNotIllegal        , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  in_each< StillMeant      , ContestOverturned , ClosedNotIllegal , then<note_overturned, close_down, stop_looking, retract_if_told> , none     , by::analyst >,
  in_each< StillMeant      , Withdrawn , ClosedWithdrawn        , then<note_reason, close_down, stop_looking, retract_if_told> , none           , takes_back >,
  ignored< States<ClosedNotIllegal, ClosedWithdrawn> , Assessed , judges >,
  Row< ClosedNotIllegal    , Assessed , Looking                 , then<note_verdict, end_contest, begin_anew, look>        , both<basis_fits_actor, still_illegal> , judges >,
  Row< ClosedNotIllegal    , Assessed , Held                    , then<note_verdict, end_contest, begin_anew, keep_still>  , both<basis_fits_actor, still_illegal, under_hold> , judges >,
  Row< ClosedGivenUp       , ResumedByPerson , Looking          , then<close_task<"review_given_up">, begin_anew, look>    , none               , by::analyst >,
  Row< ClosedGivenUp       , ResumedByPerson , InDoubt          , then<close_task<"review_given_up">, begin_anew, ask_about_doubt, keep_looking> , doubted , by::analyst >,
  Row< ClosedGivenUp       , ResumedByPerson , Held             , then<close_task<"review_given_up">, begin_anew, keep_still> , under_hold      , by::analyst >,
  in_each< ClosedStates    , Events<HoldRequested, HoldExtended> , stays , note_hold                                       , none               , police >,
  in_each< ClosedStates    , HoldReleased , stays               , clear_hold                                               , none               , by::analyst >,
  in_each< ClosedStates    , HostMoved , stays                  , note_location                                            , none               , by::engine >,
  ignored< PerhapsTold     , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< PerhapsTold     , Events<Acknowledged, PassedToCustomer, ClaimedGone, DecisionReceived, RefusedByRecipient, ContestedByRecipient, NotTheirs, InformationAsked, AnswerUnclear>
                           , stays , alert<"answer_after_closing", Severity::info> , none , answering >
>;

struct Machine {
  static constexpr std::string_view name = "trusted_flagger";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = flagger::transition_table;
};

}  // namespace redress::flagger
