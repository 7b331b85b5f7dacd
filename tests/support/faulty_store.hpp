// A store that fails where it is told to: at the n-th write of a transaction, at its commit, or just after it. What a crash there
// leaves behind is what the real store left; everything in memory is then thrown away by whoever asked for it.
#pragma once

#include "engine/core/ports/store.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace redress::simulation {

/// Where the program is to end.
enum class CrashPoint { none, at_write, at_commit, after_commit };

/// The end of the program, as an exception: nothing of ours may catch it.
struct SimulatedCrash {
  CrashPoint point = CrashPoint::none;
};

/// Set by the simulation before a step, read by every transaction that begins after it.
struct CrashPlan {
  CrashPoint point = CrashPoint::none;
  int write = 0;  // at_write: at which write of the transaction, 1, 2, …; one that does not have so many ends before its commit
  std::function<CrashPoint()> at_delivery{};  // asked at commits that seal, attempt or settle when nothing else was planned
};

/// Passes everything on to the transaction it wraps, until its plan says to end.
class FaultyTransaction final : public Transaction {
 public:
  FaultyTransaction(std::unique_ptr<Transaction> inner, CrashPlan& plan) : inner_(std::move(inner)), plan_(plan) {}

  void commit() override {
    auto point = std::exchange(plan_.point, CrashPoint::none);
    if (point == CrashPoint::none && delivers_ && plan_.at_delivery) point = plan_.at_delivery();
    if (point == CrashPoint::at_write || point == CrashPoint::at_commit) throw SimulatedCrash{CrashPoint::at_commit};
    inner_->commit();
    if (point == CrashPoint::after_commit) throw SimulatedCrash{point};
  }

