#include "engine/api/health.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <sstream>
#include <utility>

#include "engine/core/json_text.hpp"

namespace redress::api {
namespace {

constexpr std::array<std::string_view, 3> kSending{"on", "paused", "rehearsal"};

bool is_stuck(const StuckCount& stuck) { return stuck.requests + stuck.notices + stuck.tasks > 0; }

/// A name as connectors have it; what is none is not shown, so that no label ever comes from outside.
bool is_connector_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

class Families {
 public:
  struct Value {
    std::string label;
    double value;
  };
  void counter(std::string name, std::string help, std::int64_t value) {
    auto& family = begin(std::move(name), std::move(help), prometheus::MetricType::Counter);
    family.metric.emplace_back().counter.value = static_cast<double>(value);
  }
  void counters(std::string name, std::string help, const std::string& label, std::initializer_list<Value> values) {
    auto& family = begin(std::move(name), std::move(help), prometheus::MetricType::Counter);
    for (const auto& one : values) add(family, label, one.label).counter.value = one.value;
  }
  void gauge(std::string name, std::string help, double value) {
    auto& family = begin(std::move(name), std::move(help), prometheus::MetricType::Gauge);
    family.metric.emplace_back().gauge.value = value;
  }
  void gauges(std::string name, std::string help, const std::string& label, const std::vector<Value>& values) {
    auto& family = begin(std::move(name), std::move(help), prometheus::MetricType::Gauge);
    for (const auto& one : values) add(family, label, one.label).gauge.value = one.value;
  }
  [[nodiscard]] std::string text() const {
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families_);
    return out.str();
  }

 private:
  prometheus::MetricFamily& begin(std::string name, std::string help, prometheus::MetricType type) {
    auto& family = families_.emplace_back();
    family.name = "redress_" + std::move(name);
    family.help = std::move(help);
    family.type = type;
    return family;
  }
  static prometheus::ClientMetric& add(prometheus::MetricFamily& family, const std::string& label, const std::string& value) {
    auto& metric = family.metric.emplace_back();
    metric.label.push_back({label, value});
    return metric;
  }
  std::vector<prometheus::MetricFamily> families_;
};

double number(std::int64_t value) { return static_cast<double>(value); }

}  // namespace

HttpAnswer health_answer(const FiguresSource& source) {
  HttpAnswer answer;
  Figures figures;
  try {
    figures = source();
  } catch (...) {  // whatever failed: figures that cannot be read mean that the engine is not well
    answer.status = 503;
    answer.body = JsonObject().add("status", "failed").text();
    return answer;
  }
  const bool failed = !figures.failure.empty();
  const bool stuck = is_stuck(figures.stuck);
  answer.status = failed || stuck ? 503 : 200;
  const auto stuck_json =
      JsonObject().add("requests", figures.stuck.requests).add("notices", figures.stuck.notices).add("tasks", figures.stuck.tasks).text();
  JsonObject backlog;
  backlog.add("outbox_waiting", figures.backlog.outbox_waiting)
      .add("outbox_dead", figures.backlog.outbox_dead)
      .add("open_requests", figures.backlog.open_requests)
      .add("open_tasks", figures.backlog.open_tasks)
      .add("overdue_tasks", figures.backlog.overdue_tasks)
      .add("overdue_timers", figures.backlog.overdue_timers)
      .add("alerts_unsent", figures.backlog.alerts_unsent);
  if (figures.backlog.oldest_waiting) backlog.add("oldest_waiting", to_rfc3339(*figures.backlog.oldest_waiting));
  JsonArray paused;
  for (const auto& name : figures.paused_connectors)
    if (is_connector_name(name)) paused.add(name);
  answer.body = JsonObject()
                    .add("status", failed  ? "failed"
                                   : stuck ? "stuck"
                                           : "ok")
                    .add("as_of", to_rfc3339(figures.as_of))
                    .add("sending", figures.sending)
                    .raw("paused_connectors", paused.text())
                    .raw("stuck", stuck_json)
                    .raw("backlog", backlog.text())
                    .text();
  return answer;
}

