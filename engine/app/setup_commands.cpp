// Setting up and keeping: keys, database, backups, and whether everything is in order.
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/directory/directory.hpp"
#include "engine/seal/key_file.hpp"
#include "engine/seal/key_ring.hpp"
#include "policies/book.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace redress::app {
namespace fs = std::filesystem;

int init(Session& session) {
  const auto* config = session.config();
  if (!config) return kFailed;
  const std::string doing = "set it up again (a changed directory is taken in when it starts)";
  if (const int refused = session.hold(doing)) return refused;
  if (!database_exists(*config)) {  // new keys would open nothing in one that is there
    SystemRandom random;
    if (const auto made = create_key_file(config->key_file, random); !made && made.error().kind != KeyFileError::Kind::exists) {
      complain(made.error().message);
      return kFailed;
    }
  }
  auto* wiring = session.new_wiring();
  if (!wiring) return kFailed;
  if (const int refused = session.hold(doing)) return refused;  // a new one
  if (const auto tied = wiring->tie_to_keys(); !tied) {
    complain(tied.error());
    return kFailed;
  }
  if (const auto loaded = wiring->load_directory(); !loaded) {
    complain(loaded.error());
    return kFailed;
  }
  if (session.options().json)
    std::cout << JsonObject().add("keys", config->key_file).add("database", config->database).text() << '\n';
  else
    std::cout << "keys in " << config->key_file << ", database in " << config->database << "; keep a copy of the keys apart from the backups\n";
  return kDone;
}

namespace {

int failed_by(const std::vector<YamlProblem>& problems) {
  (void)complain_of(problems);
  return kFailed;
}

}  // namespace

int config_check(Session& session) {
  const auto* config = session.config();
  if (!config || !complain_of(problems_of_files(*config))) return kFailed;
  if (!config->directory.empty())
    if (const auto directory = load_directory(config->directory); !directory) return failed_by(directory.error());
  const auto rules = read_rules(std::filesystem::path(config->policies));
  if (!rules) return failed_by(rules.error());
  if (const auto policies = PoliciesOverTime::load(*rules, session.clock().utc_now()); !policies) return failed_by(policies.error());
  std::cout << effective_config(*config) << '\n';
  return kDone;
}

int key_rotate(Session& session) {
  const auto* config = session.config();
  if (!config) return kFailed;
  if (const int refused = session.hold("rotate its keys")) return refused;
  if (const int code = session.record("key_rotate")) return code;
  session.close();  // what it holds are the keys as they were
  SystemRandom random;
  const auto id = rotate_key_file(config->key_file, random);
  if (!id) {
    complain(id.error().message);
    return kFailed;
  }
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  // Before anything is wrapped by the new key: a key file from before is refused from then on.
  if (const auto tied = wiring->tie_to_keys(); !tied) {
    complain(tied.error());
    return kFailed;
  }
  auto& keys = wiring->keys();
  const auto changed = wiring->store().rewrap([&](const WrappedKey& wrapped) { return !keys.is_current(wrapped); },
                                              [&](const WrappedKey& wrapped) {
                                                auto again = keys.rewrap(wrapped);
                                                return again ? std::move(*again) : wrapped;
                                              });
  if (!session.options().json) std::cout << "site key " << *id << " wraps now; " << changed << " data keys were wrapped again\n";
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
    std::cout << JsonObject()
                     .add("newest", keys.newest_site_key())
                     .add("on_older_keys", old)
                     .add("checkpoint_key", wiring->checkpoint_key())
                     .text()
              << '\n';
  else
    std::cout << "newest site key " << keys.newest_site_key() << "; " << old << " data keys under older ones"
              << (old ? " (redress key rotate wraps them again)" : "") << "\ncheckpoints are signed with " << wiring->checkpoint_key()
              << " (public; may be published)\n";
  return old == 0 ? kDone : kFailed;
}

int backup(Session& session, const std::string& path) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  if (fs::exists(path)) {
    complain(path + " exists already; a backup never overwrites one");
    return kFailed;
  }
  if (const int code = session.record("backup")) return code;
  wiring->store().backup(path);
  if (session.options().json)
    std::cout << JsonObject().add("backup", path).text() << '\n';
  else
    std::cout << "backed up to " << path << "; it is worth nothing without the keys, which are kept apart\n";
  return kDone;
}

int erase(Session& session, std::int64_t item, const std::string& reason, bool break_glass) {
  runtime::Act act;
  act.kind = runtime::ActKind::erase;
  act.subject = item;
  act.reason = reason;
  act.break_glass = break_glass;
  return session.act(std::move(act), "erased; older backups still hold it until they are deleted");
}

}  // namespace redress::app
