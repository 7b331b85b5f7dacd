// Names to addresses, mail hosts and texts, over our own name servers. "There is no such name" and "nobody answered" are kept
// apart, because only the first says anything about what was looked for.
//
// Threads: one worker at a time. Calls block for at most about three times the time limit of one try per server.
#pragma once

#include "engine/core/time.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

enum class NameStatus {
  found,
  no_such_name,  // NXDOMAIN, for every record type asked and from every configured name server
  no_data,       // the name exists without such a record
  failed,        // no answer, a refusal, or an answer that made no sense
};

struct AddressAnswer {
  NameStatus status = NameStatus::failed;
  std::vector<std::string> addresses;  // numeric, IPv4 first; at most kAddressesMax
};
struct MailHost {
  int preference = 0;
  std::string name;
};
struct MailHostAnswer {
  NameStatus status = NameStatus::failed;
  bool takes_no_mail = false;          // null MX [SRC-RFC-7505]
  std::vector<MailHost> hosts;         // best first
};
struct TxtAnswer {
  NameStatus status = NameStatus::failed;
  std::vector<std::string> texts;      // chunks of one record joined
};
inline constexpr std::size_t kAddressesMax = 32;

class DnsClient {
 public:
  virtual ~DnsClient() = default;
  /// A and AAAA, aliases followed by the name server.
  [[nodiscard]] virtual AddressAnswer addresses(const std::string& host) = 0;
  [[nodiscard]] virtual MailHostAnswer mail_hosts(const std::string& domain) = 0;
  [[nodiscard]] virtual TxtAnswer texts(const std::string& name) = 0;
};

/// Names that belong to other name systems (`.onion`, `.i2p`, `.local` …). They are never asked for: the question would tell our name
/// servers what is looked at, and their "no such name" would say nothing. [SRC-RFC-7686]
[[nodiscard]] bool is_outside_dns(std::string_view name);

/// `servers` as `address` or `address:port`; empty: those of the machine. /etc/hosts and search domains are never used.
/// Throws std::invalid_argument for servers that are none.
[[nodiscard]] std::unique_ptr<DnsClient> make_resolver(const std::vector<std::string>& servers, Milliseconds time_limit);

}  // namespace redress
