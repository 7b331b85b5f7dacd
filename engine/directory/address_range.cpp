#include "engine/directory/directory.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace redress {
namespace {

constexpr int kMappedBits = 96;  // length of ::ffff:0:0, under which IPv4 stands

bool is_mapped(const std::array<std::uint8_t, 16>& address) {
  return std::all_of(address.begin(), address.begin() + 10, [](std::uint8_t byte) { return byte == 0; }) && address[10] == 0xFF &&
         address[11] == 0xFF;
}

}  // namespace

std::optional<AddressRange> parse_address_range(std::string_view text) {
  const auto slash = text.find('/');
  const std::string address{text.substr(0, slash)};
  if (address.find('\0') != std::string::npos) return std::nullopt;
  AddressRange range;
  int bits_max = 128;
  in_addr four{};
  in6_addr six{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
    range.address[10] = range.address[11] = 0xFF;
    std::memcpy(range.address.data() + 12, &four, 4);
    bits_max = 32;
  } else if (inet_pton(AF_INET6, address.c_str(), &six) == 1) {
    std::memcpy(range.address.data(), &six, 16);
    if (is_mapped(range.address)) return std::nullopt;  // one way to write an IPv4 address is enough
  } else {
    return std::nullopt;
  }
  int bits = bits_max;
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const auto [rest, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (problem != std::errc{} || rest != digits.data() + digits.size() || bits < 0 || bits > bits_max) return std::nullopt;
    if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  }
  range.prefix_bits = bits + (128 - bits_max);
  for (int bit = range.prefix_bits; bit < 128; ++bit)
    if (range.address[static_cast<std::size_t>(bit / 8)] & (0x80U >> (bit % 8))) return std::nullopt;
  return range;
}

std::string to_text(const AddressRange& range) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool four = is_mapped(range.address) && range.prefix_bits >= kMappedBits;
  const auto* bytes = range.address.data() + (four ? 12 : 0);
  if (!inet_ntop(four ? AF_INET : AF_INET6, bytes, text.data(), text.size())) return {};
  return std::string(text.data()) + '/' + std::to_string(range.prefix_bits - (four ? kMappedBits : 0));
}

}  // namespace redress
