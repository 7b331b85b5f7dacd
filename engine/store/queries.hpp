// The read half: every question of `ReadQueries`, over one connection. Used by readers and, inside a transaction, by the writer.
#pragma once

#include "engine/store/statement.hpp"

namespace redress::store {

/// One request of a notice.
struct NoticeMember {
  RequestId request;
  Need need = Need::all;
};

/// One request of a location, and what it is asked for there.
struct RequestThere {
  RequestId request;
  bool open = true;
  bool wishes_look = false;
};

class Queries {
 public:
  explicit Queries(Connection& connection) : connection_(connection) {}

  std::optional<ItemRecord> item(ItemId id);
  std::optional<ItemId> find_item(DeskId desk, LocatorKind kind, std::string_view platform, const BlindIndex& index);
  std::vector<ItemId> find_items(const BlindIndex& locator_index);
  std::optional<ReportRecord> report(ReportId id);
  std::optional<ReportId> find_report(DeskId desk, const BlindIndex& digest);
  std::optional<LocationRecord> location(LocationId id);
  std::optional<LocationId> find_location(const BlindIndex& locator_index);
  std::vector<LocationId> locations_of_site(SiteId site, std::int64_t limit);
  std::optional<SiteRecord> site(SiteId id);
  std::optional<SiteId> find_site(const BlindIndex& domain_index);
  std::vector<AssessmentRecord> assessments(ItemId item);
  std::optional<RequestRecord> request(RequestId id);
  std::vector<RequestRecord> requests_of_item(ItemId item);
  std::vector<RequestRecord> open_requests_at(LocationId location);
  std::vector<RequestRecord> looking_requests_at(LocationId location);
  /// All of them, open or not.
  std::vector<RequestThere> requests_at(LocationId location);
  std::vector<RequestId> requests_of(ItemId item);
  std::vector<RequestRecord> requests(const RequestFilter& filter);
  std::vector<SpellRecord> spells(RequestId request);
  std::optional<RecipientRecord> recipient(RecipientId id);
  std::optional<RecipientId> find_recipient(std::string_view slug);
  std::vector<RecipientRecord> recipients();
  std::vector<RecipientRecord> recipients_of(ContactScope scope);
  std::vector<ContactRecord> contacts(RecipientId recipient);
  std::optional<NoticeRecord> notice(NoticeId id);
  std::optional<NoticeId> find_notice(std::string_view reference);
  std::optional<NoticeId> find_notice_by_token(std::string_view reply_token);
  std::optional<NoticeId> joinable_notice(DeskId desk, ContactId contact, NoticeKind kind, ContactScope scope, NoticeId refers_to,
                                          bool urgent, std::string_view workflow);
  std::vector<RequestId> requests_in(NoticeId notice);
  std::vector<NoticeMember> members(NoticeId notice);
  std::vector<ReportId> reports_of(ItemId item);
  std::vector<ItemId> items_of(ReportId report);
  std::optional<Need> need_in(NoticeId notice, RequestId request);
  std::vector<NoticeId> notices_of(RequestId request);
  std::vector<NoticeId> notices_to_seal(UtcTime now, std::int64_t limit);
  std::optional<OutboxRecord> outbox(OutboxId id);
  std::optional<OutboxRecord> outbox_of(NoticeId notice);
  std::vector<OutboxRecord> dead_letters(std::int64_t limit);
  std::vector<AttemptRecord> attempts(NoticeId notice);
  std::optional<AttemptRecord> attempt(AttemptId id);
  std::vector<AttemptRecord> attempts_without_verdict(std::string_view except_incarnation);
  std::vector<TimerRecord> due_timers(UtcTime now, std::int64_t limit);
  std::vector<TimerRecord> timers(RequestId request);
  std::vector<std::string> timer_names(RequestId request);
  std::optional<UtcTime> next_due();
  std::vector<LocationId> due_looks(UtcTime now, std::int64_t limit);
  std::optional<TaskRecord> task(TaskId id);
  std::vector<TaskRecord> open_tasks(std::string_view kind, std::int64_t limit);
  std::vector<TaskRecord> tasks_due(UtcTime after, UtcTime until, std::string_view except, std::int64_t limit);
  std::vector<TaskRecord> tasks(RequestId request);
  std::vector<AlertRecord> unsent_alerts(std::int64_t limit);
  std::vector<AlertRecord> alerts(std::int64_t limit);
  std::optional<AlertRecord> newest_alert(std::string_view kind, std::string_view subject);
  std::optional<ApprovalRecord> approval(ApprovalId id);
  std::optional<ApprovalRecord> approval_of_task(TaskId task);
  std::optional<ApprovalRecord> open_approval_of(const ChainHash& content_digest, UtcTime now);
  std::vector<ApprovalRecord> approvals(bool open_only, std::int64_t limit);
  std::vector<ApprovalRecord> approvals_over(UtcTime now, std::int64_t limit);
  std::optional<CaseRecord> removal_case(CaseId id);
  std::optional<CaseId> find_case(std::string_view number);
  std::vector<CaseRecord> removal_cases(CaseId after, std::int64_t limit);
  std::vector<RequestId> requests_of_case(CaseId id);
  std::vector<CaseId> cases_of_request(RequestId request);
  std::vector<ConsentRecord> consents(CaseId id);
  std::optional<CasePersonRecord> case_person(PersonId id);
  std::vector<EventRecord> events(StreamKind stream, std::int64_t stream_id);
  void for_each_event(StreamKind stream, const std::function<bool(const EventRecord&)>& visit);
  std::vector<EventRecord> events_after(EventId after, std::int64_t limit);
  std::optional<CheckpointRecord> newest_checkpoint();
  bool message_seen(const BlindIndex& digest);
  std::int64_t inbox_position(std::string_view mailbox, std::int64_t uid_validity);
  std::optional<InboxRecord> inbox_message(std::int64_t id);
  std::vector<std::int64_t> kept_messages_about(NoticeId notice);
  std::vector<KeptRow> kept(KeptKind kind, UtcTime until, const KeptRow& after, std::int64_t limit);
  std::optional<ImportRecord> import_progress(const BlindIndex& digest);
  std::vector<QuarantineRecord> quarantine(std::int64_t after, std::int64_t limit);
  std::string setting(std::string_view name);
  std::vector<std::string> paused_connectors();
  StuckCount stuck();
  BacklogCount backlog(UtcTime now);
  std::int64_t reports_on(ItemId item, UtcTime since);
  std::int64_t reports_from(DeskId desk, std::string_view source, UtcTime since);

