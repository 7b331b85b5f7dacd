#include "engine/store/writer.hpp"

#include "engine/store/chain.hpp"
#include "engine/store/migrate.hpp"

#include <algorithm>
#include <utility>

namespace redress::store {
namespace {

constexpr std::int64_t kRewrapBatch = 1000;

/// The row is without its key, so the save may be what takes it away: an item always had one, a notice has one once it was sealed, and no
/// hot save touches the key of a report.
bool erased(const ReportRecord& row) { return row.key.empty(); }
bool erased(const ItemRecord& row) { return row.key.empty(); }
bool erased(const LocationRecord& row) { return row.key.empty() && !row.host.empty(); }
bool erased(const SiteRecord& row) { return row.key.empty() && !row.domain.empty(); }
bool erased(const CasePersonRecord& row) { return row.key.empty(); }
bool erased(const NoticeRecord& row) { return row.key.empty() && row.sealed_at; }
template <class Record>
bool erased(const Record&) { return false; }

}  // namespace

Writer::Writer(const std::string& path, const StoreOptions& options, const ChainHasher& hasher)
    : connection_(path, Connection::Access::read_write, options), hasher_(hasher) {
  migrate(connection_);
}

void Writer::begin() {
  REDRESS_ASSERT(!in_transaction_, "a transaction begins while another one is open");
  begin_.run();
  in_transaction_ = true;
  auto rows = data_version_query_.read();
  const auto version = rows.next() ? rows.number(0) : 0;
  if (version != data_version_) {  // at the first transaction, and after another process has written
    data_version_ = version;
    heads_.clear();
    rows_.clear();
    numbers_.load();
    load_newest_streams();
  }
  numbers_.remember();
  changes_at_begin_ = sqlite3_total_changes64(connection_.handle());
}

void Writer::commit() {
  REDRESS_ASSERT(in_transaction_, "commit without a transaction");
  commit_.run();
  in_transaction_ = false;
  scrub_ = std::exchange(erasing_, false) || scrub_;
  if (scrub_) scrub_log();
}

void Writer::rollback() noexcept {
  try {
    if (sqlite3_get_autocommit(connection_.handle()) == 0) rollback_.run();
  } catch (const StoreFailure&) {
    // The failure that led here is the one to report; closing the file rolls back as well.
  }
  in_transaction_ = false;
  erasing_ = false;
  numbers_.forget();
  // A step in which nothing happened ends so, too, and what is remembered is still true.
  if (sqlite3_total_changes64(connection_.handle()) == changes_at_begin_) return;
  heads_.clear();
  rows_.clear();
}

void Writer::scrub_log() {
  sqlite3_busy_timeout(connection_.handle(), 0);
  scrub_ = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_BUSY;
  connection_.restore_busy_timeout();
}

template <class Record>
void Writer::save(Statement& hot, Statement& whole, const Record& row) {
  if constexpr (requires { rows_.known(row); }) {
    const auto* known = rows_.known(row);
    save(known != nullptr && hot.covers(*known, row) ? hot : whole, row);
  } else {
    if (hot.run_record(row) != 1) save(whole, row);
  }
}

template <class Record>
void Writer::save(Statement& whole, const Record& row) {
  if (erased(row)) erasing_ = true;
  if (whole.run_record(row) != 1)
    connection_.fail(whole.name(), std::same_as<Record, RequestRecord> ? "the request was changed by somebody else, or is not there"
                                                                       : "there is no row of that number");
  rows_.saved(row);
}

void Writer::save(const RequestRecord& row) {
  const auto* known = rows_.known(row);
  const auto covers = [&](Statement& statement) { return known != nullptr && statement.covers(*known, row); };
  if (covers(save_request_)) return save(save_request_, row);
  // One that opens, closes or wishes something else is found by other means afterwards.
  if (covers(save_turned_request_)) return save(save_turned_request_, row);
  save(save_whole_request_, row);
  rows_.requests_moved();
}

template <class Record>
std::int64_t Writer::insert(Statement& statement, NumberOf kind, const Record& row) {
  const auto number = numbers_.take(kind);
  statement.insert_record(row, number);
  return number;
}

void Writer::load_newest_streams() {
  for (std::size_t kind = 0; kind < newest_stream_.size(); ++kind) {
    auto rows = newest_stream_query_.read(static_cast<StreamKind>(kind));
    if (rows.next()) rows.value(0, newest_stream_[kind]);
  }
}

ChainHead& Writer::head(StreamKind stream, std::int64_t stream_id) {
  if (auto* known = heads_.find(stream, stream_id)) return *known;
  ChainHead head;
  auto& newest = newest_stream_[static_cast<std::size_t>(stream)];
  if (stream_id > newest) {
    newest = stream_id;
    return heads_.remember(stream, stream_id, head);
  }
  auto rows = chain_head_.read(stream, stream_id);
  if (rows.next()) {
    rows.value(0, head.sequence);
    rows.value(1, head.hash);
  }
  return heads_.remember(stream, stream_id, head);
}

EventId Writer::append(const EventRecord& event) {
  auto& end = head(event.stream, event.stream_id);
  const EventId id{numbers_.take(NumberOf::event)};
  const auto sequence = end.sequence + 1;
  canonical_event(event, id, sequence, canonical_);
  const auto hash = hasher_.next(end.hash, canonical_);
  insert_event_.run(id, event.stream, event.stream_id, sequence, event.kind, event.at, event.by.kind, event.by.name, event.body, event.sealed,
                    hash);
  end = {sequence, hash};
  return id;
}

std::vector<OutboxRecord> Writer::lease(UtcTime now, std::string_view incarnation, std::int64_t limit) {
  std::vector<OutboxId> ids;
  for (const bool urgent : {true, false}) {
    auto rows = leasable_.read(urgent, now, limit - static_cast<std::int64_t>(ids.size()));
    while (rows.next()) ids.push_back(OutboxId{rows.number(0)});
  }
  std::vector<OutboxRecord> entries;
  entries.reserve(ids.size());
  for (const auto id : ids) {
    auto& entry = entries.emplace_back(*rows_.get<OutboxRecord>(id, [&](OutboxId one) { return queries_.outbox(one); }));
    lease_.run(id, incarnation);
    entry.state = OutboxState::leased;
    entry.lease_owner = incarnation;
    rows_.saved(entry);
  }
  return entries;
}

std::int64_t Writer::rewrap(const std::function<bool(const WrappedKey&)>& wants, const std::function<WrappedKey(const WrappedKey&)>& change) {
  std::int64_t changed = 0;
  changed += rewrap_table("keys_of_reports", "change_key_of_reports", wants, change);
  changed += rewrap_table("keys_of_items", "change_key_of_items", wants, change);
  changed += rewrap_table("keys_of_locations", "change_key_of_locations", wants, change);
  changed += rewrap_table("keys_of_sites", "change_key_of_sites", wants, change);
  changed += rewrap_table("keys_of_notices", "change_key_of_notices", wants, change);
  changed += rewrap_table("keys_of_quarantine", "change_key_of_quarantine", wants, change);
  changed += rewrap_table("keys_of_inbox", "change_key_of_inbox", wants, change);
  changed += rewrap_table("keys_of_case_persons", "change_key_of_case_persons", wants, change);
  changed += rewrap_table("keys_of_persons", "change_key_of_persons", wants, change);
  if (changed > 0) {
    rows_.clear();
    scrub_log();
  }
  return changed;
}

std::int64_t Writer::rewrap_table(std::string_view keys, std::string_view change_key, const std::function<bool(const WrappedKey&)>& wants,
                                  const std::function<WrappedKey(const WrappedKey&)>& change) {
  Statement keys_query(connection_, keys);
  Statement change_query(connection_, change_key);
  std::int64_t changed = 0;
  std::int64_t after = 0;
  bool more = true;
  while (more) {
    begin();
    try {
      std::vector<std::pair<std::int64_t, WrappedKey>> batch;
      {
        auto rows = keys_query.read(after, kRewrapBatch);
        while (rows.next()) {
          auto& [id, key] = batch.emplace_back();
          rows.value(0, id);
          rows.value(1, key);
        }
      }
      more = !batch.empty();
      for (const auto& [id, key] : batch) {
        after = id;
        if (!wants(key)) continue;
        const auto new_key = change(key);
        if (new_key == key) continue;
        change_query.run(id, new_key);
        ++changed;
      }
      commit();
    } catch (...) {  // also what the callbacks throw; this batch stays as it was
      rollback();
      throw;
    }
  }
  return changed;
}

class SqliteTransaction final : public Answers<Transaction> {
 public:
  explicit SqliteTransaction(Writer& writer) : Answers(writer.queries_), writer_(writer) { writer_.begin(); }
  ~SqliteTransaction() override {
    if (!done_) writer_.rollback();
  }
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  // --- what is answered from memory when it can be
  std::optional<ItemRecord> item(ItemId id) override {
    return writer_.rows_.get<ItemRecord>(id, [&](ItemId one) { return writer_.queries_.item(one); });
  }
  std::optional<LocationRecord> location(LocationId id) override {
    return writer_.rows_.get<LocationRecord>(id, [&](LocationId one) { return writer_.queries_.location(one); });
  }
  std::optional<RequestRecord> request(RequestId id) override {
    return writer_.rows_.get<RequestRecord>(id, [&](RequestId one) { return writer_.queries_.request(one); });
  }
  std::optional<NoticeRecord> notice(NoticeId id) override {
    return writer_.rows_.get<NoticeRecord>(id, [&](NoticeId one) { return writer_.queries_.notice(one); });
  }
  std::optional<OutboxRecord> outbox(OutboxId id) override {
    return writer_.rows_.get<OutboxRecord>(id, [&](OutboxId one) { return writer_.queries_.outbox(one); });
  }
  std::optional<RecipientRecord> recipient(RecipientId id) override {
    return writer_.rows_.get<RecipientRecord>(id, [&](RecipientId one) { return writer_.queries_.recipient(one); });
  }
  std::vector<RequestRecord> requests_of_item(ItemId item) override {
    std::vector<RequestRecord> rows;
    for (const auto id : writer_.rows_.requests_of(item, [&](ItemId one) { return writer_.queries_.requests_of(one); })) rows.push_back(*request(id));
    return rows;
  }
  std::vector<RequestRecord> open_requests_at(LocationId location) override {
    return those(location, [](const RequestThere& one) { return one.open; });
  }
  std::vector<RequestRecord> looking_requests_at(LocationId location) override {
    return those(location, [](const RequestThere& one) { return one.wishes_look; });
  }
  std::vector<ContactRecord> contacts(RecipientId recipient) override {
    return writer_.rows_.contacts(recipient, [&](RecipientId one) { return writer_.queries_.contacts(one); });
  }

