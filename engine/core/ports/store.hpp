// The store: the one door to what is kept. Implemented in engine/store (SQLite) and checked by one contract suite
// (tests/contract/store), so that another database can stand behind the same door.
//
// Threads: `Store` hands out one `Transaction` at a time to the one writer thread; each reader belongs to the thread that asked
// for it. A failing disk or a broken promise throws `StoreFailure`, which ends the process: nothing is retried on a guess.
#pragma once

#include "engine/core/records.hpp"
#include "engine/core/retention.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// Not an expected failure: the disk is full or broken, or the file is not what we wrote. The message names the file.
class StoreFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Health figure of promise 3. Each number should be 0.
struct StuckCount {
  std::int64_t requests = 0;      // open, without timer, undelivered notice, task or wished look
  std::int64_t notices = 0;       // open or sealed without a way out
  std::int64_t tasks = 0;         // open without a due time (cannot happen by CHECK; counted all the same)
};

struct BacklogCount {
  std::int64_t outbox_waiting = 0, outbox_leased = 0, outbox_dead = 0;
  std::int64_t open_requests = 0, open_tasks = 0, overdue_tasks = 0, timers = 0, overdue_timers = 0;
  std::int64_t reports = 0, items = 0, quarantined = 0, alerts_unsent = 0;
  std::optional<UtcTime> oldest_waiting;
};

struct RequestFilter {
  std::string workflow;             // empty: all
  std::string state;                // empty: all
  bool open_only = false;
  std::int64_t after = 0;           // request ids above this, in order
  std::int64_t limit = 100;
};

/// Questions. All lists come in a stable order.
class ReadQueries {
 public:
  virtual ~ReadQueries() = default;