 private:
  void find_next_entry(bool urgent, std::optional<std::int64_t>& earliest);
  Statement& kept_of(KeptKind kind);

  Connection& connection_;
  Statement item_{connection_, "item"};
  Statement find_item_{connection_, "find_item"};
  Statement find_items_{connection_, "find_items"};
  Statement report_{connection_, "report"};
  Statement find_report_{connection_, "find_report"};
  Statement location_{connection_, "location"};
  Statement find_location_{connection_, "find_location"};
  Statement locations_of_site_{connection_, "locations_of_site"};
  Statement site_{connection_, "site"};
  Statement find_site_{connection_, "find_site"};
  Statement assessments_{connection_, "assessments"};
  Statement request_{connection_, "request"};
  Statement requests_of_item_{connection_, "requests_of_item"};
  Statement open_requests_at_{connection_, "open_requests_at"};
  Statement looking_requests_at_{connection_, "looking_requests_at"};
  Statement requests_at_{connection_, "requests_at"};
  Statement requests_of_{connection_, "requests_of"};
  Statement requests_{connection_, "requests"};
  Statement open_requests_{connection_, "open_requests"};
  Statement spells_{connection_, "spells"};
  Statement recipient_{connection_, "recipient"};
  Statement find_recipient_{connection_, "find_recipient"};
  Statement recipients_{connection_, "recipients"};
  Statement recipients_of_{connection_, "recipients_of"};
  Statement contacts_{connection_, "contacts"};
  Statement notice_{connection_, "notice"};
  Statement find_notice_{connection_, "find_notice"};
  Statement find_notice_by_token_{connection_, "find_notice_by_token"};
  Statement joinable_notice_{connection_, "joinable_notice"};
  Statement requests_in_{connection_, "requests_in"};
  Statement members_{connection_, "members"};
  Statement reports_of_{connection_, "reports_of"};
  Statement items_of_{connection_, "items_of"};
  Statement need_in_{connection_, "need_in"};
  Statement notices_of_{connection_, "notices_of"};
  Statement notices_to_seal_{connection_, "notices_to_seal"};
  Statement next_window_{connection_, "next_window"};
  Statement outbox_{connection_, "outbox"};
  Statement outbox_of_{connection_, "outbox_of"};
  Statement dead_letters_{connection_, "dead_letters"};
  Statement waiting_entries_{connection_, "waiting_entries"};
  Statement blocked_recipients_{connection_, "blocked_recipients"};
  Statement attempts_{connection_, "attempts"};
  Statement attempt_{connection_, "attempt"};
  Statement attempts_without_verdict_{connection_, "attempts_without_verdict"};
  Statement due_timers_{connection_, "due_timers"};
  Statement timers_{connection_, "timers"};
  Statement timer_names_{connection_, "timer_names"};
  Statement next_timer_{connection_, "next_timer"};
  Statement due_looks_{connection_, "due_looks"};
  Statement next_look_{connection_, "next_look"};
  Statement task_{connection_, "task"};
  Statement open_tasks_{connection_, "open_tasks"};
  Statement tasks_due_{connection_, "tasks_due"};
  Statement tasks_{connection_, "tasks"};
  Statement unsent_alerts_{connection_, "unsent_alerts"};
  Statement alerts_{connection_, "alerts"};
  Statement newest_alert_{connection_, "newest_alert"};
  Statement approval_{connection_, "approval"};
  Statement approval_of_task_{connection_, "approval_of_task"};
  Statement open_approval_of_{connection_, "open_approval_of"};
  Statement approvals_{connection_, "approvals"};
  Statement open_approvals_{connection_, "open_approvals"};
  Statement approvals_over_{connection_, "approvals_over"};
  Statement case_{connection_, "case"};
  Statement find_case_{connection_, "find_case"};
  Statement cases_{connection_, "cases"};
  Statement requests_of_case_{connection_, "requests_of_case"};
  Statement cases_of_request_{connection_, "cases_of_request"};
  Statement consents_{connection_, "consents"};
  Statement case_person_{connection_, "case_person"};
  Statement events_{connection_, "events"};
  Statement events_of_kind_{connection_, "events_of_kind"};
  Statement events_after_{connection_, "events_after"};
  Statement newest_checkpoint_{connection_, "newest_checkpoint"};
  Statement message_seen_{connection_, "message_seen"};
  Statement inbox_position_{connection_, "inbox_position"};
  Statement inbox_message_{connection_, "inbox_message"};
  Statement kept_messages_about_{connection_, "kept_messages_about"};
  Statement kept_items_{connection_, "kept_items"};
  Statement kept_reports_{connection_, "kept_reports"};
  Statement kept_messages_{connection_, "kept_messages"};
  Statement kept_notices_{connection_, "kept_notices"};
  Statement kept_quarantine_{connection_, "kept_quarantine"};
  Statement import_progress_{connection_, "import_progress"};
  Statement quarantine_{connection_, "quarantine"};
  Statement setting_{connection_, "setting"};
  Statement paused_connectors_{connection_, "paused_connectors"};
  Statement open_without_wish_{connection_, "open_without_wish"};
  Statement requests_with_timer_{connection_, "requests_with_timer"};
  Statement has_way_out_{connection_, "has_way_out"};
  Statement stuck_notices_{connection_, "stuck_notices"};
  Statement stuck_tasks_{connection_, "stuck_tasks"};
  Statement backlog_{connection_, "backlog"};
  Statement reports_on_{connection_, "reports_on"};
  Statement reports_from_{connection_, "reports_from"};
};

/// `Base` (ReadQueries or Transaction) with every question answered by `Queries`. What is not final the writer answers from memory.
template <class Base>
class Answers : public Base {
 public:
  explicit Answers(Queries& queries) : queries_(queries) {}

