// Taking keys away: what they sealed can never be read again, not even in the chain, which covers ciphertext. Figures stay, since they name
// nobody.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

/// Indexes of something erased for good are replaced by chance: a later guess at the address finds nothing.
BlindIndex unfindable(Batch& batch) {
  BlindIndex index;
  batch.parts.random.fill(index.bytes);
  return index;
}

/// Somebody may still read what the message says of another item in it.
bool is_wanted_for_others(Batch& batch, NoticeId notice, ItemId item) {
  const auto requests = batch.tx.requests_in(notice);
  return std::any_of(requests.begin(), requests.end(), [&](RequestId one) {
    const auto other = batch.tx.request(one)->item;
    return other != item && !batch.tx.item(other)->key.empty();
  });
}

void erase_place(Batch& batch, LocationRecord location, const BlindIndex& index, Erasure how) {
  const auto others = batch.tx.find_items(index);
  if (std::any_of(others.begin(), others.end(), [&](ItemId one) { return !batch.tx.item(one)->key.empty(); })) return;
  location.key = {};
  location.host = {};
  location.content_digest = {};
  location.digest_looks = 0;
  if (how == Erasure::by_person && others.empty()) {
    location.locator_index = unfindable(batch);
    location.host_index = unfindable(batch);
  }
  location.next_look_at.reset();
  batch.tx.save(location);
}

}  // namespace

void note_erased(Batch& batch, StreamKind stream, std::int64_t stream_id, KeptKind kind, std::int64_t row, const Why& why) {
  batch.note(stream, stream_id, "ErasedByRule", {},
             JsonObject().add("kind", name_of(kind)).add("row", row).raw("why", why_list({why})).text());
}

void erase_notice_message(Batch& batch, NoticeId id, const std::optional<Why>& why) {
  auto notice = *batch.tx.notice(id);
  if (notice.key.empty()) return;
  notice.key = {};
  notice.message = {};
  batch.tx.save(notice);
  if (why) note_erased(batch, StreamKind::notice, id.value, KeptKind::notices, id.value, *why);
}

void erase_partner_message(Batch& batch, std::int64_t id, const std::optional<Why>& why) {
  const auto message = batch.tx.inbox_message(id);
  batch.tx.erase_message(id);
  if (!why) return;
  if (message->notice)
    note_erased(batch, StreamKind::notice, message->notice.value, KeptKind::partner_messages, id, *why);
  else
    note_erased(batch, StreamKind::desk, batch.desk(batch.parts.desk).value, KeptKind::partner_messages, id, *why);
}

void erase_reporter(Batch& batch, ReportId id) {
  auto report = *batch.tx.report(id);
  if (report.key.empty()) return;
  report.key = {};
  report.reporter = {};
  batch.tx.save(report);
}

void erase_item(Batch& batch, ItemRecord item, Erasure how, const std::optional<Why>& why) {
  for (auto& request : batch.tx.requests_of_item(item.id)) {
    request.wished_look.reset();
    batch.tx.save(request);
    // Whether to take up again what was given up is no question any more.
    for (auto task : batch.tx.tasks(request.id)) {
      if (task.closed_at) continue;
      task.state = TaskState::cancelled;
      task.closed_at = batch.now;
      batch.tx.save(task);
    }
    for (const auto id : batch.tx.notices_of(request.id)) {
      (void)leave_for_good(batch, request, id, false);
      if (how == Erasure::by_rule && is_wanted_for_others(batch, id, item.id)) continue;
      erase_notice_message(batch, id, why);
      for (const auto message : batch.tx.kept_messages_about(id)) erase_partner_message(batch, message, why);
    }
  }
  const auto index = item.locator_index;
  item.key = {};
  item.locator = {};
  item.recipe = {};
  if (how == Erasure::by_person) item.locator_index = unfindable(batch);
  batch.tx.save(item);
  if (item.location) erase_place(batch, *batch.tx.location(item.location), index, how);
  if (how == Erasure::by_rule) return;
  for (const auto id : batch.tx.reports_of(item.id))
    if (batch.tx.report(id)->item_count <= 1) erase_reporter(batch, id);  // of several items, its reporter told of others, too
}

}  // namespace redress::runtime
