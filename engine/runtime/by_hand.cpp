// Notices that a person hands over, where a partner has a form and nothing for machines: prepared in the order the form asks, given out as
// a task, and taken back with the partner's number and the time from which the clocks run.
#include "engine/core/assert.hpp"
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

constexpr Milliseconds kAskedAgainAfter{minutes{10}};  // whether it may still be said is asked this often while a person is at it
constexpr Milliseconds kClockReading{minutes{1}};      // people read clocks to the minute

/// What the notice's requests are told of a notice that a person says has left.
void left_at(Batch& batch, const NoticeRecord& notice, UtcTime at) {
  tell_all(batch, notice, NoticeAttempted{notice.id, false, at});
  tell_all(batch, notice, RelayAccepted{notice.id, false, at});
  if (!notice.ticket.empty()) tell_all(batch, notice, RecipientAccepted{notice.id, false, at});
}

ActResult filed(Batch& batch, OutboxRecord& outbox, NoticeRecord& notice, const Act& act) {
  const auto at = act.at.value_or(batch.now);
  if (at > batch.now) return refused("it cannot have been filed at a time to come; say when it was (--at)");
  if (at + kClockReading <= *notice.sealed_at)
    return refused("the form was prepared only at " + to_rfc3339(*notice.sealed_at) + "; say when it was filed (--at)");
  AttemptRecord attempt;
  attempt.outbox = outbox.id;
  attempt.notice = notice.id;
  attempt.number = ++outbox.attempts;
  attempt.started_at = at;
  attempt.ended_at = batch.now;
  attempt.verdict = AttemptVerdict::accepted;
  attempt.cause = "handed over by a person";
  attempt.incarnation = batch.parts.incarnation;
  attempt.id = batch.tx.insert(attempt);
  ++batch.memory.counters.attempts;
  ++batch.memory.counters.accepted;
  if (!outbox.first_attempt_at) outbox.first_attempt_at = at;
  outbox.state = OutboxState::done;
  outbox.cause.clear();
  batch.tx.save(outbox);
  notice.first_attempt_at = at;
  notice.accepted_at = at;
  notice.ticket = act.ticket;
  notice.state = act.ticket.empty() ? NoticeState::accepted : NoticeState::delivered;
  batch.tx.save(notice);
  batch.note(StreamKind::notice, notice.id.value, "FiledByHand", act.by, JsonObject().add("at_ms", to_ms(at)).add("ticket", act.ticket).text());
  left_at(batch, notice, at);
  return done();
}

ActResult not_possible(Batch& batch, OutboxRecord& outbox, NoticeRecord& notice, const Act& act) {
  if (act.reason.empty()) return bad_words("say why it could not be filed (--reason)");
  outbox.state = OutboxState::done;
  outbox.cause = "a person could not hand it over";
  batch.tx.save(outbox);
  notice.state = NoticeState::refused;
  batch.tx.save(notice);
  batch.note(StreamKind::notice, notice.id.value, "NotFiled", act.by, JsonObject().add("reason", act.reason).text());
  tell_all(batch, notice, NoticeUndeliverable{notice.id});
  return done();
}

}  // namespace

void hand_over(Batch& batch, OutboxRecord& outbox, const NoticeRecord& notice) {
  const auto asked = outbox.handed_to ? batch.tx.task(outbox.handed_to) : std::nullopt;
  if (!asked || asked->closed_at) {
    const auto requests = batch.tx.requests_in(notice.id);
    REDRESS_ASSERT(!requests.empty(), "a notice about nothing is voided before it may leave");
    const auto first = *batch.tx.request(requests.front());
    TaskRecord task;
    task.desk = notice.desk;
    task.kind = kHandOverTask;
    task.item = first.item;
    task.notice = notice.id;
    task.opened_at = batch.now;
    task.due_at = batch.policies().tasks.due(task.kind, first.facts, batch.now).answer;
    outbox.handed_to = open_task(batch, std::move(task));
  }
  outbox.state = OutboxState::waiting;
  outbox.lease_owner.clear();
  outbox.not_before = batch.now + kAskedAgainAfter;
  outbox.cause = "a person hands it over (task " + std::to_string(outbox.handed_to.value) + ")";
  batch.tx.save(outbox);
}

void call_off(Batch& batch, const OutboxRecord& outbox) {
  auto task = outbox.handed_to ? batch.tx.task(outbox.handed_to) : std::nullopt;
  if (!task || task->closed_at) return;
  task->state = TaskState::cancelled;
  task->closed_at = batch.now;
  batch.tx.save(*task);
}

ActResult handed_over(Batch& batch, const TaskRecord& task, const Act& act) {
  auto notice = *batch.tx.notice(task.notice);
  auto outbox = *batch.tx.outbox_of(task.notice);
  REDRESS_ASSERT(outbox.handed_to == task.id && outbox.state == OutboxState::waiting, "an open task to hand over belongs to a notice that waits for it");
  if (act.argument == "filed") return filed(batch, outbox, notice, act);
  if (act.argument == "not_possible") return not_possible(batch, outbox, notice, act);
  return bad_words("unknown answer; one of filed (--ticket, --at), not_possible (--reason)");
}

ActResult filed_after_all(Batch& batch, const TaskRecord& task, const Act& act) {
  const auto at = act.at.value_or(batch.now);
  batch.note(StreamKind::notice, task.notice.value, "FiledAfterCalledOff", act.by, JsonObject().add("at_ms", to_ms(at)).add("ticket", act.ticket).text());
  TaskRecord take_back;
  take_back.desk = task.desk;
  take_back.kind = "take_back_by_hand";
  take_back.item = task.item;
  take_back.notice = task.notice;
  take_back.reason = "filed after it was called off" + (act.ticket.empty() ? std::string() : ", ticket " + act.ticket);
  take_back.opened_at = batch.now;
  take_back.due_at = batch.policies().tasks.due(take_back.kind, {}, batch.now).answer;
  open_task(batch, std::move(take_back));
  return done();
}

std::optional<std::string> form_behind(Batch& batch, const TaskRecord& task) {
  if (task.kind != kHandOverTask) return std::nullopt;
  const auto notice = *batch.tx.notice(task.notice);
  const auto key = batch.parts.sealer.unwrap(notice.key);
  if (!key) return std::nullopt;
  auto form = batch.parts.sealer.open(*key, {"notices", "message", notice.id.value}, notice.message);
  if (!form) return std::nullopt;
  return std::move(*form);
}

}  // namespace redress::runtime
