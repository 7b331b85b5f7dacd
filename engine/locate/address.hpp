// An IPv4 or IPv6 address, a prefix, and the ranges nobody on the internet can host anything in.
// Relies on the standard library only, so that the transport's address veto can use it. Spellings other than the plain ones
// (octal, hexadecimal, `127.1`, zone ids, brackets) are refused here: URLs are brought into the plain form before.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace redress {

/// A value; IPv4 keeps its four bytes in front, the rest is zero.
struct Address {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] static Address v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d);
  /// From four or sixteen bytes in network order; nothing for any other count.
  [[nodiscard]] static std::optional<Address> from_bytes(std::span<const std::uint8_t> network_order);
  /// 32 or 128.
  [[nodiscard]] int bits() const noexcept { return is_v6 ? 128 : 32; }

  friend auto operator<=>(const Address&, const Address&) = default;
};

/// Dotted quad without leading zeros, or RFC 4291 text with at most one `::` and an optional dotted tail. No zone, no brackets,
/// no blanks. [SRC-RFC-4291]
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

/// As registries spell it: also leading zeros in a dotted quad (`074.125.000.000`, read as decimal) and a `/length` behind it,
/// which is dropped. For answers of registries only; never for a URL's host, where a leading zero means octal.
[[nodiscard]] std::optional<Address> parse_registry_address(std::string_view text);

/// Canonical text: lower case, longest run of zeros as `::`, mapped addresses with a dotted tail. [SRC-RFC-5952]
[[nodiscard]] std::string to_text(const Address& address);

/// `192.0.2.0/24`. Bits behind `length` are zero.
struct Prefix {
  Address first;
  int length = 0;  // 0..32 or 0..128

  [[nodiscard]] bool contains(const Address& address) const noexcept;
  friend auto operator<=>(const Prefix&, const Prefix&) = default;
};

/// Nothing where the length is missing or too long, or where a bit behind it is set.
[[nodiscard]] std::optional<Prefix> parse_prefix(std::string_view text);
[[nodiscard]] std::string to_text(const Prefix& prefix);

/// The smallest prefix that holds both ends when they are exactly its first and last address; nothing otherwise.
[[nodiscard]] std::optional<Prefix> prefix_of_range(const Address& first, const Address& last);

/// One row of the special-purpose registries. [SRC-IANA-SPECIAL-V4] [SRC-IANA-SPECIAL-V6]
struct SpecialRange {
  std::string_view prefix;
  std::string_view name;  // as the registry calls it
  enum class Verdict : std::uint8_t {
    forbidden,  // nothing public can lie here
    reachable,  // special, but public
    embedded,   // carries an IPv4 address that decides
  } verdict;
};
[[nodiscard]] std::span<const SpecialRange> special_ranges();

/// The most specific special range that holds `address`; nothing for ordinary addresses.
[[nodiscard]] const SpecialRange* special_range_of(const Address& address);

/// Why no connection may be made to `address`: the name of its special range, or of the one the IPv4 address carried in it
/// (mapped, NAT64, 6to4, Teredo) lies in. Nothing when it is public. IPv6 outside 2000::/3 is refused even where no registry
/// row names it.
[[nodiscard]] std::optional<std::string_view> forbidden_reason(const Address& address);

}  // namespace redress
