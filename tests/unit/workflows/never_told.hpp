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
  static const std::vector<NeverTold> all{
      // A request is opened once.
      {"triage", {}, {"Opened"}},
      {"hotline_ntd", {}, {"Opened"}},
      // Nobody is written to during triage.
      {"triage", {}, {"NoticeAttempted", "RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "NoticeVoided", "PassedToCustomer",
                      "ContestedByRecipient", "InformationAsked", "AnswerUnclear"}},
      // These four can also answer a task, which of the closed only what was given up has.
      {"triage", {"Illegal", "NotIllegal", "GoneBeforeAssessment", "GoneBeforeExchange", "Inaccessible", "TakenBack"},
       {"Acknowledged", "ClaimedGone", "RefusedByRecipient", "NotTheirs"}},
      // Closing cancels every timer.
      {"triage", closed_in_triage, {"TimerFired"}},
      {"hotline_ntd", closed_in_ntd, {"TimerFired"}},
      // Doubt is entered without a timer, and arms none.
      {"triage", {"AwaitingSecondOpinion"}, {"TimerFired"}},
      // Look-ups concern what is open; a move is told to all.
      {"triage", closed_in_triage, {"Located"}},
      {"hotline_ntd", closed_in_ntd, {"Located"}},
      // Nobody looks at it any more. A person may have seen that a part is gone.
      {"triage", closed_in_triage, {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      {"hotline_ntd", unwatched_in_ntd, {"SeenOnline", "SeenChanged", "Missed", "ConfirmedGone", "LookFailed"}},
      // Whatever is said and done about an item on its way to removal is told to its hotline_ntd.
      {"triage", {"Illegal"}, {"LocatingFailed", "Withdrawn", "GivenUp", "HoldRequested", "HoldExtended", "HoldReleased", "ContestUpheld", "ContestOverturned",
                               "ResumedByPerson", "NextRungChosen", "PartlyGone", "ExpiredByItself"}},
      // It leaves what waits when it closes, so no attempt begins afterwards; who is told of one is told of it while open.
      {"hotline_ntd", closed_in_ntd, {"NoticeAttempted", "NoticeVoided"}},
      {"hotline_ntd", {"ClosedGoneBeforeNotice"},
       {"RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "Acknowledged", "PassedToCustomer", "ClaimedGone", "RefusedByRecipient",
        "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear"}},
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
