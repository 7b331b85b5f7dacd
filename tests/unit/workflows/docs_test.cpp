#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/msm/drawing.hpp"
#include "workflows/triage/workflow.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace redress {
namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string(REDRESS_SOURCE_DIR) + "/docs/workflows/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The committed pages are what the tables generate today; a changed table without new pages fails here.
TEST(WorkflowDocs, AreUpToDate) {
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow()}) {
    const std::string name(workflow->name());
    EXPECT_TRUE(file(name + ".md") == msm::markdown(*workflow)) << "run: workflow-docs docs/workflows";
    EXPECT_TRUE(file(name + ".dot") == msm::dot(*workflow)) << "run: workflow-docs docs/workflows";
    EXPECT_FALSE(file(name + ".svg").empty());
  }
}

}  // namespace
}  // namespace redress
