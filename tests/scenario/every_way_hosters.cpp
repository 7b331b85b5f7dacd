#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

const std::string kTold = "until * AwaitingReceipt";

/// Who is there; the site lies with `host`. Abroad no rule leads on from here.
Lines among_hosters(const std::string& host) {
  return {"no-road",
          "partner host silent one-by-one",
          "partner other silent one-by-one",
          "partner carrier silent as network one-by-one",
          "partner bureau silent in NL as authority",
          "partner strange silent unlisted in nowhere",
          "partner fern silent unapproved",
          "partner away silent in CZ one-by-one",
          "site wall.example at " + host};
}

struct HosterWay {
  Way way;
  std::string host = "host";
  bool told = true;
};

/// Of those a notice has reached; with what becomes of it told otherwise by `before`.
std::vector<HosterWay> ways_told(const std::string& prefix, const Lines& before, const std::string& told = kTold) {
  std::vector<HosterWay> ways;
  const auto add = [&](const std::string& name, Lines way) {
    way.insert(way.begin(), told);
    ways.push_back({{prefix + name, {}, before, true, std::move(way)}});
  };
  add("receipt", {});
  add("removal", {"say * received"});
  add("claim", {"looks held 3d", "say * claims_gone"});
  add("doubt", {"assess * doubtful"});
  add("contested", {"mail * oldest This content is not illegal.", "until * AwaitingSecondPerson"});
  add("held", {"hold * until 20h by police"});
  add("held_in_doubt", {"assess * doubtful", "hold * until 20h by police"});
  add("held_though_contested",
      {"mail * oldest This content is not illegal.", "until * AwaitingSecondPerson", "hold * until 20h by police"});
  add("changed", {"advance 11m", "report *", "advance 11m", "report *", "advance 11m", "page * becomes changed", "report *",
                  "until * AwaitingReassessment"});
  add("exhausted", {"next_rung *", "advance 2m", "answer approve_network * next_rung perhaps", told, "next_rung *", "advance 2m"});
  add("lost", {"move wall.example to strange", "relocate *", "until * Locating"});
  add("abroad", {"move wall.example to away", "relocate *", "until * NeedsExchangeRoad"});
  add("abroad_and_held", {"move wall.example to away", "relocate *", "until * NeedsExchangeRoad", "hold * until 20h by police"});
  add("gone", {"page * becomes gone_404", "until * ClosedGone"});
  add("gone_in_doubt", {"assess * doubtful", "page * becomes gone_404", "until * ClosedGone"});
  add("gone_under_hold", {"hold * until 20d by police", "page * becomes gone_404", "until * ClosedGone"});
  add("expired", {"expired *"});
  add("not_illegal", {"assess * not_illegal"});
  add("not_illegal_under_hold", {"hold * until 20d by police", "assess * not_illegal"});
  add("withdrawn", {"withdraw *"});
  add("given_up", {"give_up *"});
  add("given_up_in_doubt", {"assess * doubtful", "give_up *"});
  add("given_up_under_hold", {"hold * until 20d by police", "give_up *"});
  add("second_pending", {"sending paused", "next_rung *", "until * NoticePending"});
  add("second_receipt", {"next_rung *", told});
  add("second_looking", {"advance 2h", "looks held 3d", "next_rung *", "until * LookingBeforeNotice"});
  add("reminding", {"advance 23h", "looks held 3d", "until * LookingBeforeReminder"});
  return ways;
}

