// workflow-docs DIRECTORY: writes the generated pages of docs/workflows. Graphviz draws the SVG where it is installed.
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/msm/drawing.hpp"
#include "workflows/triage/workflow.hpp"

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
  for (const auto* workflow : {&redress::triage_workflow(), &redress::hotline_ntd_workflow()}) {
    const auto base = directory + "/" + std::string(workflow->name());
    std::ofstream(base + ".md") << redress::msm::markdown(*workflow);
    std::ofstream(base + ".dot") << redress::msm::dot(*workflow);
  }
  return 0;
}
