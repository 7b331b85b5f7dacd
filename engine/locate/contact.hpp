// Words for "whom to write to": what a contact can do (scope) and who named it (source).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace redress {

/// What the addressee can do about an item.
enum class ContactScope : std::uint8_t {
  platform,   // can remove the item: the site, service or whoever runs the name
  network,    // can take the host off: holder of the address or AS
  proxy,      // stands in front and knows the real host; is not the host
  registrar,  // can suspend the name
};
[[nodiscard]] std::string_view to_text(ContactScope scope) noexcept;

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
