// Words for "whom to write to": who named a contact (source). What it can do is core's ContactScope; of those, this module speaks of
// site (who runs the site, service or name and can remove the item), network, proxy and registrar.
#pragma once

#include "engine/core/contact_source.hpp"
#include "engine/core/words.hpp"

#include <string_view>

namespace redress {

/// For sentences: `RDAP of the address`.
[[nodiscard]] std::string_view to_words(ContactSource source) noexcept;

/// True for mailboxes of address registries (RIRs and national ones): they run no hosts and at best forward.
[[nodiscard]] bool is_registry_desk(std::string_view mail);

}  // namespace redress
