#include "engine/locate/place_finder.hpp"

#include <algorithm>
#include <utility>

#include "engine/intake/url.hpp"
#include "engine/locate/country.hpp"
#include "engine/locate/inquiry.hpp"
#include "engine/locate/laying_down.hpp"
#include "engine/locate/mail_address.hpp"

namespace redress {
namespace {

constexpr std::size_t kHostBytesMax = 253;
constexpr std::size_t kMailboxesMax = 8;  // given to the runtime

/// Lower case, without brackets and without the dot of the root; empty when DNS cannot hold it.
std::string plain_host(const HostName& host) {
  std::string text = lower_cased(host.open(LookReveal::grant()));
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  if (text.ends_with('.')) text.pop_back();
  const bool holdable = !text.empty() && text.size() <= kHostBytesMax &&
                        std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > ' ' && c < 0x7F && c != '/' && c != '@'; });
  return holdable ? text : std::string();
}

std::string counted(std::size_t count, std::string_view word, std::string_view words) {
  return std::to_string(count) + " " + std::string(count == 1 ? word : words);
}

/// Somebody was named who runs something: not only a registry's own desk, which at best forwards.
bool is_named(const std::vector<ContactCandidate>& candidates, ContactScope scope) {
  return std::any_of(candidates.begin(), candidates.end(), [&](const ContactCandidate& candidate) {
    return candidate.scope == scope && !candidate.registry_desk && candidate.source != ContactSource::rfc_2142;
  });
}

std::vector<std::string> mailboxes_of(const ScopedContact& contact) {
  std::vector<std::string> mailboxes{contact.chosen.mail};
  for (const auto& other : contact.others)
    if (mailboxes.size() < kMailboxesMax) mailboxes.push_back(other.mail);
  return mailboxes;
}

}  // namespace

/// One look-up on its way.
struct PlaceFinder::Search {
  Trail trail;
  SiteRuling ruling;
  bool with_site = false;  // also ask whose mailbox nobody is written to by
  PlaceReply reply;
  std::string name;                // plain
  std::string domain;              // registrable; empty for addresses
  std::vector<Address> addresses;  // usable ones of the name

  /// Empty when there is nothing to go on with; then `reply` says what is known.
  [[nodiscard]] Result<std::optional<Address>, PlaceError> resolve(PlaceKnowledge& shared, Resolver& resolver);
};

PlaceFinder::PlaceFinder(PlaceKnowledge& shared, std::unique_ptr<Resolver> resolver, std::unique_ptr<HttpTransport> http)
    : shared_(shared), resolver_(std::move(resolver)), http_(std::move(http)) {}

Result<PlaceReply, PlaceError> PlaceFinder::locate(const HostName& host) {
  Search search;
  return find(search, host);
}

PlaceExplanation PlaceFinder::explain(const HostName& host) {
  Search search;
  search.with_site = true;
  auto reply = find(search, host);
  PlaceExplanation told;
  told.steps = std::move(search.trail.steps);
  told.contacts = std::move(search.trail.contacts);
  told.ruling = std::move(search.ruling);
  if (reply) told.reply = std::move(*reply);
  else told.later = reply.error() == PlaceError::later;
  return told;
}

Result<std::optional<Address>, PlaceError> PlaceFinder::Search::resolve(PlaceKnowledge& shared, Resolver& resolver) {
  if (const auto literal = parse_address(name)) {
    addresses.push_back(*literal);
    trail.say("the host is an address");
  } else {
    const auto resolved = resolver.addresses(HostName(name));
    if (!resolved) {
      switch (resolved.error()) {
        case ResolveError::no_such_name:
          reply.name_exists = false;
          trail.say("DNS says that the name does not exist");
          return std::optional<Address>();
        case ResolveError::no_data: trail.say("the name has no address"); return std::optional<Address>();
        case ResolveError::failed: trail.say("DNS gave no answer"); return Failure{PlaceError::later};
      }
    }
    for (const auto& text : *resolved)
      if (const auto address = parse_address(text)) addresses.push_back(*address);
    trail.say("the name has " + counted(addresses.size(), "address", "addresses"));
  }
  const auto unusable =
      std::remove_if(addresses.begin(), addresses.end(), [&](const Address& address) { return !shared.is_usable(address); });
  if (unusable != addresses.end()) {
    trail.say(counted(static_cast<std::size_t>(addresses.end() - unusable), "address", "addresses") +
              " nobody on the internet can host at, left out");
    addresses.erase(unusable, addresses.end());
  }
  if (addresses.empty()) return std::optional<Address>();
  if (addresses.size() > 1) trail.say("the lowest address decides");
  return std::optional(*std::min_element(addresses.begin(), addresses.end()));
}

