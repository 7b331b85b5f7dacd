// Which addresses may be reached at all. Asked after the name was resolved and again when the socket is opened, so that no
// name, redirect or spelling of a number leads inside. [SRC-IANA-SPECIAL] (special-purpose address registries, RFC 6890)
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <string>
#include <vector>

struct sockaddr;

namespace redress {

enum class AddressClass {
  refused,    // special-purpose, ours, or denied by configuration
  ordinary,   // public
  permitted,  // named by `network.permit`
};

class AddressRules {
 public:
  /// Refuses all special-purpose addresses and permits nothing else besides public ones.
  AddressRules() = default;
  /// Throws std::invalid_argument, naming the entry, when one of the prefixes is none. Used at start-up only.
  AddressRules(const std::vector<std::string>& permit, const std::vector<std::string>& deny);
  /// Refuses this machine's own addresses as well (as they are now).
  void refuse_own_addresses();

  /// IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo, ISATAP) is judged by what it holds. Anything but IPv4 and IPv6 is refused.
  [[nodiscard]] AddressClass judge(const sockaddr* address) const noexcept;
  /// Of a numeric address in its ordinary spelling; anything else is refused.
  [[nodiscard]] AddressClass judge(std::string_view address) const noexcept;

 private:
  struct Prefix {
    std::array<std::uint8_t, 16> bytes{};  // IPv4 as ::ffff:a.b.c.d
    int bits = 128;
  };
  [[nodiscard]] static Prefix parse_prefix(const std::string& text);
  [[nodiscard]] static bool holds(const std::vector<Prefix>& prefixes, const std::uint8_t* bytes) noexcept;
  [[nodiscard]] AddressClass judge_bytes(const std::uint8_t* bytes) const noexcept;
  [[nodiscard]] AddressClass judge_v4(const std::uint8_t* bytes) const noexcept;

  std::vector<Prefix> permit_, deny_;
};

}  // namespace redress
