// The table of `removal_order`. Of two rows for the same state and event the lower is tried first.
//
// How it hangs together: an order leaves only from Looking, which holds a fresh look, and only where the rules say that this desk may order.
// Its clock begins with the receipt, stops while its addressee may be right that it cannot be followed, and is told of when it runs out.
// Whoever leaves a waiting state leaves what is planned and pending (`step_aside`), and comes back through `goes_on`.
//
// A row stands here when the engine can come to it (tests/unit/workflows/never_told.hpp); what a person asks for where it decides nothing is
// refused to them.
#pragma once

#include "workflows/msm/assessing.hpp"
#include "workflows/removal_order/actions.hpp"
#include "workflows/removal_order/guards.hpp"
#include "workflows/removal_order/states.hpp"

namespace redress::orders {

using namespace msm;     // NOLINT: the table is written in its words
using namespace asking;  // NOLINT: and does what its actions and guards say

// --- groups of states --------------------------------------------------------------------------------------------------------------
using OpenStates = States<CannotBeServed, Looking, OrderPending, AwaitingReceipt, AwaitingRemoval, CheckingClaim, Unable, InDoubt, Held, LadderExhausted>;
using Waiting = States<AwaitingReceipt, AwaitingRemoval>;
using Answering = States<Looking, AwaitingReceipt, AwaitingRemoval, CheckingClaim, LadderExhausted>;  // what is said decides where it goes on
using Interruptible = States<CannotBeServed, Looking, AwaitingReceipt, AwaitingRemoval, CheckingClaim, Unable, LadderExhausted>;
using Suspended = States<InDoubt, Held>;
using Aside = States<CannotBeServed, InDoubt, Held>;
using LookedFor = States<Looking, CheckingClaim>;  // something depends on the look
using NotLookedFor = States<CannotBeServed, OrderPending, AwaitingReceipt, AwaitingRemoval, Unable, InDoubt, Held, LadderExhausted>;
using Ordered = States<OrderPending, AwaitingReceipt, AwaitingRemoval, CheckingClaim, Unable, LadderExhausted>;
using OpenButHeld = States<CannotBeServed, Looking, AwaitingReceipt, AwaitingRemoval, CheckingClaim, Unable, InDoubt, LadderExhausted>;
using Unwatched = States<ClosedNotOrdered, ClosedAnnulled, ClosedWithdrawn, ClosedGivenUp>;
using ClosedStates = States<ClosedGone, ClosedNotOrdered, ClosedAnnulled, ClosedWithdrawn, ClosedGivenUp>;
using PerhapsTold = States<ClosedGone, ClosedAnnulled, ClosedWithdrawn, ClosedGivenUp>;
using StillMeant = States<ClosedGone, ClosedNotOrdered, ClosedGivenUp>;  // the assessment stands

// --- who may -----------------------------------------------------------------------------------------------------------------------
using delivery = by::either<by::engine, by::recipient>;
using answering = by::either<by::recipient, by::analyst>;
using police = by::either<by::partner, by::analyst>;
using takes_back = by::either<by::reporter, by::partner, by::analyst>;

// --- parts that stand in several places ----------------------------------------------------------------------------------------------
using step_aside = then<leave_pending, cancel_plans>;
using take_back = then<leave_pending, take_back_rung, cancel_plans>;
using look = look_before_notice;
using give_order = then<stop_clock, ask_next_rung<false>>;
using give_order_unseen = then<stop_clock, ask_next_rung<true>>;
using ask_contact = then<revoke_acceptance, stop_clock, ask_person<"find_contact">, keep_looking>;
using can_serve = then<close_task<"find_contact">, look>;
using end_doubt = then<note_verdict, end_contest, end_change>;
using await_inability = then<ask_person<"judge_inability">, keep_looking>;

/// An interruption is over: where it was is read from the facts.
template <class From, class E, class G, class Who, class Before>
using goes_on = rows<
  Row< From , E , AwaitingRemoval , then<Before, wait_for_removal>    , G                           , Who >,
  Row< From , E , AwaitingReceipt , then<Before, await_receipt>    , both<G, unconfirmed>        , Who >,
  Row< From , E , Looking         , then<Before, look>                , both<G, something_to_say>   , Who >,
  Row< From , E , Unable          , then<Before, await_inability>     , both<G, said_unable>        , Who >,
  Row< From , E , CannotBeServed  , then<Before, find_other_way>      , both<G, cannot_be_served>   , Who >
>;
/// A look before something is said has its result.
template <class E, class G, class Before, bool Unknown, class Give>
using says = rows<
  Row< Looking , E , AwaitingRemoval , then<Before, close_look, remind<Unknown>, wait_for_removal> , G                              , by::engine >,
  Row< Looking , E , AwaitingReceipt , then<Before, close_look, remind<Unknown>, await_receipt> , both<G, unconfirmed>           , by::engine >,
  Row< Looking , E , OrderPending    , then<Before, Give>                                          , both<G, is_not<rung_was_told>> , by::engine >,
  Row< Looking , E , AwaitingRemoval , then<Before, Give, wait_for_removal>  , both<G, is_not<rung_was_told>, rung_is_only_a_task>  , by::engine >,
  Row< Looking , E , LadderExhausted , then<Before, stop_clock, exhaust_ladder>     , both<G, is_not<rung_was_told>, no_rung_left>  , by::engine >,
  Row< Looking , E , CannotBeServed  , then<Before, close_look, find_other_way>                    , both<G, cannot_be_served>      , by::engine >
>;

using transition_table = rows<
  // --- beginning: only with an illegal assessment, and only where this desk may order ----------------------------------------------------------------
  Row< Begun , Opened , Looking          , then<note_order_begun, look>                        , assessed_illegal                               , by::engine >,
  Row< Begun , Opened , Held             , then<note_order_begun, keep_still>                  , both<assessed_illegal, under_hold>             , by::engine >,
  Row< Begun , Opened , ClosedNotOrdered , then<note_opened, ask_person<"refer_on">>           , both<assessed_illegal, is_not<may_order>>      , by::engine >,

