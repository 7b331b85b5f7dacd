// Names of the sandbox as DNS packets. [SRC-RFC-1035]
#pragma once

#include "sandbox/partners/world.hpp"

#include <string>
#include <string_view>

namespace redress::sandbox {

inline constexpr std::uint32_t kDnsTtlSeconds = 60;

/// The reply to one query packet; empty for what is no query at all (too short, or a reply itself). Any bytes are allowed.
[[nodiscard]] std::string answer_dns(std::string_view packet, const World& world, UtcTime at);

}  // namespace redress::sandbox
