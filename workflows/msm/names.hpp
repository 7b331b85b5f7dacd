// Names of states, events, actions and guards as they stand in a table: taken from the type itself, so that a stored name and
// its type cannot drift apart. Parametrised ones say their own name by `static std::string name()`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace redress::msm {

/// The unqualified name of `T`, e.g. "AwaitingRemoval". g++ and clang.
template <class T>
[[nodiscard]] constexpr std::string_view type_name() noexcept {
  constexpr std::string_view whole = __PRETTY_FUNCTION__;  // "… type_name() [with T = redress::ntd::Held; …]" or "[T = …]"
  constexpr std::size_t begin = whole.find("T = ") + 4;
  constexpr std::size_t end = std::min(whole.find(';', begin), whole.find(']', begin));
  constexpr std::string_view qualified = whole.substr(begin, end - begin);
  constexpr std::size_t colon = qualified.rfind(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

/// What a cell of a table says of `T`.
template <class T>
[[nodiscard]] std::string text_of() {
  if constexpr (requires { T::name(); })
    return T::name();
  else
    return std::string(type_name<T>());
}

/// Text as a template argument: `timer<"removal_due">`.
template <std::size_t N>
struct Text {
  char value[N]{};
  consteval Text(const char (&text)[N]) { std::copy_n(text, N, value); }  // NOLINT: meant to convert
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {value, N - 1}; }
  [[nodiscard]] std::string text() const { return std::string(view()); }
};

}  // namespace redress::msm