  // --- timers ----------------------------------------------------------------------------------------------------------------------------------------
  //       from              event        to                      action                                                     guard                by
  in_each< OpenStates      , TimerFired , stays                 , tell_of_breach                                           , none               , by::engine >,
  Row< Looking             , TimerFired , Looking               , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , timer<"look_overdue"> , by::engine >,
  Row< CheckingClaim       , TimerFired , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>> , timer<"look_overdue"> , by::engine >,
  Row< OrderPending        , TimerFired , OrderPending          , notice_does_not_leave                                    , timer<"notice_overdue"> , by::engine >,
  Row< AwaitingReceipt     , TimerFired , AwaitingReceipt       , tell_of_no_receipt                                       , acceptance_is_late , by::engine >,
  Row< AwaitingRemoval     , TimerFired , AwaitingRemoval       , plan_next_step                                           , rung_is_over       , by::engine >,
  Row< AwaitingRemoval     , TimerFired , Looking               , then<step_aside, look>                                   , timer<"reminder_due"> , by::engine >,
  Row< AwaitingRemoval     , TimerFired , Looking               , then<step_aside, lead_on, look>                          , timer<"next_rung_due"> , by::engine >,
  Row< Held                , TimerFired , Held                  , tell_lead_of_hold                                        , hold_is_over       , by::engine >,

