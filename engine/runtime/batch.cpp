#include "engine/runtime/batch.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/json_text.hpp"

namespace redress::runtime {
namespace {

/// The event's own members, then what the table decided: stored together, so that `timeline` can say why.
std::string decided_body(const Event& event, const std::string& from, const Decision& decision) {
  std::string body = event_body(event);
  body.reserve(256);  // most have less
  body.pop_back();
  if (body.size() > 1) body += ',';
  body += "\"from\":";
  append_json_quoted(body, from);
  body += ",\"to\":";
  append_json_quoted(body, decision.state);
  body.append(",\"row\":").append(std::to_string(decision.row));
  if (decision.ignored) body += ",\"ignored\":true";
  if (!decision.why.empty()) {
    body += ",\"why\":" + why_list(decision.why);
  }
  return body + "}";
}

}  // namespace

std::string why_list(const std::vector<Why>& why) {
  JsonArray list;
  for (const auto& one : why)
    if (!one.rule.empty()) list.add(to_text(one));
  return list.text();
}

const Workflow& Batch::workflow(std::string_view name) const {
  for (const auto* workflow : parts.workflows)
    if (workflow->name() == name) return *workflow;
  assertion_failed("workflow is registered", "a stored request names a workflow this program does not have", __FILE__, __LINE__);
}

const Connector* Batch::connector(std::string_view id) const {
  for (const auto* connector : parts.connectors)
    if (connector->manifest().id == id) return connector;
  return nullptr;
}

DeskId Batch::desk(std::string_view name) {
  const auto known = desks_.find(name);
  if (known != desks_.end()) return known->second;
  return desks_.emplace(std::string(name), tx.ensure_desk(name)).first->second;
}

EventId Batch::note(StreamKind stream, std::int64_t stream_id, std::string_view kind, const Actor& by, std::string body, Sealed sealed) {
  EventRecord event;
  event.stream = stream;
  event.stream_id = stream_id;
  event.kind = kind;
  event.at = now;
  event.by = by;
  event.body = std::move(body);
  event.sealed = std::move(sealed);
  ++memory.counters.events;
  return tx.append(event);
}

std::optional<DecideError> Batch::tell_one(RequestId id, const Event& event, const Actor& by, bool* ignored) {
  auto request = tx.request(id);
  REDRESS_ASSERT(request.has_value(), "an event for a request that does not exist");
  const Workflow& machine = workflow(request->workflow);
  auto decided = machine.decide(Snapshot{request->state, request->facts, now, by}, event, policies());
  if (!decided) {
    ++memory.counters.refused_events;
    // Recorded all the same: nothing that happened may vanish because a table did not expect it.
    note(StreamKind::request, id.value, "EventRefused", by,
         JsonObject().add("event", event_name(event)).add("state", request->state).add("cause", name_of(decided.error())).text());
    const bool harmless = decided.error() == DecideError::guard_refused || by.kind != ActorKind::engine;
    if (!harmless) raise_alert(*this, "unexpected_event", Severity::warning, "request " + std::to_string(id.value), request->desk);
    return decided.error();
  }
  if (ignored != nullptr) *ignored = decided->ignored;
  ++memory.row_coverage[request->workflow][std::to_string(decided->row)];
  current_event = note(StreamKind::request, id.value, event_name(event), by, decided_body(event, request->state, *decided));
  const bool was_closed = machine.is_closed(request->state);
  const bool is_closed = machine.is_closed(decided->state);
  request->state = std::move(decided->state);
  request->facts = std::move(decided->facts);
  if (is_closed && !was_closed) request->closed_at = now;
  if (!is_closed) request->closed_at.reset();
  carry_out(*this, *request, decided->commands);
  tx.save(*request);
  return std::nullopt;
}

std::optional<DecideError> Batch::tell(RequestId request, const Event& event, const Actor& by, bool* ignored) {
  REDRESS_ASSERT(!draining_, "a decision inside another; use tell_later");
  const auto refused = tell_one(request, event, by, ignored);
  drain();
  return refused;
}

void Batch::tell_later(RequestId request, Event event, Actor by) {
  pending_.push_back({request, std::move(event), std::move(by)});
}

void Batch::drain() {
  draining_ = true;
  // Every round follows from a finite decision; a chain this long means that two rows answer each other for ever.
  for (int rounds = 0; !pending_.empty(); ++rounds) {
    REDRESS_ASSERT(rounds < 100'000, "events inside one batch do not come to an end");
    const Pending next = std::move(pending_.front());
    pending_.pop_front();
    tell_one(next.request, next.event, next.by);
  }
  draining_ = false;
}

}  // namespace redress::runtime
