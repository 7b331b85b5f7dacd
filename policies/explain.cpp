#include "policies/explain.hpp"

#include "engine/core/json_text.hpp"

namespace redress {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string to_the_minute(UtcTime moment) { return to_rfc3339(moment).substr(0, 16) + 'Z'; }

std::string describe(const Rung& rung) {
  std::vector<std::string> parts;
  for (const auto& addressee : rung.addressees)
    parts.push_back(std::string(name_of(addressee.kind)) + " to " +
                    (addressee.office.empty() ? std::string(name_of(addressee.scope)) : addressee.office) + " (" +
                    std::string(name_of(addressee.need)) + ')');
  if (!rung.task.empty()) parts.push_back("task " + rung.task);
  if (!rung.addressees.empty()) parts.push_back("waits " + to_words(rung.waits) + ", or until the request's deadline if that is later");
  if (rung.reminders_max > 0)
    parts.push_back(std::to_string(rung.reminders_max) + (rung.reminders_max == 1 ? " reminder after " : " reminders, each after ") +
                    to_words(rung.reminder_after));
  if (!rung.reminder_task.empty()) parts.push_back("with it task " + rung.reminder_task);
  parts.push_back(rung.addressees.empty() ? "then only a person leads on" : "next rung " + to_words(rung.next_rung_after) + " later");
  return joined(parts, "; ");
}

/// Of an order the power the desk has says which.
Reasoned<std::string> regime_of(const Policies& policies, const PolicyCase& about, const Facts& facts) {
  const auto power = about.workflow == kOrderWorkflow ? policies.roads().may_order(facts) : std::nullopt;
  return power ? *power : policies.deadlines().regime_for(about.workflow, facts);
}

Facts facts_of(const Policies& policies, const PolicyCase& about) {
  Facts facts;
  facts.country = about.country;
  facts.at_home = policies.roads().is_home(about.country);
  facts.platform = about.platform;
  facts.verdict = about.verdict;
  facts.urgent = about.urgent;
  facts.opened_at = about.at;
  facts.regime = regime_of(policies, about, facts).answer;
  return facts;
}

constexpr std::string_view kOfPersons = "victim_removal";

/// Its table asks a person before each rung after the first.
bool a_person_chooses(const PolicyCase& about) { return about.workflow == "trusted_flagger" || about.workflow == kOfPersons; }

std::string words(const LookPlan& plan) {
  return "first after " + to_words(plan.first_after) + ", then every " + to_words(plan.interval) + "; gone after " +
         std::to_string(plan.misses) + " misses, " + to_words(plan.miss_spacing) + " apart";
}

std::string words(const RetryAnswer& retry) {
  return "first wait " + to_words(retry.base) + ", times " + std::to_string(retry.factor) + ", at most " + to_words(retry.wait_max) +
         "; given up after " + std::to_string(retry.attempts_max) + " attempts or " + to_words(retry.give_up_after);
}

}  // namespace

