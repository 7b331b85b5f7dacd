#include "workflows/msm/msm_workflow.hpp"

#include "workflows/partner_referral/workflow.hpp"

#include "workflows/partner_referral/table.hpp"

namespace redress {

const Workflow& partner_referral_workflow() {
  static const msm::MsmWorkflow<referral::Machine> workflow;
  return workflow;
}

}  // namespace redress
