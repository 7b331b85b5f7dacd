// The table of `triage`. A verdict is taken wherever the item stands; where it is hosted only decides the road.
// Of two rows for the same state and event the lower is tried first.
//
// A row stands here when the engine can come to it (tests/unit/workflows/never_told.hpp): nobody is written to during triage, nobody looks
// at what is closed here, and what people say of an item on its way to removal is told to its hotline_ntd.
#pragma once

#include "workflows/msm/assessing.hpp"
#include "workflows/triage/actions.hpp"
#include "workflows/triage/guards.hpp"
#include "workflows/triage/states.hpp"

namespace redress::triage {

using namespace msm;  // NOLINT: the table is written in its words

using Waiting = States<Received, AwaitingAssessment, AwaitingSecondOpinion>;        // no verdict that counts yet
using Unassessed = States<Received, AwaitingAssessment>;                              // the target time runs
using Judged = States<AwaitingRoad, NeedsExchangeRoad>;                              // illegal, road unknown
using OpenStates = States<Received, AwaitingAssessment, AwaitingSecondOpinion, AwaitingRoad, NeedsExchangeRoad>;
using Reopened = States<GoneBeforeAssessment, GoneBeforeExchange, Inaccessible, TakenBack, ClosedGivenUp>;
using Rejudged = States<NotIllegal, GoneBeforeAssessment, GoneBeforeExchange, Inaccessible, ClosedGivenUp>;
using ClosedStates = States<Illegal, NotIllegal, GoneBeforeAssessment, GoneBeforeExchange, Inaccessible, TakenBack, ClosedGivenUp>;
using EndedHere = States<NotIllegal, GoneBeforeAssessment, GoneBeforeExchange, Inaccessible, TakenBack, ClosedGivenUp>;  // and people still mean it

using police = by::either<by::partner, by::analyst>;               // police tell us, or a person here enters it
using observed = by::either<by::engine, by::analyst>;
using takes_back = by::either<by::reporter, by::partner, by::analyst>;

/// Answers to a task that decide nothing here: it is asked again.
using decides_nothing = Events<ResumedByPerson, NextRungChosen, ContestUpheld, ContestOverturned, Acknowledged, ClaimedGone, RefusedByRecipient, NotTheirs>;

template <class From, class Before>
using doubt_rows = in_each< From , Assessed , AwaitingSecondOpinion , then<note_verdict, Before, ask_person<"second_opinion">> , both<basis_fits_actor, doubtful> , judges >;
/// What a verdict that settles it brings from one of those states. `Before` is the state's own tidying up.
template <class From, class Before>
using settling_rows = rows<
  in_each< From , Assessed , NotIllegal            , then<note_verdict, close_down>                                   , both<basis_fits_actor, not_illegal>                 , judges >,
  in_each< From , Assessed , Inaccessible          , then<note_verdict, close_down>                                   , both<basis_fits_actor, inaccessible>                , judges >,
  in_each< From , Assessed , GoneBeforeAssessment  , then<note_verdict, close_down>                                   , both<basis_fits_actor, gone_before>                 , judges >,
  in_each< From , Assessed , AwaitingRoad          , then<note_verdict, Before, locate, ask_person<"find_contact">>   , both<basis_fits_actor, illegal>                     , judges >
>;
/// What is known of where it is leads on.
template <class From, class Before>
using road_rows = rows<
  in_each< From , Assessed , NeedsExchangeRoad     , then<note_verdict, Before, ask_person<"find_exchange_road">>     , both<basis_fits_actor, illegal, hosted_abroad>      , judges >,
  in_each< From , Assessed , Illegal               , then<note_verdict, close_down, take_road>                        , both<basis_fits_actor, illegal, has_road>           , judges >
>;
template <class From, class Before>
using verdict_rows = rows< settling_rows< From, Before >, road_rows< From, Before > >;

using transition_table = rows<
  // --- received, located: the target time runs from the first second ------------------------------------------------------------------------------------------------
  //   from                  event            to                     action                                                     guard                by
  Row< New                 , Opened         , Received             , then<note_opened, set_target, locate>                    , none               , by::anyone >,
  Row< Received            , Located        , AwaitingAssessment   , then<note_location, ask_person<"assess">>                , none               , by::engine >,
  Row< Received            , HostMoved      , AwaitingAssessment   , then<note_location, ask_person<"assess">>                , none               , by::engine >,
  Row< Received            , LocatingFailed , AwaitingAssessment   , then<ask_person<"find_contact">, ask_person<"assess">>   , none               , by::engine >,
  in_each< States<AwaitingAssessment, AwaitingSecondOpinion>, Events<Located, HostMoved>, stays, note_location                , none               , by::engine >,
  in_each< States<AwaitingAssessment, AwaitingSecondOpinion>, LocatingFailed, stays, ask_person<"find_contact">               , none               , by::engine >,

