#include "engine/runtime/runner.hpp"

#include "engine/runtime/inbox_watch.hpp"
#include "engine/runtime/sending.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace redress::runtime {
namespace {

constexpr Milliseconds kIdleMax{1'000};     // the writer looks at its clock at least this often
constexpr Milliseconds kIdleAtEnd{20};      // and whether everybody has ended

/// Jobs of one kind on their way to workers. Never longer than what the loop gives out.
class JobQueue {
 public:
  void push(Job job) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    arrived_.notify_one();
  }
  std::optional<Job> pop() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
    if (closed_) return std::nullopt;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    arrived_.notify_all();
  }
  /// What nobody has begun.
  std::deque<Job> rest() {
    const std::lock_guard lock(mutex_);
    return std::exchange(jobs_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;
  bool closed_ = false;
};

/// Where the inbox stands, asked of the store by a reader of its own.
class StoredPosition final : public Inbox::Position {
 public:
  StoredPosition(ReadQueries& reader, std::string mailbox) : reader_(reader), mailbox_(std::move(mailbox)) {}
  std::int64_t after(std::int64_t uid_validity) override { return std::max(reader_.inbox_position(mailbox_, uid_validity), posted_); }
  void posted(std::int64_t uid) { posted_ = uid; }
  void forget() { posted_ = 0; }

 private:
  ReadQueries& reader_;
  std::string mailbox_;
  std::int64_t posted_ = 0;
};

}  // namespace

struct Runner::Hidden {
  Loop& loop;
  World world;
  RunnerSettings settings;
  JobQueue sends, looks, locates, alerts;
  std::atomic<bool> stopping{false};    // nothing new is begun
  std::atomic<bool> workers_ended{false};  // and nothing is posted by them any more
  mutable std::mutex failure_mutex;
  std::string failure;
  std::mutex pause_mutex;
  std::condition_variable pause;
  std::vector<std::thread> workers;
  std::thread writer;

  Hidden(Loop& loop_in, World world_in, RunnerSettings settings_in)
      : loop(loop_in), world(std::move(world_in)), settings(settings_in) {}

  void write() {
    try {
      while (!workers_ended) {
        // Once it is to end, nothing is leased any more; verdicts of what is under way are written down as they come.
        const bool ending = stopping;
        const auto before = loop.parts().clock.utc_now();
        const auto step = loop.step(ending ? Loop::Turn::works_only : Loop::Turn::whole);
        hand_out();
        if (step.did_something) continue;
        auto idle = ending ? kIdleAtEnd : kIdleMax;
        // What is due and was left is held back, by a relay that rests or by workers who are all out: whoever ends that posts a work, and the
        // clock is looked at again after `kIdleMax`. A timer that comes meanwhile is late by as much.
        if (step.next_due && *step.next_due > before && !ending) idle = std::min(idle, loop.parts().clock.real_time_until(*step.next_due));
        loop.wait(std::max(idle, Milliseconds{1}));
      }
      // Sends that were leased and never begun say so: the next start need not take them for perhaps arrived. Looks, look-ups and
      // alerts are given out again.
      for (const auto& job : sends.rest()) {
        SendSettled not_begun;
        not_begun.attempt = std::get<SendJob>(job).attempt;
        not_begun.begun = false;
        while (!loop.closed() && !loop.try_post(Work(not_begun))) (void)loop.step(Loop::Turn::works_only);
      }
      while (loop.step(Loop::Turn::works_only).did_something) {
      }
    } catch (const std::exception& problem) {
      const std::lock_guard lock(failure_mutex);
      failure = problem.what();
    }
    loop.close();  // nobody waits for a writer that is gone
  }

  void hand_out() {
    for (auto& job : loop.take_jobs()) {
      JobQueue& queue = std::holds_alternative<SendJob>(job)     ? sends
                        : std::holds_alternative<LookJob>(job)   ? looks
                        : std::holds_alternative<LocateJob>(job) ? locates
                                                                 : alerts;
      queue.push(std::move(job));
    }
  }

  /// A worker that cannot begin ends the engine in order: nobody would do its work.
  void guarded(const std::function<void()>& work) {
    try {
      work();
    } catch (const std::exception& problem) {
      const std::lock_guard lock(failure_mutex);
      failure = problem.what();
    }
  }

  void send_worker() {
    const auto mail = world.mail();
    const auto http = world.http ? world.http() : nullptr;
    while (auto job = sends.pop()) {
      const auto& send = std::get<SendJob>(*job);
      const Connector* connector = nullptr;
      for (const auto* one : loop.parts().connectors)
        if (one->manifest().id == send.channel) connector = one;
      REDRESS_ASSERT(connector != nullptr, "a job for a connector this program does not have");
      SendSettled settled;  // uncertain: what failed may have failed after the last byte
      settled.attempt = send.attempt;
      settled.cause = "sending failed in a way nobody foresaw";
      try {
        settled = run_send(send, *connector, *mail, http.get());
      } catch (const std::exception&) {  // its words may hold an address
      }
      loop.post(std::move(settled));
    }
  }