std::vector<ExplainLine> explain(const Policies& policies, const PolicyCase& about) {
  std::vector<ExplainLine> lines;
  const auto add = [&](std::string question, std::string answer, const Why& why) {
    const auto* rule = policies.rule(why.rule);
    lines.push_back({std::move(question), std::move(answer), why, rule ? rule->sources : std::vector<std::string>{}});
  };
  auto facts = facts_of(policies, about);
  const auto due_in = [&](UtcTime due) { return to_the_minute(due) + " (in " + to_words(due - about.at) + ')'; };

  add("home", policies.roads().is_home(about.country) ? "yes: we send notices there" : "no: it takes the exchange road",
      policies.roads().home_rule().head.why());
  const auto road = policies.roads().workflow_for(facts);
  add("road", road ? road->answer : "none: a person finds one", road ? road->why : Why{});
  if (!facts.platform.empty()) {
    const auto removes = policies.platforms().removes(facts, about.at);
    add("the platform removes", removes.answer ? "yes" : "no: it is referred on", removes.why);
    const auto capacity = policies.platforms().capacity(facts, about.at);
    add("told as", std::string(name_of(capacity.answer)), capacity.why);
    const auto anonymous = policies.platforms().may_be_anonymous(facts, about.at);
    add("without our name", anonymous.answer ? "allowed, if a person chooses so" : "not allowed", anonymous.why);
  }
  const auto assessment = policies.triage().assessment_due(facts, about.at);
  add("assessment due", due_in(assessment.answer), assessment.why);
  if (!about.source.empty()) {
    const auto trusted = policies.triage().trusted(about.source, about.verdict);
    add("classification by " + about.source, trusted ? "counts as ours" : "does not count: no rule names the source for this verdict",
        trusted ? trusted->why : Why{});
  }
  if (about.workflow == kOrderWorkflow) {
    const auto power = policies.roads().may_order(facts);
    add("this desk may order", power ? "yes, by " + power->answer : "no: it is no such authority, and refers the matter to one",
        power ? power->why : Why{});
  }
  const auto regime = regime_of(policies, about, facts);
  add("regime", regime.answer, regime.why);
  if (const auto* rule = policies.deadlines().find_regime(regime.answer, about.at)) {
    add("the regime may be used by", std::string(name_of(rule->answer.used_by)), rule->head.why());
    add("the regime's clock", to_words(rule->answer.removal_within) + " from " + std::string(name_of(rule->answer.counts_from)), rule->head.why());
    add("the regime is valid",
        "from " + date_text(rule->head.valid_from) + (rule->head.valid_until ? " until " + date_text(*rule->head.valid_until) : ""),
        rule->head.why());
  }
  facts.first_attempt_at = facts.relay_accepted_at = facts.recipient_accepted_at = about.at;
  const auto due = policies.deadlines().removal_due(facts);
  add("removal due", due_in(due.answer), due.why);
  add("removal due, as the recipient reads it", policies.texts().deadline_words(due.answer, about.language), due.why);
  const auto acceptance = policies.deadlines().acceptance_due(facts, about.at);
  add("acceptance due", due_in(acceptance.answer), acceptance.why);
  for (const auto kind : {"removal", "acceptance"}) {
    std::vector<std::string> moments;
    const auto deadline = std::string_view(kind) == "removal" ? due.answer : acceptance.answer;
    for (const auto moment : policies.alerts().lead_alerts(kind, deadline, about.at).answer)
      moments.push_back(to_words(deadline - moment) + " before");
    add("alerts before " + std::string(kind) + " is due", moments.empty() ? "none" : joined(moments, ", "),
        policies.alerts().rule_for(kind, about.at).head.why());
  }
  for (int number = 1;; ++number) {
    const auto rung = policies.ladders().rung(about.workflow, facts, number);
    if (!rung) break;
    add("rung " + std::to_string(number), describe(rung->answer), rung->why);
    for (const auto& kind : {rung->answer.task, rung->answer.reminder_task}) {
      if (kind.empty()) continue;
      const auto task = policies.tasks().due(kind, facts, about.at);
      add("task " + kind + " due, if opened now", due_in(task.answer), task.why);
    }
  }
  const auto grouping = policies.delivery().grouping_window(NoticeKind::first, ContactScope::hoster, about.urgent, about.workflow);
  add("first notice gathers for", to_words(grouping.answer), grouping.why);
  for (const auto& [kind, scope] : {std::pair{NoticeKind::first, ContactScope::hoster},
                                    {NoticeKind::copy, ContactScope::network},
                                    {NoticeKind::escalation, ContactScope::registrar}}) {
    const auto leaves = policies.delivery().may_leave(kind, scope, about.at);
    add(std::string(name_of(kind)) + " to " + std::string(name_of(scope)) + " may leave", due_in(leaves.answer), leaves.why);
  }
  const auto sensitivity = policies.delivery().sensitivity(NoticeKind::first, ContactScope::hoster);
  add("first notice is", "TLP:" + std::string(name_of(sensitivity.answer)) + ": nobody with a lower ceiling gets it", sensitivity.why);
  const auto& retry = policies.delivery().retry_rule("mail");
  add("retries by mail", words(retry.answer), retry.head.why());
  for (const auto purpose : {LookPurpose::before_notice, LookPurpose::waiting, LookPurpose::claim, LookPurpose::watch}) {
    const auto plan = policies.looks().plan(purpose, Milliseconds{0});
    add("looks, " + std::string(name_of(purpose)), words(plan.answer), plan.why);
  }
  std::vector<std::string> evidence;
  for (const auto sign : policies.looks().evidence_rule(about.workflow).answer.suffices) evidence.emplace_back(name_of(sign));
  add("evidence for gone", joined(evidence, ", "), policies.looks().evidence_rule(about.workflow).head.why());
  const auto hold = policies.roads().may_send_when_hold_ends(facts);
  add("when a police hold runs out", hold.answer ? "sent by agreement" : "a person decides", hold.why);
  NoticeTextInput input;
  input.language = about.language;
  input.item_count = 1;
  input.workflow = about.workflow;
  const auto text = policies.texts().compose(input);
  add("text of the first notice", text.reviewed ? "reviewed" : "unreviewed: no speaker of the language has read it", text.why);
  for (const auto& other : policies.deadlines().unusable().rules())
    add("regime " + other.answer.regime, "not for us, but for " + std::string(name_of(other.answer.used_by)) + ": " + other.answer.because,
        other.head.why());
  for (const auto name : EnumNames<KeptKind>::names) {
    const auto keeping = policies.retention().keeping(*from_name<KeptKind>(name), about.verdict, about.at);
    add("kept, " + std::string(name), to_words(keeping.answer.keep_for) + " from " + std::string(name_of(keeping.answer.from)), keeping.why);
  }
  if (const auto& holidays = policies.calendars().holidays(); !holidays.empty())
    add("holidays are listed until", date_text(holidays.back().date),
        policies.calendars().at(policies.calendars().names().front(), about.at).head.why());
  return lines;
}