  std::optional<ItemRecord> item(ItemId id) override { return queries_.item(id); }
  std::optional<ItemId> find_item(DeskId desk, LocatorKind kind, std::string_view platform, const BlindIndex& index) final {
    return queries_.find_item(desk, kind, platform, index);
  }
  std::vector<ItemId> find_items(const BlindIndex& locator_index) final { return queries_.find_items(locator_index); }
  std::optional<ReportRecord> report(ReportId id) final { return queries_.report(id); }
  std::optional<ReportId> find_report(DeskId desk, const BlindIndex& digest) final { return queries_.find_report(desk, digest); }
  std::optional<LocationRecord> location(LocationId id) override { return queries_.location(id); }
  std::optional<LocationId> find_location(const BlindIndex& locator_index) final { return queries_.find_location(locator_index); }
  std::vector<LocationId> locations_of_site(SiteId site, std::int64_t limit) final { return queries_.locations_of_site(site, limit); }
  std::optional<SiteRecord> site(SiteId id) final { return queries_.site(id); }
  std::optional<SiteId> find_site(const BlindIndex& domain_index) final { return queries_.find_site(domain_index); }
  std::vector<AssessmentRecord> assessments(ItemId item) final { return queries_.assessments(item); }
  std::optional<RequestRecord> request(RequestId id) override { return queries_.request(id); }
  std::vector<RequestRecord> requests_of_item(ItemId item) override { return queries_.requests_of_item(item); }
  std::vector<RequestRecord> open_requests_at(LocationId location) override { return queries_.open_requests_at(location); }
  std::vector<RequestRecord> looking_requests_at(LocationId location) override { return queries_.looking_requests_at(location); }
  std::vector<RequestRecord> requests(const RequestFilter& filter) final { return queries_.requests(filter); }
  std::vector<SpellRecord> spells(RequestId request) final { return queries_.spells(request); }
  std::optional<RecipientRecord> recipient(RecipientId id) override { return queries_.recipient(id); }
  std::optional<RecipientId> find_recipient(std::string_view slug) final { return queries_.find_recipient(slug); }
  std::vector<RecipientRecord> recipients() final { return queries_.recipients(); }
  std::vector<RecipientRecord> recipients_of(ContactScope scope) final { return queries_.recipients_of(scope); }
  std::vector<ContactRecord> contacts(RecipientId recipient) override { return queries_.contacts(recipient); }
  std::optional<NoticeRecord> notice(NoticeId id) override { return queries_.notice(id); }
  std::optional<NoticeId> find_notice(std::string_view reference) final { return queries_.find_notice(reference); }
  std::optional<NoticeId> find_notice_by_token(std::string_view reply_token) final { return queries_.find_notice_by_token(reply_token); }
  std::optional<NoticeId> joinable_notice(DeskId desk, ContactId contact, NoticeKind kind, ContactScope scope, NoticeId refers_to,
                                          bool urgent, std::string_view workflow) final {
    return queries_.joinable_notice(desk, contact, kind, scope, refers_to, urgent, workflow);
  }
  std::vector<RequestId> requests_in(NoticeId notice) override { return queries_.requests_in(notice); }
  std::vector<ReportId> reports_of(ItemId item) final { return queries_.reports_of(item); }
  std::vector<ItemId> items_of(ReportId report) final { return queries_.items_of(report); }
  std::optional<Need> need_in(NoticeId notice, RequestId request) override { return queries_.need_in(notice, request); }
  std::vector<NoticeId> notices_of(RequestId request) override { return queries_.notices_of(request); }
  std::vector<NoticeId> notices_to_seal(UtcTime now, std::int64_t limit) final { return queries_.notices_to_seal(now, limit); }
  std::optional<OutboxRecord> outbox(OutboxId id) override { return queries_.outbox(id); }
  std::optional<OutboxRecord> outbox_of(NoticeId notice) override { return queries_.outbox_of(notice); }
  std::vector<OutboxRecord> dead_letters(std::int64_t limit) final { return queries_.dead_letters(limit); }
  std::vector<AttemptRecord> attempts(NoticeId notice) final { return queries_.attempts(notice); }
  std::optional<AttemptRecord> attempt(AttemptId id) final { return queries_.attempt(id); }
  std::vector<AttemptRecord> attempts_without_verdict(std::string_view except_incarnation) final {
    return queries_.attempts_without_verdict(except_incarnation);
  }
  std::vector<TimerRecord> due_timers(UtcTime now, std::int64_t limit) final { return queries_.due_timers(now, limit); }
  std::vector<TimerRecord> timers(RequestId request) final { return queries_.timers(request); }
  std::optional<UtcTime> next_due() final { return queries_.next_due(); }
  std::vector<LocationId> due_looks(UtcTime now, std::int64_t limit) final { return queries_.due_looks(now, limit); }
  std::optional<TaskRecord> task(TaskId id) final { return queries_.task(id); }
  std::vector<TaskRecord> tasks_due(UtcTime after, UtcTime until, std::string_view except, std::int64_t limit) final {
    return queries_.tasks_due(after, until, except, limit);
  }
  std::vector<TaskRecord> open_tasks(std::string_view kind, std::int64_t limit) final { return queries_.open_tasks(kind, limit); }
  std::vector<TaskRecord> tasks(RequestId request) override { return queries_.tasks(request); }
  std::vector<AlertRecord> unsent_alerts(std::int64_t limit) final { return queries_.unsent_alerts(limit); }
  std::vector<AlertRecord> alerts(std::int64_t limit) final { return queries_.alerts(limit); }
  std::optional<AlertRecord> newest_alert(std::string_view kind, std::string_view subject) final { return queries_.newest_alert(kind, subject); }
  std::optional<ApprovalRecord> approval(ApprovalId id) final { return queries_.approval(id); }
  std::optional<ApprovalRecord> approval_of_task(TaskId task) final { return queries_.approval_of_task(task); }
  std::optional<ApprovalRecord> open_approval_of(const ChainHash& content_digest, UtcTime now) final { return queries_.open_approval_of(content_digest, now); }
  std::vector<ApprovalRecord> approvals(bool open_only, std::int64_t limit) final { return queries_.approvals(open_only, limit); }
  std::vector<ApprovalRecord> approvals_over(UtcTime now, std::int64_t limit) final { return queries_.approvals_over(now, limit); }
  std::optional<CaseRecord> removal_case(CaseId id) final { return queries_.removal_case(id); }
  std::optional<CaseId> find_case(std::string_view number) final { return queries_.find_case(number); }
  std::vector<CaseRecord> removal_cases(CaseId after, std::int64_t limit) final { return queries_.removal_cases(after, limit); }
  std::vector<RequestId> requests_of_case(CaseId id) final { return queries_.requests_of_case(id); }
  std::vector<CaseId> cases_of_request(RequestId request) final { return queries_.cases_of_request(request); }
  std::vector<ConsentRecord> consents(CaseId id) final { return queries_.consents(id); }
  std::optional<CasePersonRecord> case_person(PersonId id) final { return queries_.case_person(id); }
  std::vector<EventRecord> events(StreamKind stream, std::int64_t stream_id) final { return queries_.events(stream, stream_id); }
  void for_each_event(StreamKind stream, const std::function<bool(const EventRecord&)>& visit) final { queries_.for_each_event(stream, visit); }
  std::vector<EventRecord> events_after(EventId after, std::int64_t limit) final { return queries_.events_after(after, limit); }
  std::optional<CheckpointRecord> newest_checkpoint() final { return queries_.newest_checkpoint(); }
  bool message_seen(const BlindIndex& digest) final { return queries_.message_seen(digest); }
  std::int64_t inbox_position(std::string_view mailbox, std::int64_t uid_validity) final { return queries_.inbox_position(mailbox, uid_validity); }
  std::optional<InboxRecord> inbox_message(std::int64_t id) final { return queries_.inbox_message(id); }
  std::vector<std::int64_t> kept_messages_about(NoticeId notice) final { return queries_.kept_messages_about(notice); }
  std::vector<KeptRow> kept(KeptKind kind, UtcTime until, const KeptRow& after, std::int64_t limit) final {
    return queries_.kept(kind, until, after, limit);
  }
  std::optional<ImportRecord> import_progress(const BlindIndex& digest) final { return queries_.import_progress(digest); }
  std::vector<QuarantineRecord> quarantine(std::int64_t after, std::int64_t limit) final { return queries_.quarantine(after, limit); }
  std::string setting(std::string_view name) final { return queries_.setting(name); }
  std::vector<std::string> paused_connectors() final { return queries_.paused_connectors(); }
  StuckCount stuck() final { return queries_.stuck(); }
  BacklogCount backlog(UtcTime now) final { return queries_.backlog(now); }
  std::int64_t reports_on(ItemId item, UtcTime since) final { return queries_.reports_on(item, since); }
  std::int64_t reports_from(DeskId desk, std::string_view source, UtcTime since) final { return queries_.reports_from(desk, source, since); }

 private:
  Queries& queries_;
};

}  // namespace redress::store
