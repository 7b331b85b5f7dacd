// What stands in a dossier: one JSON document about one item, which its recipient can check without us (docs/dossier/README.md says field
// by field).
#pragma once

#include "engine/core/ports/store.hpp"

#include <string>

namespace redress::app {

struct DossierHead {
  ItemId item;
  EventId up_to;        // no later event stands in it
  std::string locator;  // opened by the audited act that is event `up_to`
  UtcTime made_at;
  Actor made_by;
  std::string reason;
  std::string organisation, desk;
  RecipientRecord recipient;
  std::string certificate;      // SHA-256 of the recipient's, hexadecimal
  CheckpointRecord checkpoint;  // over all heads as of `up_to`
};
struct Dossier {
  std::string document;
  std::int64_t events = 0;  // in it
};

/// Nothing about who reported stands in it, and no picture: the engine has none. What is sealed in the record stays ciphertext, which the
/// chains cover.
[[nodiscard]] Dossier dossier_of(const DossierHead& head, ReadQueries& reader, Store& store);

}  // namespace redress::app
