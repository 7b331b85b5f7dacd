// The threads around the loop: how they end, and what they survive.
#include "engine/runtime/runner.hpp"

#include "tests/support/sealed_notices.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace redress::runtime {
namespace {

/// A relay that takes its time: every mail waits at the gate until it is opened.
class SlowRelay {
 public:
  MailVerdict take() {
    std::unique_lock lock(mutex_);
    ++begun_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
    ++taken_;
    return {MailOutcome::accepted, 250, "taken"};
  }
  void wait_until_begun(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_ >= count; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  int taken() {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int begun_ = 0, taken_ = 0;
  bool open_ = false;
};
class ToSlowRelay final : public MailTransport {
 public:
  explicit ToSlowRelay(SlowRelay& relay) : relay_(relay) {}
  MailVerdict send(const OutgoingMail&) override { return relay_.take(); }

 private:
  SlowRelay& relay_;
};

class Nowhere final : public Locator {
 public:
  Result<PlaceReply, PlaceError> locate(const HostName&) override { return Failure{PlaceError::later}; }
};

World world_with(std::function<std::unique_ptr<MailTransport>()> mail) {
  World world;
  world.mail = std::move(mail);
  world.locate = [] { return std::make_unique<Nowhere>(); };
  return world;
}

// An orderly end while mails are under way: their verdicts are waited for and written down, nothing else is begun, and the next start
// finds nothing that may have been sent twice.
TEST(Runner, WaitsForVerdictsAtItsEnd) {
  constexpr int kNotices = 8;
  test::SealedNotices engine;
  std::vector<NoticeId> notices;
  for (int i = 0; i < kNotices; ++i) notices.push_back(engine.add_notice());
  SlowRelay relay;
  RunnerSettings settings;
  settings.send_workers = 2;
  Runner runner(*engine.loop, world_with([&] { return std::make_unique<ToSlowRelay>(relay); }), settings);
  relay.wait_until_begun(2);
  std::thread ending([&] { runner.stop(); });
  std::this_thread::sleep_for(Milliseconds{100});  // the relay answers well after everything was told to end
  relay.open();
  ending.join();
  EXPECT_EQ(runner.failure(), "");

  const auto reader = engine.store->reader();
  int accepted = 0;
  for (const auto id : notices)
    for (const auto& attempt : reader->attempts(id)) {
      EXPECT_NE(attempt.verdict, AttemptVerdict::started) << "an attempt has no verdict";
      accepted += attempt.verdict == AttemptVerdict::accepted ? 1 : 0;
    }
  EXPECT_EQ(accepted, relay.taken());
  EXPECT_GE(accepted, 2);
  EXPECT_EQ(reader->backlog(engine.clock.utc_now()).outbox_leased, 0);

  engine.begin_again();
  for (const auto id : notices) EXPECT_FALSE(reader->notice(id)->possibly_sent_twice);
  const auto backlog = reader->backlog(engine.clock.utc_now());
  EXPECT_EQ(backlog.outbox_waiting, kNotices - accepted);
}

}  // namespace
}  // namespace redress::runtime
