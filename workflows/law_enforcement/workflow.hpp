// `law_enforcement`: one item that police, an authority, NCMEC or a host's record keeping must hear of beside its removal, until each of them
// has confirmed that it has.
#pragma once

#include "engine/core/ports/workflow.hpp"

namespace redress {

/// The one instance; stateless after construction, usable from any thread.
[[nodiscard]] const Workflow& law_enforcement_workflow();

}  // namespace redress
