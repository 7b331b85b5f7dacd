// The helpline of the simulated day: people ask for what is theirs to be removed, some of it what the hotline was told of, too. Its worker
// opens their cases, works off the desk's tasks, and does what they ask: they give consent, take it back, add places, see for themselves,
// ask how it stands, and some take all of it back.
#pragma once

#include "tests/support/sim_world.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::simulation {

class Helpline {
 public:
  /// `cases` of them come in during the next 15 hours. `world` outlives it.
  Helpline(SimWorld& world, std::size_t cases);

  /// Nobody asks for anything any more; tasks are still worked off.
  void calm_down() { calm_ = true; }
  [[nodiscard]] std::int64_t acts_done() const { return acts_done_; }
  [[nodiscard]] std::int64_t acts_refused() const { return acts_refused_; }

 private:
  struct Case {
    CaseId id;
    std::string number, pin;
    std::vector<ItemId> items;
  };
  void open_case(CaseId to);
  void plan_wish();
  void wish();
  void look_at_tasks();
  void answer(TaskId id);
  void do_it(runtime::Act act, TaskId about = {});
  [[nodiscard]] std::string one_of(std::initializer_list<const char*> words);

  SimWorld& world_;
  sandbox::Chance chance_;
  std::vector<Case> cases_;
  std::map<TaskId, int> planned_;  // task → how often it was tried
  bool calm_ = false;
  std::int64_t acts_done_ = 0, acts_refused_ = 0;
};

}  // namespace redress::simulation
