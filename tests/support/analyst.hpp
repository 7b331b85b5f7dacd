// The people of the simulated desk: they work off the tasks by what is true in the partners' world, sometimes late, sometimes twice,
// and now and then do something nobody asked them for.
#pragma once

#include "tests/support/sim_world.hpp"

#include <map>
#include <optional>
#include <string>

namespace redress::simulation {

class Analysts {
 public:
  /// They look at the task list for the first time soon after now. `world` outlives them.
  explicit Analysts(SimWorld& world);

  /// No more acts out of turn, and whatever was paused goes on.
  void calm_down();
  [[nodiscard]] std::int64_t acts_done() const { return acts_done_; }
  [[nodiscard]] std::int64_t acts_refused() const { return acts_refused_; }

 private:
  void look_at_tasks();
  void answer(TaskId id);
  void act_out_of_turn();
  /// Of a request whose notice is sealed and was never attempted; any of them.
  [[nodiscard]] std::optional<ItemId> item_of_waiting_notice();
  void plan_act_out_of_turn();
  void do_it(runtime::Act act, TaskId about = {});
  [[nodiscard]] runtime::Act act_on(const TaskRecord& task);
  [[nodiscard]] std::string verdict_on(ItemId item, bool second);
  [[nodiscard]] std::string answer_of(std::initializer_list<const char*> answers);

  SimWorld& world_;
  sandbox::Chance chance_;
  std::map<TaskId, int> planned_;  // task → how often it was tried
  bool calm_ = false;
  std::int64_t acts_done_ = 0, acts_refused_ = 0;
};

}  // namespace redress::simulation
