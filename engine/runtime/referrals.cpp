// What goes to police, an authority, NCMEC or a host's own records beside the removal: whether it may, and the request that follows it
// (workflows/law_enforcement).
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace redress::runtime {
namespace {

/// What the item's requests know of where it lies: of several the newest that knows.
Facts place_of(Batch& batch, const ItemRecord& item) {
  Facts facts;
  for (const auto& request : batch.tx.requests_of_item(item.id))
    if (!request.facts.country.empty() || request.facts.at_home) take_place(facts, request.facts);
  return facts;
}

/// Whether the log was sealed for an authority: who refers without it asks them to believe.
bool has_dossier_for_authority(Batch& batch, ItemId item) {
  for (const auto& event : batch.tx.events(StreamKind::item, item.value)) {
    if (event.kind != "DossierMade") continue;
    const auto body = nlohmann::json::parse(event.body, nullptr, false);
    const auto id = body.is_object() ? batch.tx.find_recipient(body.value("recipient", std::string())) : std::nullopt;
    if (id && batch.tx.recipient(*id)->scope == ContactScope::authority) return true;
  }
  return false;
}

std::optional<ActResult> why_not_there(Batch& batch, const ItemRecord& item, Referral to) {
  const auto place = place_of(batch, item);
  switch (to) {
    case Referral::police_list:
      if (!batch.policies().roads.on_police_list(place).answer)
        return refused("no agreement with the police about a list stands in the rules; refer it by itself (police)");
      return std::nullopt;
    case Referral::police: return std::nullopt;
    case Referral::authority:
      if (!has_dossier_for_authority(batch, item.id))
        return refused("an authority gets the log with it; make a dossier for it first (redress dossier make)");
      return std::nullopt;
    case Referral::ncmec:
      if (place.country != "US") return refused("it is not hosted in the United States; refer it to police");
      return std::nullopt;
    case Referral::preservation: {
      if (!place.at_home && place.platform.empty())
        return refused("it is hosted abroad; whoever may ask a host there to keep its traces is the police there (refer it to police)");
      const auto requests = batch.tx.requests_of_item(item.id);
      if (std::any_of(requests.begin(), requests.end(), [](const auto& request) { return request.facts.hold_until.has_value(); }))
        return refused("the police asked us to wait, and a host must not hear of it before; release the hold first");
      return std::nullopt;
    }
  }
  return std::nullopt;
}

/// Opens the request that follows what an item is referred to; its first row begins with `to`.
void open_referral(Batch& batch, const ItemRecord& item, Facts facts, Referral to, const Actor& by) {
  facts.referral = to;
  open_request(batch, item, kReferralWorkflow, std::move(facts), by);
}

}  // namespace

std::optional<RequestRecord> referral_request(Batch& batch, ItemId item) {
  for (auto& request : batch.tx.requests_of_item(item))
    if (request.workflow == kReferralWorkflow) return request;
  return std::nullopt;
}

std::optional<ActResult> why_not_refer(Batch& batch, const Act& act) {
  const auto to = from_name<Referral>(act.argument);
  if (!to) {
    std::string all;
    for (const auto known : EnumNames<Referral>::names) all += (all.empty() ? "" : ", ") + std::string(known);
    return bad_words("unknown referral; one of " + all);
  }
  if (act.reason.empty()) return bad_words("a referral needs a reason (--reason)");
  const auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number; `redress item list` shows them");
  if (item->key.empty()) return refused("the item was erased");
  if (!item->verdict || !is_illegal(*item->verdict))
    return refused("only what was judged illegal is referred; assess it first (redress item assess)");
  return why_not_there(batch, *item, *to);
}

ActResult refer(Batch& batch, const Act& act) {
  if (auto why_not = why_not_refer(batch, act)) return *why_not;
  const auto to = *from_name<Referral>(act.argument);
  const auto item = *batch.tx.item(ItemId{act.subject});
  if (const auto request = referral_request(batch, item.id)) {
    if (batch.tell(request->id, ReferralChosen{to}, act.by))
      return refused("not possible in state " + request->state + "; `redress timeline` shows what happened so far");
  } else {
    auto facts = place_of(batch, item);
    facts.verdict = item.verdict;
    open_referral(batch, item, std::move(facts), to, act.by);
    batch.drain();
  }
  batch.note(StreamKind::item, item.id.value, "ReferralAsked", act.by, JsonObject().add("to", name_of(to)).add("reason", act.reason).text());
  return done();
}

void list_for_police(Batch& batch, const ItemRecord& item, const Facts& of) {
  if (!of.verdict || !is_illegal(*of.verdict) || !batch.policies().roads.on_police_list(of).answer) return;
  if (referral_request(batch, item.id)) return;
  Facts facts;
  take_place(facts, of);
  facts.verdict = of.verdict;
  facts.urgent = of.urgent;
  open_referral(batch, item, std::move(facts), Referral::police_list, Actor{});
}

}  // namespace redress::runtime
