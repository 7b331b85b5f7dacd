// What a desk has laid down about single sites: whom to write to whatever a look-up says, whom never, how they are judged.
// Read and checked by engine/directory; asked wherever an item is filed, located, or about to be spoken of.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// What a site is, where its owner is known: one that lives off the material is never told.
enum class SiteKind { image_host, forum, blog, shop, dedicated, commercial, other };
template <>
struct EnumNames<SiteKind> {
  static constexpr auto names = name_list("image_host", "forum", "blog", "shop", "dedicated", "commercial", "other");
};
[[nodiscard]] constexpr bool lives_off_it(SiteKind kind) { return kind == SiteKind::dedicated || kind == SiteKind::commercial; }

/// Something laid down, and the id of the rule that says it.
template <class T>
struct Ruled {
  T value{};
  std::string rule;
};

struct ForcedHost {
  std::string slug;     // of a recipient
  std::string country;  // it hosts in, ISO 3166-1 alpha-2; empty: where the address is; where none can be known (a proxy), where the recipient sits
};
struct NamedOwner {
  std::string slug;
  SiteKind kind = SiteKind::other;
};
/// Exactly one of `scope` and `recipient` is set.
struct KeepSilent {
  std::optional<ContactScope> scope;
  std::string recipient;  // slug
  std::string why;        // one line, in the operator's words
};
struct SiteAssessment {
  Verdict verdict = Verdict::illegal_baseline;
  std::vector<std::string> sources;  // reports of these alone are judged by it
};

/// What holds for one host. Each part is that of the longest domain that has it; what a longer one leaves out, a shorter one may say.
struct SiteRuling {
  std::vector<std::string> rules;                        // ids of all that fit and are in force, longest domain first
  std::optional<Ruled<ForcedHost>> host;
  std::optional<Ruled<std::vector<std::string>>> addresses;  // of the real host, behind a proxy
  std::optional<Ruled<std::string>> proxy, registrar;    // slugs
  std::optional<Ruled<NamedOwner>> owner;
  std::optional<Ruled<std::vector<KeepSilent>>> silence;
  std::optional<Ruled<bool>> only_links;
  std::optional<Ruled<SiteAssessment>> assessment;

  /// Why nothing may be sent to that recipient; nothing when it may.
  [[nodiscard]] const KeepSilent* forbids(ContactScope scope, std::string_view recipient) const {
    if (!silence) return nullptr;
    for (const auto& one : silence->value)
      if (one.scope == scope || (!one.recipient.empty() && one.recipient == recipient)) return &one;
    return nullptr;
  }
};

/// Threads: every member may be called from any thread.
class SiteRules {
 public:
  virtual ~SiteRules() = default;
  /// `host` as canonical locators have it: ASCII, lower case; addresses with or without brackets.
  [[nodiscard]] virtual SiteRuling ruling(std::string_view host, UtcTime now) const = 0;
  /// False: nothing is laid down about any site, so hosts need not be opened to ask.
  [[nodiscard]] virtual bool has_site_rules() const = 0;
};

}  // namespace redress
