#include "engine/locate/place_finder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "engine/locate/country.hpp"
#include "engine/locate/mail_address.hpp"
#include "engine/locate/rdap_reader.hpp"
#include "engine/locate/registry_json.hpp"

namespace redress {
namespace {

constexpr std::size_t kHostBytesMax = 253;
constexpr std::size_t kMailboxesMax = 8;  // given to the runtime

/// Names of registry servers are no secret; what follows them names an address.
std::string host_of_url(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/:?")));
}

/// Lower case, without brackets and without the dot of the root; empty when DNS cannot hold it.
std::string plain_host(const HostName& host) {
  std::string text = lower_cased(host.open(LookReveal::grant()));
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  if (text.ends_with('.')) text.pop_back();
  const bool holdable = !text.empty() && text.size() <= kHostBytesMax &&
                        std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > ' ' && c < 0x7F && c != '/' && c != '@'; });
  return holdable ? text : std::string();
}

/// Seconds, or an HTTP date in its only form of today: `Sun, 06 Nov 1994 08:49:37 GMT`. [SRC-RFC-9110]
std::optional<Milliseconds> pause_asked_for(const HttpReply& reply, UtcTime now) {
  const auto header = std::find_if(reply.headers.begin(), reply.headers.end(), [](const auto& one) { return one.first == "retry-after"; });
  if (header == reply.headers.end()) return std::nullopt;
  const std::string_view value = header->second;
  if (!value.empty() && value.size() <= 9 && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    std::int64_t count = 0;
    std::from_chars(value.data(), value.data() + value.size(), count);
    return seconds{count};
  }
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (value.size() != 29 || !value.ends_with(" GMT")) return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), value.substr(8, 3)) - kMonths.begin();
  const std::string number = std::to_string(month + 1);
  const auto date = parse_rfc3339(std::string(value.substr(12, 4)) + "-" + (number.size() < 2 ? "0" : "") + number + "-" +
                                  std::string(value.substr(5, 2)) + "T" + std::string(value.substr(17, 8)) + "Z");
  if (!date) return std::nullopt;
  return std::max(Milliseconds{0}, *date - now);
}

std::string counted(std::size_t count, std::string_view word, std::string_view words) {
  return std::to_string(count) + " " + std::string(count == 1 ? word : words);
}

std::string_view words_of(HttpError error) {
  switch (error) {
    case HttpError::forbidden_address:
      return "its address may not be connected to";
    case HttpError::unreachable:
      return "it could not be reached";
    case HttpError::tls:
      return "its certificate or TLS is not in order";
    case HttpError::timed_out:
      return "it did not answer in time";
    case HttpError::too_large:
      return "its answer was too large";
    case HttpError::malformed:
      return "its answer was no HTTP";
    case HttpError::uncertain:
      return "the connection broke";
  }
  return "";
}

PlaceError place_error_of(HttpError error) {
  switch (error) {
    case HttpError::unreachable:
    case HttpError::timed_out:
    case HttpError::uncertain:
      return PlaceError::later;
    case HttpError::forbidden_address:
    case HttpError::tls:
    case HttpError::too_large:
    case HttpError::malformed:
      return PlaceError::failed;
  }
  return PlaceError::failed;
}

std::string_view words_of(BootstrapError error) {
  switch (error) {
    case BootstrapError::not_json:
      return "is no JSON, or beyond our limits";
    case BootstrapError::not_shaped:
      return "has no list of services as RFC 9224 says";
    case BootstrapError::no_entries:
      return "lists no usable server";
  }
  return "";
}

}  // namespace

/// What was decided, step by step, and what only the person who asks may see.
struct PlaceFinder::Trail {
  std::vector<std::string> lines;     // nothing sensitive
  std::vector<std::string> contacts;  // name mailboxes
  void say(std::string line) { lines.push_back(std::move(line)); }
  [[nodiscard]] std::string why() const {
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : "; ") + line;
    return text;
  }
};

