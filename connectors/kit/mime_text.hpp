// Transfer encodings of mail bodies. Output is 7-bit ASCII with CRLF and lines of at most 76 characters. [SRC-RFC-2045]
#pragma once

#include <string>
#include <string_view>

namespace redress {

/// One line, without breaks.
[[nodiscard]] std::string base64(std::string_view bytes);
/// In lines of 76, the last one ended too.
[[nodiscard]] std::string base64_lines(std::string_view bytes);
/// For text: line ends of any kind become CRLF, the last line is ended; control characters but the tab become spaces.
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace redress
