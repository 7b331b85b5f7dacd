#include "engine/locate/address.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace redress {
namespace {

/// One to three decimal digits, at most 255.
std::optional<std::uint8_t> parse_octet(std::string_view text, bool leading_zeros) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  if (!leading_zeros && text.size() > 1 && text.front() == '0') return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value > 255) return std::nullopt;
  return static_cast<std::uint8_t>(value);
}

std::optional<Address> parse_v4(std::string_view text, bool leading_zeros) {
  Address address;
  for (std::size_t part = 0; part < 4; ++part) {
    const std::size_t dot = text.find('.');
    if ((part < 3) != (dot != std::string_view::npos)) return std::nullopt;
    const auto octet = parse_octet(text.substr(0, dot), leading_zeros);
    if (!octet) return std::nullopt;
    address.bytes[part] = *octet;
    if (part < 3) text.remove_prefix(dot + 1);
  }
  return address;
}

std::optional<std::uint16_t> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Groups of one side of `::`; the last may be a dotted quad when `tail` says that this side ends the address.
bool parse_groups(std::string_view text, bool tail, std::vector<std::uint8_t>& out) {
  if (text.empty()) return true;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && tail && group.find('.') != std::string_view::npos) {
      const auto dotted = parse_v4(group, false);
      if (!dotted) return false;
      out.insert(out.end(), dotted->bytes.begin(), dotted->bytes.begin() + 4);
    } else {
      const auto value = parse_group(group);
      if (!value) return false;
      out.push_back(static_cast<std::uint8_t>(*value >> 8));
      out.push_back(static_cast<std::uint8_t>(*value & 0xff));
    }
    if (out.size() > 16) return false;
    if (colon == std::string_view::npos) return true;
    text.remove_prefix(colon + 1);
  }
}

std::optional<Address> parse_v6(std::string_view text) {
  constexpr std::size_t kTextMax = 45;  // eight groups with a dotted tail
  if (text.size() < 2 || text.size() > kTextMax) return std::nullopt;
  std::vector<std::uint8_t> head;
  std::vector<std::uint8_t> rest;
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    if (!parse_groups(text, true, head) || head.size() != 16) return std::nullopt;
  } else {
    const std::string_view behind = text.substr(gap + 2);
    if (behind.find("::") != std::string_view::npos || behind.starts_with(':')) return std::nullopt;
    if (!parse_groups(text.substr(0, gap), false, head) || !parse_groups(behind, true, rest)) return std::nullopt;
    if (head.size() + rest.size() > 14) return std::nullopt;  // `::` stands for at least one group
  }
  Address address;
  address.is_v6 = true;
  std::copy(head.begin(), head.end(), address.bytes.begin());
  std::copy(rest.begin(), rest.end(), address.bytes.end() - static_cast<std::ptrdiff_t>(rest.size()));
  return address;
}

std::string dotted(const std::uint8_t* bytes) {
  std::string text;
  for (int i = 0; i < 4; ++i) {
    if (i > 0) text += '.';
    text += std::to_string(bytes[i]);
  }
  return text;
}

bool is_mapped(const Address& address) {
  return address.is_v6 && std::all_of(address.bytes.begin(), address.bytes.begin() + 10, [](std::uint8_t byte) { return byte == 0; }) &&
         address.bytes[10] == 0xff && address.bytes[11] == 0xff;
}

using enum SpecialRange::Verdict;

