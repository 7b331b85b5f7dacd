#include "workflows/msm/msm_workflow.hpp"

#include "workflows/removal_order/workflow.hpp"

#include "workflows/removal_order/table.hpp"

namespace redress {

const Workflow& removal_order_workflow() {
  static const msm::MsmWorkflow<orders::Machine> workflow;
  return workflow;
}

}  // namespace redress
