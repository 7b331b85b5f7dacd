#include "engine/core/event.hpp"

#include "engine/core/json_text.hpp"

namespace redress {
namespace {

constexpr auto kEventNames = name_list(
    "Opened", "RepeatReported", "Located", "LocatingFailed", "HostMoved", "Assessed", "Withdrawn", "GivenUp", "HoldRequested",
    "HoldExtended", "HoldReleased", "ContestUpheld", "ContestOverturned", "ResumedByPerson", "NextRungChosen", "NoticeAttempted",
    "RelayAccepted", "RecipientAccepted", "NoticeBounced", "NoticeUndeliverable", "NoticeVoided", "Acknowledged", "PassedToCustomer",
    "ClaimedGone", "RefusedByRecipient", "ContestedByRecipient", "NotTheirs", "InformationAsked", "AnswerUnclear", "DecisionReceived", "AppealDecided",
    "PartnerTookOver", "PartnerActed", "PartnerDeclined", "PartnerReturned", "SeenOnline",
    "SeenChanged", "Missed", "ConfirmedGone", "PartlyGone", "LookFailed", "ExpiredByItself", "TimerFired",
    "NoticeIncomplete", "AnonymityChosen", "HandedToUs", "StepTaken", "CannotComply", "ReferralChosen", "ConsentMissing", "ConsentGiven",
    "PersonObserved");
static_assert(kEventNames.size() == std::variant_size_v<Event>);

template <class E>
concept AboutNotice = requires(const E& event) { { event.notice } -> std::convertible_to<NoticeId>; };

template <class E>
concept ToAddressee = requires(const E& event) { { event.copy } -> std::convertible_to<bool>; };

template <class E>
concept OfRung = requires(const E& event) { { event.others } -> std::convertible_to<bool>; };

template <class E>
concept WithReason = requires(const E& event) { { event.reason } -> std::convertible_to<ClosingReason>; };

template <class E>
concept WithWhy = requires(const E& event) { { event.why } -> std::convertible_to<std::string>; };

template <class E>
concept ToldLater = requires(const E& event) { { event.at } -> std::same_as<const std::optional<UtcTime>&>; };

template <class E>
concept AboutHost = requires(const E& event) { { event.hoster } -> std::convertible_to<RecipientId>; };

}  // namespace

std::string_view event_name(const Event& event) noexcept { return kEventNames[event.index()]; }

std::string event_body(const Event& event) {
  return std::visit(
      []<class E>(const E& e) -> std::string {
        JsonObject body;
        if constexpr (AboutNotice<E>) body.add("notice", e.notice.value);
        if constexpr (ToAddressee<E>) {
          if (e.copy) body.add("copy", true);
        }
        if constexpr (std::is_same_v<E, RepeatReported>) {
          if (e.asked_for) body.add("asked_for", true);
        }
        if constexpr (std::is_same_v<E, NoticeVoided>) {
          if (e.tried) body.add("tried", true);
        }
        if constexpr (ToldLater<E>) {
          if (e.at) body.add("at_ms", to_ms(*e.at));
        }
        if constexpr (OfRung<E>) {
          if (e.others) body.add("others", true);
        }
        if constexpr (WithReason<E>) {
          if (e.reason != ClosingReason::none) body.add("reason", name_of(e.reason));
        }
        if constexpr (AboutHost<E>) {
          body.add("hoster", e.hoster.value).add("country", e.country).add("at_home", e.at_home);
          if constexpr (std::is_same_v<E, Located>) {
            if (e.unreachable) body.add("unreachable", true);
          }
          if (!e.platform.empty()) body.add("platform", e.platform);
          if constexpr (std::is_same_v<E, HostMoved>) body.add("site", e.site);
        }
        if constexpr (std::is_same_v<E, NextRungChosen>) {
          if (!e.task.empty()) body.add("task", e.task);
        }
        if constexpr (std::is_same_v<E, Assessed>) body.add("verdict", name_of(e.verdict)).add("basis", name_of(e.basis));
        if constexpr (std::is_same_v<E, HoldRequested> || std::is_same_v<E, HoldExtended>) body.add("until_ms", to_ms(e.until));
        if constexpr (std::is_same_v<E, ConfirmedGone>)
          body.add("first_miss_ms", to_ms(e.first_miss)).add("last_online_ms", to_ms(e.last_online)).add("evidence", name_of(e.evidence));
        if constexpr (std::is_same_v<E, DecisionReceived>) body.add("decision", name_of(e.decision));
        if constexpr (std::is_same_v<E, CannotComply>) body.add("inability", name_of(e.why));
        if constexpr (std::is_same_v<E, ReferralChosen>) body.add("referral", name_of(e.to));
        if constexpr (std::is_same_v<E, NoticeIncomplete>) body.add("missing", e.missing);
        if constexpr (std::is_same_v<E, AppealDecided>) body.add("for_us", e.for_us);
        if constexpr (std::is_same_v<E, LookFailed>) {
          if (e.looks_are_off) body.add("looks_are_off", true);
        }
        if constexpr (WithWhy<E>) {
          if (!e.why.empty()) body.add("by_rule", e.why);
        }
        if constexpr (std::is_same_v<E, HandedToUs>) {
          body.add("partner", e.partner.value);
          if (e.told_at) body.add("told_at_ms", to_ms(*e.told_at));
        }
        if constexpr (std::is_same_v<E, PersonObserved>) body.add("gone", e.gone).add("seen_by", "person");
        if constexpr (std::is_same_v<E, StepTaken>) body.add("step", name_of(e.step)).add("at_ms", to_ms(e.at));
        if constexpr (std::is_same_v<E, TimerFired>) body.add("timer", e.name).add("armed_by", e.armed_by.value);
        return body.text();
      },
      event);
}

}  // namespace redress
