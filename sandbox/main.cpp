// redress-sandbox: the emulated partners as a process of its own, on loopback.
#include "engine/core/json_text.hpp"
#include "sandbox/partners/day.hpp"
#include "sandbox/servers/servers.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <exception>
#include <fstream>
#include <iostream>
#include <optional>

namespace redress::sandbox {
namespace {

struct Settings {
  std::uint64_t seed = 1;
  WorldOptions world{.items = 2'000};
  ServersOptions servers;
  std::string origin = "2030-01-01T00:00:00Z";
  double speed = 1;
  std::int64_t started_ns = 0;
  std::filesystem::path write_day;
  std::filesystem::path ready_file;
};

/// Ports, clock and files as JSON: what an engine needs to be pointed at this sandbox.
std::string ready_text(const Settings& settings, const Servers& servers, const std::optional<Day>& day) {
  const auto& ports = servers.ports();
  JsonObject ready;
  ready.add("address", settings.servers.address)
      .add("smtp_port", static_cast<int>(ports.smtp))
      .add("imap_port", static_cast<int>(ports.imap))
      .add("http_port", static_cast<int>(ports.http))
      .add("rdap_port", static_cast<int>(ports.rdap))
      .add("dns_port", static_cast<int>(ports.dns))
      .add("webhook_port", static_cast<int>(ports.webhook))
      .add("ca_file", servers.ca_file().string())
      .add("origin", settings.origin)
      .add("started_ns", settings.started_ns)
      .add("speed", settings.speed)
      .add("seed", settings.seed);
  if (day) {
    JsonArray files;
    for (const auto& file : day->files)
      files.raw(JsonObject()
                    .add("file", file.path.string())
                    .add("arrives_at", to_rfc3339(file.arrives_at))
                    .add("format", name_of(file.format))
                    .add("rows", static_cast<std::uint64_t>(file.rows))
                    .add("bad_rows", static_cast<std::uint64_t>(file.bad_rows))
                    .text());
    ready.raw("day", files.text());
  }
  return ready.text() + "\n";
}

/// Complete or not there: written beside and renamed.
void write_ready(const std::filesystem::path& path, const std::string& text) {
  auto beside = path;
  beside += ".part";
  std::ofstream out(beside, std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + beside.string());
  std::filesystem::rename(beside, path);
}

int run(int argc, char** argv) {
  Settings settings;
  auto& ports = settings.servers.ports;
  CLI::App app("Emulated partners of Redress on loopback: relay, mailboxes, pages, register, names, webhook sink. All of it is invented.");
  app.add_option("--seed", settings.seed, "Same seed, same world")->capture_default_str();
  app.add_option("--items", settings.world.items, "Items in the world")->capture_default_str()->check(CLI::Range(0, 2'000'000));
  app.add_option("--origin", settings.origin, "RFC 3339: when the scripted time begins")->capture_default_str();
  app.add_option("--speed", settings.speed, "Scripted seconds a second")->capture_default_str()->check(CLI::Range(1.0, 100'000.0));
  app.add_option("--started-ns", settings.started_ns, "Moment of the origin on the machine's monotonic clock; default: now");
  app.add_option("--address", settings.servers.address, "Loopback address to listen on")->capture_default_str();
  app.add_option("--smtp-port", ports.smtp, "0 chooses one, as for the others")->capture_default_str();
  app.add_option("--imap-port", ports.imap)->capture_default_str();
  app.add_option("--http-port", ports.http, "Pages; on each hoster's addresses too")->capture_default_str();
  app.add_option("--rdap-port", ports.rdap)->capture_default_str();
  app.add_option("--dns-port", ports.dns)->capture_default_str();
  app.add_option("--webhook-port", ports.webhook, "Also /sink and /truth.json")->capture_default_str();
  app.add_option("--ca-file", settings.servers.ca_file, "Where the CA certificate of relay and mailboxes is written");
  app.add_option("--keep", settings.servers.keep, "Folder for one .eml per mail received");
  app.add_option("--write-day", settings.write_day, "Folder the day's input files are written into");
  app.add_option("--ready-file", settings.ready_file, "Written once everything listens: ports, CA file and clock as JSON");
  CLI11_PARSE(app, argc, argv);

  const auto origin = parse_rfc3339(settings.origin);
  if (!origin) {
    std::cerr << "--origin: not an RFC 3339 time, e.g. 2030-01-01T00:00:00Z\n";
    return 2;
  }
  settings.world.origin = *origin;

  // Blocked before any thread exists, so that only sigwait below gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  if (settings.started_ns == 0) settings.started_ns = std::chrono::nanoseconds(SystemClock().steady_now().time_since_epoch()).count();
  const AcceleratedClock clock(*origin, SteadyTime(std::chrono::nanoseconds(settings.started_ns)), settings.speed);
  World world(settings.seed, settings.world);
  std::optional<Day> day;
  if (!settings.write_day.empty()) day = write_day(world, settings.write_day);
  const Servers servers(world, clock, settings.servers);
  const auto ready = ready_text(settings, servers, day);
  if (!settings.ready_file.empty()) write_ready(settings.ready_file, ready);
  if (!day) std::cout << ready << std::flush;
  int signal = 0;
  sigwait(&signals, &signal);
  const auto totals = world.totals(clock.utc_now());
  std::cout << totals.notices << " notices, " << totals.duplicates << " duplicates (" << totals.unmarked_duplicates << " unmarked), "
            << totals.illegal_online << " of " << totals.illegal_online + totals.illegal_gone << " illegal pages online\n";
  return 0;
}

}  // namespace
}  // namespace redress::sandbox

int main(int argc, char** argv) {
  try {
    return redress::sandbox::run(argc, argv);
  } catch (const std::invalid_argument& error) {
    std::cerr << error.what() << "\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