  // questions
  std::optional<ItemRecord> item(ItemId id) override { return inner_->item(id); }
  std::optional<ItemId> find_item(DeskId desk, LocatorKind kind, std::string_view platform, const BlindIndex& index) override {
    return inner_->find_item(desk, kind, platform, index);
  }
  std::vector<ItemId> find_items(const BlindIndex& locator_index) override { return inner_->find_items(locator_index); }
  std::optional<ReportRecord> report(ReportId id) override { return inner_->report(id); }
  std::optional<ReportId> find_report(DeskId desk, const BlindIndex& digest) override { return inner_->find_report(desk, digest); }
  std::optional<LocationRecord> location(LocationId id) override { return inner_->location(id); }
  std::optional<LocationId> find_location(const BlindIndex& locator_index) override { return inner_->find_location(locator_index); }
  std::vector<LocationId> locations_of_site(SiteId site, std::int64_t limit) override { return inner_->locations_of_site(site, limit); }
  std::optional<SiteRecord> site(SiteId id) override { return inner_->site(id); }
  std::optional<SiteId> find_site(const BlindIndex& domain_index) override { return inner_->find_site(domain_index); }
  std::vector<AssessmentRecord> assessments(ItemId item) override { return inner_->assessments(item); }
  std::vector<ReportId> reports_of(ItemId item) override { return inner_->reports_of(item); }
  std::vector<ItemId> items_of(ReportId report) override { return inner_->items_of(report); }
  std::optional<RequestRecord> request(RequestId id) override { return inner_->request(id); }
  std::vector<RequestRecord> requests_of_item(ItemId item) override { return inner_->requests_of_item(item); }
  std::vector<RequestRecord> open_requests_at(LocationId location) override { return inner_->open_requests_at(location); }
  std::vector<RequestRecord> looking_requests_at(LocationId location) override { return inner_->looking_requests_at(location); }
  std::vector<RequestRecord> requests(const RequestFilter& filter) override { return inner_->requests(filter); }
  std::vector<SpellRecord> spells(RequestId request) override { return inner_->spells(request); }
  std::optional<RecipientRecord> recipient(RecipientId id) override { return inner_->recipient(id); }
  std::optional<RecipientId> find_recipient(std::string_view slug) override { return inner_->find_recipient(slug); }
  std::vector<RecipientRecord> recipients() override { return inner_->recipients(); }
  std::vector<RecipientRecord> recipients_of(ContactScope scope) override { return inner_->recipients_of(scope); }
  std::vector<ContactRecord> contacts(RecipientId recipient) override { return inner_->contacts(recipient); }
  std::optional<NoticeRecord> notice(NoticeId id) override { return inner_->notice(id); }
  std::optional<NoticeId> find_notice(std::string_view reference) override { return inner_->find_notice(reference); }
  std::optional<NoticeId> find_notice_by_token(std::string_view reply_token) override { return inner_->find_notice_by_token(reply_token); }
  std::optional<NoticeId> joinable_notice(DeskId desk, ContactId contact, NoticeKind kind, ContactScope scope, NoticeId refers_to,
                                          bool urgent, std::string_view workflow) override {
    return inner_->joinable_notice(desk, contact, kind, scope, refers_to, urgent, workflow);
  }
  std::vector<RequestId> requests_in(NoticeId notice) override { return inner_->requests_in(notice); }
  std::optional<Need> need_in(NoticeId notice, RequestId request) override { return inner_->need_in(notice, request); }
  std::vector<NoticeId> notices_of(RequestId request) override { return inner_->notices_of(request); }
  std::vector<NoticeId> notices_to_seal(UtcTime now, std::int64_t limit) override { return inner_->notices_to_seal(now, limit); }
  std::optional<OutboxRecord> outbox(OutboxId id) override { return inner_->outbox(id); }
  std::optional<OutboxRecord> outbox_of(NoticeId notice) override { return inner_->outbox_of(notice); }
  std::vector<OutboxRecord> dead_letters(std::int64_t limit) override { return inner_->dead_letters(limit); }
  std::vector<AttemptRecord> attempts(NoticeId notice) override { return inner_->attempts(notice); }
  std::optional<AttemptRecord> attempt(AttemptId id) override { return inner_->attempt(id); }
  std::vector<AttemptRecord> attempts_without_verdict(std::string_view except_incarnation) override {
    return inner_->attempts_without_verdict(except_incarnation);
  }
  std::vector<TimerRecord> due_timers(UtcTime now, std::int64_t limit) override { return inner_->due_timers(now, limit); }
  std::vector<TimerRecord> timers(RequestId request) override { return inner_->timers(request); }
  std::optional<UtcTime> next_due() override { return inner_->next_due(); }
  std::vector<LocationId> due_looks(UtcTime now, std::int64_t limit) override { return inner_->due_looks(now, limit); }
  std::optional<TaskRecord> task(TaskId id) override { return inner_->task(id); }
  std::vector<TaskRecord> tasks_due(UtcTime after, UtcTime until, std::string_view except, std::int64_t limit) override {
    return inner_->tasks_due(after, until, except, limit);
  }
  std::vector<TaskRecord> open_tasks(std::string_view kind, std::int64_t limit) override { return inner_->open_tasks(kind, limit); }
  std::vector<TaskRecord> tasks(RequestId request) override { return inner_->tasks(request); }
  std::vector<AlertRecord> unsent_alerts(std::int64_t limit) override { return inner_->unsent_alerts(limit); }
  std::vector<AlertRecord> alerts(std::int64_t limit) override { return inner_->alerts(limit); }
  std::optional<AlertRecord> newest_alert(std::string_view kind, std::string_view subject) override {
    return inner_->newest_alert(kind, subject);
  }
  std::optional<ApprovalRecord> approval(ApprovalId id) override { return inner_->approval(id); }
  std::optional<ApprovalRecord> approval_of_task(TaskId task) override { return inner_->approval_of_task(task); }
  std::optional<ApprovalRecord> open_approval_of(const ChainHash& content_digest, UtcTime now) override {
    return inner_->open_approval_of(content_digest, now);
  }
  std::vector<ApprovalRecord> approvals(bool open_only, std::int64_t limit) override { return inner_->approvals(open_only, limit); }
  std::vector<ApprovalRecord> approvals_over(UtcTime now, std::int64_t limit) override { return inner_->approvals_over(now, limit); }
  std::optional<CaseRecord> removal_case(CaseId id) override { return inner_->removal_case(id); }
  std::optional<CaseId> find_case(std::string_view number) override { return inner_->find_case(number); }
  std::vector<CaseRecord> removal_cases(CaseId after, std::int64_t limit) override { return inner_->removal_cases(after, limit); }
  std::vector<RequestId> requests_of_case(CaseId id) override { return inner_->requests_of_case(id); }
  std::vector<CaseId> cases_of_request(RequestId request) override { return inner_->cases_of_request(request); }
  std::vector<ConsentRecord> consents(CaseId id) override { return inner_->consents(id); }
  std::optional<CasePersonRecord> case_person(PersonId id) override { return inner_->case_person(id); }
  std::vector<EventRecord> events(StreamKind stream, std::int64_t stream_id) override { return inner_->events(stream, stream_id); }
  void for_each_event(StreamKind stream, const std::function<bool(const EventRecord&)>& visit) override {
    inner_->for_each_event(stream, visit);
  }
  std::vector<EventRecord> events_after(EventId after, std::int64_t limit) override { return inner_->events_after(after, limit); }
  std::optional<CheckpointRecord> newest_checkpoint() override { return inner_->newest_checkpoint(); }
  bool message_seen(const BlindIndex& digest) override { return inner_->message_seen(digest); }
  std::int64_t inbox_position(std::string_view mailbox, std::int64_t uid_validity) override {
    return inner_->inbox_position(mailbox, uid_validity);
  }
  std::optional<InboxRecord> inbox_message(std::int64_t id) override { return inner_->inbox_message(id); }
  std::vector<std::int64_t> kept_messages_about(NoticeId notice) override { return inner_->kept_messages_about(notice); }
  std::vector<KeptRow> kept(KeptKind kind, UtcTime until, const KeptRow& after, std::int64_t limit) override {
    return inner_->kept(kind, until, after, limit);
  }
  std::optional<ImportRecord> import_progress(const BlindIndex& digest) override { return inner_->import_progress(digest); }
  std::vector<QuarantineRecord> quarantine(std::int64_t after, std::int64_t limit) override { return inner_->quarantine(after, limit); }
  std::string setting(std::string_view name) override { return inner_->setting(name); }
  std::vector<std::string> paused_connectors() override { return inner_->paused_connectors(); }
  StuckCount stuck() override { return inner_->stuck(); }
  BacklogCount backlog(UtcTime now) override { return inner_->backlog(now); }
  std::int64_t reports_on(ItemId item, UtcTime since) override { return inner_->reports_on(item, since); }
  std::int64_t reports_from(DeskId desk, std::string_view source, UtcTime since) override {
    return inner_->reports_from(desk, source, since);
  }

