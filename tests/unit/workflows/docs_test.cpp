#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/msm/drawing.hpp"
#include "workflows/triage/workflow.hpp"
#include "workflows/trusted_flagger/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"

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
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow(), &trusted_flagger_workflow(), &partner_referral_workflow(),
                               &removal_order_workflow(), &law_enforcement_workflow(), &victim_removal_workflow()}) {
    const std::string name(workflow->name());
    EXPECT_TRUE(file(name + ".md") == msm::markdown(*workflow)) << "run: workflow-docs docs/workflows";
    EXPECT_TRUE(file(name + ".dot") == msm::dot(*workflow)) << "run: workflow-docs docs/workflows";
    EXPECT_FALSE(file(name + ".svg").empty());
  }
}

}  // namespace
}  // namespace redress
