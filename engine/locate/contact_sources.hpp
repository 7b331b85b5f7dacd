// The sources besides RDAP: how to ask them, and what their replies name. Pure; replies come as text or TXT strings.
#pragma once

#include "engine/core/result.hpp"
#include "engine/locate/address.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

enum class SourceError : std::uint8_t {
  failed,   // the source says that the look-up failed: says nothing about contacts
  garbage,  // not a reply of this source within our limits
};

/// Usable mailboxes, best first, none twice; empty means that the source knows none.
struct SourceReply {
  std::vector<std::string> mails;
  std::string registry;  // RIPEstat: the registry in charge (`ripe`, `arin` …), else empty
};

/// RIPEstat abuse-contact-finder, the newer (`data.abuse_contacts`) and the older form
/// (`data.anti_abuse_contacts.abuse_c[].email`). A `status` other than `ok` is a failure. [SRC-RIPESTAT-ABUSE]
[[nodiscard]] Result<SourceReply, SourceError> read_ripestat(std::string_view bytes);
/// `https://stat.ripe.net/data/abuse-contact-finder/data.json?resource=192.0.2.1`; `base` with or without a `/` at its end.
[[nodiscard]] std::string ripestat_url(std::string_view base, const Address& address);

/// TXT strings of Abusix's contact database; several mailboxes may stand in one, parted by commas. [SRC-ABUSIX-CONTACTDB]
[[nodiscard]] SourceReply read_abusix(const std::vector<std::string>& texts);
/// `1.2.0.192.abuse-contacts.abusix.zone`; nibbles for IPv6.
[[nodiscard]] std::string abusix_name(std::string_view zone, const Address& address);

/// TXT strings of abuse.net for `domain`. Its default answer, postmaster@ the domain, counts as knowing none. [SRC-ABUSE-NET]
[[nodiscard]] SourceReply read_abuse_net(std::string_view domain, const std::vector<std::string>& texts);
/// `<domain>.contacts.abuse.net`; empty when `domain` is not LDH.
[[nodiscard]] std::string abuse_net_name(std::string_view zone, std::string_view domain);

/// `abuse@<domain>`; empty when `domain` is not LDH. A guess by convention: nobody has named it. [SRC-RFC-2142]
[[nodiscard]] std::string rfc_2142_mailbox(std::string_view domain);

}  // namespace redress
