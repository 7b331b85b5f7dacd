#include "engine/locate/country_file.hpp"

#include <maxminddb.h>

#include <netinet/in.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace redress {

struct CountryFile::Database {
  MMDB_s file{};
};

CountryFile::CountryFile(const std::string& path) : database_(std::make_unique<Database>()) {
  if (const int opened = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &database_->file); opened != MMDB_SUCCESS)
    throw std::invalid_argument("country file " + path + " is no mmdb database: " + MMDB_strerror(opened));
}

CountryFile::~CountryFile() { MMDB_close(&database_->file); }

std::optional<CountryFact> CountryFile::country_of(const Address& address) const {
  sockaddr_storage asked{};
  if (address.is_v6) {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(asked);
    v6.sin6_family = AF_INET6;
    std::memcpy(&v6.sin6_addr, address.bytes.data(), 16);
  } else {
    auto& v4 = reinterpret_cast<sockaddr_in&>(asked);
    v4.sin_family = AF_INET;
    std::memcpy(&v4.sin_addr, address.bytes.data(), 4);
  }
  int fault = MMDB_SUCCESS;
  auto found = MMDB_lookup_sockaddr(&database_->file, reinterpret_cast<const sockaddr*>(&asked), &fault);
  if (fault != MMDB_SUCCESS || !found.found_entry) return std::nullopt;
  constexpr std::array<std::array<const char*, 3>, 3> kPaths{
      {{"country", "iso_code", nullptr}, {"country", nullptr, nullptr}, {"country_code", nullptr, nullptr}}};
  for (const auto& path : kPaths) {
    MMDB_entry_data_s data{};
    if (MMDB_aget_value(&found.entry, &data, path.data()) != MMDB_SUCCESS || !data.has_data || data.type != MMDB_DATA_TYPE_UTF8_STRING) continue;
    if (auto country = country_code({data.utf8_string, data.data_size}))
      return CountryFact{std::move(*country), "mmdb", UtcTime{seconds{static_cast<std::int64_t>(database_->file.metadata.build_epoch)}}};
  }
  return std::nullopt;
}

}  // namespace redress
