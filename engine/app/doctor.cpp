// Is everything in order? Each finding stands on its own: what cannot be opened or reached is one of them, never the end of the list.
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"
#include "engine/seal/key_file.hpp"

#include <dirent.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <limits>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

struct Finding {
  std::string about;
  bool good = false;
  std::string said;
  std::string fix;  // empty when good
};

class Findings {
 public:
  /// `fix` counts where it is not good.
  void add(std::string about, bool good, std::string said, std::string fix) {
    all_.push_back({std::move(about), good, std::move(said), good ? std::string() : std::move(fix)});
  }
  /// Looks; what it throws is a finding.
  template <class Look>
  void look(const std::string& about, const std::string& fix, Look&& run) {
    try {
      run();
    } catch (const std::exception& problem) {
      add(about, false, problem.what(), fix);
    }
  }
  [[nodiscard]] bool print(bool json) const {
    bool all_good = true;
    for (const auto& finding : all_) {
      all_good = all_good && finding.good;
      if (json)
        std::cout << JsonObject().add("about", finding.about).add("good", finding.good).add("said", finding.said).add("fix", finding.fix).text() << '\n';
      else
        std::cout << (finding.good ? "ok    " : "MEND  ") << finding.about << ": " << for_terminal(finding.said)
                  << (finding.fix.empty() ? "" : "\n      " + finding.fix) << '\n';
    }
    return all_good;
  }

 private:
  std::vector<Finding> all_;
};

void look_at_disk(Findings& findings, const Config& config) {
  std::error_code failed;
  auto folder = fs::path(config.database).parent_path();
  if (folder.empty()) folder = ".";
  const auto space = fs::space(folder, failed);
  constexpr std::uintmax_t kLeast = 1'000'000'000;
  if (failed) return findings.add("disk", false, "the folder of the database cannot be looked at", "check that " + folder.string() + " exists");
  findings.add("disk", space.available >= kLeast, std::to_string(space.available / 1'000'000) + " MB free", "free space in " + folder.string());
}

/// Opened by our keys and rules; null when it is not. Never makes a database.
Wiring* look_at_database(Findings& findings, Session& session, const Config& config) {
  const auto keys = find_and_load_keys(keys_from(config));
  findings.add("keys", static_cast<bool>(keys), keys ? std::to_string(keys->site_keys.size()) + " site keys" : keys.error().message,
               !keys && keys.error().kind != KeyFileError::Kind::absent ? "mend what the sentence names"
               : database_exists(config) ? "put it back, or its safe copy: database " + config.database + " opens with no other"
                                         : "make them with: redress init");
  if (!database_exists(config)) {
    findings.add("rules and database", false, config.database + " does not exist",
                 keys ? "put it back, or restore a copy (redress restore FILE); a new desk begins with: redress init"
                      : "make it with: redress init");
    return nullptr;
  }
  Wiring* wiring = nullptr;
  if (!keys) return nullptr;
  findings.look("rules and database", "is it the right file, and may this user open it? If it is damaged: redress restore", [&] {
    std::string problem;
    wiring = session.wiring(problem);
    findings.add("rules and database", wiring != nullptr, wiring ? "open" : problem, "mend what the sentence names");
  });
  return wiring;
}

void look_at_rules(Findings& findings, Session& session, const Wiring& wiring) {
  const auto adopted = session.reader()->setting(runtime::kAdoptedRules);
  const bool good = adopted.empty() || adopted == wiring.rules_digest();
  findings.add("adopted rules", good,
               adopted.empty() ? "none yet; the first start or act adopts those of the configuration"
               : good          ? "in force"
                               : "others than those in `policies:`",
               "put those back and start, then: redress policy adopt --reason WHY");
}

void look_at_work(Findings& findings, Session& session) {
  auto* reader = session.reader();
  const auto stuck = reader->stuck();
  const auto sum = stuck.requests + stuck.notices + stuck.tasks;
  findings.add("stuck", sum == 0, std::to_string(sum), "a defect: keep a backup and report it; redress task list shows what people can do meanwhile");
  const auto backlog = reader->backlog(session.clock().utc_now());
  findings.add("given up", backlog.outbox_dead == 0, std::to_string(backlog.outbox_dead) + " notices", "redress notice list --dead, then requeue or close");
  findings.add("overdue tasks", backlog.overdue_tasks == 0, std::to_string(backlog.overdue_tasks), "redress task list");
  findings.add("unsent alerts", backlog.alerts_unsent == 0, std::to_string(backlog.alerts_unsent), "redress alert test");
  const auto sending = reader->setting("sending");
  findings.add("sending", sending.empty() || sending == "on", sending.empty() ? "on" : sending, "redress --role lead sending on");
}

void look_at_engine(Findings& findings, const Config& config) {
  const auto serving = who_serves(config.socket);
  findings.add("engine", serving == Serving::answers,
               serving == Serving::answers  ? "serving"
               : serving == Serving::silent ? silence_of(config.socket)
                                            : "not running",
               serving == Serving::silent ? "look into its log" : "start it: redress serve, or systemctl start redress");
}

void look_at_relay(Findings& findings, const std::string& configuration, const Config& config) {
  if (!config.relay) return findings.add("relay", false, "none", "add relay: to " + configuration);
  const auto where = config.relay->relay.host + ":" + std::to_string(config.relay->relay.port);
  auto settings = *config.relay;
  if (!config.relay_password_file.empty()) {
    auto secret = read_secret(config.relay_password_file);
    if (!secret) return findings.add("relay", false, secret.error(), "mend the file that relay: password_file: names");
    settings.relay.password = std::move(*secret);
  }
  findings.look("relay", "mend relay: in " + configuration, [&] {
    const auto probe = probe_relay(settings);
    findings.add("relay", probe.outcome == MailOutcome::accepted, where + ": " + probe.cause,
                 "check relay: in " + configuration + ", and whether the relay runs");
  });
}

