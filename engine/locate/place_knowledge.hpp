// What all workers that locate share: settings, the directory and its rules about sites, IANA's bootstrap files, country data, and what
// sources said so far.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/ports/sites.hpp"
#include "engine/core/time.hpp"
#include "engine/locate/contact_ranking.hpp"
#include "engine/locate/country_file.hpp"
#include "engine/locate/network_cache.hpp"
#include "engine/locate/rdap_bootstrap.hpp"
#include "engine/locate/source_cache.hpp"

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
  /// The entry of the longest parent domain of `host` (or of the host itself) that can take down what lies there; a site's owner is no host.
  /// `host` is lower case, without a dot at the end.
  [[nodiscard]] virtual std::optional<DirectoryHit> by_host(std::string_view host) const = 0;
  /// The entry of the longest prefix that holds `address`.
  [[nodiscard]] virtual std::optional<DirectoryHit> by_address(const Address& address) const = 0;
  [[nodiscard]] virtual std::optional<DirectoryHit> by_slug(std::string_view slug) const = 0;
};

struct PlaceSettings {
  /// Asked about every address and name when set (a mirror, or the sandbox's registry); http or https, with or without a `/` at the end.
  std::string rdap_base_url;
  /// Texts of IANA's ipv4.json, ipv6.json and dns.json, used otherwise. Without them, only the directory is known. [SRC-RFC-9224]
  std::string bootstrap_ipv4, bootstrap_ipv6, bootstrap_dns;
  /// Where the other sources are reached; one that is empty is not asked, whatever the order says.
  std::string ripestat_base_url;  // https://stat.ripe.net
  std::string abusix_zone;        // abuse-contacts.abusix.zone
  std::string abuse_net_zone;     // contacts.abuse.net
  std::string country_file;       // an mmdb file; empty: none
  Milliseconds keep_for{hours{24}};          // what a source said
  Milliseconds keep_unlisted_for{hours{1}};  // that it knows nothing
  Milliseconds time_limit{15'000};           // of one question
  Milliseconds rest_default{60'000};         // after 429 or 503 without Retry-After
  Milliseconds rest_max{hours{1}};           // however long Retry-After is
  int redirects_max = 5;                     // registries send on to each other
  NetworkCacheSettings cache;
  RankingPolicy ranking{{ContactSource::directory, ContactSource::rdap_address}, {}};
  /// `network.permit`: special-purpose addresses that may be hosts all the same. Empty: none.
  std::function<bool(const Address&)> permit;
};

class PlaceKnowledge {
 public:
  /// At start-up only: throws std::invalid_argument when a bootstrap or country file cannot be read, saying which and why.
  /// `clock`, `directory` and `sites` (which may be null) outlive the object.
  PlaceKnowledge(PlaceSettings settings, const Clock& clock, const DirectoryLookup* directory, const SiteRules* sites = nullptr);

  /// URL of the server that answers for the address or name, ending in `/`; empty when none is known.
  [[nodiscard]] std::string server_for(const Address& address) const;
  [[nodiscard]] std::string server_for(std::string_view domain) const;
  /// Whether anything may lie at that address.
  [[nodiscard]] bool is_usable(const Address& address) const;
  /// By the offline file; nothing without one, or when it does not say.
  [[nodiscard]] std::optional<CountryFact> country_by_file(const Address& address) const;
  [[nodiscard]] SiteRuling ruling(std::string_view host) const;

  [[nodiscard]] const PlaceSettings& settings() const { return settings_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] const DirectoryLookup* directory() const { return directory_; }
  [[nodiscard]] NetworkCache& cache() { return cache_; }
  [[nodiscard]] SourceCache& said() { return said_; }

 private:
  const PlaceSettings settings_;
  const Clock& clock_;
  const DirectoryLookup* directory_;
  const SiteRules* sites_;
  RdapBootstrap bootstrap_;
  std::unique_ptr<CountryFile> countries_;
  NetworkCache cache_;
  SourceCache said_;
};

}  // namespace redress
