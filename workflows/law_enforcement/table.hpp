// The table of `law_enforcement`. Of two rows for the same state and event the lower is tried first.
//
// How it hangs together: a referral leaves only from Looking, which holds a fresh look, like everything that says of something that it is
// there. A receipt ends it, and then the next begins that was chosen meanwhile. The hold of the police is about those who could warn
// somebody: police and authorities are told under it, a host is not.
//
// A row stands here when the engine can come to it (tests/unit/workflows/never_told.hpp).
#pragma once

#include "workflows/law_enforcement/actions.hpp"
#include "workflows/law_enforcement/guards.hpp"
#include "workflows/law_enforcement/states.hpp"
#include "workflows/msm/assessing.hpp"

namespace redress::referrals {

using namespace msm;     // NOLINT: the table is written in its words
using namespace asking;  // NOLINT: and does what its actions and guards say

// --- groups of states --------------------------------------------------------------------------------------------------------------
using OpenStates = States<Looking, NoticePending, AwaitingReceipt, NotReached, InDoubt>;
using UnderWay = States<Looking, AwaitingReceipt, NotReached>;
using NotLookedFor = States<NoticePending, AwaitingReceipt, NotReached, InDoubt>;
using ClosedStates = States<ClosedReported, ClosedGone, ClosedNotIllegal, ClosedWithdrawn, ClosedGivenUp>;
using MayBeTakenUp = States<ClosedReported, ClosedGone, ClosedNotIllegal, ClosedGivenUp>;
using StillMeant = States<ClosedReported, ClosedGone, ClosedGivenUp>;  // the assessment stands

// --- who may -----------------------------------------------------------------------------------------------------------------------
using delivery = by::either<by::engine, by::recipient>;
using answering = by::either<by::recipient, by::analyst>;
using police = by::either<by::partner, by::analyst>;
using takes_back = by::either<by::reporter, by::partner, by::analyst>;
using refers = by::either<by::engine, by::analyst>;
using observed = by::either<by::engine, by::analyst>;
using receipts = by::either<by::engine, by::recipient, by::analyst>;

// --- parts that stand in several places ----------------------------------------------------------------------------------------------
using step_aside = then<leave_pending, cancel_plans>;
using take_back = then<leave_pending, take_back_rung, cancel_plans>;
using look = look_before_notice;
using end = then<drop_referrals, close_down, stop_looking>;
using next = then<next_referral, look>;

/// A look before something is said has its result.
template <class E, class G, class Before, bool Unknown>
using says = rows<
  Row< Looking , E , NoticePending   , then<Before, send_referral<Unknown>>         , G                          , by::engine >,
  Row< Looking , E , AwaitingReceipt , then<Before, remind<Unknown>, keep_looking, plan_next_step> , both<G, reminder_is_meant> , by::engine >
>;
/// The one under way is at its end: the next that was chosen, else all is done.
template <class From, class E, class G, class Who, class Before, class To>
using goes_on = rows<
  in_each< From , E , To      , then<Before, end>  , G                     , Who >,
  in_each< From , E , Looking , then<Before, next> , both<G, more_is_left> , Who >
>;

using transition_table = rows<
  // --- beginning, and one more ----------------------------------------------------------------------------------------------------------------------
  //       from              event            to                  action                                                guard                by
  Row< Begun               , Opened         , Looking           , then<begin, look>                                   , assessed_illegal   , refers >,
  in_each< OpenStates      , ReferralChosen , stays             , queue_referral                                      , none               , refers >,
  in_each< MayBeTakenUp    , ReferralChosen , Looking           , then<take_referral, close_task<"review_given_up">, look> , none          , refers >,

  // --- timers --------------------------------------------------------------------------------------------------------------------------------------
  ignored< OpenStates , TimerFired , by::engine >,
  Row< Looking             , TimerFired     , Looking           , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , timer<"look_overdue"> , by::engine >,
  Row< NoticePending       , TimerFired     , NoticePending     , notice_does_not_leave                               , timer<"notice_overdue"> , by::engine >,
  Row< AwaitingReceipt     , TimerFired     , AwaitingReceipt   , plan_next_step                                      , rung_is_over       , by::engine >,
  Row< AwaitingReceipt     , TimerFired     , Looking           , then<step_aside, look>                              , timer<"reminder_due"> , by::engine >,
  Row< AwaitingReceipt     , TimerFired     , AwaitingReceipt   , tell_of_silence                                     , silence_is_told    , by::engine >,