  std::vector<TaskRecord> tasks(RequestId request) override {
    return writer_.rows_.tasks(request, [&](RequestId one) { return writer_.queries_.tasks(one); });
  }
  std::vector<RequestId> requests_in(NoticeId notice) override {
    std::vector<RequestId> requests;
    for (const auto& member : members(notice)) requests.push_back(member.request);
    return requests;
  }
  std::optional<Need> need_in(NoticeId notice, RequestId request) override {
    for (const auto& member : members(notice))
      if (member.request == request) return member.need;
    return std::nullopt;
  }
  std::vector<NoticeId> notices_of(RequestId request) override {
    return writer_.rows_.notices_of(request, [&](RequestId one) { return writer_.queries_.notices_of(one); });
  }

  DeskId ensure_desk(std::string_view name) override {
    {
      auto rows = writer_.find_desk_.read(name);
      if (rows.next()) return DeskId{rows.number(0)};
    }
    const DeskId id{writer_.numbers_.take(NumberOf::desk)};
    writer_.insert_desk_.run(id, name);
    return id;
  }

  ReportId insert(const ReportRecord& row) override { return ReportId{writer_.insert(writer_.insert_report_, NumberOf::report, row)}; }
  ItemId insert(const ItemRecord& row) override { return added(row, writer_.insert(writer_.insert_item_, NumberOf::item, row)); }
  LocationId insert(const LocationRecord& row) override { return added(row, writer_.insert(writer_.insert_location_, NumberOf::location, row)); }
  SiteId insert(const SiteRecord& row) override { return SiteId{writer_.insert(writer_.insert_site_, NumberOf::site, row)}; }
  AssessmentId insert(const AssessmentRecord& row) override {
    return AssessmentId{writer_.insert(writer_.insert_assessment_, NumberOf::assessment, row)};
  }
  RequestId insert(const RequestRecord& row) override { return added(row, writer_.insert(writer_.insert_request_, NumberOf::request, row)); }
  SpellId insert(const SpellRecord& row) override { return SpellId{writer_.insert(writer_.insert_spell_, NumberOf::spell, row)}; }
  RecipientId insert(const RecipientRecord& row) override {
    return RecipientId{writer_.insert(writer_.insert_recipient_, NumberOf::recipient, row)};
  }
  ContactId insert(const ContactRecord& row) override {
    writer_.rows_.contacts_changed(row.recipient);
    return ContactId{writer_.insert(writer_.insert_contact_, NumberOf::contact, row)};
  }
  NoticeId insert(const NoticeRecord& row) override { return added(row, writer_.insert(writer_.insert_notice_, NumberOf::notice, row)); }
  OutboxId insert(const OutboxRecord& row) override { return added(row, writer_.insert(writer_.insert_outbox_, NumberOf::outbox, row)); }
  AttemptId insert(const AttemptRecord& row) override { return AttemptId{writer_.insert(writer_.insert_attempt_, NumberOf::attempt, row)}; }
  TaskId insert(const TaskRecord& row) override { return added(row, writer_.insert(writer_.insert_task_, NumberOf::task, row)); }
  AlertId insert(const AlertRecord& row) override { return AlertId{writer_.insert(writer_.insert_alert_, NumberOf::alert, row)}; }
  ApprovalId insert(const ApprovalRecord& row) override { return ApprovalId{writer_.insert(writer_.insert_approval_, NumberOf::approval, row)}; }
  CaseId insert(const CaseRecord& row) override { return CaseId{writer_.insert(writer_.insert_case_, NumberOf::removal_case, row)}; }
  PersonId insert(const CasePersonRecord& row) override {
    return PersonId{writer_.insert(writer_.insert_case_person_, NumberOf::case_person, row)};
  }
  std::int64_t insert(const QuarantineRecord& row) override { return writer_.insert(writer_.insert_quarantine_, NumberOf::quarantine, row); }
  std::int64_t insert(const InboxRecord& row) override { return writer_.insert(writer_.insert_inbox_, NumberOf::inbox, row); }
  std::int64_t insert(const CheckpointRecord& row) override { return writer_.insert(writer_.insert_checkpoint_, NumberOf::checkpoint, row); }
  EventId append(const EventRecord& event) override { return writer_.append(event); }