std::vector<SimulatedStep> simulate_silent_hoster(const Policies& policies, const PolicyCase& about, Milliseconds span) {
  std::vector<SimulatedStep> steps;
  const auto end = about.at + span;
  const auto add = [&](UtcTime at, std::string what, const Why& why) {
    if (at <= end) steps.push_back({at, std::move(what), why});
  };
  auto facts = facts_of(policies, about);
  add(about.at, "assessed as " + std::string(name_of(about.verdict)) + ", hosted in " + about.country, {});
  if (!is_illegal(about.verdict) || (!facts.at_home && facts.platform.empty() && about.workflow != kOfPersons)) {
    add(about.at,
        is_illegal(about.verdict) ? "no notice: hosted elsewhere, it takes the exchange road" : "no notice: not assessed as illegal",
        policies.roads().home_rule().head.why());
    return steps;
  }
  add(about.at, "regime " + facts.regime, regime_of(policies, about, facts).why);

  // A notice wanted at `wanted` gathers others, may be held by the calendar, and leaves; gives back when.
  const auto send = [&](NoticeKind kind, ContactScope scope, UtcTime wanted) {
    const auto name = std::string(name_of(kind)) + " to " +
                      (!facts.platform.empty() && scope == ContactScope::hoster ? "platform" : std::string(name_of(scope)));
    const auto window = policies.delivery().grouping_window(kind, scope, about.urgent, about.workflow);
    const auto sealed = wanted + window.answer + policies.delivery().undo_window(kind, scope).answer;
    if (window.answer.count() > 0) add(wanted, name + " gathers for " + to_words(window.answer), window.why);
    const auto leaves = policies.delivery().may_leave(kind, scope, sealed);
    if (leaves.answer > sealed) add(sealed, name + " is held until " + to_the_minute(leaves.answer), leaves.why);
    add(leaves.answer, name + " leaves", leaves.why);
    return leaves.answer;
  };

  // No rung asks what the one before it asked.
  std::string asked;
  const auto ask = [&](const std::string& kind, UtcTime at) {
    if (kind.empty() || kind == asked) return;
    asked = kind;
    const auto due = policies.tasks().due(kind, facts, at);
    add(at, "task " + kind + ", due " + to_the_minute(due.answer), due.why);
  };
  UtcTime rung_from = about.at;
  for (int number = 1; rung_from <= end; ++number) {
    const auto rung = policies.ladders().rung(about.workflow, facts, number);
    if (!rung) {
      add(rung_from, "the ladder ends: given up with a task", {});
      break;
    }
    add(rung_from, "rung " + std::to_string(number), rung->why);
    ask(rung->answer.task, rung_from);
    if (rung->answer.addressees.empty()) {
      add(rung_from, "waits for a person: nothing leads on by itself", rung->why);
      break;
    }
    UtcTime waits_from = rung_from;
    for (const auto& addressee : rung->answer.addressees) {
      const auto left = send(addressee.kind, addressee.scope, rung_from);
      if (addressee.need != Need::copy) waits_from = std::max(waits_from, left);
    }
    // One deadline, set by the first attempt of all: it never confirms, so its own clock does not run.
    if (!facts.first_attempt_at) {
      facts.first_attempt_at = facts.relay_accepted_at = waits_from;
      const auto due = policies.deadlines().removal_due(facts);
      for (const auto moment : policies.alerts().lead_alerts("removal", due.answer, waits_from).answer)
        add(moment, "alert: removal due in " + to_words(due.answer - moment), policies.alerts().rule_for("removal", moment).head.why());
      add(due.answer, "removal is late: alert", due.why);
      facts.deadline_at = due.answer;
    }
    auto last = std::max(*facts.deadline_at, waits_from + rung->answer.waits);
    if (const auto acceptance = policies.deadlines().acceptance_due(facts, waits_from); acceptance.answer < last) {
      add(acceptance.answer, "not accepted by the recipient's own system: alert; the same notice to its next contact, where it has one", acceptance.why);
      const auto task = policies.tasks().due("not_accepted", facts, acceptance.answer);
      add(acceptance.answer, "task not_accepted, due " + to_the_minute(task.answer), task.why);
    }
    add(last, "rung " + std::to_string(number) + " has had its time", rung->why);
    for (int reminder = 1; reminder <= rung->answer.reminders_max && last <= end; ++reminder) {
      last += rung->answer.reminder_after;
      if (reminder == 1) ask(rung->answer.reminder_task, last);
      for (const auto& addressee : rung->answer.addressees)
        if (addressee.need != Need::copy) send(NoticeKind::reminder, addressee.scope, last);
    }
    rung_from = last + rung->answer.next_rung_after;
    if (a_person_chooses(about)) {
      ask("choose_remedy", rung_from);
      add(rung_from, "no decision: waits for a person, who chooses the next rung", rung->why);
      break;
    }
  }

  std::string plan_rule;
  for (auto moment = about.at; moment <= end; moment += hours{1}) {
    const auto plan = policies.looks().plan(LookPurpose::waiting, moment - about.at);
    if (plan.why.rule != plan_rule) add(moment, "looked at every " + to_words(plan.answer.interval), plan.why);
    plan_rule = plan.why.rule;
  }
  std::stable_sort(steps.begin(), steps.end(), [](const SimulatedStep& left, const SimulatedStep& right) { return left.at < right.at; });
  return steps;
}