  // --- looks -----------------------------------------------------------------------------------------------------------------------------------------
  says< SeenOnline , none , close_look , false >,
  ignored< NotLookedFor , SeenOnline , by::engine >,
  Row< Looking             , LookFailed     , Looking           , then<count_failed_look, look_once_more<LookPurpose::before_notice>> , none , by::engine >,
  says< LookFailed , looks_exhausted , count_failed_look , true >,
  ignored< NotLookedFor , LookFailed , by::engine >,
  Row< Looking             , Missed         , Looking           , confirm_look_with_timer                             , none               , by::engine >,
  in_each< NotLookedFor    , Missed         , stays             , confirm_look                                        , none               , by::engine >,
  // Gone before it could be said. Whoever was told is still asked for a receipt.
  in_each< States<Looking, NoticePending, NotReached, InDoubt> , Events<ConfirmedGone, ExpiredByItself> , ClosedGone , then<alert<"gone_before_referral", Severity::info>, end> , none , observed >,
  in_each< States<Looking, NoticePending, NotReached, InDoubt> , Events<ConfirmedGone, ExpiredByItself> , ClosedReported , end , was_referred_before , observed >,
  ignored< States<AwaitingReceipt> , Events<ConfirmedGone, ExpiredByItself> , observed >,
  Row< Looking             , ConfirmedGone  , AwaitingReceipt   , then<close_look, keep_looking, tell_of_silence>     , reminder_is_meant  , by::engine >,
  in_each< UnderWay        , SeenChanged    , InDoubt           , then<note_change, step_aside, ask_what_is_in_doubt, keep_looking> , none , by::engine >,
  Row< NoticePending       , SeenChanged    , InDoubt           , then<note_change, take_back, ask_what_is_in_doubt, keep_looking> , none  , by::engine >,
  ignored< States<InDoubt> , SeenChanged , by::engine >,
  in_each< OpenStates      , RepeatReported , stays             , count_repeat                                        , none               , by::anyone >,

  // --- our notices -----------------------------------------------------------------------------------------------------------------------------------
  Row< NoticePending       , NoticeAttempted , AwaitingReceipt  , then<note_attempt, await_receipt>                   , none               , by::engine >,
  Row< AwaitingReceipt     , NoticeAttempted , AwaitingReceipt  , note_attempt                                        , none               , by::engine >,
  in_each< OpenStates      , RelayAccepted  , stays             , note_relay                                          , none               , delivery >,
  ignored< OpenStates , Events<RecipientAccepted, Acknowledged, PassedToCustomer> , receipts >,
  goes_on< States<Looking, AwaitingReceipt> , Events<RecipientAccepted, Acknowledged, PassedToCustomer> , of_this_rung , receipts , then<leave_pending, note_receipt> , ClosedReported >,
  // A person referred it otherwise, and has the receipt.
  goes_on< States<NotReached> , Acknowledged , none , by::analyst , note_receipt , ClosedReported >,
  ignored< OpenStates , Events<NoticeBounced, NoticeUndeliverable> , delivery >,
  in_each< States<Looking, AwaitingReceipt> , Events<NoticeBounced, NoticeUndeliverable> , NotReached , then<step_aside, not_reached, alert<"undeliverable", Severity::urgent>> , of_this_rung , delivery >,
  Row< NoticePending       , NoticeUndeliverable , NotReached   , then<leave_pending, cancel_plans, not_reached, alert<"undeliverable", Severity::urgent>> , of_this_rung , delivery >,
  in_each< States<Looking, AwaitingReceipt, NotReached, InDoubt> , NoticeVoided , stays , note_voided                  , none               , by::engine >,
  Row< NoticePending       , NoticeVoided   , Looking           , then<note_voided, take_back_rung, cancel_plans, look> , none             , by::engine >,

  // --- what they say -----------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Events<InformationAsked, AnswerUnclear> , stays , ask_person<"read_answer">              , none               , answering >,
  in_each< OpenStates      , Events<RefusedByRecipient, ContestedByRecipient, NotTheirs> , stays , then<ask_person<"refused">, alert<"referral_refused">> , none , answering >,
  in_each< OpenStates      , ClaimedGone    , stays             , check_claim_meanwhile                               , none               , answering >,

