#include "tests/tidy/module_rules.hpp"

#include <algorithm>
#include <stdexcept>

namespace redress::tidy {
namespace {

const std::set<std::string, std::less<>> kTopFolders{"engine", "policies", "workflows", "connectors", "sandbox", "tests"};

// C++20, without the headers of C that have a C++ name.
const std::set<std::string, std::less<>> kStandardHeaders{"algorithm",
                                                          "any",
                                                          "array",
                                                          "atomic",
                                                          "barrier",
                                                          "bit",
                                                          "bitset",
                                                          "cassert",
                                                          "cctype",
                                                          "cerrno",
                                                          "cfenv",
                                                          "cfloat",
                                                          "charconv",
                                                          "chrono",
                                                          "cinttypes",
                                                          "climits",
                                                          "clocale",
                                                          "cmath",
                                                          "compare",
                                                          "complex",
                                                          "concepts",
                                                          "condition_variable",
                                                          "coroutine",
                                                          "csetjmp",
                                                          "csignal",
                                                          "cstdarg",
                                                          "cstddef",
                                                          "cstdint",
                                                          "cstdio",
                                                          "cstdlib",
                                                          "cstring",
                                                          "ctime",
                                                          "cuchar",
                                                          "cwchar",
                                                          "cwctype",
                                                          "deque",
                                                          "exception",
                                                          "execution",
                                                          "filesystem",
                                                          "forward_list",
                                                          "fstream",
                                                          "functional",
                                                          "future",
                                                          "initializer_list",
                                                          "iomanip",
                                                          "ios",
                                                          "iosfwd",
                                                          "iostream",
                                                          "istream",
                                                          "iterator",
                                                          "latch",
                                                          "limits",
                                                          "list",
                                                          "locale",
                                                          "map",
                                                          "memory",
                                                          "memory_resource",
                                                          "mutex",
                                                          "new",
                                                          "numbers",
                                                          "numeric",
                                                          "optional",
                                                          "ostream",
                                                          "queue",
                                                          "random",
                                                          "ranges",
                                                          "ratio",
                                                          "regex",
                                                          "scoped_allocator",
                                                          "semaphore",
                                                          "set",
                                                          "shared_mutex",
                                                          "source_location",
                                                          "span",
                                                          "sstream",
                                                          "stack",
                                                          "stdexcept",
                                                          "stop_token",
                                                          "streambuf",
                                                          "string",
                                                          "string_view",
                                                          "syncstream",
                                                          "system_error",
                                                          "thread",
                                                          "tuple",
                                                          "type_traits",
                                                          "typeindex",
                                                          "typeinfo",
                                                          "unordered_map",
                                                          "unordered_set",
                                                          "utility",
                                                          "valarray",
                                                          "variant",
                                                          "vector",
                                                          "version"};

// In .cpp files of engine/core.
const std::set<std::string, std::less<>> kPosixHeaders{"sys/random.h", "sys/stat.h", "fcntl.h", "unistd.h"};

struct Include {
  std::size_t line = 0;
  std::string path;
  bool quoted = false;
};

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  const auto code = lines_of(file.code);
  const auto text = lines_of(file.text);
  for (std::size_t i = 0; i < code.size(); ++i) {
    auto at = skip_blanks(code[i], 0);
    if (at >= code[i].size() || code[i][at] != '#') continue;
    at = skip_blanks(code[i], at + 1);
    if (code[i].substr(at, 7) != "include") continue;
    const auto open = text[i].find_first_of("<\"", at);
    if (open == std::string_view::npos) continue;
    const bool quoted = text[i][open] == '"';
    const auto close = text[i].find(quoted ? '"' : '>', open + 1);
    if (close == std::string_view::npos) continue;
    includes.push_back({i + 1, std::string(text[i].substr(open + 1, close - open - 1)), quoted});
  }
  return includes;
}

/// engine_core → engine/core; policies → policies.
std::string folder_of(std::string module) {
  const auto underscore = module.find('_');
  if (underscore != std::string::npos) module[underscore] = '/';
  return module;
}

/// The module whose folder holds `path`; empty when none does.
std::string module_of(std::string_view path, const ModuleTable& table) {
  std::string longest;
  for (const auto& [folder, allowed] : table)
    if (path.starts_with(folder + "/") && folder.size() > longest.size()) longest = folder;
  return longest;
}

std::string top_of(std::string_view path) {
  const auto slash = path.find('/');
  return std::string(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash));
}