std::string to_text(const std::vector<ExplainLine>& lines) {
  std::string text;
  for (const auto& line : lines) {
    text += line.question + ": " + line.answer;
    if (!line.why.rule.empty())
      text += "  [" + line.why.rule + ", " + line.why.version + (line.sources.empty() ? "" : ", " + joined(line.sources, " ")) + ']';
    text += '\n';
  }
  return text;
}

std::string to_json(const std::vector<ExplainLine>& lines) {
  JsonArray array;
  for (const auto& line : lines) {
    JsonArray sources;
    for (const auto& source : line.sources) sources.add(source);
    array.raw(JsonObject{}
                  .add("question", line.question)
                  .add("answer", line.answer)
                  .add("rule", line.why.rule)
                  .add("version", line.why.version)
                  .raw("sources", sources.text())
                  .text());
  }
  return array.text();
}

std::string to_text(const std::vector<SimulatedStep>& steps) {
  std::string text;
  for (const auto& step : steps) {
    text += '+' + to_words(step.at - steps.front().at) + "  " + to_the_minute(step.at) + "  " + step.what;
    if (!step.why.rule.empty()) text += "  [" + step.why.rule + ']';
    text += '\n';
  }
  return text;
}

std::string to_json(const std::vector<SimulatedStep>& steps) {
  JsonArray array;
  for (const auto& step : steps)
    array.raw(JsonObject{}
                  .add("at", to_rfc3339(step.at))
                  .add("what", step.what)
                  .add("rule", step.why.rule)
                  .add("version", step.why.version)
                  .text());
  return array.text();
}

std::string to_text(const std::vector<RuleProblem>& problems) {
  std::string text;
  for (const auto& problem : problems) text += to_text(problem) + '\n';
  return text;
}

std::string to_json(const std::vector<RuleProblem>& problems) {
  JsonArray array;
  for (const auto& problem : problems)
    array.raw(JsonObject{}
                  .add("file", problem.file)
                  .add("line", problem.line)
                  .add("column", problem.column)
                  .add("what", problem.what)
                  .add("fix", problem.fix)
                  .text());
  return array.text();
}

}  // namespace redress
