// The one strict form of mail address that is stored, shown and handed to a relay: what fails here never reaches a command line of
// SMTP or a header, so that neither can be steered by a foreign address. [SRC-RFC-5321]
#pragma once

#include <string_view>

namespace redress {

/// ASCII `local@domain`: a local part of at most 64 characters (dot-atom, no quoted form), a domain of at most 253 with at least one
/// dot (letters, digits, inner hyphens; international names in their `xn--` form). No spaces, no control characters, no literals.
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

/// A host name of letters, digits, inner hyphens and dots, at most 253 characters; no trailing dot.
[[nodiscard]] bool is_host_name(std::string_view text) noexcept;

}  // namespace redress
