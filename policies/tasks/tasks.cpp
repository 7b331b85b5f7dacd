#include "policies/tasks/tasks.hpp"

namespace redress {

WorkingTime WorkingTime::read(YamlMap& row, const Calendars& calendars) {
  WorkingTime time;
  time.within = row.duration("within", minutes{1}, hours{24 * 366});
  auto names = calendars.names();
  names.emplace_back("none");
  time.calendar = row.word("calendar", names);
  if (time.calendar == "none") time.calendar.clear();
  return time;
}

UtcTime WorkingTime::due(UtcTime now, bool urgent, const Calendars& calendars) const {
  if (urgent || calendar.empty()) return now + within;
  return calendars.at(calendar, now).answer.after_open_time(now, within);
}

Tasks Tasks::read(RuleFile& file, const Calendars& calendars) {
  Tasks tasks;
  tasks.calendars_ = &calendars;
  tasks.rules_ = file.table<WorkingTime>("tasks", {Field::task, Field::urgent, Field::country, Field::verdict}, Totality::must_answer,
                                         [&](YamlMap& row, const RuleHead&) { return WorkingTime::read(row, calendars); });
  return tasks;
}

Reasoned<UtcTime> Tasks::due(std::string_view kind, const Facts& facts, UtcTime now) const {
  const auto* rule = rules_.choose(case_of(facts).with(Field::task, kind), now);
  return {rule->answer.due(now, facts.urgent, *calendars_), rule->head.why()};
}

}  // namespace redress
