// What an alert says: a sentence and a next step for each kind, the subject's number, times. Never a locator, host, mailbox or name:
// an AlertRecord holds none, and a subject that looks like one all the same is withheld.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/records.hpp"

namespace redress {

struct AlertKindText {
  std::string_view kind;
  std::string_view sentence;   // what is the matter
  std::string_view next_step;  // what a person can do about it
};
/// Every kind with words of its own, in order of name. To add one: a row in alert_text.cpp.
[[nodiscard]] std::span<const AlertKindText> alert_kinds();
/// The kind's row; a row of general words for kinds without one.
[[nodiscard]] const AlertKindText& alert_kind(std::string_view kind);

/// An alert in words: printable ASCII, lines end in LF.
struct AlertText {
  std::string title;  // one line: `[urgent] removal_late: request 12`
  std::string body;   // several lines
};
/// `deadline`: of what the alert is about, when it has one; shown with the time left.
[[nodiscard]] AlertText alert_text(const AlertRecord& alert, UtcTime now, std::optional<UtcTime> deadline);

/// `subject` when it is words of letters, digits, `_` and `-` (at most 80 bytes), as `request 12` and `connector abuse_mail` are;
/// `[withheld]` otherwise.
[[nodiscard]] std::string safe_subject(std::string_view subject);

/// `kind` when it is a name of ours (small letters, digits, `_`; at most 40 bytes); `other` otherwise.
[[nodiscard]] std::string safe_kind(std::string_view kind);

/// The one `redress alert test` sends. Its id is none, so every try is sent anew.
[[nodiscard]] AlertRecord demo_alert(UtcTime now);

}  // namespace redress
