// A workflow's table as pages of docs/workflows: Markdown for reading, DOT for the drawing. Written from Workflow::rows() alone.
#pragma once

#include "engine/core/ports/workflow.hpp"

#include <string>

namespace redress::msm {

/// States and all rows; rows that differ only in where they start are printed as one.
[[nodiscard]] std::string markdown(const Workflow& workflow);
/// States and moves between them. Ignored rows and those that stay are left out; an event that leads to one state from at least
/// five is drawn once, from "any of n states".
[[nodiscard]] std::string dot(const Workflow& workflow);

}  // namespace redress::msm
