// The loop and the threads around it: what is given out and when, how they end, and what they survive.
#include "engine/runtime/runner.hpp"

#include "engine/intake/item.hpp"
#include "engine/intake/report_reader.hpp"
#include "tests/support/sealed_notices.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
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

// What is due and cannot be given out, for every worker is busy, does not keep the writer turning for nothing.
TEST(Runner, RestsWhileWhatIsDueIsHeldBack) {
  test::SealedNotices engine;
  for (std::size_t i = 0; i <= kSendsOutMax; ++i) engine.add_notice();
  SlowRelay relay;
  RunnerSettings settings;
  settings.send_workers = 1;
  Runner runner(*engine.loop, world_with([&] { return std::make_unique<ToSlowRelay>(relay); }), settings);
  relay.wait_until_begun(1);
  std::this_thread::sleep_for(Milliseconds{200});  // whatever the first turns had to do is done
  const auto before = engine.loop->counters().steps;
  std::this_thread::sleep_for(Milliseconds{500});
  EXPECT_LE(engine.loop->counters().steps - before, 5);
  EXPECT_EQ(engine.store->reader()->backlog(engine.clock.utc_now()).outbox_waiting, 1);
  relay.open();
  runner.stop();
  EXPECT_EQ(runner.failure(), "");
}

class Throwing final : public MailTransport {
 public:
  MailVerdict send(const OutgoingMail&) override { throw std::runtime_error("nobody foresaw this"); }
};
/// One mail, then nothing.
class OneMail final : public Inbox {
 public:
  std::string name() const override { return "INBOX"; }
  Result<InboxBatch, InboxError> fetch(Position& position, int) override {
    if (!asked_) {
      asked_ = true;
      throw std::runtime_error("the connection library gave up");
    }
    InboxBatch batch;
    batch.uid_validity = 1;
    if (position.after(1) < 1) batch.messages.push_back({1, "From: a@host.example\r\nSubject: hello\r\n\r\nwords\r\n"});
    return batch;
  }

 private:
  bool asked_ = false;
};

// Whatever is thrown inside one job ends that job, not the program: a send counts as uncertain, and a mailbox is asked again.
TEST(Runner, AnExceptionEndsItsJobOnly) {
  test::SealedNotices engine;
  const auto notice = engine.add_notice();
  auto world = world_with([] { return std::make_unique<Throwing>(); });
  world.inboxes.push_back([] { return std::make_unique<OneMail>(); });
  RunnerSettings settings;
  settings.inbox_pause = Milliseconds{1};
  Runner runner(*engine.loop, std::move(world), settings);
  const auto reader = engine.store->reader();
  const auto ended = [&] {
    const auto attempts = reader->attempts(notice);
    return !attempts.empty() && attempts.front().verdict != AttemptVerdict::started && reader->inbox_position("INBOX", 1) == 1;
  };
  for (int i = 0; i < 2'000 && !ended(); ++i) std::this_thread::sleep_for(Milliseconds{5});
  ASSERT_TRUE(ended());
  EXPECT_EQ(reader->attempts(notice).front().verdict, AttemptVerdict::uncertain);
  runner.stop();
  EXPECT_EQ(runner.failure(), "");
}

FileReports many_reports(int count, const std::string& host) {
  FileReports work;
  work.desk = "hotline";
  for (int i = 0; i < count; ++i) {
    FiledReport filed;
    filed.report.source = "import";
    filed.report.external_reference = host + "-" + std::to_string(i);
    filed.report.items.push_back(*item_from_url("http://" + host + ".example/" + std::to_string(i), {}, {}));
    filed.digest = content_digest(filed.report);
    work.reports.push_back(std::move(filed));
  }
  return work;
}

// An import of thousands asks for as many look-ups: a few at a time are given out, none is forgotten, sends and looks do not wait for
// them, and what is handed in by hand is looked up before the rest of them.
TEST(Loop, BulkLookUpsHoldUpNothingElse) {
  constexpr int kReports = 3'000;
  test::SealedNotices engine;
  auto& loop = *engine.loop;
  loop.post(many_reports(kReports, "bulk"), Lane::bulk);
  (void)loop.step();
  std::vector<Job> out = loop.take_jobs();
  EXPECT_LE(out.size(), kLocatesOutMax);

  engine.add_notice();
  (void)loop.step();
  const auto meanwhile = loop.take_jobs();
  ASSERT_EQ(meanwhile.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<SendJob>(meanwhile.front())) << "a notice that is due waits for look-ups";

  loop.post(many_reports(1, "urgent"), Lane::bulk);
  std::set<LocationId> located;
  bool by_hand_came = false;
  for (int rounds = 0; located.size() < kReports + 1 && rounds < 100; ++rounds) {
    for (const auto& job : out)
      if (const auto* locate = std::get_if<LocateJob>(&job)) {
        located.insert(locate->location);
        by_hand_came = by_hand_came || locate->host.open(TestReveal::grant()) == "urgent.example";
        loop.post(LocateSettled{locate->location, Failure{PlaceError::later}});
      }
    (void)loop.step();
    out = loop.take_jobs();
    EXPECT_LE(out.size(), kLocatesOutMax);
    EXPECT_TRUE(by_hand_came || rounds < 2);
  }
  EXPECT_EQ(located.size(), kReports + 1U);
}

}  // namespace
}  // namespace redress::runtime
