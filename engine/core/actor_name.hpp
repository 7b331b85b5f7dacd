// What a person who acts may be called. Whether two people did something is a comparison of these names, so there is one form of each,
// and one place that decides it: every way by which an act comes in asks here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// What is wrong with a name that is none, and how to mend it.
inline constexpr std::string_view kActorNameWanted =
    "that is no pseudonym for the audit; write 1 to 64 letters, digits, dots, hyphens and underscores, e.g. --actor a.bakker";

/// The name as it is kept and compared: without blanks around it, in lower case. Nothing unless it has 1 to 64 letters, digits, `.`, `-`,
/// `_`, all of ASCII: a character that looks like another, or like none, would make one person two.
[[nodiscard]] std::optional<std::string> actor_name(std::string_view given);

}  // namespace redress
