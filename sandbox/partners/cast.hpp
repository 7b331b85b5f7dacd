// The sandbox's standing cast: invented hosters at home (NL) and abroad, each behaviour at least once, a network, a registrar and an
// authority.
#pragma once

#include "sandbox/partners/party.hpp"

#include <vector>

namespace redress::sandbox {

/// In a fixed order; hosters first. `address_block` is given by the world.
[[nodiscard]] std::vector<Party> standing_cast();

}  // namespace redress::sandbox
