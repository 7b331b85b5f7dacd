// Our own JSON form of a report (docs/edges/urls.md, section "Report files").
#pragma once

#include "engine/intake/item.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace redress {

struct ReportDefaults {
  std::optional<ReportOrigin> origin;
  std::string source;
};

/// What one document gave: a report unless no item was good, and a rejected row for each item at fault.
struct ReadReport {
  std::optional<IncomingReport> report;
  std::vector<RejectedRow> rejected;
};

/// Fails as a whole for what is wrong outside its items. `number`: line or element, for the rows.
[[nodiscard]] Result<ReadReport, FieldProblem> report_from_json(const nlohmann::json& document, const ReportDefaults& defaults, std::uint64_t number);

}  // namespace redress
