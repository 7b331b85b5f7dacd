// One unit of work of the loop: a transaction, the moment it happens at, and what it will give out once it is durable.
// The verbs of the runtime are functions on a Batch, one file each. All of them run on the writer thread.
#pragma once

#include "engine/core/ports/connector.hpp"
#include "engine/core/ports/policies.hpp"
#include "engine/core/ports/sealer.hpp"
#include "engine/core/ports/sites.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/core/ports/workflow.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/runtime/work.hpp"
#include "engine/seal/pin_hash.hpp"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::runtime {

/// What the loop is built from. References: whoever wires the engine owns them and outlives the loop.
struct Parts {
  Store& store;
  Sealer& sealer;
  const Clock& clock;
  Random& random;
  std::function<const PolicyBook&(UtcTime)> policies;  // those of that moment: rules begin and cease to be valid while the program runs
  std::vector<const Workflow*> workflows;    // found by name
  std::vector<const Connector*> connectors;  // found by id
  DeskIdentity identity;
  std::string desk = "hotline";
  std::string incarnation;                   // unique per start of the process
  bool alerts_are_sent = true;               // false: no channel is configured; alerts are only listed
  bool looks_are_on = true;                  // false: no checker is configured; what a request asks of a look is answered as unknown at once
  PinCost pin_cost = {};                     // of the cases that are opened
  const SiteRules* sites = nullptr;          // what the desk has laid down about sites; null: nothing
};

/// Figures since start, for /metrics. Read from other threads only through Loop::counters().
struct Counters {
  std::int64_t steps = 0, works = 0, events = 0, timers_fired = 0, attempts = 0, accepted = 0, refused = 0, again_later = 0, uncertain = 0,
               relay_unreachable = 0, inbox_failures = 0, inboxes_down = 0, looks = 0, answers = 0, alerts = 0, refused_events = 0,
               notices_sealed = 0, notices_voided = 0;
};

