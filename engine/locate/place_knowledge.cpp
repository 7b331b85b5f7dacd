#include "engine/locate/place_knowledge.hpp"

#include <stdexcept>
#include <utility>

namespace redress {
namespace {

std::string_view words_of(BootstrapError error) {
  switch (error) {
    case BootstrapError::not_json: return "is no JSON, or beyond our limits";
    case BootstrapError::not_shaped: return "has no list of services as RFC 9224 says";
    case BootstrapError::no_entries: return "lists no usable server";
  }
  return "";
}

std::string first_of(const std::vector<std::string>& servers) { return servers.empty() ? std::string() : servers.front(); }

std::string with_slash(const std::string& url) { return url.ends_with('/') ? url : url + "/"; }

}  // namespace

PlaceKnowledge::PlaceKnowledge(PlaceSettings settings, const Clock& clock, const DirectoryLookup* directory, const SiteRules* sites)
    : settings_(std::move(settings)), clock_(clock), directory_(directory), sites_(sites), cache_(clock, settings_.cache), said_(clock) {
  const auto load = [&](BootstrapFile file, const std::string& text, std::string_view name) {
    if (text.empty()) return;
    if (const auto loaded = bootstrap_.load(file, text); !loaded)
      throw std::invalid_argument("RDAP bootstrap file " + std::string(name) + " " + std::string(words_of(loaded.error())));
  };
  load(BootstrapFile::ipv4, settings_.bootstrap_ipv4, "for IPv4");
  load(BootstrapFile::ipv6, settings_.bootstrap_ipv6, "for IPv6");
  load(BootstrapFile::dns, settings_.bootstrap_dns, "for names");
  if (!settings_.country_file.empty()) countries_ = std::make_unique<CountryFile>(settings_.country_file);
}

std::string PlaceKnowledge::server_for(const Address& address) const {
  return settings_.rdap_base_url.empty() ? first_of(bootstrap_.servers_for(address)) : with_slash(settings_.rdap_base_url);
}

std::string PlaceKnowledge::server_for(std::string_view domain) const {
  return settings_.rdap_base_url.empty() ? first_of(bootstrap_.servers_for_domain(domain)) : with_slash(settings_.rdap_base_url);
}

bool PlaceKnowledge::is_usable(const Address& address) const {
  return !forbidden_reason(address) || (settings_.permit && settings_.permit(address));
}

std::optional<CountryFact> PlaceKnowledge::country_by_file(const Address& address) const {
  return countries_ ? countries_->country_of(address) : std::nullopt;
}

SiteRuling PlaceKnowledge::ruling(std::string_view host) const { return sites_ ? sites_->ruling(host, clock_.utc_now()) : SiteRuling{}; }

}  // namespace redress
