// The three countries of a location. They are different facts and are never merged: where the address is, where the range or
// name is registered, where the contact sits.
#pragma once

#include "engine/core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress {

struct RdapAnswer;

/// ISO 3166-1 alpha-2 in upper case when `text` is two letters that can be a country; nothing for `EU`, `AP`, `ZZ` and other codes
/// registries use for "several" or "unknown". `UK` is read as `GB`.
[[nodiscard]] std::optional<std::string> country_code(std::string_view text);

struct CountryFact {
  std::string country;  // ISO 3166-1 alpha-2
  std::string source;   // who says so, e.g. `rdap_address`, `mmdb`
  UtcTime as_of{};      // when that source was asked, or the date of its data
};

struct CountryFacts {
  std::optional<CountryFact> located;
  std::optional<CountryFact> registered;
  std::optional<CountryFact> contact;
};

/// Fills `registered` and `contact` from what RDAP of an address or AS says; what it does not say stays untouched.
void take_countries(const RdapAnswer& answer, std::string_view source, UtcTime asked_at, CountryFacts& facts);

/// The country an item counts as hosted in: where the address is, else where its range is registered; never the contact's.
/// Nothing for a proxy, whose country says nothing about the host behind it.
[[nodiscard]] const CountryFact* hosting_country(const CountryFacts& facts, bool behind_proxy);

}  // namespace redress