/// A look or look-up that was given out and never came back is given out again after this.
inline constexpr Milliseconds kLostJobAfter{10 * 60'000};

/// Reports from one source or on one item within the flood's window: counted in the store now and then, and one by one in between.
struct LatelyCounted {
  UtcTime counted_at{};
  std::int64_t reports = 0;
};

/// Who waits for a look at a host that was looked at enough: those about to speak, or to check a claim, before everybody else.
enum class LookLane { first, rest };
/// Looks at one host: how many went out in the minute that runs, and for each lane how many places are taken in the last minute that has
/// any.
struct HostPace {
  struct Line {
    UtcTime last_minute{};
    int taken = 0;
  };
  UtcTime minute{};
  int given = 0;
  Line first, rest;
  int waits_first = 0;  // of the first lane: so many looks are kept for it
};
struct LookTurn {
  UtcTime at{};
  LookLane lane = LookLane::rest;
};
/// When everything is asked again about a place of which a source that failed may know more, and how long that was waited for.
struct PlaceAgain {
  UtcTime at{};
  Milliseconds wait{0};
};
/// Looks in a row that failed on our side.
struct BlindLooks {
  UtcTime since{}, last{};
  int count = 0;
};

/// One walk over everything that is kept and may be over.
struct RetentionRound {
  std::optional<KeptKind> kind;  // that is being looked at; none: it rests
  KeptRow last{};                // of that kind, looked at last
  std::optional<UtcTime> ended_at;
};

/// What the loop remembers between batches besides the store; lost with the process without harm.
struct Memory {
  std::map<std::string, std::unordered_map<std::string, std::int64_t>, std::less<>> row_coverage;  // workflow → "row" → times
  int relay_failures = 0;                      // in a row, of the relay itself
  std::optional<UtcTime> relay_rests_until;
  std::unordered_map<RecipientId, std::deque<UtcTime>> sent_lately;  // for the limit per minute
  std::set<AlertId> alerts_out;                // given to the sender, no result yet
  std::set<AttemptId> sends_out;               // given to a worker, no result yet
  std::map<LocationId, UtcTime> looks_out, locates_out;  // the same, since when
  std::map<BlindIndex, HostPace> host_paces;
  std::map<LocationId, LookTurn> look_turns;   // of those that wait because their host was looked at enough
  BlindLooks blind;
  /// Places to be looked up, in order; each once. A start puts in line again what a timer stands for.
  std::deque<LocationId> locates_waiting;
  std::set<LocationId> locates_wanted;
  std::map<LocationId, PlaceAgain> places_incomplete;
  std::multimap<UtcTime, LocationId> places_again;  // the same in order; entries that no longer say what `places_incomplete` says count for nothing
  std::set<RequestId> waits_for_place;         // seen online, and told so once host and contact are known anew
  std::map<std::string, LatelyCounted> reports_lately;               // by source or item
  UtcTime alerts_swept_at{};                   // when unsent ones were last given out again
  std::map<std::string, std::deque<UtcTime>, std::less<>> alerts_lately;  // kind → when one was sent by itself
  std::deque<UtcTime> pins_tried;              // by anybody, within the minute
  UtcTime tasks_swept_at{};                    // when due tasks were last looked for
  std::set<int> inboxes_down;                  // numbers of those that could not be read
  RetentionRound retention;
  Counters counters;
};

class Batch {
 public:
  Batch(const Parts& parts_in, Transaction& tx_in, UtcTime now_in, Memory& memory_in)
      : parts(parts_in), tx(tx_in), now(now_in), memory(memory_in), policies_(parts_in.policies(now_in)) {}

  const Parts& parts;
  Transaction& tx;
  const UtcTime now;
  Memory& memory;

  /// Given out after the commit.
  std::vector<Job> jobs;
  /// Called after the commit, in order.
  std::vector<std::function<void()>> after_commit;

  [[nodiscard]] const PolicyBook& policies() const { return policies_; }
  [[nodiscard]] const Workflow& workflow(std::string_view name) const;
  [[nodiscard]] const Connector* connector(std::string_view id) const;
  [[nodiscard]] DeskId desk(std::string_view name);

  /// Tells one request an event and carries out what its workflow decides, then everything that follows from that within the
  /// batch. Returns the workflow's refusal, if it refused. `ignored`, where given: whether the row taken says that nothing follows.
  std::optional<DecideError> tell(RequestId request, const Event& event, const Actor& by, bool* ignored = nullptr);
  /// The same, later in this batch (used by what carries out commands, so that no decision runs inside another).
  void tell_later(RequestId request, Event event, Actor by = {});
  /// Runs what `tell_later` left.
  void drain();

  /// Appends an event that drives no workflow.
  EventId note(StreamKind stream, std::int64_t stream_id, std::string_view kind, const Actor& by, std::string body = "{}", Sealed sealed = {});

  bool in_bulk = false;   // what is asked for now may wait for what is not
  EventId current_event;  // the event whose commands are being carried out

 private:
  const PolicyBook& policies_;
  struct Pending {
    RequestId request;
    Event event;
    Actor by;
  };
  std::optional<DecideError> tell_one(RequestId request, const Event& event, const Actor& by, bool* ignored = nullptr);
  std::deque<Pending> pending_;
  bool draining_ = false;
  std::map<std::string, DeskId, std::less<>> desks_;
};

/// As JSON: ["rule@version", …].
[[nodiscard]] std::string why_list(const std::vector<Why>& why);

// carrying_out.cpp
void carry_out(Batch& batch, RequestRecord& request, const std::vector<Command>& commands);
TaskId open_task(Batch& batch, TaskRecord task);
/// Alerts that no channel took are given out again after a while. Returns how many.
std::int64_t give_out_unsent_alerts(Batch& batch);
/// A row that does not open under its own key: a task, once, and an alert. `what` names kind and number, nothing sensitive.
void report_damage(Batch& batch, const std::string& what, DeskId desk, ItemId item);
/// Alerts about tasks that are due soon or overdue. Returns how many were raised.
std::int64_t alert_due_tasks(Batch& batch);
void raise_alert(Batch& batch, std::string_view kind, Severity severity, std::string subject, DeskId desk);
RequestId open_request(Batch& batch, const ItemRecord& item, std::string_view workflow, Facts facts, const Actor& by);

// filing.cpp
FilingResult file_reports(Batch& batch, const FileReports& work);

/// A notice that has to wait for a look asks again after this.
inline constexpr Milliseconds kLookFirst{2 * 60'000};

/// What makes two items the same: kind, platform and canonical name there; of URLs the canonical text.
[[nodiscard]] BlindIndex index_of(Batch& batch, const IncomingItem& item);
/// An item whose address a rule has erased was reported again: what names it is sealed anew, under a new key. The caller saves it.
void name_again(Batch& batch, ItemRecord& item, const IncomingItem& incoming);
/// The item, and its place, become rows; no request is opened. `index`: that of the item.
ItemRecord store_item(Batch& batch, const IncomingItem& incoming, const BlindIndex& index, DeskId desk, ReportId report);

// cases.cpp
inline constexpr std::string_view kVictimWorkflow = "victim_removal";
inline constexpr std::string_view kHelplineDesk = "helpline";
CaseResult open_case(Batch& batch, OpenCase wanted);
/// The person is owed an account of where their requests stand: one open task per case says how many are gone. A case whose last request
/// closes is closed with it, and its erasing put before a person.
void owe_account(Batch& batch, const RequestRecord& request);
/// Whether the person agreed that the recipient is told where their images are. True for what belongs to no case.
[[nodiscard]] bool consents_to(Batch& batch, const RequestRecord& request, RecipientId recipient);
/// Why a case cannot be erased; nothing when it can.
[[nodiscard]] std::optional<ActResult> why_not_erase_case(Batch& batch, const Act& act);
/// The acts `case_…`. Only a helpline's people may.
ActResult about_case(Batch& batch, const Act& act);

// notices.cpp
/// Whether one of its contacts is approved, has not come back for good, and has a connector.
[[nodiscard]] bool can_be_written_to(Batch& batch, RecipientId recipient);
/// Tells every request in the notice, each in its own light (`copy`, `others`). Retractions and thanks drive no workflow.
void tell_all(Batch& batch, const NoticeRecord& notice, const Event& event, const Actor& by = {});
/// Tells the partner the request's item is from what has happened to it, in the order of what happened. False: the directory does not know
/// how.
bool queue_status(Batch& batch, const RequestRecord& request, const SendNotice& command);
/// Makes the request part of a notice to the recipient of that scope, or tells it that the person has not agreed to that. False: there is
/// nobody to ask.
bool queue_notice(Batch& batch, RequestRecord& request, const SendNotice& command);
void leave_pending_notices(Batch& batch, RequestRecord& request);
void retract_notices(Batch& batch, RequestRecord& request);
/// Seals what is due: composes the message, stores it, and queues it.
std::int64_t seal_due_notices(Batch& batch, std::int64_t limit);
/// A person has to see why a notice does not arrive. `about`: what its due time depends on.
void open_dead_letter(Batch& batch, const NoticeRecord& notice, const std::string& cause, const Facts& about = {});
/// It does not go out at all: a person has to know why, and each ladder goes on without it.
void give_up(Batch& batch, NoticeRecord& notice, const std::string& cause, const Facts& about, const std::vector<Why>& why = {});
/// Why it may not be given to its recipient or its connector, in words for a person; nothing when it may.
[[nodiscard]] Reasoned<std::optional<std::string>> beyond_ceiling(Batch& batch, const NoticeRecord& notice);
/// Whether a try of it may have reached the recipient: one that was accepted, is under way, or ended without a certain verdict.
bool may_have_arrived(Batch& batch, const NoticeRecord& notice);
/// Whether it, or one whose requests it carries on, was tried already: they believe that they were told.
bool was_tried(Batch& batch, const NoticeRecord& notice);
/// Whether the notice may still say something of the request: open, not held, not in doubt, and still at that host.
bool may_be_spoken_of(const NoticeRecord& notice, const RequestRecord& request);
/// Takes a notice that cannot have arrived out of the world, and what was to take it back with it. `tell_requests`: its requests are
/// told, to look again.
void void_notice(Batch& batch, NoticeRecord& notice, std::string_view cause, bool tell_requests);
/// Those of a voided notice that may still be spoken of go out under a new identity.
void regroup(Batch& batch, const NoticeRecord& voided, const std::vector<RequestId>& rest);
/// A notice that is too large goes on in two, each under a number of its own. False, and nothing is changed: it speaks of one request only, or
/// may have arrived.
bool split(Batch& batch, NoticeRecord& notice, const std::vector<RequestId>& requests);
/// Takes a closed request out of a notice that has not come to its end. Why it cannot be taken out, when it cannot; `only_ask`: changes
/// nothing.
std::optional<std::string> leave_for_good(Batch& batch, const RequestRecord& request, NoticeId notice, bool only_ask);

// exchange.cpp
inline constexpr std::string_view kExchangeWorkflow = "partner_referral";
/// The hotline that answers for a country; none: it is out of the exchange's coverage.
[[nodiscard]] RecipientId partner_hotline_in(Batch& batch, std::string_view country);
/// A partner hotline reported the item, for the first time or again: what it says of it is kept beside our own assessments, and each step is
/// reported back to it from now on, and those there were.
void hand_in(Batch& batch, ItemId item, const IncomingReport& report, const IncomingItem& incoming);
/// An item that was judged illegal and is removed here goes into the exchange, too, where the directory has one: once. [SRC-ICCAM]
void file_with_exchange(Batch& batch, const ItemRecord& item, const Facts& facts);
/// The item was judged: whoever is owed an account of it hears.
void tell_partners_of_assessment(Batch& batch, const AssessmentRecord& assessment);
/// The host of what is in the notice was told (the relay took it over), or police were (they have said so), at that time.
void tell_partners_of_notice(Batch& batch, const NoticeRecord& notice, UtcTime at);
/// A person was told that police have it, of this request alone.
void tell_partner_of_receipt(Batch& batch, const RequestRecord& request, NoticeId notice);

// referrals.cpp
inline constexpr std::string_view kReferralWorkflow = "law_enforcement";
/// The request that follows what the item is referred to; none: it was not.
[[nodiscard]] std::optional<RequestRecord> referral_request(Batch& batch, ItemId item);
/// Why the item cannot be referred there; nothing when it can.
[[nodiscard]] std::optional<ActResult> why_not_refer(Batch& batch, const Act& act);
ActResult refer(Batch& batch, const Act& act);
/// What was judged illegal goes on the list for police, where an agreement in the rules says so: once.
void list_for_police(Batch& batch, const ItemRecord& item, const Facts& facts);

// delivery.cpp
std::int64_t lease_due(Batch& batch, std::int64_t limit);
void settle(Batch& batch, const SendSettled& work);
void recover_deliveries(Batch& batch);
bool requeue(Batch& batch, NoticeId notice, std::string& problem);
/// It came back, and only time stands against it: tried again as after a 4xx, by the same contact. False: it has been tried as often and as
/// long as the delivery policy says, or their own system has confirmed it meanwhile.
[[nodiscard]] bool tried_again_after_bounce(Batch& batch, NoticeRecord& notice, const std::string& cause);
/// A notice that did not arrive and that no ladder waits for: a person has to know.
void ask_about_undelivered(Batch& batch, const NoticeRecord& notice, const std::string& cause);
/// It may have arrived, so it cannot be voided; it is not repeated all the same.
void leave_it_at_that(Batch& batch, NoticeRecord& notice, std::string_view cause);

// by_hand.cpp
/// Asks a person to hand the notice over where no machine can, once; while they are asked it waits.
void hand_over(Batch& batch, OutboxRecord& outbox, const NoticeRecord& notice);
/// Nobody need hand it over any more.
void call_off(Batch& batch, const OutboxRecord& outbox);
inline constexpr std::string_view kHandOverTask = "hand_over";
/// What a person says of a notice they were asked to hand over: `filed` (with the recipient's number and the time, where there are any) or
/// `not_possible` (with the reason). `task` is open; who calls closes it when that is done.
ActResult handed_over(Batch& batch, const TaskRecord& task, const Act& act);
/// It was called off, and filed all the same: on record, and a person takes it back where it was filed.
ActResult filed_after_all(Batch& batch, const TaskRecord& task, const Act& act);
/// The prepared form, for whoever is to hand it over; nothing when it does not open.
std::optional<std::string> form_behind(Batch& batch, const TaskRecord& task);

// looking.cpp
void want_look(Batch& batch, RequestRecord& request, LookPurpose purpose);
/// Whether a look that is fresh enough to speak stands behind the request. `unknown`: it was looked for often enough, in vain.
enum class Ground { stands, look_first, unknown };
Ground ground_of(Batch& batch, const RequestRecord& request);
/// Looks at where the request lies before its time; what it waits for stays the same.
void look_soon(Batch& batch, const RequestRecord& request);
void stop_looking(Batch& batch, RequestRecord& request);
/// Somebody says that it is there: looked at at once, if anybody wants to know, but no more often than `repeat_spacing`.
void look_at_repeat(Batch& batch, LocationId id);
/// What requests are told of a place with that host (none: nobody approved is known) in that country.
[[nodiscard]] Located located_at(Batch& batch, RecipientId hoster, std::string country);
/// Somebody has said what stands there now. If it had changed, its digest is believed no more: a page that changes by itself must not
/// ask a person each time.
void content_was_assessed(Batch& batch, LocationId id);
std::int64_t give_out_due_looks(Batch& batch, std::int64_t limit);
/// Looks that go on failing on our side (checker dead, no control page answers) are an alert: each of them is only `unknown`.
void note_vantage(Batch& batch, const LookReply& reply);
void look_settled(Batch& batch, const LookSettled& work);
/// Puts the request's place in line to be looked up: at its end for what comes in bulk, else in front.
void locate_item(Batch& batch, const RequestRecord& request);
std::int64_t give_out_locates(Batch& batch, std::int64_t limit);
void locate_settled(Batch& batch, const LocateSettled& work);
/// After a start: looks and look-ups the program had under way when it ended are given out again.
void recover_looking(Batch& batch);

// sites.cpp
inline constexpr std::string_view kForbiddenTask = "do_not_contact";
/// What the desk has laid down about the site of that location.
[[nodiscard]] SiteRuling ruling_at(Batch& batch, LocationId location);
/// Whether a rule forbids to write to that recipient about the request, or nobody can tell since its host does not open.
[[nodiscard]] bool is_forbidden(Batch& batch, const RequestRecord& request, ContactScope scope, RecipientId recipient);
/// The same; what is forbidden is noted and, unless it would only have been a copy, put before a person with the rule's reason.
[[nodiscard]] bool keeps_silent(Batch& batch, const RequestRecord& request, ContactScope scope, RecipientId recipient, Need need);
/// The recipient a rule names; none where no rule does.
[[nodiscard]] RecipientId laid_down(Batch& batch, const std::optional<Ruled<std::string>>& slug);

// answers.cpp
void message_arrived(Batch& batch, const MessageArrived& work);

// acts.cpp
/// The item cannot wait: its open requests are assessed by the target of urgent ones, and what was to gather others leaves at once.
void mark_urgent(Batch& batch, ItemId item, const Actor& by);
ActResult do_act(Batch& batch, const Act& act);
/// What becomes of an act: it is done; as things are it cannot be; a rule, a role or a person stands against it; or it is no request at all,
/// which is wrong usage and no refusal. `text`: plain words and the next step.
inline ActResult done() { return {true, {}, false, {}}; }
inline ActResult problem(std::string text) { return {false, std::move(text), false, {}}; }
inline ActResult refused(std::string text) { return {false, std::move(text), true, {}}; }
inline ActResult bad_words(std::string text) { return {false, std::move(text), false, {}, true}; }

/// Does it, whoever else would have to agree.
ActResult carry_out_act(Batch& batch, const Act& act);
/// Why the item cannot be erased now; nothing when it can.
[[nodiscard]] std::optional<ActResult> why_not_erase(Batch& batch, const Act& act);
/// The recipient an act means, by slug or number.
[[nodiscard]] std::optional<RecipientRecord> recipient_meant(Batch& batch, const Act& act);

/// The setting that says which rules were adopted last.
inline constexpr std::string_view kAdoptedRules = "rules";

// approvals.cpp
/// The kind of the task that asks for a second person.
inline constexpr std::string_view kApprovalTask = "approve_act";
/// Carries the act out, or asks a second person first where a rule wants one.
ActResult do_with_four_eyes(Batch& batch, const Act& act);
/// A second person says yes or no. Yes: what was asked for is done, if it is still about the same; else it is asked for anew.
ActResult about_approval(Batch& batch, const Act& act);
/// Those nobody answered, or took, in time. Returns how many.
std::int64_t expire_approvals(Batch& batch);

// erasing.cpp
/// Who has decided that it is over. A person's word is final: nothing finds it again. After a rule's the blind index stays, so that a
/// report of the same is known as one; reporters, and messages that speak of others too, have clocks of their own.
enum class Erasure { by_person, by_rule };
/// Deletes the keys of everything that names the item: its own, its place's where nobody else needs that, and those of the messages it
/// stood in; by a person's word its reporters', too. `why`: the rule, which each of them is noted with. Nothing about it is on its way, or
/// may be left (`why_not_erase`).
void erase_item(Batch& batch, ItemRecord item, Erasure how, const std::optional<Why>& why = {});
void erase_notice_message(Batch& batch, NoticeId id, const std::optional<Why>& why);
void erase_partner_message(Batch& batch, std::int64_t id, const std::optional<Why>& why);
void erase_reporter(Batch& batch, ReportId id);
void note_erased(Batch& batch, StreamKind stream, std::int64_t stream_id, KeptKind kind, std::int64_t row, const Why& why);

// retention.cpp
/// Erases what is over by the rules: a walk over what may be, some of it in each step, and a new one twice a day. Returns how many rows were
/// looked at.
std::int64_t erase_what_is_over(Batch& batch);
/// The acts `legal_hold` and `legal_release`, of an item and of a case.
ActResult hold_item_legally(Batch& batch, const Act& act);
ActResult hold_case_legally(Batch& batch, const Act& act);

// dossier.cpp
/// Why no dossier may be made; nothing when it may.
[[nodiscard]] std::optional<ActResult> why_not_dossier(Batch& batch, const Act& act);
/// The answer: JSON, `{"locator":"https://…","up_to":123}`; up to which event the dossier goes, the one included that says it was made.
ActResult make_dossier(Batch& batch, const Act& act);

// reading.cpp
inline constexpr std::size_t kShownBytesMax = 4 * 1024 * 1024;  // of all that one act shows
/// The answer: JSON, `[{"message":12,"at":…,"kind":"answer","notice":"N-…","bytes":…}]`, newest first; `bytes` as `in_characters` has them.
/// Of a task to hand over first `{"kind":"form","notice":"N-…","bytes":…}`, the form as its connector prepared it.
ActResult show_task(Batch& batch, const Act& act);
/// The answer: the row, as `in_characters` has it.
ActResult show_quarantined(Batch& batch, const Act& act);

// directory.cpp
inline constexpr std::string_view kFromDirectory = "directory";              // sources of contacts: the file lists it
inline constexpr std::string_view kApprovedByHand = "directory, by hand";    // the file only lists it, a person approved it
void load_directory(Batch& batch, const LoadDirectory& work);

}  // namespace redress::runtime