  // --- where it lies -----------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Events<Located, HostMoved> , stays , note_location                                       , none               , by::engine >,
  Row< NoticePending       , Located        , Looking           , then<take_back, note_location, look>                , host_is_another    , by::engine >,
  Row< NoticePending       , HostMoved      , Looking           , then<take_back, note_location, look>                , host_is_another    , by::engine >,
  ignored< OpenStates , LocatingFailed , by::engine >,

  // --- police hold: those who asked for it, and authorities, are told all the same -----------------------------------------------------------------------
  ignored< OpenStates , Events<HoldRequested, HoldExtended> , police >,
  in_each< States<Looking, NoticePending> , Events<HoldRequested, HoldExtended> , NotReached , then<step_aside, not_reached, alert<"preservation_held">> , host_is_told , police >,
  ignored< OpenStates , HoldReleased , by::analyst >,

  // --- people decide -----------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Withdrawn      , ClosedWithdrawn   , then<note_reason, end, retract_if_told>             , none               , takes_back >,
  goes_on< States<AwaitingReceipt, NotReached> , GivenUp , none , by::analyst , then<note_reason, drop_referral> , ClosedGivenUp >,
  Row< InDoubt             , GivenUp        , ClosedGivenUp     , then<note_reason, end>                              , none               , by::analyst >,
  in_each< UnderWay        , Assessed       , InDoubt           , then<step_aside, ask_what_is_in_doubt, keep_looking> , basis_fits_actor  , judges >,
  Row< NoticePending       , Assessed       , InDoubt           , then<take_back, ask_what_is_in_doubt, keep_looking> , basis_fits_actor   , judges >,
  Row< InDoubt             , Assessed       , InDoubt           , ask_what_is_in_doubt                                , basis_fits_actor   , judges >,
  in_each< States<Looking, NoticePending, AwaitingReceipt, NotReached> , Assessed , stays , note_verdict              , both<basis_fits_actor, still_illegal> , judges >,
  Row< InDoubt             , Assessed       , Looking           , then<note_verdict, end_change, look>                , both<basis_fits_actor, still_illegal> , judges >,
  in_each< OpenStates      , Assessed       , ClosedNotIllegal  , then<note_verdict, end, retract_if_told>            , both<basis_fits_actor, not_illegal> , judges >,
  // "Go on", as the answer to a task.
  Row< Looking             , ResumedByPerson , Looking          , look_once_more<LookPurpose::before_notice>          , none               , by::analyst >,
  Row< NoticePending       , ResumedByPerson , Looking          , then<take_back, look>                               , none               , by::analyst >,
  Row< AwaitingReceipt     , ResumedByPerson , Looking          , then<step_aside, look>                              , none               , by::analyst >,
  Row< NotReached          , ResumedByPerson , Looking          , look                                                , none               , by::analyst >,
  Row< InDoubt             , ResumedByPerson , InDoubt          , ask_what_is_in_doubt                                , none               , by::analyst >,

  // --- closed --------------------------------------------------------------------------------------------------------------------------------------------
  in_each< ClosedStates    , RepeatReported , stays             , count_repeat                                        , none               , by::anyone >,
  in_each< StillMeant      , Assessed       , stays             , note_verdict                                        , basis_fits_actor   , judges >,
  in_each< StillMeant      , Assessed       , ClosedNotIllegal  , then<note_verdict, end, retract_if_told>            , both<basis_fits_actor, not_illegal> , judges >,
  in_each< States<ClosedNotIllegal, ClosedWithdrawn> , Assessed , stays , note_verdict                                , basis_fits_actor   , judges >,
  in_each< ClosedStates    , HostMoved      , stays             , note_location                                       , none               , by::engine >,
  ignored< ClosedStates , Events<RelayAccepted, RecipientAccepted, NoticeBounced, NoticeUndeliverable> , delivery >,
  ignored< ClosedStates , Events<Acknowledged, PassedToCustomer, ClaimedGone> , answering >,
  in_each< ClosedStates    , Events<RefusedByRecipient, ContestedByRecipient, NotTheirs, InformationAsked, AnswerUnclear>
                           , stays , alert<"answer_after_closing", Severity::info> , none , answering >
>;

struct Machine {
  static constexpr std::string_view name = "law_enforcement";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = referrals::transition_table;
};

}  // namespace redress::referrals
