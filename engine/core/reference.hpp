// The number every notice bears for ever, `N-7K3F-92QX-A`, and the unguessable part of the address answers go to.
// Letters and digits are Crockford's base 32 (no I, L, O, U), so that a number read out over the telephone comes back right; the last
// character is a checksum that notices any one wrong character and any two neighbours swapped. [SRC-CROCKFORD-32]
#pragma once

#include "engine/core/random.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// From 40 random bits: the caller keeps numbers unique by trying again.
[[nodiscard]] std::string make_reference(Random& random);
/// The same of a person's case, `C-7K3F-92QX-A`.
[[nodiscard]] std::string make_case_number(Random& random);
/// The usual spelling of a reference typed by a person: any case, dashes and spaces missing or elsewhere, O for 0, I and L for 1.
/// Nothing when it is none or the checksum is wrong.
[[nodiscard]] std::optional<std::string> read_reference(std::string_view text);
[[nodiscard]] std::optional<std::string> read_case_number(std::string_view text);

/// 80 random bits, 16 lower-case characters: nobody answers a notice he has not seen.
[[nodiscard]] std::string make_reply_token(Random& random);
/// `mailbox+token@domain`.
[[nodiscard]] std::string reply_address(std::string_view mailbox, std::string_view token, std::string_view domain);
/// The token of such an address, in lower case (some systems change it); nothing for other addresses.
[[nodiscard]] std::optional<std::string> reply_token_of(std::string_view address, std::string_view mailbox);

}  // namespace redress
