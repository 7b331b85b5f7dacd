// `partner_referral`: one item at the exchange of hotlines. Hosted abroad, it is offered to the hotline there and followed until it is
// gone; handed to us, or hosted here, what becomes of it is reported back.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

/// The one instance; stateless after construction, usable from any thread.
[[nodiscard]] const Workflow& partner_referral_workflow();

}  // namespace redress
