// What a story has no words for: rows that are damaged, and what the loop gives out.
#include "tests/scenario/story.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace redress::simulation {
namespace {

/// One item, assessed as illegal; its notice is sealed and waits for a relay that is down for half an hour.
constexpr std::string_view kWaitingNotice = R"(partner quick prompt
site pics.example at quick
page P http://pics.example/v/1.html
report P
advance 1m
relay down 30m
assess P illegal_baseline
advance 17m
expect notice P first sealed
)";

std::int64_t open_tasks(const SimWorld& world, std::string_view kind) {
  return static_cast<std::int64_t>(world.reader().open_tasks(kind, 100).size());
}

// A sealed message that cannot be opened any more becomes a dead letter, with a task and an alert, and the program goes on.
TEST(Delivery, AMessageThatDoesNotOpenIsADeadLetter) {
  Story story("damaged_message", kWaitingNotice, [](SimWorld& world) {
    auto tx = world.store().begin();
    auto notice = *tx->notice(NoticeId{1});
    notice.message.bytes[notice.message.bytes.size() / 2] ^= 1;
    tx->save(notice);
    tx->commit();
    tx.reset();
    world.run_for(minutes{40});
    EXPECT_EQ(world.reader().notice(NoticeId{1})->state, NoticeState::dead);
    EXPECT_EQ(open_tasks(world, "dead_letter"), 1);
    const auto alerts = world.reader().alerts(100);
    EXPECT_TRUE(std::any_of(alerts.begin(), alerts.end(), [](const auto& alert) { return alert.kind == "dead_letter"; }));
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

// A mailbox that refused us is used again when a person says so, and the act tells how many that were.
TEST(Delivery, ResumingUsesRefusedMailboxesAgain) {
  Story story("refused_mailbox", R"(partner hollow bouncing at-the-relay
site pics.example at hollow
page P http://pics.example/v/1.html
report P
advance 1m
assess P illegal_baseline
advance 20m
expect notice P first refused
)", [](SimWorld& world) {
    const auto hollow = *world.reader().find_recipient("hollow");
    ASSERT_TRUE(world.reader().contacts(hollow).front().bounced_at);
    runtime::Act act;
    act.kind = runtime::ActKind::recipient_resume;
    act.slug = "hollow";
    act.by = {ActorKind::lead, "lotte"};
    world.act(act);
    world.settle();
    EXPECT_FALSE(world.reader().contacts(hollow).front().bounced_at);
    const auto events = world.reader().events(StreamKind::recipient, hollow.value);
    EXPECT_EQ(events.back().kind, "RecipientResumed");
    EXPECT_EQ(json_member(events.back().body, "used_again"), "1");
  });
  for (const auto& problem : story.problems()) ADD_FAILURE() << problem;
}

}  // namespace
}  // namespace redress::simulation
