// Who may include whom: the table of cmake/modules.cmake, read again for `#include`s.
#pragma once

#include "tests/tidy/finding.hpp"

#include <map>
#include <set>

namespace redress::tidy {

/// Folder of a module ("engine/core") → folders of the modules it may include, itself among them.
using ModuleTable = std::map<std::string, std::set<std::string>>;

/// Reads the rows of REDRESS_MODULE_TABLE. Throws when there are none.
[[nodiscard]] ModuleTable read_module_table(std::string_view cmake);

/// Modules include only what their row lists.
[[nodiscard]] Findings check_includes(const std::vector<SourceFile>& files, const ModuleTable& table);
/// Headers of engine/core include the standard library and each other; its .cpp files a few headers of POSIX besides.
[[nodiscard]] Findings check_core_includes(const std::vector<SourceFile>& files);
/// Every module that is there says in a README.md what it is for.
[[nodiscard]] Findings check_module_readmes(const std::vector<SourceFile>& files, const ModuleTable& table);

}  // namespace redress::tidy
