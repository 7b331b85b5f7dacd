#include "engine/app/config.hpp"

#include "engine/app/config_checks.hpp"
#include "engine/core/json_text.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "engine/intake/text.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace redress::app {
namespace {

/// With a slash at the end; empty when systemd hands nothing over.
std::string credentials_folder() {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder == nullptr || *folder == '\0' ? std::string() : std::string(folder) + "/";
}

bool is_loopback(std::string_view address) { return address == "127.0.0.1" || address == "::1"; }

std::vector<std::string> texts(YamlMap& map, std::string_view key) {
  std::vector<std::string> values;
  for (const auto& entry : map.list(key, false))
    if (auto text = read_text(entry, map.problems())) values.push_back(std::move(*text));
  return values;
}

std::string read_file_name(YamlMap& map, std::string_view key, Config& config, bool secret = false) {
  auto path = map.text_or(key, "");
  if (const auto* node = map.find(key); node && !path.empty())
    config.files.push_back({path, secret, map.problems().file(), node->line, node->column});
  return path;
}

void read_identity(YamlMap& map, DeskIdentity& identity) {
  identity.organisation = map.text("organisation");
  identity.mail_domain = map.text("mail_domain");
  identity.mail_from = map.text("mail_from");
  identity.reply_mailbox = map.text_or("reply_mailbox", "ntd");
  identity.envelope_mailbox = map.text_or("envelope_mailbox", identity.reply_mailbox);
  identity.handler = map.text_or("handler", "desk");
  identity.language = map.text_or("language", "en");
  check_identity(map, identity);
}

MailServer read_mail_server(YamlMap& map, int usual_port, std::string& password_file, Config& config) {
  MailServer server;
  server.host = map.text("host");
  server.port = static_cast<int>(map.number_or("port", 1, 65535, usual_port));
  server.tls = map.choice_or<MailTls>("tls", MailTls::required);
  server.ca_file = read_file_name(map, "ca_file", config);
  server.user = map.text_or("user", "");
  password_file = read_file_name(map, "password_file", config, true);
  check_mail_server(map, server);
  return server;
}

bool same_mailbox(const ImapSettings& one, const ImapSettings& other) {
  return one.server.host == other.server.host && one.server.user == other.server.user && one.mailbox == other.mailbox;
}

void read_network(YamlMap& map, Config& config) {
  config.network.resolvers = texts(map, "resolvers");
  config.network.permit = texts(map, "permit");
  config.network.deny = texts(map, "deny");
  config.network.ca_file = read_file_name(map, "ca_file", config);
  config.network.proxy = map.text_or("proxy", "");
  config.network.tor = map.text_or("tor", "");
  if (const auto* hosts = map.find("hosts"))
    for (const auto& entry : hosts->entries) config.network.hosts.emplace_back(entry.key, entry.value.text);
  config.rdap_servers = texts(map, "rdap");
  config.rdap_bootstrap_file = read_file_name(map, "rdap_bootstrap", config);
  config.rdap_bootstrap_ipv6_file = read_file_name(map, "rdap_bootstrap_ipv6", config);
  config.rdap_bootstrap_names_file = read_file_name(map, "rdap_bootstrap_names", config);
  config.ripestat = map.text_or("ripestat", "");
  config.abusix_zone = map.text_or("abusix_zone", "");
  config.abuse_net_zone = map.text_or("abuse_net_zone", "");
  config.country_file = read_file_name(map, "country_file", config);
  check_network(map, config);
}

/// A source as rules name it; only the operator gives such a name.
std::string read_source(YamlMap& map, std::string fallback) {
  const auto* node = map.find("source");
  auto text = node ? read_text(*node, map.problems()).value_or(std::string()) : std::move(fallback);
  const bool good = !text.empty() && text.size() <= kSourceNameBytesMax && text.find(kRowSourcePrefix) != 0 &&
                    std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (node && !good)
    map.problems().add(*node, "no name for a source", "write at most 64 letters, digits and signs without spaces, not beginning with row:");
  return text;
}

std::optional<ReportOrigin> read_origin(YamlMap& map) {
  const auto* node = map.find("origin");
  return node ? read_choice<ReportOrigin>(*node, map.problems()) : std::nullopt;
}

void read_drop_folder(YamlMap& map, DropFolderConfig& drop) {
  drop.settings.path = map.text("path");
  drop.settings.settle = map.duration_or("settle", seconds{1}, hours{1}, drop.settings.settle);
  drop.pause = map.duration_or("pause", seconds{1}, hours{1}, drop.pause);
  drop.settings.sources.push_back({"", read_source(map, "drop_folder"), read_origin(map)});
  for (const auto& entry : map.list("folders", false)) {
    YamlMap one(entry, map.problems());
    DropSource source;
    source.folder = one.slug("folder");
    if (source.folder == kTakenFolder || source.folder == kDoneFolder || source.folder == kFailedFolder)
      map.problems().add(entry, "taken, done and failed are the engine's own folders", "give the folder another name");
    for (const auto& other : drop.settings.sources)
      if (!source.folder.empty() && other.folder == source.folder)
        map.problems().add(entry, "the folder " + source.folder + " is listed twice", "a folder has one source: drop one of the two");
    source.source = read_source(one, source.folder);
    source.origin = read_origin(one);
    one.finish();
    drop.settings.sources.push_back(std::move(source));
  }
}

void read_intake_mailbox(YamlMap& map, IntakeMailboxConfig& mailbox, Config& config) {
  mailbox.imap.server = read_mail_server(map, 143, mailbox.password_file, config);
  mailbox.imap.mailbox = map.text_or("mailbox", "INBOX");
  check_mailbox_name(map, mailbox.imap.mailbox);
  mailbox.pause = map.duration_or("pause", seconds{1}, hours{1}, mailbox.pause);
  mailbox.rules.authserv_id = map.text("authserv_id");
  for (const auto& entry : map.list("senders", true)) {
    YamlMap one(entry, map.problems());
    IntakeSender sender;
    const auto* node = one.need("address");
    sender.address = lower_ascii(node ? read_text(*node, map.problems()).value_or(std::string()) : std::string());
    const bool good = sender.address.starts_with('@') ? is_mail_address("x" + sender.address) : is_mail_address(sender.address);
    if (node && !good) map.problems().add(*node, "no mail address", "write desk@partner.example, or @partner.example for everybody there");
    sender.source = read_source(one, sender.address.substr(sender.address.find('@') + 1));
    sender.origin = read_origin(one);
    one.finish();
    mailbox.rules.senders.push_back(std::move(sender));
  }
}

template <class Read>
void section(YamlMap& map, std::string_view key, Read&& read) {
  const auto* node = map.find(key);
  if (!node) return;
  YamlMap inner(*node, map.problems());
  read(inner);
  inner.finish();
}

}  // namespace

