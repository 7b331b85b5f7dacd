#include "sandbox/partners/rdap_answers.hpp"

#include "engine/core/json_text.hpp"

#include <algorithm>
#include <cctype>

namespace redress::sandbox {
namespace {

std::string strings(std::initializer_list<std::string_view> values) {
  JsonArray array;
  for (const auto value : values) array.add(value);
  return array.text();
}

/// One jCard row: [name, {parameters}, type, value]. source: RFC 7095 section 3.3 [SRC-RFC-7095]
std::string card_row(std::string_view name, std::string_view value, std::string_view parameters = "{}") {
  return JsonArray().add(name).raw(parameters).add("text").add(value).text();
}

std::string card(std::string_view full_name, std::initializer_list<std::string> more_rows) {
  JsonArray rows;
  rows.raw(card_row("version", "4.0")).raw(card_row("fn", full_name)).raw(card_row("kind", "group"));
  for (const auto& row : more_rows) rows.raw(row);
  return JsonArray().add("vcard").raw(rows.text()).text();
}

JsonObject entity(std::string_view handle, const std::string& roles) {
  JsonObject object;
  object.add("objectClassName", "entity").add("handle", handle).raw("roles", roles);
  return object;
}

std::string short_name(const Party& party) {
  std::string name;
  for (const char character : party.domain) {
    if (character == '.') break;
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
  }
  return name;
}

}  // namespace

std::string rdap_network(const Party& hoster, std::string_view address) {
  const auto name = short_name(hoster);
  const auto first = hoster.address_block + ".0";
  const auto last = hoster.address_block + ".255";
  JsonArray entities;
  switch (hoster.rdap) {
    case RdapShape::ripe:
      // depth 1, the mailbox listed twice with different types
      entities.raw(entity(name + "-MNT", strings({"registrant"})).text());
      entities.raw(entity("AR-" + name + "-RIPE", strings({"abuse"}))
                       .raw("vcardArray", card("Abuse-C Role", {card_row("email", hoster.abuse_mailbox, R"({"type":"email"})"),
                                                                card_row("email", hoster.abuse_mailbox, R"({"type":"abuse"})")}))
                       .text());
      break;
    case RdapShape::arin: {
      // depth 2 inside the registrant; a technical contact with another mailbox stands above it
      const auto abuse = entity("ABUSE-" + name, strings({"abuse"}))
                             .raw("vcardArray", card("Abuse Team", {card_row("email", hoster.abuse_mailbox)}))
                             .text();
      const auto technical = entity("NOC-" + name, strings({"technical", "administrative"}))
                                 .raw("vcardArray", card("Network Operations", {card_row("email", "noc@" + hoster.domain)}))
                                 .text();
      entities.raw(entity(name, strings({"registrant"}))
                       .raw("vcardArray", card(hoster.name, {}))
                       .raw("entities", JsonArray().raw(technical).raw(abuse).text())
                       .text());
      entities.raw(technical);
      break;
    }
    case RdapShape::without_abuse_role:
      entities.raw(entity(name, strings({"registrant"})).raw("vcardArray", card(hoster.name, {})).text());
      break;
  }
  JsonObject network;
  network.raw("rdapConformance", strings({"rdap_level_0"}))
      .add("objectClassName", "ip network")
      .add("handle", first + " - " + last)
      .add("startAddress", first)
      .add("endAddress", last)
      .add("ipVersion", "v4")
      .add("name", name + "-NET")
      .add("type", "ASSIGNED PA")
      .add("country", hoster.country)
      .raw("entities", entities.text())
      .raw("events",
           JsonArray().raw(JsonObject().add("eventAction", "last changed").add("eventDate", "2024-03-01T09:00:00Z").text()).text())
      .raw("notices",
           JsonArray()
               .raw(JsonObject().add("title", "Source").raw("description", strings({"Sandbox register; all of it is invented."})).text())
               .text())
      .raw("links", JsonArray()
                        .raw(JsonObject()
                                 .add("rel", "self")
                                 .add("type", "application/rdap+json")
                                 .add("href", "http://rdap.sandbox.example/ip/" + std::string(address))
                                 .text())
                        .text());
  return network.text();
}

std::string rdap_domain(std::string_view name, const Party& registrar, bool with_abuse_role) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  JsonObject registrar_entity = entity("292-SANDBOX", strings({"registrar"}));
  registrar_entity.raw("vcardArray", card(registrar.name, {}));
  if (with_abuse_role) {
    registrar_entity.raw("entities", JsonArray()
                                         .raw(entity("ABUSE-REGISTRAR", strings({"abuse"}))
                                                  .raw("vcardArray", card("", {card_row("email", registrar.abuse_mailbox)}))
                                                  .text())
                                         .text());
  }
  JsonObject domain;
  domain.raw("rdapConformance", strings({"rdap_level_0", "icann_rdap_response_profile_0"}))
      .add("objectClassName", "domain")
      .add("handle", "D-" + upper)
      .add("ldhName", upper)
      .raw("status", strings({"client transfer prohibited"}))
      .raw("entities", JsonArray().raw(registrar_entity.text()).text())
      .raw("nameservers",
           JsonArray().raw(JsonObject().add("objectClassName", "nameserver").add("ldhName", "NS1.SANDBOX.EXAMPLE").text()).text());
  return domain.text();
}

std::string rdap_error(int code, std::string_view title, std::string_view description) {
  return JsonObject()
      .raw("rdapConformance", strings({"rdap_level_0"}))
      .add("errorCode", code)
      .add("title", title)
      .raw("description", strings({description}))
      .text();
}

namespace {

std::string bootstrap(std::string_view description, std::initializer_list<std::string_view> entries, std::string_view base_url) {
  return JsonObject()
      .add("version", "1.0")
      .add("publication", "2024-01-01T00:00:00Z")
      .add("description", description)
      .raw("services", JsonArray().raw(JsonArray().raw(strings(entries)).raw(strings({base_url})).text()).text())
      .text();
}

}  // namespace

std::string rdap_bootstrap_ipv4(std::string_view base_url) {
  return bootstrap("RDAP bootstrap file for the sandbox's IPv4 addresses", {"127.0.0.0/8"}, base_url);
}

std::string rdap_bootstrap_dns(std::string_view base_url) {
  return bootstrap("RDAP bootstrap file for the sandbox's domains", {"example", "test", "invalid"}, base_url);
}

}  // namespace redress::sandbox
