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

/// Looks at one host: how many went out in the minute that runs, and how many places are taken in the last minute that has any.
struct HostPace {
  UtcTime minute{}, last_minute{};
  int given = 0, taken = 0;
};
/// Looks in a row that failed on our side.
struct BlindLooks {
  UtcTime since{}, last{};
  int count = 0;
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
  std::map<LocationId, UtcTime> look_turns;    // of those that wait because their host was looked at enough
  BlindLooks blind;
  /// Places to be looked up, in order; each once. A start puts in line again what a timer stands for.
  std::deque<LocationId> locates_waiting;
  std::set<LocationId> locates_wanted;
  std::set<RequestId> waits_for_place;         // seen online, and told so once host and contact are known anew
  std::map<std::string, LatelyCounted> reports_lately;               // by source or item
  UtcTime alerts_swept_at{};                   // when unsent ones were last given out again
  std::map<std::string, std::deque<UtcTime>, std::less<>> alerts_lately;  // kind → when one was sent by itself
  UtcTime tasks_swept_at{};                    // when due tasks were last looked for
  std::set<int> inboxes_down;                  // numbers of those that could not be read
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
/// In small letters.
[[nodiscard]] std::string hex(const BlindIndex& index);
RequestId open_request(Batch& batch, const ItemRecord& item, std::string_view workflow, Facts facts, const Actor& by);

// filing.cpp
FilingResult file_reports(Batch& batch, const FileReports& work);

/// A notice that has to wait for a look asks again after this.
inline constexpr Milliseconds kLookFirst{2 * 60'000};

// notices.cpp
/// Tells every request in the notice, each in its own light (`copy`, `others`). Retractions and thanks drive no workflow.
void tell_all(Batch& batch, const NoticeRecord& notice, const Event& event, const Actor& by = {});
/// Makes the request part of a notice to the recipient of that scope. False: there is nobody to ask.
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

// delivery.cpp
std::int64_t lease_due(Batch& batch, std::int64_t limit);
void settle(Batch& batch, const SendSettled& work);
void recover_deliveries(Batch& batch);
bool requeue(Batch& batch, NoticeId notice, std::string& problem);
/// A notice that did not arrive and that no ladder waits for: a person has to know.
void ask_about_undelivered(Batch& batch, const NoticeRecord& notice, const std::string& cause);
/// It may have arrived, so it cannot be voided; it is not repeated all the same.
void leave_it_at_that(Batch& batch, NoticeRecord& notice, std::string_view cause);

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
/// What a person asked for is no request at all: wrong usage, not a refusal.
ActResult bad_words(std::string text);

// reading.cpp
inline constexpr std::size_t kShownBytesMax = 4 * 1024 * 1024;  // of all that one act shows
/// The answer: JSON, `[{"message":12,"at":…,"kind":"answer","notice":"N-…","bytes":…}]`, newest first; `bytes` as `in_characters` has them.
ActResult show_task(Batch& batch, const Act& act);
/// The answer: the row, as `in_characters` has it.
ActResult show_quarantined(Batch& batch, const Act& act);

// directory.cpp
inline constexpr std::string_view kFromDirectory = "directory";              // sources of contacts: the file lists it
inline constexpr std::string_view kApprovedByHand = "directory, by hand";    // the file only lists it, a person approved it
void load_directory(Batch& batch, const LoadDirectory& work);

}  // namespace redress::runtime
