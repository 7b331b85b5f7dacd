// Promise 1: what got a success answer is there, and has an end or a next step. (That open requests have a next step is never_stuck's.)
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include <set>

namespace redress::simulation {
namespace {

class NothingLost final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "nothing_lost"; }

  void acknowledged(const runtime::FileReports& filed, const runtime::FilingResult& result) override {
    for (const auto& report : filed.reports)
      for (const auto& item : report.report.items) urls_.insert(item.locator.open(TestReveal::grant()));
    for (const auto id : result.report_ids) reports_.insert(id.value);
    // A batch behind the stored progress of its file was answered before, or was stored by a program that ended before it answered.
    if (result.report_ids.size() != filed.reports.size() && result.known_reports != static_cast<std::int64_t>(filed.reports.size()))
      complain("a batch of " + std::to_string(filed.reports.size()) + " reports was answered with " + std::to_string(result.report_ids.size()));
    rejected_ += result.rejected;
  }

  void at_end() override {
    auto& reader = world().reader();
    for (const auto id : reports_)
      if (!reader.report(ReportId{id})) complain("report " + std::to_string(id) + " was answered and is not there");
    std::size_t number = 0;
    for (const auto& url : urls_) {
      ++number;
      const auto item = world().item_of(url);
      if (!item) {
        complain("a filed URL has no item (number " + std::to_string(number) + " of " + std::to_string(urls_.size()) + ")");
        continue;
      }
      bool triage = false, handed_over = false, followed_up = false;
      for (const auto& request : reader.requests_of_item(*item)) {
        triage = triage || request.workflow == "triage";
        handed_over = handed_over || (request.workflow == "triage" && request.state == "Illegal");
        followed_up = followed_up || (request.workflow != "triage" && request.facts.opened_at);
      }
      if (!triage) complain("item " + std::to_string(item->value) + " has no triage");
      if (handed_over && !followed_up) complain("item " + std::to_string(item->value) + " is illegal, and nobody follows it up");
    }
    if (const auto quarantined = reader.backlog(world().engine_now()).quarantined; quarantined < rejected_)
      complain("only " + std::to_string(quarantined) + " of " + std::to_string(rejected_) + " rejected rows are kept");
  }

 private:
  std::set<std::string> urls_;
  std::set<std::int64_t> reports_;
  std::int64_t rejected_ = 0;
};

}  // namespace

std::unique_ptr<Checker> nothing_lost(const SimWorld& world) { return std::make_unique<NothingLost>(world); }

}  // namespace redress::simulation
