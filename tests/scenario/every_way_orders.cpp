#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

const std::string kServed = "until * AwaitingReceipt";

/// Who is there; the site lies with `host`.
Lines among_those_who_are_ordered(const std::string& host, const std::string& behaviour = "silent") {
  return {"partner host " + behaviour + " one-by-one",
          "partner other silent one-by-one",
          "partner carrier silent as network one-by-one",
          "partner strange silent unlisted",
          "partner away silent in CZ one-by-one",
          "partner prague silent in CZ as partner_hotline one-by-one",
          "site wall.example at " + host};
}

struct OrderWay {
  Way way;
  std::string host = "host";
  bool served = true;
};

/// Of those who have been sent an order; with what becomes of it told otherwise by `before`.
std::vector<OrderWay> ways_served(const std::string& prefix, const Lines& before) {
  std::vector<OrderWay> ways;
  const auto add = [&](const std::string& name, Lines way) {
    way.insert(way.begin(), kServed);
    ways.push_back({{prefix + name, {"authority nl_atkm_csam"}, before, true, std::move(way)}});
  };
  const Lines to_the_network{"next_rung *", "advance 2m", "answer approve_network * next_rung perhaps"};
  const auto on_the_next_rung = [&](Lines then) {
    Lines way = to_the_network;
    way.insert(way.end(), then.begin(), then.end());
    return way;
  };
  add("receipt", {});
  add("removal", {"say * received"});
  add("claim", {"looks held 3d", "say * claims_gone"});
  add("claim_after_receipt", {"say * received", "looks held 3d", "say * claims_gone"});
  add("unable", {"say * impossible"});
  add("unable_after_receipt", {"say * received", "say * impossible"});
  add("doubt", {"assess * doubtful"});
  add("doubt_after_receipt", {"say * received", "assess * doubtful"});
  add("doubt_though_unable", {"say * impossible", "assess * doubtful"});
  add("contested", {"say * received", "say * contested"});
  add("held", {"hold * until 20h by police"});
  add("held_after_receipt", {"say * received", "hold * until 20h by police"});
  add("held_in_doubt", {"assess * doubtful", "hold * until 20h by police"});
  add("held_though_unable", {"say * impossible", "hold * until 20h by police"});
  add("held_though_contested", {"say * contested", "hold * until 20h by police"});
  add("gone", {"page * becomes gone_404", "until * ClosedGone"});
  add("gone_in_doubt", {"assess * doubtful", "expired *"});
  add("gone_under_hold", {"hold * until 20d by police", "expired *"});
  add("annulled", {"assess * not_illegal"});
  add("annulled_under_hold", {"hold * until 20d by police", "assess * not_illegal"});
  add("withdrawn", {"withdraw *"});
  add("given_up", {"give_up *"});
  add("given_up_in_doubt", {"assess * doubtful", "give_up *"});
  add("given_up_under_hold", {"hold * until 20d by police", "give_up *"});
  add("second_pending",
      {"next_rung *", "advance 2m", "sending paused", "answer approve_network * next_rung perhaps", "until * OrderPending"});
  add("second_receipt", on_the_next_rung({kServed}));
  add("second_removal", on_the_next_rung({kServed, "say * received"}));
  add("second_receipt_after_receipt",
      {"say * received", "next_rung *", "advance 2m", "answer approve_network * next_rung perhaps", kServed});
  add("exhausted", on_the_next_rung({kServed, "next_rung *", "advance 2m"}));
  add("asked_about_the_network", {"next_rung *", "advance 2m"});
  add("lost", {"move wall.example to strange", "relocate *", "until * CannotBeServed"});
  add("leading_on", {"looks held 3d", "next_rung *", "advance 1s"});
  add("leading_on_after_receipt", {"say * received", "advance 1h", "looks held 3d", "next_rung *", "advance 1s"});
  add("reminding", {"say * received", "advance 11h50m", "looks held 3d", "advance 20m"});
  return ways;
}

