// What platforms call their accounts, groups and posts (platform_rules.tsv, built in): one thing however it is addressed or typed.
#pragma once

#include "engine/core/result.hpp"
#include "engine/core/words.hpp"
#include "engine/intake/url.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// A thing on a platform. Equal kind, platform and name: the same thing.
struct PlatformThing {
  LocatorKind kind = LocatorKind::account;
  std::string platform;  // lower case; empty for phones
  std::string name;      // canonical
  std::string address;   // a web address in canonical form, without what says who shared it; empty where it has none
};

/// What the address names on its platform; nothing where no rule says so, as for platforms that are not in the table. Any thread.
[[nodiscard]] std::optional<PlatformThing> thing_at(const CanonicalUrl& url);

enum class ThingError {
  unknown_platform,
  not_of_that_kind,  // the address names something of another kind or platform
  no_such_name,      // the platform has no such names
  no_country,        // a telephone number without its country, or none at all
};

/// What a person typed for one: `@someone`, an id, or an address of that platform, also without its scheme. `platform` in any of its names,
/// in any case; not looked at for phones. `kind`: account, group, message or phone. Any thread.
[[nodiscard]] Result<PlatformThing, ThingError> thing_typed(LocatorKind kind, std::string_view platform, std::string_view text);

/// The platforms of the table, separated by `, `.
[[nodiscard]] const std::string& platform_names();

}  // namespace redress