std::vector<HosterWay> ways_untold() {
  return {
      {{"unapproved", {}, {}, true, {"until * Locating"}}, "fern", false},
      {{"abroad_at_once", {}, {}, true, {"until * NeedsExchangeRoad"}}, "away", false},
      {{"looking", {}, {"looks fail 12h"}, true, {"until * LookingBeforeNotice"}}, "host", false},
      {{"looking_soon", {}, {"looks fail 20m"}, true, {"until * LookingBeforeNotice"}}, "host", false},
      {{"looking_long", {}, {"looks held 3d"}, true, {"until * LookingBeforeNotice"}}, "host", false},
      {{"pending", {}, {"sending paused"}, true, {"until * NoticePending"}}, "host", false},
      {{"held_pending", {}, {"sending paused"}, true, {"until * NoticePending", "hold * until 20h by police"}}, "host", false},
      {{"held_early", {}, {}, false, {"hold * until 20h by police", "assess * illegal_baseline", "advance 1m"}}, "host", false},
      {{"relay", {}, {"relay hesitates 26h"}, true, {"until * AwaitingRelay"}}, "host", false},
      {{"gone_before_notice",
        {},
        {"looks fail 20m"},
        true,
        {"until * LookingBeforeNotice", "page * becomes gone_404", "until * ClosedGoneBeforeNotice"}},
       "host",
       false},
  };
}

/// Each to a site of one page: what happens to all of it.
const std::vector<std::pair<std::string, Lines>>& what_becomes_of_the_site() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved", {"move wall.example to other", "relocate P1", "advance 2m"}},
      {"left",
       {"move wall.example to away", "relocate P1", "advance 2m", "resume P1 perhaps", "move wall.example to other", "relocate P1",
        "advance 2m"}},
      {"lost",
       {"move wall.example to strange", "relocate P1", "advance 20m", "resume P1 perhaps", "move wall.example to other", "relocate P1",
        "advance 2m"}},
      {"unapproved", {"directory unapproves host", "relocate P1", "advance 2m", "directory approves host", "relocate P1", "advance 2m"}},
      {"registered_elsewhere", {"register host in BE", "relocate P1", "advance 2m"}},
      {"registered_nowhere", {"register host in nowhere", "relocate P1", "advance 2m"}},
      {"lost_and_held",
       {"hold P1 until 3h by police perhaps", "move wall.example to strange", "relocate P1", "advance 2m", "release_hold P1 perhaps",
        "advance 2m"}},
      {"unknown", {"look-ups fail 5m", "relocate P1", "advance 6m"}},
      {"changed",
       {"advance 11m", "report P1", "advance 11m", "report P1", "advance 11m", "page P1 becomes changed", "report P1", "advance 30m"}},
      {"gone", {"page P1 becomes gone_404", "advance 3h"}},
      {"claimed_and_gone", {"say P1 claims_gone perhaps", "page P1 becomes gone_404", "advance 3h"}},
  };
  return all;
}

}  // namespace

Stories every_way_with_hosters() {
  Stories all;
  auto ways = ways_untold();
  for (auto& way : ways_told("", {})) ways.push_back(std::move(way));
  for (const auto& [way, host, told] : ways) {
    const auto world = among_hosters(host);
    all.emplace_back("hoster_" + way.name, text_of(way, happenings(), world));
    if (told) all.emplace_back("hoster_" + way.name + "_answered", text_of(way, answers(), world));
    if (way.name == "relay") continue;  // the others would end before it answers
    // Where two countries are home, its addresses may be in the other all of a sudden.
    auto at_home_in_two = way;
    at_home_in_two.header.push_back("home NL, BE");
    all.emplace_back("hoster_" + way.name + "_at_home_elsewhere",
                     text_of(at_home_in_two, {{"register host in BE", "relocate P1", "advance 2m"}}, world));
    for (const auto& [name, lines] : what_becomes_of_the_site())
      all.emplace_back("hoster_" + way.name + '_' + name, text_of(way, {lines}, world));
  }
  const std::vector<std::pair<std::string, Lines>> relays{
      {"slow_", {"relay hesitates 3h"}}, {"refused_", {"relay refuses 20m", "relay hesitates 3h"}}, {"tried_", {"relay down 3h"}}};
  for (const auto& [prefix, before] : relays)
    for (const auto& [way, host, told] : ways_told(prefix, before, "until * AwaitingRelay"))
      all.emplace_back("hoster_" + way.name, text_of(way, {{"advance 30h"}}, among_hosters(host)));
  return all;
}

}  // namespace redress::simulation
