#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

const std::string kReferred = "until *@law_enforcement AwaitingReceipt";

/// Who is there; the site lies with `host`.
Lines among_those_who_investigate(const std::string& host) {
  return {"partner bureau silent in NL as police one-by-one",
          "partner ncmec silent in US as partner_hotline one-by-one",
          "partner host silent one-by-one",
          "partner other silent one-by-one",
          "partner away silent in US one-by-one",
          "site wall.example at " + host};
}

struct InvestigationWay {
  Way way;
  std::string host = "host";
  bool referred = true;
};

/// Of those somebody was told to investigate; with what becomes of it told otherwise by `before`.
std::vector<InvestigationWay> ways_referred(const std::string& prefix, const Lines& before) {
  std::vector<InvestigationWay> ways;
  const auto add = [&](const std::string& name, Lines way, const Lines& to = {"refer * police"}, const std::string& host = "host") {
    Lines all{"advance 20m"};
    all.insert(all.end(), before.begin(), before.end());
    all.insert(all.end(), to.begin(), to.end());
    all.push_back(kReferred);
    all.insert(all.end(), way.begin(), way.end());
    ways.push_back({{prefix + name, {}, {}, true, std::move(all)}, host, true});
  };
  const Lines more{"refer * police", "refer * preservation"};
  add("receipt", {});
  add("receipt_of_two", {}, more);
  add("receipt_abroad", {}, {"refer * police", "refer * ncmec"}, "away");
  add("traces_kept", {}, {"refer * preservation"});
  add("not_reached", {"bounce *@law_enforcement", "until *@law_enforcement NotReached"});
  add("one_of_two_not_reached", {"bounce *@law_enforcement", "until *@law_enforcement NotReached"}, more);
  add("doubt", {"assess * doubtful"});
  add("doubt_of_two", {"assess * doubtful"}, more);
  add("unconfirmed", {"advance 9h"});
  add("one_of_two_unconfirmed", {"advance 9h"}, more);
  add("not_reached_and_gone", {"bounce *@law_enforcement", "until *@law_enforcement NotReached", "expired *"});
  add("reported", {"say * referral_received"});
  add("reported_under_hold", {"say * referral_received", "hold * until 20h by police"});
  add("not_illegal", {"assess * not_illegal"});
  add("withdrawn", {"withdraw *"});
  add("given_up", {"bounce *@law_enforcement", "until *@law_enforcement NotReached", "answer refer_by_hand *@law_enforcement give_up"});
  add("given_up_in_doubt", {"assess * doubtful", "answer reassess *@law_enforcement give_up"});
  add("reminding", {"advance 2h30m", "looks held 3d", "until *@law_enforcement Looking"});
  add("reminding_one_of_two", {"advance 2h30m", "looks held 3d", "until *@law_enforcement Looking"}, more);
  add("reminding_about_traces", {"advance 22h30m", "looks held 3d", "until *@law_enforcement Looking"}, {"refer * preservation"});
  add("second_looking", {"looks held 3d", "advance 30m", "say * referral_received"}, more);
  add("second_pending", {"sending paused", "say * referral_received", "until *@law_enforcement NoticePending"}, more);
  add("second_receipt", {"say * referral_received", kReferred}, more);
  return ways;
}

std::vector<InvestigationWay> ways_unreferred() {
  const std::string pending = "until *@law_enforcement NoticePending";
  return {
      {{"looking", {}, {}, true, {"advance 20m", "looks held 3d", "advance 40m", "refer * police"}}, "host", false},
      {{"looking_in_vain", {}, {}, true, {"advance 20m", "looks fail 12h", "advance 40m", "refer * police"}}, "host", false},
      {{"looking_soon", {}, {}, true, {"advance 20m", "looks held 40m", "advance 35m", "refer * police"}}, "host", false},
      {{"looking_for_two", {}, {}, true, {"advance 20m", "looks held 3d", "advance 40m", "refer * police", "refer * preservation"}},
       "host",
       false},
      {{"looking_for_traces", {}, {}, true, {"advance 20m", "looks held 3d", "advance 40m", "refer * preservation"}}, "host", false},
      {{"pending", {}, {}, true, {"advance 20m", "sending paused", "refer * police", pending}}, "host", false},
      {{"pending_for_hours", {}, {}, true, {"advance 20m", "sending paused", "refer * police", pending, "advance 8h"}}, "host", false},
      {{"pending_traces", {}, {}, true, {"advance 20m", "sending paused", "refer * preservation", pending}}, "host", false},
      {{"gone", {}, {}, true, {"advance 20m", "sending paused", "refer * police", pending, "expired *"}}, "host", false},
  };
}

