// No recipient is asked twice for one location by two workflows or desks (docs/decisions/0018-asked-once.md): before a notice is sealed,
// what others have asked for is taken out of it. Who they are stays with them: the request only learns that it counts as asked.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

constexpr Milliseconds kOthersFirst{minutes{2}};  // whether theirs has left is asked again

/// An order is served whoever has asked before, and an offer or a referral asks for something else than removal.
bool asks_for_removal(std::string_view workflow) {
  return workflow != kOrderWorkflow && workflow != kExchangeWorkflow && workflow != kReferralWorkflow;
}

bool asks(NoticeKind kind) { return kind == NoticeKind::first || kind == NoticeKind::escalation || kind == NoticeKind::copy; }

/// By which another open request asks the same recipient for what lies there, in the present stretch of its being online: one that has
/// arrived, else one that is on its way. One that is still open to others is overtaken: it finds ours when its turn comes.
std::optional<NoticeRecord> asked_by_another(Batch& batch, const NoticeRecord& ours, const RequestRecord& request) {
  std::optional<NoticeRecord> on_its_way;
  for (const auto& other : batch.tx.open_requests_at(request.location)) {
    if (other.id == request.id || !asks_for_removal(other.workflow)) continue;
    const auto spells = batch.tx.spells(other.id);
    for (const auto id : batch.tx.notices_of(other.id)) {
      const auto theirs = *batch.tx.notice(id);
      if (theirs.recipient != ours.recipient || !asks(theirs.kind) || id <= request.facts.before_rung) continue;
      if (!spells.empty() && theirs.opened_at < spells.back().began_at) continue;
      if (theirs.state == NoticeState::accepted || theirs.state == NoticeState::delivered) return theirs;
      if (theirs.state == NoticeState::sealed) on_its_way = theirs;
    }
  }
  return on_its_way;
}

/// The open request behind which a notice stands in which this one only counts as asked; none where it is its own.
std::optional<RequestRecord> stands_behind(Batch& batch, const NoticeRecord& notice, const RequestRecord& request) {
  if (notice.workflow == request.workflow && notice.desk == request.desk) return std::nullopt;
  for (const auto id : batch.tx.requests_in(notice.id)) {
    auto other = *batch.tx.request(id);
    if (other.location == request.location && other.workflow == notice.workflow && other.desk == notice.desk && !other.closed_at)
      return other;
  }
  return std::nullopt;
}

/// Whoever asked reminds, too.
bool reminded_by_another(Batch& batch, const NoticeRecord& reminder, const RequestRecord& request) {
  for (const auto id : batch.tx.notices_of(request.id))
    if (const auto notice = *batch.tx.notice(id); notice.recipient == reminder.recipient && stands_behind(batch, notice, request))
      return true;
  return false;
}

/// Its clocks run as if the notice were its own, but from its own beginning at the earliest.
void count_as_asked(Batch& batch, const NoticeRecord& ours, const RequestRecord& request, const NoticeRecord& theirs) {
  const auto need = batch.tx.need_in(ours.id, request.id).value_or(Need::all);
  batch.tx.leave(ours.id, request.id);
  if (!batch.tx.need_in(theirs.id, request.id)) batch.tx.join(theirs.id, request.id, need);
  batch.note(StreamKind::request, request.id.value, "AlreadyAsked", {}, JsonObject().add("notice", theirs.id.value).text());
  const bool copy = need == Need::copy;
  const auto since = [&](UtcTime at) { return std::max(at, request.facts.opened_at.value_or(at)); };
  batch.tell_later(request.id, NoticeAttempted{theirs.id, copy, since(theirs.first_attempt_at.value_or(batch.now))});
  batch.tell_later(request.id, RelayAccepted{theirs.id, copy, since(theirs.accepted_at.value_or(batch.now))});
  if (theirs.state == NoticeState::delivered) batch.tell_later(request.id, RecipientAccepted{theirs.id, copy});
}

void set_apart(Batch& batch, NoticeRecord& ours, const RequestRecord& request) {
  if (batch.tx.requests_in(ours.id).size() == 1) {
    ours.opened_at = batch.now;  // so that the look behind it is not taken for fresher than it is
    ours.closes_at = batch.now + kOthersFirst;
    batch.tx.save(ours);
    return;
  }
  const auto need = batch.tx.need_in(ours.id, request.id).value_or(Need::all);
  batch.tx.leave(ours.id, request.id);
  auto apart = another_like(batch, ours);
  apart.closes_at = batch.now + kOthersFirst;
  apart.id = batch.tx.insert(apart);
  batch.tx.join(apart.id, request.id, need);
}

}  // namespace

void leave_to_others(Batch& batch, NoticeRecord& notice) {
  const bool reminds = notice.kind == NoticeKind::reminder;
  if ((!asks(notice.kind) && !reminds) || !asks_for_removal(notice.workflow)) return;
  for (const auto id : batch.tx.requests_in(notice.id)) {
    const auto request = *batch.tx.request(id);
    if (!request.location) continue;
    if (reminds) {
      if (!reminded_by_another(batch, notice, request)) continue;
      batch.tx.leave(notice.id, id);
      batch.tell_later(id, NoticeVoided{notice.id});
    } else if (const auto theirs = asked_by_another(batch, notice, request)) {
      if (theirs->state == NoticeState::accepted || theirs->state == NoticeState::delivered)
        count_as_asked(batch, notice, request, *theirs);
      else
        set_apart(batch, notice, request);
    }
  }
}

bool is_anothers(Batch& batch, const NoticeRecord& notice, const RequestRecord& request) {
  return stands_behind(batch, notice, request).has_value();
}

void ask_oneself(Batch& batch, const NoticeRecord& notice, const RequestRecord& request) {
  for (const auto id : batch.tx.requests_in(notice.id)) {
    const auto other = *batch.tx.request(id);
    const bool counts_as_asked = other.workflow != notice.workflow || other.desk != notice.desk;
    if (id != request.id && counts_as_asked && other.location == request.location && !other.closed_at)
      batch.tell_later(id, NoticeVoided{notice.id, true});
  }
}

}  // namespace redress::runtime
