// JSON from registries as a small tree, read within limits. nlohmann's parser has no limit on depth or size and a tree of its
// own kind drops duplicate members silently; here both are seen.
#pragma once

#include "engine/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

inline constexpr std::size_t kRegistryJsonBytesMax = 2 * 1024 * 1024;
inline constexpr int kRegistryJsonDepthMax = 64;
inline constexpr std::size_t kRegistryJsonValuesMax = 200'000;

class RegistryJson {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  std::string text;                 // of a text; in UTF-8
  std::int64_t number = 0;          // of a whole number; fractions and what does not fit are kept as 0 with `kind` number
  std::vector<std::string> names;   // of an object's members, as many as `items`
  std::vector<RegistryJson> items;  // of a list or object

  [[nodiscard]] bool is_object() const noexcept { return kind == Kind::object; }
  [[nodiscard]] bool is_list() const noexcept { return kind == Kind::list; }
  [[nodiscard]] bool is_text() const noexcept { return kind == Kind::text; }
  /// The member called `name`, the last one where there are several; nullptr when absent or when this is no object.
  [[nodiscard]] const RegistryJson* find(std::string_view name) const noexcept;
  /// How many members are called so.
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
  /// Text of the member called `name`, cut to `bytes_max`; empty when absent or no text.
  [[nodiscard]] std::string text_of(std::string_view name, std::size_t bytes_max = 1024) const;
  /// A whole number, or text of decimal digits (registries write both). Nothing for all else.
  [[nodiscard]] std::optional<std::int64_t> whole_number() const;
};

enum class RegistryJsonError : std::uint8_t { too_large, too_deep, too_many_values, not_json };

/// Time and memory are linear in `bytes`. Bytes that are not UTF-8 become `?` (some registries still send Latin-1 names).
[[nodiscard]] Result<RegistryJson, RegistryJsonError> parse_registry_json(std::string_view bytes);

}  // namespace redress
