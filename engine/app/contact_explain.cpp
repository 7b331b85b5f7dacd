#include "engine/app/contact_explain.hpp"

#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/directory/directory.hpp"
#include "engine/intake/url.hpp"
#include "policies/book.hpp"

#include <algorithm>
#include <iostream>

namespace redress::app {
namespace {

constexpr int kRungsMax = 10;

/// `rung 2 (ladder.nl_hoster@2026-11-26)`; empty when no rung asks that scope.
std::string rung_that_asks(ContactScope scope, const PlaceReply& reply, const PolicyBook& policies, UtcTime now) {
  Facts facts;
  facts.country = reply.country_of_address;
  facts.at_home = policies.roads.is_home(facts.country);
  facts.verdict = Verdict::illegal_baseline;
  facts.opened_at = now;
  facts.regime = policies.deadlines.regime_for("hotline_ntd", facts).answer;
  for (int number = 1; number <= kRungsMax; ++number) {
    const auto rung = policies.ladders.rung("hotline_ntd", facts, number);
    if (!rung) return {};
    for (const auto& addressee : rung->answer.addressees)
      if (addressee.scope == scope)
        return std::string(addressee.need == Need::copy ? "a copy with rung " : "rung ") + std::to_string(number) + " (" + rung->why.rule + '@' +
               rung->why.version + ')';
  }
  return {};
}

/// Who that would be, by what was found; the reason names where it comes from.
ExplainedAddressee somebody(ContactScope scope, const PlaceExplanation& place, const std::string& network) {
  const auto& reply = *place.reply;
  const auto& ruling = place.ruling;
  ExplainedAddressee row;
  row.scope = scope;
  const auto by = [&](std::string slug, std::string why) {
    row.recipient = std::move(slug);
    row.why = std::move(why);
  };
  const auto mailbox_of = [&](const std::vector<std::string>& mailboxes, std::string_view prefix, const std::string& source) {
    row.mailbox = mailboxes.front();
    by(std::string(prefix) + mailboxes.front(), "named by " + source);
  };
  switch (scope) {
    case ContactScope::hoster:
      if (ruling.host) by(reply.hoster_slug, "site rule " + ruling.host->rule);
      else if (!reply.hoster_slug.empty()) by(reply.hoster_slug, "the directory");
      else if (!reply.abuse_addresses.empty()) mailbox_of(reply.abuse_addresses, "registry:", reply.abuse_source);
      else row.why = reply.proxy_slug.empty() ? "no source names anybody" : "a proxy stands in front; a site rule can say who is behind it";
      break;
    case ContactScope::proxy:
      if (ruling.proxy) by(ruling.proxy->value, "site rule " + ruling.proxy->rule);
      else if (!reply.proxy_slug.empty()) by(reply.proxy_slug, "the directory");
      else row.why = "none stands in front";
      break;
    case ContactScope::network:
      if (!network.empty()) by(network, "the directory");
      else row.why = "the directory names none above the host";
      break;
    case ContactScope::registrar:
      if (ruling.registrar) by(ruling.registrar->value, "site rule " + ruling.registrar->rule);
      else if (!reply.registrar_addresses.empty()) mailbox_of(reply.registrar_addresses, "registrar:", reply.registrar_source);
      else row.why = "no source names it";
      break;
    case ContactScope::site:
      if (ruling.owner) by(ruling.owner->value.slug, "site rule " + ruling.owner->rule);
      else row.why = "no site rule says who the owner is";
      break;
    case ContactScope::authority:
    case ContactScope::police:
    case ContactScope::partner: break;
  }
  return row;
}

std::string refusal(const ExplainedAddressee& row, const PlaceExplanation& place, const PolicyBook& policies, const std::string& rung,
                    const std::optional<KnownRecipient>& known) {
  const auto& ruling = place.ruling;
  if (row.recipient.empty()) return row.why;
  if (const auto* forbids = ruling.forbids(row.scope, row.recipient))
    return "site rule " + ruling.silence->rule + ": " + forbids->why + "; a person is asked";
  if (row.scope == ContactScope::site && lives_off_it(ruling.owner->value.kind))
    return "the site is " + std::string(name_of(ruling.owner->value.kind)) + ", and its owner would only be warned";
  if (row.scope == ContactScope::proxy && !ruling.proxy) return "only a proxy a site rule names is told; the host behind it is asked";
  if (!known || !known->approved) return row.why + "; nobody has approved it yet, so a person is asked";
  if (known->mailbox.empty()) return row.why + "; it has no approved mailbox that works";
  if (place.reply->country_of_address.empty()) return "the hosting country is unknown, so a person is asked";
  if (!policies.roads.is_home(place.reply->country_of_address)) return "hosted abroad: it takes the exchange road";
  if (rung.empty()) return row.why + "; no rung of the ladder asks it";
  return {};
}

}  // namespace

std::vector<ExplainedAddressee> explain_addressees(const PlaceExplanation& place, const std::string& network, const PolicyBook& policies, UtcTime now,
                                                   const FindRecipient& find) {
  std::vector<ExplainedAddressee> rows;
  if (!place.reply || !place.reply->found) return rows;
  for (const auto scope : {ContactScope::site, ContactScope::hoster, ContactScope::proxy, ContactScope::network, ContactScope::registrar}) {
    auto row = somebody(scope, place, network);
    const auto known = row.recipient.empty() ? std::nullopt : find(row.recipient);
    if (known && !known->mailbox.empty()) row.mailbox = known->mailbox;
    const auto rung = rung_that_asks(scope, *place.reply, policies, now);
    const auto why_not = refusal(row, place, policies, rung, known);
    row.written_to = why_not.empty();
    row.why = row.written_to ? rung + ", by " + row.why : why_not;
    rows.push_back(std::move(row));
  }
  return rows;
}

namespace {

std::string one_line(const ExplainedAddressee& row) {
  std::string text = std::string(name_of(row.scope)) + ": ";
  if (!row.recipient.empty()) text += row.recipient + (row.mailbox.empty() || row.recipient.ends_with(row.mailbox) ? "" : " <" + row.mailbox + ">") + ": ";
  return text + row.why;
}

std::string listed(const std::vector<ExplainedAddressee>& rows, bool written_to) {
  JsonArray array;
  for (const auto& row : rows)
    if (row.written_to == written_to)
      array.raw(JsonObject().add("scope", name_of(row.scope)).add("recipient", row.recipient).add("mailbox", row.mailbox).add("why", row.why).text());
  return array.text();
}

void print_json(const PlaceExplanation& place, const std::vector<ExplainedAddressee>& rows) {
  JsonArray steps, rules, contacts;
  for (const auto& step : place.steps) steps.add(step);
  for (const auto& rule : place.ruling.rules) rules.add(rule);
  for (const auto& contact : place.contacts) {
    JsonArray others;
    for (const auto& other : contact.others) others.add(other.mail);
    JsonObject row;
    row.add("scope", name_of(contact.scope)).add("mailbox", contact.chosen.mail).raw("others", others.text()).add("why", contact.why);
    contacts.raw(row.text());
  }
  JsonObject out;
  out.raw("steps", steps.text()).raw("rules", rules.text()).raw("contacts", contacts.text());
  out.add("result", !place.reply ? place.later ? "later" : "failed" : !place.reply->found ? "no_address" : "found");
  if (place.reply)
    out.add("country", place.reply->country_of_address).add("country_source", place.reply->country_source)
        .add("country_of_registration", place.reply->country_of_registration).add("country_of_contact", place.reply->country_of_contact);
  out.raw("written_to", listed(rows, true)).raw("not_written_to", listed(rows, false));
  std::cout << out.text() << '\n';
}

void print(const PlaceExplanation& place, const std::vector<ExplainedAddressee>& rows) {
  const auto say = [](const std::string& line) { std::cout << for_terminal(line) << '\n'; };
  const auto or_unknown = [](const std::string& text) { return text.empty() ? std::string("unknown") : text; };
  for (const auto& step : place.steps) say(step);
  for (const auto& contact : place.contacts) {
    say("contact (" + std::string(name_of(contact.scope)) + "): " + contact.chosen.mail + ": " + contact.why);
    for (const auto& other : contact.others) say("  next: " + other.mail);
  }
  if (!place.reply) return say(place.later ? "result: ask again later" : "result: the look-up failed; this says nothing about contacts");
  const auto& reply = *place.reply;
  if (!reply.found) return say(reply.name_exists ? "result: no address" : "result: the name does not exist");
  say("country of the address: " + or_unknown(reply.country_of_address) + (reply.country_source.empty() ? "" : " (source: " + reply.country_source + ")"));
  say("country of registration: " + or_unknown(reply.country_of_registration));
  say("country of the contact: " + or_unknown(reply.country_of_contact));
  for (const bool written_to : {true, false}) {
    say(written_to ? "would be written to, if it were illegal:" : "would not be written to:");
    for (const auto& row : rows)
      if (row.written_to == written_to) say("  " + one_line(row));
  }
}

}  // namespace

int contact_explain(Session& session, const std::string& url) {
  auto* wiring = session.wiring();
  auto* reader = wiring ? session.reader() : nullptr;
  if (!reader) return kFailed;
  const auto canonical = canonical_url(url);
  if (!canonical) {
    complain("not an address: " + std::string(name_of(canonical.error())));
    return kUsage;
  }
  const auto place = wiring->explain_place(HostName(canonical->host));
  const FindRecipient find = [&](std::string_view slug) -> std::optional<KnownRecipient> {
    const auto id = reader->find_recipient(slug);
    const auto recipient = id ? reader->recipient(*id) : std::nullopt;
    if (!recipient) return std::nullopt;
    KnownRecipient known{recipient->name, recipient->approved, {}};
    const auto contacts = reader->contacts(*id);
    const auto usable = std::find_if(contacts.begin(), contacts.end(), [](const ContactRecord& contact) { return contact.approved && !contact.bounced_at; });
    if (usable != contacts.end()) known.mailbox = usable->address;
    return known;
  };
  const auto* host = place.reply ? wiring->directory().by_slug(place.reply->hoster_slug) : nullptr;
  const auto now = session.clock().utc_now();
  const auto rows = explain_addressees(place, host ? host->parent : std::string(), wiring->rules_at(now), now, find);
  if (session.options().json) print_json(place, rows);
  else print(place, rows);
  return kDone;
}

}  // namespace redress::app
