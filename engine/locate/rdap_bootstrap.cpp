#include "engine/locate/rdap_bootstrap.hpp"

#include "engine/locate/mail_address.hpp"
#include "engine/locate/registry_json.hpp"

#include <algorithm>
#include <charconv>

namespace redress {
namespace {

/// A base URL as IANA writes them: scheme, host, optional port and path; no user, query or fragment. With a `/` at the end.
std::optional<std::string> base_url(const RegistryJson& value) {
  constexpr std::size_t kUrlMax = 512;
  if (!value.is_text() || value.text.size() > kUrlMax) return std::nullopt;
  std::string url = value.text;
  const std::string lower = lower_cased(url);
  const std::size_t scheme = lower.starts_with("https://") ? 8 : lower.starts_with("http://") ? 7 : 0;
  if (scheme == 0) return std::nullopt;
  if (!std::all_of(url.begin(), url.end(),
                   [](char c) { return c > ' ' && c < 0x7f && std::string_view("@?#\\\"<>{}|^`").find(c) == std::string_view::npos; })) {
    return std::nullopt;
  }
  std::string_view host = std::string_view(lower).substr(scheme, lower.find('/', scheme) - scheme);
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return std::nullopt;
    host = host.substr(0, colon);
  }
  if (!is_ldh_domain(host)) return std::nullopt;
  if (!url.ends_with('/')) url += '/';
  return lower.substr(0, scheme) + url.substr(scheme);
}

std::optional<std::uint32_t> autnum(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

template <class Servers>
std::vector<std::string> longest(const std::map<Prefix, Servers>& prefixes, const Address& address) {
  const std::vector<std::string>* best = nullptr;
  int length = -1;
  for (const auto& [prefix, servers] : prefixes) {  // some hundred rows
    if (prefix.length > length && prefix.contains(address)) {
      best = &servers;
      length = prefix.length;
    }
  }
  return best == nullptr ? std::vector<std::string>{} : *best;
}

std::optional<std::string> question(const std::vector<std::string>& servers, std::string_view path) {
  if (servers.empty()) return std::nullopt;
  return servers.front() + std::string(path);
}

}  // namespace

Result<void, BootstrapError> RdapBootstrap::load(BootstrapFile file, std::string_view bytes) {
  const auto parsed = parse_registry_json(bytes);
  if (!parsed) return Failure{BootstrapError::not_json};
  const RegistryJson* services = parsed->find("services");
  if (services == nullptr || !services->is_list()) return Failure{BootstrapError::not_shaped};

  std::map<std::string, Servers, std::less<>> domains;
  std::map<Prefix, Servers> prefixes;
  std::vector<AutnumRange> ranges;
  for (const RegistryJson& service : services->items) {
    if (!service.is_list() || service.items.size() < 2 || !service.items[0].is_list() || !service.items[1].is_list()) {
      return Failure{BootstrapError::not_shaped};
    }
    Servers servers;
    for (const RegistryJson& url : service.items[1].items) {
      if (auto base = base_url(url)) servers.push_back(std::move(*base));
    }
    std::stable_partition(servers.begin(), servers.end(), [](const std::string& url) { return url.starts_with("https://"); });
    if (servers.empty()) continue;
    for (const RegistryJson& entry : service.items[0].items) {
      if (!entry.is_text()) continue;
      switch (file) {
        case BootstrapFile::dns: domains.insert_or_assign(lower_cased(entry.text), servers); break;
        case BootstrapFile::ipv4:
        case BootstrapFile::ipv6:
          if (const auto prefix = parse_prefix(entry.text); prefix && prefix->first.is_v6 == (file == BootstrapFile::ipv6)) {
            prefixes.insert_or_assign(*prefix, servers);
          }
          break;
        case BootstrapFile::asn: {
          const std::size_t dash = entry.text.find('-');
          const auto first = autnum(std::string_view(entry.text).substr(0, dash));
          const auto last = dash == std::string::npos ? first : autnum(std::string_view(entry.text).substr(dash + 1));
          if (first && last && *first <= *last) ranges.push_back({*first, *last, servers});
          break;
        }
      }
    }
  }
  if (domains.empty() && prefixes.empty() && ranges.empty()) return Failure{BootstrapError::no_entries};
  switch (file) {
    case BootstrapFile::dns: domains_ = std::move(domains); break;
    case BootstrapFile::ipv4: v4_ = std::move(prefixes); break;
    case BootstrapFile::ipv6: v6_ = std::move(prefixes); break;
    case BootstrapFile::asn: autnums_ = std::move(ranges); break;
  }
  publications_[file] = parsed->text_of("publication", 64);
  return {};
}

const std::string& RdapBootstrap::publication(BootstrapFile file) const {
  static const std::string kNone;
  const auto known = publications_.find(file);
  return known == publications_.end() ? kNone : known->second;
}

std::vector<std::string> RdapBootstrap::servers_for(const Address& address) const { return longest(address.is_v6 ? v6_ : v4_, address); }

std::vector<std::string> RdapBootstrap::servers_for_autnum(std::uint32_t number) const {
  const AutnumRange* best = nullptr;
  for (const AutnumRange& range : autnums_) {
    if (number < range.first || number > range.last) continue;
    if (best == nullptr || range.last - range.first < best->last - best->first) best = &range;
  }
  return best == nullptr ? Servers{} : best->servers;
}

std::vector<std::string> RdapBootstrap::servers_for_domain(std::string_view domain) const {
  const std::string name = lower_cased(domain);
  for (std::string_view rest = name;;) {
    if (const auto known = domains_.find(rest); known != domains_.end()) return known->second;
    if (rest.empty()) return {};
    const std::size_t dot = rest.find('.');
    rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
  }
}

std::optional<std::string> RdapBootstrap::url_for(const Address& address) const {
  return question(servers_for(address), "ip/" + to_text(address));
}

std::optional<std::string> RdapBootstrap::url_for_autnum(std::uint32_t number) const {
  return question(servers_for_autnum(number), "autnum/" + std::to_string(number));
}

std::optional<std::string> RdapBootstrap::url_for_domain(std::string_view domain) const {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  if (!is_ldh_domain(domain)) return std::nullopt;
  return question(servers_for_domain(domain), "domain/" + lower_cased(domain));
}

}  // namespace redress
