#include "tests/support/partner_ports.hpp"

#include "engine/core/assert.hpp"
#include "engine/core/directory_entry.hpp"
#include "engine/locate/laying_down.hpp"
#include "engine/runtime/recipe.hpp"
#include "engine/transport/look_judge.hpp"
#include "engine/transport/page_signs.hpp"

#include <functional>

namespace redress::simulation {
namespace {

constexpr const char* kChannel = "abuse_mail";

ContactScope scope_of(const sandbox::Party& party) {
  switch (party.kind) {
    case sandbox::PartyKind::hoster: return ContactScope::hoster;
    case sandbox::PartyKind::network: return ContactScope::network;
    case sandbox::PartyKind::registrar: return ContactScope::registrar;
    case sandbox::PartyKind::authority: return party.domain == "loket-politie.example" ? ContactScope::police : ContactScope::authority;
    case sandbox::PartyKind::site_owner: return ContactScope::site;
    case sandbox::PartyKind::partner_hotline: return ContactScope::partner;
    case sandbox::PartyKind::police: return ContactScope::police;
  }
  REDRESS_ASSERT(false, "a party kind outside the enum");
}

}  // namespace

std::string slug_of(const sandbox::Party& party) { return party.domain.substr(0, party.domain.find('.')); }

runtime::LoadDirectory directory_of(const sandbox::World& world, const DirectoryShape& shape) {
  const auto parties = world.parties();
  std::string network;
  for (const auto& party : parties)
    if (party.kind == sandbox::PartyKind::network) network = slug_of(party);
  runtime::LoadDirectory load;
  for (const auto& party : parties) {
    const auto slug = slug_of(party);
    if (shape.absent.contains(slug)) continue;
    runtime::DirectoryRow row;
    row.recipient.slug = slug;
    row.recipient.name = party.name;
    row.recipient.scope = shape.in_front.contains(slug) ? ContactScope::proxy : scope_of(party);
    row.recipient.kind = shape.platforms.contains(slug) ? name_of(RecipientKind::platform) : name_of(party.kind);
    if (const auto office = shape.offices.find(slug); office != shape.offices.end()) row.recipient.kind = office->second;
    row.recipient.country = party.country;
    row.recipient.language = name_of(party.language);
    row.recipient.approved = !shape.unapproved.contains(slug);
    row.recipient.one_request_per_notice = shape.one_by_one.contains(slug);
    if (shape.may_be_given_little.contains(slug)) row.recipient.ceiling = Tlp::green;
    if (party.kind == sandbox::PartyKind::hoster && party.country == world.options().home_country) row.parent_slug = network;
    const auto add_contact = [&](std::string address, int rank) {
      ContactRecord contact;
      contact.channel = kChannel;
      contact.address = std::move(address);
      contact.rank = rank;
      contact.approved = row.recipient.approved;
      contact.source = "directory";
      row.contacts.push_back(std::move(contact));
    };
    add_contact(party.abuse_mailbox, 0);
    if (const auto form = shape.by_form.find(slug); form != shape.by_form.end()) {
      row.contacts.front().channel = name_of(ContactChannel::assisted_form);
      row.contacts.front().address = form->second;
    }
    if (shape.with_second_contact.contains(slug)) add_contact("postmaster@" + party.domain, 1);
    load.rows.push_back(std::move(row));
  }
  return load;
}

HandedOver hand_over(sandbox::World& world, const OutgoingMail& mail, UtcTime at) {
  const auto understood = [](const sandbox::RelayReply& said) {
    MailVerdict verdict;
    verdict.code = said.code;
    verdict.cause = said.text;
    verdict.outcome = said.accepted() ? MailOutcome::accepted : said.code / 100 == 4 ? MailOutcome::again_later : MailOutcome::refused;
    return verdict;
  };
  if (const auto said = world.on_recipient(mail.envelope_from, mail.envelope_to, at); !said.accepted()) {
    auto verdict = understood(said);
    verdict.of_address = verdict.outcome == MailOutcome::refused;
    return {std::move(verdict), false};
  }
  const auto& bytes = mail.message.open(TestReveal::grant());
  const auto said = world.on_mail({mail.envelope_from, mail.envelope_to, bytes}, at);
  switch (said.cut) {
    case sandbox::RelayReply::Cut::none: return {understood(said), said.accepted()};
    case sandbox::RelayReply::Cut::before_taking: return {{MailOutcome::uncertain, 0, "cut before the reply"}, false};
    case sandbox::RelayReply::Cut::after_taking: return {{MailOutcome::uncertain, 0, "cut before the reply"}, true};
  }
  assertion_failed("a cut", "a cut outside the enum", __FILE__, __LINE__);
}

LookReply look_at(const sandbox::World& world, const LookRequest& request, UtcTime at) {
  const auto grant = TestReveal::grant();
  const auto referrer = request.recipe.empty() ? std::string() : runtime::referrer_of(request.recipe.open(grant));
  const auto seen = world.page(request.locator.open(grant), at, referrer);
  if (!seen.known) return {Observed::unknown, Evidence::unreachable, seen.status, {}};
  // Met as the checker meets it, and judged by its judge.
  Met met;
  met.status = seen.status;
  if (seen.status == 0) met.failure = Met::Failure::unreachable;
  met.first_path = met.final_path = "/page";
  HtmlReducer page;
  page.take(seen.body);
  met.page_sign = sign_of_page(page.title(), page.text(), page.asks_password());
  if (seen.status / 100 == 2) met.digest = std::to_string(std::hash<std::string>()(page.title() + "\n" + page.text()));
  met.expected_digest = request.expected_digest;
  met.recipe_needed = request.recipe_needed;
  met.recipe_replayed = !request.recipe.empty();
  met.vantage_proven = true;
  return judge(met);
}

PlaceReply place_of(const sandbox::World& world, const HostName& host, UtcTime at, const DirectoryShape& shape) {
  PlaceReply place;
  const auto address = world.resolve(host.open(TestReveal::grant()), at);
  if (!address) {
    place.name_exists = false;
    return place;
  }
  place.found = true;
  place.address = HostName(*address);
  place.country_source = place.registration_source = place.contact_source = "rdap";
  place.why = "the range is the sandbox's";
  for (const auto& party : world.parties()) {
    if (party.address_block.empty() || !address->starts_with(party.address_block + ".")) continue;
    place.country_of_address = place.country_of_registration = place.country_of_contact = party.country;
    if (const auto other = shape.addresses_in.find(slug_of(party)); other != shape.addresses_in.end())
      place.country_of_address = place.country_of_registration = other->second;
    place.hoster_name = party.name;
    if (shape.absent.contains(slug_of(party))) {
      place.abuse_addresses = {party.abuse_mailbox};
      place.abuse_source = "rdap_address";
    } else {
      place.hoster_slug = slug_of(party);
    }
  }
  if (const auto front = shape.behind.find(host.open(TestReveal::grant())); front != shape.behind.end()) {
    place.proxy_slug = front->second;
    for (auto* hidden : {&place.hoster_slug, &place.hoster_name, &place.country_of_address, &place.country_of_registration, &place.country_of_contact})
      hidden->clear();
    place.abuse_addresses.clear();
  }
  if (!shape.rules) return place;
  const auto ruling = shape.rules->ruling(host.open(TestReveal::grant()), at);
  std::optional<DirectoryHit> forced;
  for (const auto& party : world.parties())
    if (ruling.host && slug_of(party) == ruling.host->value.slug) forced = DirectoryHit{slug_of(party), party.name, party.country, false};
  lay_down(ruling, forced, place);
  return place;
}

}  // namespace redress::simulation
