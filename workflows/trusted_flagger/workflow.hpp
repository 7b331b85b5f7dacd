// The workflow `trusted_flagger`: what is illegal on a social platform, from the notice through its decision to the confirmed removal.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

[[nodiscard]] const Workflow& trusted_flagger_workflow();

}  // namespace redress
