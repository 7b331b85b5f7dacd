#include "engine/report/retention.hpp"

#include "engine/core/json_text.hpp"
#include "engine/report/fold.hpp"
#include "engine/report/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace redress::report {
namespace {

constexpr Milliseconds kTimeToErase = hours{24};
constexpr std::int64_t kPage = 1'000;
constexpr std::string_view kPersons = "persons";

bool is_within(UtcTime at, const RetentionQuery& query) { return (!query.from || at >= *query.from) && (!query.to || at < *query.to); }

/// The rule for whatever is not named, then those that name a verdict.
std::vector<KeptRule> rules_of(const RetentionPolicy& policy, KeptKind kind, UtcTime now) {
  std::vector<KeptRule> rules;
  const auto whatever = policy.keeping(kind, {}, now);
  rules.push_back({whatever.why, whatever.answer, {}});
  for (const auto name : EnumNames<Verdict>::names) {
    const auto verdict = *from_name<Verdict>(name);
    const auto one = policy.keeping(kind, verdict, now);
    if (one.why.rule == whatever.why.rule) continue;
    const auto known = std::find_if(rules.begin(), rules.end(), [&](const KeptRule& rule) { return rule.why.rule == one.why.rule; });
    if (known == rules.end())
      rules.push_back({one.why, one.answer, {verdict}});
    else
      known->verdicts.push_back(verdict);
  }
  return rules;
}

void note_oldest(KeptFigures& figures, UtcTime since) { figures.oldest = std::min(figures.oldest.value_or(since), since); }

KeptFigures figures_of(ReadQueries& store, const RetentionPolicy& policy, KeptKind kind, UtcTime now) {
  KeptFigures figures;
  figures.kind = name_of(kind);
  figures.rules = rules_of(policy, kind, now);
  KeptRow last;
  for (;;) {
    const auto rows = store.kept(kind, UtcTime::max(), last, kPage);
    for (const auto& row : rows) {
      last = row;
      ++figures.kept;
      note_oldest(figures, row.since);
      const auto standing = standing_of(store, kind, row);
      if (standing.held)
        ++figures.held;
      else if (standing.needed)
        ++figures.needed;
      else if (over_at(standing, policy.keeping(kind, standing.verdict, now).answer) + kTimeToErase < now)
        ++figures.overdue;
    }
    if (rows.size() < static_cast<std::size_t>(kPage)) return figures;
  }
}

/// Each once, also where somebody asks for themselves.
std::set<PersonId> persons_in(const CaseRecord& record) { return {record.requester, record.depicted}; }

void add_case(ReadQueries& store, const CaseRecord& record, const RetentionQuery& query, KeptFigures& figures) {
  const auto persons = static_cast<std::int64_t>(persons_in(record).size());
  if (record.erased_at) {
    figures.erased += is_within(*record.erased_at, query) ? persons : 0;
    return;
  }
  figures.kept += persons;
  note_oldest(figures, record.opened_at);
  const auto task = record.retention_task ? store.task(record.retention_task) : std::nullopt;
  if (record.legal_hold_since)
    figures.held += persons;
  else if (!record.closed_at)
    figures.needed += persons;
  else if (task && task->due_at + kTimeToErase < query.now)
    figures.overdue += persons;
}

KeptFigures figures_of_persons(ReadQueries& store, const TaskPolicy& tasks, const RetentionQuery& query) {
  KeptFigures figures;
  figures.kind = kPersons;
  const auto due = tasks.due("erase_case", {}, query.now);
  figures.rules.push_back({due.why, {due.answer - query.now, KeptFrom::closed}, {}});
  CaseId last;
  for (;;) {
    const auto cases = store.removal_cases(last, kPage);
    for (const auto& record : cases) {
      last = record.id;
      add_case(store, record, query, figures);
    }
    if (cases.size() < static_cast<std::size_t>(kPage)) return figures;
  }
}

std::string words_of(const KeptRule& rule) {
  std::string text = to_words(rule.keeping.keep_for) + " from " + std::string(name_of(rule.keeping.from));
  for (const auto verdict : rule.verdicts) text += (verdict == rule.verdicts.front() ? ", of " : ", ") + std::string(name_of(verdict));
  return text;
}

}  // namespace

