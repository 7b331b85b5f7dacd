#include "tests/tidy/module_rules.hpp"
#include "tests/tidy/none.hpp"

#include <gtest/gtest.h>

namespace redress::tidy {
namespace {

ModuleTable table() { return read_module_table(find(project(), "cmake/modules.cmake")->text); }

// Every include of every module is one its row in cmake/modules.cmake allows.
TEST(Modules, IncludeOnlyWhatTheTableAllows) { EXPECT_TRUE(none(check_includes(project(), table()))); }

// The rule sees a sideways include, a folder outside the table and a path that does not begin at the root, and lets a good one pass.
TEST(Modules, SidewaysIncludesAreSeen) {
  const auto rows = read_module_table(
      "set(TABLE\n  \"engine_core|\"\n  \"connectors_kit|engine_core\"\n  \"connectors_one|engine_core connectors_kit\")\n");
  const std::vector<SourceFile> files{
      make_file("connectors/one/a.cpp",
                "#include \"connectors/one/a.hpp\"\n#include \"connectors/kit/x.hpp\"\n#include \"engine/core/id.hpp\"\n"),
      make_file("connectors/one/b.cpp", "#include \"connectors/two/b.hpp\"\n// #include \"engine/store/store.hpp\"\n"),
      make_file("connectors/one/c.cpp", "#include \"c.hpp\"\n"), make_file("connectors/three/d.cpp", "\n"),
      make_file("engine/core/e.hpp", "#include \"connectors/kit/x.hpp\"\n")};
  const auto found = check_includes(files, rows);
  ASSERT_EQ(found.size(), 4U) << report(found);
  EXPECT_EQ(found[0].path, "connectors/one/b.cpp");
  EXPECT_EQ(found[0].line, 1U);
  EXPECT_NE(found[0].what.find("may not include connectors/two/b.hpp"), std::string::npos);
  EXPECT_EQ(found[1].path, "connectors/one/c.cpp");
  EXPECT_EQ(found[2].path, "connectors/three/d.cpp");
  EXPECT_EQ(found[3].path, "engine/core/e.hpp");
}

// engine/core can be read and built with a compiler alone.
TEST(Modules, CoreIncludesTheStandardLibraryOnly) { EXPECT_TRUE(none(check_core_includes(project()))); }

TEST(Modules, ForeignHeadersInCoreAreSeen) {
  const auto found =
      check_core_includes({make_file("engine/core/a.hpp", "#include <vector>\n#include <nlohmann/json.hpp>\n#include <unistd.h>\n"),
                           make_file("engine/core/a.cpp", "#include <unistd.h>\n")});
  ASSERT_EQ(found.size(), 2U) << report(found);
  EXPECT_EQ(found[0].line, 2U);
  EXPECT_EQ(found[1].line, 3U);
}

// Whoever opens a module's folder is told what it is for.
TEST(Modules, HaveReadmes) { EXPECT_TRUE(none(check_module_readmes(project(), table()))); }

TEST(Modules, MissingReadmesAreSeen) {
  const ModuleTable rows{{"engine/one", {}}, {"engine/two", {}}, {"engine/absent", {}}};
  const std::vector<SourceFile> files{make_file("engine/one/CMakeLists.txt", ""), make_file("engine/one/README.md", "x"),
                                      make_file("engine/two/CMakeLists.txt", "")};
  const auto found = check_module_readmes(files, rows);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, "engine/two");
}

}  // namespace
}  // namespace redress::tidy
