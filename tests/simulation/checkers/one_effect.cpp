// Promise 2: one notice, one identity, one effect. A second copy may only exist after an end of the program, or a cut, between the mail
// and its verdict, and says so. Counted where the mails arrive.
#include "tests/simulation/checkers/checkers.hpp"
#include "tests/support/sim_world.hpp"

#include "policies/book.hpp"

namespace redress::simulation {
namespace {

class OneEffect final : public Checker {
 public:
  using Checker::Checker;
  std::string_view name() const override { return "one_effect"; }

  void mail_taken(const MailTaken& mail) override {
    const auto effects = world().partners().effects(mail.seen.reference);
    if (effects.unmarked_duplicates > 0) complain("notice " + std::to_string(mail.notice.value) + " arrived again without a mark");
    if (!mail.seen.marked_possible_duplicate) return;
    const auto notice = world().reader().notice(mail.notice);
    const auto words = world().policies().book().texts.sent_twice_words(world().reader().recipient(notice->recipient)->language);
    if (!mail.seen.text.starts_with(words)) complain("notice " + std::to_string(mail.notice.value) + " does not say to people that it may come twice");
  }

  void at_end() override {
    for (const auto& [reference, effects] : world().partners().all_effects()) {
      if (effects.taken > 1 + effects.marked + effects.came_back)
        complain("a notice was taken " + std::to_string(effects.taken) + " times, " + std::to_string(effects.marked) + " of them marked");
      const auto notice = world().reader().find_notice(reference);
      if (!notice) {
        complain("the world has a notice the engine does not know");
        continue;
      }
      const auto attempts = world().reader().attempts(*notice);
      if (effects.taken > attempts.size()) complain("notice " + std::to_string(notice->value) + " arrived more often than it was attempted");
      int certain = 0;
      for (const auto& attempt : attempts) certain += attempt.verdict == AttemptVerdict::accepted ? 1 : 0;
      if (certain > 1) complain("notice " + std::to_string(notice->value) + " was accepted twice");
    }
    if (world().partners().totals(world().now()).unmarked_duplicates != 0) complain("unmarked duplicates in the world's totals");
  }
};

}  // namespace

std::unique_ptr<Checker> one_effect(const SimWorld& world) { return std::make_unique<OneEffect>(world); }

}  // namespace redress::simulation
