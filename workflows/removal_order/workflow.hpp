// `removal_order`: one item whose removal an authority that runs this engine has ordered, from the look before the order until it is gone.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

/// The one instance; stateless after construction, usable from any thread.
[[nodiscard]] const Workflow& removal_order_workflow();

}  // namespace redress
