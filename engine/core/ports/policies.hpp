// The questions workflows and the runtime ask, and who may answer them: policies/. Answers are pure; each says why.
// Ports live here so that a workflow needs no policy header.
#pragma once

#include "engine/core/command.hpp"
#include "engine/core/facts.hpp"
#include "engine/core/result.hpp"
#include "engine/core/retention.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

template <class T>
struct Reasoned {
  T answer;
  Why why;
};

/// When a recipient is late, and which of the two clocks counts. [SRC-NTD-CODE]
class DeadlinePolicy {
 public:
  virtual ~DeadlinePolicy() = default;
  /// The regime a request of that workflow begins with, by its country, its verdict and whether it stands on a social platform.
  [[nodiscard]] virtual Reasoned<std::string> regime_for(std::string_view workflow, const Facts& facts) const = 0;
  /// Earliest moment a recipient counts as late with removal; never before the start of the regime's clock. `facts` must have the
  /// clock the regime counts from, else the earliest one it has.
  [[nodiscard]] virtual Reasoned<UtcTime> removal_due(const Facts& facts) const = 0;
  /// When a notice the relay took must have been accepted by the recipient.
  [[nodiscard]] virtual Reasoned<UtcTime> acceptance_due(const Facts& facts, UtcTime relay_accepted_at) const = 0;
};

/// One addressee of a rung.
struct Addressee {
  ContactScope scope = ContactScope::hoster;
  Need need = Need::all;
  NoticeKind kind = NoticeKind::first;
  std::string office{};  // kind of recipient in the directory, where the scope has several; empty: any
};
struct Rung {
  int number = 0;                      // 1, 2, …
  std::vector<Addressee> addressees;   // empty: only the task
  int reminders_max = 0;               // reminders before the next rung
  Milliseconds reminder_after{0};      // after the rung's waiting time or the last reminder
  Milliseconds next_rung_after{0};     // after the last reminder
  std::string task;                    // kind of a task this rung opens (e.g. "approve_network"); empty when none
  std::string reminder_task;           // kind of a task that the first reminder opens (e.g. "propose_referral"); empty when none
  Milliseconds waits{0};               // from the rung's first attempt; what is left of the request's deadline is waited for in any case
  Milliseconds within_of_decision{0};  // later than this after the platform's decision the rung is closed to us; zero: never
};
/// Whom to ask, in which order.
class LadderPolicy {
 public:
  virtual ~LadderPolicy() = default;
  /// The rung of that number for this request of that workflow; nothing when the ladder ends before it.
  [[nodiscard]] virtual std::optional<Reasoned<Rung>> rung(std::string_view workflow, const Facts& facts, int number) const = 0;
};

/// Times of people: targets and due times of tasks, and how long before a deadline alerts are raised.
class TaskPolicy {
 public:
  virtual ~TaskPolicy() = default;
  /// When the task is due, by the staffing calendar.
  [[nodiscard]] virtual Reasoned<UtcTime> due(std::string_view kind, const Facts& facts, UtcTime now) const = 0;
};
class AlertPolicy {
 public:
  virtual ~AlertPolicy() = default;
  static constexpr int kLeadsMax = 10;
  /// Moments before `deadline` at which an alert is due, earliest first, none in the past of `now`; at most kLeadsMax.
  [[nodiscard]] virtual Reasoned<std::vector<UtcTime>> lead_alerts(std::string_view kind, UtcTime deadline, UtcTime now) const = 0;
  /// Two alerts of one kind about one subject are at least this far apart.
  [[nodiscard]] virtual Reasoned<Milliseconds> throttle(std::string_view kind) const = 0;
};

/// Looking: how often, how many misses make `gone`, which evidence suffices.
struct LookPlan {
  Milliseconds first_after{0};   // after the wish
  Milliseconds interval{0};      // between looks while it is seen online or unknown
  int misses = 3;                // in a row that confirm
  Milliseconds miss_spacing{0};  // between misses
};
class LookPolicy {
 public:
  virtual ~LookPolicy() = default;
  /// `recipient`: slug of who hosts it; empty where nobody is known.
  [[nodiscard]] virtual Reasoned<LookPlan> plan(LookPurpose purpose, Milliseconds since_opened, std::string_view recipient = {}) const = 0;
  /// Whether that evidence may count as gone for a workflow.
  [[nodiscard]] virtual Reasoned<bool> suffices(std::string_view workflow, Evidence evidence) const = 0;
  /// An observation older than this is not fresh enough to speak.
  [[nodiscard]] virtual Milliseconds fresh_for() const = 0;
  /// How many failed looks in a row before a person is asked.
  [[nodiscard]] virtual int failures_before_task() const = 0;
  /// How long a closed request's location is still watched for reappearance.
  [[nodiscard]] virtual Milliseconds watch_for() const { return hours{24 * 90}; }
  /// Looks in a row that must have read the same before something else there means `changed`.
  [[nodiscard]] virtual int same_digest_looks() const { return 2; }
  /// Host and contact that were looked up longer ago are looked up again before anything is said.
  [[nodiscard]] virtual Milliseconds place_fresh_for() const { return minutes{60}; }
  /// Where a source failed that others stood in for, everything is asked again after this long, then after twice as long and so on, up to a
  /// day.
  [[nodiscard]] virtual Milliseconds place_again_after() const { return minutes{10}; }
  /// Looks at one host within a minute, by all workers and for all requests together.
  [[nodiscard]] virtual int host_looks_per_minute() const { return 120; }
  /// Least time between the last look and one that a repeat asks for.
  [[nodiscard]] virtual Milliseconds repeat_spacing() const { return minutes{10}; }
};

