#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

const std::string kTold = "until * AwaitingConfirmation";

std::vector<Way> ways_untold() {
  return {
      {"looking", {}, {"looks fail 12h"}, true, {"until * Looking"}},
      {"looking_long", {}, {"looks held 3d"}, true, {"until * Looking"}},
      {"pending", {}, {"sending paused"}, true, {"until * NoticePending"}},
      {"incomplete", {}, {}, false, {"until * CannotBeTold"}},
      {"held_pending", {}, {"sending paused"}, true, {"until * NoticePending", "hold * until 20h"}},
      {"referred", {"messenger social"}, {}, true, {}},
  };
}
/// Of those a notice has reached; with what becomes of it told otherwise by `before`.
std::vector<Way> ways_told(const std::string& name, const Lines& before) {
  std::vector<Way> ways;
  const auto add = [&](const std::string& state, Lines way) {
    way.insert(way.begin(), kTold);
    ways.push_back({name + state, {}, before, true, std::move(way)});
  };
  add("confirmation", {});
  add("decision", {"say * received"});
  add("claim", {"looks held 3d", "say * claims_gone"});
  add("remedy", {"say * no_action"});
  add("restricted", {"say * restricted"});
  add("doubt", {"assess * doubtful"});
  add("held", {"hold * until 20h by police"});
  add("elsewhere", {"move wall.example to attic", "relocate *", "advance 30m"});
  add("gone", {"page * becomes gone_404", "until * ClosedGone"});
  add("expired", {"expired *"});
  add("settled", {"say * age_restricted", "give_up *"});
  add("not_illegal", {"assess * not_illegal"});
  add("withdrawn", {"withdraw *"});
  add("given_up", {"give_up *"});
  add("given_up_in_doubt", {"assess * doubtful", "give_up *"});
  // On the second rung.
  add("second_pending", {"say * no_action", "sending paused", "next_rung *", "until * NoticePending"});
  add("second_confirmation", {"say * no_action", "next_rung *", kTold});
  add("second_decision", {"say * no_action", "next_rung *", kTold, "say * received"});
  return ways;
}
/// Where what is to be said waits for a look.
std::vector<Way> ways_back_to_looking(const std::string& name, const Lines& before) {
  return {
      {name + "reminding", {}, before, true, {kTold, "advance 23h", "looks held 3d", "until * Looking"}},
      {name + "leading_on", {}, before, true, {kTold, "say * no_action", "looks held 3d", "advance 2h", "next_rung *", "until * Looking"}}};
}

/// What happens to the whole site, or to the directory.
const std::vector<std::pair<std::string, Lines>>& moves() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved",
       {"move wall.example to social.us", "relocate P1", "advance 2m", "move wall.example to circle", "relocate P1", "advance 3m"}},
      {"left",
       {"move wall.example to attic", "relocate P1", "advance 70m", "relocate P1", "advance 2m", "move wall.example to social",
        "relocate P1", "advance 3m"}},
      {"left_and_released",
       {"move wall.example to attic", "relocate P1", "advance 2m", "release_hold P1 perhaps", "uphold P1 by bram perhaps", "advance 2m"}},
      {"left_and_judged",
       {"move wall.example to attic", "relocate P1", "advance 2m", "second_opinion P1 illegal_baseline by bram perhaps", "advance 2m"}},
      {"reclassified",
       {"no-platform social", "relocate P1", "advance 30m", "relocate P1", "advance 2m", "platform social", "relocate P1", "advance 3m"}},
  };
  return all;
}

/// Who is there, and where `wall.example` lies.
const Lines& among_platforms() {
  static const Lines lines{"partner social silent social one-by-one",
                           "partner social.us silent in US",  // the same recipient, elsewhere
                           "partner circle silent social one-by-one", "partner attic silent", "site wall.example at social"};
  return lines;
}

/// Of this way, what happens and what follows.
std::string text_among(const Way& way, const std::vector<Lines>& what) {
  return text_of(way, what, among_platforms(), way.assessed ? "report *" : "report * by partner-hotline.example");
}

}  // namespace

Stories every_way_with_platforms() {
  Stories all;
  const auto meets_everything = [&](const std::vector<Way>& ways, bool told) {
    for (const auto& way : ways) {
      all.emplace_back(way.name, text_among(way, happenings()));
      if (told) all.emplace_back(way.name + "_answered", text_among(way, answers()));
      for (const auto& [name, lines] : moves()) all.emplace_back(way.name + '_' + name, text_among(way, {lines}));
    }
  };
  meets_everything(ways_untold(), false);
  meets_everything(ways_told("", {}), true);
  meets_everything(ways_back_to_looking("", {}), true);
  // What becomes of the notice shows only in the state that followed: the relay is slow, refuses it in the end, or cannot be reached.
  const auto shows_late = [&](const std::vector<Way>& ways) {
    for (const auto& way : ways) all.emplace_back(way.name, text_among(way, {{"advance 30h"}}));
  };
  shows_late(ways_told("slow_", {"relay hesitates 3h"}));
  shows_late(ways_told("refused_", {"relay refuses 20m", "relay hesitates 3h"}));
  shows_late(ways_told("tried_", {"relay down 3h"}));
  shows_late(ways_back_to_looking("slow_", {"relay hesitates 26h"}));
  shows_late(ways_back_to_looking("refused_", {"relay refuses 20m", "relay hesitates 26h"}));
  shows_late(ways_back_to_looking("tried_", {"relay down 60h"}));
  // A hold that ends by itself, as an agreement in the rules says.
  auto ways = ways_untold();
  for (auto& way : ways_told("", {})) ways.push_back(std::move(way));
  for (auto& way : ways) {
    way.header.push_back("agreement");
    all.emplace_back("agreed_" + way.name, text_among(way, {{"hold * until 1h perhaps", "advance 2h"}}));
  }
  all.emplace_back("agreed_left", text_among({"", {"agreement"}, {}, true, {kTold}},
                                             {{"hold * until 1h", "move wall.example to attic", "relocate *", "advance 2h"}}));
  return all;
}

}  // namespace redress::simulation
