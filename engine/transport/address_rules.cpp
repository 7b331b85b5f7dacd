#include "engine/transport/address_rules.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace redress {
namespace {

struct Range4 {
  std::uint32_t network;
  int bits;
};
constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) { return (a << 24U) | (b << 16U) | (c << 8U) | d; }
constexpr std::array kSpecial4{
    Range4{v4(0, 0, 0, 0), 8},       // "this network"
    Range4{v4(10, 0, 0, 0), 8},      // private
    Range4{v4(100, 64, 0, 0), 10},   // carrier-grade NAT
    Range4{v4(127, 0, 0, 0), 8},     // loopback
    Range4{v4(169, 254, 0, 0), 16},  // link-local, cloud metadata
    Range4{v4(172, 16, 0, 0), 12},   // private
    Range4{v4(192, 0, 0, 0), 24},    // protocol assignments
    Range4{v4(192, 0, 2, 0), 24},    // documentation
    Range4{v4(192, 88, 99, 0), 24},  // 6to4 relays
    Range4{v4(192, 168, 0, 0), 16},  // private
    Range4{v4(198, 18, 0, 0), 15},   // benchmarks
    Range4{v4(198, 51, 100, 0), 24}, // documentation
    Range4{v4(203, 0, 113, 0), 24},  // documentation
    Range4{v4(224, 0, 0, 0), 4},     // multicast
    Range4{v4(240, 0, 0, 0), 4},     // reserved, broadcast
};

bool is_special(std::uint32_t address) noexcept {
  return std::any_of(kSpecial4.begin(), kSpecial4.end(),
                     [&](const Range4& range) { return (address ^ range.network) >> static_cast<unsigned>(32 - range.bits) == 0; });
}

bool starts_with(const std::uint8_t* bytes, std::initializer_list<std::uint8_t> prefix) noexcept {
  return std::equal(prefix.begin(), prefix.end(), bytes);
}

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

AddressRules::AddressRules(const std::vector<std::string>& permit, const std::vector<std::string>& deny) {
  for (const auto& text : permit) permit_.push_back(parse_prefix(text));
  for (const auto& text : deny) deny_.push_back(parse_prefix(text));
}

AddressRules::Prefix AddressRules::parse_prefix(const std::string& text) {
  Prefix prefix;
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  int added = 0;
  if (inet_pton(AF_INET, address.c_str(), prefix.bytes.data() + 12) == 1) {
    std::copy(kMapped.begin(), kMapped.end(), prefix.bytes.begin());
    added = 96;
  } else if (inet_pton(AF_INET6, address.c_str(), prefix.bytes.data()) != 1) {
    throw std::invalid_argument("not an address prefix: " + text);
  }
  if (slash != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + slash + 1, end, prefix.bits);
    prefix.bits += added;
    if (error != std::errc{} || stopped != end || prefix.bits < added || prefix.bits > 128)
      throw std::invalid_argument("not an address prefix: " + text);
  }
  return prefix;
}

void AddressRules::refuse_own_addresses() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return;
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr) continue;
    Prefix prefix;
    if (each->ifa_addr->sa_family == AF_INET) {
      std::copy(kMapped.begin(), kMapped.end(), prefix.bytes.begin());
      std::memcpy(prefix.bytes.data() + 12, &reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr, 4);
    } else if (each->ifa_addr->sa_family == AF_INET6) {
      std::memcpy(prefix.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(each->ifa_addr)->sin6_addr, 16);
    } else {
      continue;
    }
    deny_.push_back(prefix);
  }
  freeifaddrs(first);
}

bool AddressRules::holds(const std::vector<Prefix>& prefixes, const std::uint8_t* bytes) noexcept {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const Prefix& prefix) {
    const auto whole = static_cast<std::size_t>(prefix.bits / 8);
    if (std::memcmp(prefix.bytes.data(), bytes, whole) != 0) return false;
    const int rest = prefix.bits % 8;
    return rest == 0 || (prefix.bytes[whole] ^ bytes[whole]) >> static_cast<unsigned>(8 - rest) == 0;
  });
}

AddressClass AddressRules::judge_v4(const std::uint8_t* bytes) const noexcept {
  std::array<std::uint8_t, 16> mapped{};
  std::copy(kMapped.begin(), kMapped.end(), mapped.begin());
  std::copy(bytes, bytes + 4, mapped.begin() + 12);
  if (holds(permit_, mapped.data())) return AddressClass::permitted;
  if (holds(deny_, mapped.data()) || is_special(v4(bytes[0], bytes[1], bytes[2], bytes[3]))) return AddressClass::refused;
  return AddressClass::ordinary;
}

AddressClass AddressRules::judge_bytes(const std::uint8_t* bytes) const noexcept {
  if (std::equal(kMapped.begin(), kMapped.end(), bytes)) return judge_v4(bytes + 12);
  if (holds(permit_, bytes)) return AddressClass::permitted;
  if (holds(deny_, bytes)) return AddressClass::refused;
  if (starts_with(bytes, {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return judge_v4(bytes + 12);  // NAT64
  // Only 2000::/3 is handed out as global unicast; this leaves out ::/8, 64:ff9b:1::/48, 100::/64, fc00::/7, fe80::/9, ff00::/8 …
  if ((bytes[0] & 0xe0U) != 0x20) return AddressClass::refused;
  if (starts_with(bytes, {0x20, 0x02})) return judge_v4(bytes + 2);                                       // 6to4
  if (starts_with(bytes, {0x20, 0x01, 0, 0})) {                                                           // Teredo: server, ~client
    std::array<std::uint8_t, 4> client{};
    for (std::size_t i = 0; i < 4; ++i) client[i] = static_cast<std::uint8_t>(~bytes[12 + i]);
    return judge_v4(bytes + 4) == AddressClass::refused ? AddressClass::refused : judge_v4(client.data());
  }
  if (starts_with(bytes, {0x20, 0x01}) && bytes[2] < 2) return AddressClass::refused;                     // 2001::/23 protocols
  if (starts_with(bytes, {0x20, 0x01, 0x0d, 0xb8})) return AddressClass::refused;                         // documentation
  if (starts_with(bytes, {0x3f, 0xff}) && bytes[2] < 0x10) return AddressClass::refused;                  // documentation
  if ((bytes[8] & 0xfdU) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe) return judge_v4(bytes + 12);  // ISATAP
  return AddressClass::ordinary;
}

AddressClass AddressRules::judge(const sockaddr* address) const noexcept {
  if (address->sa_family == AF_INET)
    return judge_v4(reinterpret_cast<const std::uint8_t*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr));
  if (address->sa_family == AF_INET6)
    return judge_bytes(reinterpret_cast<const std::uint8_t*>(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr));
  return AddressClass::refused;
}

AddressClass AddressRules::judge(std::string_view address) const noexcept {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.size() >= text.size()) return AddressClass::refused;
  std::copy(address.begin(), address.end(), text.begin());
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, text.data(), bytes.data()) == 1) return judge_v4(bytes.data());
  if (inet_pton(AF_INET6, text.data(), bytes.data()) == 1) return judge_bytes(bytes.data());
  return AddressClass::refused;
}

}  // namespace redress