Result<Config, std::vector<YamlProblem>> read_config(std::string_view file, std::string_view text) {
  auto document = parse_yaml(file, text);
  if (!document) return Failure{document.error()};
  YamlProblems problems{std::string(file)};
  Config config;
  YamlMap map(*document, problems);
  config.desk = map.text_or("desk", config.desk);
  config.database = map.text_or("database", config.database);
  config.key_file = map.text_or("keys", config.key_file);
  config.socket = map.text_or("socket", config.socket);
  config.directory = map.text_or("directory", "");
  config.policies = map.text_or("policies", "");
  check_store(map, config);
  section(map, "listen", [&](YamlMap& inner) {
    config.listen_address = inner.text_or("address", config.listen_address);
    const auto* address = inner.find("address");
    if (address && !is_loopback(config.listen_address))
      problems.add(*address, "health and metrics are answered without a login, so not beyond this machine",
                   "listen on 127.0.0.1 or ::1, and put a proxy that knows its users before it");
    config.listen_port = static_cast<int>(inner.number("port", 0, 65535));
  });
  section(map, "identity", [&](YamlMap& inner) { read_identity(inner, config.identity); });
  section(map, "relay", [&](YamlMap& inner) {
    SmtpSettings relay;
    relay.relay = read_mail_server(inner, 587, config.relay_password_file, config);
    relay.ehlo_name = inner.text_or("hello", "localhost");
    check_relay(inner, relay);
    if (!map.find("identity"))
      problems.add(inner.node(), "notices have nobody they come from", "add identity: with organisation, mail_domain and mail_from");
    config.relay = std::move(relay);
  });
  section(map, "imap", [&](YamlMap& inner) {
    ImapSettings imap;
    imap.server = read_mail_server(inner, 143, config.imap_password_file, config);
    imap.mailbox = inner.text_or("mailbox", "INBOX");
    check_mailbox_name(inner, imap.mailbox);
    config.inbox_pause = inner.duration_or("pause", seconds{1}, hours{1}, config.inbox_pause);
    config.imap = std::move(imap);
  });
  section(map, "maildir", [&](YamlMap& inner) {
    config.maildir = MaildirSettings{inner.text("directory"), inner.text_or("index_file", "")};
    config.inbox_pause = inner.duration_or("pause", seconds{1}, hours{1}, config.inbox_pause);
  });
  section(map, "intake", [&](YamlMap& intake) {
    section(intake, "drop_folder", [&](YamlMap& inner) { read_drop_folder(inner, config.drop_folder.emplace()); });
    section(intake, "mailbox", [&](YamlMap& inner) { read_intake_mailbox(inner, config.intake_mailbox.emplace(), config); });
    const auto* mailbox = map.find("intake");
    if (config.imap && config.intake_mailbox && same_mailbox(*config.imap, config.intake_mailbox->imap))
      problems.add(*mailbox, "reports and hosters' answers come to the same mailbox", "give each a mailbox of its own");
  });
  section(map, "looks", [&](YamlMap& inner) {
    config.legal_basis = inner.text_or("legal_basis", "");
    config.control_urls = texts(inner, "control_urls");
    check_looks(inner);
  });
  section(map, "network", [&](YamlMap& inner) { read_network(inner, config); });
  section(map, "dossiers", [&](YamlMap& inner) {
    config.dossiers.certificate = inner.text("certificate");
    config.dossiers.key = inner.text_or("key", "");
    config.dossiers.recipients = inner.text("recipients");
  });
  section(map, "alerts", [&](YamlMap& inner) {
    config.alert_mail = texts(inner, "mail");
    for (const auto& entry : inner.list("webhooks", false)) {
      YamlMap webhook(entry, problems);
      WebhookConfig one;
      one.url = webhook.text("url");
      one.form = webhook.word_or("form", {"signed", "chat"}, "signed");
      one.secret_file = read_file_name(webhook, "secret_file", config, true);
      webhook.finish();
      config.webhooks.push_back(std::move(one));
    }
    check_alerts(inner, config);
  });
  section(map, "workers", [&](YamlMap& inner) {
    config.send_workers = static_cast<int>(inner.number_or("send", 1, 64, config.send_workers));
    config.look_workers = static_cast<int>(inner.number_or("look", 1, 64, config.look_workers));
    config.locate_workers = static_cast<int>(inner.number_or("locate", 1, 64, config.locate_workers));
  });
  map.finish();
  if (!problems.empty()) return Failure{problems.sorted()};
  return config;
}