  // --- looks -----------------------------------------------------------------------------------------------------------------------------------------
  says< SeenOnline , none , note_online , false , give_order >,
  Row< CheckingClaim       , SeenOnline , AwaitingRemoval       , then<note_online, count_false_claim, wait_for_removal>   , none               , by::engine >,
  Row< CheckingClaim       , SeenOnline , AwaitingReceipt       , then<note_online, count_false_claim, await_receipt>   , unconfirmed        , by::engine >,
  in_each< NotLookedFor    , SeenOnline , stays                 , note_online_meanwhile                                    , none               , by::engine >,
  Row< Looking             , LookFailed , Looking               , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , none    , by::engine >,
  Row< CheckingClaim       , LookFailed , CheckingClaim         , then<count_failed_look, look_once_more<LookPurpose::claim>> , none            , by::engine >,
  says< LookFailed , looks_exhausted , count_failed_look , true , give_order_unseen >,
  Row< CheckingClaim       , LookFailed , AwaitingRemoval       , then<count_failed_look, ask_person<"look_by_hand">, wait_for_removal> , looks_exhausted , by::engine >,
  in_each< NotLookedFor    , LookFailed , stays                 , count_failed_look                                        , none               , by::engine >,
  in_each< NotLookedFor    , Missed     , stays                 , confirm_look                                             , none               , by::engine >,
  in_each< LookedFor       , Missed     , stays                 , confirm_look_with_timer                                  , none               , by::engine >,
  in_each< OpenStates      , ConfirmedGone , ClosedGone         , then<end_spell, close_down, watch_again>                 , none               , by::engine >,
  in_each< Interruptible   , SeenChanged , InDoubt              , then<note_change, step_aside, ask_about_doubt, keep_looking> , none           , by::engine >,
  Row< OrderPending        , SeenChanged , InDoubt              , then<note_change, take_back, ask_about_doubt, keep_looking> , none            , by::engine >,
  in_each< Suspended       , SeenChanged , stays                , then<note_change, ask_about_doubt>                       , none               , by::engine >,
  in_each< NotLookedFor    , RepeatReported , stays             , then<count_repeat, keep_looking>                         , none               , by::anyone >,
  in_each< LookedFor       , RepeatReported , stays             , count_repeat                                             , none               , by::anyone >,

  // --- our orders ------------------------------------------------------------------------------------------------------------------------------------
  Row< OrderPending        , NoticeAttempted , AwaitingReceipt  , then<note_attempt, note_served>                          , none               , by::engine >,
  in_each< Waiting         , NoticeAttempted , stays            , note_attempt                                             , none               , by::engine >,
  ignored< OpenStates , RelayAccepted , delivery >,
  in_each< States<Looking, CheckingClaim, InDoubt, Held> , RelayAccepted , stays , note_relay                              , both<of_this_rung, rung_was_told> , delivery >,
  Row< AwaitingReceipt     , RelayAccepted , AwaitingReceipt    , then<note_relay, plan_acceptance>                        , of_this_rung       , delivery >,
  ignored< OpenStates , RecipientAccepted , delivery >,
  Row< AwaitingReceipt     , RecipientAccepted , AwaitingRemoval , then<start_order_clock, wait_for_removal>               , of_this_rung       , delivery >,
  in_each< States<Looking, CheckingClaim, InDoubt, Held> , RecipientAccepted , stays , start_order_clock                   , both<of_this_rung, rung_was_told> , delivery >,
  ignored< States<CannotBeServed, CheckingClaim, Unable, LadderExhausted> , Events<NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< States<Looking, InDoubt, Held> , Events<NoticeBounced, NoticeUndeliverable> , stays , note_undelivered          , none               , delivery >,
  ignored< States<OrderPending, AwaitingReceipt, AwaitingRemoval> , Events<NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< Waiting         , Events<NoticeBounced, NoticeUndeliverable> , CannotBeServed , then<step_aside, take_back_rung, alert<"undeliverable">, ask_contact> , of_this_rung , delivery >,
  in_each< Waiting         , Events<NoticeBounced, NoticeUndeliverable> , Looking , then<step_aside, lead_on, alert<"undeliverable">, look> , both<of_this_rung, of_later_rung> , delivery >,
  Row< OrderPending        , NoticeUndeliverable , CannotBeServed , then<take_back, alert<"undeliverable">, ask_contact>   , of_this_rung       , delivery >,
  Row< OrderPending        , NoticeUndeliverable , Looking      , then<step_aside, lead_on, look>                          , both<of_this_rung, of_later_rung> , delivery >,
  in_each< States<CannotBeServed, Looking, AwaitingRemoval, CheckingClaim, Unable, InDoubt, Held> , NoticeVoided , stays , note_voided , none , by::engine >,
  Row< AwaitingReceipt     , NoticeVoided , Looking             , then<note_voided, cancel_plans, give_anew, look>         , none               , by::engine >,
  Row< OrderPending        , NoticeVoided , Looking             , then<note_voided, take_back_rung, cancel_plans, look>    , none               , by::engine >,

