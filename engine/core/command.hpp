// What a workflow wants done. Commands are data; the runtime carries them out in the transaction that stores the new state.
#pragma once

#include "engine/core/id.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace redress {

/// Why something was decided: the rule and the version of the file it stands in. Shown wherever the decision is shown.
struct Why {
  std::string rule;     // e.g. "deadline.nl_ntd_code_csam"
  std::string version;  // e.g. "2026-11-01"
  friend bool operator==(const Why&, const Why&) = default;
};
/// As it is stored and shown: `deadline.nl_ntd_code_csam@2026-11-01`.
[[nodiscard]] inline std::string to_text(const Why& why) { return why.rule + '@' + why.version; }

/// Ask the recipient of that scope. The runtime finds recipient and contact in the directory, groups, seals and delivers.
struct SendNotice {
  NoticeKind kind = NoticeKind::first;
  ContactScope scope = ContactScope::hoster;
  Need need = Need::all;
  bool urgent = false;
  bool last_look_unknown = false;  // worded as "could not be checked"
  bool next_contact = false;       // only to a contact of the recipient that was not written to about this request; if it has none, nothing follows
  std::string office{};            // kind of recipient in the directory, where the scope has several (dispute_body, coordinator); empty: any
  std::optional<ExchangeStep> step{};   // what a notice of kind `status` says, and when it happened; none for every other kind
  std::optional<UtcTime> happened_at{};
};
/// Leave every notice that was not attempted yet; the rest of it goes out without this request. No event follows: NoticeVoided is
/// told only when somebody else made the request leave.
struct LeavePendingNotices {};
/// Tell everybody who was told, and not yet told otherwise, that it was a mistake or is withdrawn.
struct RetractNotices {};
/// A timer of that name replaces an older one of the same request and name.
struct ArmTimer {
  std::string name;
  UtcTime due;
};
struct CancelTimer {
  std::string name;
};
struct CancelAllTimers {};

/// How soon the location must be looked at, and how strict the wish is.
enum class LookPurpose { before_notice, before_reminder, claim, waiting, confirm, watch };
template <>
struct EnumNames<LookPurpose> {
  static constexpr auto names = name_list("before_notice", "before_reminder", "claim", "waiting", "confirm", "watch");
};
/// Wants a fresh observation from now on; the location's own schedule is the strictest wish of its open requests.
struct CheckItem {
  LookPurpose purpose = LookPurpose::waiting;
};
/// This request no longer wants its location looked at.
struct StopLooking {};
/// Find host and contact again; answers with Located, HostMoved or LocatingFailed. Who waits for the answer arms the timer of that name:
/// a restart gives out again what such a timer stands for, since a look-up lives in memory only.
struct LocateItem {};
inline constexpr const char* kLocateTimer = "locate_overdue";
/// A task for a person. One open task per request and kind; asking again while it is open changes nothing.
/// A task ends by CloseTasks or by the event of the person who answers it, never silently.
struct AskOperator {
  std::string kind;  // names of policies/tasks
  UtcTime due;
};
struct CloseTasks {
  std::string kind;  // empty: all of the request
};
struct RaiseAlert {
  std::string kind;
  Severity severity = Severity::warning;
};
/// The item goes on in another workflow, which begins with this request's facts about place, verdict, urgency, set and hold.
/// An item has one request per workflow: if it exists already, nothing is opened.
struct OpenRequest {
  std::string workflow;
};
/// The person whose case the request belongs to is owed an account of where it stands: "three of five are gone". One open task per case.
struct TellPerson {};
struct BeginSpell {};
struct EndSpell {
  UtcTime gone_at;
  UtcTime last_online;
};

using Command = std::variant<SendNotice, LeavePendingNotices, RetractNotices, ArmTimer, CancelTimer, CancelAllTimers, CheckItem, StopLooking,
                             LocateItem, AskOperator, CloseTasks, RaiseAlert, OpenRequest, TellPerson, BeginSpell, EndSpell>;

}  // namespace redress
