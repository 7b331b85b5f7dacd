// The service of this module: host → addresses → who holds the network, in which country, and which mailbox takes complaints.
// The directory's knowledge comes first; registries are asked by RDAP and remembered. Each answer says how it was decided.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/ports/transport.hpp"
#include "engine/locate/contact_ranking.hpp"
#include "engine/locate/network_cache.hpp"
#include "engine/locate/rdap_bootstrap.hpp"

namespace redress {

/// What the directory knows of a host or an address.
struct DirectoryHit {
  std::string slug;  // of the recipient
  std::string name;
  std::string country;    // of an entry by address: where that range is, ISO 3166-1 alpha-2; else of the office. Empty when not known
  bool is_proxy = false;  // stands in front of the real host: its country says nothing about the host behind it
};
/// Threads: called by several workers at once.
class DirectoryLookup {
 public:
  virtual ~DirectoryLookup() = default;
  /// The entry of the longest parent domain of `host` (or of the host itself). `host` is lower case, without a dot at the end.
  [[nodiscard]] virtual std::optional<DirectoryHit> by_host(std::string_view host) const = 0;
  /// The entry of the longest prefix that holds `address`.
  [[nodiscard]] virtual std::optional<DirectoryHit> by_address(const Address& address) const = 0;
};

struct PlaceSettings {
  /// Asked about every address when set (a mirror, or the sandbox's registry); http or https, with or without a `/` at the end.
  std::string rdap_base_url;
  /// Texts of IANA's ipv4.json and ipv6.json, used otherwise. Without either, only the directory is known. [SRC-RFC-9224]
  std::string bootstrap_ipv4, bootstrap_ipv6;
  Milliseconds keep_for{hours{24}};          // what a registry said of a range
  Milliseconds keep_unlisted_for{hours{1}};  // that it knows nothing of an address
  Milliseconds time_limit{15'000};           // of one question
  Milliseconds rest_default{60'000};         // after 429 or 503 without Retry-After
  Milliseconds rest_max{hours{1}};           // however long Retry-After is
  int redirects_max = 5;                     // registries send on to each other
  NetworkCacheSettings cache;
  RankingPolicy ranking{{ContactSource::directory, ContactSource::rdap_address}, {}};
  /// `network.permit`: special-purpose addresses that may be hosts all the same. Empty: none.
  std::function<bool(const Address&)> permit;
};

/// What all workers share: settings, bootstrap, cache.
class PlaceKnowledge {
 public:
  /// At start-up only: throws std::invalid_argument when a bootstrap file cannot be read, saying which and why.
  /// `clock` and `directory` (may be null) outlive the object.
  PlaceKnowledge(PlaceSettings settings, const Clock& clock, const DirectoryLookup* directory);

  /// URL of the server that answers for the address, ending in `/`; empty when none is known.
  [[nodiscard]] std::string server_for(const Address& address) const;
  /// Whether anything may lie at that address.
  [[nodiscard]] bool is_usable(const Address& address) const;

  [[nodiscard]] const PlaceSettings& settings() const { return settings_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] const DirectoryLookup* directory() const { return directory_; }
  [[nodiscard]] NetworkCache& cache() { return cache_; }

 private:
  const PlaceSettings settings_;
  const Clock& clock_;
  const DirectoryLookup* directory_;
  RdapBootstrap bootstrap_;
  NetworkCache cache_;
};

/// One for each worker, with transports of its own.
class PlaceFinder final : public Locator {
 public:
  PlaceFinder(PlaceKnowledge& shared, std::unique_ptr<Resolver> resolver, std::unique_ptr<HttpTransport> http);

  /// Of several addresses the lowest decides (IPv4 before IPv6), so that a name server's turns do not look like moves.
  /// `later`: DNS or the registry did not answer, or asked for a pause. `failed`: the registry answered with something else.
  [[nodiscard]] Result<PlaceReply, PlaceError> locate(const HostName& host) override;

  /// How it is decided for that host, a line for each step, for the person who asked. Names mailboxes of offices, never the host or
  /// its address; not for logs.
  [[nodiscard]] std::vector<std::string> explain(const HostName& host);

 private:
  struct Trail;
  [[nodiscard]] Result<PlaceReply, PlaceError> find(const HostName& host, Trail& trail);
  [[nodiscard]] Result<NetworkAnswer, PlaceError> network_of(const Address& address, Trail& trail);
  [[nodiscard]] Result<NetworkAnswer, PlaceError> ask_registry(const Address& address, const std::string& server, Trail& trail);
  [[nodiscard]] std::vector<AbuseContact> contacts_of(RdapAnswer& answer, Trail& trail);
  [[nodiscard]] Result<HttpReply, HttpError> get(const std::string& url);

  PlaceKnowledge& shared_;
  std::unique_ptr<Resolver> resolver_;
  std::unique_ptr<HttpTransport> http_;
};

}  // namespace redress
