#include "workflows/msm/msm_workflow.hpp"

#include "workflows/triage/workflow.hpp"

#include "workflows/triage/table.hpp"

namespace redress {

const Workflow& triage_workflow() {
  static const msm::MsmWorkflow<triage::Machine> workflow;
  return workflow;
}

}  // namespace redress
