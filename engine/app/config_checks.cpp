#include "engine/app/config_checks.hpp"

#include "connectors/kit/header_value.hpp"
#include "engine/alert/channel.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/core/reference.hpp"
#include "engine/transport/address_rules.hpp"
#include "engine/transport/http_exchange.hpp"
#include "engine/transport/mail_server.hpp"

#include <sys/un.h>

#include <filesystem>
#include <functional>
#include <stdexcept>

namespace redress::app {
namespace {

bool is_line(const std::string& text) { return HeaderValue::make(text).has_value(); }
bool is_web_address(const std::string& text) { return read_http_url(text).has_value(); }

/// Reports the key's value where it is there, and not as it has to be; what is empty was reported before.
void demand(YamlMap& map, std::string_view key, bool good, const std::string& what, const std::string& fix) {
  const auto* node = map.find(key);
  if (node && !good && !node->text.empty()) map.problems().add(*node, what, fix);
}

void demand_line(YamlMap& map, std::string_view key, const std::string& value) {
  demand(map, key, is_line(value), "a line break or a control character stands in it", "write words of one line");
}

void demand_each(YamlMap& map, std::string_view key, const std::function<bool(const std::string&)>& good, const std::string& what,
                 const std::string& fix) {
  for (const auto& entry : map.list(key, false))
    if (entry.kind == YamlNode::Kind::scalar && !entry.text.empty() && !good(entry.text)) map.problems().add(entry, what, fix);
}

/// Whether what is built from it takes it.
bool is_taken(const std::function<void()>& build) {
  try {
    build();
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

bool reaches(const NetworkSettings& settings) {
  return is_taken([&] { const HttpExchange tried(settings); });
}

/// `socks5://host:port` or `http://host:port`: libcurl takes more, and falls back to its own reading of what it does not know.
bool is_proxy(const std::string& text) {
  for (const std::string_view scheme : {"socks5://", "socks5h://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const auto url = read_http_url("http://" + text.substr(scheme.size()));
    return url && url->path == "/" && text.find(':', scheme.size()) != std::string::npos;
  }
  return false;
}

/// The sentences of the alert channels: "alert channel `x` what is wrong: how to mend it".
void add_channel_problems(YamlMap& map, const YamlNode& node, const AlertSettings& settings) {
  for (const auto& problem : problems_of(settings, LookReveal::grant())) {
    const auto colon = problem.find(": ");
    map.problems().add(node, problem.substr(0, colon), colon == std::string::npos ? std::string() : problem.substr(colon + 2));
  }
}

}  // namespace

void check_identity(YamlMap& map, const DeskIdentity& identity) {
  demand_line(map, "organisation", identity.organisation);
  demand_line(map, "handler", identity.handler);
  const bool domain = is_mail_address("x@" + identity.mail_domain);
  demand(map, "mail_domain", domain, "no domain", "write the domain of your addresses, e.g. hotline.example");
  demand(map, "mail_from", is_mail_address(identity.mail_from), "no mail address",
         "write the address notices come from, e.g. notices@hotline.example");
  const auto takes_token = [&](const std::string& mailbox) {
    constexpr std::string_view kSomeToken = "0123456789abcdef";  // as long as each is
    return is_mail_address(reply_address(mailbox, kSomeToken, domain ? identity.mail_domain : "hotline.example"));
  };
  const std::string fix = "write the part of the address before the @, e.g. ntd: answers come to ntd+TOKEN@ your mail_domain";
  demand(map, "reply_mailbox", takes_token(identity.reply_mailbox), "no name of a mailbox", fix);
  demand(map, "envelope_mailbox", takes_token(identity.envelope_mailbox), "no name of a mailbox", fix);
}

void check_mail_server(YamlMap& map, const MailServer& server) {
  if (server.host.empty()) return;  // reported before
  auto encrypted = server;
  encrypted.tls = MailTls::required;
  const bool host = is_taken([&] { redress::check_mail_server(encrypted, "mail"); });
  demand(map, "host", host, "neither a name nor an address", "write the mail server's name, e.g. mail.hotline.example");
  demand(map, "tls", !host || is_taken([&] { redress::check_mail_server(server, "mail"); }),
         "without TLS passwords and notices can be read on the way", "none is possible on loopback only; write required or implicit");
  demand_line(map, "user", server.user);
}

void check_relay(YamlMap& map, const SmtpSettings& relay) {
  demand(map, "hello", is_host_name(relay.ehlo_name), "no host name", "write this machine's name, or leave it out");
}

void check_mailbox_name(YamlMap& map, const std::string& mailbox) {
  ImapSettings trial;
  trial.server.host = "localhost";
  trial.server.port = 143;
  trial.mailbox = mailbox;
  const bool plain = is_taken([&] { (void)make_imap_inbox(trial); });
  demand(map, "mailbox", plain, "holds a character that is not allowed", "write it in ASCII, without quotes and backslashes, e.g. INBOX");
}

void check_network(YamlMap& map, const Config& config) {
  const auto trial = [](auto change) {
    NetworkSettings settings;
    change(settings);
    return reaches(settings);
  };
  demand_each(
      map, "resolvers", [&](const auto& one) { return trial([&](auto& with) { with.resolvers = {one}; }); }, "no address of a name server",
      "write its number, e.g. 192.0.2.53 or 192.0.2.53:5353");
  for (const auto* key : {"permit", "deny"})
    demand_each(
        map, key, [&](const auto& one) { return trial([&](auto& with) { with.deny = {one}; }); }, "no address prefix",
        "write one like 192.0.2.0/24 or 2001:db8::/32");
  if (const auto* hosts = map.find("hosts"))
    for (const auto& entry : hosts->entries)
      if (!trial([&](auto& with) { with.hosts = {{entry.key, entry.value.text}}; }))
        map.problems().add(entry.value, "no address", "write address or address:port, e.g. 192.0.2.1:8080; [address]:port for IPv6");
  demand(map, "tor", trial([&](auto& with) { with.tor = config.network.tor; }), "not address:port",
         "write the number and port of Tor's SOCKS port, e.g. 127.0.0.1:9050");
  demand(map, "proxy", is_proxy(config.network.proxy), "no proxy that is known here", "write socks5://address:port or http://address:port");
  demand_each(map, "rdap", is_web_address, "no address of the web", "write one that begins with https://");
  demand(map, "ripestat", is_web_address(config.ripestat), "no address of the web", "write https://stat.ripe.net, or leave it out");
  demand(map, "abusix_zone", is_host_name(config.abusix_zone), "no DNS zone", "write abuse-contacts.abusix.zone, or leave it out");
  demand(map, "abuse_net_zone", is_host_name(config.abuse_net_zone), "no DNS zone", "write contacts.abuse.net, or leave it out");
}

void check_looks(YamlMap& map) {
  demand_each(map, "control_urls", is_web_address, "no address of the web", "write one that begins with https:// or http://");
}

void check_alerts(YamlMap& map, const Config& config) {
  const auto& given = config.identity.mail_from;
  const std::string from = given.empty() || is_mail_address(given) ? given : "reported@before.example";
  for (const auto& entry : map.list("mail", false)) {
    if (entry.kind != YamlNode::Kind::scalar || entry.text.empty()) continue;
    AlertSettings one;
    one.mail.push_back({"mail", from, entry.text, {}});
    add_channel_problems(map, entry, one);
  }
  for (const auto& entry : map.list("webhooks", false)) {
    if (entry.kind != YamlNode::Kind::map) continue;
    YamlMap webhook(entry, map.problems());
    const auto* url = webhook.find("url");
    if (!url || url->text.empty()) continue;  // reported before
    AlertSettings one;
    one.chats.push_back({"webhook", SecretText(url->text)});
    add_channel_problems(map, *url, one);
    const auto* form = webhook.find("form");
    if ((!form || form->text == "signed") && !webhook.find("secret_file"))
      map.problems().add(entry, "a signed webhook has no secret: unsigned alerts could come from anybody",
                         "name the file that holds it as secret_file:");
  }
}

void check_store(YamlMap& map, const Config& config) {
  std::error_code failed;
  demand(map, "database", !std::filesystem::is_directory(config.database, failed), "a folder stands there",
         "name a file, e.g. /var/lib/redress/redress.db");
  const auto longest = sizeof(sockaddr_un::sun_path) - 1;
  demand(map, "socket", config.socket.size() <= longest, "longer than a socket's name may be",
         "write a path of at most " + std::to_string(longest) + " bytes, e.g. /run/redress/redress.sock");
}

}  // namespace redress::app
