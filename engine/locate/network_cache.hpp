// What registries said of address ranges, kept for a while, and which registry servers want to be left alone. One object serves all
// workers.
//
// Threads: every member may be called from any thread.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/ports/transport.hpp"
#include "engine/core/time.hpp"
#include "engine/locate/address.hpp"
#include "engine/locate/rdap_reader.hpp"

namespace redress {

inline constexpr std::size_t kNetworkContactsMax = 8;  // kept of one answer

/// The part of an RDAP answer about a range that locating needs.
struct NetworkAnswer {
  bool listed = false;                 // false: the registry knows nothing of the address
  std::string name;                    // as the registry calls the range
  std::string country;                 // where it is registered, ISO 3166-1 alpha-2; empty when not said
  std::vector<AbuseContact> contacts;  // best first
  std::string registry_host;           // of the server that was asked first
  std::optional<PlaceError>
      desk_failed{};  // it names its desk by a link that failed: whether there is a contact is not known, and this is not kept
};

struct NetworkCacheSettings {
  std::size_t entries_max = 20'000;
  /// A registry may hold a smaller assignment elsewhere in a wide range, so an answer is used for other addresses only within its own
  /// range and within the prefix of this length around the address that was asked about.
  int shared_bits_v4 = 24;
  int shared_bits_v6 = 48;
};

class NetworkCache {
 public:
  NetworkCache(const Clock& clock, NetworkCacheSettings settings) : clock_(clock), settings_(settings) {}

  /// The answer of the narrowest range that holds `address` and is not older than it may be.
  [[nodiscard]] std::optional<NetworkAnswer> find(const Address& address) const;
  /// Keeps `answer` for `[first, last]`, which holds `asked`. When full, what was stored longest ago gives way.
  void keep(const Address& asked, const Address& first, const Address& last, NetworkAnswer answer, Milliseconds keep_for);
  [[nodiscard]] std::size_t size() const;

  /// The server asked for a pause; measured on the steady clock.
  void rest(std::string_view server, Milliseconds pause);
  [[nodiscard]] bool rests(std::string_view server) const;

 private:
  using Range = std::pair<Address, Address>;
  struct Entry {
    NetworkAnswer answer;
    UtcTime kept_at;
    UtcTime until;
    std::list<Range>::iterator age;
  };

  const Clock& clock_;
  const NetworkCacheSettings settings_;
  mutable std::mutex mutex_;
  // guarded by mutex_
  std::map<Range, Entry> entries_;
  std::list<Range> oldest_first_;
  std::map<std::string, SteadyTime, std::less<>> rests_until_;
};

}  // namespace redress
