// `hotline_ntd`: one item assessed as illegal and hosted at home, from the first look before speaking to the confirmed removal,
// and watched afterwards.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

/// The one instance; stateless after construction, usable from any thread.
[[nodiscard]] const Workflow& hotline_ntd_workflow();

}  // namespace redress
