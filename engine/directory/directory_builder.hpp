// Puts a directory together from files and checks what only all entries together can show. For this folder alone.
#pragma once

#include "engine/directory/directory.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace redress {

/// Where a thing stands, for problems found later.
struct DirectoryPlace {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One entry as read, with the places of what is checked against other entries.
struct ReadEntry {
  DirectoryEntry entry;
  DirectoryPlace place;
  DirectoryPlace parent_place;
  std::vector<DirectoryPlace> address_places;  // as entry.addresses
  std::vector<DirectoryPlace> domain_places;   // as entry.domains
};

/// One rule about a site as read, with the places of the recipients it names.
struct ReadSite {
  DeskRule rule;
  DirectoryPlace place;
  struct Named {
    std::string slug;
    std::vector<RecipientKind> kinds;  // it may be of; none: any
    DirectoryPlace place;
  };
  std::vector<Named> named;
};

struct ReadFile {
  std::vector<ReadEntry> entries;
  std::vector<ReadSite> sites;
};
/// What one file holds; problems go to `problems`.
[[nodiscard]] ReadFile read_directory_file(std::string_view file, std::string_view text, std::vector<YamlProblem>& problems);
[[nodiscard]] ReadSite read_site(const YamlNode& node, YamlProblems& problems);

// What several keys have in common.
/// A host name as DNS has it: ASCII, lower case, at least two labels.
[[nodiscard]] bool is_domain(std::string_view text);
[[nodiscard]] bool is_country(std::string_view text);
/// One line of at most 200 bytes.
[[nodiscard]] std::string read_line(YamlMap& map, std::string_view key);
[[nodiscard]] std::string read_checked(YamlMap& map, std::string_view key, bool (*good)(std::string_view), std::string_view what,
                                       std::string_view fix);

class DirectoryBuilder {
 public:
  void add_file(std::string_view file, std::string_view text);
  void add_problem(YamlProblem problem) { problems_.push_back(std::move(problem)); }
  [[nodiscard]] Result<Directory, std::vector<YamlProblem>> finish();

 private:
  void report(const DirectoryPlace& place, std::string what, std::string fix);
  void check_parents();
  void check_sites();

  Directory directory_;
  std::vector<ReadEntry> read_;
  std::vector<ReadSite> read_sites_;
  std::vector<YamlProblem> problems_;
};

}  // namespace redress
