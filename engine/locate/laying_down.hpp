// What the desk has laid down about a site wins over what look-ups said of it.
#pragma once

#include <string>

#include "engine/core/ports/sites.hpp"
#include "engine/core/ports/transport.hpp"
#include "engine/locate/place_knowledge.hpp"

namespace redress {

/// Host, country and proxy of `reply` become those of the rules; what no rule says stays. `host`: the directory's entry of the
/// host a rule names, whose country counts where neither the rule nor the address says one.
void lay_down(const SiteRuling& ruling, const std::optional<DirectoryHit>& host, PlaceReply& reply);

}  // namespace redress
