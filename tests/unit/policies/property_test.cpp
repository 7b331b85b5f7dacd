// Laws that hold for every question, tried on many seeded cases.
#include "tests/unit/policies/support.hpp"

#include <random>

namespace redress {
namespace {

constexpr int kCases = 20'000;

struct Cases {
  std::mt19937_64 random{20261122};
  std::int64_t number(std::int64_t least, std::int64_t most) { return std::uniform_int_distribution<std::int64_t>{least, most}(random); }
  UtcTime time() { return from_ms(number(to_ms(moment("2020-01-01T00:00:00Z")), to_ms(moment("2040-01-01T00:00:00Z")))); }
  template <class E>
  E any() {
    return static_cast<E>(number(0, static_cast<std::int64_t>(EnumNames<E>::names.size()) - 1));
  }
  Facts facts() {
    static const std::vector<std::string> countries{"NL", "DE", "US", "", "XX"};
    static const std::vector<std::string> regimes{"nl_ntd_code_csam", "eu_dsa_16", "default", "", "gone_regime"};
    Facts facts;
    facts.country = countries[static_cast<std::size_t>(number(0, 4))];
    facts.regime = regimes[static_cast<std::size_t>(number(0, 4))];
    if (number(0, 4) != 0) facts.verdict = any<Verdict>();
    facts.urgent = number(0, 1) != 0;
    facts.opened_at = time();
    auto next = *facts.opened_at;
    for (auto* clock : {&facts.first_attempt_at, &facts.relay_accepted_at, &facts.recipient_accepted_at}) {
      next += Milliseconds{number(0, 3'600'000)};
      if (number(0, 3) != 0) *clock = next;
    }
    return facts;
  }
};

// A recipient is never late before its clock began, and 24 hours are 24 elapsed hours, whatever the season.
TEST(PolicyProperties, RemovalIsNeverDueBeforeTheClock) {
  Cases cases;
  for (int i = 0; i < kCases; ++i) {
    const auto facts = cases.facts();
    const auto due = shipped().deadlines().removal_due(facts);
    auto earliest = *facts.opened_at;
    if (facts.recipient_accepted_at) earliest = *facts.recipient_accepted_at;
    if (facts.relay_accepted_at) earliest = *facts.relay_accepted_at;
    if (facts.first_attempt_at) earliest = *facts.first_attempt_at;
    ASSERT_GE(due.answer, earliest + hours{24}) << encode(facts);
    ASSERT_FALSE(due.why.rule.empty());
  }
}

// Waits between attempts never shrink, never exceed their limit, and end.
TEST(PolicyProperties, RetriesGrowAndStop) {
  for (const char* channel : {"mail", "http", "other"}) {
    Milliseconds last{0};
    Milliseconds elapsed{0};
    int number = 2;
    for (; const auto wait = shipped().delivery().retry_on(channel, number, elapsed).answer; ++number) {
      ASSERT_GE(*wait, last);
      ASSERT_LE(*wait, hours{4});
      last = *wait;
      elapsed += *wait;
      ASSERT_LT(number, 1000);
    }
    EXPECT_EQ(number, 13);
    EXPECT_FALSE(shipped().delivery().retry_on(channel, 1'000'000, Milliseconds{0}).answer);
  }
}

// Nothing may leave before now; what is never held leaves at once; what is held leaves when the calendar is open.
TEST(PolicyProperties, LeavingIsNeverInThePast) {
  Cases cases;
  const auto& calendar = shipped().calendars().at("sending", moment(kAsOf)).answer;
  for (int i = 0; i < kCases; ++i) {
    const auto now = cases.time();
    const auto kind = cases.any<NoticeKind>();
    const auto scope = cases.any<ContactScope>();
    const auto leaves = shipped().delivery().may_leave(kind, scope, now).answer;
    ASSERT_GE(leaves, now);
    ASSERT_LE(leaves, now + hours{24 * 7}) << to_rfc3339(now);
    if (is_never_held(kind, scope)) {
      ASSERT_EQ(leaves, now);
    } else if (leaves > now) {
      ASSERT_TRUE(calendar.is_open(leaves));
      ASSERT_FALSE(calendar.is_open(now));
    }
  }
}

// Tasks and assessments are due after now, and never later when urgent.
TEST(PolicyProperties, WorkIsDueInTheFuture) {
  Cases cases;
  for (int i = 0; i < kCases; ++i) {
    auto facts = cases.facts();
    const auto now = cases.time();
    facts.urgent = false;
    const auto task = shipped().tasks().due("read_answer", facts, now).answer;
    const auto assessment = shipped().triage().assessment_due(facts, now).answer;
    ASSERT_GT(task, now);
    ASSERT_GT(assessment, now);
    facts.urgent = true;
    ASSERT_LE(shipped().tasks().due("read_answer", facts, now).answer, task);
    ASSERT_LE(shipped().triage().assessment_due(facts, now).answer, assessment);
  }
}

// More work is never done sooner, and doing it in two parts takes as long as in one.
TEST(PolicyProperties, OpenTimeAddsUp) {
  Cases cases;
  const auto& calendar = shipped().calendars().at("staffing", moment(kAsOf)).answer;
  for (int i = 0; i < kCases / 10; ++i) {
    const auto from = cases.time();
    const Milliseconds first{cases.number(1, 40'000'000)};
    const Milliseconds second{cases.number(1, 40'000'000)};
    const auto halfway = calendar.after_open_time(from, first);
    ASSERT_EQ(calendar.after_open_time(halfway, second), calendar.after_open_time(from, first + second)) << to_rfc3339(from);
    ASSERT_GE(halfway, from + first);
  }
}

// Alerts lie between now and the deadline, in order.
TEST(PolicyProperties, LeadAlertsLieBetween) {
  Cases cases;
  for (int i = 0; i < kCases; ++i) {
    const auto now = cases.time();
    const auto deadline = now + Milliseconds{cases.number(-100'000'000, 100'000'000)};
    auto last = now;
    for (const auto at : shipped().alerts().lead_alerts("removal", deadline, now).answer) {
      ASSERT_GE(at, last);
      ASSERT_LT(at, deadline);
      last = at;
    }
  }
}

// Every ladder ends, its rungs count up from 1, and a registrar stands only right after a rung that is nothing but its approval.
TEST(PolicyProperties, LaddersEnd) {
  Cases cases;
  for (int i = 0; i < kCases / 10; ++i) {
    const auto facts = cases.facts();
    int number = 1;
    std::string task_before;
    for (; const auto rung = shipped().ladders().rung("hotline_ntd", facts, number); ++number) {
      ASSERT_EQ(rung->answer.number, number);
      for (const auto& addressee : rung->answer.addressees)
        ASSERT_TRUE(addressee.scope != ContactScope::registrar || task_before == kApproveRegistrarTask);
      task_before = rung->answer.addressees.empty() ? rung->answer.task : "";
      ASSERT_LE(number, 10);
    }
    ASSERT_GT(number, 1);
  }
}

}  // namespace
}  // namespace redress
