#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

/// The site lies abroad, or, for what partners hand to us, at home.
Lines among_hotlines(const std::string& host) {
  return {"partner prague silent in CZ as partner_hotline one-by-one",
          "partner vienna silent in AT as partner_hotline one-by-one",
          "partner bureau silent in NL as police one-by-one",
          "partner abroad silent in CZ one-by-one",
          "partner abroad2 silent in CZ one-by-one",
          "partner farther silent in AT one-by-one",
          "partner attic silent",
          "site wall.example at " + host};
}

const std::string kOffered = "until * AwaitingPartner";

struct ReferralWay {
  Way way;
  std::string host = "abroad";
  bool told = true;
};

/// Of those somebody was told; with what becomes of what they are told said otherwise by `before`.
std::vector<ReferralWay> referral_ways_told(const std::string& prefix, const Lines& before) {
  std::vector<ReferralWay> ways;
  const auto add = [&](const std::string& name, Lines way) {
    way.insert(way.begin(), kOffered);
    ways.push_back({{prefix + name, {}, before, true, std::move(way)}, "abroad"});
  };
  add("offered", {});
  add("taken_over", {"say * took_over"});
  add("taken_over_and_held", {"say * took_over", "hold * until 20h by police"});
  add("taken_over_in_doubt", {"say * took_over", "assess * doubtful"});
  add("acted", {"say * acted"});
  add("claimed", {"looks held 3d", "say * claims_gone"});
  add("doubt", {"assess * doubtful"});
  add("doubt_and_held", {"assess * doubtful", "hold * until 20h by police"});
  add("held", {"hold * until 20h by police"});
  add("second_pending", {"sending paused", "say * declined", "until * NoticePending"});
  add("second_offered", {"say * declined", kOffered});
  add("host_task", {"say * declined", kOffered, "next_rung *", "advance 2m"});
  add("exhausted",
      {"say * declined", kOffered, "next_rung *", "advance 2m", "answer approve_host_abroad * next_rung", kOffered, "next_rung *",
       "advance 2m", "answer approve_network * next_rung", "advance 2m", "answer approve_registrar * next_rung", "advance 2m"});
  add("moved_home", {"move wall.example to attic", "relocate *", "advance 2m"});
  add("gone", {"page * becomes gone_404", "until * ClosedGone"});
  add("gone_in_doubt", {"assess * doubtful", "page * becomes gone_404", "until * ClosedGone"});
  add("gone_and_held", {"hold * until 20h by police", "page * becomes gone_404", "until * ClosedGone"});
  add("not_illegal", {"assess * not_illegal"});
  add("withdrawn", {"withdraw *"});
  add("given_up", {"give_up *"});
  add("given_up_in_doubt", {"assess * doubtful", "give_up *"});
  add("given_up_and_held", {"hold * until 20h by police", "give_up *"});
  add("offered_and_looking", {"advance 71h", "looks held 3d", "until * LookingBeforeNotice"});
  add("declined_and_looking", {"looks held 3d", "advance 2h", "say * declined", "until * LookingBeforeNotice"});
  return ways;
}

std::vector<ReferralWay> referral_ways() {
  std::vector<ReferralWay> ways{
      {{"verdict", {}, {}, false, {}}, "attic", false},
      {{"verdict_abroad", {}, {}, false, {}}, "abroad", false},
      {{"followed", {}, {}, false, {"assess * illegal_baseline", "advance 1m"}}, "attic", false},
      {{"looking", {}, {"looks fail 12h"}, true, {"until * LookingBeforeNotice"}}, "abroad", false},
      {{"looking_long", {}, {"looks held 3d"}, true, {"until * LookingBeforeNotice"}}, "abroad", false},
      {{"pending", {}, {"sending paused"}, true, {"until * NoticePending"}}, "abroad", false},
      {{"held_pending", {}, {"sending paused"}, true, {"until * NoticePending", "hold * until 20h"}}, "abroad", false},
  };
  for (auto& way : referral_ways_told("", {})) ways.push_back(std::move(way));
  return ways;
}

