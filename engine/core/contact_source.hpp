// Who can name a contact. Policy data says whose word counts first, engine/locate asks.
#pragma once

#include "engine/core/names.hpp"

namespace redress {

enum class ContactSource {
  directory,     // an entry of our own directory
  rdap_address,  // RDAP of the address or AS
  rdap_domain,   // RDAP of the registrable domain
  ripestat,      // RIPEstat abuse-contact-finder
  abusix,        // Abusix contact database, DNS TXT
  abuse_net,     // abuse.net, DNS TXT
  rfc_2142,      // abuse@ the domain: a convention, named by nobody
};
template <>
struct EnumNames<ContactSource> {
  static constexpr auto names = name_list("directory", "rdap_address", "rdap_domain", "ripestat", "abusix", "abuse_net", "rfc_2142");
};

}  // namespace redress
