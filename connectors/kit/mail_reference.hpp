// Our references (`N-7K3F-92QX-A`) and the desk's ticket number in a mail.
#pragma once

#include "connectors/kit/mail_parts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::mail {

/// References in a text: whole ones in upper case, in order of appearance, each once.
[[nodiscard]] std::vector<std::string> references_in(std::string_view text);

/// Of reply addresses: `ntd+n7k3f92qxa@…` -> `N-7K3F-92QX-A`.
[[nodiscard]] std::vector<std::string> references_in_addresses(std::string_view text);

/// A reference that was cut off (`N-5RW2-8HD`) shows that a mail is about a notice, but not about which.
[[nodiscard]] bool has_cut_reference(std::string_view text);

/// The desk's own number, without `#`: from the subject (brackets, "case X-1", "#123"), else behind a word like "ticket" in the text.
/// A ticket that was merged is named by the number that survives. Empty if there is none.
[[nodiscard]] std::string find_ticket(std::string_view subject, std::string_view own_text, const std::vector<MailHeader>& headers);

}  // namespace redress::mail
