// Enums and the names they are stored, printed and matched under. The list of names is the only place that spells them;
// SQL CHECK lists, JSON and the CLI come from it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace redress {

/// Specialise for an enum whose values count from 0 without gaps: `names` in the order of the values.
template <class E>
struct EnumNames;

template <class E>
[[nodiscard]] constexpr std::string_view name_of(E value) noexcept {
  return EnumNames<E>::names[static_cast<std::size_t>(value)];
}

/// The value of that name, or nothing. Names are case-sensitive.
template <class E>
[[nodiscard]] constexpr std::optional<E> from_name(std::string_view name) noexcept {
  const auto& names = EnumNames<E>::names;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

template <class... Text>
[[nodiscard]] constexpr auto name_list(Text... names) {
  return std::array<std::string_view, sizeof...(Text)>{names...};
}

}  // namespace redress