class TriagePolicy {
 public:
  virtual ~TriagePolicy() = default;
  /// The verdict a named source's own classification may bring, by a rule that names the source; nothing otherwise.
  [[nodiscard]] virtual std::optional<Reasoned<Verdict>> trusted(std::string_view source, Verdict claimed) const = 0;
  /// When an item must have been assessed.
  [[nodiscard]] virtual Reasoned<UtcTime> assessment_due(const Facts& facts, UtcTime now) const = 0;
  /// Reports on one locator, or from one source, within `window`, above which they count as a flood.
  struct Flood {
    std::int64_t per_locator = 0;
    std::int64_t per_source = 0;
    Milliseconds window{0};
  };
  [[nodiscard]] virtual Flood flood() const = 0;
};

/// The workflow whose requests are orders of an authority.
inline constexpr std::string_view kOrderWorkflow = "removal_order";

class RoadPolicy {
 public:
  virtual ~RoadPolicy() = default;
  [[nodiscard]] virtual bool is_home(std::string_view country) const = 0;
  /// The workflow that removes what was judged illegal there; nothing where no rule leads on from there.
  [[nodiscard]] virtual std::optional<Reasoned<std::string>> workflow_for(const Facts& facts) const = 0;
  /// The regime by which this desk may order its removal, as the authority it is. Nothing: it may not; a hotline never may. [SRC-WBAOK]
  [[nodiscard]] virtual std::optional<Reasoned<std::string>> may_order(const Facts& facts) const = 0;
  /// Whether it goes on the list that police get each day: only where an agreement in the rules says so.
  [[nodiscard]] virtual Reasoned<bool> on_police_list(const Facts& facts) const = 0;
  /// What follows a hold that ends: an automatic send only where an agreement in the rules says so.
  [[nodiscard]] virtual Reasoned<bool> may_send_when_hold_ends(const Facts& facts) const = 0;
};

/// What the law asks of a notice under Article 16(2). [SRC-DSA-16]
enum class NoticeElement { reasons, exact_location, good_faith, contact };
template <>
struct EnumNames<NoticeElement> {
  static constexpr auto names = name_list("reasons", "exact_location", "good_faith", "contact");
};

/// What a notice about one item shows of these.
struct NoticeShows {
  bool one_place = false;   // an address of its own, not a whole site or a description
  bool good_faith = false;  // the text says so
  bool contact = false;     // our name and address
};

/// As what, and how, platforms are told. `facts.platform` says which one.
class PlatformPolicy {
 public:
  virtual ~PlatformPolicy() = default;
  /// A status counts only while it is active, and only inside its expertise. [SRC-DSA-22]
  [[nodiscard]] virtual Reasoned<Capacity> capacity(const Facts& facts, UtcTime now) const = 0;
  /// Whether a notice about it may do without our name and address. [SRC-DSA-16]
  [[nodiscard]] virtual Reasoned<bool> may_be_anonymous(const Facts& facts, UtcTime now) const = 0;
  /// Whether the platform takes requests to remove anything at all.
  [[nodiscard]] virtual Reasoned<bool> removes(const Facts& facts, UtcTime now) const = 0;
  /// What is missing before a notice of that workflow and kind may be sent. Nothing: no rule asks, or all is there.
  [[nodiscard]] virtual std::optional<Reasoned<std::vector<NoticeElement>>> missing(std::string_view workflow, NoticeKind kind, const Facts& facts,
                                                                                    const NoticeShows& shows, UtcTime now) const = 0;
};