PlaceKnowledge::PlaceKnowledge(PlaceSettings settings, const Clock& clock, const DirectoryLookup* directory)
    : settings_(std::move(settings)), clock_(clock), directory_(directory), cache_(clock, settings_.cache) {
  const auto load = [&](BootstrapFile file, const std::string& text, std::string_view name) {
    if (text.empty()) return;
    if (const auto loaded = bootstrap_.load(file, text); !loaded)
      throw std::invalid_argument("RDAP bootstrap file " + std::string(name) + " " + std::string(words_of(loaded.error())));
  };
  load(BootstrapFile::ipv4, settings_.bootstrap_ipv4, "for IPv4");
  load(BootstrapFile::ipv6, settings_.bootstrap_ipv6, "for IPv6");
}

std::string PlaceKnowledge::server_for(const Address& address) const {
  if (!settings_.rdap_base_url.empty()) return settings_.rdap_base_url + (settings_.rdap_base_url.ends_with('/') ? "" : "/");
  const auto servers = bootstrap_.servers_for(address);
  return servers.empty() ? std::string() : servers.front();
}

bool PlaceKnowledge::is_usable(const Address& address) const {
  return !forbidden_reason(address) || (settings_.permit && settings_.permit(address));
}

PlaceFinder::PlaceFinder(PlaceKnowledge& shared, std::unique_ptr<Resolver> resolver, std::unique_ptr<HttpTransport> http)
    : shared_(shared), resolver_(std::move(resolver)), http_(std::move(http)) {}

Result<PlaceReply, PlaceError> PlaceFinder::locate(const HostName& host) {
  Trail trail;
  return find(host, trail);
}

std::vector<std::string> PlaceFinder::explain(const HostName& host) {
  Trail trail;
  const auto reply = find(host, trail);
  auto lines = std::move(trail.lines);
  lines.insert(lines.end(), trail.contacts.begin(), trail.contacts.end());
  if (!reply) {
    lines.emplace_back(reply.error() == PlaceError::later ? "result: ask again later"
                                                          : "result: the look-up failed; this says nothing about contacts");
    return lines;
  }
  const auto or_unknown = [](const std::string& text) { return text.empty() ? std::string("unknown") : text; };
  if (!reply->found) {
    lines.emplace_back(reply->name_exists ? "result: no address" : "result: the name does not exist");
    return lines;
  }
  lines.push_back("country of the address: " + or_unknown(reply->country_of_address) +
                  (reply->country_source.empty() ? "" : " (source: " + reply->country_source + ")"));
  lines.push_back("country of registration: " + or_unknown(reply->country_of_registration));
  lines.push_back("country of the contact: " + or_unknown(reply->country_of_contact));
  lines.push_back("result: " + (reply->hoster_slug.empty() ? "nobody in the directory; " : "recipient " + reply->hoster_slug + "; ") +
                  counted(reply->abuse_addresses.size(), "mailbox", "mailboxes") + " of the network");
  return lines;
}

