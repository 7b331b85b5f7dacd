#include "workflows/msm/msm_workflow.hpp"

#include "workflows/law_enforcement/workflow.hpp"

#include "workflows/law_enforcement/table.hpp"

namespace redress {

const Workflow& law_enforcement_workflow() {
  static const msm::MsmWorkflow<referrals::Machine> workflow;
  return workflow;
}

}  // namespace redress