  // numbers and writes
  DeskId ensure_desk(std::string_view name) override { return write()->ensure_desk(name); }
  ReportId insert(const ReportRecord& row) override { return write()->insert(row); }
  ItemId insert(const ItemRecord& row) override { return write()->insert(row); }
  LocationId insert(const LocationRecord& row) override { return write()->insert(row); }
  SiteId insert(const SiteRecord& row) override { return write()->insert(row); }
  AssessmentId insert(const AssessmentRecord& row) override { return write()->insert(row); }
  RequestId insert(const RequestRecord& row) override { return write()->insert(row); }
  SpellId insert(const SpellRecord& row) override { return write()->insert(row); }
  RecipientId insert(const RecipientRecord& row) override { return write()->insert(row); }
  ContactId insert(const ContactRecord& row) override { return write()->insert(row); }
  NoticeId insert(const NoticeRecord& row) override { return write()->insert(row); }
  OutboxId insert(const OutboxRecord& row) override { return delivery()->insert(row); }
  AttemptId insert(const AttemptRecord& row) override { return delivery()->insert(row); }
  TaskId insert(const TaskRecord& row) override { return write()->insert(row); }
  AlertId insert(const AlertRecord& row) override { return write()->insert(row); }
  ApprovalId insert(const ApprovalRecord& row) override { return write()->insert(row); }
  CaseId insert(const CaseRecord& row) override { return write()->insert(row); }
  PersonId insert(const CasePersonRecord& row) override { return write()->insert(row); }
  std::int64_t insert(const QuarantineRecord& row) override { return write()->insert(row); }
  std::int64_t insert(const InboxRecord& row) override { return write()->insert(row); }
  std::int64_t insert(const CheckpointRecord& row) override { return write()->insert(row); }
  EventId append(const EventRecord& event) override { return write()->append(event); }
  ReportId next_report() override { return inner_->next_report(); }
  ItemId next_item() override { return inner_->next_item(); }
  LocationId next_location() override { return inner_->next_location(); }
  SiteId next_site() override { return inner_->next_site(); }
  std::int64_t next_quarantine() override { return inner_->next_quarantine(); }
  std::int64_t next_inbox() override { return inner_->next_inbox(); }
  PersonId next_person() override { return inner_->next_person(); }
  EventId next_event() override { return inner_->next_event(); }
  void link_report(ReportId report, ItemId item, std::int64_t line) override { write()->link_report(report, item, line); }
  void link_found_on(ItemId item, ItemId on) override { write()->link_found_on(item, on); }
  void save(const ReportRecord& row) override { write()->save(row); }
  void save(const ItemRecord& row) override { write()->save(row); }
  void save(const LocationRecord& row) override { write()->save(row); }
  void save(const SiteRecord& row) override { write()->save(row); }
  void save(const RequestRecord& row) override { write()->save(row); }
  void save(const SpellRecord& row) override { write()->save(row); }
  void save(const RecipientRecord& row) override { write()->save(row); }
  void save(const ContactRecord& row) override { write()->save(row); }
  void save(const NoticeRecord& row) override { write()->save(row); }
  void save(const OutboxRecord& row) override { write()->save(row); }
  void save(const AttemptRecord& row) override { delivery()->save(row); }
  void save(const TaskRecord& row) override { write()->save(row); }
  void save(const AlertRecord& row) override { write()->save(row); }
  void save(const ApprovalRecord& row) override { write()->save(row); }
  void save(const CaseRecord& row) override { write()->save(row); }
  void save(const CasePersonRecord& row) override { write()->save(row); }
  void save(const ConsentRecord& row) override { write()->save(row); }
  void link_case(CaseId id, RequestId request) override { write()->link_case(id, request); }
  void join(NoticeId notice, RequestId request, Need need) override { write()->join(notice, request, need); }
  void leave(NoticeId notice, RequestId request) override { write()->leave(notice, request); }
  void arm(const TimerRecord& timer) override { write()->arm(timer); }
  void cancel_timer(RequestId request, std::string_view name) override { write()->cancel_timer(request, name); }
  void cancel_timers(RequestId request) override { write()->cancel_timers(request); }
  bool claim(const TimerRecord& timer) override { return write()->claim(timer); }
  std::vector<OutboxRecord> lease(UtcTime now, std::string_view incarnation, std::int64_t limit) override {
    return write()->lease(now, incarnation, limit);
  }
  std::int64_t release_foreign_leases(std::string_view incarnation) override { return write()->release_foreign_leases(incarnation); }
  void save_import(const ImportRecord& row) override { write()->save_import(row); }
  void erase_message(std::int64_t id) override { write()->erase_message(id); }
  void erase_quarantined(std::int64_t id) override { write()->erase_quarantined(id); }
  void set_inbox_position(std::string_view mailbox, std::int64_t uid_validity, std::int64_t uid) override {
    write()->set_inbox_position(mailbox, uid_validity, uid);
  }
  void set_setting(std::string_view name, std::string_view value) override { write()->set_setting(name, value); }
  void pause_connector(std::string_view name, UtcTime at) override { write()->pause_connector(name, at); }
  void resume_connector(std::string_view name) override { write()->resume_connector(name); }