Result<PlaceReply, PlaceError> PlaceFinder::find(const HostName& host, Trail& trail) {
  PlaceReply reply;
  const auto finish = [&] {
    reply.why = trail.why();
    return reply;
  };
  const std::string name = plain_host(host);
  if (name.empty()) {
    trail.say("the host is nothing DNS can hold");
    return finish();
  }

  // Addresses: a literal one is itself.
  std::vector<Address> addresses;
  if (const auto literal = parse_address(name)) {
    addresses.push_back(*literal);
    trail.say("the host is an address");
  } else {
    const auto resolved = resolver_->addresses(HostName(name));
    if (!resolved) {
      switch (resolved.error()) {
        case ResolveError::no_such_name:
          reply.name_exists = false;
          trail.say("DNS says that the name does not exist");
          return finish();
        case ResolveError::no_data:
          trail.say("the name has no address");
          return finish();
        case ResolveError::failed:
          trail.say("DNS gave no answer");
          return Failure{PlaceError::later};
      }
    }
    for (const auto& text : *resolved)
      if (const auto address = parse_address(text)) addresses.push_back(*address);
    trail.say("the name has " + counted(addresses.size(), "address", "addresses"));
  }
  const auto unusable =
      std::remove_if(addresses.begin(), addresses.end(), [&](const Address& address) { return !shared_.is_usable(address); });
  if (unusable != addresses.end()) {
    trail.say(counted(static_cast<std::size_t>(addresses.end() - unusable), "address", "addresses") +
              " nobody on the internet can host at, left out");
    addresses.erase(unusable, addresses.end());
  }
  if (addresses.empty()) return finish();
  const Address address = *std::min_element(addresses.begin(), addresses.end());
  if (addresses.size() > 1) trail.say("the lowest address decides");
  reply.found = true;
  reply.address = HostName(to_text(address));

  // The directory's knowledge.
  const auto* directory = shared_.directory();
  const auto by_host = directory && !parse_address(name) ? directory->by_host(name) : std::nullopt;
  const auto by_address = directory ? directory->by_address(address) : std::nullopt;
  const bool behind_proxy = by_address && by_address->is_proxy;
  if (by_host) {
    reply.hoster_slug = by_host->slug;
    reply.hoster_name = by_host->name;
    trail.say("the directory knows the name's domain");
  } else if (by_address) {
    reply.hoster_slug = by_address->slug;
    reply.hoster_name = by_address->name;
    trail.say("the directory knows the address's range");
  } else {
    trail.say("the directory knows neither the name nor the address");
  }
  if (behind_proxy) trail.say("the address belongs to a proxy, whose country says nothing about the host behind it");

  // The registry's.
  CountryFacts countries;
  const auto now = shared_.clock().utc_now();
  if (by_address) {
    if (const auto country = country_code(by_address->country)) countries.located = CountryFact{*country, "directory", now};
  }
  const auto network = network_of(address, trail);
  if (!network && (!countries.located || reply.hoster_slug.empty())) return Failure{network.error()};
  if (network && network->listed) {
    RdapAnswer said;
    said.country = network->country;
    said.contacts = network->contacts;
    take_countries(said, "rdap", now, countries);
    if (reply.hoster_name.empty()) reply.hoster_name = network->name;
    const auto scope = behind_proxy ? ContactScope::proxy : ContactScope::network;
    for (const auto& contact :
         choose_contacts(candidates_of(said, ContactSource::rdap_address, behind_proxy), shared_.settings().ranking)) {
      if (contact.scope != scope || contact.guessed) continue;
      reply.abuse_addresses.push_back(contact.chosen.mail);
      for (const auto& other : contact.others)
        if (reply.abuse_addresses.size() < kMailboxesMax) reply.abuse_addresses.push_back(other.mail);
      if (!contact.chosen.country.empty()) countries.contact = CountryFact{contact.chosen.country, "rdap", now};
      trail.contacts.push_back("contact (" + std::string(name_of(contact.scope)) + "): " + contact.chosen.mail + ": " + contact.why);
      for (const auto& other : contact.others) trail.contacts.push_back("  next: " + other.mail);
    }
    trail.say("it names " + counted(reply.abuse_addresses.size(), "usable mailbox", "usable mailboxes"));
  }

  if (const auto* hosting = hosting_country(countries, behind_proxy)) {
    reply.country_of_address = hosting->country;
    reply.country_source = hosting->source;
    trail.say("the country is " + std::string(countries.located ? "the directory's for that range" : "the one the range is registered in"));
  } else {
    trail.say("the country is unknown");
  }
  if (reply.country_source.empty()) reply.country_source = network && network->listed ? "rdap" : by_address || by_host ? "directory" : "";
  if (countries.registered) {
    reply.country_of_registration = countries.registered->country;
    reply.registration_source = countries.registered->source;
  }
  if (countries.contact) {
    reply.country_of_contact = countries.contact->country;
    reply.contact_source = countries.contact->source;
  }
  return finish();
}

Result<NetworkAnswer, PlaceError> PlaceFinder::network_of(const Address& address, Trail& trail) {
  if (auto known = shared_.cache().find(address)) {
    trail.say(known->listed ? "RDAP (" + known->registry_host + ", remembered) lists the range"
                            : "RDAP (" + known->registry_host + ", remembered) does not list the address");
    return std::move(*known);
  }
  const auto server = shared_.server_for(address);
  if (server.empty()) {
    trail.say("no registry is known for the address");
    return NetworkAnswer{};
  }
  if (shared_.cache().rests(server)) {
    trail.say("RDAP (" + host_of_url(server) + ") asked for a pause");
    return Failure{PlaceError::later};
  }
  return ask_registry(address, server, trail);
}

