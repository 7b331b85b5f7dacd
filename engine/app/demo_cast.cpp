#include "engine/app/demo_cast.hpp"

#include "policies/book.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

/// A social platform: it has a form and no mailbox.
struct PlatformRow {
  const char* name;
  const char* domain;
  const char* country;
  sandbox::Behaviour behaviour;
};
constexpr std::array<PlatformRow, 3> kPlatforms{{{"Pleinpraat", "pleinpraat.example", "IE", sandbox::Behaviour::prompt},
                                                 {"Fotokring", "fotokring.example", "US", sandbox::Behaviour::restricting},
                                                 {"Rumoer", "rumoer.example", "IE", sandbox::Behaviour::refusing}}};
/// The hotlines of the countries the cast hosts in, by country; the one without is the exchange.
constexpr std::array<std::pair<const char*, sandbox::Behaviour>, 5> kHotlines{{{"DE", sandbox::Behaviour::prompt},
                                                                               {"FR", sandbox::Behaviour::slow},
                                                                               {"US", sandbox::Behaviour::silent},
                                                                               {"LU", sandbox::Behaviour::returning},
                                                                               {"", sandbox::Behaviour::silent}}};
constexpr const char* kPolice = "Police Desk";
constexpr std::size_t kPostsInAHundred = 6;  // of the items, on platforms

bool is_platform(const sandbox::Party& party) {
  return std::any_of(kPlatforms.begin(), kPlatforms.end(), [&](const PlatformRow& row) { return party.domain == row.domain; });
}

/// False where the passage does not stand there exactly once: what is shipped has changed.
bool replace_once(std::string& text, std::string_view before, std::string_view after) {
  const auto place = text.find(before);
  if (place == std::string::npos || text.find(before, place + 1) != std::string::npos) return false;
  text.replace(place, before.size(), after);
  return true;
}

}  // namespace

Parts parts_of(Scenario scenario) {
  switch (scenario) {
    case Scenario::hotline: return {true, false, false, false};
    case Scenario::helpline: return {false, true, false, false};
    case Scenario::exchange: return {false, false, true, false};
    case Scenario::all: break;
  }
  return {true, true, true, true};
}

DemoFolder::DemoFolder(const std::string& keep) : kept_(!keep.empty()) {
  if (kept_) {
    path_ = keep;
    fs::create_directories(path_);
    return;
  }
  std::string pattern = (fs::temp_directory_path() / "redress-demo-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made in " + fs::temp_directory_path().string());
  path_ = pattern;
}

DemoFolder::~DemoFolder() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(path_, ignored);
}

std::size_t posts_of(const Parts& parts, std::size_t items) { return parts.home ? items * kPostsInAHundred / 100 : 0; }

sandbox::WorldOptions world_options(const Parts& parts, std::size_t items) {
  sandbox::WorldOptions options;
  options.origin = kDemoOrigin;
  options.items = parts.home || parts.exchange ? items - posts_of(parts, items) : 0;
  if (!parts.exchange) options.home_share = 1;
  if (!parts.home) options.home_share = 0;
  return options;
}