 private:
  Transaction* write() {
    if (plan_.point == CrashPoint::at_write && --plan_.write <= 0) {
      plan_.point = CrashPoint::none;
      throw SimulatedCrash{CrashPoint::at_write};
    }
    return inner_.get();
  }

  Transaction* delivery() {
    delivers_ = true;
    return write();
  }

  std::unique_ptr<Transaction> inner_;
  CrashPlan& plan_;
  bool delivers_ = false;
};

class FaultyStore final : public Store {
 public:
  /// `plan` outlives the store.
  FaultyStore(std::unique_ptr<Store> inner, CrashPlan& plan) : inner_(std::move(inner)), plan_(plan) {}

  std::unique_ptr<Transaction> begin() override { return std::make_unique<FaultyTransaction>(inner_->begin(), plan_); }
  std::unique_ptr<ReadQueries> reader() override { return inner_->reader(); }
  std::vector<ChainFault> verify_chains(std::int64_t limit) override { return inner_->verify_chains(limit); }
  HeadsSummary heads(EventId up_to) override { return inner_->heads(up_to); }
  std::vector<HeadProof> prove_heads(EventId up_to, std::span<const StreamName> streams) override {
    return inner_->prove_heads(up_to, streams);
  }
  void backup(const std::string& path) override { inner_->backup(path); }
  std::int64_t rewrap(const std::function<bool(const WrappedKey&)>& wants, const std::function<WrappedKey(const WrappedKey&)>& change) override {
    return inner_->rewrap(wants, change);
  }

 private:
  std::unique_ptr<Store> inner_;
  CrashPlan& plan_;
};

}  // namespace redress::simulation
