// Base64 with padding, standard alphabet. [SRC-RFC-4648]
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redress {

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing for text with anything else in it, or without its padding.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace redress