/// Every message lies before it: nothing is fetched.
class AtTheEnd final : public Inbox::Position {
 public:
  std::int64_t after(std::int64_t) override { return std::numeric_limits<std::uint32_t>::max() - 1; }
};

void knock_at_mailbox(Findings& findings, const std::string& about, const std::string& key, const std::string& configuration, ImapSettings settings,
                      const std::string& password_file) {
  if (!password_file.empty()) {
    auto secret = read_secret(password_file);
    if (!secret) return findings.add(about, false, secret.error(), "mend the file that " + key + " password_file: names");
    settings.server.password = std::move(*secret);
  }
  settings.server.time_limit = kProbeTimeMax;
  findings.look(about, "mend " + key + " in " + configuration, [&] {
    AtTheEnd end;
    const auto fetched = make_imap_inbox(settings)->fetch(end, 1);
    const auto said = fetched                                        ? "imap: logged in, the mailbox opens"
                      : fetched.error() == InboxError::unreachable ? "imap: the server cannot be reached"
                      : fetched.error() == InboxError::refused     ? "imap: the server refuses the login or the mailbox"
                                                                   : "imap: what the server answers is no IMAP";
    findings.add(about, fetched.has_value(), said, "check " + key + " in " + configuration + ", its password, and whether the server runs");
  });
}

void look_at_inbox(Findings& findings, const std::string& configuration, const Config& config) {
  if (!config.imap && !config.maildir)
    return findings.add("answers", false, "nobody reads what hosters write back", "add imap: or maildir: to " + configuration);
  if (config.maildir) {
    for (const char* part : {"/new", "/cur"}) {
      DIR* folder = ::opendir((config.maildir->directory + part).c_str());
      findings.add("answers", folder != nullptr, config.maildir->directory + part + (folder ? " can be read" : " cannot be read"),
                   "check that it exists and who may read it");
      if (folder) ::closedir(folder);
    }
  }
  if (config.imap) knock_at_mailbox(findings, "answers", "imap:", configuration, *config.imap, config.imap_password_file);
}

/// What comes in by itself: the folder can be worked in, the mailbox opens.
void look_at_intake(Findings& findings, const std::string& configuration, const Config& config) {
  if (config.drop_folder) {
    for (const auto& source : config.drop_folder->settings.sources) {
      const auto path = config.drop_folder->settings.path + (source.folder.empty() ? "" : "/" + source.folder);
      const bool good = fs::is_directory(path) && ::access(path.c_str(), R_OK | W_OK | X_OK) == 0;
      std::error_code failed;
      std::int64_t waiting = 0;
      for (fs::directory_iterator entry(path + "/" + std::string(kFailedFolder), failed), end; !failed && entry != end; entry.increment(failed))
        waiting += entry->path().extension() == ".txt" ? 1 : 0;
      const auto said = good ? ", as " + source.source + ", " + std::to_string(waiting) + " failed files" : std::string(" cannot be read and written");
      findings.add("drop folder", good, path + said, "make it, and let the engine's user read and write in it");
    }
  }
  if (!config.intake_mailbox) return;
  const auto& mailbox = *config.intake_mailbox;
  findings.add("intake senders", !mailbox.rules.senders.empty(), std::to_string(mailbox.rules.senders.size()) + " may report by mail",
               "name them as intake: mailbox: senders: in " + configuration);
  knock_at_mailbox(findings, "intake mailbox", "intake: mailbox:", configuration, mailbox.imap, mailbox.password_file);
}

void look_at_configuration(Findings& findings, const Config& config) {
  for (const auto& problem : problems_of_files(config))
    findings.add("configuration", false,
                 problem.file + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " + problem.what,
                 problem.fix);
  const bool looks = !config.legal_basis.empty();
  const std::string off = "off: nothing is ever confirmed as gone, and notices say that it could not be checked";
  findings.add("looks", looks, looks ? "on, " + config.legal_basis : off, "record the legal basis as looks: legal_basis:");
  if (looks)
    findings.add("vantage", !config.control_urls.empty(), std::to_string(config.control_urls.size()) + " control addresses",
                 "without control addresses no look is believed to show gone; add looks: control_urls:");
  findings.add("network", config.network.permit.empty() && config.network.hosts.empty(),
               std::to_string(config.network.hosts.size()) + " names answered here, " + std::to_string(config.network.permit.size()) +
                   " special-purpose ranges permitted",
               "leave network.hosts and network.permit empty outside a sandbox");
  const auto channels = config.alert_mail.size() + config.webhooks.size();
  findings.add("alerts", channels > 0, std::to_string(channels) + " channels", "add alerts: mail: or webhooks:, then try redress alert test");
}

}  // namespace

int doctor(Session& session) {
  const auto* config = session.config();
  if (!config) return kFailed;
  Findings findings;
  if (const auto* wiring = look_at_database(findings, session, *config)) {
    look_at_rules(findings, session, *wiring);
    findings.look("work", "redress audit verify; if the database is damaged: redress restore", [&] { look_at_work(findings, session); });
  }
  look_at_disk(findings, *config);
  look_at_engine(findings, *config);
  look_at_relay(findings, session.options().config, *config);
  look_at_inbox(findings, session.options().config, *config);
  look_at_intake(findings, session.options().config, *config);
  look_at_configuration(findings, *config);
  return findings.print(session.options().json) ? kDone : kFailed;
}

}  // namespace redress::app