const std::vector<Lines>& what_happens_to_referrals() {
  static const std::vector<Lines> all = [] {
    auto lines = happenings_of_hours();  // what takes days comes apart
    for (const char* whom : {"police", "preservation", "ncmec"})
      lines.push_back({"refer * " + std::string(whom) + " perhaps", "advance 1m"});
    for (const char* task : {"refer_by_hand", "referral_unconfirmed", "reassess", "notice_overdue"})
      for (const char* answer : {"go_on", "received", "passed_on", "give_up", "withdraw"})
        lines.push_back({"answer " + std::string(task) + " *@law_enforcement " + answer + " perhaps", "advance 1m"});
    const std::vector<Lines> own{
        {"say * referral_received perhaps", "advance 1m"},
        {"assess * illegal_baseline perhaps", "refer * police perhaps", "advance 1m"},
        {"page * becomes gone_404", "expired * perhaps"},
        {"assess * doubtful perhaps", "second_opinion * illegal_baseline by bram perhaps", "page * becomes changed", "advance 2h"},
    };
    lines.insert(lines.end(), own.begin(), own.end());
    return lines;
  }();
  return all;
}

/// What those who were told write, or the mail.
const std::vector<Lines>& answers_to_referrals() {
  static const std::vector<Lines> all = [] {
    std::vector<Lines> lines;
    for (const char* words :
         {"Thank you. We have received your notice and will look into it.", "Your report has been forwarded to our customer.",
          "We need more information. Please send us the full URL.", "The weather is fine in the harbour this week.",
          "This content is not illegal.", "We will not act on your notice. Without a court order we take no action.",
          "The content has been removed.", "This address is not hosted by us."})
      for (const char* which : {"oldest ", ""}) lines.push_back({"mail *@law_enforcement " + std::string(which) + words, "advance 10m"});
    for (const char* which : {" oldest", ""}) lines.push_back({"bounce *@law_enforcement" + std::string(which), "advance 10m"});
    return lines;
  }();
  return all;
}

/// Each to a site of one page: what happens to all of it, and what takes days.
const std::vector<std::pair<std::string, Lines>>& what_happens_for_days() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved", {"move wall.example to other", "relocate P1", "advance 2m"}},
      {"left", {"move wall.example to away", "relocate P1", "advance 2m"}},
      {"unknown", {"look-ups fail 5m", "relocate P1", "advance 6m"}},
      {"unapproved", {"directory unapproves host", "relocate P1", "advance 2m"}},
      {"registered_elsewhere", {"register host in BE", "relocate P1", "advance 2m"}},
      {"forbidden",
       {"rule police wall.example do_not_contact: [{scope: police, why: not them}, {scope: hoster, why: not them}]", "sending on by lotte",
        "advance 4h"}},
      {"changed", {"page P1 becomes changed", "advance 9d", "resume P1 perhaps"}},
      {"changed_soon",
       {"advance 11m", "report P1", "page P1 becomes changed", "advance 11m", "report P1", "advance 11m", "report P1", "advance 1h"}},
      {"changed_and_referred",
       {"advance 11m", "report P1", "page P1 becomes changed", "advance 11m", "report P1", "advance 11m", "report P1", "advance 1h",
        "refer P1 preservation perhaps"}},
      {"gone", {"page P1 becomes gone_404", "advance 2d"}},
      {"sent_late", {"advance 3h", "sending on by lotte", "advance 1h"}},
      {"doubted_and_looking",
       {"advance 40m", "looks held 3d", "assess P1 doubtful perhaps", "second_opinion P1 illegal_baseline by bram perhaps",
        "answer refer_by_hand P1@law_enforcement go_on perhaps", "answer referral_unconfirmed P1@law_enforcement go_on perhaps"}},
      {"doubted_and_pending",
       {"sending paused", "assess P1 doubtful perhaps", "second_opinion P1 illegal_baseline by bram perhaps", "advance 1m",
        "answer refer_by_hand P1@law_enforcement go_on perhaps", "answer referral_unconfirmed P1@law_enforcement go_on perhaps"}},
      {"failing", {"page P1 becomes failing_503", "advance 5d"}},
      {"waits", {"advance 3d"}},
  };
  return all;
}

}  // namespace

Stories every_way_of_referrals() {
  Stories all;
  auto ways = ways_unreferred();
  for (auto& way : ways_referred("", {})) ways.push_back(std::move(way));
  for (const auto& [way, host, referred] : ways) {
    const auto world = among_those_who_investigate(host);
    all.emplace_back("investigation_" + way.name, text_of(way, what_happens_to_referrals(), world));
    if (referred) all.emplace_back("investigation_" + way.name + "_answered", text_of(way, answers_to_referrals(), world));
    for (const auto& [name, lines] : what_happens_for_days())
      all.emplace_back("investigation_" + way.name + '_' + name, text_of(way, {lines}, world));
  }
  // What becomes of a notice shows only in the state that followed.
  const auto shows_late = [&](const std::string& prefix, const Lines& before) {
    for (const auto& [way, host, referred] : ways_referred(prefix, before))
      all.emplace_back("investigation_" + way.name,
                       text_of(way, {{"hold * until 1h by police perhaps", "advance 40h"}}, among_those_who_investigate(host)));
  };
  shows_late("slow_", {"relay hesitates 4h30m"});
  shows_late("refused_", {"relay refuses 20m", "relay hesitates 4h30m"});
  shows_late("tried_", {"relay down 5h"});
  shows_late("tried_long_", {"relay down 30h"});
  return all;
}

}  // namespace redress::simulation
