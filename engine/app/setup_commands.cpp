// Setting up and keeping: keys, database, backups, and whether everything is in order.
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/seal/key_file.hpp"
#include "engine/seal/key_ring.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace redress::app {
namespace {

namespace fs = std::filesystem;

bool refuse_while_serving(const Config& config, const std::string& what) {
  if (!somebody_serves(config.socket)) return false;
  complain("the engine is running and owns the database; stop it before you " + what);
  return true;
}

struct Finding {
  std::string about;
  bool good = false;
  std::string said;
  std::string fix;  // empty when good
};

Finding disk_finding(const Config& config) {
  std::error_code failed;
  auto folder = fs::path(config.database).parent_path();
  if (folder.empty()) folder = ".";
  const auto space = fs::space(folder, failed);
  constexpr std::uintmax_t kLeast = 1'000'000'000;
  if (failed) return {"disk", false, "the folder of the database cannot be looked at", "check that " + folder.string() + " exists"};
  return {"disk", space.available >= kLeast, std::to_string(space.available / 1'000'000) + " MB free",
          space.available >= kLeast ? "" : "free space in " + folder.string()};
}

}  // namespace

int init(Session& session) {
  const auto* config = session.config();
  if (!config) return kFailed;
  SystemRandom random;
  if (const auto made = create_key_file(config->key_file, random); !made && made.error().kind != KeyFileError::Kind::exists) {
    complain(made.error().message);
    return kFailed;
  }
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  if (const auto loaded = wiring->load_directory(); !loaded) {
    complain(loaded.error());
    return kFailed;
  }
  std::cout << "keys in " << config->key_file << ", database in " << config->database << "; keep a copy of the keys apart from the backups\n";
  return kDone;
}

int config_check(Session& session) {
  const auto* config = session.config();
  if (!config) return kFailed;
  std::cout << effective_config(*config) << '\n';
  return kDone;
}

int doctor(Session& session) {
  const auto* config = session.config();
  if (!config) return kFailed;
  std::vector<Finding> findings;
  const auto keys = find_and_load_keys(keys_from(*config));
  findings.push_back({"keys", static_cast<bool>(keys), keys ? std::to_string(keys->site_keys.size()) + " site keys" : keys.error().message,
                      keys ? "" : "make them with: redress init"});
  auto* wiring = keys ? session.wiring() : nullptr;
  findings.push_back({"rules and database", wiring != nullptr, wiring ? "open" : "cannot be opened", wiring ? "" : "see the message above"});
  findings.push_back(disk_finding(*config));
  findings.push_back({"relay", config->relay.has_value(), config->relay ? config->relay->relay.host : "none",
                      config->relay ? "" : "add relay: to " + session.options().config});
  if (!config->relay_password_file.empty()) {
    const auto secret = read_secret(config->relay_password_file);
    findings.push_back({"relay password", static_cast<bool>(secret), secret ? "readable" : secret.error(), secret ? "" : "see the sentence before"});
  }
  findings.push_back({"answers", config->imap || config->maildir, config->imap ? "imap" : config->maildir ? "maildir" : "nobody reads what hosters write back",
                      config->imap || config->maildir ? "" : "add imap: or maildir: to " + session.options().config});
  const std::string off = "off: nothing is ever confirmed as gone, and notices say that it could not be checked";
  findings.push_back({"looks", !config->legal_basis.empty(), config->legal_basis.empty() ? off : "on, " + config->legal_basis,
                      config->legal_basis.empty() ? "record the legal basis as looks: legal_basis:" : ""});
  if (!config->legal_basis.empty())
    findings.push_back({"vantage", !config->control_urls.empty(), std::to_string(config->control_urls.size()) + " control addresses",
                        config->control_urls.empty() ? "without control addresses no look is believed to show gone; add looks: control_urls:" : ""});
  findings.push_back({"network", config->network.permit.empty() && config->network.hosts.empty(),
                      std::to_string(config->network.hosts.size()) + " names answered here, " +
                          std::to_string(config->network.permit.size()) + " special-purpose ranges permitted",
                      config->network.permit.empty() && config->network.hosts.empty()
                          ? ""
                          : "leave network.hosts and network.permit empty outside a sandbox"});
  findings.push_back(
      {"alerts", !config->alert_mail.empty() || !config->webhooks.empty(),
       std::to_string(config->alert_mail.size() + config->webhooks.size()) + " channels",
       config->alert_mail.empty() && config->webhooks.empty() ? "add alerts: mail: or webhooks:, then try redress alert test" : ""});
  if (wiring) {
    auto* reader = session.reader();
    const auto stuck = reader->stuck();
    const auto sum = stuck.requests + stuck.notices + stuck.tasks;
    findings.push_back({"stuck", sum == 0, std::to_string(sum),
                        sum == 0 ? "" : "a defect: keep a backup and report it; redress task list shows what people can do meanwhile"});
    const auto backlog = reader->backlog(session.clock().utc_now());
    findings.push_back({"given up", backlog.outbox_dead == 0, std::to_string(backlog.outbox_dead) + " notices",
                        backlog.outbox_dead == 0 ? "" : "redress notice list --dead, then requeue or close"});
    const auto sending = reader->setting("sending");
    findings.push_back({"sending", sending.empty() || sending == "on", sending.empty() ? "on" : sending,
                        sending.empty() || sending == "on" ? "" : "redress sending on"});
  }
  bool all_good = true;
  for (const auto& finding : findings) {
    all_good = all_good && finding.good;
    if (session.options().json)
      std::cout << JsonObject().add("about", finding.about).add("good", finding.good).add("said", finding.said).add("fix", finding.fix).text() << '\n';
    else
      std::cout << (finding.good ? "ok    " : "MEND  ") << finding.about << ": " << finding.said
                << (finding.fix.empty() ? "" : "\n      " + finding.fix) << '\n';
  }
  return all_good ? kDone : kFailed;
}