std::string slug_of(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      slug += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

std::vector<sandbox::SiteIndex> add_partners(sandbox::World& world, std::size_t posts) {
  sandbox::Party party;
  std::vector<sandbox::SiteIndex> sites;
  for (const auto& row : kPlatforms) {
    party.name = row.name;
    party.domain = row.domain;
    party.abuse_mailbox = "abuse@" + party.domain;
    party.country = row.country;
    party.behaviour = row.behaviour;
    sites.push_back(world.add_site("posts." + std::string(row.domain), world.add_party(party), sandbox::SiteKind::forum));
  }
  for (std::size_t post = 0; post < posts; ++post)
    world.add_item(sites[post % sites.size()], "/post/" + std::to_string(post + 1),
                   post % 5 == 3 ? sandbox::Truth::not_illegal : sandbox::Truth::illegal);
  party.kind = sandbox::PartyKind::partner_hotline;
  for (const auto& [country, behaviour] : kHotlines) {
    party.name = *country == 0 ? "Exchange" : "Hotline " + std::string(country);
    party.domain = slug_of(party.name) + ".example";
    party.abuse_mailbox = "intake@" + party.domain;
    party.country = country;
    party.behaviour = behaviour;
    world.add_party(party);
  }
  party.kind = sandbox::PartyKind::police;
  party.name = kPolice;
  party.domain = slug_of(kPolice) + ".example";
  party.abuse_mailbox = "desk@" + party.domain;
  party.country = world.options().home_country;
  party.behaviour = sandbox::Behaviour::slow;
  world.add_party(party);
  return sites;
}

void write_secret(const std::string& path, std::string_view text) {
  std::ofstream(path) << text << '\n';
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

void write_directory(const std::string& path, const sandbox::World& world) {
  std::ofstream out(path);
  out << "recipients:\n";
  int number = 0;
  for (const auto& party : world.parties()) {
    const bool hotline = party.kind == sandbox::PartyKind::partner_hotline, platform = is_platform(party);
    const bool police = party.kind == sandbox::PartyKind::police;
    const bool hoster = party.kind == sandbox::PartyKind::hoster && !party.address_block.empty();
    if (!hotline && !police && (!hoster || (!platform && ++number % 6 == 0))) continue;
    out << "  - id: " << slug_of(party.name) << "\n    name: \"" << party.name << "\"\n    kind: "
        << (hotline    ? "partner_hotline"
            : police   ? "police"
            : platform ? "platform"
                       : "hoster")
        << "\n    language: " << name_of(party.language) << '\n';
    if (!party.country.empty()) out << "    country: " << party.country << '\n';
    if (hoster) out << "    addresses: [\"" << party.address_block << ".0/24\"]\n";
    const bool by_form = platform || (hotline && party.country.empty());
    out << "    contacts:\n      - {scope: "
        << (hotline  ? "partner"
            : police ? "police"
                     : "hoster")
        << ", channel: " << (by_form ? "assisted_form" : "abuse_mail") << ", address: "
        << (platform  ? "dsa_notice"
            : by_form ? "iccam_web"
                      : party.abuse_mailbox)
        << ", approved: true, since: 2029-01-01, source: \"the sandbox's cast\"}\n";
  }
}

std::optional<bool> write_rules(const fs::path& folder, const Parts& parts) {
  if (!parts.exchange && !parts.orders) return false;
  auto roads = shipped_rules().find("roads/rules.yaml")->second, triage = shipped_rules().find("triage/rules.yaml")->second;
  bool fits = true;
  if (parts.exchange) {
    fits =
        replace_once(roads, "\npolice_list:\n",
                     "\npolice_list:\n  - id: road.demo_police_list\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-01-01\n    when:\n"
                     "      at_home: true\n      verdict: illegal_baseline\n    listed: true\n    agreement: covenant with the sandbox's "
                     "police\n") &&
        replace_once(triage, "named_source: partner-hotline.example", "named_source: hotline-de");
  }
  // What cannot wait and lies at home is ordered; everything else stays a notice.
  if (parts.orders) {
    fits = fits && replace_once(roads, "    regime: nl_atkm_csam\n    standing: none", "    regime: nl_atkm_csam\n    standing: active") &&
           replace_once(
               roads, "\nroads:\n",
               "\nroads:\n  - id: road.demo_order\n    source: [SRC-WBAOK]\n    valid_from: 2024-07-01\n    when:\n      at_home: true\n"
               "      urgent: true\n      verdict: [illegal_baseline, illegal_national]\n    workflow: removal_order\n");
  }
  if (!fits) return std::nullopt;
  for (const auto& [name, text] : {std::pair{"roads", &roads}, std::pair{"triage", &triage}}) {
    fs::create_directories(folder / name);
    std::ofstream(folder / name / "rules.yaml") << *text;
  }
  return true;
}

Config demo_config(const DemoFolder& folder, const sandbox::Servers& servers) {
  const auto& ports = servers.ports();
  const std::string loopback = "127.0.0.1";
  Config config;
  config.database = folder.file("redress.db");
  config.key_file = folder.file("redress-keys");
  config.socket = folder.file("redress.sock");
  config.directory = folder.file("directory.yaml");
  config.identity.organisation = "Example Hotline";
  config.identity.mail_domain = "hotline.test";
  config.identity.mail_from = "notices@hotline.test";
  config.identity.reply_mailbox = "ntd";
  config.identity.envelope_mailbox = "ntd";
  config.identity.handler = "Desk 4";
  SmtpSettings relay;
  relay.relay.host = loopback;
  relay.relay.port = ports.smtp;
  relay.relay.ca_file = servers.ca_file().string();
  relay.relay.user = "redress";
  config.relay = relay;
  config.relay_password_file = folder.file("mail-password");
  ImapSettings imap;
  imap.server.host = loopback;
  imap.server.port = ports.imap;
  imap.server.ca_file = servers.ca_file().string();
  imap.server.user = "ntd@hotline.test";
  config.imap = imap;
  config.imap_password_file = folder.file("mail-password");
  config.inbox_pause = Milliseconds{200};
  config.legal_basis = "sandbox: pages without content";
  const std::string registry = "http://127.0.0.1:" + std::to_string(ports.rdap);
  config.control_urls = {registry + "/ipv4.json"};
  config.network.resolvers = {loopback + ":" + std::to_string(ports.dns)};
  config.network.hosts = {{"*.example", loopback + ":" + std::to_string(ports.http)}};
  config.network.permit = {"127.0.0.0/8"};
  config.rdap_servers = {registry};
  config.webhooks = {{"http://127.0.0.1:" + std::to_string(ports.webhook) + "/alerts", "signed", folder.file("webhook-secret")}};
  config.alert_mail = {"lead@hotline.test"};
  return config;
}

}  // namespace redress::app
