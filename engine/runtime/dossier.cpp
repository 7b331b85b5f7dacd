// A dossier for police or an authority: the runtime's part is to say whether it may be made, to put it on record, and to open the one field
// it needs. What stands in it otherwise is read by whoever puts it together (engine/app/dossier.hpp).
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

bool is_fingerprint(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<ActResult> why_not_dossier(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("a dossier needs a reason (--reason)");
  if (!is_fingerprint(act.argument))
    return bad_words("a dossier needs the SHA-256 of its recipient's certificate, in 64 hexadecimal digits");
  const auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number; `redress item list` shows them");
  if (item->key.empty()) return refused("the item was erased");
  const auto recipient = recipient_meant(batch, act);
  if (!recipient) return problem("there is no such recipient; `redress recipient list` shows them");
  if (recipient->scope != ContactScope::police && recipient->scope != ContactScope::authority)
    return refused("that recipient is a " + std::string(name_of(recipient->scope)) + "; a dossier is for police or an authority");
  const auto label = batch.policies().delivery.sensitivity(NoticeKind::first, recipient->scope);
  if (recipient->ceiling < label.answer)
    return refused("it is TLP:" + std::string(name_of(label.answer)) + ", and " + recipient->slug +
                   " may be given at most TLP:" + std::string(name_of(recipient->ceiling)) + "; the directory says so (ceiling)");
  return std::nullopt;
}

ActResult make_dossier(Batch& batch, const Act& act) {
  if (auto why_not = why_not_dossier(batch, act)) return *why_not;
  const auto item = *batch.tx.item(ItemId{act.subject});
  const auto key = batch.parts.sealer.unwrap(item.key);
  const auto locator = key ? batch.parts.sealer.open(*key, {"items", "locator", item.id.value}, item.locator)
                           : Result<std::string, UnsealError>(Failure{UnsealError::wrong_key});
  if (!locator) return problem("the item's address does not open under its key; run `redress audit verify`");
  const auto recipient = *recipient_meant(batch, act);
  const auto label = batch.policies().delivery.sensitivity(NoticeKind::first, recipient.scope);
  const auto event = batch.note(StreamKind::item, item.id.value, "DossierMade", act.by,
                                JsonObject()
                                    .add("recipient", recipient.slug)
                                    .add("certificate", act.argument)
                                    .add("tlp", name_of(label.answer))
                                    .add("reason", act.reason)
                                    .raw("why", why_list({label.why}))
                                    .text());
  auto result = done();
  result.answer = JsonObject().add("locator", *locator).add("up_to", event.value).text();
  return result;
}

}  // namespace redress::runtime
