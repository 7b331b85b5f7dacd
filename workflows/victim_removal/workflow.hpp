// The workflow `victim_removal`: what a person asks a helpline to have removed, one location, from the choices before the first notice to
// the confirmed removal.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

[[nodiscard]] const Workflow& victim_removal_workflow();

}  // namespace redress
