// workflow-docs DIRECTORY: writes the generated pages of docs/workflows. Graphviz draws the SVG where it is installed.
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/law_enforcement/workflow.hpp"
#include "workflows/partner_referral/workflow.hpp"
#include "workflows/removal_order/workflow.hpp"
#include "workflows/msm/drawing.hpp"
#include "workflows/triage/workflow.hpp"
#include "workflows/trusted_flagger/workflow.hpp"
#include "workflows/victim_removal/workflow.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: workflow-docs DIRECTORY\n");
    return 2;
  }
  const std::string directory = argv[1];
  for (const auto* workflow : {&redress::triage_workflow(), &redress::hotline_ntd_workflow(), &redress::trusted_flagger_workflow(),
                               &redress::partner_referral_workflow(), &redress::removal_order_workflow(), &redress::law_enforcement_workflow(),
                                &redress::victim_removal_workflow()}) {
    const auto base = directory + "/" + std::string(workflow->name());
    std::ofstream(base + ".md") << redress::msm::markdown(*workflow);
    std::ofstream(base + ".dot") << redress::msm::dot(*workflow);
  }
  return 0;
}
