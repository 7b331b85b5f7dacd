// No partner is told of a step before it happened, nor out of the order its rules demand: what it is from or where it is filed comes first,
// each step once, nothing after the end, and no end before somebody has assessed it. [SRC-ICCAM]
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include <algorithm>

namespace redress::simulation {
namespace {

bool ends(ExchangeStep step) {
  return step == ExchangeStep::moved || step == ExchangeStep::removed || step == ExchangeStep::unavailable ||
         step == ExchangeStep::not_illegal;
}
bool begins(ExchangeStep step) { return step == ExchangeStep::filed || step == ExchangeStep::acknowledged; }

class NoStatusBefore final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "no_status_before"; }

  void committed(const Committed& what) override {
    for (const auto& event : what.events)
      if (event.kind == "NoticeSealed") check(NoticeId{event.stream_id});
  }

 private:
  void check(NoticeId id) {
    auto& reader = world().reader();
    const auto notice = *reader.notice(id);
    if (!notice.step) return;
    const auto requests = reader.requests_in(id);
    if (requests.size() != 1) return about(notice, "speaks of " + std::to_string(requests.size()) + " items");
    const auto request = *reader.request(requests.front());
    check_order(notice, request);
    // A clock that was set makes what happened later bear an earlier time.
    if (world().faults()[Fault::clock_back] + world().faults()[Fault::clock_forward] == 0 && *notice.happened_at > notice.opened_at)
      about(notice, "names a time to come");
    if (!happened(notice, request)) about(notice, "tells of what did not happen then");
  }

  void check_order(const NoticeRecord& notice, const RequestRecord& request) {
    auto& reader = world().reader();
    auto all = reader.notices_of(request.id);
    std::sort(all.begin(), all.end());
    std::vector<ExchangeStep> before;  // since it was handed over last
    for (const auto id : all) {
      const auto other = *reader.notice(id);
      if (!other.step || other.recipient != notice.recipient || other.id >= notice.id) continue;
      if (begins(*other.step)) before.clear();
      before.push_back(*other.step);
      if (other.state == NoticeState::open ||
          (other.state == NoticeState::sealed && !other.first_attempt_at && other.sealed_at > notice.sealed_at))
        about(notice, "overtakes an earlier step");
    }
    if (begins(*notice.step)) return;
    if (before.empty()) {
      if (!is_told_by_hand(request.item)) about(notice, "comes before the partner knows of it");
      return;
    }
    if (std::find(before.begin(), before.end(), *notice.step) != before.end()) about(notice, "is told twice");
    if (std::any_of(before.begin(), before.end(), ends)) about(notice, "follows the end");
    if ((*notice.step == ExchangeStep::removed || *notice.step == ExchangeStep::unavailable || *notice.step == ExchangeStep::not_illegal) &&
        reader.assessments(request.item).empty())
      about(notice, "ends what nobody has assessed");
  }

  /// What could not be sent a person was asked to tell.
  bool is_told_by_hand(ItemId item) {
    constexpr std::int64_t kTasksMax = 10'000;
    for (const auto& task : world().reader().open_tasks("tell_partner", kTasksMax))
      if (task.item == item) return true;
    const auto events = world().reader().events(StreamKind::item, item.value);
    return std::any_of(events.begin(), events.end(), [](const EventRecord& one) {
      return one.kind == "TaskAnswered" && json_member(one.body, "kind") == "tell_partner";
    });
  }

  /// By what is stored of the item beside the account: its assessments, notices that were taken over, and what the request was told.
  bool happened(const NoticeRecord& notice, const RequestRecord& request) {
    auto& reader = world().reader();
    const auto at = *notice.happened_at;
    const auto assessed = [&](bool illegal) {
      const auto all = reader.assessments(request.item);
      return std::any_of(all.begin(), all.end(), [&](const AssessmentRecord& one) {
        return one.at == at && (illegal ? is_illegal(one.verdict) : one.verdict == Verdict::not_illegal);
      });
    };
    const auto told = [&](ContactScope scope) {
      for (const auto& other : reader.requests_of_item(request.item))
        for (const auto id : reader.notices_of(other.id)) {
          const auto one = *reader.notice(id);
          if (!speaks_of_content(one.kind) || one.scope != scope || one.accepted_at != at) continue;
          for (const auto& attempt : reader.attempts(id))
            if (attempt.verdict == AttemptVerdict::accepted) return true;
        }
      // Taken over then, and back since.
      for (const auto& other : reader.requests_of_item(request.item))
        for (const auto& one : reader.events(StreamKind::request, other.id.value))
          if (one.kind == "RelayAccepted" && one.at == at) return true;
      return false;
    };
    const auto event = [&](std::initializer_list<std::string_view> kinds, std::string_view moment = {}) {
      const auto all = reader.events(StreamKind::request, request.id.value);
      return std::any_of(all.begin(), all.end(), [&](const EventRecord& one) {
        if (std::find(kinds.begin(), kinds.end(), one.kind) == kinds.end()) return false;
        return moment.empty() ? one.at == at : json_member(one.body, moment) == std::to_string(to_ms(at));
      });
    };
    switch (*notice.step) {
      case ExchangeStep::acknowledged: return event({"HandedToUs"});
      case ExchangeStep::filed:
      case ExchangeStep::assessed: return assessed(true);
      case ExchangeStep::not_illegal: return assessed(false);
      case ExchangeStep::host_notified: return told(ContactScope::hoster);
      case ExchangeStep::reported_to_police: return police_confirmed(request, at);
      case ExchangeStep::moved: return event({"HostMoved", "Located", "Assessed"});
      case ExchangeStep::removed:
      case ExchangeStep::unavailable: return event({"ConfirmedGone"}, "first_miss_ms") || event({"ExpiredByItself", "Assessed"});
    }
    return false;
  }

  /// They, or their system, said at that time that they have a notice about the item.
  bool police_confirmed(const RequestRecord& request, UtcTime at) {
    auto& reader = world().reader();
    for (const auto& other : reader.requests_of_item(request.item))
      for (const auto& one : reader.events(StreamKind::request, other.id.value)) {
        if (one.kind != "RecipientAccepted" && one.kind != "Acknowledged") continue;
        const auto notice = json_member(one.body, "notice");
        const auto to = notice.empty() ? std::nullopt : reader.notice(NoticeId{std::stoll(std::string(notice))});
        if (to && to->scope == ContactScope::police && (one.at == at || json_member(one.body, "at_ms") == std::to_string(to_ms(at)))) return true;
      }
    return false;
  }

  void about(const NoticeRecord& notice, std::string_view what) {
    complain("status " + std::to_string(notice.id.value) + " (" + std::string(name_of(*notice.step)) + ") " + std::string(what));
  }
};

}  // namespace

std::unique_ptr<Checker> no_status_before(const SimWorld& world) { return std::make_unique<NoStatusBefore>(world); }

}  // namespace redress::simulation
