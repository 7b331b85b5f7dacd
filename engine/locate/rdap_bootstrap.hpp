// Which RDAP server to ask: IANA's bootstrap files, and the URL of the question. Pure; somebody else fetches and stores the files.
// A URL of a domain or address names a host, so callers treat it as sensitive.
#pragma once

#include "engine/core/result.hpp"
#include "engine/locate/address.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

enum class BootstrapFile : std::uint8_t { dns, ipv4, ipv6, asn };
enum class BootstrapError : std::uint8_t {
  not_json,    // or beyond our limits
  not_shaped,  // no `services`, or a service that is not two lists of texts
  no_entries,  // nothing usable in it; the file before is kept
};

/// Answers are base URLs ending in `/`, https before http, in the file's order otherwise.
class RdapBootstrap {
 public:
  /// Replaces what is known of this kind; on failure nothing changes. Entries and URLs that cannot be read are left out.
  /// [SRC-RFC-9224]
  Result<void, BootstrapError> load(BootstrapFile file, std::string_view bytes);

  /// `publication` of the file as given; empty before load().
  [[nodiscard]] const std::string& publication(BootstrapFile file) const;

  /// Longest matching prefix. Empty when no registry is listed.
  [[nodiscard]] std::vector<std::string> servers_for(const Address& address) const;
  /// Smallest matching range.
  [[nodiscard]] std::vector<std::string> servers_for_autnum(std::uint32_t number) const;
  /// Longest run of labels from the right; the root entry, where there is one, matches all. `domain` is LDH, any case.
  [[nodiscard]] std::vector<std::string> servers_for_domain(std::string_view domain) const;

  /// `https://rdap.example/ip/192.0.2.1`, with the first server; nothing when there is none or `domain` is not LDH.
  [[nodiscard]] std::optional<std::string> url_for(const Address& address) const;
  [[nodiscard]] std::optional<std::string> url_for_autnum(std::uint32_t number) const;
  [[nodiscard]] std::optional<std::string> url_for_domain(std::string_view domain) const;

 private:
  using Servers = std::vector<std::string>;
  struct AutnumRange {
    std::uint32_t first;
    std::uint32_t last;
    Servers servers;
  };

  std::map<std::string, Servers, std::less<>> domains_;
  std::map<Prefix, Servers> v4_;
  std::map<Prefix, Servers> v6_;
  std::vector<AutnumRange> autnums_;
  std::map<BootstrapFile, std::string> publications_;
};

}  // namespace redress