std::string metrics_text(const Figures& figures) {
  const auto& done = figures.counters;
  const auto& backlog = figures.backlog;
  Families all;
  all.gauge("up", "1 while the writer thread runs.", figures.failure.empty() ? 1 : 0);
  all.gauges(
      "stuck", "Open without timer, undelivered notice, task or wished look; each should be 0.", "kind",
      {{"request", number(figures.stuck.requests)}, {"notice", number(figures.stuck.notices)}, {"task", number(figures.stuck.tasks)}});
  all.counter("steps_total", "Batches committed.", done.steps);
  all.counter("works_total", "Works taken from the line.", done.works);
  all.counter("events_total", "Events appended.", done.events);
  all.counter("refused_events_total", "Events a workflow had no row for, or whose guard refused.", done.refused_events);
  all.counter("timers_fired_total", "Timers fired.", done.timers_fired);
  all.counter("attempts_total", "Attempts to hand a notice over.", done.attempts);
  all.counters("attempt_verdicts_total", "How attempts ended.", "verdict",
               {{"accepted", number(done.accepted)},
                {"refused", number(done.refused)},
                {"again_later", number(done.again_later)},
                {"uncertain", number(done.uncertain)},
                {"unreachable", number(done.relay_unreachable)}});
  all.counter("notices_sealed_total", "Notices sealed.", done.notices_sealed);
  all.counter("notices_voided_total", "Notices taken back before their first attempt.", done.notices_voided);
  all.counter("inbox_failures_total", "Times it was told that an inbox cannot be read.", done.inbox_failures);
  all.gauge("inboxes_down", "Inboxes that cannot be read now.", number(done.inboxes_down));
  all.counter("looks_total", "Looks given out.", done.looks);
  all.counter("answers_total", "Messages read.", done.answers);
  all.counter("alerts_total", "Alerts raised.", done.alerts);
  all.gauges(
      "outbox", "Notices on their way.", "state",
      {{"waiting", number(backlog.outbox_waiting)}, {"leased", number(backlog.outbox_leased)}, {"dead", number(backlog.outbox_dead)}});
  const double oldest = backlog.oldest_waiting ? std::chrono::duration<double>(figures.as_of - *backlog.oldest_waiting).count() : 0;
  all.gauge("outbox_oldest_waiting_seconds", "Age of the notice that has waited longest.", std::max(0.0, oldest));
  all.gauge("queue_waiting", "Works in line before the loop.", number(figures.queue_waiting));
  all.gauge("open_requests", "Open requests.", number(backlog.open_requests));
  all.gauges("tasks", "Open tasks.", "state", {{"open", number(backlog.open_tasks)}, {"overdue", number(backlog.overdue_tasks)}});
  all.gauges("timers", "Armed timers.", "state", {{"armed", number(backlog.timers)}, {"overdue", number(backlog.overdue_timers)}});
  all.gauge("reports", "Reports filed.", number(backlog.reports));
  all.gauge("items", "Items known.", number(backlog.items));
  all.gauge("quarantined", "Rows in quarantine.", number(backlog.quarantined));
  all.gauge("alerts_unsent", "Alerts no channel has taken yet.", number(backlog.alerts_unsent));
  std::vector<Families::Value> sending;
  for (const auto mode : kSending) sending.push_back({std::string(mode), figures.sending == mode ? 1.0 : 0.0});
  all.gauges("sending", "1 for the mode sending is in.", "mode", sending);
  all.gauge("connectors_paused", "Connectors whose notices wait for a person to let them go on.",
            number(static_cast<std::int64_t>(figures.paused_connectors.size())));
  std::vector<Families::Value> certificates;
  for (const auto& one : figures.certificates)
    if (is_connector_name(one.connector)) certificates.push_back({one.connector, one.days_left});
  if (!certificates.empty())
    all.gauges("certificate_days_left", "Days until a connector's certificate expires.", "connector", certificates);
  all.gauges("http", "The HTTP server now.", "what",
             {{"connections", number(figures.http.connections)}, {"in_flight", number(figures.http.in_flight)}});
  all.counters("http_total", "The HTTP server since start.", "what",
               {{"accepted", number(figures.http.accepted)},
                {"answered", number(figures.http.answered)},
                {"refused", number(figures.http.refused)},
                {"evicted", number(figures.http.evicted)}});
  return all.text();
}

void add_health(Routes& routes, FiguresSource source) {
  routes.add("GET", "/healthz", [source](const HttpQuestion&) { return health_answer(source); });
  routes.add("GET", "/metrics", [source = std::move(source)](const HttpQuestion&) {
    HttpAnswer answer;
    answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    answer.body = metrics_text(source());
    return answer;
  });
}

}  // namespace redress::api
