#include "engine/locate/laying_down.hpp"

namespace redress {

void lay_down(const SiteRuling& ruling, const std::optional<DirectoryHit>& host, PlaceReply& reply) {
  if (ruling.proxy) reply.proxy_slug = ruling.proxy->value;
  if (!ruling.host) return;
  reply.hoster_slug = ruling.host->value.slug;
  reply.hoster_name = host ? host->name : reply.hoster_slug;
  reply.abuse_addresses.clear();
  if (!ruling.host->value.country.empty()) {
    reply.country_of_address = ruling.host->value.country;
    reply.country_source = "site_rule";
  } else if (reply.country_of_address.empty() && host) {
    reply.country_of_address = host->country;
    reply.country_source = "directory";
  }
}

}  // namespace redress
