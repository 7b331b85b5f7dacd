#include "engine/locate/contact.hpp"

#include "engine/locate/mail_address.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

constexpr std::array<std::string_view, 17> kRegistries{
    "arin.net",   "ripe.net",    "apnic.net",    "lacnic.net", "afrinic.net", "iana.org",     "icann.org", "nic.ad.jp", "nic.or.kr",
    "nida.or.kr", "krnic.or.kr", "twnic.net.tw", "twnic.tw",   "cnnic.cn",    "cnnic.net.cn", "vnnic.vn",  "idnic.net"};

}  // namespace

std::string_view to_words(ContactSource source) noexcept {
  switch (source) {
    case ContactSource::directory: return "our directory";
    case ContactSource::rdap_address: return "RDAP of the address";
    case ContactSource::rdap_domain: return "RDAP of the domain";
    case ContactSource::ripestat: return "RIPEstat";
    case ContactSource::abusix: return "Abusix";
    case ContactSource::abuse_net: return "abuse.net";
    case ContactSource::rfc_2142: return "the RFC 2142 convention";
  }
  return "";
}

bool is_registry_desk(std::string_view mail) {
  const std::string domain = domain_of_mailbox(mail);
  return std::any_of(kRegistries.begin(), kRegistries.end(), [&](std::string_view registry) {
    return domain == registry || (domain.ends_with(registry) && domain[domain.size() - registry.size() - 1] == '.');
  });
}

}  // namespace redress