std::vector<OrderWay> ways_unserved() {
  const Lines authority{"authority nl_atkm_csam"};
  return {
      {{"looking", authority, {"looks fail 12h"}, true, {"until * Looking"}}, "host", false},
      {{"looking_long", authority, {"looks held 3d"}, true, {"until * Looking"}}, "host", false},
      {{"looking_soon", authority, {"looks fail 20m"}, true, {"until * Looking"}}, "host", false},
      {{"pending", authority, {"sending paused"}, true, {"until * OrderPending"}}, "host", false},
      {{"held_pending", authority, {"sending paused"}, true, {"until * OrderPending", "hold * until 20h by police"}}, "host", false},
      {{"held_early", authority, {}, false, {"hold * until 20h by police", "assess * illegal_baseline", "advance 1m"}}, "host", false},
      {{"unserved", authority, {}, true, {"until * CannotBeServed"}}, "strange", false},
      {{"unserved_and_held", authority, {}, true, {"until * CannotBeServed", "hold * until 20h by police"}}, "strange", false},
      {{"unserved_in_doubt", authority, {}, true, {"until * CannotBeServed", "assess * doubtful"}}, "strange", false},
      {{"unserved_and_gone", authority, {}, true, {"until * CannotBeServed", "expired *"}}, "strange", false},
      {{"not_ordered", {"authority eu_tco"}, {}, true, {"until * ClosedNotOrdered"}}, "host", false},
  };
}

const std::vector<Lines>& what_happens_to_orders() {
  static const std::vector<Lines> all = [] {
    auto lines = happenings_of_hours();  // what takes days comes apart
    const std::vector<Lines> own{
        {"say * impossible perhaps", "say * manifest_errors perhaps"},
        {"say * impossible perhaps", "resume * perhaps", "advance 1m"},
        {"say * impossible perhaps", "next_rung * perhaps", "advance 1m"},
        {"say * impossible perhaps", "say * claims_gone perhaps", "advance 1m"},
        {"say * impossible perhaps", "hold * until 1h by police perhaps", "release_hold * perhaps"},
        {"say * impossible perhaps", "assess * doubtful perhaps", "assess * illegal_baseline by bram perhaps"},
        {"say * impossible perhaps", "say * contested perhaps", "uphold * by bram perhaps"},
        {"say * contested perhaps", "say * contested perhaps", "uphold * by bram perhaps", "advance 1m"},
        {"say * contested perhaps", "assess * illegal_baseline perhaps", "hold * until 1h by police perhaps", "uphold * by bram perhaps"},
        {"say * received perhaps", "hold * until 1h by police perhaps", "release_hold * perhaps"},
        {"say * received perhaps", "assess * doubtful perhaps", "assess * illegal_baseline by bram perhaps"},
        {"say * received perhaps", "say * contested perhaps", "uphold * by bram perhaps"},
        {"say * needs_information perhaps", "say * passed_on perhaps"},
    };
    lines.insert(lines.end(), own.begin(), own.end());
    return lines;
  }();
  return all;
}

