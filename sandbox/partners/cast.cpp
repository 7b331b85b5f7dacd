#include "sandbox/partners/cast.hpp"

#include <array>

namespace redress::sandbox {
namespace {

struct Row {
  const char* name;
  const char* domain;
  const char* country;
  Language language;
  Behaviour behaviour;
  double share;
  RdapShape rdap = RdapShape::ripe;
};

using enum Behaviour;
using enum Language;

// One more partner = one more row. Shares count within home and within abroad; the world's options say how much lies at home.
constexpr std::array<Row, 27> kHosters{{
    {"Waterlijn Hosting", "waterlijn-hosting.example", "NL", nl, prompt, 18},
    {"Kadeserver", "kadeserver.example", "NL", nl, prompt, 14},
    {"Zilverdijk Cloud", "zilverdijk.example", "NL", en, prompt, 10, RdapShape::arin},
    {"Broekveld Servers", "broekveld.example", "NL", nl, slow, 9},
    {"Lage Landen Racks", "lagelandenracks.example", "NL", en, slow, 6},
    {"Stilwater VPS", "stilwater.example", "NL", nl, silent, 6},
    {"Vrijbuiter Hosting", "vrijbuiter.example", "NL", nl, refusing, 4},
    {"Twistveen", "twistveen.example", "NL", nl, contesting, 5},
    {"Doodlopend Net", "doodlopend.example", "NL", nl, bouncing, 3},
    {"Geenpost Hosting", "geenpost.example", "NL", nl, bouncing, 2},
    {"Schijnbaar Webhosting", "schijnbaar.example", "NL", nl, lying, 5},
    {"Zwerfkei Hosting", "zwerfkei.example", "NL", en, moving, 5},
    {"Draaideur Images", "draaideur.example", "NL", en, reuploading, 4},
    {"Druppelkraan", "druppelkraan.example", "NL", nl, rate_limiting, 4},
    {"Eb en Vloed", "ebvloed.example", "NL", nl, down_for_hours, 3},
    {"Grauwe Gors Hosting", "grauwegors.example", "NL", nl, greylisting, 3},
    {"Nullpost Servers", "nullpost.example", "NL", en, bouncing, 1},
    {"Heidekamp Rechenzentrum", "heidekamp-rz.example", "DE", de, prompt, 9},
    {"Moorhafen Server", "moorhafen.example", "DE", de, slow, 4},
    {"Hautmarais Hébergement", "hautmarais.example", "FR", fr, prompt, 5},
    {"Pontgris Serveurs", "pontgris.example", "FR", fr, contesting, 3},
    {"Prairie Dedicated", "prairie-dedicated.example", "US", en, prompt, 7, RdapShape::arin},
    {"Mesa Bulk Servers", "mesabulk.example", "US", en, silent, 4, RdapShape::arin},
    {"Ardenne Colo", "ardennecolo.example", "LU", fr, reuploading, 2},
    {"Fjordlys", "fjordlys.example", "NO", en, greylisting, 2},
    {"Longshore Hosting", "longshore.example", "GB", en, rate_limiting, 2},
    {"Farpoint Offshore", "farpoint.example", "SC", en, refusing, 3, RdapShape::without_abuse_role},
}};

constexpr std::array<Row, 4> kOthers{{
    {"Tussennet Transit", "tussennet.example", "NL", en, prompt, 0},
    {"Naamregister", "naamregister.example", "NL", nl, refusing, 0},
    {"Toezichthouder Online", "toezichthouder.example", "NL", nl, prompt, 0},
    {"Landelijk Loket Politie", "loket-politie.example", "NL", nl, prompt, 0},
}};
constexpr std::array<PartyKind, 4> kOtherKinds{PartyKind::network, PartyKind::registrar, PartyKind::authority, PartyKind::authority};

Party party_of(const Row& row, PartyKind kind) {
  Party party;
  party.kind = kind;
  party.name = row.name;
  party.domain = row.domain;
  party.abuse_mailbox = "abuse@" + party.domain;
  party.country = row.country;
  party.language = row.language;
  party.behaviour = row.behaviour;
  party.rdap = row.rdap;
  party.share = row.share;
  return party;
}

}  // namespace

std::vector<Party> standing_cast() {
  std::vector<Party> cast;
  cast.reserve(kHosters.size() + kOthers.size());
  for (const auto& row : kHosters) {
    auto party = party_of(row, PartyKind::hoster);
    party.refuses_at_relay = party.domain == "geenpost.example";
    party.null_mx = party.domain == "nullpost.example";
    party.answers_automata = row.behaviour != slow;  // ticket systems differ in whether they heed Auto-Submitted
    cast.push_back(std::move(party));
  }
  for (std::size_t i = 0; i < kOthers.size(); ++i) cast.push_back(party_of(kOthers[i], kOtherKinds[i]));
  return cast;
}

}  // namespace redress::sandbox
