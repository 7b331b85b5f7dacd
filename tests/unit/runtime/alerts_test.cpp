#include "tests/unit/runtime/engine.hpp"

namespace redress::runtime {
namespace {

using testing::HasSubstr;
using testing::Not;

class Alerts : public Engine {
 protected:
  /// The last of them.
  TaskId task_due_in(Milliseconds left, int times = 1) {
    auto tx = store->begin();
    TaskRecord task;
    task.desk = tx->ensure_desk("hotline");
    task.kind = "read_answer";
    task.opened_at = clock.utc_now();
    task.due_at = clock.utc_now() + left;
    TaskId id;
    for (int i = 0; i < times; ++i) id = tx->insert(task);
    tx->commit();
    return id;
  }
  void pass(Milliseconds span) {
    for (const auto end = clock.utc_now() + span; clock.utc_now() < end;) {
      clock.advance(minutes{1});
      turn();
      for (auto& job : loop->take_jobs())
        if (auto* alert = std::get_if<AlertJob>(&job)) {
          ++sent_;
          loop->post(AlertSettled{alert->alert.id, true});
        }
    }
  }
  std::int64_t sent_ = 0;
};

// A source can be a person: its name stands in no alert.
TEST_F(Alerts, AFloodNamesNobody) {
  {
    auto tx = store->begin();
    ReportRecord earlier;
    earlier.desk = tx->ensure_desk("hotline");
    earlier.source = "anna.de.vries";
    earlier.received_at = clock.utc_now();
    for (int i = 0; i < 5'100; ++i) {  // more than the rules allow a source
      random.fill(earlier.digest.bytes);
      tx->insert(earlier);
    }
    tx->commit();
  }
  report(40, "anna.de.vries");
  const auto floods = alerts("flood");
  ASSERT_FALSE(floods.empty());
  bool of_a_source = false;
  for (const auto& alert : floods) {
    EXPECT_THAT(alert.subject, Not(HasSubstr("anna")));
    of_a_source = of_a_source || alert.subject.starts_with("source ");
  }
  EXPECT_TRUE(of_a_source);
  EXPECT_LE(floods.size(), 2U);  // one for the item, one for the source: the same source has the same number
}

// A task is spoken of before it is due and once when it is overdue, also by a program that was started in between.
TEST_F(Alerts, TasksAreSpokenOfInTime) {
  turn();
  const auto id = task_due_in(hours{2});
  pass(minutes{85});
  EXPECT_TRUE(alerts("task_due").empty());
  pass(minutes{10});
  ASSERT_EQ(alerts("task_due").size(), 1U);
  EXPECT_EQ(alerts("task_due").front().subject, "task " + std::to_string(id.value));
  EXPECT_TRUE(alerts("task_late").empty());
  loop = std::make_unique<Loop>(Parts{loop->parts()});
  pass(minutes{40});
  EXPECT_EQ(alerts("task_due").size(), 1U);
  ASSERT_EQ(alerts("task_late").size(), 1U);
  EXPECT_EQ(alerts("task_late").front().count, 1);
  pass(hours{3});
  EXPECT_EQ(alerts("task_late").size(), 1U);
}

// A thousand late tasks at once are a handful of alerts and one digest that counts the rest.
TEST_F(Alerts, AThousandAtOnceAreOneDigest) {
  turn();
  (void)task_due_in(minutes{5}, 1'000);
  pass(minutes{10});
  const auto late = alerts("task_late");
  ASSERT_EQ(late.size(), 6U);
  EXPECT_EQ(late.front().subject, "more of this kind");
  EXPECT_EQ(late.front().count, 995);
  EXPECT_LE(sent_, 12);
  EXPECT_TRUE(reader->unsent_alerts(10).empty());
}

// An inbox that cannot be read is an alert and a figure, until it can be read again.
TEST_F(Alerts, AnInboxThatCannotBeReadIsNoticed) {
  loop->post(InboxSeen{1, false});
  turn();
  ASSERT_EQ(alerts("connector_down").size(), 1U);
  EXPECT_EQ(alerts("connector_down").front().subject, "inbox 1");
  EXPECT_EQ(loop->counters().inboxes_down, 1);
  loop->post(InboxSeen{1, true});
  turn();
  EXPECT_EQ(loop->counters().inboxes_down, 0);
}

}  // namespace
}  // namespace redress::runtime