const std::vector<Lines>& referral_happenings() {
  static const std::vector<Lines> all = [] {
    auto lines = happenings_of_hours();  // what takes days comes apart
    const std::vector<Lines> own{
        {"report * by prague as illegal_national told 3h", "advance 1m"},
        {"say * took_over perhaps", "say * acted perhaps", "say * acted perhaps"},
        {"say * acted perhaps", "say * took_over perhaps"},
        {"say * declined perhaps", "advance 2m"},
        {"say * returned perhaps", "advance 2m"},
        {"say * contested perhaps", "say * contested perhaps", "second_opinion * illegal_baseline by bram perhaps", "advance 1m"},
        {"say * needs_information perhaps", "say * passed_on perhaps"},
        {"say * passed_on perhaps", "say * received perhaps", "say * claims_gone perhaps", "say * refused perhaps",
         "say * not_theirs perhaps"},
        {"partly_gone * perhaps"},
        {"assess * gone_before perhaps"},
        {"assess * inaccessible perhaps"},
        {"second_opinion * illegal_baseline by bram perhaps", "advance 1m"},
        {"hold * until 1h by police perhaps", "assess * doubtful perhaps", "second_opinion * illegal_baseline by bram perhaps"},
    };
    lines.insert(lines.end(), own.begin(), own.end());
    return lines;
  }();
  return all;
}

const std::vector<std::pair<std::string, Lines>>& referral_moves() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved_within", {"move wall.example to abroad2", "relocate P1", "advance 2m"}},
      {"moved_on", {"move wall.example to farther", "relocate P1", "advance 2m"}},
      {"came_home",
       {"move wall.example to attic", "relocate P1", "advance 2m", "release_hold P1 perhaps",
        "second_opinion P1 illegal_baseline by bram perhaps", "uphold P1 by bram perhaps", "resume P1 perhaps", "advance 2m"}},
      {"came_home_and_left",
       {"move wall.example to attic", "relocate P1", "advance 2m", "move wall.example to abroad", "relocate P1", "advance 2m"}},
      {"left", {"move wall.example to abroad", "relocate P1", "advance 2m"}},
      {"left_under_hold", {"hold P1 until 3h by police perhaps", "move wall.example to abroad", "relocate P1", "advance 2m"}},
      {"unknown", {"look-ups fail 5m", "relocate P1", "advance 6m"}},
  };
  return all;
}
/// What takes days. Where sending is paused every second counts, and days would take minutes.
const std::vector<std::pair<std::string, Lines>>& referral_days() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"changed", {"page P1 becomes changed", "advance 9d", "resume P1 perhaps", "uphold P1 by bram perhaps"}},
      {"back", {"page P1 becomes gone_404", "advance 3h", "page P1 becomes content", "advance 9d"}},
      {"failing", {"page P1 becomes failing_503", "advance 5d"}},
      {"waits", {"advance 9d"}},
  };
  return all;
}

}  // namespace

Stories every_way_with_partners() {
  Stories all;
  for (const auto& [way, host, told] : referral_ways()) {
    const auto world = among_hotlines(host);
    const auto add = [&](const std::string& name, const std::vector<Lines>& what) {
      all.emplace_back("referral_" + way.name + name, text_of(way, what, world, way.assessed ? "report *" : "report * by prague"));
    };
    add("", referral_happenings());
    if (told) add("_answered", answers());
    for (const auto& [name, lines] : referral_moves()) add('_' + name, {lines});
    if (way.name.ends_with("pending")) {
      add("_waits", {{"advance 7h"}});
      continue;
    }
    for (const auto& [name, lines] : referral_days()) add('_' + name, {lines});
  }
  const std::vector<std::pair<std::string, Lines>> relays{
      {"slow_", {"relay hesitates 3h"}}, {"refused_", {"relay refuses 20m", "relay hesitates 3h"}}, {"tried_", {"relay down 3h"}}};
  for (const auto& [prefix, before] : relays)
    for (const auto& [way, host, told] : referral_ways_told(prefix, before))
      if (!way.name.ends_with("looking")) all.emplace_back("referral_" + way.name, text_of(way, {{"advance 30h"}}, among_hotlines(host)));
  return all;
}

}  // namespace redress::simulation
