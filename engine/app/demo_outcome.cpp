#include "engine/app/demo_outcome.hpp"

#include "engine/core/json_text.hpp"
#include "engine/report/survival.hpp"
#include "engine/report/text.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

namespace redress::app {
namespace {

constexpr std::array<std::string_view, 6> kDecided{"ClaimedGone", "RefusedByRecipient", "ContestedByRecipient",
                                                   "NotTheirs",   "DecisionReceived",   "CannotComply"};

/// What the events of one request say.
struct Passed {
  bool deadline = false, led = false, answered = false;
  std::optional<UtcTime> attempted, confirmed;
};
Passed passed(ReadQueries& reader, RequestId request) {
  Passed passed;
  for (const auto& event : reader.events(StreamKind::request, request.value)) {
    const auto& kind = event.kind;
    passed.deadline = passed.deadline || (kind == "TimerFired" && event.body.find("\"timer\":\"removal_due\"") != std::string::npos);
    passed.led = passed.led || kind == "RefusedByRecipient" || kind == "NextRungChosen" || kind == "NotTheirs" || kind == "NoticeBounced" ||
                 kind == "NoticeUndeliverable";
    passed.answered = passed.answered || std::find(kDecided.begin(), kDecided.end(), kind) != kDecided.end();
    if (!passed.attempted && kind == "NoticeAttempted") passed.attempted = event.at;
    if (!passed.confirmed && (kind == "RecipientAccepted" || kind == "Acknowledged")) passed.confirmed = event.at;
  }
  return passed;
}

/// What an open request waits for, the nearest first: a person, its next timer, a look, or a notice on its way.
std::string waits_for(ReadQueries& reader, const RequestRecord& request) {
  for (const auto& task : reader.tasks(request.id))
    if (!task.closed_at) return "a person: " + task.kind;
  const auto timers = reader.timers(request.id);
  const auto next = std::min_element(timers.begin(), timers.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
  if (next != timers.end()) return "the clock: " + next->name;
  return request.wished_look ? "a look" : "a notice on its way";
}

void count(StoreOutcome& outcome, ReadQueries& reader, const RequestRecord& request) {
  auto& one = outcome.workflows[request.workflow];
  const auto events = passed(reader, request.id);
  ++one.requests;
  one.answered += events.answered ? 1 : 0;
  if (request.closed_at) {
    ++one.closed;
    ++one.closed_as[request.state];
  } else {
    ++one.open[request.state + ", waits for " + waits_for(reader, request)];
  }
  if (request.workflow == "law_enforcement" && events.attempted && events.confirmed)
    one.hours_to_receipt.push_back(static_cast<double>((*events.confirmed - *events.attempted).count()) / 3'600'000.0);
  if (!request.facts.told_somebody) return;
  ++one.told;
  ++outcome.ladder["asked on rung " + std::to_string(request.facts.rung)];
  if (events.deadline) ++outcome.breached;
  if (events.deadline && !events.led && request.facts.rung > 1) ++outcome.escalated_by_silence;
  if (request.facts.reminders > 0) ++outcome.ladder["reminded on rung " + std::to_string(request.facts.rung)];
}

std::string figure(std::int64_t count) {
  constexpr std::size_t kWidth = 8;
  return report::padded(std::to_string(count), kWidth, true) + "  ";
}

std::optional<double> median(std::vector<double> hours) {
  if (hours.empty()) return std::nullopt;
  std::sort(hours.begin(), hours.end());
  return report::quantile_of(hours, 0.5);
}

}  // namespace

StoreOutcome read_outcome(ReadQueries& reader) {
  StoreOutcome outcome;
  RequestFilter filter;
  filter.limit = 5000;
  for (;;) {
    const auto page = reader.requests(filter);
    for (const auto& request : page) {
      filter.after = request.id.value;
      count(outcome, reader, request);
    }
    if (page.size() < static_cast<std::size_t>(filter.limit)) break;
  }
  for (std::int64_t id = 1;; ++id) {
    const auto notice = reader.notice(NoticeId{id});
    if (!notice) break;
    ++outcome.notices[std::string(name_of(notice->kind)) + " " + std::string(name_of(notice->state))];
  }
  constexpr std::int64_t kAlertsCounted = 100'000;
  for (const auto& alert : reader.alerts(kAlertsCounted)) ++outcome.alerts[alert.kind];
  for (const auto& task : reader.open_tasks("", kAlertsCounted)) ++outcome.tasks[task.kind];
  return outcome;
}

std::string to_json(const Counts& counts) {
  JsonObject out;
  for (const auto& [name, count] : counts) out.add(name, count);
  return out.text();
}

std::string to_json(const HelplineFigures& figures) {
  JsonObject out;
  out.add("persons", figures.persons).add("cases", figures.cases).add("locations", figures.locations).add("refused", figures.refused);
  out.add("accounts_given", figures.accounts_given)
      .add("asked", figures.asked)
      .add("gone", figures.gone)
      .add("still_there", figures.still_there);
  out.add("cannot_tell", figures.cannot_tell).add("not_answered", figures.not_answered).add("agreed_when_asked", figures.agreed_when_asked);
  out.add("statuses_asked", figures.statuses_asked)
      .add("consents_taken_back", figures.consents_taken_back)
      .add("withdrawn", figures.withdrawn);
  return out.text();
}

std::string to_json(const std::map<std::string, WorkflowOutcome>& workflows, const report::LatencyReport& latency) {
  JsonObject out;
  for (const auto& [workflow, one] : workflows) {
    JsonObject inner;
    inner.add("requests", one.requests).add("told", one.told).add("answered", one.answered).add("closed", one.closed);
    inner.raw("closed_as", to_json(one.closed_as)).raw("open", to_json(one.open));
    if (!one.hours_to_receipt.empty())
      inner.add("confirmed", static_cast<std::int64_t>(one.hours_to_receipt.size()))
          .raw("median_hours_to_receipt", report::json_number(median(one.hours_to_receipt)));
    for (const auto& line : latency.lines)
      if (line.group == workflow)
        inner.add("clocks", static_cast<std::uint64_t>(line.ours.n))
            .add("gone", static_cast<std::uint64_t>(line.ours.gone))
            .raw("median_hours", report::json_number(line.ours.median))
            .raw("p90_hours", report::json_number(line.ours.p90))
            .raw("within_24h", report::json_number(line.ours.within_24h));
    out.raw(workflow, inner.text());
  }
  return out.text();
}

std::string to_json(const Musts& musts) {
  JsonObject out;
  for (const auto& [what, holds] : musts) out.add(what, holds);
  return out.text();
}

void print_counts(const std::string& title, const Counts& counts) {
  std::cout << title << '\n';
  std::vector<std::pair<std::int64_t, std::string>> rows;
  for (const auto& [name, count] : counts) rows.emplace_back(-count, name);
  std::sort(rows.begin(), rows.end());
  for (const auto& [count, name] : rows) std::cout << "  " << figure(-count) << name << '\n';
}

void print_helpline(const HelplineFigures& figures) {
  std::cout << "The helpline\n"
            << "  " << figure(figures.cases) << "cases of " << figures.persons << " people, about " << figures.locations << " places\n"
            << "  " << figure(figures.accounts_given) << "accounts given of how a case stands; " << figures.statuses_asked
            << " people asked themselves, with their PIN\n"
            << "  " << figure(figures.asked) << "times asked \"is it gone for you?\": gone " << figures.gone << ", still there "
            << figures.still_there << ", cannot tell " << figures.cannot_tell << ", no answer " << figures.not_answered
            << ", the others not yet\n"
            << "  " << figure(figures.agreed_when_asked) << "agreed once they were asked; " << figures.consents_taken_back
            << " took it back, " << figures.withdrawn << " withdrew\n";
}

void print_workflows(const std::map<std::string, WorkflowOutcome>& workflows) {
  for (const auto& [workflow, one] : workflows) {
    std::cout << '\n' << workflow << ": " << one.requests << " requests, ";
    if (one.told > 0) std::cout << one.told << " sent, ";
    if (one.answered > 0) std::cout << one.answered << " decided by whoever was asked, ";
    if (const auto hours = median(one.hours_to_receipt))
      std::cout << one.hours_to_receipt.size() << " confirmed, half of them within " << report::hours_text(hours) << ", ";
    std::cout << one.closed << " closed\n";
    if (!one.closed_as.empty()) print_counts("  closed", one.closed_as);
    if (!one.open.empty()) print_counts("  still open, and why", one.open);
  }
}

}  // namespace redress::app
