// Country databases for tests.
#pragma once

#include "engine/locate/address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace redress::test {

/// Writes small mmdb databases (version 2.0, 24-bit records, an IPv6 tree), as far as country data needs: maps of texts and maps.
class MmdbWriter {
 public:
  static std::string text(const std::string& value) { return control(2, value.size()) + value; }
  static std::string number(std::uint64_t value, int type) {  // 5: uint16, 6: uint32; 9: uint64 (extended)
    std::string bytes;
    for (; value > 0; value >>= 8U) bytes.insert(bytes.begin(), static_cast<char>(value & 0xFFU));
    return control(type, bytes.size()) + bytes;
  }
  static std::string map(const std::map<std::string, std::string>& entries) {
    std::string bytes = control(7, entries.size());
    for (const auto& [key, value] : entries) bytes += text(key) + value;
    return bytes;
  }

  void add(const char* prefix, const std::string& data) {
    auto [first, length] = *parse_prefix(prefix);
    if (!first.is_v6) {  // the IPv4 part of the tree is ::/96
      std::array<std::uint8_t, 16> mapped{};
      std::copy_n(first.bytes.begin(), 4, mapped.begin() + 12);
      first.bytes = mapped;
      length += 96;
    }
    std::size_t node = 0;
    for (int bit = 0; bit < length; ++bit) {
      const bool right = ((first.bytes[static_cast<std::size_t>(bit / 8)] >> (7U - static_cast<unsigned>(bit % 8))) & 1U) != 0;
      auto& record = nodes_[node][right];
      if (bit == length - 1) {
        record = {false, data_.size()};
      } else {
        if (record.kind_is_empty()) {
          record = {true, nodes_.size()};
          nodes_.emplace_back();
        }
        node = nodes_[node][right].value;
      }
    }
    data_ += data;
  }

  void write(const std::string& path, std::uint64_t built) const {
    std::string bytes;
    for (const auto& node : nodes_)
      for (const auto& record : node) {
        const auto value = record.kind_is_empty() ? nodes_.size() : record.to_node ? record.value : nodes_.size() + 16 + record.value;
        for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>((value >> shift) & 0xFFU);
      }
    bytes += std::string(16, '\0') + data_ + "\xab\xcd\xefMaxMind.com";
    bytes += map({{"binary_format_major_version", number(2, 5)},
                  {"binary_format_minor_version", number(0, 5)},
                  {"build_epoch", number(built, 9)},
                  {"database_type", text("Test-Country")},
                  {"description", map({})},
                  {"ip_version", number(6, 5)},
                  {"languages", control(11, 0)},
                  {"node_count", number(nodes_.size(), 6)},
                  {"record_size", number(24, 5)}});
    std::ofstream(path, std::ios::binary) << bytes;
  }

 private:
  struct Record {
    bool to_node = false;
    std::size_t value = static_cast<std::size_t>(-1);
    [[nodiscard]] bool kind_is_empty() const { return value == static_cast<std::size_t>(-1); }
  };
  static std::string control(int type, std::size_t size) {  // sizes up to 28 are enough here
    if (type <= 7) return {static_cast<char>(static_cast<unsigned>(type) << 5U | static_cast<unsigned>(size))};
    return {static_cast<char>(size), static_cast<char>(type - 7)};
  }

  std::vector<std::array<Record, 2>> nodes_{1};
  std::string data_;
};

}  // namespace redress::test
