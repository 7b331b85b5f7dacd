#include "workflows/msm/msm_workflow.hpp"

#include "workflows/trusted_flagger/workflow.hpp"

#include "workflows/trusted_flagger/table.hpp"

namespace redress {

const Workflow& trusted_flagger_workflow() {
  static const msm::MsmWorkflow<flagger::Machine> workflow;
  return workflow;
}

}  // namespace redress
