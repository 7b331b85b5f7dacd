// Promise 9: the chains verify, and what the tables say follows from the events alone.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include <map>

namespace redress::simulation {
namespace {

class Accounted final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "accounted"; }

  void at_end() override {
    for (const auto& fault : world().store().verify_chains(10))
      complain(std::string(name_of(fault.stream)) + " " + std::to_string(fault.stream_id) + " at " + std::to_string(fault.sequence) + ": " + fault.what);
    std::map<std::int64_t, std::string> states;
    world().reader().for_each_event(StreamKind::request, [&](const EventRecord& event) {
      const auto to = json_member(event.body, "to");
      if (to.empty()) return true;
      auto& state = states[event.stream_id];
      if (const auto from = json_member(event.body, "from"); !state.empty() && from != state)
        complain("request " + std::to_string(event.stream_id) + ": event " + std::to_string(event.sequence) + " goes on from another state");
      state = to;
      return true;
    });
    RequestFilter filter;
    filter.limit = 1'000'000;
    for (const auto& request : world().reader().requests(filter)) {
      if (states[request.id.value] != request.state) complain("request " + std::to_string(request.id.value) + " is not in the state its events lead to");
      if (request.closed_at.has_value() != world().workflow(request.workflow).is_closed(request.state))
        complain("request " + std::to_string(request.id.value) + " is closed in the row and not in the table, or the other way round");
    }
  }
};

}  // namespace

std::unique_ptr<Checker> accounted(const SimWorld& world) { return std::make_unique<Accounted>(world); }

}  // namespace redress::simulation
