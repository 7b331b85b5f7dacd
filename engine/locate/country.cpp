#include "engine/locate/country.hpp"

#include "engine/locate/rdap_reader.hpp"

#include <algorithm>
#include <array>

namespace redress {

std::optional<std::string> country_code(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.size() != 2) return std::nullopt;
  std::string code;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      code += static_cast<char>(c - 'a' + 'A');
    } else if (c >= 'A' && c <= 'Z') {
      code += c;
    } else {
      return std::nullopt;
    }
  }
  static constexpr std::array<std::string_view, 8> kNoCountry{"EU", "AP", "ZZ", "AA", "OO", "QQ", "XX", "XZ"};
  if (std::find(kNoCountry.begin(), kNoCountry.end(), code) != kNoCountry.end()) return std::nullopt;
  return code == "UK" ? "GB" : code;
}

void take_countries(const RdapAnswer& answer, std::string_view source, UtcTime asked_at, CountryFacts& facts) {
  if (!answer.country.empty()) facts.registered = CountryFact{answer.country, std::string(source), asked_at};
  if (!answer.contacts.empty() && !answer.contacts.front().country.empty()) {
    facts.contact = CountryFact{answer.contacts.front().country, std::string(source), asked_at};
  }
}

const CountryFact* hosting_country(const CountryFacts& facts, bool behind_proxy) {
  if (behind_proxy) return nullptr;
  if (facts.located) return &*facts.located;
  if (facts.registered) return &*facts.registered;
  return nullptr;
}

}  // namespace redress
