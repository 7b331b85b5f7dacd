// Promise 3: every open request has a timer, an undelivered notice, a task with a due time, or a look that will be made.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

namespace redress::simulation {
namespace {

constexpr int kStepsBetweenChecks = 25;

class NeverStuck final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "never_stuck"; }

  void committed(const Committed& what) override {
    if (++steps_ % kStepsBetweenChecks != 0 && !what.recovery) return;
    check_figures();
  }

  void at_end() override {
    check_figures();
    auto& reader = world().reader();
    RequestFilter filter;
    filter.limit = 10'000;
    for (const auto& request : reader.requests(filter)) {
      // The health figure takes a wish for looks as a next step: then there must be a look.
      if (!request.wished_look || !request.location) continue;
      if (!reader.location(request.location)->next_look_at) complain("request " + std::to_string(request.id.value) + " wishes looks and none is planned");
    }
    const auto backlog = reader.backlog(world().engine_now());
    if (backlog.outbox_leased > 0) complain(std::to_string(backlog.outbox_leased) + " notices are leased, and nobody is sending them");
    // One that was just raised, or counts others of its kind for a moment, has its time.
    constexpr Milliseconds kTimeToLeave{minutes{5}};
    for (const auto& alert : reader.unsent_alerts(1'000))
      if (world().engine_now() - alert.raised_at > kTimeToLeave) complain("alert " + alert.kind + " about " + alert.subject + " was never sent");
  }

 private:
  void check_figures() {
    const auto stuck = world().reader().stuck();
    if (stuck.requests + stuck.notices + stuck.tasks > 0)
      complain("stuck: " + std::to_string(stuck.requests) + " requests, " + std::to_string(stuck.notices) + " notices, " + std::to_string(stuck.tasks) +
               " tasks at step " + std::to_string(world().steps()));
  }
  std::int64_t steps_ = 0;
};

}  // namespace

std::unique_ptr<Checker> never_stuck(const SimWorld& world) { return std::make_unique<NeverStuck>(world); }

}  // namespace redress::simulation
