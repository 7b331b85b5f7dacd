#include "engine/locate/country_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <vector>

namespace redress {
namespace {

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

class CountryFileTest : public testing::Test {
 protected:
  CountryFileTest() { std::filesystem::remove(path); }
  ~CountryFileTest() override { std::filesystem::remove(path); }
  const std::string path = testing::TempDir() + "country_file_test.mmdb";
};

// Both families are found, by the longest prefix the database has, with the day it was made; what it does not say stays unknown.
TEST_F(CountryFileTest, SaysWhereAnAddressIs) {
  MmdbWriter writer;
  const auto located = [](const char* code) { return MmdbWriter::map({{"country", MmdbWriter::map({{"iso_code", MmdbWriter::text(code)}})}}); };
  writer.add("192.0.2.0/24", located("NL"));
  writer.add("2001:db8::/32", MmdbWriter::map({{"country_code", MmdbWriter::text("de")}}));
  writer.add("198.51.100.0/25", MmdbWriter::map({{"registered_country", MmdbWriter::map({{"iso_code", MmdbWriter::text("US")}})}}));
  writer.add("198.51.100.128/25", located("EU"));
  writer.add("203.0.113.0/24", MmdbWriter::map({{"country", MmdbWriter::text("BE")}}));
  writer.write(path, 1'700'000'000);
  const CountryFile file(path);
  const auto country = [&](const char* address) {
    const auto fact = file.country_of(*parse_address(address));
    return fact ? fact->country : std::string("unknown");
  };
  EXPECT_EQ(country("192.0.2.1"), "NL");
  EXPECT_EQ(country("192.0.2.255"), "NL");
  EXPECT_EQ(country("192.0.3.0"), "unknown");
  EXPECT_EQ(country("2001:db8:ffff::1"), "DE");
  EXPECT_EQ(country("2001:db9::1"), "unknown");
  EXPECT_EQ(country("198.51.100.1"), "unknown");  // where it is registered is another fact
  EXPECT_EQ(country("198.51.100.200"), "unknown");
  EXPECT_EQ(country("203.0.113.7"), "BE");
  const auto fact = file.country_of(*parse_address("192.0.2.1"));
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->source, "mmdb");
  EXPECT_EQ(fact->as_of, UtcTime{seconds{1'700'000'000}});
}

// What is no such database is refused when it is opened, with its name; nothing is read beyond its end.
TEST_F(CountryFileTest, RefusesWhatIsNone) {
  EXPECT_THROW(CountryFile{path}, std::invalid_argument);
  std::ofstream(path, std::ios::binary) << "no database";
  EXPECT_THROW(CountryFile{path}, std::invalid_argument);
  MmdbWriter writer;
  writer.add("192.0.2.0/24", MmdbWriter::map({{"country_code", MmdbWriter::text("NL")}}));
  writer.write(path, 1'700'000'000);
  std::string whole(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(whole.data(), static_cast<std::streamsize>(whole.size()));
  int opened = 0;
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << whole.substr(0, length);
    try {
      const CountryFile file(path);
      (void)file.country_of(*parse_address("192.0.2.1"));
      ++opened;
    } catch (const std::invalid_argument&) {
    }
  }
  EXPECT_EQ(opened, 0);
}

}  // namespace
}  // namespace redress
