// Promise 4: everything that happens has a row. Only people may ask for what the table does not have, and are told so.
#include "tests/simulation/checkers/checkers.hpp"
#include "engine/core/ports/workflow.hpp"
#include "tests/support/sim_world.hpp"

namespace redress::simulation {
namespace {

bool is_person(ActorKind kind) {
  return kind == ActorKind::analyst || kind == ActorKind::senior || kind == ActorKind::lead || kind == ActorKind::helpline || kind == ActorKind::admin;
}

class OnlyTableRows final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "only_table_rows"; }

  void committed(const Committed& what) override {
    for (const auto& event : what.events) {
      if (event.kind != "EventRefused") continue;
      const auto cause = json_member(event.body, "cause");
      const bool defect = cause == name_of(DecideError::action_failed) || cause == name_of(DecideError::unknown_state);
      if (is_person(event.by.kind) && !defect) continue;
      complain("request " + std::to_string(event.stream_id) + ": " + std::string(name_of(event.by.kind)) + " was refused " + event.body);
    }
  }

  void at_end() override {
    for (const auto& alert : world().reader().alerts(100'000))
      if (alert.kind == "unexpected_event") complain("alert unexpected_event about " + alert.subject);
  }
};

}  // namespace

std::unique_ptr<Checker> only_table_rows(const SimWorld& world) { return std::make_unique<OnlyTableRows>(world); }

}  // namespace redress::simulation
