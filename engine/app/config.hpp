// The one configuration file (YAML). Every key has a default that is safe; unknown keys are refused with the nearest valid one.
// Secrets stand in files of their own, named here; never in this file, on the command line or in the environment.
#pragma once

#include "engine/app/drop_folder.hpp"
#include "engine/app/intake_mail.hpp"
#include "engine/core/ports/connector.hpp"
#include "engine/core/time.hpp"
#include "engine/transport/imap_inbox.hpp"
#include "engine/transport/maildir_inbox.hpp"
#include "engine/transport/network.hpp"
#include "engine/transport/smtp_transport.hpp"
#include "engine/yaml/yaml.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::app {

struct WebhookConfig {
  std::string url;
  std::string form = "signed";  // signed | chat (Mattermost, Slack)
  std::string secret_file;
};

struct DropFolderConfig {
  DropFolderSettings settings;
  Milliseconds pause{2'000};
};
struct IntakeMailboxConfig {
  ImapSettings imap;
  std::string password_file;
  IntakeMailRules rules;
  Milliseconds pause{30'000};
};

/// Signing and sealing of dossiers; without a certificate none can be made.
struct DossierConfig {
  std::string certificate;  // PEM: ours, then those behind it
  std::string key;          // PEM; empty: $CREDENTIALS_DIRECTORY/redress-dossier-key
  std::string recipients;   // folder of their certificates, SLUG.pem
};

/// A file the configuration names, and where it names it.
struct NamedFile {
  std::string path;
  bool secret = false;  // others may not read it
  std::string named_in;
  int line = 0, column = 0;
};

struct Config {
  std::string desk = "hotline";
  std::string database = "redress.db";
  std::string key_file = "redress-keys";  // $CREDENTIALS_DIRECTORY/redress-keys wins when it is there
  std::string socket = "redress.sock";
  std::string listen_address = "127.0.0.1";
  int listen_port = 0;                    // 0: no health and metrics server
  std::string directory;                  // file of recipients; empty: none
  std::string policies;                   // folder of the operator's own rules; empty: those shipped
  DeskIdentity identity;
  std::optional<SmtpSettings> relay;      // none: nothing can be sent
  std::string relay_password_file;
  std::optional<ImapSettings> imap;
  std::string imap_password_file;
  std::optional<MaildirSettings> maildir;
  Milliseconds inbox_pause{30'000};
  // what comes in by itself
  std::optional<DropFolderConfig> drop_folder;
  std::optional<IntakeMailboxConfig> intake_mailbox;
  // looking
  std::string legal_basis;                // looks are off while this is empty
  std::vector<std::string> control_urls;  // must answer before a "gone" is believed
  NetworkSettings network;
  std::vector<std::string> rdap_servers;  // base URLs asked for every address; empty: IANA's bootstrap file
  std::string rdap_bootstrap_file, rdap_bootstrap_ipv6_file, rdap_bootstrap_names_file;  // IANA's ipv4.json, ipv6.json and dns.json
  std::string ripestat;                   // base URL; empty: not asked
  std::string abusix_zone, abuse_net_zone;  // DNS zones; empty: not asked
  std::string country_file;               // an mmdb file; empty: none
  DossierConfig dossiers;
  std::vector<std::string> alert_mail;
  std::vector<WebhookConfig> webhooks;
  int send_workers = 4, look_workers = 4, locate_workers = 2;
  std::vector<NamedFile> files;  // that `serve` reads and cannot do without
};

/// The configuration in `text`, with every value as those who use it take it (engine/app/config_checks.hpp); files it names are not looked
/// at. `file` only names it in problems. Relative paths stay relative to the working directory.
[[nodiscard]] Result<Config, std::vector<YamlProblem>> read_config(std::string_view file, std::string_view text);
/// The same from a path; a file that cannot be read is a problem of the file as a whole.
[[nodiscard]] Result<Config, std::vector<YamlProblem>> load_config(const std::string& path);
/// Which of the files it names cannot be read, or are secrets that others may read. Asked where they are needed, not by every command: the
/// service's user may read what another may not. What systemd hands over is there in the service alone, and not looked for elsewhere.
[[nodiscard]] std::vector<YamlProblem> problems_of_files(const Config& config);
/// What is in force, as JSON, each secret file named and no secret shown.
[[nodiscard]] std::string effective_config(const Config& config);

/// Where the keys are read from: empty when systemd hands `redress-keys` over (engine/seal/key_file.hpp finds it then), else `key_file`.
[[nodiscard]] std::string keys_from(const Config& config);

/// Where the key that signs dossiers is read from.
[[nodiscard]] std::string dossier_key_from(const DossierConfig& config);

/// The first line of a secret file that nobody else may read. Fails with a sentence that names the fix.
[[nodiscard]] Result<SecretText, std::string> read_secret(const std::string& path);

}  // namespace redress::app
