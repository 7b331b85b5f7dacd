// How the outside is reached: names, addresses, ports. One structure for everything that speaks HTTP, filled from the
// configuration's `network` section.
#pragma once

#include "engine/core/time.hpp"

#include <string>
#include <utility>
#include <vector>

namespace redress {

struct NetworkSettings {
  /// Name servers as `address` or `address:port`; empty: those of the machine.
  std::vector<std::string> resolvers;
  /// Names answered here instead of by DNS: `name`, `*.suffix` or `*`, each to `address` or `address:port` (`[address]:port` for
  /// IPv6). The first that fits counts. With a port, connections to any port of that name go there.
  std::vector<std::pair<std::string, std::string>> hosts;
  /// Prefixes (`127.0.0.0/8`, `::1/128`) reached although they are special-purpose. They win over `deny`, and any port may be used.
  std::vector<std::string> permit;
  /// Prefixes never reached although they are public (our own data base, relay …).
  std::vector<std::string> deny;
  /// Ports of public addresses that may be reached.
  std::vector<int> ports{80, 443, 8080, 8443};
  /// PEM file of further certificate authorities; the machine's own stay trusted. Empty: none.
  std::string ca_file;
  /// `socks5://host:port` or `http://host:port`; empty: direct. Targets are judged by our own look-up either way.
  std::string proxy;
  /// `address:port` of Tor's SOCKS port: the only way to names below `.onion`. Empty: those are not reached at all.
  std::string tor;
  std::string user_agent = "Redress";
  Milliseconds connect_time_limit{10'000};
  /// One try at one name server; there are two tries.
  Milliseconds lookup_time_limit{2'000};
};

}  // namespace redress
