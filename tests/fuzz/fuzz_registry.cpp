// What registries send besides RDAP: RIPEstat, DNS texts and IANA's bootstrap files. The first byte says which.
#include "engine/core/assert.hpp"
#include "engine/locate/contact_sources.hpp"
#include "engine/locate/mail_address.hpp"
#include "engine/locate/rdap_bootstrap.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

void check_mails(const redress::SourceReply& reply) {
  for (const auto& mail : reply.mails) REDRESS_ASSERT(redress::checked_mail_address(mail), "a contact that is no mailbox");
}

void check_bootstrap(redress::BootstrapFile file, std::string_view bytes) {
  redress::RdapBootstrap bootstrap;
  if (!bootstrap.load(file, bytes)) return;
  for (const auto* text : {"192.0.2.1", "2001:db8::1"})
    for (const auto& server : bootstrap.servers_for(*redress::parse_address(text)))
      REDRESS_ASSERT(server.ends_with('/') && server.starts_with("http"), "a server that is no base URL");
  (void)bootstrap.servers_for_autnum(64496);
  (void)bootstrap.url_for_domain("pictures.example");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redress;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 6) {
    case 0:
      if (const auto reply = read_ripestat(bytes)) check_mails(*reply);
      break;
    case 1: check_bootstrap(BootstrapFile::dns, bytes); break;
    case 2: check_bootstrap(BootstrapFile::ipv4, bytes); break;
    case 3: check_bootstrap(BootstrapFile::ipv6, bytes); break;
    case 4: check_bootstrap(BootstrapFile::asn, bytes); break;
    default:  // not an enum
      check_mails(read_abusix({std::string(bytes)}));
      check_mails(read_abuse_net("pictures.example", {std::string(bytes)}));
  }
  return 0;
}