// Both registries as of 2025, plus multicast and site-local, which they leave to others. Order does not matter: the longest wins.
// 192.0.0.0/24 and 2001::/23 are forbidden as a whole: their few public rows are anycast services that host nothing.
constexpr std::array kSpecialRanges{
    SpecialRange{"0.0.0.0/8", "This network", forbidden},
    SpecialRange{"0.0.0.0/32", "This host on this network", forbidden},
    SpecialRange{"10.0.0.0/8", "Private-Use", forbidden},
    SpecialRange{"100.64.0.0/10", "Shared Address Space", forbidden},
    SpecialRange{"127.0.0.0/8", "Loopback", forbidden},
    SpecialRange{"169.254.0.0/16", "Link Local", forbidden},
    SpecialRange{"172.16.0.0/12", "Private-Use", forbidden},
    SpecialRange{"192.0.0.0/24", "IETF Protocol Assignments", forbidden},
    SpecialRange{"192.0.0.0/29", "IPv4 Service Continuity Prefix", forbidden},
    SpecialRange{"192.0.0.8/32", "IPv4 dummy address", forbidden},
    SpecialRange{"192.0.0.9/32", "Port Control Protocol Anycast", forbidden},
    SpecialRange{"192.0.0.10/32", "Traversal Using Relays around NAT Anycast", forbidden},
    SpecialRange{"192.0.0.170/31", "NAT64/DNS64 Discovery", forbidden},
    SpecialRange{"192.0.2.0/24", "Documentation (TEST-NET-1)", forbidden},
    SpecialRange{"192.31.196.0/24", "AS112-v4", reachable},
    SpecialRange{"192.52.193.0/24", "AMT", reachable},
    SpecialRange{"192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", forbidden},
    SpecialRange{"192.168.0.0/16", "Private-Use", forbidden},
    SpecialRange{"192.175.48.0/24", "Direct Delegation AS112 Service", reachable},
    SpecialRange{"198.18.0.0/15", "Benchmarking", forbidden},
    SpecialRange{"198.51.100.0/24", "Documentation (TEST-NET-2)", forbidden},
    SpecialRange{"203.0.113.0/24", "Documentation (TEST-NET-3)", forbidden},
    SpecialRange{"224.0.0.0/4", "Multicast", forbidden},
    SpecialRange{"240.0.0.0/4", "Reserved", forbidden},
    SpecialRange{"255.255.255.255/32", "Limited Broadcast", forbidden},
    SpecialRange{"::/128", "Unspecified Address", forbidden},
    SpecialRange{"::1/128", "Loopback Address", forbidden},
    SpecialRange{"::/96", "IPv4-Compatible (deprecated)", forbidden},
    SpecialRange{"::ffff:0:0/96", "IPv4-mapped Address", embedded},
    SpecialRange{"64:ff9b::/96", "IPv4-IPv6 Translation", embedded},
    SpecialRange{"64:ff9b:1::/48", "IPv4-IPv6 Translation (local use)", forbidden},
    SpecialRange{"100::/64", "Discard-Only Address Block", forbidden},
    SpecialRange{"100:0:0:1::/64", "Dummy IPv6 Prefix", forbidden},
    SpecialRange{"2001::/23", "IETF Protocol Assignments", forbidden},
    SpecialRange{"2001::/32", "TEREDO", embedded},
    SpecialRange{"2001:1::1/128", "Port Control Protocol Anycast", forbidden},
    SpecialRange{"2001:1::2/128", "Traversal Using Relays around NAT Anycast", forbidden},
    SpecialRange{"2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", forbidden},
    SpecialRange{"2001:2::/48", "Benchmarking", forbidden},
    SpecialRange{"2001:3::/32", "AMT", forbidden},
    SpecialRange{"2001:4:112::/48", "AS112-v6", forbidden},
    SpecialRange{"2001:10::/28", "Deprecated (previously ORCHID)", forbidden},
    SpecialRange{"2001:20::/28", "ORCHIDv2", forbidden},
    SpecialRange{"2001:30::/28", "Drone Remote ID Protocol Entity Tags (DETs) Prefix", forbidden},
    SpecialRange{"2001:db8::/32", "Documentation", forbidden},
    SpecialRange{"2002::/16", "6to4", embedded},
    SpecialRange{"2620:4f:8000::/48", "Direct Delegation AS112 Service", reachable},
    SpecialRange{"3fff::/20", "Documentation", forbidden},
    SpecialRange{"5f00::/16", "Segment Routing (SRv6) SIDs", forbidden},
    SpecialRange{"fc00::/7", "Unique-Local", forbidden},
    SpecialRange{"fe80::/10", "Link-Local Unicast", forbidden},
    SpecialRange{"fec0::/10", "Site-Local (deprecated)", forbidden},
    SpecialRange{"ff00::/8", "Multicast", forbidden},
};

struct ParsedRange {
  Prefix prefix;
  const SpecialRange* row;
};

/// Longest prefix first, so that the first hit is the most specific one.
const std::vector<ParsedRange>& parsed_ranges() {
  static const std::vector<ParsedRange> ranges = [] {
    std::vector<ParsedRange> list;
    for (const SpecialRange& row : kSpecialRanges) {
      if (const auto prefix = parse_prefix(row.prefix)) list.push_back({*prefix, &row});
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const ParsedRange& a, const ParsedRange& b) { return a.prefix.length > b.prefix.length; });
    return list;
  }();
  return ranges;
}

Address v4_at(const Address& address, std::size_t offset, std::uint8_t mask = 0) {
  return Address::v4(address.bytes[offset] ^ mask, address.bytes[offset + 1] ^ mask, address.bytes[offset + 2] ^ mask,
                     address.bytes[offset + 3] ^ mask);
}

}  // namespace

