// Words for "whom to write to": who named a contact (source). What it can do is core's ContactScope; of those, this module speaks of
// site (who runs the site, service or name and can remove the item), network, proxy and registrar.
#pragma once

#include "engine/core/words.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace redress {

enum class ContactSource : std::uint8_t {
  directory,     // an entry of our own directory
  rdap_address,  // RDAP of the address or AS
  rdap_domain,   // RDAP of the registrable domain
  ripestat,      // RIPEstat abuse-contact-finder
  abusix,        // Abusix contact database, DNS TXT
  abuse_net,     // abuse.net, DNS TXT
  rfc_2142,      // abuse@ the domain: a convention, named by nobody
};
/// Stable short names for policy data (`rdap_address` …).
[[nodiscard]] std::string_view to_text(ContactSource source) noexcept;
[[nodiscard]] std::optional<ContactSource> contact_source_from(std::string_view name) noexcept;
/// For sentences: `RDAP of the address`.
[[nodiscard]] std::string_view to_words(ContactSource source) noexcept;

/// True for mailboxes of address registries (RIRs and national ones): they run no hosts and at best forward.
[[nodiscard]] bool is_registry_desk(std::string_view mail);

}  // namespace redress
