#include "workflows/msm/msm_workflow.hpp"

#include "workflows/victim_removal/workflow.hpp"

#include "workflows/victim_removal/table.hpp"

namespace redress {

const Workflow& victim_removal_workflow() {
  static const msm::MsmWorkflow<victim::Machine> workflow;
  return workflow;
}

}  // namespace redress
