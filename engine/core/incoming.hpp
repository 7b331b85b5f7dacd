// What intake hands to the engine: reports as told, already canonical, not yet stored.
#pragma once

#include "engine/core/sensitive.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress {

/// One thing named in a report.
struct IncomingItem {
  LocatorKind locator_kind = LocatorKind::url;
  ItemRole role = ItemRole::source;
  std::string platform;         // canonical platform name for accounts, groups …; empty for URLs and phones
  LocatorText locator;          // where it is looked at and what others are told: a web address in canonical form (engine/intake/url.hpp), or,
                                // of what has none, words that name it; never empty unless kind is `description`
  LocatorText name_there;       // canonical name on the platform, or number: what makes it the same thing; of URLs empty, the locator does
  HostName host;                // of a web address: canonical host; else empty
  HostName registrable_domain;  // of a web address: by the public suffix list; the host itself where there is none
  AccessRecipe recipe;          // JSON object {"referrer":…,"user_agent":…}; empty when none was given
  bool had_user_information = false;  // `user:password@` was dropped from the URL
  std::optional<Verdict> source_verdict;  // what the source itself says it is; counts only by a rule that names the source
  std::string source_classification;      // the source's own word for it, e.g. X-ARF "A1"; at most 64 characters
  bool urgent = false;                    // the source says that it cannot wait: assessed sooner, and asked for at once
  std::vector<std::size_t> found_on;      // places in the report's items of the pages it was found on

  /// With kind and platform: what makes it the same thing.
  [[nodiscard]] const LocatorText& identity() const { return name_there.empty() ? locator : name_there; }
};

/// One report: what somebody told us at one time.
struct IncomingReport {
  ReportOrigin origin = ReportOrigin::public_form;
  std::string source;              // named by the operator, e.g. "webform"; one a row gives itself has a prefix ("row:police",
                                   // "xarf:ORG") and no rule's trust; at most 64 printable ASCII characters
  std::string external_reference;  // the source's own number; at most 128 characters; empty when none
  std::string assigned_person;     // pseudonym or work address the source asked for (SCART's WORKUSER); empty when none
  ReporterText reporter;           // contact data as JSON; empty when anonymous
  std::optional<UtcTime> told_at;  // when the source says it was told; the engine stamps receipt itself
  std::vector<IncomingItem> items; // at least one
  std::uint64_t line = 0;          // 1-based line or element of the file it began on
};

/// A row that could not be taken. Kept sealed, so that nothing is lost and nothing leaks.
struct RejectedRow {
  std::uint64_t line = 0;  // 1-based
  std::string reason;      // what is wrong and how to mend it; holds nothing of the row itself
  std::string field;       // name of the field at fault; empty when the whole row is
  ForeignRow row;          // the bytes as they came, at most kRejectedRowBytesMax of them
};
inline constexpr std::size_t kRejectedRowBytesMax = 16 * 1024;

}  // namespace redress
