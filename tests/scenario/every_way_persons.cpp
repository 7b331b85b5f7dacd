#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {
namespace {

const std::string kAsked = "until * AwaitingRemoval";

/// How the case of each page is opened, and how it comes into a state; else as with platforms.
struct PersonsWay {
  std::string name;
  std::string first;  // behind `case *`
  Lines before;
  Lines way;
};

std::vector<PersonsWay> persons_untold() {
  return {
      {"preparing", "first keep_evidence", {}, {}},
      {"reporting_themselves", "first self_report", {}, {}},
      {"without_consent", "consents none", {}, {}},
      {"asking_for_consent_after_police", "first ask_police", {}, {"case_consent_take_back any *"}},
      {"nobody_known", "", {"look-ups fail 40h"}, {"until * CannotBeTold"}},
      {"too_large", "", {"relay takes 100"}, {}},
      {"looking", "", {"looks fail 12h"}, {"until * Looking"}},
      {"looking_long", "", {"looks held 3d"}, {"until * Looking"}},
      {"pending", "", {"sending paused"}, {"until * NoticePending"}},
      {"held_early", "first keep_evidence", {}, {"hold * until 20h by police"}},
      {"held_before_anybody_is_known", "", {"look-ups fail 40h"}, {"until * CannotBeTold", "hold * until 20h by police"}},
      {"doubted_early", "first ask_police", {}, {"assess * doubtful"}},
      {"doubted_without_consent", "consents none", {}, {"assess * doubtful"}},
      {"held_pending", "", {"sending paused"}, {"until * NoticePending", "hold * until 20h by police"}},
      {"gone_before_anybody_is_known", "", {"look-ups fail 40h"}, {"until * CannotBeTold", "expired *"}},
      {"unfounded_before_anybody_is_known", "", {"look-ups fail 40h"}, {"until * CannotBeTold", "assess * not_illegal"}},
      {"given_up_before_anybody_is_known", "", {"look-ups fail 40h"}, {"until * CannotBeTold", "give_up *"}},
      {"given_up_without_consent", "consents none", {}, {"give_up *"}},
      {"unfounded_without_consent", "consents none", {}, {"assess * not_illegal"}},
      {"gone_without_consent", "consents none", {}, {"expired *"}},
  };
}
std::vector<PersonsWay> persons_told(const std::string& name, const Lines& before) {
  std::vector<PersonsWay> ways;
  const auto add = [&](const std::string& state, Lines way) {
    way.insert(way.begin(), kAsked);
    ways.push_back({name + state, "", before, std::move(way)});
  };
  add("removal", {});
  add("claim", {"looks held 3d", "say * claims_gone"});
  add("remedy", {"say * no_action"});
  add("restricted", {"say * restricted"});
  add("doubt", {"assess * doubtful"});
  add("held", {"hold * until 20h by police"});
  add("held_in_doubt", {"assess * doubtful", "hold * until 20h by police"});
  add("held_with_decision", {"say * no_action", "hold * until 20h by police"});
  add("consent_back", {"case_consent_take_back any *"});
  add("consent_back_with_decision", {"say * no_action", "case_consent_take_back any *"});
  add("consent_back_in_doubt", {"assess * doubtful", "case_consent_take_back any *"});
  add("consent_back_under_hold", {"hold * until 20h by police", "case_consent_take_back any *"});
  add("gone", {"page * becomes gone_404", "until * ClosedGone"});
  add("gone_under_hold", {"hold * until 20d by police", "expired *"});
  add("gone_in_doubt", {"assess * doubtful", "expired *"});
  add("expired", {"expired *"});
  add("settled", {"say * age_restricted", "give_up *"});
  add("unfounded", {"assess * not_illegal"});
  add("unfounded_under_hold", {"hold * until 20d by police", "assess * not_illegal"});
  add("withdrawn", {"withdraw *"});
  add("given_up", {"give_up *"});
  add("given_up_in_doubt", {"assess * doubtful", "give_up *"});
  add("given_up_under_hold", {"hold * until 20d by police", "give_up *"});
  add("second_pending", {"say * no_action", "sending paused", "next_rung *", "until * NoticePending"});
  add("second_removal", {"say * no_action", "next_rung *", kAsked});
  add("lost", {"move wall.example to nobody", "relocate *", "until * CannotBeTold"});
  add("second_asked_sooner", {"next_rung *", kAsked});
  return ways;
}
std::vector<PersonsWay> persons_back_to_looking(const std::string& name, const Lines& before) {
  return {{name + "reminding", "", before, {kAsked, "advance 167h", "looks held 3d", "until * Looking"}},
          {name + "leading_on", "", before, {kAsked, "say * no_action", "looks held 3d", "advance 2h", "next_rung *", "until * Looking"}}};
}

/// What can happen, each to a page of its own.
const std::vector<Lines>& persons_happenings() {
  static const std::vector<Lines> all{
      {"case *", "advance 1m", "relocate *", "advance 1m", "resume * perhaps", "advance 1m"},
      {"look-ups fail 5m", "relocate *", "advance 6m"},
      {"expired * perhaps"},
      {"withdraw * perhaps"},
      {"give_up * perhaps"},
      {"assess * illegal_national perhaps", "advance 1m"},
      {"assess * doubtful perhaps", "assess * doubtful perhaps", "resume * perhaps", "assess * illegal_baseline perhaps", "advance 1m"},
      {"assess * not_illegal perhaps"},
      {"hold * until 1h by police perhaps", "extend_hold * until 2h by police perhaps", "assess * illegal_national perhaps",
       "resume * perhaps", "release_hold * perhaps", "advance 1m"},
      {"hold * until 1h by police perhaps", "advance 2h", "assess * doubtful perhaps", "release_hold * perhaps"},
      {"extend_hold * until 1h by police perhaps"},
      {"release_hold * perhaps"},
      {"resume * perhaps", "advance 1m"},
      {"next_rung * perhaps", "advance 1m"},
      {"next_rung * perhaps", "advance 2m", "next_rung * perhaps", "advance 20m", "next_rung * perhaps", "advance 20m",
       "next_rung * perhaps", "advance 20m", "next_rung * perhaps"},
      {"say * appeal_won perhaps"},
      {"say * appeal_lost perhaps"},
      {"say * received perhaps"},
      {"say * refused perhaps"},
      {"say * not_theirs perhaps"},
      {"say * claims_gone perhaps", "say * claims_gone perhaps", "advance 1m"},
      {"say * removed perhaps", "say * removed perhaps", "advance 1m"},
      {"say * restricted perhaps", "say * no_action perhaps"},
      {"say * gone_for_person perhaps"},
      {"say * there_for_person perhaps"},
      {"case_consent_take_back any * perhaps", "resume * perhaps", "case_consent_give any * perhaps", "advance 1m"},
      {"case_consent_give any * perhaps", "advance 1m"},
      {"case_consent_take_back any * perhaps", "assess * doubtful perhaps", "case_consent_give any * perhaps",
       "assess * illegal_national perhaps"},
      {"page * becomes gone_404", "advance 11m", "case *", "advance 4m", "page * becomes content", "advance 15m", "case *", "advance 20m"},
      {"page * becomes gone_404", "advance 11m", "case *", "advance 1h"},
      {"advance 11m", "case *", "advance 11m", "case *", "advance 11m", "page * becomes changed", "case *", "advance 11m", "case *",
       "advance 11m", "assess * doubtful perhaps", "assess * illegal_national perhaps"},
      {"advance 11m", "case *", "advance 11m", "case *", "advance 11m", "page * becomes changed", "say * claims_gone perhaps",
       "advance 20m"},
      {"page * becomes failing_503", "advance 11m", "case *", "advance 2h"},
      {"advance 11m", "case *", "advance 11m", "case *", "advance 11m", "page * becomes changed", "expired * perhaps"},
      {"page * becomes gone_404", "expired * perhaps"},
      {"report *", "advance 11m", "report *", "advance 11m", "page * becomes changed", "report *", "advance 11m"},
      {"page * becomes failing_503", "report *", "advance 11m", "report *", "advance 11m"},
      {"page * becomes gone_404", "report *", "advance 40m"},
      {"case_consent_give attic * perhaps", "case_consent_give keeper * perhaps", "advance 1m"},
  };
  return all;
}
/// What happens to the whole site, or nothing for days.
const std::vector<std::pair<std::string, Lines>>& persons_moves() {
  static const std::vector<std::pair<std::string, Lines>> all{
      {"moved", {"move wall.example to cellar", "relocate P1", "advance 2m", "move wall.example to attic", "relocate P1", "advance 3m"}},
      {"lost",
       {"move wall.example to nobody", "relocate P1", "advance 20m", "resume P1 perhaps", "move wall.example to attic", "relocate P1",
        "advance 3m"}},
      {"lost_and_released", {"move wall.example to nobody", "relocate P1", "advance 2m", "release_hold P1 perhaps", "advance 2m"}},
      {"lost_and_judged", {"move wall.example to nobody", "relocate P1", "advance 2m", "assess P1 illegal_national perhaps", "advance 2m"}},
      {"lost_and_agreed", {"move wall.example to nobody", "relocate P1", "advance 2m", "case_consent_give any P1 perhaps", "advance 2m"}},
      {"lost_and_prepared", {"move wall.example to nobody", "relocate P1", "advance 2m", "resume P1 perhaps", "advance 75h"}},
      {"lost_and_back", {"move wall.example to nobody", "relocate P1", "advance 2m", "say P1 there_for_person perhaps", "advance 2m"}},
      {"unapproved", {"directory unapproves attic", "relocate P1", "advance 2m", "directory approves attic", "relocate P1", "advance 2m"}},
      {"registered_elsewhere", {"register attic in BE", "relocate P1", "advance 2m"}},
      {"sent_late", {"advance 3h", "sending on by lotte", "advance 1h"}},
      {"seen_gone", {"say P1 gone_for_person perhaps", "advance 2m"}},
      {"found", {"move wall.example to cellar", "look-ups held 1m", "relocate P1", "advance 2m", "resume P1 perhaps", "advance 2m"}},
      {"taken_back_and_asked_again", {"case_consent_take_back any P1 perhaps", "case P1", "advance 1m"}},
      {"held_and_asked_again", {"hold P1 until 3h by police perhaps", "case P1", "advance 1m"}},
      {"lost_and_asked_again", {"move wall.example to nobody", "relocate P1", "advance 2m", "case P1", "advance 2m"}},
      {"waiting", {"advance 12d"}},
  };
  return all;
}
/// Who is there, and of this way what happens and what follows.
std::string text_among(const PersonsWay& way, const std::vector<Lines>& what) {
  static const Lines kWorld{"partner attic silent one-by-one", "partner cellar silent one-by-one",
                            "partner nobody silent unlisted in nowhere", "partner keeper silent as authority office data_protection",
                            "site wall.example at attic"};
  return text_of({way.name, {}, way.before, false, way.way}, what, kWorld, "case * " + way.first);
}

}  // namespace

Stories every_way_for_persons() {
  Stories all;
  const auto meets_everything = [&](const std::vector<PersonsWay>& ways, bool told) {
    for (const auto& way : ways) {
      all.emplace_back("person_" + way.name, text_among(way, persons_happenings()));
      if (told) all.emplace_back("person_" + way.name + "_answered", text_among(way, answers()));
      for (const auto& [name, lines] : persons_moves()) all.emplace_back("person_" + way.name + '_' + name, text_among(way, {lines}));
    }
  };
  meets_everything(persons_untold(), false);
  meets_everything(persons_told("", {}), true);
  meets_everything(persons_back_to_looking("", {}), true);
  const auto shows_late = [&](const std::vector<PersonsWay>& ways) {
    for (const auto& way : ways) all.emplace_back("person_" + way.name, text_among(way, {{"advance 30h"}}));
  };
  shows_late(persons_told("slow_", {"relay hesitates 3h"}));
  shows_late(persons_told("refused_", {"relay refuses 20m", "relay hesitates 3h"}));
  shows_late(persons_told("tried_", {"relay down 3h"}));
  return all;
}

}  // namespace redress::simulation
