#include "engine/locate/contact.hpp"

#include "engine/locate/mail_address.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

struct SourceNames {
  ContactSource source;
  std::string_view name;
  std::string_view words;
};
constexpr std::array kSources{
    SourceNames{ContactSource::directory, "directory", "our directory"},
    SourceNames{ContactSource::rdap_address, "rdap_address", "RDAP of the address"},
    SourceNames{ContactSource::rdap_domain, "rdap_domain", "RDAP of the domain"},
    SourceNames{ContactSource::ripestat, "ripestat", "RIPEstat"},
    SourceNames{ContactSource::abusix, "abusix", "Abusix"},
    SourceNames{ContactSource::abuse_net, "abuse_net", "abuse.net"},
    SourceNames{ContactSource::rfc_2142, "rfc_2142", "the RFC 2142 convention"},
};
constexpr std::array<std::string_view, 17> kRegistries{
    "arin.net",   "ripe.net",    "apnic.net",    "lacnic.net", "afrinic.net", "iana.org",     "icann.org", "nic.ad.jp", "nic.or.kr",
    "nida.or.kr", "krnic.or.kr", "twnic.net.tw", "twnic.tw",   "cnnic.cn",    "cnnic.net.cn", "vnnic.vn",  "idnic.net"};

}  // namespace

std::string_view to_text(ContactSource source) noexcept {
  for (const SourceNames& row : kSources) {
    if (row.source == source) return row.name;
  }
  return "";
}

std::optional<ContactSource> contact_source_from(std::string_view name) noexcept {
  for (const SourceNames& row : kSources) {
    if (row.name == name) return row.source;
  }
  return std::nullopt;
}

std::string_view to_words(ContactSource source) noexcept {
  for (const SourceNames& row : kSources) {
    if (row.source == source) return row.words;
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
