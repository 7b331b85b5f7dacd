// How the engine is, for machines: `/healthz` and `/metrics`. Numbers only; label values come from closed sets of ours.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/api/http_server.hpp"
#include "engine/api/routes.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/runtime/batch.hpp"

namespace redress::api {

struct CertificateFigure {
  std::string connector;  // id of one of this program's connectors
  double days_left = 0;   // negative once expired
};
struct Figures {
  UtcTime as_of;
  runtime::Counters counters;
  BacklogCount backlog;
  StuckCount stuck;
  std::vector<CertificateFigure> certificates;
  std::string sending = "on";      // on, paused or rehearsal
  std::vector<std::string> paused_connectors;
  std::string failure;             // what ended the writer thread; empty while it runs. Shown only as "failed"
  std::int64_t queue_waiting = 0;  // works in line before the loop
  HttpCounts http;
};
/// Called for each scrape, by several threads at once. May throw: then the engine counts as failed.
using FiguresSource = std::function<Figures()>;

/// `{"status":"ok"|"stuck"|"failed", "stuck":{…}, "backlog":{…}, "sending":…}`; 200 for `ok`, 503 otherwise.
[[nodiscard]] HttpAnswer health_answer(const FiguresSource& source);
/// Prometheus's text format 0.0.4. [SRC-PROMETHEUS-TEXT]
[[nodiscard]] std::string metrics_text(const Figures& figures);

/// GET `/healthz` and GET `/metrics`.
void add_health(Routes& routes, FiguresSource source);

}  // namespace redress::api
