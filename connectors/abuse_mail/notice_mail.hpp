// The mail of a notice. The same notice always gives the same bytes.
#pragma once

#include "engine/core/ports/connector.hpp"

#include <string>
#include <string_view>

namespace redress {

/// RFC 5322, 7-bit, CRLF. The error says in words which part of the notice or the desk's settings cannot stand in a mail; it never
/// repeats it.
[[nodiscard]] Result<std::string, std::string> write_notice_mail(const NoticeForSending& notice, const DeskIdentity& desk);

/// The same mail as one that may be the second: `kPossibleDuplicateHeader` in front for machines, `words` before its text for people, and
/// nothing else is different. `mail` is what `write_notice_mail` wrote.
[[nodiscard]] std::string as_possible_duplicate(const std::string& mail, std::string_view words);

/// From this many items on, a CSV list is attached.
inline constexpr std::size_t kListFromItems = 6;

}  // namespace redress
