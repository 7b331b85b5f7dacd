// Promise 6: a timer fires once for each arming, late perhaps but never not at all, through restarts and clock jumps.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include <set>
#include <tuple>

namespace redress::simulation {
namespace {

class DeadlinesKept final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "deadlines_kept"; }

  void committed(const Committed& what) override {
    for (const auto& event : what.events) {
      if (event.kind != "TimerFired") continue;
      const std::tuple fired(event.stream_id, std::string(json_member(event.body, "timer")), std::string(json_member(event.body, "armed_by")));
      if (!fired_.insert(fired).second)
        complain("timer " + std::get<1>(fired) + " of request " + std::to_string(event.stream_id) + " fired twice for one arming");
    }
    // What is overdue after a step must be gone after the next: a step takes all that is due when it begins.
    std::set<std::int64_t> overdue;
    for (const auto& timer : world().reader().due_timers(what.engine_now, runtime::kTimersPerStep)) {
      if (overdue_.contains(timer.id.value) && !what.recovery)
        complain("timer " + timer.name + " of request " + std::to_string(timer.request.value) + " stays overdue over a whole step");
      overdue.insert(timer.id.value);
    }
    overdue_ = std::move(overdue);
  }

 private:
  std::set<std::tuple<std::int64_t, std::string, std::string>> fired_;
  std::set<std::int64_t> overdue_;
};

}  // namespace

std::unique_ptr<Checker> deadlines_kept(const SimWorld& world) { return std::make_unique<DeadlinesKept>(world); }

}  // namespace redress::simulation