Address Address::v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  Address address;
  address.bytes[0] = a;
  address.bytes[1] = b;
  address.bytes[2] = c;
  address.bytes[3] = d;
  return address;
}

std::optional<Address> Address::from_bytes(std::span<const std::uint8_t> network_order) {
  if (network_order.size() != 4 && network_order.size() != 16) return std::nullopt;
  Address address;
  address.is_v6 = network_order.size() == 16;
  std::copy(network_order.begin(), network_order.end(), address.bytes.begin());
  return address;
}

std::optional<Address> parse_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_v4(text, false) : parse_v6(text);
}

std::optional<Address> parse_registry_address(std::string_view text) {
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) text = text.substr(0, slash);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text.find(':') == std::string_view::npos ? parse_v4(text, true) : parse_v6(text);
}

std::string to_text(const Address& address) {
  if (!address.is_v6) return dotted(address.bytes.data());
  if (is_mapped(address)) return "::ffff:" + dotted(address.bytes.data() + 12);
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = static_cast<unsigned>(address.bytes[2 * i]) << 8 | address.bytes[2 * i + 1];
  std::size_t best_start = 8;
  std::size_t best_length = 1;  // a single zero group is not shortened
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i > best_length) {
      best_start = i;
      best_length = end - i;
    }
    if (end > i) i = end - 1;
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best_start) {
      text += "::";
      i += best_length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    std::array<char, 4> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i], 16);
    if (error == std::errc{}) text.append(digits.data(), end);
  }
  return text;
}

bool Prefix::contains(const Address& address) const noexcept {
  if (address.is_v6 != first.is_v6) return false;
  const auto whole = static_cast<std::size_t>(length / 8);
  if (!std::equal(first.bytes.begin(), first.bytes.begin() + static_cast<std::ptrdiff_t>(whole), address.bytes.begin())) return false;
  const int rest = length % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return (first.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

std::optional<Prefix> parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto first = parse_address(text.substr(0, slash));
  const std::string_view digits = text.substr(slash + 1);
  if (!first || digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  int length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc{} || end != digits.data() + digits.size() || length < 0 || length > first->bits()) return std::nullopt;
  for (int bit = length; bit < first->bits(); ++bit) {
    if (first->bytes[static_cast<std::size_t>(bit / 8)] & (0x80 >> (bit % 8))) return std::nullopt;
  }
  return Prefix{*first, length};
}

std::string to_text(const Prefix& prefix) { return to_text(prefix.first) + '/' + std::to_string(prefix.length); }

std::optional<Prefix> prefix_of_range(const Address& first, const Address& last) {
  if (first.is_v6 != last.is_v6) return std::nullopt;
  const auto bit_of = [](const Address& address, int bit) {
    return (address.bytes[static_cast<std::size_t>(bit / 8)] >> (7 - bit % 8)) & 1;
  };
  int length = 0;
  while (length < first.bits() && bit_of(first, length) == bit_of(last, length)) ++length;
  for (int bit = length; bit < first.bits(); ++bit) {
    if (bit_of(first, bit) != 0 || bit_of(last, bit) != 1) return std::nullopt;
  }
  return Prefix{first, length};
}

std::span<const SpecialRange> special_ranges() { return kSpecialRanges; }

const SpecialRange* special_range_of(const Address& address) {
  for (const ParsedRange& range : parsed_ranges()) {
    if (range.prefix.contains(address)) return range.row;
  }
  return nullptr;
}

std::optional<std::string_view> forbidden_reason(const Address& address) {
  const SpecialRange* range = special_range_of(address);
  if (range == nullptr) {
    if (address.is_v6 && (address.bytes[0] & 0xe0) != 0x20) return "Outside global unicast";
    return std::nullopt;
  }
  switch (range->verdict) {
    case forbidden: return range->name;
    case reachable: return std::nullopt;
    case embedded: break;
  }
  if (address.bytes[0] == 0x20 && address.bytes[1] == 0x02) return forbidden_reason(v4_at(address, 2));  // 6to4 [SRC-RFC-3056]
  if (address.bytes[0] == 0x20) {  // Teredo: the server, and the client with its bits turned over [SRC-RFC-4380]
    if (const auto server = forbidden_reason(v4_at(address, 4))) return server;
    return forbidden_reason(v4_at(address, 12, 0xff));
  }
  return forbidden_reason(v4_at(address, 12));  // mapped [SRC-RFC-4291], NAT64 [SRC-RFC-6052]
}

}  // namespace redress
