// The connector for abuse desks that are reached by mail: one mail a notice, a text for people first, X-ARF v4 documents and a list
// for machines behind it. Pure. [SRC-RFC-5322] [SRC-RFC-2045] [SRC-XARF-4]
#pragma once

#include "engine/core/ports/connector.hpp"

#include <memory>
#include <string_view>

namespace redress {

/// `desk` gives the envelope sender (`envelope_mailbox+token@mail_domain`); everything shown comes from the desk given to compose().
/// Threads: may be shared; nothing in it changes.
[[nodiscard]] std::unique_ptr<Connector> make_abuse_mail_connector(DeskIdentity desk);

/// Marks a mail that may have been sent before, for machines; the text says it for people.
inline constexpr std::string_view kPossibleDuplicateHeader = "X-Redress-Possible-Duplicate: yes\r\n";

}  // namespace redress
