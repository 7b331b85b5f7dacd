// Rows as they stand in the tables, in memory, so that the writer need not read again what it wrote or read a moment ago.
//
// True as long as nobody else writes: the writer clears it when another process has written, when a transaction that changed something is
// rolled back, and after statements that change rows by other means than saving them. Holds ciphertext and wrapped keys, as the tables do.
#pragma once

#include "engine/store/queries.hpp"
#include "engine/store/recently_used.hpp"

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <vector>

namespace redress::store {

template <class Record>
concept KeptRow = std::same_as<Record, ItemRecord> || std::same_as<Record, LocationRecord> || std::same_as<Record, RequestRecord> ||
                  std::same_as<Record, NoticeRecord> || std::same_as<Record, OutboxRecord> || std::same_as<Record, RecipientRecord>;

class RowCache {
 public:
  /// The row as kept, else as `read` finds it.
  template <class Record, class Kind, class Read>
  std::optional<Record> get(Id<Kind> id, Read&& read) {
    auto& rows = rows_of(static_cast<Record*>(nullptr));
    if (const auto* known = rows.find(key_of(id))) return *known;
    std::optional<Record> row = read(id);
    if (row) rows.remember(key_of(id), *row);
    return row;
  }
  /// Nullptr when unknown. Valid until the next call.
  template <KeptRow Record>
  const Record* known(const Record& row) { return rows_of(static_cast<Record*>(nullptr)).find(key_of(row.id)); }
  const TaskRecord* known(const TaskRecord& task) { return find(task); }
  template <class Record>
  void remember(const Record& row) {
    if constexpr (KeptRow<Record>) rows_of(static_cast<Record*>(nullptr)).remember(key_of(row.id), row);
  }
  void forget_outbox() { outbox_.clear(); }

  // Lists by what they hang on. They change by the acts below alone.
  template <class Read>
  const std::vector<RequestThere>& requests_at(LocationId location, Read&& read) { return list(requests_at_, location, read); }
  template <class Read>
  const std::vector<RequestId>& requests_of(ItemId item, Read&& read) { return list(requests_of_, item, read); }
  template <class Read>
  const std::vector<ContactRecord>& contacts(RecipientId recipient, Read&& read) { return list(contacts_, recipient, read); }
  template <class Read>
  const std::vector<TaskRecord>& tasks(RequestId request, Read&& read) { return list(tasks_, request, read); }
  template <class Read>
  const std::vector<NoticeMember>& members(NoticeId notice, Read&& read) { return list(members_, notice, read); }
  /// Newest first.
  template <class Read>
  const std::vector<NoticeId>& notices_of(RequestId request, Read&& read) { return list(notices_of_, request, read); }
  /// The names of the armed ones.
  template <class Read>
  std::vector<std::string>& timers(RequestId request, Read&& read) { return list(timers_, request, read); }

  void added(const ItemRecord& item) {
    remember(item);
    requests_of_.remember(key_of(item.id), {});
  }
  void added(const LocationRecord& location) {
    remember(location);
    requests_at_.remember(key_of(location.id), {});
  }
  void added(const RequestRecord& request) {
    remember(request);
    if (auto* known = requests_at_.find(key_of(request.location))) known->push_back(there(request));
    if (auto* known = requests_of_.find(key_of(request.item))) known->push_back(request.id);
    tasks_.remember(key_of(request.id), {});
    notices_of_.remember(key_of(request.id), {});
    timers_.remember(key_of(request.id), {});
  }
  void added(const NoticeRecord& notice) {
    remember(notice);
    members_.remember(key_of(notice.id), {});
  }
  void added(const OutboxRecord& entry) { remember(entry); }
  void added(const TaskRecord& task) {
    if (auto* known = tasks_.find(key_of(task.request))) known->push_back(task);
  }
  template <class Record>
  void saved(const Record& row) { remember(row); }
  void saved(const RequestRecord& request) {
    auto& kept = requests_.remember(key_of(request.id), request);
    ++kept.version;
    if (auto* known = requests_at_.find(key_of(request.location)))
      for (auto& one : *known)
        if (one.request == request.id) one = there(request);
  }
  /// A request may lie elsewhere, or be about another item, than the lists say.
  void requests_moved() {
    requests_at_.clear();
    requests_of_.clear();
  }
  void saved(const TaskRecord& task) {
    if (auto* known = find(task)) *known = task;
  }
  void contacts_changed(RecipientId recipient) { contacts_.forget(key_of(recipient)); }
  void joined(NoticeId notice, RequestId request, Need need) {
    if (auto* known = members_.find(key_of(notice))) {
      const auto at = std::lower_bound(known->begin(), known->end(), request, [](const auto& one, RequestId id) { return one.request < id; });
      if (at != known->end() && at->request == request)
        at->need = need;
      else
        known->insert(at, {request, need});
    }
    if (auto* known = notices_of_.find(key_of(request))) {
      const auto at = std::lower_bound(known->begin(), known->end(), notice, [](NoticeId one, NoticeId id) { return id < one; });
      if (at == known->end() || *at != notice) known->insert(at, notice);
    }
  }
  void left(NoticeId notice, RequestId request) {
    if (auto* known = members_.find(key_of(notice))) std::erase_if(*known, [&](const auto& one) { return one.request == request; });
    if (auto* known = notices_of_.find(key_of(request))) std::erase(*known, notice);
  }

