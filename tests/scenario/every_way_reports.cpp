#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

/// Who is there; the site lies with `host`. Abroad no rule leads on from here.
Lines among_reports(const std::string& host) {
  return {"no-road",
          "failures-before-task 2",
          "partner host silent one-by-one",
          "partner strange silent unlisted in nowhere",
          "partner away silent in CZ one-by-one",
          "site wall.example at " + host};
}

struct ReportWay {
  std::string name;
  Lines before;
  Lines way;
  std::string host = "host";
};

std::vector<ReportWay> ways_of_reports() {
  return {
      {"received", {"look-ups held 3d"}, {}},
      {"received_in_vain", {"look-ups fail 3d"}, {}},
      {"received_again", {"look-ups held 3d"}, {"expired *", "report *"}},
      {"assessment", {}, {}},
      {"second_opinion", {}, {"assess * doubtful"}},
      {"road", {}, {"assess * illegal_baseline"}, "strange"},
      {"road_abroad", {}, {"assess * illegal_baseline"}, "away"},
      {"illegal", {}, {"assess * illegal_baseline"}},
      {"not_illegal", {}, {"assess * not_illegal"}},
      {"gone", {}, {"assess * gone_before"}},
      {"gone_abroad", {}, {"assess * illegal_baseline", "page * becomes gone_404", "until * GoneBeforeExchange"}, "away"},
      {"inaccessible", {}, {"assess * inaccessible"}},
      {"taken_back", {}, {"withdraw *"}},
      {"given_up", {}, {"give_up *"}},
  };
}

const std::vector<Lines>& what_happens_to_reports() {
  static const std::vector<Lines> all = [] {
    std::vector<Lines> lines;
    for (const char* verdict : {"doubtful", "not_illegal", "inaccessible", "gone_before", "illegal_baseline"}) {
      lines.push_back({"assess * " + std::string(verdict) + " perhaps", "advance 1m"});
      lines.push_back({"second_opinion * " + std::string(verdict) + " by bram perhaps", "advance 1m"});
    }
    for (const char* act : {"withdraw", "give_up", "expired", "partly_gone", "resume", "next_rung", "uphold", "overturn"})
      lines.push_back({std::string(act) + " * by bram perhaps", "advance 1m"});
    for (const char* word : {"received", "claims_gone", "refused", "not_theirs", "contested", "needs_information", "passed_on"})
      lines.push_back({"say * " + std::string(word) + " perhaps", "advance 1m"});
    // Its task is answered with what decides nothing.
    for (const char* task : {"assess", "second_opinion", "find_exchange_road", "find_contact"})
      for (const char* answer : {"go_on", "next_rung", "uphold", "overturn", "received", "claims_gone", "refused", "not_theirs"})
        lines.push_back({"answer " + std::string(task) + " * " + answer + " perhaps", "advance 1s"});
    const std::vector<Lines> own{
        {"hold * until 2h by police perhaps", "extend_hold * until 3h by police perhaps", "release_hold * perhaps"},
        {"hold * until 2h by police perhaps", "resume * perhaps"},
        {"report *", "advance 1m"},
        {"partly_gone * perhaps", "give_up * perhaps", "report *", "resume * perhaps"},
        {"look-ups fail 5m", "relocate *", "advance 6m"},
        {"look-ups held 5m", "relocate *", "advance 1m", "resume * perhaps", "advance 6m"},
    };
    lines.insert(lines.end(), own.begin(), own.end());
    return lines;
  }();
  return all;
}

/// Each to a site of one page.
const std::vector<std::pair<std::string, Lines>>& what_becomes_of_them() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved_home", {"move wall.example to host", "relocate P1", "advance 2m"}},
      {"moved_away", {"move wall.example to away", "relocate P1", "advance 2m"}},
      {"lost", {"move wall.example to strange", "relocate P1", "advance 2m"}},
      {"registered_elsewhere", {"register host in BE", "relocate P1", "advance 2m"}},
      {"unapproved", {"directory unapproves host", "relocate P1", "advance 2m"}},
      {"gone", {"page P1 becomes gone_404", "report P1", "advance 1h"}},
      {"failing", {"page P1 becomes failing_503", "report P1", "advance 15m", "report P1", "advance 15m", "report P1", "advance 1h"}},
      {"changed",
       {"report P1", "advance 15m", "report P1", "advance 15m", "report P1", "advance 15m", "page P1 becomes changed", "report P1",
        "advance 1h"}},
      {"waits", {"advance 26h"}},
  };
  return all;
}

}  // namespace

Stories every_way_of_reports() {
  Stories all;
  for (const auto& [name, before, lines, host] : ways_of_reports()) {
    const Way way{name, {}, before, false, lines};
    const auto world = among_reports(host);
    all.emplace_back("report_" + name, text_of(way, what_happens_to_reports(), world));
    for (const auto& [what, then] : what_becomes_of_them()) all.emplace_back("report_" + name + '_' + what, text_of(way, {then}, world));
  }
  return all;
}

}  // namespace redress::simulation
