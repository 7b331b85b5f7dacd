// Builds the engine from its configuration and hands out references: the only place that knows every part.
#pragma once

#include "engine/app/config.hpp"
#include "engine/core/ports/alerts.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/core/random.hpp"
#include "engine/runtime/runner.hpp"

#include <memory>
#include <string>

namespace redress {
class Directory;
class KeyRing;
struct PolicyBook;
struct PlaceExplanation;
}  // namespace redress

namespace redress::app {

/// There is a database already: keys of its own are somewhere, and new ones would not open it.
[[nodiscard]] bool database_exists(const Config& config);

/// Every workflow this program has. Lives for the whole process.
[[nodiscard]] const std::vector<const Workflow*>& all_workflows();

class Wiring {
 public:
  ~Wiring();
  Wiring(const Wiring&) = delete;
  Wiring& operator=(const Wiring&) = delete;

  /// Opens keys, rules and store. `clock` and `random` outlive it. Fails with sentences that name the place and the fix, also when the keys
  /// are not those the store belongs to.
  enum class IfAbsent { make_database, refuse };
  [[nodiscard]] static Result<std::unique_ptr<Wiring>, std::string> open(const Config& config, const Clock& clock, Random& random,
                                                                         IfAbsent if_absent = IfAbsent::make_database);

  [[nodiscard]] const Config& config() const;
  [[nodiscard]] Store& store();
  [[nodiscard]] KeyRing& keys();
  [[nodiscard]] runtime::Loop& loop();
  [[nodiscard]] const Clock& clock() const;
  [[nodiscard]] const std::vector<const Connector*>& connectors() const;
  /// For whoever may write, before anything is written: from here on the store knows which keys it belongs to, also a store from before
  /// that was kept. Fails with a sentence when something in it does not open with these keys.
  [[nodiscard]] Result<void, std::string> tie_to_keys();
  /// Brings the directory file of the configuration into the store. Fails with the file's problems.
  [[nodiscard]] Result<void, std::string> load_directory();
  /// Signs all chain heads as they are and posts the checkpoint for keeping. Reads every head: not for the writer thread.
  /// False, and nothing kept, while there is no event to vouch for.
  bool keep_checkpoint();
  /// All heads as they were when `up_to` was the newest event, signed now; not kept. Reads every head.
  [[nodiscard]] CheckpointRecord signed_heads(EventId up_to);
  /// Base64; what checkpoints are checked against.
  [[nodiscard]] const std::string& checkpoint_key() const;
  /// How host and contact of an address are decided, step by step.
  [[nodiscard]] PlaceExplanation explain_place(const HostName& host);
  [[nodiscard]] const Directory& directory() const;
  /// The rules valid at that moment. The reference lives as long as this does.
  [[nodiscard]] const PolicyBook& rules_at(UtcTime moment) const;
  /// SHA-256 of the operator's own rule files, hexadecimal; "shipped" where none differs from what is built in.
  [[nodiscard]] const std::string& rules_digest() const;
  /// How workers reach the world. Secrets are read now; fails with a sentence that names the file.
  [[nodiscard]] Result<runtime::World, std::string> world();

 private:
  Wiring();
  struct Hidden;
  std::unique_ptr<Hidden> hidden_;
};

}  // namespace redress::app