/// When and how notices leave, and how far what they say may be shared.
class DeliveryPolicy {
 public:
  virtual ~DeliveryPolicy() = default;
  /// How long a notice gathers requests of a workflow before it is sealed; zero = at once.
  [[nodiscard]] virtual Reasoned<Milliseconds> grouping_window(NoticeKind kind, ContactScope scope, bool urgent, std::string_view workflow) const = 0;
  /// Time in which a sealed notice can still be stopped; zero where no rule asks for it.
  [[nodiscard]] virtual Reasoned<Milliseconds> undo_window(NoticeKind kind, ContactScope scope) const = 0;
  /// Earliest moment at or after `now` at which such a notice may leave, by the sending calendar. First notices for items assessed
  /// as illegal, and police, are never held.
  [[nodiscard]] virtual Reasoned<UtcTime> may_leave(NoticeKind kind, ContactScope scope, UtcTime now) const = 0;
  /// Wait before attempt `number` (2, 3, …), before jitter; nothing when it is time to give up.
  [[nodiscard]] virtual Reasoned<std::optional<Milliseconds>> retry(int number, Milliseconds since_first) const = 0;
  /// How sensitive such a notice is: whoever may be given less does not get it.
  [[nodiscard]] virtual Reasoned<Tlp> sensitivity(NoticeKind kind, ContactScope scope) const = 0;
  /// Notices a minute to one recipient, and failures that open its breaker.
  struct Limits {
    int per_minute = 60;
    int requests_max = 250;         // in one notice
    std::int64_t bytes_max = 2'000'000;
    int breaker_failures = 5;
    Milliseconds breaker_rest{0};
    Milliseconds after_bounce{0};   // at least, before the next try of what came back for want of time
  };
  [[nodiscard]] virtual Limits limits() const = 0;
};

/// The text of a notice, chosen by workflow, kind, scope and language, with its placeholders filled.
struct NoticeTextInput {
  std::string workflow;      // of the requests in it
  NoticeKind kind = NoticeKind::first;
  ContactScope scope = ContactScope::hoster;
  std::string language;      // BCP 47, e.g. "nl"; falls back to English
  std::string recipient;     // its name
  std::string reference;     // N-XXXX-XXXX-X
  std::string refers_to;     // reference of the notice reminded of or retracted; empty when none
  std::size_t item_count = 0;
  std::string deadline;      // in words of the language's calendar; empty when none
  std::string hotline;       // our name
  std::string handler;       // pseudonym
  bool could_not_check = false;
  Capacity capacity = Capacity::ordinary;
  std::string office{};      // kind of the recipient in the directory
  bool decided = false;      // the platform has decided before
  bool anonymous = false;    // without our name
  std::optional<ExchangeStep> step{};  // of a status
  std::string happened;      // when that was, in words of the language's calendar
  std::string regime{};      // the law of it, by the deadline rules
  bool threat = false;       // not published yet
};
struct NoticeText {
  std::string subject;
  std::string body;
  bool reviewed = false;     // a speaker of the language has read it
  Why why;
  bool good_faith = false;   // it says that what it states is accurate and complete
};
class NoticeTextPolicy {
 public:
  virtual ~NoticeTextPolicy() = default;
  [[nodiscard]] virtual NoticeText compose(const NoticeTextInput& input) const = 0;
  /// A deadline as a recipient reads it: weekday, date and time in the desk's local calendar, in words of the language.
  [[nodiscard]] virtual std::string deadline_words(UtcTime deadline, std::string_view) const { return to_rfc3339(deadline); }
  /// What a message says that may come a second time, in that language. It is set in front of the sealed text: whether a try reached
  /// anybody is not known when a notice is composed.
  [[nodiscard]] virtual std::string sent_twice_words(std::string_view language) const = 0;
};

/// Who has to agree before an act is carried out, and for how long a yes holds.
struct SecondPerson {
  std::vector<ActorKind> roles;  // another person of one of these
  Milliseconds valid_for{0};     // from asking
};
/// Four eyes.
class ApprovalPolicy {
 public:
  virtual ~ApprovalPolicy() = default;
  /// `act`: the name of its kind. `size`: how much it reaches: notices that may leave by it, items a retraction speaks of, addresses that
  /// come into use; 1 for what is about one thing. Nothing: one person may do it.
  [[nodiscard]] virtual std::optional<Reasoned<SecondPerson>> second_person(std::string_view act, std::int64_t size, UtcTime now) const = 0;
};

/// How long what is sealed is kept. Every kind has a rule. [SRC-GDPR-5]
class RetentionPolicy {
 public:
  virtual ~RetentionPolicy() = default;
  /// `verdict`: of the item; says something of locators only.
  [[nodiscard]] virtual Reasoned<Keeping> keeping(KeptKind kind, std::optional<Verdict> verdict, UtcTime now) const = 0;
  /// Nothing of that kind is over before it is that old.
  [[nodiscard]] virtual Milliseconds shortest(KeptKind kind, UtcTime now) const = 0;
};

/// Every policy question, as a workflow or the runtime sees them. Holds references: whoever built the policies outlives it.
struct PolicyBook {
  const DeadlinePolicy& deadlines;
  const LadderPolicy& ladders;
  const TaskPolicy& tasks;
  const AlertPolicy& alerts;
  const LookPolicy& looks;
  const TriagePolicy& triage;
  const RoadPolicy& roads;
  const DeliveryPolicy& delivery;
  const NoticeTextPolicy& texts;
  const ApprovalPolicy& approvals;
  const PlatformPolicy& platforms;
  const RetentionPolicy& retention;
};

}  // namespace redress
