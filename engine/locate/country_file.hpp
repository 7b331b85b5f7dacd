// The country of an address by a database on this machine in MaxMind's format (mmdb): nobody outside hears of the question.
// The only place that knows libmaxminddb. [SRC-MMDB]
#pragma once

#include "engine/locate/address.hpp"
#include "engine/locate/country.hpp"

#include <memory>
#include <optional>
#include <string>

namespace redress {

/// Threads: every member may be called from any thread.
class CountryFile {
 public:
  /// Throws std::invalid_argument when the file is no mmdb database with networks and countries.
  explicit CountryFile(const std::string& path);
  ~CountryFile();
  CountryFile(const CountryFile&) = delete;
  CountryFile& operator=(const CountryFile&) = delete;

  /// `country.iso_code`, or a plain `country` or `country_code`; the day the database was made is the fact's date. Never a registered or
  /// a represented country. Nothing when the database does not say.
  [[nodiscard]] std::optional<CountryFact> country_of(const Address& address) const;

 private:
  struct Database;
  std::unique_ptr<Database> database_;
};

}  // namespace redress
