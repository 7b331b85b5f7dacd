// The words of the emulated desks, in their own languages. Purely administrative; written for the sandbox, never read by the engine's code.
#pragma once

#include "sandbox/partners/party.hpp"

#include <string>

namespace redress::sandbox {

struct DeskText {
  std::string subject_prefix;  // "Re: " or the ticket system's own
  std::string body;            // lines end with "\n"
};

/// What `party` writes. Reaction must be an answer or an auto-reply.
[[nodiscard]] DeskText desk_text(const Party& party, const Reaction& reaction, const NoticeSeen& notice);

}  // namespace redress::sandbox
