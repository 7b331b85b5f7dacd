#include "sandbox/partners/hand_overs.hpp"

#include "engine/core/json_text.hpp"
#include "sandbox/partners/chance.hpp"

#include <algorithm>

namespace redress::sandbox {
namespace {

constexpr std::size_t kRowsPerFileMax = 6;
constexpr double kNotIllegalHere = 0.1;

}  // namespace

std::vector<HandOver> make_hand_overs(World& world, std::size_t rows) {
  const auto parties = world.parties();
  const auto& home = world.options().home_country;
  std::vector<PartyIndex> partners, hosters;
  for (PartyIndex i = 0; i < parties.size(); ++i) {
    const auto& party = parties[i];
    if (party.kind == PartyKind::partner_hotline && !party.country.empty() && party.country != home) partners.push_back(i);
    if (party.kind == PartyKind::hoster && party.country == home) hosters.push_back(i);
  }
  std::vector<HandOver> hand_overs;
  if (partners.empty() || hosters.empty()) return hand_overs;
  Chance chance(world.seed(), {"hand_overs"});
  for (std::size_t number = 0; number < rows;) {
    const auto& partner = parties[partners[hand_overs.size() % partners.size()]];
    HandOver hand_over;
    hand_over.partner = partner.domain;
    hand_over.arrives_at = world.options().origin + hours{1} + chance.between(Milliseconds{0}, hours{17});
    const auto size = std::min<std::size_t>(1 + chance.below(kRowsPerFileMax), rows - number);
    for (; hand_over.rows < size; ++hand_over.rows, ++number) {
      const auto site = world.add_site("handed-" + std::to_string(number) + ".example", hosters[chance.below(hosters.size())]);
      const auto truth = chance.happens(kNotIllegalHere) ? Truth::not_illegal : Truth::illegal;
      hand_over.text += JsonObject()
                            .add("url", world.add_item(site, "/v/" + std::to_string(chance.below(9'000) + 1'000) + ".html", truth))
                            .add("reference", partner.country + "-" + std::to_string(200'000 + number))
                            .add("told_at", to_rfc3339(hand_over.arrives_at - chance.between(minutes{20}, hours{1})))
                            .add("classification", chance.happens(0.6) ? "baseline" : "national")
                            .text() +
                        "\n";
    }
    hand_overs.push_back(std::move(hand_over));
  }
  std::stable_sort(hand_overs.begin(), hand_overs.end(), [](const HandOver& a, const HandOver& b) { return a.arrives_at < b.arrives_at; });
  for (std::size_t i = 0; i < hand_overs.size(); ++i)
    hand_overs[i].file = hand_overs[i].partner.substr(0, hand_overs[i].partner.find('.')) + "-" + std::to_string(i + 1) + ".jsonl";
  return hand_overs;
}

}  // namespace redress::sandbox
