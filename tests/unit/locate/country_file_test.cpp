#include "engine/locate/country_file.hpp"

#include "tests/support/mmdb_writer.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace redress {
namespace {

using test::MmdbWriter;

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
