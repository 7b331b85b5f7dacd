#include "sandbox/servers/servers.hpp"

#include "engine/core/json_text.hpp"
#include "sandbox/partners/rdap_answers.hpp"
#include "sandbox/servers/base64.hpp"
#include "sandbox/servers/certificates.hpp"
#include "sandbox/servers/dns_server.hpp"
#include "sandbox/servers/http_server.hpp"
#include "sandbox/servers/imap_server.hpp"
#include "sandbox/servers/smtp_server.hpp"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <unordered_map>

namespace redress::sandbox {
namespace {

std::filesystem::path write_authority(const std::filesystem::path& wished, const std::string& pem) {
  static std::atomic<unsigned> count{0};
  auto path = wished;
  if (path.empty())
    path = std::filesystem::temp_directory_path() /
           ("redress-sandbox-ca-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".pem");
  std::ofstream out(path, std::ios::trunc);
  out << pem;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + path.string());
  return path;
}

/// Where pages are served: 127.0.0.1 for whoever goes by the Host header, and the addresses sites resolve to.
std::vector<std::string> page_addresses(const World& world, const std::string& base) {
  std::vector<std::string> addresses{base};
  for (const auto& party : world.parties()) {
    if (party.kind != PartyKind::hoster) continue;
    for (const char* last : {".2", ".10", ".11", ".12", ".13"}) addresses.push_back(party.address_block + last);
  }
  return addresses;
}

/// source: Standard Webhooks: HMAC-SHA256 over id.timestamp.body, base64 after "v1,", several apart by blanks [SRC-STANDARD-WEBHOOKS]
bool signature_is_good(const std::string& secret, const HttpRequest& request) {
  std::string key = secret;
  if (secret.starts_with("whsec_"))
    if (const auto decoded = from_base64(std::string_view(secret).substr(6))) key = *decoded;
  const auto signed_text = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.body;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(signed_text.data()),
       signed_text.size(), digest.data(), &length);
  const auto expected = "v1," + base64({reinterpret_cast<const char*>(digest.data()), length});
  const auto given = request.header("webhook-signature");
  std::string_view rest = given;
  while (!rest.empty()) {
    const auto one = rest.substr(0, rest.find(' '));
    if (one.size() == expected.size() && CRYPTO_memcmp(one.data(), expected.data(), one.size()) == 0) return true;
    rest = one.size() == rest.size() ? std::string_view{} : rest.substr(one.size() + 1);
  }
  return false;
}

HttpReply json_reply(int status, std::string body, const char* type = "application/json") {
  HttpReply reply;
  reply.status = status;
  reply.content_type = type;
  reply.body = std::move(body);
  return reply;
}

}  // namespace

struct Servers::State {
  State(World& world_given, const Clock& clock_given, ServersOptions options_given)
      : world(world_given),
        clock(clock_given),
        options(std::move(options_given)),
        access{options.mail_password, options.require_tls},
        keeper(options.keep) {
    if (!is_loopback(options.address)) throw std::invalid_argument("the sandbox listens on loopback only, not on " + options.address);
  }

  World& world;
  const Clock& clock;
  const ServersOptions options;
  const MailAccess access;
  MailKeeper keeper;
  RelayGate gate;
  std::optional<TlsIdentity> identity;
  std::filesystem::path ca_file;
  Ports ports;

  std::atomic<std::size_t> rdap_queries{0};
  mutable std::mutex mutex;  // guards alerts and the sink's figures
  std::vector<AlertReceived> alerts;
  std::size_t alerts_badly_signed = 0;
  std::unordered_map<std::string, std::size_t> sink_receipts;
  SinkTotals sink;

  // Last, so that they end first and no thread outlives what it uses.
  std::optional<Listener> smtp, imap, http, rdap, webhook;
  std::optional<DatagramServer> dns;

  HttpReply page(const HttpRequest& request) const {
    HttpReply reply;
    if (request.method != "GET" && request.method != "HEAD") {
      reply.status = 405;
      reply.headers.emplace_back("Allow", "GET, HEAD");
      return reply;
    }
    const auto host = request.header("host");
    const auto url = request.target.starts_with("http://") ? request.target : "http://" + host + request.target;
    const auto now = clock.utc_now();
    if (request.local_address != options.address) {
      // The old address of a site that moved answers that it is not there; it must not pass for gone. source: RFC 9110 section 15.5.20
      const auto address = world.resolve(host.substr(0, host.find(':')), now);
      if (address && *address != request.local_address) {
        reply.status = 421;
        reply.body = "<p>This site is not served here.</p>\n";
        return reply;
      }
    }
    auto seen = world.page(url, now, request.header("referer"));
    reply.status = seen.status;
    reply.body = std::move(seen.body);
    if (seen.kind == PageKind::timeout) reply.fate = HttpReply::Fate::hang;
    if (seen.kind == PageKind::connection_refused) reply.fate = HttpReply::Fate::reset;
    return reply;
  }