  // --- answers: removed, cannot comply and why, or contested ------------------------------------------------------------------------------------------
  in_each< OpenStates      , Events<Acknowledged, PassedToCustomer> , stays , note_acknowledgement                         , none               , answering >,
  Row< AwaitingReceipt     , Acknowledged , AwaitingRemoval     , then<start_order_clock, note_acknowledgement, wait_for_removal> , of_this_rung , answering >,
  in_each< Aside           , ClaimedGone  , stays               , note_claim                                               , none               , answering >,
  in_each< Answering       , ClaimedGone  , CheckingClaim       , then<note_claim, step_aside, check_claim>                , none               , answering >,
  Row< OrderPending        , ClaimedGone  , CheckingClaim       , then<note_claim, take_back, check_claim>                 , none               , answering >,
  Row< Unable              , ClaimedGone  , CheckingClaim       , then<note_claim, end_inability, step_aside, check_claim> , none               , answering >,
  in_each< Aside           , CannotComply , stays               , note_inability                                           , none               , answering >,
  in_each< Answering       , CannotComply , Unable              , then<note_inability, step_aside, stop_clock, await_inability> , none          , answering >,
  Row< OrderPending        , CannotComply , Unable              , then<note_inability, take_back, stop_clock, await_inability> , none           , answering >,
  Row< Unable              , CannotComply , Unable              , then<note_inability, await_inability>                    , none               , answering >,
  in_each< OpenStates      , RefusedByRecipient , stays         , then<ask_person<"refused">, alert<"order_refused", Severity::urgent>> , none  , answering >,
  in_each< Interruptible   , ContestedByRecipient , InDoubt     , then<note_their_contest, step_aside, ask_about_doubt, keep_looking, alert<"contested">> , none , answering >,
  Row< OrderPending        , ContestedByRecipient , InDoubt     , then<note_their_contest, take_back, ask_about_doubt, keep_looking, alert<"contested">> , none , answering >,
  in_each< Suspended       , ContestedByRecipient , stays       , then<note_their_contest, ask_about_doubt>                , none               , answering >,
  in_each< OpenStates      , InformationAsked , stays           , then<count_question, ask_person<"answer_question">>      , none               , answering >,
  in_each< OpenStates      , AnswerUnclear    , stays           , ask_person<"read_answer">                                , none               , answering >,
  in_each< OpenStates      , NotTheirs        , stays           , then<ask_person<"not_theirs">, locate_meanwhile>         , none               , answering >,

  // --- where it lies: another host is ordered anew --------------------------------------------------------------------------------------------------------
  in_each< Ordered         , Events<Located, HostMoved> , stays   , note_location                                          , none               , by::engine >,
  in_each< Ordered         , Events<Located, HostMoved> , Looking , then<step_aside, follow, look>                         , elsewhere          , by::engine >,
  in_each< States<Looking, InDoubt, Held> , Events<Located, HostMoved> , stays , follow                                    , none               , by::engine >,
  in_each< States<CannotBeServed> , Events<Located, HostMoved> , stays   , then<follow, find_other_way>                    , none               , by::engine >,
  in_each< States<CannotBeServed> , Events<Located, HostMoved> , Looking , then<follow, can_serve>                         , can_be_served_there , by::engine >,
  ignored< OpenStates , LocatingFailed , by::engine >,

  // --- police hold: in any state, and it ends by a person ----------------------------------------------------------------------------------------------
  in_each< OpenButHeld     , Events<HoldRequested, HoldExtended> , Held  , then<note_hold, keep_still>                     , none               , police >,
  in_each< States<OrderPending> , Events<HoldRequested, HoldExtended> , Held , then<take_back_rung, note_hold, keep_still> , none               , police >,
  in_each< States<Held>    , Events<HoldRequested, HoldExtended> , stays , then<note_hold, extend_hold>                    , none               , police >,
  goes_on< Held            , HoldReleased , none , by::analyst , end_hold >,
  Row< Held                , HoldReleased , InDoubt             , then<end_hold, ask_about_doubt, keep_looking>            , doubted            , by::analyst >,

