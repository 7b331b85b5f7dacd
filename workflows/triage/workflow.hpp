// `triage`: every item from its first second to a verdict. Drives the request of workflow "triage" that intake opens per item.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

/// The one instance; stateless after construction, usable from any thread.
[[nodiscard]] const Workflow& triage_workflow();

}  // namespace redress
