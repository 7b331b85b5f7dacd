#include "tests/simulation/checkers/checkers.hpp"

#include "tests/support/sim_world.hpp"

namespace redress::simulation {

void add_checkers(SimWorld& world, bool with_sealed) {
  world.add(nothing_lost(world));
  world.add(one_effect(world));
  world.add(never_stuck(world));
  world.add(only_table_rows(world));
  world.add(no_notice_without(world));
  world.add(deadlines_kept(world));
  world.add(no_status_before(world));
  world.add(accounted(world));
  if (with_sealed) world.add(sealed(world));
}

}  // namespace redress::simulation