  // --- people decide -------------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Withdrawn , ClosedWithdrawn        , then<note_reason, close_down, stop_looking, retract_if_told> , none           , takes_back >,
  in_each< OpenStates      , GivenUp   , ClosedGivenUp          , then<note_reason, close_down, stop_looking, ask_person<"review_given_up">> , none , by::analyst >,
  // Annulled, by a second person here or since a court said so.
  in_each< OpenStates      , ContestOverturned , ClosedAnnulled , then<note_overturned, close_down, stop_looking, retract_if_told> , none       , by::analyst >,
  Row< Held                , ContestUpheld , Held               , end_contest                                              , contested          , by::analyst >,
  goes_on< InDoubt         , ContestUpheld , contested , by::analyst , end_contest >,
  Row< InDoubt             , ContestUpheld , InDoubt            , then<end_contest, ask_about_doubt>                       , both<contested, changed> , by::analyst >,
  in_each< Interruptible   , Assessed  , InDoubt                , then<note_contest, step_aside, ask_about_doubt, keep_looking> , basis_fits_actor , judges >,
  Row< OrderPending        , Assessed  , InDoubt                , then<note_contest, take_back, ask_about_doubt, keep_looking> , basis_fits_actor , judges >,
  in_each< Suspended       , Assessed  , stays                  , then<note_contest, ask_about_doubt>                      , basis_fits_actor   , judges >,
  in_each< States<CannotBeServed, Looking, OrderPending, AwaitingReceipt, AwaitingRemoval, CheckingClaim, Unable, Held, LadderExhausted> , Assessed , stays , note_verdict , both<basis_fits_actor, still_illegal> , judges >,
  goes_on< InDoubt         , Assessed  , both<basis_fits_actor, still_illegal> , judges , end_doubt >,
  Row< InDoubt             , Assessed  , InDoubt                , ask_about_doubt                                          , both<basis_fits_actor, still_illegal, contested, is_not<of_second_person>> , judges >,
  in_each< OpenStates      , Assessed  , ClosedAnnulled         , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  // "Next": whoever comes after on the ladder.
  in_each< Waiting         , NextRungChosen , Looking           , then<step_aside, lead_on, look>                          , none               , by::analyst >,
  Row< AwaitingRemoval     , NextRungChosen , AwaitingRemoval   , ignore                                                   , approval_is_not_this , by::analyst >,
  Row< Unable              , NextRungChosen , Looking           , then<end_inability, lead_on, look>                       , none               , by::analyst >,
  Row< CannotBeServed      , NextRungChosen , Looking           , then<close_task<"find_contact">, lead_on, pass_over_rung, look> , rung_beyond_left , by::analyst >,
  // "Go on", as the answer to a task; where it decides nothing, the task is asked again.
  Row< CannotBeServed      , ResumedByPerson , Looking          , can_serve                                                , none               , by::analyst >,
  Row< OrderPending        , ResumedByPerson , Looking          , then<take_back, look>                                    , none               , by::analyst >,
  Row< Looking             , ResumedByPerson , Looking          , look_once_more<LookPurpose::before_notice>               , none               , by::analyst >,
  Row< CheckingClaim       , ResumedByPerson , CheckingClaim    , look_once_more<LookPurpose::claim>                       , none               , by::analyst >,
  Row< AwaitingRemoval     , ResumedByPerson , AwaitingRemoval  , wait_for_removal                                         , none               , by::analyst >,
  Row< AwaitingReceipt     , ResumedByPerson , AwaitingReceipt  , await_receipt                                            , none               , by::analyst >,
  // The grounds are gone, the mistakes mended, or the information given: the order is given again, with its whole time. [SRC-TCO-3]
  Row< Unable              , ResumedByPerson , Looking          , then<end_inability, give_anew, look>                     , none               , by::analyst >,
  Row< LadderExhausted     , ResumedByPerson , Looking          , then<close_task<"ladder_exhausted">, forget_rung, look, locate_meanwhile> , none , by::analyst >,
  Row< InDoubt             , ResumedByPerson , InDoubt          , ask_about_doubt                                          , none               , by::analyst >,
  Row< Held                , ResumedByPerson , Held             , ignore                                                   , none               , by::analyst >,
  in_each< OpenStates      , ExpiredByItself , ClosedGone       , then<end_spell, close_down, watch_again>                 , none               , by::analyst >,

