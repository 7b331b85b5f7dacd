#include "engine/store/queries.hpp"

#include <algorithm>
#include <unordered_map>

namespace redress::store {
namespace {

template <class Record, class... Values>
std::optional<Record> one(Statement& statement, const Values&... values) {
  auto rows = statement.read(values...);
  if (!rows.next()) return std::nullopt;
  std::optional<Record> record(std::in_place);
  rows.row(*record);
  return record;
}

template <class Record, class... Values>
std::vector<Record> all(Statement& statement, const Values&... values) {
  std::vector<Record> records;
  auto rows = statement.read(values...);
  while (rows.next()) rows.row(records.emplace_back());
  return records;
}

template <class IdType, class... Values>
std::optional<IdType> one_id(Statement& statement, const Values&... values) {
  auto rows = statement.read(values...);
  if (!rows.next()) return std::nullopt;
  return IdType{rows.number(0)};
}

template <class IdType, class... Values>
std::vector<IdType> all_ids(Statement& statement, const Values&... values) {
  std::vector<IdType> ids;
  auto rows = statement.read(values...);
  while (rows.next()) ids.push_back(IdType{rows.number(0)});
  return ids;
}

template <class... Values>
std::int64_t one_number(Statement& statement, const Values&... values) {
  auto rows = statement.read(values...);
  return rows.next() ? rows.number(0) : 0;
}

void keep_earlier(std::optional<std::int64_t>& earliest, std::int64_t candidate) {
  if (!earliest || candidate < *earliest) earliest = candidate;
}

}  // namespace

std::optional<ItemRecord> Queries::item(ItemId id) { return one<ItemRecord>(item_, id); }
std::optional<ItemId> Queries::find_item(DeskId desk, LocatorKind kind, std::string_view platform, const BlindIndex& index) {
  return one_id<ItemId>(find_item_, desk, kind, platform, index);
}
std::vector<ItemId> Queries::find_items(const BlindIndex& locator_index) {
  auto ids = all_ids<ItemId>(find_items_, locator_index);
  std::sort(ids.begin(), ids.end());
  return ids;
}
std::optional<ReportRecord> Queries::report(ReportId id) { return one<ReportRecord>(report_, id); }
std::optional<ReportId> Queries::find_report(DeskId desk, const BlindIndex& digest) { return one_id<ReportId>(find_report_, desk, digest); }
std::optional<LocationRecord> Queries::location(LocationId id) { return one<LocationRecord>(location_, id); }
std::optional<LocationId> Queries::find_location(const BlindIndex& locator_index) { return one_id<LocationId>(find_location_, locator_index); }
std::vector<LocationId> Queries::locations_of_site(SiteId site, std::int64_t limit) { return all_ids<LocationId>(locations_of_site_, site, limit); }
std::optional<SiteRecord> Queries::site(SiteId id) { return one<SiteRecord>(site_, id); }
std::optional<SiteId> Queries::find_site(const BlindIndex& domain_index) { return one_id<SiteId>(find_site_, domain_index); }
std::vector<AssessmentRecord> Queries::assessments(ItemId item) { return all<AssessmentRecord>(assessments_, item); }

std::optional<RequestRecord> Queries::request(RequestId id) { return one<RequestRecord>(request_, id); }
std::vector<RequestRecord> Queries::requests_of_item(ItemId item) { return all<RequestRecord>(requests_of_item_, item); }
std::vector<RequestRecord> Queries::open_requests_at(LocationId location) { return all<RequestRecord>(open_requests_at_, location); }
std::vector<RequestRecord> Queries::looking_requests_at(LocationId location) { return all<RequestRecord>(looking_requests_at_, location); }
std::vector<RequestThere> Queries::requests_at(LocationId location) {
  std::vector<RequestThere> requests;
  auto rows = requests_at_.read(location);
  while (rows.next()) requests.push_back({RequestId{rows.number(0)}, rows.null(1), !rows.null(2)});
  return requests;
}
std::vector<RequestId> Queries::requests_of(ItemId item) { return all_ids<RequestId>(requests_of_, item); }
std::vector<RequestRecord> Queries::requests(const RequestFilter& filter) {
  return all<RequestRecord>(filter.open_only ? open_requests_ : requests_, filter.workflow, filter.state, filter.after, filter.limit);
}
std::vector<SpellRecord> Queries::spells(RequestId request) { return all<SpellRecord>(spells_, request); }

std::optional<RecipientRecord> Queries::recipient(RecipientId id) { return one<RecipientRecord>(recipient_, id); }
std::optional<RecipientId> Queries::find_recipient(std::string_view slug) { return one_id<RecipientId>(find_recipient_, slug); }
std::vector<RecipientRecord> Queries::recipients() { return all<RecipientRecord>(recipients_); }
std::vector<RecipientRecord> Queries::recipients_of(ContactScope scope) { return all<RecipientRecord>(recipients_of_, scope); }
std::vector<ContactRecord> Queries::contacts(RecipientId recipient) { return all<ContactRecord>(contacts_, recipient); }

std::optional<NoticeRecord> Queries::notice(NoticeId id) { return one<NoticeRecord>(notice_, id); }
std::optional<NoticeId> Queries::find_notice(std::string_view reference) { return one_id<NoticeId>(find_notice_, reference); }
std::optional<NoticeId> Queries::find_notice_by_token(std::string_view reply_token) { return one_id<NoticeId>(find_notice_by_token_, reply_token); }
std::optional<NoticeId> Queries::joinable_notice(DeskId desk, ContactId contact, NoticeKind kind, ContactScope scope, NoticeId refers_to,
                                                 bool urgent, std::string_view workflow) {
  return one_id<NoticeId>(joinable_notice_, desk, contact, kind, scope, refers_to, urgent, workflow);
}
std::vector<ReportId> Queries::reports_of(ItemId item) { return all_ids<ReportId>(reports_of_, item); }
std::vector<ItemId> Queries::items_of(ReportId report) { return all_ids<ItemId>(items_of_, report); }
std::optional<Need> Queries::need_in(NoticeId notice, RequestId request) {
  auto rows = need_in_.read(notice, request);
  if (!rows.next()) return std::nullopt;
  Need need{};
  rows.value(0, need);
  return need;
}
std::vector<RequestId> Queries::requests_in(NoticeId notice) { return all_ids<RequestId>(requests_in_, notice); }
std::vector<NoticeMember> Queries::members(NoticeId notice) {
  std::vector<NoticeMember> members;
  auto rows = members_.read(notice);
  while (rows.next()) {
    auto& member = members.emplace_back();
    rows.value(0, member.request);
    rows.value(1, member.need);
  }
  return members;
}
std::vector<NoticeId> Queries::notices_of(RequestId request) { return all_ids<NoticeId>(notices_of_, request); }
std::vector<NoticeId> Queries::notices_to_seal(UtcTime now, std::int64_t limit) { return all_ids<NoticeId>(notices_to_seal_, now, limit); }

std::optional<OutboxRecord> Queries::outbox(OutboxId id) { return one<OutboxRecord>(outbox_, id); }
std::optional<OutboxRecord> Queries::outbox_of(NoticeId notice) { return one<OutboxRecord>(outbox_of_, notice); }
std::vector<OutboxRecord> Queries::dead_letters(std::int64_t limit) { return all<OutboxRecord>(dead_letters_, limit); }
std::vector<AttemptRecord> Queries::attempts(NoticeId notice) { return all<AttemptRecord>(attempts_, notice); }
std::optional<AttemptRecord> Queries::attempt(AttemptId id) { return one<AttemptRecord>(attempt_, id); }
std::vector<AttemptRecord> Queries::attempts_without_verdict(std::string_view except_incarnation) {
  return all<AttemptRecord>(attempts_without_verdict_, except_incarnation);
}

std::vector<TimerRecord> Queries::due_timers(UtcTime now, std::int64_t limit) { return all<TimerRecord>(due_timers_, now, limit); }
std::vector<TimerRecord> Queries::timers(RequestId request) { return all<TimerRecord>(timers_, request.value); }
std::vector<std::string> Queries::timer_names(RequestId request) {
  std::vector<std::string> names;
  auto rows = timer_names_.read(request.value);
  while (rows.next()) rows.value(0, names.emplace_back());
  return names;
}
std::vector<LocationId> Queries::due_looks(UtcTime now, std::int64_t limit) { return all_ids<LocationId>(due_looks_, now, limit); }

std::optional<UtcTime> Queries::next_due() {
  std::optional<std::int64_t> earliest;
  for (auto* statement : {&next_timer_, &next_window_, &next_look_}) {
    auto rows = statement->read();
    if (rows.next()) keep_earlier(earliest, rows.number(0));
  }
  find_next_entry(true, earliest);
  find_next_entry(false, earliest);
  return earliest ? std::optional(from_ms(*earliest)) : std::nullopt;
}

/// Entries of a recipient that rests are due when it has rested, those of a paused one not at all. Entries come in order of time,
/// so the walk ends at the first one that cannot be earlier any more: as a rule the very first.
void Queries::find_next_entry(bool urgent, std::optional<std::int64_t>& earliest) {
  struct Blocked {
    bool paused;
    std::int64_t rests_until_ms;
  };
  std::unordered_map<std::int64_t, Blocked> blocked;
  {
    auto rows = blocked_recipients_.read();
    while (rows.next()) blocked.emplace(rows.number(0), Blocked{!rows.null(1), rows.number(2)});
  }
  auto entries = waiting_entries_.read(urgent);
  while (entries.next()) {
    const auto not_before = entries.number(1);
    if (earliest && not_before >= *earliest) return;
    const auto found = blocked.find(entries.number(0));
    if (found == blocked.end()) return keep_earlier(earliest, not_before);
    if (!found->second.paused) keep_earlier(earliest, std::max(not_before, found->second.rests_until_ms));
  }
}

std::optional<TaskRecord> Queries::task(TaskId id) { return one<TaskRecord>(task_, id); }
std::vector<TaskRecord> Queries::tasks_due(UtcTime after, UtcTime until, std::string_view except, std::int64_t limit) {
  return all<TaskRecord>(tasks_due_, after, until, except, limit);
}
std::vector<TaskRecord> Queries::open_tasks(std::string_view kind, std::int64_t limit) { return all<TaskRecord>(open_tasks_, kind, limit); }
std::vector<TaskRecord> Queries::tasks(RequestId request) { return all<TaskRecord>(tasks_, request); }
std::vector<AlertRecord> Queries::unsent_alerts(std::int64_t limit) { return all<AlertRecord>(unsent_alerts_, limit); }
std::vector<AlertRecord> Queries::alerts(std::int64_t limit) { return all<AlertRecord>(alerts_, limit); }
std::optional<AlertRecord> Queries::newest_alert(std::string_view kind, std::string_view subject) {
  return one<AlertRecord>(newest_alert_, kind, subject);
}
std::optional<ApprovalRecord> Queries::approval(ApprovalId id) { return one<ApprovalRecord>(approval_, id); }
std::optional<ApprovalRecord> Queries::approval_of_task(TaskId task) { return one<ApprovalRecord>(approval_of_task_, task); }
std::optional<ApprovalRecord> Queries::open_approval_of(const ChainHash& content_digest, UtcTime now) {
  return one<ApprovalRecord>(open_approval_of_, content_digest, now);
}
std::vector<ApprovalRecord> Queries::approvals(bool open_only, std::int64_t limit) {
  return all<ApprovalRecord>(open_only ? open_approvals_ : approvals_, limit);
}
std::vector<ApprovalRecord> Queries::approvals_over(UtcTime now, std::int64_t limit) {
  return all<ApprovalRecord>(approvals_over_, now, limit);
}

std::optional<CaseRecord> Queries::removal_case(CaseId id) { return one<CaseRecord>(case_, id); }
std::optional<CaseId> Queries::find_case(std::string_view number) { return one_id<CaseId>(find_case_, number); }
std::vector<CaseRecord> Queries::removal_cases(CaseId after, std::int64_t limit) { return all<CaseRecord>(cases_, after.value, limit); }
std::vector<RequestId> Queries::requests_of_case(CaseId id) { return all_ids<RequestId>(requests_of_case_, id); }
std::vector<CaseId> Queries::cases_of_request(RequestId request) { return all_ids<CaseId>(cases_of_request_, request); }
std::vector<ConsentRecord> Queries::consents(CaseId id) { return all<ConsentRecord>(consents_, id); }
std::optional<CasePersonRecord> Queries::case_person(PersonId id) { return one<CasePersonRecord>(case_person_, id); }

std::vector<EventRecord> Queries::events(StreamKind stream, std::int64_t stream_id) { return all<EventRecord>(events_, stream, stream_id); }
void Queries::for_each_event(StreamKind stream, const std::function<bool(const EventRecord&)>& visit) {
  EventRecord event;
  auto rows = events_of_kind_.read(stream);
  while (rows.next()) {
    rows.row(event);
    if (!visit(event)) return;
  }
}
std::vector<EventRecord> Queries::events_after(EventId after, std::int64_t limit) { return all<EventRecord>(events_after_, after.value, limit); }
std::optional<CheckpointRecord> Queries::newest_checkpoint() { return one<CheckpointRecord>(newest_checkpoint_); }

bool Queries::message_seen(const BlindIndex& digest) { return one_number(message_seen_, digest) != 0; }
std::int64_t Queries::inbox_position(std::string_view mailbox, std::int64_t uid_validity) { return one_number(inbox_position_, mailbox, uid_validity); }
std::optional<InboxRecord> Queries::inbox_message(std::int64_t id) { return one<InboxRecord>(inbox_message_, id); }
std::vector<std::int64_t> Queries::kept_messages_about(NoticeId notice) {
  std::vector<std::int64_t> ids;
  auto rows = kept_messages_about_.read(notice);
  while (rows.next()) ids.push_back(rows.number(0));
  return ids;
}

Statement& Queries::kept_of(KeptKind kind) {
  switch (kind) {
    case KeptKind::locators: return kept_items_;
    case KeptKind::reports: return kept_reports_;
    case KeptKind::partner_messages: return kept_messages_;
    case KeptKind::notices: return kept_notices_;
    case KeptKind::quarantine: break;
  }
  return kept_quarantine_;
}
std::vector<KeptRow> Queries::kept(KeptKind kind, UtcTime until, const KeptRow& after, std::int64_t limit) {
  std::vector<KeptRow> found;
  auto rows = kept_of(kind).read(until, after.since, after.id, limit);
  while (rows.next()) found.push_back({rows.number(0), from_ms(rows.number(1))});
  return found;
}

std::optional<ImportRecord> Queries::import_progress(const BlindIndex& digest) { return one<ImportRecord>(import_progress_, digest); }
std::vector<QuarantineRecord> Queries::quarantine(std::int64_t after, std::int64_t limit) { return all<QuarantineRecord>(quarantine_, after, limit); }
std::string Queries::setting(std::string_view name) {
  std::string text;
  auto rows = setting_.read(name);
  if (rows.next()) rows.value(0, text);
  return text;
}
std::vector<std::string> Queries::paused_connectors() {
  std::vector<std::string> names;
  auto rows = paused_connectors_.read();
  while (rows.next()) rows.value(0, names.emplace_back());
  return names;
}

/// One pass over open requests and timers, both in order of request; only those without a timer are looked at one by one.
StuckCount Queries::stuck() {
  StuckCount count;
  auto open = open_without_wish_.read();
  auto timed = requests_with_timer_.read();
  bool more_timed = timed.next();
  while (open.next()) {
    const auto request = open.number(0);
    while (more_timed && timed.number(0) < request) more_timed = timed.next();
    const bool has_timer = more_timed && timed.number(0) == request;
    if (!has_timer && one_number(has_way_out_, request) == 0) ++count.requests;
  }
  count.notices = one_number(stuck_notices_);
  count.tasks = one_number(stuck_tasks_);
  return count;
}

BacklogCount Queries::backlog(UtcTime now) {
  BacklogCount count;
  auto rows = backlog_.read(now);
  if (!rows.next()) return count;
  int column = 0;
  for (auto* number : {&count.outbox_waiting, &count.outbox_leased, &count.outbox_dead, &count.open_requests, &count.open_tasks,
                       &count.overdue_tasks, &count.timers, &count.overdue_timers, &count.reports, &count.items, &count.quarantined,
                       &count.alerts_unsent})
    rows.value(column++, *number);
  rows.value(column, count.oldest_waiting);
  return count;
}

std::int64_t Queries::reports_on(ItemId item, UtcTime since) { return one_number(reports_on_, item, since); }
std::int64_t Queries::reports_from(DeskId desk, std::string_view source, UtcTime since) {
  return one_number(reports_from_, desk, source, since);
}

}  // namespace redress::store
