// Calls partners' HTTP interfaces under the rules of network.hpp. Follows redirects of GET and HEAD itself, hop by hop: each hop is
// judged like the first, none leads from https to http, and another host gets none of our headers but Accept and User-Agent.
#pragma once

#include "engine/core/ports/transport.hpp"
#include "engine/transport/network.hpp"

#include <memory>

namespace redress {

/// Throws std::invalid_argument, naming the entry, when the settings are wrong.
[[nodiscard]] std::unique_ptr<HttpTransport> make_http_transport(const NetworkSettings& settings);

}  // namespace redress