Result<Config, std::vector<YamlProblem>> load_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Failure{std::vector<YamlProblem>{{path, 0, 0, "the configuration cannot be read", "name it with --config, or make it: see docs/operations.md"}}};
  std::ostringstream text;
  text << file.rdbuf();
  return read_config(path, text.str());
}

std::vector<YamlProblem> problems_of_files(const Config& config) {
  constexpr std::string_view kHandedOver = "/run/credentials/";
  std::vector<YamlProblem> problems;
  for (const auto& file : config.files) {
    if (file.path.starts_with(kHandedOver) && credentials_folder().empty()) continue;
    if (file.secret) {
      const auto secret = read_secret(file.path);
      if (secret) continue;
      const auto fix = secret.error().find("; ");
      problems.push_back({file.named_in, file.line, file.column, secret.error().substr(0, fix), secret.error().substr(fix + 2)});
    } else if (::access(file.path.c_str(), R_OK) != 0) {
      problems.push_back(
          {file.named_in, file.line, file.column, "the file " + file.path + " cannot be read", "check that it exists and who may read it"});
    }
  }
  return problems;
}

std::string effective_config(const Config& config) {
  JsonArray hosts, permit, resolvers;
  for (const auto& [name, address] : config.network.hosts) hosts.add(name + "=" + address);
  for (const auto& prefix : config.network.permit) permit.add(prefix);
  for (const auto& server : config.network.resolvers) resolvers.add(server);
  JsonObject out;
  out.add("desk", config.desk).add("database", config.database).add("keys", config.key_file).add("socket", config.socket);
  out.add("listen", config.listen_address + ":" + std::to_string(config.listen_port)).add("directory", config.directory).add("policies", config.policies);
  out.add("organisation", config.identity.organisation).add("mail_domain", config.identity.mail_domain);
  out.add("relay", config.relay ? config.relay->relay.host + ":" + std::to_string(config.relay->relay.port) : std::string("none"));
  out.add("relay_password_file", config.relay_password_file);
  out.add("inbox", config.imap ? "imap" : config.maildir ? "maildir" : "none").add("looks", config.legal_basis.empty() ? "off" : "on");
  out.add("drop_folder", config.drop_folder ? config.drop_folder->settings.path : std::string("none"));
  out.add("intake_mailbox", config.intake_mailbox ? config.intake_mailbox->imap.server.user : std::string("none"));
  out.raw("network_hosts", hosts.text()).raw("network_permit", permit.text()).raw("network_resolvers", resolvers.text());
  out.add("ripestat", config.ripestat).add("abusix_zone", config.abusix_zone).add("abuse_net_zone", config.abuse_net_zone);
  out.add("country_file", config.country_file);
  out.add("dossier_certificate", config.dossiers.certificate).add("dossier_recipients", config.dossiers.recipients);
  out.add("alert_mail", static_cast<std::uint64_t>(config.alert_mail.size())).add("alert_webhooks", static_cast<std::uint64_t>(config.webhooks.size()));
  return out.text();
}

std::string keys_from(const Config& config) {
  struct stat about {};
  const auto folder = credentials_folder();
  return !folder.empty() && ::stat((folder + "redress-keys").c_str(), &about) == 0 ? std::string() : config.key_file;
}

std::string dossier_key_from(const DossierConfig& config) {
  return config.key.empty() ? credentials_folder() + "redress-dossier-key" : config.key;
}

Result<SecretText, std::string> read_secret(const std::string& path) {
  struct stat about {};
  const auto folder = credentials_folder();
  // systemd lets the service's user in by an access list, which shows in the group bits.
  const unsigned others = !folder.empty() && path.starts_with(folder) ? 007U : 077U;
  if (::stat(path.c_str(), &about) != 0) return Failure{"the secret file " + path + " cannot be read; check that it exists and who may read it"};
  if ((about.st_mode & others) != 0) return Failure{"others may read the secret file " + path + "; mend it with: chmod 600 " + path};
  std::ifstream file(path, std::ios::binary);
  std::string line;
  if (!std::getline(file, line) || line.empty()) return Failure{"the secret file " + path + " is empty; its first line is the secret"};
  return SecretText(std::move(line));
}

}  // namespace redress::app
