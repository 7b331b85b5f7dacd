// The double-ask guard: no recipient is asked for one location by a second workflow or desk while the first one's notice stands
// (docs/decisions/0018). Whoever was asked on an earlier rung of ours is the gap that decision names.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include <algorithm>
#include <array>

namespace redress::simulation {
namespace {

bool asks_for_removal(const NoticeRecord& notice) {
  constexpr std::array<std::string_view, 3> kWorkflows = {"hotline_ntd", "trusted_flagger", "victim_removal"};
  const bool asks = notice.kind == NoticeKind::first || notice.kind == NoticeKind::escalation || notice.kind == NoticeKind::copy;
  return asks && std::find(kWorkflows.begin(), kWorkflows.end(), notice.workflow) != kWorkflows.end();
}

class AskedOnce final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "asked_once"; }

  void committed(const Committed& what) override {
    for (const auto& event : what.events)
      if (event.kind == "NoticeSealed") check(NoticeId{event.stream_id});
  }

 private:
  void check(NoticeId id) {
    auto& reader = world().reader();
    const auto notice = *reader.notice(id);
    if (!asks_for_removal(notice)) return;
    for (const auto request_id : reader.requests_in(id)) {
      const auto request = *reader.request(request_id);
      if (!request.location || request.workflow != notice.workflow || request.desk != notice.desk) continue;
      for (const auto& other : reader.open_requests_at(request.location)) {
        if (other.workflow == request.workflow && other.desk == request.desk) continue;
        for (const auto theirs : reader.notices_of(other.id)) check_against(notice, request, other, *reader.notice(theirs));
      }
    }
  }

  void check_against(const NoticeRecord& notice, const RequestRecord& request, const RequestRecord& other, const NoticeRecord& theirs) {
    const bool stands = theirs.state == NoticeState::accepted || theirs.state == NoticeState::delivered;
    if (!stands || !asks_for_removal(theirs) || theirs.recipient != notice.recipient) return;
    if (theirs.workflow != other.workflow || theirs.desk != other.desk || theirs.id <= request.facts.before_rung) return;
    const auto spells = world().reader().spells(other.id);
    const bool of_this_spell = spells.empty() || theirs.opened_at >= spells.back().began_at;
    if (of_this_spell)
      complain("notice " + std::to_string(notice.id.value) + " asks for what notice " + std::to_string(theirs.id.value) +
               " asks the same recipient for");
  }
};

}  // namespace

std::unique_ptr<Checker> asked_once(const SimWorld& world) { return std::make_unique<AskedOnce>(world); }

}  // namespace redress::simulation
