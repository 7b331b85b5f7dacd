#include "engine/app/config.hpp"

#include "engine/core/json_text.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

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

void read_identity(YamlMap& map, DeskIdentity& identity) {
  identity.organisation = map.text("organisation");
  identity.mail_domain = map.text("mail_domain");
  identity.mail_from = map.text("mail_from");
  identity.reply_mailbox = map.text_or("reply_mailbox", "ntd");
  identity.envelope_mailbox = map.text_or("envelope_mailbox", identity.reply_mailbox);
  identity.handler = map.text_or("handler", "desk");
  identity.language = map.text_or("language", "en");
}

MailServer read_mail_server(YamlMap& map, int usual_port, std::string& password_file) {
  MailServer server;
  server.host = map.text("host");
  server.port = static_cast<int>(map.number_or("port", 1, 65535, usual_port));
  server.tls = map.choice_or<MailTls>("tls", MailTls::required);
  server.ca_file = map.text_or("ca_file", "");
  server.user = map.text_or("user", "");
  password_file = map.text_or("password_file", "");
  return server;
}

void read_network(YamlMap& map, Config& config) {
  config.network.resolvers = texts(map, "resolvers");
  config.network.permit = texts(map, "permit");
  config.network.deny = texts(map, "deny");
  config.network.ca_file = map.text_or("ca_file", "");
  config.network.proxy = map.text_or("proxy", "");
  config.network.tor = map.text_or("tor", "");
  if (const auto* hosts = map.find("hosts"))
    for (const auto& entry : hosts->entries) config.network.hosts.emplace_back(entry.key, entry.value.text);
  config.rdap_servers = texts(map, "rdap");
  config.rdap_bootstrap_file = map.text_or("rdap_bootstrap", "");
  config.rdap_bootstrap_ipv6_file = map.text_or("rdap_bootstrap_ipv6", "");
  config.rdap_bootstrap_names_file = map.text_or("rdap_bootstrap_names", "");
  config.ripestat = map.text_or("ripestat", "");
  config.abusix_zone = map.text_or("abusix_zone", "");
  config.abuse_net_zone = map.text_or("abuse_net_zone", "");
  config.country_file = map.text_or("country_file", "");
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
    relay.relay = read_mail_server(inner, 587, config.relay_password_file);
    relay.ehlo_name = inner.text_or("hello", "localhost");
    config.relay = std::move(relay);
  });
  section(map, "imap", [&](YamlMap& inner) {
    ImapSettings imap;
    imap.server = read_mail_server(inner, 143, config.imap_password_file);
    imap.mailbox = inner.text_or("mailbox", "INBOX");
    config.inbox_pause = inner.duration_or("pause", Milliseconds{100}, hours{1}, config.inbox_pause);
    config.imap = std::move(imap);
  });
  section(map, "maildir", [&](YamlMap& inner) {
    config.maildir = MaildirSettings{inner.text("directory"), inner.text_or("index_file", "")};
    config.inbox_pause = inner.duration_or("pause", Milliseconds{100}, hours{1}, config.inbox_pause);
  });
  section(map, "looks", [&](YamlMap& inner) {
    config.legal_basis = inner.text_or("legal_basis", "");
    config.control_urls = texts(inner, "control_urls");
  });
  section(map, "network", [&](YamlMap& inner) { read_network(inner, config); });
  section(map, "alerts", [&](YamlMap& inner) {
    config.alert_mail = texts(inner, "mail");
    for (const auto& entry : inner.list("webhooks", false)) {
      YamlMap webhook(entry, problems);
      WebhookConfig one;
      one.url = webhook.text("url");
      one.form = webhook.word_or("form", {"signed", "chat"}, "signed");
      one.secret_file = webhook.text_or("secret_file", "");
      webhook.finish();
      config.webhooks.push_back(std::move(one));
    }
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
  out.raw("network_hosts", hosts.text()).raw("network_permit", permit.text()).raw("network_resolvers", resolvers.text());
  out.add("ripestat", config.ripestat).add("abusix_zone", config.abusix_zone).add("abuse_net_zone", config.abuse_net_zone);
  out.add("country_file", config.country_file);
  out.add("alert_mail", static_cast<std::uint64_t>(config.alert_mail.size())).add("alert_webhooks", static_cast<std::uint64_t>(config.webhooks.size()));
  return out.text();
}

std::string keys_from(const Config& config) {
  struct stat about {};
  const auto folder = credentials_folder();
  return !folder.empty() && ::stat((folder + "redress-keys").c_str(), &about) == 0 ? std::string() : config.key_file;
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