  ReportId next_report() override { return ReportId{writer_.numbers_.next(NumberOf::report)}; }
  ItemId next_item() override { return ItemId{writer_.numbers_.next(NumberOf::item)}; }
  LocationId next_location() override { return LocationId{writer_.numbers_.next(NumberOf::location)}; }
  SiteId next_site() override { return SiteId{writer_.numbers_.next(NumberOf::site)}; }
  std::int64_t next_quarantine() override { return writer_.numbers_.next(NumberOf::quarantine); }
  std::int64_t next_inbox() override { return writer_.numbers_.next(NumberOf::inbox); }
  PersonId next_person() override { return PersonId{writer_.numbers_.next(NumberOf::case_person)}; }
  EventId next_event() override { return EventId{writer_.numbers_.next(NumberOf::event)}; }

  void link_report(ReportId report, ItemId item, std::int64_t line) override { writer_.link_report_.run(report, item, line); }
  void link_found_on(ItemId item, ItemId on) override { writer_.link_found_on_.run(item, on); }
  void save(const ReportRecord& row) override { writer_.save(writer_.save_report_, writer_.save_whole_report_, row); }
  void save(const ItemRecord& row) override { writer_.save(writer_.save_item_, writer_.save_whole_item_, row); }
  void save(const LocationRecord& row) override { writer_.save(writer_.save_location_, writer_.save_whole_location_, row); }
  void save(const SiteRecord& row) override { writer_.save(writer_.save_site_, row); }
  void save(const RequestRecord& row) override { writer_.save(row); }
  void save(const SpellRecord& row) override { writer_.save(writer_.save_spell_, writer_.save_whole_spell_, row); }
  void save(const RecipientRecord& row) override { writer_.save(writer_.save_recipient_, row); }
  void save(const ContactRecord& row) override {
    writer_.rows_.contacts_changed(row.recipient);
    writer_.save(writer_.save_contact_, row);
  }
  void save(const NoticeRecord& row) override { writer_.save(writer_.save_notice_, writer_.save_whole_notice_, row); }
  void save(const OutboxRecord& row) override { writer_.save(writer_.save_outbox_, writer_.save_whole_outbox_, row); }
  void save(const AttemptRecord& row) override { writer_.save(writer_.save_attempt_, writer_.save_whole_attempt_, row); }
  void save(const TaskRecord& row) override { writer_.save(writer_.save_task_, writer_.save_whole_task_, row); }
  void save(const AlertRecord& row) override { writer_.save(writer_.save_alert_, row); }
  void save(const ApprovalRecord& row) override { writer_.save(writer_.save_approval_, row); }
  void save(const CaseRecord& row) override { writer_.save(writer_.save_case_, row); }
  void save(const CasePersonRecord& row) override { writer_.save(writer_.save_case_person_, row); }
  void save(const ConsentRecord& row) override { writer_.save_consent_.run_record(row); }
  void link_case(CaseId id, RequestId request) override { writer_.link_case_.run(id, request); }