  // --- time: stale timers fall through to the ignored row ------------------------------------------------------------------------------------------------------------
  ignored< States<Received, AwaitingAssessment, NeedsExchangeRoad>, TimerFired, by::engine >,
  in_each< Unassessed      , TimerFired     , stays                , alert<"assessment_near">                                 , lead_alert         , by::engine >,
  in_each< Unassessed      , TimerFired     , stays                , alert<"assessment_late", Severity::urgent>               , assessment_is_late , by::engine >,
  Row< Received            , TimerFired     , AwaitingAssessment   , then<ask_person<"find_contact">, ask_person<"assess">>   , timer<"locate_overdue"> , by::engine >,
  Row< AwaitingRoad        , TimerFired     , AwaitingRoad         , then<locate, ask_again<"find_contact">>                  , none               , by::engine >,  // the look-up's: it has no other

  // --- verdicts: by a person, by the rule for a trusted source, by a partner ------------------------------------------------------------------------------------------
  doubt_rows< States<Received, AwaitingAssessment>, target_is_met >,
  settling_rows< States<Received, AwaitingAssessment>, target_is_met >,
  road_rows< States<AwaitingAssessment>, target_is_met >,  // of what was only received nobody knows where it is
  verdict_rows< States<AwaitingSecondOpinion>, target_is_met >,
  // Still doubtful after the second opinion: the lead decides.
  Row< AwaitingSecondOpinion , Assessed     , AwaitingSecondOpinion , then<note_verdict, alert<"still_doubtful">, ask_again<"second_opinion">> , both<basis_fits_actor, doubtful> , judges >,
  // A doubt is settled by a second person or by a rule, not by asking the first again.
  Row< AwaitingSecondOpinion , Assessed     , AwaitingSecondOpinion , ask_again<"second_opinion">                              , both<basis_fits_actor, is_not<of_second_person>> , by::analyst >,

  // --- judged illegal, on the way to its road ------------------------------------------------------------------------------------------------------------------------
  Row< AwaitingRoad        , Assessed       , AwaitingRoad         , note_verdict                                             , both<basis_fits_actor, illegal>       , judges >,
  Row< NeedsExchangeRoad   , Assessed       , NeedsExchangeRoad    , then<note_verdict, ask_again<"find_exchange_road">>      , both<basis_fits_actor, illegal>       , judges >,
  in_each< Judged          , Assessed       , AwaitingSecondOpinion , then<note_verdict, target_is_met, close_task<"find_exchange_road">, ask_person<"second_opinion">> , both<basis_fits_actor, doubtful> , judges >,
  in_each< Judged          , Assessed       , NotIllegal           , then<note_verdict, close_down>                           , both<basis_fits_actor, not_illegal>   , judges >,
  in_each< Judged          , Assessed       , Inaccessible         , then<note_verdict, close_down>                           , both<basis_fits_actor, inaccessible>  , judges >,
  in_each< Judged          , Assessed       , GoneBeforeAssessment , then<note_verdict, close_down>                           , both<basis_fits_actor, gone_before>   , judges >,
  Row< AwaitingRoad        , Located        , AwaitingRoad         , then<note_location, locate_later, ask_again<"find_contact">>   , none               , by::engine >,
  Row< AwaitingRoad        , HostMoved      , AwaitingRoad         , then<note_location, locate_later, ask_again<"find_contact">>   , none               , by::engine >,
  Row< AwaitingRoad        , LocatingFailed , AwaitingRoad         , then<locate_later, ask_again<"find_contact">>            , none               , by::engine >,
  Row< AwaitingRoad        , Located        , NeedsExchangeRoad    , then<note_location, ask_person<"find_exchange_road">>    , now_abroad         , by::engine >,
  Row< AwaitingRoad        , HostMoved      , NeedsExchangeRoad    , then<note_location, ask_person<"find_exchange_road">>    , now_abroad         , by::engine >,
  in_each< States<NeedsExchangeRoad>, Events<Located, HostMoved>, stays, note_location                                        , none               , by::engine >,
  in_each< Judged          , Events<Located, HostMoved>, Illegal   , then<note_location_only, close_down, take_road>          , road_from_there    , by::engine >,
  ignored< States<NeedsExchangeRoad>, LocatingFailed, by::engine >,

  // --- repeats count and trigger a look; no clock is reset. What was closed as gone, unseen or taken back begins again ---------------------------------------------------
  in_each< OpenStates      , RepeatReported , stays                , then<count_repeat, look_again>                           , none               , by::anyone >,
  in_each< States<Illegal, NotIllegal>, RepeatReported, stays      , count_repeat                                             , none               , by::anyone >,
  in_each< Reopened        , RepeatReported , AwaitingAssessment   , then<count_repeat, close_task<"review_given_up">, reopen, set_target, ask_person<"assess">> , none           , by::anyone >,
  in_each< States<GoneBeforeAssessment, GoneBeforeExchange>, PartlyGone, AwaitingAssessment , then<reopen, set_target, ask_person<"assess">> , none , observed >,