int key_rotate(Session& session) {
  const auto* config = session.config();
  if (!config || refuse_while_serving(*config, "rotate its keys")) return kFailed;
  SystemRandom random;
  const auto id = rotate_key_file(config->key_file, random);
  if (!id) {
    complain(id.error().message);
    return kFailed;
  }
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  auto& keys = wiring->keys();
  const auto changed = wiring->store().rewrap([&](const WrappedKey& wrapped) { return !keys.is_current(wrapped); },
                                              [&](const WrappedKey& wrapped) {
                                                auto again = keys.rewrap(wrapped);
                                                return again ? std::move(*again) : wrapped;
                                              });
  std::cout << "site key " << *id << " wraps now; " << changed << " data keys were wrapped again\n";
  return key_status(session);
}

int key_status(Session& session) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  std::int64_t old = 0;
  auto& keys = wiring->keys();
  (void)wiring->store().rewrap(
      [&](const WrappedKey& wrapped) {
        if (!keys.is_current(wrapped)) ++old;
        return false;  // only counted
      },
      [](const WrappedKey& wrapped) { return wrapped; });
  if (session.options().json)
    std::cout << JsonObject().add("newest", keys.newest_site_key()).add("on_older_keys", old).text() << '\n';
  else
    std::cout << "newest site key " << keys.newest_site_key() << "; " << old << " data keys under older ones"
              << (old ? " (redress key rotate wraps them again)" : "") << '\n';
  return old == 0 ? kDone : kFailed;
}

int backup(Session& session, const std::string& path) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  if (fs::exists(path)) {
    complain(path + " exists already; a backup never overwrites one");
    return kFailed;
  }
  wiring->store().backup(path);
  std::cout << "backed up to " << path << "; it is worth nothing without the keys, which are kept apart\n";
  return kDone;
}

int restore(Session& session, const std::string& path) {
  const auto* config = session.config();
  if (!config || refuse_while_serving(*config, "restore a copy")) return kFailed;
  if (!fs::exists(path)) {
    complain(path + " does not exist");
    return kFailed;
  }
  if (fs::exists(config->database)) {
    const auto aside = config->database + ".before-restore-" + std::to_string(to_ms(session.clock().utc_now()));
    for (const char* ending : {"", "-wal", "-shm"})
      if (fs::exists(config->database + ending)) fs::rename(config->database + ending, aside + ending);
    std::cout << "what was there is now " << aside << '\n';
  }
  fs::copy_file(path, config->database);
  runtime::Act act;
  act.kind = runtime::ActKind::sending;
  act.argument = "paused";
  act.reason = "restored from a copy: what was sent since is not known here";
  return session.act(std::move(act), "restored; sending is PAUSED. Compare with what was sent since the copy, then: redress sending on");
}

int erase(Session& session, std::int64_t item, const std::string& reason) {
  runtime::Act act;
  act.kind = runtime::ActKind::erase;
  act.subject = item;
  act.reason = reason;
  return session.act(std::move(act), "erased; older backups still hold it until they are deleted");
}

}  // namespace redress::app
