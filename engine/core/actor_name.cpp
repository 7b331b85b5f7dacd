#include "engine/core/actor_name.hpp"

#include <algorithm>

namespace redress {

std::optional<std::string> actor_name(std::string_view given) {
  constexpr std::string_view kBlanks = " \t\r\n";
  constexpr std::size_t kBytesMax = 64;
  const auto first = given.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return std::nullopt;
  std::string name(given.substr(first, given.find_last_not_of(kBlanks) - first + 1));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const bool good = name.size() <= kBytesMax && std::all_of(name.begin(), name.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
                    });
  return good ? std::optional(std::move(name)) : std::nullopt;
}

}  // namespace redress