  // --- looks while waiting --------------------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Events<SeenOnline, SeenChanged, PartlyGone>, stays , note_online                                 , none               , observed >,
  in_each< OpenStates      , Missed         , stays                , confirm_look                                             , none               , by::engine >,
  in_each< OpenStates      , LookFailed     , stays                , count_failed_look                                        , none               , by::engine >,
  in_each< OpenStates      , LookFailed     , stays                , then<count_failed_look, ask_person<"look_by_hand">>      , looks_keep_failing , by::engine >,
  in_each< Waiting         , ConfirmedGone  , GoneBeforeAssessment , then<note_gone, close_down>                              , evidence_suffices  , by::engine >,
  in_each< Judged          , ConfirmedGone  , GoneBeforeExchange   , then<note_gone, close_down>                              , evidence_suffices  , by::engine >,
  in_each< OpenStates      , ExpiredByItself , GoneBeforeAssessment , close_down                                              , none               , observed >,

  // --- people --------------------------------------------------------------------------------------------------------------------------------------------------------
  in_each< OpenStates      , Withdrawn      , TakenBack            , then<note_reason, close_down>                            , none               , takes_back >,
  in_each< OpenStates      , GivenUp        , ClosedGivenUp        , then<note_reason, close_down, ask_person<"review_given_up">> , none            , by::analyst >,
  in_each< States<Received, AwaitingRoad>, Events<ResumedByPerson, NextRungChosen>, stays, locate                             , none               , by::analyst >,
  in_each< States<AwaitingAssessment>, decides_nothing, stays, ask_again<"assess"> , none   , by::analyst >,
  in_each< States<AwaitingSecondOpinion>, decides_nothing, stays, ask_again<"second_opinion"> , none , by::analyst >,
  in_each< States<NeedsExchangeRoad>, decides_nothing, stays, then<locate, ask_again<"find_exchange_road">> , none , by::analyst >,
  ignored< States<Received, AwaitingRoad>, Events<ContestUpheld, ContestOverturned, Acknowledged, ClaimedGone, RefusedByRecipient, NotTheirs>, by::analyst >,
  // Police may ask to wait at any time; the assessment goes on, and hotline_ntd begins under the hold.
  in_each< OpenStates      , Events<HoldRequested, HoldExtended>, stays, note_hold                                            , none               , police >,
  in_each< EndedHere       , Events<HoldRequested, HoldExtended>, stays, note_hold                                            , none               , police >,
  in_each< OpenStates      , HoldReleased   , stays                , clear_hold                                               , none               , by::analyst >,
  in_each< EndedHere       , HoldReleased   , stays                , clear_hold                                               , none               , by::analyst >,

  // --- after closing: a verdict may still change ----------------------------------------------------------------------------------------------------------------------
  doubt_rows< Rejudged, then<close_task<"review_given_up">, look_again> >,
  verdict_rows< Rejudged, then<close_task<"review_given_up">, look_again> >,
  Row< TakenBack           , Assessed       , TakenBack            , note_verdict                                             , basis_fits_actor   , judges >,
  Row< Illegal             , Assessed       , Illegal              , note_verdict                                             , basis_fits_actor   , judges >,
  Row< Illegal             , Assessed       , NotIllegal           , note_verdict                                             , both<basis_fits_actor, not_illegal>  , judges >,
  in_each< ClosedStates    , HostMoved      , stays                , note_location_only                                       , none               , by::engine >,
  ignored< EndedHere, LocatingFailed, by::engine >,
  ignored< States<NotIllegal, Inaccessible, TakenBack, ClosedGivenUp>, PartlyGone, observed >,
  ignored< EndedHere, ExpiredByItself, observed >,
  ignored< EndedHere, Withdrawn, takes_back >,
  // Having given up is reviewed by a person, who may take it up again.
  Row< ClosedGivenUp       , ResumedByPerson , AwaitingAssessment  , then<close_task<"review_given_up">, reopen, set_target, ask_person<"assess">> , none , by::analyst >,
  ignored< States<NotIllegal, GoneBeforeAssessment, GoneBeforeExchange, Inaccessible, TakenBack>, ResumedByPerson, by::analyst >,
  ignored< EndedHere, Events<GivenUp, NextRungChosen, ContestUpheld, ContestOverturned>, by::analyst >,
  ignored< States<ClosedGivenUp>, Events<Acknowledged, ClaimedGone, RefusedByRecipient, NotTheirs>, by::analyst >
>;

struct Machine {
  static constexpr std::string_view name = "triage";
  static constexpr int version = 1;
  using states = AllStates;
  using transition_table = triage::transition_table;
};

}  // namespace redress::triage
