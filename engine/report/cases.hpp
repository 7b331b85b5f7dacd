// The times of every request, one row each: numbers and moments, never an address or a name.
#pragma once

#include "engine/report/latency.hpp"

#include <string>

namespace redress::report {

[[nodiscard]] std::string cases_json(const Cases& cases, const LatencyQuery& query);
[[nodiscard]] std::string cases_csv(const Cases& cases, const LatencyQuery& query);
[[nodiscard]] std::string cases_table(const Cases& cases, const LatencyQuery& query);
/// What the columns mean, and in words what nobody records yet.
[[nodiscard]] std::string cases_definition();

}  // namespace redress::report
