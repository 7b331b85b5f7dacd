// What the engine never tells in a state, and why: the tables have no row for it. Should it be told after all, it is recorded as refused,
// with an alert, and changes nothing; `tests/simulation` fails then.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace redress::testing {

struct NeverTold {
  std::string_view workflow;
  std::vector<std::string_view> states;  // empty: all but the initial one
  std::vector<std::string_view> events;
};

inline const std::vector<NeverTold>& never_told() {
  using Names = std::vector<std::string_view>;
  static const Names closed_in_triage{"Illegal", "NotIllegal", "GoneBeforeAssessment", "GoneBeforeExchange", "Inaccessible", "TakenBack", "ClosedGivenUp"};
  static const Names closed_in_ntd{"ClosedGoneBeforeNotice", "ClosedGone", "ClosedExpired", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names unwatched_in_ntd{"ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names closed_in_flagger{"ClosedGone", "ClosedSettled", "ClosedReferred", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names unwatched_in_flagger{"ClosedSettled", "ClosedReferred", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names closed_in_victim{"ClosedGone", "ClosedSettled", "ClosedUnfounded", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names unwatched_in_victim{"ClosedSettled", "ClosedUnfounded", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names followed_in_referral{"AwaitingVerdict", "FollowedHere"};
  static const Names closed_in_referral{"ClosedGone", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names closed_orders{"ClosedGone", "ClosedNotOrdered", "ClosedAnnulled", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names closed_referrals{"ClosedReported", "ClosedGone", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"};
  static const Names of_exchange{"HandedToUs", "StepTaken", "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned"};
  static const Names of_platforms{"DecisionReceived", "AppealDecided", "NoticeIncomplete", "AnonymityChosen"};
  static const Names said_by_people{"GivenUp",    "ResumedByPerson", "NextRungChosen", "ContestUpheld",   "ContestOverturned",
                                    "PartlyGone", "PartnerTookOver", "PartnerActed",   "PartnerDeclined", "PartnerReturned"};
  static const std::vector<NeverTold> all{
      // Only an order is answered with why it cannot be followed, and only one workflow refers beside the removal.
      {"triage", {}, {"CannotComply", "ReferralChosen"}},
      {"hotline_ntd", {}, {"CannotComply", "ReferralChosen"}},
      {"trusted_flagger", {}, {"CannotComply", "ReferralChosen"}},
      {"partner_referral", {}, {"CannotComply", "ReferralChosen"}},
      {"victim_removal", {}, {"CannotComply", "ReferralChosen"}},
      {"removal_order", {}, {"ReferralChosen"}},
      {"law_enforcement", {}, {"CannotComply"}},
      // Neither belongs to the exchange of hotlines, and whoever is asked for its own decision is a platform.
      {"removal_order", {}, of_exchange},
      {"removal_order", {}, of_platforms},
      {"law_enforcement", {}, of_exchange},
      {"law_enforcement", {}, of_platforms},
      // A request is opened once, and a set is a matter of notices to hosts.
      {"removal_order", {}, {"Opened", "PartlyGone"}},
      {"law_enforcement", {}, {"Opened", "PartlyGone"}},
      // A person alone causes these, and is refused where they decide nothing.
      {"removal_order",
       {"CannotBeServed", "Looking", "OrderPending", "AwaitingReceipt", "AwaitingRemoval", "CheckingClaim", "Unable", "LadderExhausted"},
       {"HoldReleased", "ContestUpheld"}},
      {"removal_order", {"InDoubt"}, {"HoldReleased"}},
      {"removal_order", {"Looking", "OrderPending", "CheckingClaim", "InDoubt", "Held", "LadderExhausted"}, {"NextRungChosen"}},
      {"removal_order", closed_orders, {"GivenUp", "ExpiredByItself", "ContestUpheld", "NextRungChosen"}},
      {"removal_order", {"ClosedAnnulled", "ClosedWithdrawn"}, {"Withdrawn", "ContestOverturned"}},
      {"removal_order", {"ClosedGone", "ClosedNotOrdered", "ClosedAnnulled", "ClosedWithdrawn"}, {"ResumedByPerson"}},
      // Contests and ladders are of who asks for the removal; of a task of its own a referral may be given up, where it has one.
      {"law_enforcement", {}, {"ContestUpheld", "ContestOverturned", "NextRungChosen"}},
      {"law_enforcement", {"Looking", "NoticePending"}, {"GivenUp"}},
      {"law_enforcement", closed_referrals, {"GivenUp", "ResumedByPerson", "ExpiredByItself", "Withdrawn"}},
      {"law_enforcement", {"ClosedWithdrawn"}, {"ReferralChosen"}},
      // Holds are told to what is open.
      {"law_enforcement", closed_referrals, {"HoldRequested", "HoldExtended", "HoldReleased"}},
      // What waits to leave is left with the state that sent it, so an attempt begins in few states only, and none is voided afterwards.
      {"removal_order", {"CannotBeServed", "Looking", "CheckingClaim", "Unable", "InDoubt", "Held", "LadderExhausted"}, {"NoticeAttempted"}},
      {"removal_order", closed_orders, {"NoticeAttempted", "NoticeVoided"}},
      {"removal_order", {"LadderExhausted"}, {"NoticeVoided"}},
      {"law_enforcement", {"Looking", "NotReached", "InDoubt"}, {"NoticeAttempted"}},
      {"law_enforcement", closed_referrals, {"NoticeAttempted", "NoticeVoided"}},
      // Nobody was ordered anything.
      {"removal_order",
       {"ClosedNotOrdered"},
       {"RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "Acknowledged", "PassedToCustomer", "ClaimedGone",
        "CannotComply", "RefusedByRecipient", "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear"}},
      // Closing cancels every timer, look-ups concern what is open, and what is not watched is not looked at.
      {"removal_order", closed_orders, {"TimerFired", "Located", "LocatingFailed"}},
      {"removal_order",
       {"ClosedNotOrdered", "ClosedAnnulled", "ClosedWithdrawn", "ClosedGivenUp"},
       {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      {"law_enforcement",
       closed_referrals,
       {"TimerFired", "Located", "LocatingFailed", "SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      // Partners hand over and are owed an account in one workflow only.
      {"triage", {}, {"HandedToUs", "StepTaken"}},
      {"hotline_ntd", {}, {"HandedToUs", "StepTaken"}},
      {"trusted_flagger", {}, {"HandedToUs", "StepTaken"}},
      {"partner_referral", {}, {"Opened"}},
      // Platforms decide, not hotlines: whoever says so of one is told that it is not possible.
      {"partner_referral", {}, {"DecisionReceived", "AppealDecided"}},
      // What people do about an item reaches the request that asks for its removal; verdicts, holds and what ends it reach those that
      // follow, too.
      {"partner_referral", followed_in_referral, said_by_people},
      // Only a person does or says it, and where it means nothing they are told so.
      {"partner_referral",
       {"LookingBeforeNotice", "NoticePending"},
       {"NextRungChosen", "ContestUpheld", "ContestOverturned", "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned",
        "HoldReleased"}},
      {"partner_referral", {"LookingBeforeNotice"}, {"PartlyGone"}},
      {"partner_referral", {"AwaitingPartner", "TakenOver", "LadderExhausted"}, {"ContestUpheld", "ContestOverturned", "HoldReleased"}},
      {"partner_referral", {"LadderExhausted"}, {"PartnerDeclined", "PartnerReturned"}},
      {"partner_referral",
       {"InDoubt", "Held"},
       {"NextRungChosen", "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned"}},
      {"partner_referral",
       closed_in_referral,
       {"GivenUp", "NextRungChosen", "ContestUpheld", "ContestOverturned", "PartnerTookOver", "PartnerActed", "PartnerDeclined",
        "PartnerReturned", "ExpiredByItself"}},
      {"partner_referral", {"ClosedGone", "ClosedNotIllegal", "ClosedWithdrawn"}, {"ResumedByPerson"}},
      {"partner_referral", {"ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"}, {"PartlyGone"}},
      // Those that follow have no timer, and closing cancels every one.
      {"partner_referral", followed_in_referral, {"TimerFired"}},
      {"partner_referral", closed_in_referral, {"TimerFired"}},
      // Nobody was written to before it was judged. What waits to leave is left with the state that sent it, so an attempt begins in two
      // states only.
      {"partner_referral",
       {"AwaitingVerdict"},
       {"NoticeAttempted", "RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "NoticeVoided", "Acknowledged",
        "PassedToCustomer", "ClaimedGone", "RefusedByRecipient", "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear"}},
      {"partner_referral",
       {"LookingBeforeNotice", "InDoubt", "Held", "LadderExhausted", "ClosedGone", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"},
       {"NoticeAttempted"}},
      // Left when the rung before was.
      {"partner_referral", {"LadderExhausted", "ClosedGone", "ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"}, {"NoticeVoided"}},
      {"partner_referral", closed_in_referral, {"Located"}},
      // Nobody looks at it any more.
      {"partner_referral",
       {"ClosedNotIllegal", "ClosedWithdrawn", "ClosedGivenUp"},
       {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      {"partner_referral", {}, {"NoticeIncomplete", "AnonymityChosen"}},
      // Only notices to platforms have elements, and only there may our name stay out of one.
      {"triage", {}, {"NoticeIncomplete", "AnonymityChosen"}},
      {"hotline_ntd", {}, {"NoticeIncomplete", "AnonymityChosen"}},
      // No partner hotline has it.
      {"trusted_flagger", {}, {"PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned"}},
      // A person alone causes these, and is refused where they decide nothing.
      {"trusted_flagger", {}, {"PartlyGone"}},
      {"trusted_flagger",
       {"Looking", "NoticePending", "AwaitingConfirmation", "AwaitingDecision", "CheckingClaim", "InDoubt", "Held"},
       {"NextRungChosen"}},
      {"trusted_flagger",
       {"AwaitingConfirmation", "AwaitingDecision", "CheckingClaim", "ChoosingRemedy", "InDoubt", "Held"},
       {"AnonymityChosen"}},
      {"trusted_flagger", {"CannotBeTold", "Looking", "NoticePending", "CheckingClaim", "InDoubt", "Held"}, {"AppealDecided"}},
      {"trusted_flagger",
       {"CannotBeTold", "Looking", "NoticePending", "AwaitingConfirmation", "AwaitingDecision", "CheckingClaim", "ChoosingRemedy"},
       {"ContestUpheld"}},
      {"trusted_flagger",
       {"CannotBeTold", "Looking", "NoticePending", "AwaitingConfirmation", "AwaitingDecision", "CheckingClaim", "ChoosingRemedy",
        "InDoubt"},
       {"HoldReleased"}},
      {"trusted_flagger",
       closed_in_flagger,
       {"GivenUp", "NextRungChosen", "AnonymityChosen", "AppealDecided", "ContestUpheld", "ExpiredByItself"}},
      {"trusted_flagger", {"ClosedGone", "ClosedSettled", "ClosedReferred", "ClosedNotIllegal", "ClosedWithdrawn"}, {"ResumedByPerson"}},
      {"trusted_flagger", {"ClosedNotIllegal", "ClosedWithdrawn"}, {"Withdrawn", "ContestOverturned"}},
      // Only a person's case has consent, and eyes of its own.
      {"triage", {}, {"ConsentMissing", "ConsentGiven", "PersonObserved"}},
      {"hotline_ntd", {}, {"ConsentMissing", "ConsentGiven", "PersonObserved"}},
      {"trusted_flagger", {}, {"ConsentMissing", "ConsentGiven", "PersonObserved"}},
      {"partner_referral", {}, {"ConsentMissing", "ConsentGiven", "PersonObserved"}},
      {"removal_order", {}, {"ConsentMissing", "ConsentGiven", "PersonObserved"}},
      {"law_enforcement", {}, {"ConsentMissing", "ConsentGiven", "PersonObserved"}},
      // Nothing of a person's case goes to partner hotlines, our name stands in every notice, a doubt ends by an assessment, and each location is
      // asked for by itself.
      {"victim_removal",
       {},
       {"Opened", "HandedToUs", "StepTaken", "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned", "AnonymityChosen",
        "ContestUpheld", "ContestOverturned", "PartlyGone"}},
      // Before the first step is done nobody was written to.
      {"victim_removal",
       {"Preparing"},
       {"NoticeAttempted", "RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "NoticeVoided", "Acknowledged",
        "PassedToCustomer", "ClaimedGone", "RefusedByRecipient", "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear",
        "DecisionReceived", "NoticeIncomplete"}},
      // A person alone causes these, and is refused where they decide nothing.
      {"victim_removal",
       {"Preparing", "AwaitingConsent", "CannotBeTold", "Looking", "NoticePending", "CheckingClaim", "InDoubt", "Held"},
       {"NextRungChosen", "AppealDecided"}},
      {"victim_removal",
       {"Preparing", "AwaitingConsent", "CannotBeTold", "Looking", "NoticePending", "AwaitingRemoval", "CheckingClaim", "ChoosingRemedy",
        "InDoubt"},
       {"HoldReleased"}},
      {"victim_removal", closed_in_victim, {"GivenUp", "NextRungChosen", "AppealDecided", "ExpiredByItself"}},
      {"victim_removal", {"ClosedGone", "ClosedSettled", "ClosedUnfounded", "ClosedWithdrawn"}, {"ResumedByPerson"}},
      {"victim_removal", {"ClosedUnfounded", "ClosedWithdrawn"}, {"Withdrawn"}},
      // Closing cancels every timer and leaves what waits; look-ups and looks concern what is open or watched.
      {"victim_removal", closed_in_victim, {"TimerFired", "Located", "LocatingFailed", "NoticeAttempted", "NoticeVoided", "NoticeIncomplete"}},
      {"victim_removal", unwatched_in_victim, {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      // What waits to leave is left with the state that sent it, and what is missing is seen when it is sealed.
      {"victim_removal",
       {"AwaitingConsent", "Looking", "InDoubt", "Held"},
       {"NoticeAttempted"}},
      {"victim_removal",
       {"AwaitingConsent", "CannotBeTold", "Looking", "AwaitingRemoval", "CheckingClaim", "ChoosingRemedy", "InDoubt", "Held"},
       {"NoticeIncomplete"}},
      // A request is opened once.
      {"trusted_flagger", {}, {"Opened"}},
      {"triage", {}, {"Opened"}},
      {"hotline_ntd", {}, {"Opened"}},
      // What platforms and partner hotlines say is said of what they were asked; a person who says it of something else is refused.
      {"triage", {}, {"DecisionReceived", "AppealDecided", "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned"}},
      {"hotline_ntd", {}, {"DecisionReceived", "AppealDecided", "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned"}},
      // Nobody is written to during triage.
      {"triage",
       {},
       {"NoticeAttempted", "RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "NoticeVoided", "PassedToCustomer",
        "ContestedByRecipient", "InformationAsked", "AnswerUnclear"}},
      // These four can also answer a task, which of the closed only what was given up has.
      {"triage",
       {"Illegal", "NotIllegal", "GoneBeforeAssessment", "GoneBeforeExchange", "Inaccessible", "TakenBack"},
       {"Acknowledged", "ClaimedGone", "RefusedByRecipient", "NotTheirs"}},
      // Closing cancels every timer.
      {"triage", closed_in_triage, {"TimerFired"}},
      {"hotline_ntd", closed_in_ntd, {"TimerFired"}},
      {"trusted_flagger", closed_in_flagger, {"TimerFired"}},
      // Doubt is entered without a timer, and arms none.
      {"triage", {"AwaitingSecondOpinion"}, {"TimerFired"}},
      // Look-ups concern what is open; a move is told to all.
      {"triage", closed_in_triage, {"Located"}},
      {"hotline_ntd", closed_in_ntd, {"Located"}},
      {"trusted_flagger", closed_in_flagger, {"Located", "LocatingFailed"}},
      {"trusted_flagger", unwatched_in_flagger, {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      // Nobody looks at it any more. A person may have seen that a part is gone.
      {"triage", closed_in_triage, {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      {"hotline_ntd", unwatched_in_ntd, {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      // Whatever is said and done about an item on its way to removal is told to its hotline_ntd.
      {"triage",
       {"Illegal"},
       {"LocatingFailed", "Withdrawn", "GivenUp", "HoldRequested", "HoldExtended", "HoldReleased", "ContestUpheld", "ContestOverturned",
        "ResumedByPerson", "NextRungChosen", "PartlyGone", "ExpiredByItself"}},
      // What is in doubt, has changed or is held is left out of a notice before the first try.
      {"hotline_ntd", {"AwaitingSecondPerson", "AwaitingReassessment", "Held"}, {"NoticeAttempted"}},
      // It leaves what waits when it closes, so no attempt begins afterwards; who is told of one is told of it while open.
      {"hotline_ntd", closed_in_ntd, {"NoticeAttempted", "NoticeVoided"}},
      {"trusted_flagger", closed_in_flagger, {"NoticeAttempted", "NoticeVoided"}},
      // The same of every state that is entered by stepping aside, and what is missing is seen when a notice that is pending is sealed.
      {"trusted_flagger", {"Looking", "InDoubt", "Held"}, {"NoticeAttempted"}},
      {"trusted_flagger",
       {"CannotBeTold", "Looking", "AwaitingConfirmation", "AwaitingDecision", "CheckingClaim", "ChoosingRemedy", "InDoubt", "Held"},
       {"NoticeIncomplete"}},
      {"trusted_flagger", closed_in_flagger, {"NoticeIncomplete"}},
      // Nobody was told.
      {"trusted_flagger",
       {"ClosedReferred"},
       {"RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "Acknowledged", "PassedToCustomer", "ClaimedGone",
        "DecisionReceived", "RefusedByRecipient", "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear"}},
      {"hotline_ntd",
       {"ClosedGoneBeforeNotice"},
       {"RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "Acknowledged", "PassedToCustomer", "ClaimedGone",
        "RefusedByRecipient", "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear"}},
  };
  return all;
}

inline bool is_never_told(std::string_view workflow, std::string_view state, std::string_view event) {
  const auto has = [](const auto& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  return std::any_of(never_told().begin(), never_told().end(), [&](const NeverTold& one) {
    return one.workflow == workflow && (one.states.empty() || has(one.states, state)) && has(one.events, event);
  });
}

}  // namespace redress::testing