  void join(NoticeId notice, RequestId request, Need need) override {
    writer_.join_.run(notice, request, name_of(need));
    writer_.rows_.joined(notice, request, need);
  }
  void leave(NoticeId notice, RequestId request) override {
    writer_.leave_.run(notice, request);
    writer_.rows_.left(notice, request);
  }
  void arm(const TimerRecord& timer) override {
    writer_.arm_.insert_record(timer, writer_.numbers_.take_timer());
    auto& names = armed(timer.request);
    if (std::find(names.begin(), names.end(), timer.name) == names.end()) names.push_back(timer.name);
  }
  void cancel_timer(RequestId request, std::string_view name) override {
    if (std::erase(armed(request), name) > 0) writer_.cancel_timer_.run(request.value, name);
  }
  void cancel_timers(RequestId request) override {
    auto& names = armed(request);
    if (names.empty()) return;
    writer_.cancel_timers_.run(request.value);
    names.clear();
  }
  bool claim(const TimerRecord& timer) override {
    if (writer_.claim_.run(timer.request.value, timer.name, timer.id) == 0) return false;
    std::erase(armed(timer.request), timer.name);
    return true;
  }
  std::vector<OutboxRecord> lease(UtcTime now, std::string_view incarnation, std::int64_t limit) override {
    return writer_.lease(now, incarnation, limit);
  }
  std::int64_t release_foreign_leases(std::string_view incarnation) override {
    writer_.rows_.forget_outbox();
    return writer_.release_foreign_leases_.run(incarnation);
  }

