// Host names beyond ASCII, by UTS 46 as the URL standard asks for it. The only place that knows ICU. [SRC-UTS-46]
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// The standard's "domain to ASCII", not strict: ASCII names are only lower-cased, others mapped and turned into Punycode.
/// Nothing where the name is not valid. `domain`: UTF-8. Any thread.
[[nodiscard]] std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace redress