  // --- closed: watched where it is gone, and begun again when it is back -----------------------------------------------------------------------------------
  Row< ClosedGone          , SeenOnline , Looking               , then<reappear, look>                                     , none               , by::engine >,
  Row< ClosedGone          , SeenOnline , InDoubt               , then<reappear, note_change, ask_about_doubt, keep_looking> , doubted          , by::engine >,
  Row< ClosedGone          , SeenOnline , Held                  , then<reappear, keep_still>                               , under_hold         , by::engine >,
  ignored< States<ClosedGone> , Events<SeenChanged, Missed, ConfirmedGone, LookFailed> , by::engine >,
  Row< ClosedGone          , RepeatReported , ClosedGone        , then<count_repeat, watch_again>                          , none               , by::anyone >,
  in_each< Unwatched       , RepeatReported , stays             , then<count_repeat, alert<"reported_again", Severity::info>> , none            , by::anyone >,
  in_each< StillMeant      , Assessed , stays                   , note_verdict                                             , basis_fits_actor   , judges >,
  in_each< StillMeant      , Assessed , ClosedAnnulled          , then<note_verdict, close_down, stop_looking, retract_if_told> , both<basis_fits_actor, not_illegal> , judges >,
  in_each< StillMeant      , ContestOverturned , ClosedAnnulled , then<note_overturned, close_down, stop_looking, retract_if_told> , none       , by::analyst >,
  in_each< StillMeant      , Withdrawn , ClosedWithdrawn        , then<note_reason, close_down, stop_looking, retract_if_told> , none           , takes_back >,
  ignored< States<ClosedAnnulled, ClosedWithdrawn> , Assessed , judges >,
  Row< ClosedAnnulled      , Assessed , Looking                 , then<note_verdict, end_contest, begin_anew, look>        , both<basis_fits_actor, still_illegal> , judges >,
  Row< ClosedAnnulled      , Assessed , Held                    , then<note_verdict, end_contest, begin_anew, keep_still>  , both<basis_fits_actor, still_illegal, under_hold> , judges >,
  Row< ClosedGivenUp       , ResumedByPerson , Looking          , then<close_task<"review_given_up">, begin_anew, look>    , none               , by::analyst >,
  Row< ClosedGivenUp       , ResumedByPerson , InDoubt          , then<close_task<"review_given_up">, begin_anew, ask_about_doubt, keep_looking> , doubted , by::analyst >,
  Row< ClosedGivenUp       , ResumedByPerson , Held             , then<close_task<"review_given_up">, begin_anew, keep_still> , under_hold      , by::analyst >,
  in_each< ClosedStates    , Events<HoldRequested, HoldExtended> , stays , note_hold                                       , none               , police >,
  in_each< ClosedStates    , HoldReleased , stays               , clear_hold                                               , none               , by::analyst >,
  in_each< ClosedStates    , HostMoved , stays                  , note_location                                            , none               , by::engine >,
  ignored< PerhapsTold     , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< PerhapsTold     , Events<Acknowledged, PassedToCustomer, ClaimedGone, CannotComply, RefusedByRecipient, ContestedByRecipient, NotTheirs, InformationAsked, AnswerUnclear>
                           , stays , alert<"answer_after_closing", Severity::info> , none , answering >
>;

struct Machine {
  static constexpr std::string_view name = "removal_order";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = orders::transition_table;
};

}  // namespace redress::orders