  void clear() {
    items_.clear();
    locations_.clear();
    requests_.clear();
    notices_.clear();
    outbox_.clear();
    recipients_.clear();
    requests_at_.clear();
    requests_of_.clear();
    contacts_.clear();
    tasks_.clear();
    members_.clear();
    notices_of_.clear();
    timers_.clear();
  }

 private:
  template <class Kind>
  static std::uint64_t key_of(Id<Kind> id) { return static_cast<std::uint64_t>(id.value); }
  static RequestThere there(const RequestRecord& request) { return {request.id, !request.closed_at, request.wished_look.has_value()}; }

  TaskRecord* find(const TaskRecord& task) {
    auto* tasks = tasks_.find(key_of(task.request));
    if (tasks == nullptr) return nullptr;
    const auto found = std::find_if(tasks->begin(), tasks->end(), [&](const auto& one) { return one.id == task.id; });
    return found == tasks->end() ? nullptr : &*found;
  }

  template <class Entry, class Kind, class Read>
  static std::vector<Entry>& list(RecentlyUsed<std::vector<Entry>>& lists, Id<Kind> of, Read&& read) {
    if (auto* known = lists.find(key_of(of))) return *known;
    return lists.remember(key_of(of), read(of));
  }

  RecentlyUsed<ItemRecord>& rows_of(ItemRecord*) { return items_; }
  RecentlyUsed<LocationRecord>& rows_of(LocationRecord*) { return locations_; }
  RecentlyUsed<RequestRecord>& rows_of(RequestRecord*) { return requests_; }
  RecentlyUsed<NoticeRecord>& rows_of(NoticeRecord*) { return notices_; }
  RecentlyUsed<OutboxRecord>& rows_of(OutboxRecord*) { return outbox_; }
  RecentlyUsed<RecipientRecord>& rows_of(RecipientRecord*) { return recipients_; }

  static constexpr std::size_t kRows = 4 * 1024;
  static constexpr std::size_t kNotices = 1024;  // each holds a whole message

  RecentlyUsed<ItemRecord> items_{kRows};
  RecentlyUsed<LocationRecord> locations_{kRows};
  RecentlyUsed<RequestRecord> requests_{kRows};
  RecentlyUsed<NoticeRecord> notices_{kNotices};
  RecentlyUsed<OutboxRecord> outbox_{kRows};
  RecentlyUsed<RecipientRecord> recipients_{kRows};
  RecentlyUsed<std::vector<RequestThere>> requests_at_{kRows};
  RecentlyUsed<std::vector<RequestId>> requests_of_{kRows};
  RecentlyUsed<std::vector<ContactRecord>> contacts_{kRows};
  RecentlyUsed<std::vector<TaskRecord>> tasks_{kRows};
  RecentlyUsed<std::vector<NoticeMember>> members_{kRows};
  RecentlyUsed<std::vector<NoticeId>> notices_of_{kRows};
  RecentlyUsed<std::vector<std::string>> timers_{kRows};
};

}  // namespace redress::store
