// Spellings that keep people from clicking on an address by accident, turned back into addresses.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// The text with a defanged scheme (`hxxp`, `h**p`, `meow`, `http[:]//` …), host (`[.]`, `(dot)`, `{.}` …) and wrapping (`<…>`, quotes)
/// mended; only up to the end of the host, since a path may hold such signs rightly. Nothing when there was nothing to mend. Linear.
[[nodiscard]] std::optional<std::string> mend_defanged(std::string_view text);

/// Whether a parsed host holds a defanged dot: `(dot)` and `{.}` are characters a host may have by the standard, but none has.
[[nodiscard]] bool has_defanged_dot(std::string_view host);

}  // namespace redress