std::string listed(const std::set<std::string>& folders) {
  std::string text;
  for (const auto& folder : folders) text += (text.empty() ? "" : ", ") + folder;
  return text;
}

}  // namespace

ModuleTable read_module_table(std::string_view cmake) {
  ModuleTable table;
  for (const auto line : lines_of(cmake)) {
    const auto open = line.find('"');
    const auto bar = line.find('|');
    const auto close = line.rfind('"');
    if (skip_blanks(line, 0) != open || bar == std::string_view::npos || close <= bar) continue;
    auto& allowed = table[folder_of(std::string(line.substr(open + 1, bar - open - 1)))];
    allowed.insert(folder_of(std::string(line.substr(open + 1, bar - open - 1))));
    std::string_view names = line.substr(bar + 1, close - bar - 1);
    while (!names.empty()) {
      const auto end = names.find(' ');
      if (end != 0) allowed.insert(folder_of(std::string(names.substr(0, end))));
      names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
    }
  }
  if (table.empty()) throw std::runtime_error("cmake/modules.cmake holds no row of REDRESS_MODULE_TABLE");
  return table;
}

Findings check_includes(const std::vector<SourceFile>& files, const ModuleTable& table) {
  Findings findings;
  for (const auto& file : files) {
    const auto top = top_of(file.path);
    if (!file.is_cpp() || top == "tests" || kTopFolders.count(top) == 0) continue;
    const auto module = module_of(file.path, table);
    if (module.empty()) {
      findings.push_back(
          {file.path, 0, "this folder is no module of the table", "add a row to REDRESS_MODULE_TABLE in cmake/modules.cmake"});
      continue;
    }
    for (const auto& include : includes_of(file)) {
      const auto target_top = top_of(include.path);
      if (kTopFolders.count(target_top) == 0) {
        if (include.quoted)
          findings.push_back({file.path, include.line, "#include \"" + include.path + "\" does not begin at the project's root",
                              "write the path from the root, e.g. \"" + module + "/…\""});
        continue;
      }
      const auto target = module_of(include.path, table);
      if (!target.empty() && table.at(module).count(target) != 0) continue;
      findings.push_back({file.path, include.line,
                          module + " may not include " + include.path + " (it may: " + listed(table.at(module)) + ")",
                          "move what is needed to engine/core, or change the row in cmake/modules.cmake and say why"});
    }
  }
  return findings;
}

Findings check_core_includes(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp() || !file.is_below("engine/core")) continue;
    for (const auto& include : includes_of(file)) {
      if (include.quoted || kStandardHeaders.count(include.path) != 0) continue;
      if (!file.is_header() && kPosixHeaders.count(include.path) != 0) continue;
      findings.push_back({file.path, include.line, "engine/core includes <" + include.path + ">, which is not the standard library",
                          "put what needs it behind a port in engine/core/ports and implement it in a module of its own"});
    }
  }
  return findings;
}

Findings check_module_readmes(const std::vector<SourceFile>& files, const ModuleTable& table) {
  Findings findings;
  for (const auto& [folder, allowed] : table) {
    if (find(files, folder + "/CMakeLists.txt") == nullptr || find(files, folder + "/README.md") != nullptr) continue;
    findings.push_back(
        {folder, 0, "the module has no README.md", "write one of at most a page: purpose, files in reading order, how to add one more"});
  }
  return findings;
}

}  // namespace redress::tidy