Result<NetworkAnswer, PlaceError> PlaceFinder::ask_registry(const Address& address, const std::string& server, Trail& trail) {
  const auto& settings = shared_.settings();
  const std::string who = "RDAP (" + host_of_url(server) + ") ";
  const auto got = get(server + "ip/" + to_text(address));
  if (!got) {
    trail.say(who + "said nothing: " + std::string(words_of(got.error())));
    return Failure{place_error_of(got.error())};
  }
  if (got->status == 429 || got->status == 503) {
    const auto pause = pause_asked_for(*got, shared_.clock().utc_now()).value_or(settings.rest_default);
    shared_.cache().rest(server, std::clamp<Milliseconds>(pause, seconds{1}, settings.rest_max));
    trail.say(who + "asked for a pause");
    return Failure{PlaceError::later};
  }
  NetworkAnswer answer;
  answer.registry_host = host_of_url(server);
  auto reading = read_rdap_reply(got->status, got->body);
  if (!reading) {
    const auto kind = reading.error().kind;
    if (kind == RdapErrorKind::none) {
      trail.say(who + "does not list the address");
      shared_.cache().keep(address, address, address, answer, settings.keep_unlisted_for);
      return answer;
    }
    trail.say(who + "gave no usable answer (" + std::string(to_text(kind)) + ")");
    return Failure{kind == RdapErrorKind::later ? PlaceError::later : PlaceError::failed};
  }
  // Whatever it says of another network says nothing about this one.
  const auto first = reading->start_address.value_or(address);
  const auto last = reading->end_address.value_or(address);
  const bool about_it = reading->object == RdapObject::network && first.is_v6 == address.is_v6 && last.is_v6 == address.is_v6 &&
                        first <= address && address <= last;
  if (!about_it) {
    trail.say(who + "answered about something else");
    return Failure{PlaceError::failed};
  }
  const bool whole_range_told = reading->start_address && reading->end_address;
  answer.listed = true;
  answer.name = reading->name.empty() ? reading->handle : reading->name;
  answer.country = reading->country;
  trail.say(who + "lists the range");
  answer.contacts = contacts_of(*reading, trail);
  if (answer.contacts.size() > kNetworkContactsMax) answer.contacts.resize(kNetworkContactsMax);
  // Without a contact it is asked again sooner: the desk's link may have been out of order.
  const auto keep_for = answer.contacts.empty() ? settings.keep_unlisted_for : settings.keep_for;
  shared_.cache().keep(address, whole_range_told ? first : address, whole_range_told ? last : address, answer, keep_for);
  return answer;
}

/// Some registries name the abuse desk and keep its mailbox behind a link of its own, which is followed once.
std::vector<AbuseContact> PlaceFinder::contacts_of(RdapAnswer& answer, Trail& trail) {
  if (!answer.contacts.empty()) return std::move(answer.contacts);
  for (const auto& desk : answer.unresolved) {
    if (desk.url.empty()) continue;
    const auto got = get(desk.url);
    auto reading = got ? read_rdap_reply(got->status, got->body) : RdapReading(Failure{RdapError{}});
    const bool about_it = reading && reading->object == RdapObject::entity && reading->handle == desk.handle;
    trail.say(std::string("it names an abuse desk by a link, which ") + (about_it ? "was followed" : "gave no usable answer"));
    if (!about_it) return {};
    auto contacts = std::move(reading->contacts);
    for (auto& contact : contacts) contact.scope = ContactScope::network;  // it is the network's desk, whatever else it does
    return contacts;
  }
  return {};
}

Result<HttpReply, HttpError> PlaceFinder::get(const std::string& url) {
  OutgoingHttp request;
  request.url = SecretText(url);
  request.headers = {{"Accept", "application/rdap+json, application/json;q=0.9"}};
  request.time_limit = shared_.settings().time_limit;
  request.reply_bytes_max = kRegistryJsonBytesMax;
  request.redirects_max = shared_.settings().redirects_max;
  return http_->perform(request);
}

}  // namespace redress
