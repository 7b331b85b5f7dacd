// Commands of a workflow become rows, in the transaction that stores the new state.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

namespace redress::runtime {
namespace {

void carry_out_one(Batch& batch, RequestRecord& request, const SendNotice& command) {
  if (queue_notice(batch, request, command)) return;
  if (command.next_contact) {
    batch.note(StreamKind::request, request.id.value, "NoOtherContact", {}, JsonObject().add("scope", name_of(command.scope)).text());
    return;
  }
  batch.note(StreamKind::request, request.id.value, "AddresseeMissing", {},
             JsonObject().add("scope", name_of(command.scope)).add("kind", name_of(command.kind)).text());
  batch.tell_later(request.id, NoticeUndeliverable{{}, command.need == Need::copy, false});
}

void carry_out_one(Batch& batch, RequestRecord& request, const LeavePendingNotices&) { leave_pending_notices(batch, request); }
void carry_out_one(Batch& batch, RequestRecord& request, const RetractNotices&) { retract_notices(batch, request); }

void carry_out_one(Batch& batch, RequestRecord& request, const ArmTimer& command) {
  batch.tx.arm({{}, request.id, command.name, command.due, batch.current_event});
}
void carry_out_one(Batch& batch, RequestRecord& request, const CancelTimer& command) { batch.tx.cancel_timer(request.id, command.name); }
void carry_out_one(Batch& batch, RequestRecord& request, const CancelAllTimers&) { batch.tx.cancel_timers(request.id); }

void carry_out_one(Batch& batch, RequestRecord& request, const CheckItem& command) { want_look(batch, request, command.purpose); }
void carry_out_one(Batch& batch, RequestRecord& request, const StopLooking&) { stop_looking(batch, request); }
void carry_out_one(Batch& batch, RequestRecord& request, const LocateItem&) { locate_item(batch, request); }

void carry_out_one(Batch& batch, RequestRecord& request, const AskOperator& command) {
  for (const auto& task : batch.tx.tasks(request.id))
    if (task.kind == command.kind && (task.state == TaskState::open || task.state == TaskState::taken)) return;
  TaskRecord task;
  task.desk = request.desk;
  task.kind = command.kind;
  task.request = request.id;
  task.item = request.item;
  task.notice = request.facts.last_notice;
  task.opened_at = batch.now;
  task.due_at = command.due;
  open_task(batch, std::move(task));
}

void carry_out_one(Batch& batch, RequestRecord& request, const CloseTasks& command) {
  for (auto task : batch.tx.tasks(request.id)) {
    const bool open = task.state == TaskState::open || task.state == TaskState::taken;
    if (!open || (!command.kind.empty() && task.kind != command.kind)) continue;
    task.state = TaskState::cancelled;
    task.closed_at = batch.now;
    batch.tx.save(task);
  }
}

void carry_out_one(Batch& batch, RequestRecord& request, const RaiseAlert& command) {
  raise_alert(batch, command.kind, command.severity, "request " + std::to_string(request.id.value), request.desk);
}

void carry_out_one(Batch& batch, RequestRecord& request, const OpenRequest& command) {
  for (const auto& other : batch.tx.requests_of_item(request.item))
    if (other.workflow == command.workflow) return;  // its table says what a new assessment means for it
  const auto item = batch.tx.item(request.item);
  Facts facts;
  facts.hoster = request.facts.hoster;
  facts.country = request.facts.country;
  facts.at_home = request.facts.at_home;
  facts.verdict = request.facts.verdict;
  facts.basis = request.facts.basis;
  facts.urgent = request.facts.urgent;
  facts.in_set = request.facts.in_set;
  facts.hold_until = request.facts.hold_until;
  open_request(batch, *item, command.workflow, std::move(facts), Actor{});
}

void carry_out_one(Batch& batch, RequestRecord& request, const BeginSpell&) {
  SpellRecord spell;
  spell.request = request.id;
  spell.number = request.facts.spell;
  spell.began_at = batch.now;
  batch.tx.insert(spell);
}

void carry_out_one(Batch& batch, RequestRecord& request, const EndSpell& command) {
  auto spells = batch.tx.spells(request.id);
  if (spells.empty() || spells.back().gone_at) return;
  auto& spell = spells.back();
  spell.gone_at = std::max(command.gone_at, spell.began_at);
  if (to_ms(command.last_online) > 0) spell.last_online_at = command.last_online;
  batch.tx.save(spell);
}

}  // namespace

void carry_out(Batch& batch, RequestRecord& request, const std::vector<Command>& commands) {
  for (const auto& command : commands) std::visit([&](const auto& one) { carry_out_one(batch, request, one); }, command);
}

TaskId open_task(Batch& batch, TaskRecord task) { return batch.tx.insert(task); }

void raise_alert(Batch& batch, std::string_view kind, Severity severity, std::string subject, DeskId desk) {
  // One alert per kind and subject within the throttle; repeats are counted on it.
  if (auto newest = batch.tx.newest_alert(kind, subject); newest && batch.now - newest->raised_at < batch.policies().alerts.throttle(kind)) {
    ++newest->count;
    batch.tx.save(*newest);
    return;
  }
  AlertRecord alert;
  alert.desk = desk;
  alert.kind = kind;
  alert.severity = severity;
  alert.subject = std::move(subject);
  alert.raised_at = batch.now;
  alert.id = batch.tx.insert(alert);
  ++batch.memory.counters.alerts;
  if (batch.parts.alerts_are_sent) {
    batch.memory.alerts_out.insert(alert.id);
    batch.jobs.emplace_back(AlertJob{alert});
  }
}

std::int64_t give_out_unsent_alerts(Batch& batch) {
  constexpr Milliseconds kPause{60'000};
  constexpr std::int64_t kAlertsPerSweep = 100;
  auto& memory = batch.memory;
  if (!batch.parts.alerts_are_sent || (batch.now - memory.alerts_swept_at < kPause && batch.now >= memory.alerts_swept_at)) return 0;
  memory.alerts_swept_at = batch.now;
  std::int64_t given = 0;
  for (const auto& alert : batch.tx.unsent_alerts(kAlertsPerSweep)) {
    if (!memory.alerts_out.insert(alert.id).second) continue;
    batch.jobs.emplace_back(AlertJob{alert});
    ++given;
  }
  return given;
}

RequestId open_request(Batch& batch, const ItemRecord& item, std::string_view workflow, Facts facts, const Actor& by) {
  RequestRecord request;
  request.desk = item.desk;
  request.item = item.id;
  request.location = item.location;
  request.workflow = workflow;
  request.state = batch.workflow(workflow).initial_state();
  request.facts = std::move(facts);
  request.opened_at = batch.now;
  const auto id = batch.tx.insert(request);
  batch.tell_later(id, Opened{}, by);
  return id;
}

}  // namespace redress::runtime
