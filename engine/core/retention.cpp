#include "engine/core/retention.hpp"

#include "engine/core/ports/store.hpp"

#include <algorithm>

namespace redress {
namespace {

bool on_its_way(ReadQueries& store, const NoticeRecord& notice) {
  if (notice.state == NoticeState::open) return true;
  const auto outbox = store.outbox_of(notice.id);
  return outbox && (outbox->state == OutboxState::waiting || outbox->state == OutboxState::leased);
}

/// Adds what the item says. `with_notices`: what is on its way about it keeps it, too.
void add_item(ReadQueries& store, ItemId id, bool with_notices, KeptStanding& standing) {
  const auto item = store.item(id);
  if (!item) return;
  standing.held = standing.held || is_held(store, *item);
  for (const auto& request : store.requests_of_item(id)) {
    if (!request.closed_at || request.wished_look) {
      standing.needed = true;
    } else {
      standing.closed_at = std::max(standing.closed_at.value_or(*request.closed_at), *request.closed_at);
    }
    if (!with_notices || standing.needed) continue;
    const auto notices = store.notices_of(request.id);
    standing.needed = std::any_of(notices.begin(), notices.end(), [&](NoticeId one) { return on_its_way(store, *store.notice(one)); });
  }
}

void add_notice(ReadQueries& store, NoticeId id, KeptStanding& standing) {
  const auto notice = store.notice(id);
  standing.needed = standing.needed || (notice && on_its_way(store, *notice));
  for (const auto request : store.requests_in(id)) add_item(store, store.request(request)->item, false, standing);
}

/// A task that asks a person to read it names it by kind and number.
bool waits_to_be_read(ReadQueries& store, const InboxRecord& message) {
  if (message.kind != "answer" && message.kind != "bounce" && message.kind != "delay") return false;
  constexpr std::int64_t kTasksMax = 10'000;
  const auto tasks = store.open_tasks("unmatched_message", kTasksMax);
  const auto named = message.kind + " " + std::to_string(message.id);
  return std::any_of(tasks.begin(), tasks.end(), [&](const TaskRecord& task) { return task.reason == named; });
}

}  // namespace

bool is_held(ReadQueries& store, const ItemRecord& item) {
  if (item.legal_hold_since) return true;
  for (const auto& request : store.requests_of_item(item.id))
    for (const auto id : store.cases_of_request(request.id))
      if (store.removal_case(id)->legal_hold_since) return true;
  return false;
}

KeptStanding standing_of(ReadQueries& store, KeptKind kind, const KeptRow& row) {
  KeptStanding standing;
  standing.since = row.since;
  switch (kind) {
    case KeptKind::locators: {
      const ItemId id{row.id};
      standing.verdict = store.item(id)->verdict;
      add_item(store, id, true, standing);
      if (const auto reports = store.reports_of(id); !reports.empty())
        standing.since = std::max(standing.since, store.report(reports.back())->received_at);
      break;
    }
    case KeptKind::reports:
      for (const auto item : store.items_of(ReportId{row.id})) add_item(store, item, false, standing);
      break;
    case KeptKind::partner_messages: {
      const auto message = store.inbox_message(row.id);
      if (message->notice) add_notice(store, message->notice, standing);
      standing.needed = standing.needed || waits_to_be_read(store, *message);
      break;
    }
    case KeptKind::notices: add_notice(store, NoticeId{row.id}, standing); break;
    case KeptKind::quarantine: break;
  }
  return standing;
}

UtcTime over_at(const KeptStanding& standing, const Keeping& keeping) {
  const auto closed = std::max(standing.since, standing.closed_at.value_or(standing.since));
  return keeping.from == KeptFrom::closed ? closed + keeping.keep_for : std::max(standing.since + keeping.keep_for, closed);
}

}  // namespace redress
