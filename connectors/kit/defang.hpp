// Locators as they stand in text for people: readable, but nothing a mail program turns into a link or a person opens by a slip.
#pragma once

#include <string>
#include <string_view>

namespace redress {

/// `https://www.site.example/a` -> `hxxps://www[.]site[.]example/a`; `user@site.example` -> `user[@]site[.]example`. Text without a scheme
/// or an @ (a telephone number, an invite) stays as it is.
[[nodiscard]] std::string defanged(std::string_view locator);

/// Host of a canonical `scheme://host…` locator, IPv6 without brackets; empty when it has none.
[[nodiscard]] std::string_view host_of(std::string_view locator);

}  // namespace redress
