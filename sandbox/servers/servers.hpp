// The sandbox as real loopback servers around one World: relay, mailboxes, pages, register, names, sinks. Construct and it listens;
// destroy and it is gone. The clock may be shared with an engine in the same process.
//
//   World world(7, {.items = 2000, .origin = origin});
//   Servers servers(world, clock, {.keep = "kept"});
//   servers.ports().smtp …
#pragma once

#include "sandbox/partners/world.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace redress::sandbox {

inline constexpr std::size_t kAlertsKeptMax = 10'000;
inline constexpr std::size_t kSinkKeysMax = 5'000'000;

/// 0 = choose a free one.
struct Ports {
  std::uint16_t smtp = 0;
  std::uint16_t imap = 0;
  std::uint16_t http = 0;  // the same on 127.0.0.1 and on every hoster's addresses
  std::uint16_t rdap = 0;
  std::uint16_t dns = 0;      // UDP
  std::uint16_t webhook = 0;  // also the sink and /truth.json
};

struct ServersOptions {
  std::string address = "127.0.0.1";  // must be loopback
  Ports ports = {};
  std::filesystem::path keep = {};        // one .eml per mail taken; empty: none
  std::filesystem::path ca_file = {};     // where the authority's certificate is written; empty: a file of its own in the temporary folder
  std::string mail_password = "sandbox";  // of relay and mailboxes, with any user name; empty: none is asked for
  bool require_tls = true;                // relay and mailboxes do nothing before STARTTLS
  std::string webhook_secret = {};        // empty: signatures are not looked at; "whsec_…" is base64, else the bytes themselves
  std::size_t rdap_refuses_every = 50;    // each so-manieth look-up gets 429 with Retry-After; 0: none
};

/// One webhook call as it came.
struct AlertReceived {
  UtcTime at;
  std::string id;  // webhook-id
  std::string body;
  bool signature_good = false;  // or not asked for
};

struct SinkTotals {
  std::size_t requests = 0;
  std::size_t keys = 0;     // different Idempotency-Keys
  std::size_t repeats = 0;  // requests whose key had been seen
  std::size_t without_key = 0;
};

class Servers {
 public:
  /// Parties added to the world later have names and mailboxes but no web address of their own.
  /// Throws std::invalid_argument for an address that is not loopback, std::runtime_error when it cannot listen or write the CA file.
  Servers(World& world, const Clock& clock, ServersOptions options = {});
  /// Cuts what is open and removes a CA file it named itself.
  ~Servers();
  Servers(const Servers&) = delete;
  Servers& operator=(const Servers&) = delete;

  [[nodiscard]] const Ports& ports() const noexcept;
  [[nodiscard]] const std::filesystem::path& ca_file() const noexcept;
  [[nodiscard]] std::vector<AlertReceived> alerts() const;
  [[nodiscard]] SinkTotals sink() const;
  /// While held, the relay takes mails and does not say so.
  void hold_mail_verdicts(bool held);
  /// Mails whose text the relay has asked for and which it has not yet taken, refused or lost.
  [[nodiscard]] std::size_t mails_arriving() const;
  /// What GET /truth.json answers: World::truth_json with the alerts and the sink's totals.
  [[nodiscard]] std::string truth_json() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace redress::sandbox
