// What a function gives back when failing is part of its job: a value or an error, never both.
// Shaped like std::expected (C++23), which g++ 12 lacks in C++20. Broken promises of our own code use REDRESS_ASSERT instead.
#pragma once

#include "engine/core/assert.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace redress {

/// Wraps an error so that `return Failure{SomeError::kind};` reads as what it is.
template <class E>
struct Failure {
  E error;
};
template <class E>
Failure(E) -> Failure<E>;

template <class T, class E>
class [[nodiscard]] Result {
 public:
  using Value = T;
  using Error = E;

  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  template <class F>
    requires std::is_convertible_v<F, E>
  Result(Failure<F> failure) : content_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value. Asking for it when there is none is a broken promise and ends the program.
  T& value() & {
    REDRESS_ASSERT(has_value(), "value asked of a failed result");
    return *std::get_if<0>(&content_);
  }
  const T& value() const& {
    REDRESS_ASSERT(has_value(), "value asked of a failed result");
    return *std::get_if<0>(&content_);
  }
  T&& value() && {
    REDRESS_ASSERT(has_value(), "value asked of a failed result");
    return std::move(*std::get_if<0>(&content_));
  }
  const E& error() const {
    REDRESS_ASSERT(!has_value(), "error asked of a good result");
    return *std::get_if<1>(&content_);
  }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  T value_or(T fallback) && { return has_value() ? std::move(*std::get_if<0>(&content_)) : std::move(fallback); }

 private:
  std::variant<T, E> content_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  using Value = void;
  using Error = E;

  Result() = default;
  template <class F>
    requires std::is_convertible_v<F, E>
  Result(Failure<F> failure) : content_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  const E& error() const {
    REDRESS_ASSERT(!has_value(), "error asked of a good result");
    return *std::get_if<1>(&content_);
  }

 private:
  std::variant<std::monostate, E> content_;
};

}  // namespace redress