/// Each to a site of one page: what happens to all of it, and what takes days.
const std::vector<std::pair<std::string, Lines>>& what_happens_for_days() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved", {"move wall.example to other", "relocate P1", "advance 2m"}},
      {"left", {"move wall.example to away", "relocate P1", "advance 2m", "move wall.example to other", "relocate P1", "advance 2m"}},
      {"lost",
       {"move wall.example to strange", "relocate P1", "advance 20m", "resume P1 perhaps", "move wall.example to other", "relocate P1",
        "advance 2m"}},
      {"lost_and_held",
       {"hold P1 until 3h by police perhaps", "move wall.example to strange", "relocate P1", "advance 2m", "release_hold P1 perhaps",
        "next_rung P1 perhaps"}},
      {"lost_in_doubt",
       {"assess P1 doubtful perhaps", "move wall.example to strange", "relocate P1", "advance 2m",
        "assess P1 illegal_baseline by bram perhaps"}},
      {"lost_though_contested",
       {"say P1 contested perhaps", "move wall.example to strange", "relocate P1", "advance 2m", "uphold P1 by bram perhaps"}},
      {"unknown", {"look-ups fail 5m", "relocate P1", "advance 6m"}},
      {"unapproved", {"directory unapproves host", "relocate P1", "advance 2m", "directory approves host", "relocate P1", "advance 2m"}},
      {"registered_elsewhere", {"register host in BE", "relocate P1", "advance 2m"}},
      {"forbidden",
       {"rule host wall.example do_not_contact: [{scope: hoster, why: police asks to wait}]", "sending on by lotte", "advance 4h"}},
      {"gone", {"page P1 becomes gone_404", "advance 3h"}},
      {"gone_and_changed",
       {"advance 11m", "report P1", "advance 11m", "report P1", "advance 11m", "page P1 becomes gone_404", "advance 3h",
        "page P1 becomes changed", "advance 2d"}},
      {"lost_for_good", {"say P1 received perhaps", "move wall.example to strange", "relocate P1", "advance 14h"}},
      {"sent_late", {"advance 3h", "sending on by lotte", "advance 1h"}},
      {"reminded_in_vain", {"say P1 received perhaps", "advance 11h", "relay down 30h", "advance 40h"}},
      {"upheld_too_late",
       {"say P1 received perhaps", "advance 11h", "looks held 3d", "advance 50m", "say P1 contested perhaps", "uphold P1 by bram perhaps",
        "advance 20m"}},
      {"held_to_the_end", {"hold P1 until 1h by police perhaps", "advance 2h"}},
      {"changed", {"page P1 becomes changed", "advance 9d", "resume P1 perhaps", "uphold P1 by bram perhaps"}},
      {"back", {"page P1 becomes gone_404", "advance 3h", "page P1 becomes content", "advance 9d"}},
      {"failing", {"page P1 becomes failing_503", "advance 5d"}},
      {"failing_for_hours", {"looks fail 2d", "say P1 claims_gone perhaps", "advance 3d"}},
      {"followed_by_nobody", {"say P1 received perhaps", "advance 3d"}},
      {"waits", {"advance 9d"}},
  };
  return all;
}

}  // namespace

Stories every_way_of_orders() {
  Stories all;
  auto ways = ways_unserved();
  for (auto& way : ways_served("", {})) ways.push_back(std::move(way));
  for (const auto& [way, host, served] : ways) {
    const auto world = among_those_who_are_ordered(host);
    all.emplace_back("order_" + way.name, text_of(way, what_happens_to_orders(), world));
    if (served) {
      all.emplace_back("order_" + way.name + "_answered", text_of(way, answers(), world));
      all.emplace_back("order_" + way.name + "_bounced",
                       text_of(way, {{"bounce *", "advance 10m"}, {"say * received perhaps", "bounce *", "advance 10m"}}, world));
    }
    for (const auto& [name, lines] : what_happens_for_days())
      all.emplace_back("order_" + way.name + '_' + name, text_of(way, {lines}, world));
  }
  // What becomes of an order shows only in the state that followed.
  const auto shows_late = [&](const std::string& prefix, const Lines& before, const std::string& then,
                              const std::string& behaviour = "silent") {
    for (const auto& [way, host, served] : ways_served(prefix, before))
      all.emplace_back("order_" + way.name, text_of(way, {{then}}, among_those_who_are_ordered(host, behaviour)));
  };
  shows_late("soon_", {"relay hesitates 20m"}, "advance 1h");
  shows_late("slow_", {"relay hesitates 3h"}, "advance 30h");
  shows_late("slower_", {"relay hesitates 12h30m"}, "advance 30h");
  shows_late("refused_", {"relay refuses 20m", "relay hesitates 3h"}, "advance 30h");
  shows_late("tried_", {"relay down 3h"}, "advance 30h");
  shows_late("tried_long_", {"relay down 30h"}, "advance 40h");
  shows_late("confirmed_late_", {"answers held 1h"}, "advance 3h", "silent that-confirms");
  return all;
}

}  // namespace redress::simulation
