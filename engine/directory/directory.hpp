// The directory of recipients, validated and ready for look-ups. Never changes once loaded.
#pragma once

#include "engine/core/directory_entry.hpp"
#include "engine/core/ports/sites.hpp"
#include "engine/core/result.hpp"
#include "engine/core/time.hpp"
#include "engine/directory/desk_rule.hpp"
#include "engine/yaml/yaml.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress {

inline constexpr std::size_t kDirectoryFilesMax = 100;
inline constexpr std::size_t kDirectoryEntriesMax = 100'000;
inline constexpr std::size_t kSiteRulesMax = 100'000;

/// `192.0.2.0/24`, `2001:db8::/32`, or one address without a slash. Nothing for anything else, also when bits after the prefix are set.
[[nodiscard]] std::optional<AddressRange> parse_address_range(std::string_view text);
[[nodiscard]] std::string to_text(const AddressRange& range);

/// Threads: every member may be called from any thread.
class Directory final : public SiteRules {
 public:
  Directory() = default;

  [[nodiscard]] const std::vector<DirectoryEntry>& entries() const noexcept { return entries_; }
  [[nodiscard]] const DirectoryEntry* by_slug(std::string_view slug) const;
  /// The entry that answers for the longest parent domain of `host` (canonical: ASCII, lower case, no final dot).
  [[nodiscard]] const DirectoryEntry* by_host(std::string_view host) const;
  /// The entry that answers for the longest prefix around the address (IPv4 or IPv6 as text, without brackets).
  [[nodiscard]] const DirectoryEntry* by_address(std::string_view address) const;
  /// The network above; nothing when the directory knows none.
  [[nodiscard]] const DirectoryEntry* parent_of(const DirectoryEntry& entry) const {
    return entry.parent.empty() ? nullptr : by_slug(entry.parent);
  }

  [[nodiscard]] const std::vector<DeskRule>& site_rules() const noexcept { return sites_; }
  [[nodiscard]] SiteRuling ruling(std::string_view host, UtcTime now) const override;
  [[nodiscard]] bool has_site_rules() const override { return !sites_.empty(); }

 private:
  friend class DirectoryBuilder;

  std::vector<DirectoryEntry> entries_;
  std::vector<DeskRule> sites_;
  std::unordered_map<std::string, std::size_t> by_slug_;
  std::unordered_map<std::string, std::size_t> by_domain_;
  std::map<int, std::map<std::array<std::uint8_t, 16>, std::size_t>, std::greater<>> by_prefix_;  // longest prefix first
  std::unordered_map<std::string, std::vector<std::size_t>> by_site_;
};

/// The approved contact of that scope in use at `now`, the newest first; nothing when there is none.
[[nodiscard]] const DirectoryContact* contact_for(const DirectoryEntry& entry, ContactScope scope, UtcTime now);

/// A directory from one text; `file` names it in problems.
[[nodiscard]] Result<Directory, std::vector<YamlProblem>> parse_directory(std::string_view file, std::string_view text);
/// From a file, or from every *.yaml of a folder (not below it), in order of their names.
[[nodiscard]] Result<Directory, std::vector<YamlProblem>> load_directory(const std::filesystem::path& path);

}  // namespace redress
