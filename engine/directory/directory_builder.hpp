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

/// The entries of one file; problems go to `problems`.
[[nodiscard]] std::vector<ReadEntry> read_entries(std::string_view file, std::string_view text, std::vector<YamlProblem>& problems);

class DirectoryBuilder {
 public:
  void add_file(std::string_view file, std::string_view text);
  void add_problem(YamlProblem problem) { problems_.push_back(std::move(problem)); }
  [[nodiscard]] Result<Directory, std::vector<YamlProblem>> finish();

 private:
  void report(const DirectoryPlace& place, std::string what, std::string fix);
  void check_parents();

  Directory directory_;
  std::vector<ReadEntry> read_;
  std::vector<YamlProblem> problems_;
};

}  // namespace redress