std::vector<KeptFigures> retention_figures(ReadQueries& store, const PolicyBook& policies, const RetentionQuery& query) {
  std::map<std::string, std::int64_t, std::less<>> erased;
  for (const auto stream : {StreamKind::item, StreamKind::report, StreamKind::notice, StreamKind::desk})
    store.for_each_event(stream, [&](const EventRecord& event) {
      if (event.kind == "ErasedByRule" && is_within(event.at, query)) ++erased[std::string(text_in(event.body, "kind"))];
      return true;
    });
  std::vector<KeptFigures> all;
  for (const auto name : EnumNames<KeptKind>::names) {
    all.push_back(figures_of(store, policies.retention, *from_name<KeptKind>(name), query.now));
    all.back().erased = erased[all.back().kind];
  }
  all.push_back(figures_of_persons(store, policies.tasks, query));
  return all;
}

std::string retention_definition() {
  return "Definition " + std::to_string(kRetentionDefinition) +
         ". Kept: rows whose key is there. Oldest: when the first of them came, was sealed or first reported. "
         "Held: a legal hold is on something they are about. "
         "Needed: of the rest, something they are about is open, watched or has a message on its way, or nobody has read them yet. "
         "Overdue: of the rest, over by the rules of today for more than a day; must be 0, but for what stopped being held or needed "
         "within the last half day. Erased: by rule, in the time asked about. "
         "Persons: of cases; a task asks a person to erase them, so theirs counts what people erased, and overdue what that is late with.";
}

std::string to_json(const std::vector<KeptFigures>& figures, const RetentionQuery& query) {
  JsonArray kinds;
  for (const auto& one : figures) {
    JsonArray rules;
    for (const auto& rule : one.rules) {
      JsonArray verdicts;
      for (const auto verdict : rule.verdicts) verdicts.add(name_of(verdict));
      rules.raw(JsonObject()
                    .add("rule", to_text(rule.why))
                    .add("keep_for_days", static_cast<std::int64_t>(rule.keeping.keep_for / kTimeToErase))
                    .add("from", name_of(rule.keeping.from))
                    .raw("verdicts", verdicts.text())
                    .text());
    }
    JsonObject row;
    row.add("kind", one.kind).raw("rules", rules.text()).add("kept", one.kept);
    if (one.oldest)
      row.add("oldest", to_rfc3339(*one.oldest));
    else
      row.null("oldest");
    kinds.raw(row.add("held", one.held).add("needed", one.needed).add("erased", one.erased).add("overdue", one.overdue).text());
  }
  JsonObject out;
  out.add("figure", "retention")
      .add("definition_version", kRetentionDefinition)
      .add("definition", retention_definition())
      .add("at", to_rfc3339(query.now));
  if (query.from) out.add("from", to_rfc3339(*query.from));
  if (query.to) out.add("to", to_rfc3339(*query.to));
  return out.raw("kinds", kinds.text()).text();
}

std::string to_csv(const std::vector<KeptFigures>& figures) {
  std::string out = "kind,rule,keep,kept,oldest,held,needed,erased,overdue,definition_version\r\n";
  for (const auto& one : figures) {
    std::string rules, times;
    for (const auto& rule : one.rules) {
      rules += (rules.empty() ? "" : "; ") + to_text(rule.why);
      times += (times.empty() ? "" : "; ") + words_of(rule);
    }
    out += csv_field(one.kind) + "," + csv_field(rules) + "," + csv_field(times) + "," + std::to_string(one.kept) + "," +
           (one.oldest ? to_rfc3339(*one.oldest) : "") + "," + std::to_string(one.held) + "," + std::to_string(one.needed) + "," +
           std::to_string(one.erased) + "," + std::to_string(one.overdue) + "," + std::to_string(kRetentionDefinition) + "\r\n";
  }
  return out;
}

std::string to_table(const std::vector<KeptFigures>& figures) {
  std::string text;
  for (const auto& one : figures) {
    text += one.kind + ": " + std::to_string(one.kept) + " kept, the oldest " + (one.oldest ? to_rfc3339(*one.oldest) : "–") + "; " +
            std::to_string(one.held) + " held, " + std::to_string(one.needed) + " needed, " + std::to_string(one.overdue) + " overdue; " +
            std::to_string(one.erased) + (one.kind == kPersons ? " erased by people\n" : " erased by rule\n");
    for (const auto& rule : one.rules) text += "  " + words_of(rule) + "  [" + to_text(rule.why) + "]\n";
  }
  return text + "\n" + retention_definition() + "\n";
}

}  // namespace redress::report
