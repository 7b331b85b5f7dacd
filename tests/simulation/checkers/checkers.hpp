// Every checker there is, one file each.
#pragma once

#include "tests/support/checker.hpp"

#include <memory>
#include <vector>

namespace redress::simulation {

[[nodiscard]] std::unique_ptr<Checker> nothing_lost(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> one_effect(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> never_stuck(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> only_table_rows(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> no_notice_without(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> deadlines_kept(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> no_status_before(const SimWorld& world);
[[nodiscard]] std::unique_ptr<Checker> accounted(const SimWorld& world);
/// Reads the whole database file at the end.
[[nodiscard]] std::unique_ptr<Checker> sealed(const SimWorld& world);

/// All of them; `sealed` reads a whole file and may be left out.
void add_checkers(SimWorld& world, bool with_sealed);

}  // namespace redress::simulation
