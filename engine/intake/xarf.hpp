// X-ARF v4 documents: what is wrong with one, and the report it makes. [SRC-XARF-4]
#pragma once

#include "engine/intake/item.hpp"
#include "engine/intake/xarf_check.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <vector>

namespace redress {

/// As `check_xarf`, of a document that is parsed already (its evidence may be missing).
[[nodiscard]] std::vector<XarfProblem> xarf_problems(const nlohmann::json& document);

/// A report with one item. Fails for the first problem that is `refused`, and for categories other than content.
/// `origin`: nothing means `company`.
[[nodiscard]] Result<IncomingReport, FieldProblem> report_from_xarf(const nlohmann::json& document, std::optional<ReportOrigin> origin);

}  // namespace redress
