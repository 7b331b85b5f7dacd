// The engine as a service: owns the database, answers the CLI on its local socket, health and metrics on loopback.
#include "engine/api/acts.hpp"
#include "engine/api/health.hpp"
#include "engine/api/problem.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/intake_service.hpp"
#include "engine/app/wiring.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/transport/content_check.hpp"

#include <csignal>
#include <iostream>

namespace redress::app {
namespace {

constexpr Milliseconds kCheckpointEvery{hours{24}};

/// Blocks the signals that end the service in this thread and all it starts, so that `wait` gets them.
class Ending {
 public:
  Ending() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  /// True when one came within a second.
  [[nodiscard]] bool came() const {
    const timespec second{1, 0};
    return sigtimedwait(&signals_, nullptr, &second) > 0;
  }

 private:
  sigset_t signals_{};
};

api::HttpAnswer take_reports(runtime::Loop& loop, const api::HttpQuestion& question) {
  if (!question.local_user) return api::problem_answer(api::ProblemKind::forbidden, question.request_id, "Reports are taken on the local socket only.");
  auto batch = reports_from_wire(question.body);
  if (!batch) return api::problem_answer(api::ProblemKind::bad_body, question.request_id, "The body is no batch of reports of this version.");
  const auto door = posting_door(loop);
  auto result = door->file(std::move(*batch));
  if (!result) return api::problem_answer(api::ProblemKind::not_answered, question.request_id);
  return {200, to_wire(*result), "application/json", {}};
}

api::HttpAnswer take_case(runtime::Loop& loop, const api::HttpQuestion& question) {
  if (!question.local_user) return api::problem_answer(api::ProblemKind::forbidden, question.request_id, "Cases are taken on the local socket only.");
  auto wanted = case_from_wire(question.body);
  if (!wanted) return api::problem_answer(api::ProblemKind::bad_body, question.request_id, "The body is no case of this version.");
  return {200, to_wire(posting_door(loop)->open_case(std::move(*wanted))), "application/json", {}};
}

}  // namespace

int serve(Session& session) {
  const Ending ending;
  const auto* config = session.config();
  if (!config || !complain_of(problems_of_files(*config))) return kFailed;
  if (const int refused = session.hold("start another")) return refused;
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  if (const auto tied = wiring->tie_to_keys(); !tied) {
    complain(tied.error());
    return kFailed;
  }
  if (const auto loaded = wiring->load_directory(); !loaded) {
    complain(loaded.error());
    return kFailed;
  }
  if (const int refused = session.adopt_rules()) return refused;
  auto world = wiring->world();
  if (!world) {
    complain(world.error());
    return kFailed;
  }
  auto& loop = wiring->loop();
  loop.recover();
  runtime::RunnerSettings workers;
  workers.send_workers = config->send_workers;
  workers.look_workers = config->look_workers;
  workers.locate_workers = config->locate_workers;
  workers.inbox_pause = config->inbox_pause;
  std::optional<ImapSettings> intake_mailbox;
  if (config->intake_mailbox) {
    auto settings = intake_imap(*config->intake_mailbox);
    if (!settings) {
      complain(settings.error());
      return kFailed;
    }
    intake_mailbox = std::move(*settings);
  }
  runtime::Runner runner(loop, std::move(*world), workers);
  std::optional<IntakeService> intake(std::in_place, *config, std::move(intake_mailbox), loop, wiring->store());

  api::Routes routes;
  api::HttpServer* local = nullptr;
  api::add_health(routes, [&] {
    const auto reader = wiring->store().reader();
    api::Figures figures;
    figures.as_of = session.clock().utc_now();
    figures.counters = loop.counters();
    figures.backlog = reader->backlog(figures.as_of);
    figures.stuck = reader->stuck();
    const auto sending = reader->setting("sending");
    figures.sending = sending.empty() ? "on" : sending;
    figures.paused_connectors = reader->paused_connectors();
    figures.failure = runner.failure();
    figures.queue_waiting = static_cast<std::int64_t>(loop.waiting());
    if (local) figures.http = local->counts();
    return figures;
  });
  api::Routes local_routes = routes;
  api::add_acts(local_routes, api::act_through(loop));
  local_routes.add("POST", std::string(kReportsPath), [&](const api::HttpQuestion& question) { return take_reports(loop, question); });
  local_routes.add("POST", std::string(kCasesPath), [&](const api::HttpQuestion& question) { return take_case(loop, question); });

  api::HttpSettings local_settings;
  local_settings.limits.body_bytes_max = 64 * 1024 * 1024;  // a batch of reports with long addresses
  local_settings.limits.handler_threads = 16;  // several long imports each keep one waiting, and must not keep people waiting
  api::HttpServer local_server([&](const api::HttpQuestion& question) { return local_routes.answer(question); }, local_settings);
  local_server.listen_unix(config->socket);
  local = &local_server;
  std::optional<api::HttpServer> public_server;
  if (config->listen_port != 0) {
    public_server.emplace([&](const api::HttpQuestion& question) { return routes.answer(question); }, api::HttpSettings{});
    public_server->listen(config->listen_address, static_cast<std::uint16_t>(config->listen_port));
  }
  std::cerr << "redress: serving on " << config->socket << '\n';
  const auto newest = session.reader()->newest_checkpoint();
  UtcTime checkpoint_at = newest ? newest->at : UtcTime{};
  std::int64_t inboxes_down = 0;
  while (!ending.came()) {
    if (const auto down = loop.counters().inboxes_down; down != inboxes_down) {
      inboxes_down = down;
      std::cerr << "redress: " << (down > 0 ? "an inbox cannot be read; redress doctor says why" : "every inbox can be read again") << '\n';
    }
    if (const auto now = session.clock().utc_now(); now - checkpoint_at >= kCheckpointEvery) {
      if (wiring->keep_checkpoint()) checkpoint_at = now;
    }
    if (const auto failure = runner.failure(); !failure.empty()) {
      // Nothing is tried again on a guess: what was acknowledged is on disk, and the next start goes on from there.
      complain("the engine stopped: " + failure);
      return kFailed;
    }
  }
  std::cerr << "redress: stopping\n";
  intake.reset();
  local_server.stop();
  if (public_server) public_server->stop();
  runner.stop();
  return kDone;
}

int checker() {
  const SystemClock clock;
  return run_checker(0, 1, clock);
}

}  // namespace redress::app