  void save_import(const ImportRecord& row) override { writer_.save_import_.run_record(row); }
  void erase_message(std::int64_t id) override {
    writer_.erase_message_.run(id);
    writer_.erasing_ = true;
  }
  void erase_quarantined(std::int64_t id) override {
    writer_.erase_quarantined_.run(id);
    writer_.erasing_ = true;
  }
  void set_inbox_position(std::string_view mailbox, std::int64_t uid_validity, std::int64_t uid) override {
    writer_.set_inbox_position_.run(mailbox, uid_validity, uid);
  }
  void set_setting(std::string_view name, std::string_view value) override { writer_.set_setting_.run(name, value); }
  void pause_connector(std::string_view name, UtcTime at) override { writer_.pause_connector_.run(name, at); }
  void resume_connector(std::string_view name) override { writer_.resume_connector_.run(name); }

  void commit() override {
    REDRESS_ASSERT(!done_, "a transaction is committed twice");
    writer_.commit();
    done_ = true;
  }

 private:
  template <class Record>
  decltype(Record::id) added(Record row, std::int64_t number) {
    row.id.value = number;
    writer_.rows_.added(row);
    return row.id;
  }
  std::vector<std::string>& armed(RequestId request) {
    return writer_.rows_.timers(request, [&](RequestId one) { return writer_.queries_.timer_names(one); });
  }
  const std::vector<NoticeMember>& members(NoticeId notice) {
    return writer_.rows_.members(notice, [&](NoticeId one) { return writer_.queries_.members(one); });
  }
  template <class Wanted>
  std::vector<RequestRecord> those(LocationId location, Wanted&& wanted) {
    std::vector<RequestRecord> rows;
    for (const auto& one : writer_.rows_.requests_at(location, [&](LocationId at) { return writer_.queries_.requests_at(at); }))
      if (wanted(one)) rows.push_back(*request(one.request));
    return rows;
  }

  Writer& writer_;
  bool done_ = false;
};

std::unique_ptr<Transaction> begin_transaction(Writer& writer) { return std::make_unique<SqliteTransaction>(writer); }

}  // namespace redress::store
