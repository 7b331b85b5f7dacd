// What all readers share: a field at fault, an item from its URL, a source from its name.
#pragma once

#include "engine/core/incoming.hpp"
#include "engine/core/result.hpp"
#include "engine/intake/url.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// Why a row is not taken. `reason` says how to mend it and repeats nothing of the row.
struct FieldProblem {
  std::string field;
  std::string reason;
};

/// What is wrong with a URL and how to mend it.
[[nodiscard]] std::string advice_on(UrlError error);

/// `referrer` and `user_agent` may be empty. What a platform's rule knows at that address becomes an account, group or message there. Fails
/// for `url` or `referrer` that cannot be canonical, and where libcurl would ask another host.
[[nodiscard]] Result<IncomingItem, FieldProblem> item_from_url(std::string_view url, std::string_view referrer, std::string_view user_agent);
/// What a person typed for an account, group, message or phone (platform_rules.hpp). `referrer` and `user_agent` may be empty.
[[nodiscard]] Result<IncomingItem, FieldProblem> item_from_name(LocatorKind kind, std::string_view platform, std::string_view name,
                                                                std::string_view referrer, std::string_view user_agent);

struct KnownSource {
  std::string name;
  std::optional<ReportOrigin> origin;  // nothing for sources that are not in the table
};
/// SCART's seeded sources get an origin; others keep their name, in printable ASCII of at most kSourceNameBytesMax.
[[nodiscard]] KnownSource source_from_name(std::string_view name);

/// A row can call itself what it likes: its own name is kept behind this, so that no rule for a source takes it for that source.
inline constexpr std::string_view kRowSourcePrefix = "row:";
/// Who sent a row: what the operator says (`given`), unless the row names a source itself; that name is kept with the prefix.
[[nodiscard]] KnownSource source_of_row(std::string_view in_row, std::string_view given);

/// The verdict a source's own word stands for: X-ARF's and ICCAM's classes, or the name of a Verdict. Nothing for other words.
[[nodiscard]] std::optional<Verdict> verdict_from_classification(std::string_view word);

/// The row as it may be kept: without possible imagery, at most kRejectedRowBytesMax.
[[nodiscard]] RejectedRow rejected_row(std::uint64_t line, FieldProblem problem, std::string_view row);

}  // namespace redress
