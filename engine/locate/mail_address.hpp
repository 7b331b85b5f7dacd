// Which foreign text may be used as a mailbox. Stricter than RFC 5321 on purpose: a notice names a crime, so an odd address is
// no address.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// `text` unchanged when it is one plain mailbox: one `@`; local part of letters, digits and `._+-='&~#`, not starting with `-`,
/// dots only between other characters; domain of at least two LDH labels (A-labels included) whose last is not a number.
/// No blanks, quotes, comments, CR, LF, other control characters or bytes above 127; at most 254 bytes, 64 before the `@`.
/// [SRC-RFC-5321]
[[nodiscard]] std::optional<std::string> checked_mail_address(std::string_view text);

/// The mailboxes in one value of a registry: `mailto:` is stripped, blanks at the ends are dropped, `Name <box>` and lists parted
/// by `,` or `;` are opened. If any part is not a mailbox, the whole value counts for nothing: half-read text is a wrong addressee.
[[nodiscard]] std::vector<std::string> mailboxes_in_value(std::string_view value);

/// Mailboxes inside free text, at most `most` of them, in order.
[[nodiscard]] std::vector<std::string> mailboxes_in_text(std::string_view text, std::size_t most);

/// True for mailboxes that say of themselves that nobody reads them (`nobody`, `unread`, `no-reply`, `redacted` …).
[[nodiscard]] bool is_placeholder_mailbox(std::string_view mail);

/// Equal but for letter case, which no mail system in use tells apart.
[[nodiscard]] bool same_mailbox(std::string_view a, std::string_view b);

/// The part behind the `@`, in lower case.
[[nodiscard]] std::string domain_of_mailbox(std::string_view mail);

/// At least two LDH labels of 1..63 bytes, at most 253 in all, last one not a number, no dot at the end. [SRC-RFC-1123]
[[nodiscard]] bool is_ldh_domain(std::string_view domain);

/// ASCII letters in lower case, everything else unchanged.
[[nodiscard]] std::string lower_cased(std::string_view text);

}  // namespace redress