  HttpReply look_up(const HttpRequest& request) {
    static constexpr const char* kType = "application/rdap+json";  // source: [connectors.md 11]
    const std::string base = "http://" + options.address + ":" + std::to_string(ports.rdap) + "/";
    const auto path = request.target.substr(0, request.target.find('?'));
    if (request.method != "GET" && request.method != "HEAD")
      return json_reply(405, rdap_error(405, "Method Not Allowed", "Only GET"), kType);
    if (path == "/ipv4.json") return json_reply(200, rdap_bootstrap_ipv4(base));
    if (path == "/dns.json") return json_reply(200, rdap_bootstrap_dns(base));
    const bool by_address = path.starts_with("/ip/");
    if (!by_address && !path.starts_with("/domain/"))
      return json_reply(501, rdap_error(501, "Not Implemented", "Only /ip/ and /domain/ are served"), kType);
    if (options.rdap_refuses_every > 0 && ++rdap_queries % options.rdap_refuses_every == 0) {
      // source: RFC 7480 section 5.5 [SRC-RFC-7480]
      auto reply = json_reply(429, rdap_error(429, "Too Many Requests", "Ask again later"), kType);
      reply.headers.emplace_back("Retry-After", "1");
      return reply;
    }
    const auto now = clock.utc_now();
    auto answer = by_address ? world.rdap(std::string_view(path).substr(4), now) : world.rdap_domain(std::string_view(path).substr(8), now);
    return json_reply(answer.status, std::move(answer.body), kType);
  }

  HttpReply take_alert(const HttpRequest& request) {
    AlertReceived alert{clock.utc_now(), request.header("webhook-id"), request.body, true};
    if (!options.webhook_secret.empty()) alert.signature_good = signature_is_good(options.webhook_secret, request);
    const bool good = alert.signature_good;
    const std::scoped_lock lock(mutex);
    if (!good) ++alerts_badly_signed;
    if (alerts.size() < kAlertsKeptMax) alerts.push_back(std::move(alert));
    return json_reply(good ? 200 : 401, good ? "{\"ok\":true}" : "{\"error\":\"signature\"}");
  }

  HttpReply take_delivery(const HttpRequest& request) {
    const auto key = request.header("idempotency-key");
    const std::scoped_lock lock(mutex);
    std::size_t receipt = ++sink.requests;
    if (key.empty()) {
      ++sink.without_key;
    } else if (const auto seen = sink_receipts.find(key); seen != sink_receipts.end()) {
      ++sink.repeats;
      receipt = seen->second;
    } else if (sink_receipts.size() < kSinkKeysMax) {
      sink_receipts.emplace(key, receipt);
      ++sink.keys;
    } else {
      return json_reply(503, "{\"error\":\"full\"}");
    }
    return json_reply(202, JsonObject().add("receipt", "S-" + std::to_string(receipt)).text());
  }

  HttpReply control(const HttpRequest& request) {
    const auto path = request.target.substr(0, request.target.find('?'));
    if (request.method == "GET" && path == "/truth.json") return json_reply(200, truth());
    if (request.method == "POST" && path.starts_with("/sink")) return take_delivery(request);
    if (request.method == "POST") return take_alert(request);
    return json_reply(404, "{\"error\":\"POST a webhook, POST /sink, or GET /truth.json\"}");
  }

  std::string truth() const {
    auto text = world.truth_json(clock.utc_now());
    const std::scoped_lock lock(mutex);
    const auto number = [](std::size_t value) { return static_cast<std::uint64_t>(value); };
    const auto more = JsonObject()
                          .add("alerts", number(alerts.size()))
                          .add("alerts_badly_signed", number(alerts_badly_signed))
                          .add("sink_requests", number(sink.requests))
                          .add("sink_keys", number(sink.keys))
                          .add("sink_repeats", number(sink.repeats))
                          .text();
    text.back() = ',';
    return text + more.substr(1);
  }

  void start() {
    const auto certificates = make_certificates();
    identity.emplace(certificates.certificate_pem, certificates.key_pem);
    ca_file = write_authority(options.ca_file, certificates.authority_pem);
    const auto& address = options.address;
    smtp.emplace(std::vector{address}, options.ports.smtp,
                 [this](Connection& connection) { serve_smtp(connection, world, clock, access, *identity, keeper, gate); });
    imap.emplace(std::vector{address}, options.ports.imap,
                 [this](Connection& connection) { serve_imap(connection, world, clock, access, *identity); });
    http.emplace(page_addresses(world, address), options.ports.http,
                 [this](Connection& connection) { serve_http(connection, [this](const HttpRequest& request) { return page(request); }); });
    // Its own port stands in the bootstrap document, so it is known before the first request can come.
    const std::scoped_lock lock(mutex);
    rdap.emplace(std::vector{address}, options.ports.rdap, [this](Connection& connection) {
      { const std::scoped_lock until_started(mutex); }
      serve_http(connection, [this](const HttpRequest& request) { return look_up(request); });
    });
    webhook.emplace(std::vector{address}, options.ports.webhook, [this](Connection& connection) {
      serve_http(connection, [this](const HttpRequest& request) { return control(request); });
    });
    dns.emplace(address, options.ports.dns, [this](std::string_view packet) { return answer_dns(packet, world, clock.utc_now()); });
    ports = {smtp->port(), imap->port(), http->port(), rdap->port(), dns->port(), webhook->port()};
  }
};

Servers::Servers(World& world, const Clock& clock, ServersOptions options)
    : state_(std::make_unique<State>(world, clock, std::move(options))) {
  state_->start();
}

Servers::~Servers() {
  state_->gate.hold(false);
  std::error_code ignored;
  if (state_->options.ca_file.empty()) std::filesystem::remove(state_->ca_file, ignored);
}

const Ports& Servers::ports() const noexcept { return state_->ports; }
const std::filesystem::path& Servers::ca_file() const noexcept { return state_->ca_file; }

std::vector<AlertReceived> Servers::alerts() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->alerts;
}

SinkTotals Servers::sink() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->sink;
}

void Servers::hold_mail_verdicts(bool held) { state_->gate.hold(held); }
std::size_t Servers::mails_arriving() const { return state_->gate.arriving(); }

std::string Servers::truth_json() const { return state_->truth(); }

}  // namespace redress::sandbox
