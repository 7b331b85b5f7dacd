#include "workflows/msm/msm_workflow.hpp"

#include "workflows/hotline_ntd/workflow.hpp"

#include "workflows/hotline_ntd/table.hpp"

namespace redress {

const Workflow& hotline_ntd_workflow() {
  static const msm::MsmWorkflow<ntd::Machine> workflow;
  return workflow;
}

}  // namespace redress
