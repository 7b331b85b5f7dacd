#include "engine/locate/inquiry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/locate/contact_sources.hpp"
#include "engine/locate/mail_address.hpp"
#include "engine/locate/rdap_reader.hpp"
#include "engine/locate/registry_json.hpp"

namespace redress {
namespace {

/// Names of registry servers are no secret; what follows them names an address.
std::string host_of_url(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/:?")));
}

/// Scheme and authority, with a `/` at the end, as the servers of the bootstrap files are named.
std::string server_of_url(std::string_view url) {
  const auto scheme = url.find("://");
  const auto path = url.find_first_of("/?#", scheme == std::string_view::npos ? 0 : scheme + 3);
  return std::string(url.substr(0, path)) + "/";
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

PlaceError place_error_of(RdapErrorKind kind) { return kind == RdapErrorKind::later ? PlaceError::later : PlaceError::failed; }

std::vector<ContactCandidate> of_scope(std::vector<ContactCandidate> candidates, ContactScope scope) {
  std::erase_if(candidates, [&](const ContactCandidate& candidate) { return candidate.scope != scope; });
  return candidates;
}

}  // namespace

Result<HttpReply, PlaceError> Inquiry::ask_server(const std::string& server, const std::string& url, const std::string& who) {
  const auto asked_for_a_pause = [&] {
    trail_.say(who + " asked for a pause");
    return Failure{PlaceError::later};
  };
  if (shared_.cache().rests(server)) return asked_for_a_pause();
  auto got = get(url);
  if (!got) {
    trail_.say(who + " said nothing: " + std::string(to_words(got.error())));
    return Failure{place_error_of(got.error())};
  }
  if (got->status != 429 && got->status != 503) return std::move(*got);
  const auto& settings = shared_.settings();
  const auto pause = pause_asked_for(*got, shared_.clock().utc_now()).value_or(settings.rest_default);
  shared_.cache().rest(server, std::clamp<Milliseconds>(pause, seconds{1}, settings.rest_max));
  return asked_for_a_pause();
}

Result<NetworkAnswer, PlaceError> Inquiry::network_of(const Address& address) {
  if (auto known = shared_.cache().find(address)) {
    trail_.say(known->listed ? "RDAP (" + known->registry_host + ", remembered) lists the range"
                            : "RDAP (" + known->registry_host + ", remembered) does not list the address");
    return std::move(*known);
  }
  const auto server = shared_.server_for(address);
  if (server.empty()) {
    trail_.say("no registry is known for the address");
    return NetworkAnswer{};
  }
  return ask_registry(address, server);
}

Result<NetworkAnswer, PlaceError> Inquiry::ask_registry(const Address& address, const std::string& server) {
  const auto& settings = shared_.settings();
  const std::string who = "RDAP (" + host_of_url(server) + ")";
  const auto got = ask_server(server, server + "ip/" + to_text(address), who);
  if (!got) return Failure{got.error()};
  NetworkAnswer answer;
  answer.registry_host = host_of_url(server);
  auto reading = read_rdap_reply(got->status, got->body);
  if (!reading) {
    const auto kind = reading.error().kind;
    if (kind == RdapErrorKind::none) {
      trail_.say(who + " does not list the address");
      shared_.cache().keep(address, address, address, answer, settings.keep_unlisted_for);
      return answer;
    }
    trail_.say(who + " gave no usable answer (" + std::string(to_text(kind)) + ")");
    return Failure{place_error_of(kind)};
  }
  // Whatever it says of another network says nothing about this one.
  const auto first = reading->start_address.value_or(address);
  const auto last = reading->end_address.value_or(address);
  const bool about_it = reading->object == RdapObject::network && first.is_v6 == address.is_v6 && last.is_v6 == address.is_v6 &&
                        first <= address && address <= last;
  if (!about_it) {
    trail_.say(who + " answered about something else");
    return Failure{PlaceError::failed};
  }
  const bool whole_range_told = reading->start_address && reading->end_address;
  answer.listed = true;
  answer.name = reading->name.empty() ? reading->handle : reading->name;
  answer.country = reading->country;
  trail_.say(who + " lists the range");
  auto contacts = contacts_of(*reading);
  if (!contacts) {
    answer.desk_failed = contacts.error();
    return answer;
  }
  answer.contacts = std::move(*contacts);
  if (answer.contacts.size() > kNetworkContactsMax) answer.contacts.resize(kNetworkContactsMax);
  const auto keep_for = answer.contacts.empty() ? settings.keep_unlisted_for : settings.keep_for;
  shared_.cache().keep(address, whole_range_told ? first : address, whole_range_told ? last : address, answer, keep_for);
  return answer;
}

/// Some registries name the abuse desk and keep its mailbox behind a link of its own, which is followed once.
Result<std::vector<AbuseContact>, PlaceError> Inquiry::contacts_of(RdapAnswer& answer) {
  if (!answer.contacts.empty()) return std::move(answer.contacts);
  const auto desk = std::find_if(answer.unresolved.begin(), answer.unresolved.end(), [](const auto& one) { return !one.url.empty(); });
  std::vector<AbuseContact> contacts;
  if (desk == answer.unresolved.end()) return contacts;
  trail_.say("it names an abuse desk by a link");
  const auto got = ask_server(server_of_url(desk->url), desk->url, "the desk's link");
  if (!got) return Failure{got.error()};
  auto reading = read_rdap_reply(got->status, got->body);
  if (!reading && reading.error().kind != RdapErrorKind::none) {
    trail_.say("the desk's link gave no usable answer (" + std::string(to_text(reading.error().kind)) + ")");
    return Failure{place_error_of(reading.error().kind)};
  }
  const bool about_it = reading && reading->object == RdapObject::entity && reading->handle == desk->handle;
  trail_.say(about_it ? "the desk's link was followed" : "the desk's link leads to no such desk");
  if (about_it) contacts = std::move(reading->contacts);
  for (auto& contact : contacts) contact.scope = ContactScope::network;  // it is the network's desk, whatever else it does
  return contacts;
}

Result<HttpReply, HttpError> Inquiry::get(const std::string& url) {
  OutgoingHttp request;
  request.url = SecretText(url);
  request.headers = {{"Accept", "application/rdap+json, application/json;q=0.9"}};
  request.time_limit = shared_.settings().time_limit;
  request.reply_bytes_max = kRegistryJsonBytesMax;
  request.redirects_max = shared_.settings().redirects_max;
  return http_.perform(request);
}

std::optional<SourceAnswer> Inquiry::remembered(const std::string& question, std::string_view who) {
  auto known = shared_.said().find(question);
  if (known) trail_.say(std::string(who) + (known->candidates.empty() ? " (remembered) knows no mailbox" : " (remembered) names a mailbox"));
  return known;
}

SourceAnswer Inquiry::keep(const std::string& question, std::string_view who, SourceAnswer answer) {
  trail_.say(std::string(who) + (answer.candidates.empty() ? " knows no mailbox" : " names a mailbox"));
  shared_.said().keep(question, answer, answer.candidates.empty() ? shared_.settings().keep_unlisted_for : shared_.settings().keep_for);
  return answer;
}

Result<SourceAnswer, PlaceError> Inquiry::registrar_of(const std::string& domain) {
  const auto server = shared_.server_for(domain);
  if (server.empty()) {
    trail_.say("no register is known for the name");
    return SourceAnswer{};
  }
  const std::string who = "RDAP of the name (" + host_of_url(server) + ")";
  const auto question = server + "domain/" + domain;
  if (auto known = remembered(question, who)) return std::move(*known);
  const auto got = ask_server(server, question, who);
  if (!got) return Failure{got.error()};
  const auto reading = read_rdap_reply(got->status, got->body);
  if (!reading) {
    if (reading.error().kind == RdapErrorKind::none) return keep(question, who, {});
    trail_.say(who + " gave no usable answer (" + std::string(to_text(reading.error().kind)) + ")");
    return Failure{place_error_of(reading.error().kind)};
  }
  if (reading->object != RdapObject::domain || (!reading->domain.empty() && reading->domain != domain)) {
    trail_.say(who + " answered about something else");
    return Failure{PlaceError::failed};
  }
  SourceAnswer answer;
  answer.candidates = of_scope(candidates_of(*reading, ContactSource::rdap_domain), ContactScope::registrar);
  const auto named = std::find_if(reading->contacts.begin(), reading->contacts.end(),
                                  [](const AbuseContact& contact) { return contact.scope == ContactScope::registrar && !contact.holder.empty(); });
  if (named != reading->contacts.end()) answer.name = named->holder;
  return keep(question, who, std::move(answer));
}

Result<SourceAnswer, PlaceError> Inquiry::ripestat(const Address& address) {
  const auto& base = shared_.settings().ripestat_base_url;
  const std::string who = "RIPEstat";
  const auto question = ripestat_url(base, address);
  if (auto known = remembered(question, who)) return std::move(*known);
  const auto got = ask_server(base, question, who);
  if (!got) return Failure{got.error()};
  const auto reading = got->status == 200 ? read_ripestat(got->body) : Result<SourceReply, SourceError>(Failure{SourceError::failed});
  if (!reading) {
    trail_.say(who + (reading.error() == SourceError::failed ? " says that its look-up failed" : " gave no usable answer"));
    return Failure{PlaceError::failed};
  }
  return keep(question, who, {candidates_of(reading->mails, ContactSource::ripestat, ContactScope::network), {}});
}

Result<SourceAnswer, PlaceError> Inquiry::by_texts(ContactSource source, const std::string& question, std::string_view domain) {
  const std::string who(to_words(source));
  if (auto known = remembered(question, who)) return std::move(*known);
  const auto texts = resolver_.texts(question);
  if (!texts && texts.error() == ResolveError::failed) {
    trail_.say(who + " gave no answer");
    return Failure{PlaceError::later};
  }
  SourceReply reply;
  if (texts) reply = source == ContactSource::abusix ? read_abusix(*texts) : read_abuse_net(domain, *texts);
  const auto scope = source == ContactSource::abusix ? ContactScope::network : ContactScope::site;
  return keep(question, who, {candidates_of(reply.mails, source, scope), {}});
}

Result<SourceAnswer, PlaceError> Inquiry::ask(ContactSource source, const Address& address, const std::string& domain) {
  const auto& settings = shared_.settings();
  const auto nowhere = [&](bool configured) {
    if (!configured) trail_.say(std::string(to_words(source)) + " is not configured, so it is not asked");
    return !configured;
  };
  switch (source) {
    case ContactSource::rdap_domain: return domain.empty() ? SourceAnswer{} : registrar_of(domain);
    case ContactSource::ripestat: return nowhere(!settings.ripestat_base_url.empty()) ? SourceAnswer{} : ripestat(address);
    case ContactSource::abusix:
      return nowhere(!settings.abusix_zone.empty()) ? SourceAnswer{} : by_texts(source, abusix_name(settings.abusix_zone, address), {});
    case ContactSource::abuse_net: {
      if (nowhere(!settings.abuse_net_zone.empty())) return SourceAnswer{};
      const auto name = abuse_net_name(settings.abuse_net_zone, domain);
      return name.empty() ? SourceAnswer{} : by_texts(source, name, domain);
    }
    case ContactSource::rfc_2142: {
      const auto mailbox = rfc_2142_mailbox(domain);
      return mailbox.empty() ? SourceAnswer{} : SourceAnswer{candidates_of({mailbox}, source, ContactScope::site), {}};
    }
    case ContactSource::directory:
    case ContactSource::rdap_address: break;  // asked by themselves: they say more than a mailbox
  }
  return SourceAnswer{};
}

}  // namespace redress
