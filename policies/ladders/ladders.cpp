#include "policies/ladders/ladders.hpp"

#include "engine/core/directory_entry.hpp"

#include <algorithm>
#include <tuple>

namespace redress {
namespace {

constexpr std::size_t kRungsMax = 10;

Addressee read_addressee(const YamlNode& node, YamlProblems& problems) {
  YamlMap map{node, problems};
  Addressee addressee;
  addressee.scope = map.choice<ContactScope>("scope");
  addressee.need = map.choice<Need>("need");
  addressee.kind = map.choice<NoticeKind>("kind");
  if (const auto* office = map.find("office")) {
    addressee.office = map.slug("office");
    if (addressee.scope != ContactScope::authority)
      problems.add(*office, "only an authority is of one office or another", "drop it, or say \"scope: authority\"");
    else if (!is_office(addressee.office))
      problems.add(*office, '"' + addressee.office + "\" is no office of the directory",
                   "use dispute_body, coordinator, data_protection or consumer_protection");
  }
  if (addressee.scope == ContactScope::site && map.find("scope"))
    problems.add(*map.find("scope"), "the site's owner is no addressee of a rung", "say \"site_owner: at_once\" or \"later\" of the ladder");
  if (!speaks_of_content(addressee.kind) && map.find("kind"))
    problems.add(*map.find("kind"), "a rung asks; it neither retracts, thanks nor reports", "use first, reminder, escalation or copy");
  map.finish();
  return addressee;
}

Rung read_rung(const YamlNode& node, YamlProblems& problems) {
  constexpr Milliseconds kLongest = hours{24 * 90};
  YamlMap map{node, problems};
  Rung rung;
  int waited_for = 0;
  for (const auto& entry : map.list("addressees", false)) {
    rung.addressees.push_back(read_addressee(entry, problems));
    // The workflow keeps one acceptance, one bounce and one waiting time a rung: with two, the first answer would speak for both.
    if (rung.addressees.back().need != Need::copy && ++waited_for == 2)
      problems.add(entry, "a second addressee that is waited for on one rung", "make it a copy, or give it a rung of its own");
  }
  if (!rung.addressees.empty() && waited_for == 0)
    problems.add(node, "the rung waits for nobody: all of its addressees are copies", "say \"need: all\" of the one that is to act");
  if (map.find("task")) rung.task = map.slug("task");
  if (rung.addressees.empty()) {
    // Only a person leads on from here, so no time may stand here that would.
    if (rung.task.empty()) problems.add(node, "the rung asks nobody and opens no task", "name addressees, or a task");
  } else {
    if (map.find("reminder_task")) rung.reminder_task = map.slug("reminder_task");
    rung.waits = map.duration("waits", minutes{5}, kLongest);
    if (map.find("within_of_decision")) rung.within_of_decision = map.duration("within_of_decision", hours{24}, hours{24 * 366});
    rung.reminders_max = static_cast<int>(map.number("reminders_max", 0, 20));
    rung.reminder_after = map.duration("reminder_after", Milliseconds{0}, kLongest);
    rung.next_rung_after = map.duration("next_rung_after", minutes{5}, kLongest);
    if (!rung.reminder_task.empty() && rung.reminders_max == 0)
      problems.add(*map.find("reminder_task"), "the task of a reminder that is never sent", "set reminders_max to 1 or more, or use \"task\"");
    if (rung.reminders_max > 1 && rung.reminder_after < minutes{5} && map.find("reminder_after"))
      problems.add(*map.find("reminder_after"), "several reminders would leave at once", "put at least 5 min between them");
  }
  map.finish();
  return rung;
}

}  // namespace

Ladders Ladders::read(RuleFile& file, UtcTime as_of) {
  Ladders ladders;
  ladders.as_of_ = as_of;
  ladders.rules_ = file.table<LadderAnswer>(
      "ladders", {Field::workflow, Field::country, Field::verdict, Field::regime, Field::at_home, Field::urgent}, Totality::must_answer,
      [&](YamlMap& row, const RuleHead&) {
        auto& problems = file.problems();
        LadderAnswer answer;
        answer.site_owner = row.choice<SiteOwner>("site_owner");
        const auto& nodes = row.list("rungs", true);
        if (nodes.size() > kRungsMax) problems.add(nodes[kRungsMax], "more than 10 rungs", "shorten the ladder");
        for (const auto& node : nodes) {
          auto rung = read_rung(node, problems);
          rung.number = static_cast<int>(answer.rungs.size()) + 1;
          for (const auto& [scope, name, task] : {std::tuple{ContactScope::network, "network", kApproveNetworkTask},
                                                  std::tuple{ContactScope::registrar, "registrar", kApproveRegistrarTask}}) {
            const bool asked = std::any_of(rung.addressees.begin(), rung.addressees.end(),
                                           [scope = scope](const Addressee& addressee) { return addressee.scope == scope; });
            const bool approved = !answer.rungs.empty() && answer.rungs.back().addressees.empty() && answer.rungs.back().task == task;
            if (asked && !approved)
              problems.add(node, "a " + std::string(name) + " is asked without approval",
                           "put a rung with only \"task: " + std::string(task) + "\" right before this one");
          }
          answer.rungs.push_back(std::move(rung));
        }
        int rungs_before = answer.site_owner == SiteOwner::at_once ? 0 : 1;
        for (auto& rung : answer.rungs)
          if (answer.site_owner != SiteOwner::never && !rung.addressees.empty() && rungs_before-- == 0)
            rung.addressees.push_back({ContactScope::site, Need::copy, NoticeKind::copy});
        if (answer.site_owner != SiteOwner::never && rungs_before >= 0 && row.find("site_owner"))
          problems.add(*row.find("site_owner"), "no second rung asks anybody, so the owner would never be told", "write \"at_once\" or \"never\"");
        return answer;
      });
  return ladders;
}

std::optional<Reasoned<Rung>> Ladders::rung(std::string_view workflow, const Facts& facts, int number) const {
  const auto* rule = rules_.choose(case_of(facts).with(Field::workflow, workflow), rules_day(facts).value_or(as_of_));
  if (number < 1 || static_cast<std::size_t>(number) > rule->answer.rungs.size()) return std::nullopt;
  return Reasoned<Rung>{rule->answer.rungs[static_cast<std::size_t>(number) - 1], rule->head.why()};
}

}  // namespace redress
