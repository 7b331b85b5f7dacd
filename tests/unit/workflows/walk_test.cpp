#include "tests/unit/workflows/coverage.hpp"
#include "tests/unit/workflows/never_told.hpp"
#include "workflows/hotline_ntd/workflow.hpp"
#include "workflows/triage/workflow.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

namespace redress::testing {
namespace {

constexpr int kWalks = 7'000;
constexpr int kSteps = 60;

struct Random {
  std::mt19937 bits;
  int below(int n) { return static_cast<int>(bits() % static_cast<unsigned>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& of(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
  }
};

const std::vector<std::string>& timer_names() {
  static const std::vector<std::string> names = {"alert_1",      "alert_2",       "removal_due", "acceptance_due", "rung_due", "reminder_due",
                                                 "next_rung_due", "look_overdue", "notice_overdue", "locate_overdue", "hold_ends",
                                                 "hold_alert",    "assessment_due", "unheard_of"};
  return names;
}

/// Policies of one walk, with the knobs turned at random.
FakePolicies any_policies(Random& random) {
  FakePolicies policies;
  policies.fair_clock = random.chance(50);
  policies.sends_when_hold_ends = random.chance(30);
  policies.failures = 1 + random.below(3);
  switch (random.below(6)) {
    case 0: policies.ladder.clear(); break;
    case 1: policies.ladder.erase(policies.ladder.begin()); policies.ladder[0].number = 1; policies.ladder[1].number = 2; break;
    case 2: policies.ladder.resize(1); break;
    default: break;  // not an enum
  }
  return policies;
}

Event any_place(Random& random, bool moved) {
  static const std::vector<std::pair<std::string, bool>> countries = {{"NL", true}, {"NL", true}, {"US", false}, {"", false}};
  const auto [country, home] = random.of(countries);
  const RecipientId hoster{country.empty() ? 0 : random.below(4)};
  if (moved) return HostMoved{hoster, country, home, random.chance(30)};
  return Located{hoster, country, home};
}

/// Any event that can happen; ids of notices are those there are, and one more.
Event any_event(Random& random, UtcTime now, std::int64_t highest_notice) {
  const NoticeId notice{random.below(static_cast<int>(highest_notice) + 2)};
  const bool copy = random.chance(20);
  const bool others = random.chance(20);
  const bool rarely = random.chance(25);
  const UtcTime until = now + hours{random.below(72) - 12};
  const auto verdict = static_cast<Verdict>(random.below(6));
  const auto basis = static_cast<AssessmentBasis>(random.below(5));
  Event event = RepeatReported{};
  switch (random.below(38)) {
    case 0: event = Opened{}; break;
    case 1: event = any_place(random, false); break;
    case 2: event = LocatingFailed{}; break;
    case 3: event = any_place(random, true); break;
    case 4:
    case 5: event = Assessed{verdict, basis, ClosingReason::other}; break;
    case 6: if (rarely) event = Withdrawn{}; break;
    case 7: if (rarely) event = GivenUp{}; break;
    case 8: if (rarely) event = ContestOverturned{}; break;
    case 9: if (rarely) event = ExpiredByItself{}; break;
    case 10: event = HoldRequested{until}; break;
    case 11: event = HoldExtended{until}; break;
    case 12: event = HoldReleased{}; break;
    case 13: event = ContestUpheld{}; break;
    case 14: event = ResumedByPerson{}; break;
    case 15: event = NextRungChosen{random.chance(50) ? "propose_referral" : ""}; break;
    case 16: event = NoticeAttempted{notice, copy}; break;
    case 17: event = RelayAccepted{notice, copy}; break;
    case 18: event = RecipientAccepted{notice, copy}; break;
    case 19: event = NoticeBounced{notice, copy, others}; break;
    case 20: event = NoticeUndeliverable{notice, copy, others}; break;
    case 21: event = NoticeVoided{notice}; break;
    case 22: event = Acknowledged{notice, copy}; break;
    case 23: event = PassedToCustomer{notice, copy}; break;
    case 24: event = ClaimedGone{notice, copy}; break;
    case 25: event = RefusedByRecipient{notice, copy}; break;
    case 26: event = ContestedByRecipient{notice}; break;
    case 27: event = NotTheirs{notice, copy}; break;
    case 28: event = InformationAsked{notice, copy}; break;
    case 29: event = AnswerUnclear{notice}; break;
    case 30: event = SeenOnline{}; break;
    case 31: event = SeenChanged{}; break;
    case 32: event = Missed{}; break;
    case 33: event = ConfirmedGone{now - minutes{6}, now - minutes{30}, Evidence::not_found_404}; break;
    case 34: event = PartlyGone{}; break;
    case 35: event = LookFailed{}; break;
    case 36: break;  // reported again
    default: event = TimerFired{random.of(timer_names()), EventId{1}};  // not an enum
  }
  return event;
}

template <class... E>
bool is_one_of(const Event& event) {
  return (std::holds_alternative<E>(event) || ...);
}
/// Somebody who may cause that event.
ActorKind actor_of(const Workflow& workflow, const Event& event, Random& random) {
  const auto person = random.chance(70) ? ActorKind::analyst : random.chance(50) ? ActorKind::senior : ActorKind::lead;
  if (const auto* assessed = std::get_if<Assessed>(&event))
    return assessed->basis == AssessmentBasis::analyst || assessed->basis == AssessmentBasis::second_person ? person : ActorKind::engine;
  if (is_one_of<GivenUp, HoldReleased, ContestUpheld, ContestOverturned, ResumedByPerson, NextRungChosen>(event)) return person;
  if (is_one_of<HoldRequested, HoldExtended>(event)) return random.chance(50) ? ActorKind::partner : person;
  if (is_one_of<Withdrawn, RepeatReported>(event)) return random.chance(50) ? ActorKind::reporter : person;
  if (is_one_of<Acknowledged, PassedToCustomer, ClaimedGone, RefusedByRecipient, ContestedByRecipient, NotTheirs, InformationAsked, AnswerUnclear>(event))
    return workflow.name() != "triage" && random.chance(80) ? ActorKind::recipient : person;  // nobody is written to during triage
  return ActorKind::engine;
}

/// What the commands of one request have left behind: the runtime's books in small.
struct Ledger {
  std::map<std::string, UtcTime> timers;
  std::set<std::string> tasks;
  std::vector<std::int64_t> pending;
  std::optional<LookPurpose> wish;
  std::int64_t highest_notice = 0;
  bool spell_open = false;
  bool told = false;

  void carry_out(const Decision& decision) {
    for (const auto& command : decision.commands) std::visit([this](const auto& one) { take(one); }, command);
  }

 private:
  void take(const SendNotice&) { pending.push_back(++highest_notice); }
  void take(const LeavePendingNotices&) { pending.clear(); }
  void take(const RetractNotices&) {}
  void take(const ArmTimer& timer) { timers[timer.name] = timer.due; }
  void take(const CancelTimer& timer) { timers.erase(timer.name); }
  void take(const CancelAllTimers&) { timers.clear(); }
  void take(const CheckItem& item) { wish = item.purpose; }
  void take(const StopLooking&) { wish.reset(); }
  void take(const LocateItem&) {}
  void take(const AskOperator& task) { tasks.insert(task.kind); }
  void take(const CloseTasks& close) {
    if (close.kind.empty()) tasks.clear();
    else tasks.erase(close.kind);
  }
  void take(const RaiseAlert&) {}
  void take(const OpenRequest&) {}
  void take(const TellPerson&) {}
  void take(const BeginSpell&) {
    EXPECT_FALSE(spell_open) << "a spell begins inside a spell";
    spell_open = true;
  }
  void take(const EndSpell&) {
    EXPECT_TRUE(spell_open) << "a spell ends that had not begun";
    spell_open = false;
  }
};

/// What the event itself says about the content, as far as it allows speaking.
enum class Fresh { nothing, online, unknown };
Fresh freshness(const Event& event, const Facts& facts, const FakePolicies& policies) {
  if (std::holds_alternative<SeenOnline>(event)) return Fresh::online;
  const auto* timer = std::get_if<TimerFired>(&event);
  const bool failed = std::holds_alternative<LookFailed>(event) || (timer != nullptr && timer->name == "look_overdue");
  return failed && facts.looks_failed + 1 >= policies.failures ? Fresh::unknown : Fresh::nothing;
}

/// What must hold of every decision, wherever it starts.
void check_decision(const Workflow& workflow, const Snapshot& before, const Event& event, const Decision& after, const FakePolicies& policies) {
  const bool closed = workflow.is_closed(after.state);
  const auto fresh = freshness(event, before.facts, policies);
  bool retracted = false;
  for (const auto& command : after.commands) {
    if (std::holds_alternative<RetractNotices>(command)) retracted = true;
    if (const auto* send = std::get_if<SendNotice>(&command)) {
      EXPECT_NE(fresh, Fresh::nothing) << "sent without a fresh look";
      EXPECT_EQ(send->last_look_unknown, fresh == Fresh::unknown);
      EXPECT_FALSE(closed);
      EXPECT_TRUE(before.state == "LookingBeforeNotice" || before.state == "LookingBeforeReminder") << before.state;
    }
    if (closed) {
      const auto* asked = std::get_if<AskOperator>(&command);
      EXPECT_TRUE(asked == nullptr || (after.state == "ClosedGivenUp" && asked->kind == "review_given_up")) << "a task of a closed request";
      EXPECT_FALSE(std::holds_alternative<ArmTimer>(command)) << "a timer of a closed request";
    }
  }
  if (after.ignored) {
    EXPECT_TRUE(after.commands.empty());
    EXPECT_TRUE(after.facts == before.facts);
    EXPECT_EQ(after.state, before.state);
  }
  if (before.facts.told_somebody && before.state != after.state && (after.state == "ClosedNotIllegal" || after.state == "ClosedWithdrawn")) {
    EXPECT_TRUE(retracted) << "told, and not told otherwise";
  }
  EXPECT_TRUE(decode_facts(encode(after.facts)) == after.facts) << encode(after.facts);
}

/// The event a timer, a pending notice or a wished look leads to, or nothing when there is none.
std::optional<Event> next_of(Ledger& ledger, Random& random, UtcTime& now) {
  const int kind = random.below(3);
  if (kind == 0 && !ledger.timers.empty()) {
    const auto first = std::min_element(ledger.timers.begin(), ledger.timers.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    now = std::max(now, first->second);
    const TimerFired fired{first->first, EventId{1}};
    ledger.timers.erase(first);
    return fired;
  }
  if (kind == 1 && !ledger.pending.empty()) {
    const NoticeId notice{ledger.pending.front()};
    ledger.pending.erase(ledger.pending.begin());
    if (random.chance(15)) return NoticeUndeliverable{notice};
    ledger.told = true;
    return NoticeAttempted{notice};
  }
  if (kind == 2 && ledger.wish) {
    switch (random.below(5)) {
      case 0: return Missed{};
      case 1: return LookFailed{};
      default: return SeenOnline{};  // not an enum
    }
  }
  return std::nullopt;
}

/// Which events a person may have given as the answer to a task.
bool answers_a_task(const Event& event) { return is_one_of<ResumedByPerson, NextRungChosen, ContestUpheld, Assessed>(event); }

void walk(const Workflow& workflow, Facts begin, unsigned seed) {
  Random random{std::mt19937(seed)};
  const auto policies = any_policies(random);
  const auto book = policies.book();
  UtcTime now = kStart;
  Ledger ledger;
  std::string state(workflow.initial_state());
  Facts facts = std::move(begin);
  std::string story;
  for (int step = 0; step < kSteps; ++step) {
    Event next = Opened{};
    if (step > 0) {
      now += minutes{random.below(90)};
      std::optional<Event> expected;
      if (random.chance(75)) expected = next_of(ledger, random, now);
      next = expected ? std::move(*expected) : any_event(random, now, ledger.highest_notice);
      while (is_never_told(workflow.name(), state, event_name(next))) next = any_event(random, now, ledger.highest_notice);
      if (answers_a_task(next) && !ledger.tasks.empty() && random.chance(50)) {
        auto task = ledger.tasks.begin();
        std::advance(task, random.below(static_cast<int>(ledger.tasks.size())));
        ledger.tasks.erase(task);
      }
    }
    const Snapshot snapshot{state, facts, now, {actor_of(workflow, next, random), "test"}};
    const auto decision = decide(workflow, snapshot, next, book);
    story += state + " + " + std::string(event_name(next)) + "\n";
    ASSERT_TRUE(decision) << "seed " << seed << "\n" << story << name_of(decision.error());
    check_decision(workflow, snapshot, next, *decision, policies);
    for (const auto& command : decision->commands) {
      if (!std::holds_alternative<SendNotice>(command)) continue;
      EXPECT_TRUE(facts.verdict && is_illegal(*facts.verdict)) << "sent without an illegal assessment";
      EXPECT_TRUE(facts.at_home && facts.hoster) << "sent abroad, or to nobody";
      EXPECT_FALSE(facts.hold_until || facts.contested || facts.changed) << "sent under a hold, a contest or a change";
    }
    ledger.carry_out(*decision);
    state = decision->state;
    facts = decision->facts;
    if (state == "Held" || facts.contested || facts.changed) {
      EXPECT_TRUE(ledger.pending.empty()) << "something may still leave";
    }
    if (workflow.is_closed(state)) {
      const bool reviewed = state == "ClosedGivenUp" && ledger.tasks == std::set<std::string>{"review_given_up"};
      EXPECT_TRUE(ledger.timers.empty() && (ledger.tasks.empty() || reviewed) && ledger.pending.empty()) << "closed, but something waits";
      EXPECT_TRUE(!ledger.wish || ledger.wish == LookPurpose::watch) << "closed, but looked at other than to watch";
    } else {
      EXPECT_FALSE(ledger.timers.empty() && ledger.tasks.empty() && ledger.pending.empty()) << "stuck";
      EXPECT_FALSE(ledger.tasks.contains("review_given_up")) << "taken up again, and still to be reviewed";
    }
    EXPECT_EQ(ledger.spell_open, facts.spell_open);
    if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << ", now " << state << "\n" << story;
  }
}

// Nothing is ever stuck, nothing of a closed request waits, and nothing is said without a fresh look: over random walks that mix
// what the commands lead to with late, duplicate and meaningless events.
TEST(RandomWalk, HotlineNtd) {
  Facts begin;
  begin.verdict = Verdict::illegal_baseline;
  begin.hoster = RecipientId{1};
  begin.country = "NL";
  begin.at_home = true;
  for (unsigned seed = 1; seed <= kWalks; ++seed) {
    Facts one = begin;
    if (seed % 10 == 0) one.hoster = RecipientId{};
    if (seed % 10 == 1) one.hold_until = kStart + hours{5};
    walk(hotline_ntd_workflow(), one, seed);
    if (HasFatalFailure()) return;
  }
}
TEST(RandomWalk, Triage) {
  for (unsigned seed = 1; seed <= kWalks; ++seed) {
    walk(triage_workflow(), Facts{}, seed);
    if (HasFatalFailure()) return;
  }
}

std::optional<UtcTime> maybe(Random& random, UtcTime time) { return random.chance(50) ? std::optional<UtcTime>(time) : std::nullopt; }

/// Facts as no history would bring them about: what a row does must hold for them, too.
Facts any_facts(Random& random, UtcTime now) {
  Facts facts;
  facts.hoster = RecipientId{random.below(3)};
  facts.country = random.chance(30) ? "" : random.chance(70) ? "NL" : "US";
  facts.at_home = random.chance(60);
  if (random.chance(80)) facts.verdict = static_cast<Verdict>(random.below(6));
  facts.contested = random.chance(30);
  facts.changed = random.chance(30);
  facts.rung = random.below(4);
  facts.reminders = random.below(3);
  facts.bounces = random.below(3);
  facts.looks_failed = random.below(3);
  facts.told_somebody = random.chance(50);
  facts.last_notice = NoticeId{random.below(4)};
  if (random.chance(50)) facts.rung_notice = facts.last_notice;
  facts.deadline_at = maybe(random, now + hours{random.below(24) - 12});
  facts.hold_until = maybe(random, now + hours{random.below(24) - 12});
  facts.relay_accepted_at = maybe(random, now - hours{2});
  facts.recipient_accepted_at = maybe(random, now - hours{1});
  facts.first_miss_at = maybe(random, now - hours{1});
  facts.rung_due_at = maybe(random, now + hours{random.below(24) - 12});
  facts.reminded_at = maybe(random, now - hours{1});
  facts.acceptance_told = random.chance(30);
  facts.next_contact = random.chance(50);
  facts.tell_again = random.chance(10);
  facts.spell_open = random.chance(50);
  return facts;
}

// From every state, every event and any facts at all: no action throws, every pair has a row, and what must hold of a decision holds.
TEST(AnyFacts, EveryDecisionIsSound) {
  Random random{std::mt19937(4711)};
  constexpr int kTries = 25'000;
  for (const auto* workflow : {&triage_workflow(), &hotline_ntd_workflow()})
    for (const auto& state : workflow->states()) {
      const bool initial = state == workflow->initial_state();
      for (int i = 0; i < kTries; ++i) {
        const auto policies = any_policies(random);
        const auto book = policies.book();
        Event event = initial ? Event(Opened{}) : any_event(random, kStart, 4);
        while (!initial && is_never_told(workflow->name(), state, event_name(event))) event = any_event(random, kStart, 4);
        const Snapshot snapshot{state, any_facts(random, kStart), kStart, {actor_of(*workflow, event, random), "test"}};
        const auto decision = decide(*workflow, snapshot, event, book);
        if (!decision) {
          ASSERT_TRUE(initial && decision.error() == DecideError::guard_refused) << state << " + " << event_name(event) << ": " << name_of(decision.error());
          continue;
        }
        check_decision(*workflow, snapshot, event, *decision, policies);
        ASSERT_FALSE(HasFailure()) << state << " + " << event_name(event);
      }
    }
}

}  // namespace
}  // namespace redress::testing
