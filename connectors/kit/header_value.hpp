// Headers of mails, made so that no text can end one and begin another: a `HeaderValue` cannot hold a line break of any kind.
// Strict CRLF, folded, RFC 2047 where needed. [SRC-RFC-5322] [SRC-RFC-2047]
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// Text of one header: UTF-8 without control characters (CR, LF, NUL, tab, DEL, U+0080–U+009F) and line separators (U+2028, U+2029).
class HeaderValue {
 public:
  /// Nothing when the text holds one of those or is no UTF-8.
  [[nodiscard]] static std::optional<HeaderValue> make(std::string_view text);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  explicit HeaderValue(std::string_view text) : text_(text) {}
  std::string text_;
};

/// `Name: value` with CRLF, for headers of free text (Subject): encoded as RFC 2047 words when not plain ASCII or when a word is too
/// long to fold. Lines have at most 78 characters where spaces allow it, never more than 998.
[[nodiscard]] std::string text_header(std::string_view name, const HeaderValue& value);
/// `Name: "Display" <address>` with CRLF; without a display name only the address. `address` must be one (engine/core/mail_address.hpp).
[[nodiscard]] std::string mailbox_header(std::string_view name, const HeaderValue& display, std::string_view address);
/// `Name: value` as it is: for values of our own making (Message-ID, Date, MIME headers).
[[nodiscard]] std::string fixed_header(std::string_view name, std::string_view value);

}  // namespace redress
