// What documents promise about each other and about the code: sources, glossary, assurance, links.
#pragma once

#include "tests/tidy/finding.hpp"

#include <set>

namespace redress::tidy {

/// Every source id used anywhere has a row in docs/sources.md, every row is used, and each row is filled.
[[nodiscard]] Findings check_sources(const std::vector<SourceFile>& files);
/// Every word of the design has a row in docs/glossary.md.
[[nodiscard]] Findings check_glossary(const std::vector<SourceFile>& files);
/// Every bullet below a promise of docs/assurance.md names tests that exist, or says "not yet proven"; no promise is missing.
[[nodiscard]] Findings check_assurance(const std::vector<SourceFile>& files);
/// Links between our documents lead somewhere.
[[nodiscard]] Findings check_links(const std::vector<SourceFile>& files);

/// Names of tests: "Suite.Name" of GoogleTest, and ctest's own.
[[nodiscard]] std::set<std::string> test_names(const std::vector<SourceFile>& files);

}  // namespace redress::tidy
