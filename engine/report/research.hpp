// What may leave the helpline for research: counts of requests by age band, law and outcome. No personal data, no address, no case; a count
// below five is not told, since it could be recognised. [SRC-GDPR-5]
//
// Definition 1. One request counts once for each case that asked for it. Outcome: `gone` when no look or person has seen it since it was gone,
// `open` while it is asked for, else `ended` (withdrawn, given up, settled, unfounded). Law: the regime it was asked by; `none` before a place is
// known. Nothing is summed up, so that no total gives a withheld count away.
#pragma once

#include "engine/core/ports/store.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

namespace redress::report {

inline constexpr int kResearchDefinition = 1;
inline constexpr std::int64_t kCellMin = 5;

/// Age band, law, outcome.
using ResearchCells = std::map<std::tuple<std::string, std::string, std::string>, std::int64_t>;

/// Reads every case once.
[[nodiscard]] ResearchCells research_cells(ReadQueries& store);
/// With `withheld` where a count is below kCellMin.
[[nodiscard]] std::string to_csv(const ResearchCells& cells);

}  // namespace redress::report
