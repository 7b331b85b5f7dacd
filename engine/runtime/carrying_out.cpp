// Commands of a workflow become rows, in the transaction that stores the new state.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>
#include <charconv>

namespace redress::runtime {
namespace {

constexpr std::size_t kAlertsOneByOne = 5;                  // of one kind within its throttle; the rest is one digest
constexpr std::string_view kDigest = "more of this kind";   // its subject
constexpr Milliseconds kSweepPause{60'000};                 // between two sweeps of alerts or tasks
constexpr std::string_view kTasksTold = "tasks_alerted_until";

/// A partner the directory does not know how to reach is told by a person.
void tell_by_hand(Batch& batch, const RequestRecord& request, const SendNotice& command) {
  TaskRecord task;
  task.desk = request.desk;
  task.kind = "tell_partner";
  task.item = request.item;
  task.reason = std::string(name_of(*command.step)) + ", " + to_rfc3339(*command.happened_at);
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(task.kind, request.facts, batch.now).answer;
  open_task(batch, std::move(task));
}

void carry_out_one(Batch& batch, RequestRecord& request, const SendNotice& command) {
  if (command.step) {
    if (!queue_status(batch, request, command)) tell_by_hand(batch, request, command);
    return;
  }
  if (queue_notice(batch, request, command)) return;
  if (command.scope == ContactScope::partner && !partner_hotline_in(batch, request.facts.country))
    batch.note(StreamKind::request, request.id.value, "LeftCoverage", {}, JsonObject().add("country", request.facts.country).text());
  const bool few_have_one = command.scope == ContactScope::proxy || command.scope == ContactScope::site;
  if (few_have_one && command.need == Need::copy) return;
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
  // Where nothing is ever looked at, that is one thing to mend, not one task for each item. A claim still needs somebody who looks:
  // nothing else would ever end it.
  if (command.kind == "look_by_hand" && !batch.parts.looks_are_on && request.wished_look != LookPurpose::claim) {
    raise_alert(batch, "looks_off", Severity::warning, "engine", {});
    return;
  }
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
  take_place(facts, request.facts);
  facts.verdict = request.facts.verdict;
  facts.basis = request.facts.basis;
  facts.urgent = request.facts.urgent;
  facts.in_set = request.facts.in_set;
  facts.hold_until = request.facts.hold_until;
  open_request(batch, *item, command.workflow, facts, Actor{});
  file_with_exchange(batch, *item, facts);
  list_for_police(batch, *item, facts);
}

void carry_out_one(Batch& batch, RequestRecord& request, const TellPerson&) { owe_account(batch, request); }

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

void report_damage(Batch& batch, const std::string& what, DeskId desk, ItemId item) {
  constexpr std::int64_t kOpenMax = 1'000;
  const std::string reason = what + " does not open under its own key";
  raise_alert(batch, "damaged_row", Severity::urgent, what, desk);
  for (const auto& known : batch.tx.open_tasks("damaged_row", kOpenMax))
    if (known.reason == reason) return;
  TaskRecord task;
  task.desk = desk;
  task.kind = "damaged_row";
  task.item = item;
  task.reason = reason;
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(task.kind, {}, batch.now).answer;
  open_task(batch, std::move(task));
}

void raise_alert(Batch& batch, std::string_view kind, Severity severity, std::string subject, DeskId desk) {
  // One alert per kind and subject within the throttle; repeats are counted on it. Beyond the first few of a kind one digest counts the rest:
  // what comes a thousand times a minute is read once.
  const auto [throttle, why] = batch.policies().alerts.throttle(kind);
  const auto counted = [&, within = throttle](std::string_view about) {
    auto newest = batch.tx.newest_alert(kind, about);
    if (!newest || batch.now - newest->raised_at >= within) return false;
    ++newest->count;
    batch.tx.save(*newest);
    return true;
  };
  if (counted(subject)) return;
  auto place = batch.memory.alerts_lately.find(kind);
  if (place == batch.memory.alerts_lately.end()) place = batch.memory.alerts_lately.emplace(std::string(kind), std::deque<UtcTime>{}).first;
  auto& lately = place->second;
  while (!lately.empty() && (batch.now - lately.front() >= throttle || lately.front() > batch.now)) lately.pop_front();
  const bool by_itself = lately.size() < kAlertsOneByOne;
  if (by_itself)
    lately.push_back(batch.now);
  else if (counted(kDigest))
    return;
  else
    subject = kDigest;
  AlertRecord alert;
  alert.desk = desk;
  alert.kind = kind;
  alert.severity = severity;
  alert.subject = std::move(subject);
  alert.raised_at = batch.now;
  alert.why = to_text(why);
  alert.id = batch.tx.insert(alert);
  ++batch.memory.counters.alerts;
  if (batch.parts.alerts_are_sent && by_itself) {  // a digest counts on for a moment
    batch.memory.alerts_out.insert(alert.id);
    batch.jobs.emplace_back(AlertJob{alert});
  }
}

std::int64_t give_out_unsent_alerts(Batch& batch) {
  constexpr std::int64_t kAlertsPerSweep = 100;
  auto& memory = batch.memory;
  if (!batch.parts.alerts_are_sent || (batch.now - memory.alerts_swept_at < kSweepPause && batch.now >= memory.alerts_swept_at)) return 0;
  memory.alerts_swept_at = batch.now;
  std::int64_t given = 0;
  for (const auto& alert : batch.tx.unsent_alerts(kAlertsPerSweep)) {
    if (alert.subject == kDigest && batch.now - alert.raised_at < kSweepPause && batch.now >= alert.raised_at) continue;
    if (!memory.alerts_out.insert(alert.id).second) continue;
    batch.jobs.emplace_back(AlertJob{alert});
    ++given;
  }
  return given;
}

std::int64_t alert_due_tasks(Batch& batch) {
  constexpr std::int64_t kTasksPerSweep = 1'000;
  constexpr std::string_view kAlertedByTriage = "assess";  // its target time has alerts of its own
  constexpr Milliseconds kLongestLead{hours{24 * 30}};
  auto& memory = batch.memory;
  if (batch.now - memory.tasks_swept_at < kSweepPause && batch.now >= memory.tasks_swept_at) return 0;
  memory.tasks_swept_at = batch.now;
  const auto stored = batch.tx.setting(kTasksTold);
  std::int64_t told_ms = 0;
  const bool known = std::from_chars(stored.data(), stored.data() + stored.size(), told_ms).ec == std::errc{};
  const auto told = known ? from_ms(told_ms) : batch.now;
  const auto& leads = batch.policies().alerts;
  std::int64_t raised = 0;
  if (told < batch.now) {
    for (const auto& task : batch.tx.tasks_due(told, batch.now, kAlertedByTriage, kTasksPerSweep)) {
      raise_alert(batch, "task_late", Severity::warning, "task " + std::to_string(task.id.value), task.desk);
      ++raised;
    }
    const auto moments = leads.lead_alerts("task", batch.now + kLongestLead, batch.now).answer;
    const auto reach = moments.empty() ? batch.now : batch.now + (batch.now + kLongestLead - moments.front());
    for (const auto& task : batch.tx.tasks_due(batch.now, reach, kAlertedByTriage, kTasksPerSweep)) {
      const auto own = leads.lead_alerts("task", task.due_at, told + Milliseconds{1}).answer;
      const bool now_or_just = std::any_of(own.begin(), own.end(), [&](UtcTime at) { return at <= batch.now && at >= task.opened_at; });
      if (!now_or_just) continue;
      raise_alert(batch, "task_due", Severity::warning, "task " + std::to_string(task.id.value), task.desk);
      ++raised;
    }
  }
  // How far people were told survives a restart; while there is nothing to tell, it is not written each minute.
  if (!known || raised > 0) batch.tx.set_setting(kTasksTold, std::to_string(to_ms(batch.now)));
  return known ? raised : 1;
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
