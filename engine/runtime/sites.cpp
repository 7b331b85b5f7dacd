// What the desk has laid down about a site, where a request is about to be spoken of. Asked anew each time, so that a rule holds from the
// moment it is loaded, also for what waits to leave.
#include "engine/core/json_text.hpp"
#include "engine/core/ports/sites.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {

namespace {

/// Nothing: what is laid down there cannot be told, since its host does not open.
std::optional<SiteRuling> readable_ruling(Batch& batch, LocationId id) {
  if (!batch.parts.sites || !batch.parts.sites->has_site_rules() || !id) return SiteRuling{};
  const auto location = *batch.tx.location(id);
  const auto key = batch.parts.sealer.unwrap(location.key);
  if (!key) return SiteRuling{};  // erased
  const auto host = batch.parts.sealer.open(*key, {"locations", "host", id.value}, location.host);
  if (host) return batch.parts.sites->ruling(*host, batch.now);
  report_damage(batch, "the host of location " + std::to_string(id.value), batch.desk(batch.parts.desk), {});
  return std::nullopt;
}

struct Silence {
  std::string rule;  // empty: no rule, but what the rules say cannot be read
  std::string why;
};

std::optional<Silence> silence_about(Batch& batch, const RequestRecord& request, ContactScope scope, RecipientId recipient) {
  const auto ruling = readable_ruling(batch, request.location);
  if (!ruling) return Silence{{}, "what is laid down about its site cannot be read, so nobody is written to"};
  const auto* forbids = ruling->silence ? ruling->forbids(scope, batch.tx.recipient(recipient)->slug) : nullptr;
  if (!forbids) return std::nullopt;
  const auto& rule = ruling->silence->rule;
  return Silence{rule, "site rule " + rule + ": " + std::string(name_of(scope)) + " is not written to: " + forbids->why};
}

}  // namespace

SiteRuling ruling_at(Batch& batch, LocationId id) { return readable_ruling(batch, id).value_or(SiteRuling{}); }

bool is_forbidden(Batch& batch, const RequestRecord& request, ContactScope scope, RecipientId recipient) {
  return silence_about(batch, request, scope, recipient).has_value();
}

bool keeps_silent(Batch& batch, const RequestRecord& request, ContactScope scope, RecipientId recipient, Need need) {
  const auto silence = silence_about(batch, request, scope, recipient);
  if (!silence) return false;
  batch.note(StreamKind::request, request.id.value, "ContactForbidden", {},
             JsonObject().add("scope", name_of(scope)).add("recipient", recipient.value).add("rule", silence->rule).text());
  if (need == Need::copy) return true;  // nobody waits for it
  const std::string kind(kForbiddenTask);
  for (const auto& known : batch.tx.tasks(request.id))
    if (known.kind == kind && !known.closed_at) return true;
  TaskRecord task;
  task.desk = request.desk;
  task.kind = kind;
  task.request = request.id;
  task.item = request.item;
  task.reason = silence->why;
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(task.kind, request.facts, batch.now).answer;
  open_task(batch, std::move(task));
  return true;
}

RecipientId laid_down(Batch& batch, const std::optional<Ruled<std::string>>& slug) {
  return slug ? batch.tx.find_recipient(slug->value).value_or(RecipientId{}) : RecipientId{};
}

}  // namespace redress::runtime