  void look_worker() {
    const auto check = world.check ? world.check() : nullptr;
    while (auto job = looks.pop()) {
      const auto& look = std::get<LookJob>(*job);
      LookReply reply{Observed::unknown, Evidence::vantage_unproven, 0, {}};
      try {
        if (check) reply = run_look(look, *check);
      } catch (const std::exception&) {  // a failed look saw nothing
      }
      loop.post(LookSettled{look.location, reply});
    }
  }

  void locate_worker() {
    const auto locate = world.locate();
    while (auto job = locates.pop()) {
      const auto& wanted = std::get<LocateJob>(*job);
      Result<PlaceReply, PlaceError> place = Failure{PlaceError::failed};
      try {
        place = locate->locate(wanted.host);
      } catch (const std::exception&) {  // counts as a failed look-up
      }
      loop.post(LocateSettled{wanted.location, std::move(place)});
    }
  }

  void alert_worker() {
    const auto sender = world.alerts ? world.alerts() : nullptr;
    while (auto job = alerts.pop()) {
      const auto& alert = std::get<AlertJob>(*job).alert;
      bool sent = false;
      try {
        sent = sender && sender->send(alert);
      } catch (const std::exception&) {  // tried again like any other that was not taken
      }
      if (sender) loop.post(AlertSettled{alert.id, sent});
    }
  }

  void poll(const std::function<std::unique_ptr<Inbox>()>& make, int number) {
    const auto inbox = make();
    const auto reader = loop.parts().store.reader();
    const ReadMail* reading = nullptr;
    for (const auto* connector : loop.parts().connectors)
      if (connector->read_mail()) reading = connector->read_mail();
    StoredPosition position(*reader, inbox->name());
    std::int64_t generation = 0;
    InboxWatch watch(loop, number);
    while (!stopping && reading) {
      constexpr int kMessagesPerPoll = 50;
      Result<InboxBatch, InboxError> batch = Failure{InboxError::malformed};
      try {
        batch = inbox->fetch(position, kMessagesPerPoll);
      } catch (const std::exception&) {  // asked again after the pause
      }
      bool idle = true;
      watch.seen(batch.has_value());
      if (batch) {
        if (batch->uid_validity != generation) position.forget();
        generation = batch->uid_validity;
        for (const auto& message : batch->messages) {
          MessageArrived work;
          work.mailbox = inbox->name();
          work.uid_validity = batch->uid_validity;
          work.uid = message.uid;
          work.bytes = message.bytes;
          try {
            work.answer = reading->read(message.bytes);
          } catch (const std::exception&) {
            work.answer = {};
            work.answer.kind = "answer";  // not understood: a person reads it
          }
          if (!loop.post(std::move(work))) return;
          position.posted(message.uid);
          idle = false;
        }
      }
      if (!idle) continue;
      std::unique_lock lock(pause_mutex);
      pause.wait_for(lock, settings.inbox_pause, [&] { return stopping.load(); });
    }
  }
};

Runner::Runner(Loop& loop, World world, RunnerSettings settings) : hidden_(std::make_unique<Hidden>(loop, std::move(world), settings)) {
  auto& h = *hidden_;
  h.hand_out();  // what recovery left
  for (int i = 0; i < settings.send_workers; ++i) h.workers.emplace_back([&h] { h.guarded([&h] { h.send_worker(); }); });
  for (int i = 0; i < settings.look_workers; ++i) h.workers.emplace_back([&h] { h.guarded([&h] { h.look_worker(); }); });
  for (int i = 0; i < settings.locate_workers; ++i) h.workers.emplace_back([&h] { h.guarded([&h] { h.locate_worker(); }); });
  h.workers.emplace_back([&h] { h.guarded([&h] { h.alert_worker(); }); });
  int number = 0;
  for (const auto& inbox : h.world.inboxes)
    h.workers.emplace_back([&h, inbox, which = ++number] { h.guarded([&h, &inbox, which] { h.poll(inbox, which); }); });
  h.writer = std::thread([&h] { h.write(); });
}

Runner::~Runner() { stop(); }

void Runner::stop() {
  auto& h = *hidden_;
  if (h.stopping.exchange(true)) return;
  for (auto* queue : {&h.sends, &h.looks, &h.locates, &h.alerts}) queue->close();
  {
    const std::lock_guard lock(h.pause_mutex);
    h.pause.notify_all();
  }
  for (auto& worker : h.workers) worker.join();
  h.workers_ended = true;
  h.writer.join();
}

std::string Runner::failure() const {
  const std::lock_guard lock(hidden_->failure_mutex);
  return hidden_->failure;
}

}  // namespace redress::runtime
