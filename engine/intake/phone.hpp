// Telephone numbers as people write them, in the one form that is the same for everybody. [SRC-E164]
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// The digits of an international number, country first, without `+`: 7 to 15. `text`: ASCII with blanks, `-`, `.`, `/` and brackets
/// between the digits, in front `+`, `00` or `tel:+`. Nothing for a number without its country: whose it is would be a guess. A `(0)`
/// behind the country is not dialled from abroad and is left out, but not in Italy's plan (39), where it is dialled: nothing then.
[[nodiscard]] std::optional<std::string> international_digits(std::string_view text);

}  // namespace redress