Result<PlaceReply, PlaceError> PlaceFinder::find(Search& search, const HostName& host) {
  auto& reply = search.reply;
  auto& trail = search.trail;
  const auto finish = [&] {
    reply.why = trail.why();
    return reply;
  };
  search.name = plain_host(host);
  if (search.name.empty()) {
    trail.say("the host is nothing DNS can hold");
    return finish();
  }
  const bool is_literal = parse_address(search.name).has_value();
  if (!is_literal) search.domain = registrable_domain(search.name, HostKind::domain);
  auto& ruling = search.ruling;
  ruling = shared_.ruling(search.name);
  for (const auto& rule : ruling.rules) trail.say("site rule " + rule + " fits");

  const auto front = search.resolve(shared_, *resolver_);
  // A rule about the host that says nothing of its country leaves the country to the address: a look-up that failed must not look like a move.
  const bool country_is_looked_up = !ruling.host || ruling.host->value.country.empty();
  if (!front && country_is_looked_up && !ruling.addresses) return Failure{front.error()};
  if (front && !*front) return finish();
  reply.found = true;

  // What stands in front, and what really hosts it.
  const auto* directory = shared_.directory();
  const auto in_front = front && directory ? directory->by_address(**front) : std::nullopt;
  std::optional<Address> address = front ? *front : std::nullopt;
  bool behind_proxy = in_front && in_front->is_proxy;
  if (behind_proxy) {
    reply.proxy_slug = in_front->slug;
    trail.say("the address belongs to a proxy, whose country says nothing about the host behind it");
  }
  if (ruling.addresses) {
    std::vector<Address> real;
    for (const auto& text : ruling.addresses->value)
      if (const auto one = parse_address(text); one && shared_.is_usable(*one)) real.push_back(*one);
    if (!real.empty()) {
      address = *std::min_element(real.begin(), real.end());
      const auto there = directory ? directory->by_address(*address) : std::nullopt;
      behind_proxy = there && there->is_proxy;
      if (behind_proxy) reply.proxy_slug = there->slug;
      trail.say("site rule " + ruling.addresses->rule + " says at which address the real host is");
    } else {
      trail.say("site rule " + ruling.addresses->rule + " names no address anybody can host at");
    }
  }
  if (address) reply.address = HostName(to_text(*address));

  // The directory's knowledge. A proxy is asked as a proxy; it is nobody's host.
  const auto by_host = directory && !is_literal ? directory->by_host(search.name) : std::nullopt;
  auto by_address = address && directory && !behind_proxy ? directory->by_address(*address) : std::nullopt;
  if (by_address && by_address->is_proxy) by_address.reset();
  if (by_host) {
    reply.hoster_slug = by_host->slug;
    reply.hoster_name = by_host->name;
    trail.say("the directory knows the name\'s domain");
  } else if (by_address) {
    reply.hoster_slug = by_address->slug;
    reply.hoster_name = by_address->name;
    trail.say("the directory knows the address\'s range");
  } else {
    trail.say(behind_proxy ? "the directory does not know the name either" : "the directory knows neither the name nor the address");
  }
  if (ruling.host) trail.say("site rule " + ruling.host->rule + " says who hosts it, whatever else is found");

  // The country: by the directory, by the file on this machine, by the registry.
  CountryFacts countries;
  const auto now = shared_.clock().utc_now();
  if (by_address)
    if (const auto country = country_code(by_address->country)) countries.located = CountryFact{*country, "directory", now};
  if (!countries.located && address && !behind_proxy) {
    countries.located = shared_.country_by_file(*address);
    if (countries.located) trail.say("the country file knows the address");
  }

  // What the sources say, each in its turn: a later one only where those before it named nobody.
  Inquiry inquiry(shared_, *resolver_, *http_, trail);
  const bool host_is_known = ruling.host || !reply.hoster_slug.empty();
  std::vector<ContactCandidate> candidates;
  Result<NetworkAnswer, PlaceError> network = NetworkAnswer{};
  std::optional<PlaceError> failed;
  const bool country_wanted = !ruling.host || (country_is_looked_up && !countries.located);
  if (address && !behind_proxy && country_wanted) {
    network = inquiry.network_of(*address);
    if (!network)
      failed = network.error();
    else
      failed = network->desk_failed;
  }
  if (network && network->listed) {
    RdapAnswer said;
    said.country = network->country;
    said.contacts = network->contacts;
    take_countries(said, "rdap", now, countries);
    if (reply.hoster_name.empty()) reply.hoster_name = network->name;
    candidates = candidates_of(said, ContactSource::rdap_address);
  }
  for (const auto source : shared_.settings().ranking.order) {
    const bool of_site = source == ContactSource::abuse_net || source == ContactSource::rfc_2142;
    const bool of_registrar = source == ContactSource::rdap_domain;
    const bool of_network = source == ContactSource::ripestat || source == ContactSource::abusix;
    const bool wanted = (of_site && search.with_site) || (of_registrar && !ruling.registrar) ||
                        (of_network && address && !host_is_known && !behind_proxy && !is_named(candidates, ContactScope::network));
    if (!wanted) continue;
    auto answer = inquiry.ask(source, address.value_or(Address{}), search.domain);
    if (!answer) {
      reply.incomplete = true;
      if (of_network && !failed) failed = answer.error();
      continue;
    }
    if (of_registrar) reply.registrar_name = std::move(answer->name);
    candidates.insert(candidates.end(), answer->candidates.begin(), answer->candidates.end());
  }
  // A source that failed is no source that knows nobody: without anybody named, the look-up came to nothing.
  const bool country_known = countries.located || (network && network->listed);
  const bool somebody_named = host_is_known || is_named(candidates, ContactScope::network);
  if (failed && country_is_looked_up && (!country_known || !somebody_named)) return Failure{*failed};
  if (failed) reply.incomplete = true;

  for (auto& contact : choose_contacts(candidates, shared_.settings().ranking)) {
    if (contact.scope == ContactScope::network && !contact.guessed) {
      reply.abuse_addresses = mailboxes_of(contact);
      reply.abuse_source = name_of(contact.chosen.source);
      if (!contact.chosen.country.empty()) countries.contact = CountryFact{contact.chosen.country, "rdap", now};
      trail.say("of the network, " + counted(reply.abuse_addresses.size(), "usable mailbox", "usable mailboxes"));
    }
    if (contact.scope == ContactScope::registrar && !contact.guessed) {
      reply.registrar_addresses = mailboxes_of(contact);
      reply.registrar_source = name_of(contact.chosen.source);
    }
    trail.contacts.push_back(std::move(contact));
  }

  if (const auto* hosting = hosting_country(countries, behind_proxy)) {
    reply.country_of_address = hosting->country;
    reply.country_source = hosting->source;
    trail.say("the country is " + std::string(!countries.located              ? "the one the range is registered in"
                                             : hosting->source == "mmdb" ? "the country file's"
                                                                         : "the directory's for that range"));
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
  lay_down(ruling, ruling.host && directory ? directory->by_slug(ruling.host->value.slug) : std::nullopt, reply);
  return finish();
}

}  // namespace redress
