// RDAP documents in the shapes registries really send: RIPE with the abuse contact at the top, ARIN with it inside the registrant and a
// different one beside it, gTLD registrars two levels deep, ccTLDs with none. source: [connectors.md 11] [SRC-RFC-9083]
#pragma once

#include "sandbox/partners/party.hpp"

#include <string>
#include <string_view>

namespace redress::sandbox {

/// The network object for one address of `hoster`'s block.
[[nodiscard]] std::string rdap_network(const Party& hoster, std::string_view address);
/// The domain object of `name`, registered through `registrar`; `with_abuse_role` is false for registries that publish none.
[[nodiscard]] std::string rdap_domain(std::string_view name, const Party& registrar, bool with_abuse_role);
/// The error document of RFC 9083 section 6.
[[nodiscard]] std::string rdap_error(int code, std::string_view title, std::string_view description);
/// Bootstrap file in IANA's form: everything under 127.0.0.0/8 is served at `base_url`. source: RFC 9224 section 4 [SRC-RFC-9224]
[[nodiscard]] std::string rdap_bootstrap_ipv4(std::string_view base_url);
/// Likewise for the sandbox's top-level domains.
[[nodiscard]] std::string rdap_bootstrap_dns(std::string_view base_url);

}  // namespace redress::sandbox