  [[nodiscard]] virtual std::optional<ItemRecord> item(ItemId id) = 0;
  [[nodiscard]] virtual std::optional<ItemId> find_item(DeskId desk, LocatorKind kind, std::string_view platform, const BlindIndex& index) = 0;
  [[nodiscard]] virtual std::vector<ItemId> find_items(const BlindIndex& locator_index) = 0;  // of all desks
  [[nodiscard]] virtual std::optional<ReportRecord> report(ReportId id) = 0;
  [[nodiscard]] virtual std::optional<ReportId> find_report(DeskId desk, const BlindIndex& digest) = 0;
  [[nodiscard]] virtual std::optional<LocationRecord> location(LocationId id) = 0;
  [[nodiscard]] virtual std::optional<LocationId> find_location(const BlindIndex& locator_index) = 0;
  [[nodiscard]] virtual std::vector<LocationId> locations_of_site(SiteId site, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::optional<SiteRecord> site(SiteId id) = 0;
  [[nodiscard]] virtual std::optional<SiteId> find_site(const BlindIndex& domain_index) = 0;
  [[nodiscard]] virtual std::vector<AssessmentRecord> assessments(ItemId item) = 0;
  /// Reports that named the item, oldest first.
  [[nodiscard]] virtual std::vector<ReportId> reports_of(ItemId item) = 0;
  /// Items the report named, by number.
  [[nodiscard]] virtual std::vector<ItemId> items_of(ReportId report) = 0;

  [[nodiscard]] virtual std::optional<RequestRecord> request(RequestId id) = 0;
  [[nodiscard]] virtual std::vector<RequestRecord> requests_of_item(ItemId item) = 0;
  [[nodiscard]] virtual std::vector<RequestRecord> open_requests_at(LocationId location) = 0;
  /// Also closed ones that still watch.
  [[nodiscard]] virtual std::vector<RequestRecord> looking_requests_at(LocationId location) = 0;
  [[nodiscard]] virtual std::vector<RequestRecord> requests(const RequestFilter& filter) = 0;
  [[nodiscard]] virtual std::vector<SpellRecord> spells(RequestId request) = 0;

  [[nodiscard]] virtual std::optional<RecipientRecord> recipient(RecipientId id) = 0;
  [[nodiscard]] virtual std::optional<RecipientId> find_recipient(std::string_view slug) = 0;
  [[nodiscard]] virtual std::vector<RecipientRecord> recipients() = 0;
  [[nodiscard]] virtual std::vector<RecipientRecord> recipients_of(ContactScope scope) = 0;  // by number
  /// By rank; bounced and unapproved ones included.
  [[nodiscard]] virtual std::vector<ContactRecord> contacts(RecipientId recipient) = 0;

  [[nodiscard]] virtual std::optional<NoticeRecord> notice(NoticeId id) = 0;
  [[nodiscard]] virtual std::optional<NoticeId> find_notice(std::string_view reference) = 0;
  [[nodiscard]] virtual std::optional<NoticeId> find_notice_by_token(std::string_view reply_token) = 0;
  /// The open notice such a request may still join.
  [[nodiscard]] virtual std::optional<NoticeId> joinable_notice(DeskId desk, ContactId contact, NoticeKind kind, ContactScope scope,
                                                                NoticeId refers_to, bool urgent, std::string_view workflow) = 0;
  [[nodiscard]] virtual std::vector<RequestId> requests_in(NoticeId notice) = 0;
  /// How that addressee counts for the request; nothing when the request is not in the notice.
  [[nodiscard]] virtual std::optional<Need> need_in(NoticeId notice, RequestId request) = 0;
  /// Newest first.
  [[nodiscard]] virtual std::vector<NoticeId> notices_of(RequestId request) = 0;
  /// Open notices whose window has closed, oldest first.
  [[nodiscard]] virtual std::vector<NoticeId> notices_to_seal(UtcTime now, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::optional<OutboxRecord> outbox(OutboxId id) = 0;
  [[nodiscard]] virtual std::optional<OutboxRecord> outbox_of(NoticeId notice) = 0;
  [[nodiscard]] virtual std::vector<OutboxRecord> dead_letters(std::int64_t limit) = 0;
  [[nodiscard]] virtual std::vector<AttemptRecord> attempts(NoticeId notice) = 0;
  [[nodiscard]] virtual std::optional<AttemptRecord> attempt(AttemptId id) = 0;
  /// Attempts without a verdict by any incarnation but this one: uncertain after a crash.
  [[nodiscard]] virtual std::vector<AttemptRecord> attempts_without_verdict(std::string_view except_incarnation) = 0;

  [[nodiscard]] virtual std::vector<TimerRecord> due_timers(UtcTime now, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::vector<TimerRecord> timers(RequestId request) = 0;
  /// The next moment at which anything of ours is due: a timer, a notice window, an outbox entry, a look.
  /// Entries that wait for a pause to end do not count.
  [[nodiscard]] virtual std::optional<UtcTime> next_due() = 0;
  [[nodiscard]] virtual std::vector<LocationId> due_looks(UtcTime now, std::int64_t limit) = 0;

  [[nodiscard]] virtual std::optional<TaskRecord> task(TaskId id) = 0;
  /// Open and taken ones by due time; `kind` empty: all.
  [[nodiscard]] virtual std::vector<TaskRecord> open_tasks(std::string_view kind, std::int64_t limit) = 0;
  /// Open and taken ones of any kind but `except`, due after `after` and not after `until`, by due time.
  [[nodiscard]] virtual std::vector<TaskRecord> tasks_due(UtcTime after, UtcTime until, std::string_view except, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::vector<TaskRecord> tasks(RequestId request) = 0;
  [[nodiscard]] virtual std::vector<AlertRecord> unsent_alerts(std::int64_t limit) = 0;
  [[nodiscard]] virtual std::vector<AlertRecord> alerts(std::int64_t limit) = 0;  // newest first
  [[nodiscard]] virtual std::optional<AlertRecord> newest_alert(std::string_view kind, std::string_view subject) = 0;

  [[nodiscard]] virtual std::optional<ApprovalRecord> approval(ApprovalId id) = 0;
  [[nodiscard]] virtual std::optional<ApprovalRecord> approval_of_task(TaskId task) = 0;
  /// The newest that is asked for, or approved and not yet taken, over that content and still within its time at `now`.
  [[nodiscard]] virtual std::optional<ApprovalRecord> open_approval_of(const ChainHash& content_digest, UtcTime now) = 0;
  /// Newest first; `open_only`: asked for, or approved and not yet taken.
  [[nodiscard]] virtual std::vector<ApprovalRecord> approvals(bool open_only, std::int64_t limit) = 0;
  /// Open ones whose time is over at `now`.
  [[nodiscard]] virtual std::vector<ApprovalRecord> approvals_over(UtcTime now, std::int64_t limit) = 0;

  [[nodiscard]] virtual std::optional<CaseRecord> removal_case(CaseId id) = 0;
  [[nodiscard]] virtual std::optional<CaseId> find_case(std::string_view number) = 0;
  /// With numbers above `after`, in order.
  [[nodiscard]] virtual std::vector<CaseRecord> removal_cases(CaseId after, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::vector<RequestId> requests_of_case(CaseId id) = 0;
  [[nodiscard]] virtual std::vector<CaseId> cases_of_request(RequestId request) = 0;
  [[nodiscard]] virtual std::vector<ConsentRecord> consents(CaseId id) = 0;
  [[nodiscard]] virtual std::optional<CasePersonRecord> case_person(PersonId id) = 0;
  [[nodiscard]] virtual std::vector<EventRecord> events(StreamKind stream, std::int64_t stream_id) = 0;
  /// Every event of one kind of stream in order of stream and sequence, without building a list. Return false to stop.
  virtual void for_each_event(StreamKind stream, const std::function<bool(const EventRecord&)>& visit) = 0;
  /// Events with id above `after`, in order of id.
  [[nodiscard]] virtual std::vector<EventRecord> events_after(EventId after, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::optional<CheckpointRecord> newest_checkpoint() = 0;

  [[nodiscard]] virtual bool message_seen(const BlindIndex& digest) = 0;
  /// Highest UID read in that generation of the mailbox; 0 when none.
  [[nodiscard]] virtual std::int64_t inbox_position(std::string_view mailbox, std::int64_t uid_validity) = 0;
  [[nodiscard]] virtual std::optional<InboxRecord> inbox_message(std::int64_t id) = 0;
  /// Messages about the notice whose key is there, by number.
  [[nodiscard]] virtual std::vector<std::int64_t> kept_messages_about(NoticeId notice) = 0;
  /// Rows of that kind whose key is there, that came until then, after that one, in order of when they came and number.
  [[nodiscard]] virtual std::vector<KeptRow> kept(KeptKind kind, UtcTime until, const KeptRow& after, std::int64_t limit) = 0;
  [[nodiscard]] virtual std::optional<ImportRecord> import_progress(const BlindIndex& digest) = 0;
  [[nodiscard]] virtual std::vector<QuarantineRecord> quarantine(std::int64_t after, std::int64_t limit) = 0;
  /// A named setting of the running engine ("sending": on, paused or rehearsal; …); empty when unset.
  [[nodiscard]] virtual std::string setting(std::string_view name) = 0;
  /// Names, in order.
  [[nodiscard]] virtual std::vector<std::string> paused_connectors() = 0;

  [[nodiscard]] virtual StuckCount stuck() = 0;
  [[nodiscard]] virtual BacklogCount backlog(UtcTime now) = 0;
  /// Reports received since `since` on that item / from that source.
  [[nodiscard]] virtual std::int64_t reports_on(ItemId item, UtcTime since) = 0;
  [[nodiscard]] virtual std::int64_t reports_from(DeskId desk, std::string_view source, UtcTime since) = 0;
};

/// One unit of work: everything in it becomes durable together, or nothing does. Destroyed without `commit` = rolled back.
/// Inserts give the row its number and return it. Saves replace the whole row by its id.
class Transaction : public ReadQueries {
 public:
  [[nodiscard]] virtual DeskId ensure_desk(std::string_view name) = 0;
  virtual ReportId insert(const ReportRecord& row) = 0;
  virtual ItemId insert(const ItemRecord& row) = 0;
  virtual LocationId insert(const LocationRecord& row) = 0;
  virtual SiteId insert(const SiteRecord& row) = 0;
  virtual AssessmentId insert(const AssessmentRecord& row) = 0;
  virtual RequestId insert(const RequestRecord& row) = 0;
  virtual SpellId insert(const SpellRecord& row) = 0;
  virtual RecipientId insert(const RecipientRecord& row) = 0;
  virtual ContactId insert(const ContactRecord& row) = 0;
  virtual NoticeId insert(const NoticeRecord& row) = 0;
  virtual OutboxId insert(const OutboxRecord& row) = 0;
  virtual AttemptId insert(const AttemptRecord& row) = 0;
  virtual TaskId insert(const TaskRecord& row) = 0;
  virtual AlertId insert(const AlertRecord& row) = 0;
  virtual ApprovalId insert(const ApprovalRecord& row) = 0;
  virtual CaseId insert(const CaseRecord& row) = 0;
  virtual PersonId insert(const CasePersonRecord& row) = 0;
  virtual std::int64_t insert(const QuarantineRecord& row) = 0;
  virtual std::int64_t insert(const InboxRecord& row) = 0;
  virtual std::int64_t insert(const CheckpointRecord& row) = 0;
  /// Appends to its stream: gives id, sequence and chain hash.
  virtual EventId append(const EventRecord& event) = 0;

  /// The next number an `insert` of that row type would give: sealing needs it beforehand, since it authenticates the row.
  [[nodiscard]] virtual ReportId next_report() = 0;
  [[nodiscard]] virtual ItemId next_item() = 0;
  [[nodiscard]] virtual LocationId next_location() = 0;
  [[nodiscard]] virtual SiteId next_site() = 0;
  [[nodiscard]] virtual std::int64_t next_quarantine() = 0;
  [[nodiscard]] virtual std::int64_t next_inbox() = 0;
  [[nodiscard]] virtual PersonId next_person() = 0;
  [[nodiscard]] virtual EventId next_event() = 0;

  virtual void link_report(ReportId report, ItemId item, std::int64_t line) = 0;
  virtual void link_found_on(ItemId item, ItemId on) = 0;
  virtual void save(const ReportRecord& row) = 0;
  virtual void save(const ItemRecord& row) = 0;
  virtual void save(const LocationRecord& row) = 0;
  virtual void save(const SiteRecord& row) = 0;
  /// Fails the process when the stored version is not `row.version`; stores `row.version + 1`.
  virtual void save(const RequestRecord& row) = 0;
  virtual void save(const SpellRecord& row) = 0;
  virtual void save(const RecipientRecord& row) = 0;
  virtual void save(const ContactRecord& row) = 0;
  virtual void save(const NoticeRecord& row) = 0;
  virtual void save(const OutboxRecord& row) = 0;
  virtual void save(const AttemptRecord& row) = 0;
  virtual void save(const TaskRecord& row) = 0;
  virtual void save(const AlertRecord& row) = 0;
  virtual void save(const ApprovalRecord& row) = 0;
  virtual void save(const CaseRecord& row) = 0;
  virtual void save(const CasePersonRecord& row) = 0;
  /// The same case, recipient and data again replaces what was said before.
  virtual void save(const ConsentRecord& row) = 0;
  /// Linking again changes nothing.
  virtual void link_case(CaseId id, RequestId request) = 0;

  /// Joining again changes the need.
  virtual void join(NoticeId notice, RequestId request, Need need) = 0;
  virtual void leave(NoticeId notice, RequestId request) = 0;
  /// Replaces an older timer of the same request and name.
  virtual void arm(const TimerRecord& timer) = 0;
  virtual void cancel_timer(RequestId request, std::string_view name) = 0;
  virtual void cancel_timers(RequestId request) = 0;
  /// A fired timer is claimed once: false when it was replaced, cancelled or claimed before.
  [[nodiscard]] virtual bool claim(const TimerRecord& timer) = 0;
  /// Takes up to `limit` entries whose time has come, urgent and oldest first, whose recipient neither rests nor is paused and
  /// whose connector is not paused, and marks them leased by `incarnation`.
  [[nodiscard]] virtual std::vector<OutboxRecord> lease(UtcTime now, std::string_view incarnation, std::int64_t limit) = 0;
  /// Entries leased by another incarnation go back to waiting. Returns how many.
  virtual std::int64_t release_foreign_leases(std::string_view incarnation) = 0;

  virtual void save_import(const ImportRecord& row) = 0;
  /// Drops key and ciphertext of a message that came in, or of a row in quarantine.
  virtual void erase_message(std::int64_t id) = 0;
  virtual void erase_quarantined(std::int64_t id) = 0;
  virtual void set_inbox_position(std::string_view mailbox, std::int64_t uid_validity, std::int64_t uid) = 0;
  virtual void set_setting(std::string_view name, std::string_view value) = 0;
  /// Its entries are not leased until it is resumed. Pausing again changes nothing.
  virtual void pause_connector(std::string_view name, UtcTime at) = 0;
  virtual void resume_connector(std::string_view name) = 0;

  /// Durable when it returns (fully synced).
  virtual void commit() = 0;
};

struct ChainFault {
  StreamKind stream = StreamKind::request;
  std::int64_t stream_id = 0;  // 0: no stream can be named (missing event numbers, heads that differ from the checkpoint)
  std::int64_t sequence = 0;   // first bad link; 0: the stream is missing or shorter than it was
  std::string what;
};

/// All streams at one moment: what a checkpoint signs.
struct HeadsSummary {
  EventId newest_event;
  std::int64_t stream_count = 0;
  ChainHash digest{};          // root of the tree over all heads in order of stream (engine/store/chain.hpp says how)
};

struct StreamName {
  StreamKind kind = StreamKind::request;
  std::int64_t id = 0;
};
/// That a stream ended so among all heads of one moment: from its leaf, with the neighbours on the way, to the root that was signed.
struct HeadProof {
  StreamName stream;
  std::int64_t sequence = 0;    // of its newest event
  ChainHash head{};
  std::int64_t position = 0;    // of its leaf, from 0
  std::vector<ChainHash> path;  // the neighbours, from the leaf up; where a level ends with one that has none, it is left out
};

class Store {
 public:
  virtual ~Store() = default;
  [[nodiscard]] virtual std::unique_ptr<Transaction> begin() = 0;
  /// A read-only view of its own connection. Sees what was committed when it asks.
  [[nodiscard]] virtual std::unique_ptr<ReadQueries> reader() = 0;

  /// Recomputes every chain, looks for missing event numbers, and compares the heads with the newest stored checkpoint. At most
  /// `limit` faults are listed.
  [[nodiscard]] virtual std::vector<ChainFault> verify_chains(std::int64_t limit) = 0;
  /// The heads as they were when `up_to` was the newest event; none: as they are.
  [[nodiscard]] virtual HeadsSummary heads(EventId up_to) = 0;
  /// For those of `streams` that had an event by then, in the order of the tree.
  [[nodiscard]] virtual std::vector<HeadProof> prove_heads(EventId up_to, std::span<const StreamName> streams) = 0;
  /// The root over all heads: what a checkpoint signs.
  [[nodiscard]] ChainHash heads_digest() { return heads(EventId{}).digest; }
  /// A consistent copy while work goes on. `path` must not exist.
  virtual void backup(const std::string& path) = 0;
  /// Wrapped keys in batches for re-wrapping or erasing: calls `change` for each; a changed key is stored. Resumable: repeats only
  /// keys `wants` says yes to. Returns how many were changed.
  virtual std::int64_t rewrap(const std::function<bool(const WrappedKey&)>& wants, const std::function<WrappedKey(const WrappedKey&)>& change) = 0;
};

}  // namespace redress
