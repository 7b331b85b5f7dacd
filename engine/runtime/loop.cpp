#include "engine/runtime/loop.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

void alert_settled(Batch& batch, const AlertSettled& work) {
  batch.memory.alerts_out.erase(work.alert);
  if (!work.sent) return;  // give_out_unsent_alerts tries again later
  for (auto alert : batch.tx.unsent_alerts(10'000))
    if (alert.id == work.alert) {
      alert.sent_at = batch.now;
      batch.tx.save(alert);
      return;
    }
}

/// Answers that nobody reads look like recipients who are silent.
void inbox_seen(Batch& batch, const InboxSeen& seen) {
  auto& memory = batch.memory;
  if (seen.readable) {
    memory.inboxes_down.erase(seen.number);
  } else {
    memory.inboxes_down.insert(seen.number);
    ++memory.counters.inbox_failures;
    raise_alert(batch, "connector_down", Severity::urgent, "inbox " + std::to_string(seen.number), {});
  }
  memory.counters.inboxes_down = static_cast<std::int64_t>(memory.inboxes_down.size());
}

void run(Batch& batch, Work& work) {
  if (auto* filing = std::get_if<FileReports>(&work)) {
    auto result = file_reports(batch, *filing);
    if (filing->done) batch.after_commit.push_back([result = std::move(result), tell = std::move(filing->done)] { tell(result); });
  } else if (auto* taken_down = std::get_if<FileCase>(&work)) {
    auto result = open_case(batch, std::move(taken_down->wanted));
    if (taken_down->done) batch.after_commit.push_back([result = std::move(result), tell = std::move(taken_down->done)] { tell(result); });
  } else if (auto* sent = std::get_if<SendSettled>(&work)) {
    batch.memory.sends_out.erase(sent->attempt);
    settle(batch, *sent);
  } else if (auto* looked = std::get_if<LookSettled>(&work)) {
    batch.memory.looks_out.erase(looked->location);
    note_vantage(batch, looked->reply);
    look_settled(batch, *looked);
  } else if (auto* located = std::get_if<LocateSettled>(&work)) {
    batch.memory.locates_out.erase(located->location);
    locate_settled(batch, *located);
  } else if (auto* message = std::get_if<MessageArrived>(&work)) {
    message_arrived(batch, *message);
  } else if (auto* alert = std::get_if<AlertSettled>(&work)) {
    alert_settled(batch, *alert);
  } else if (auto* act = std::get_if<DoAct>(&work)) {
    auto result = do_act(batch, act->act);
    if (act->done) batch.after_commit.push_back([result = std::move(result), tell = std::move(act->done)] { tell(result); });
  } else if (auto* directory = std::get_if<LoadDirectory>(&work)) {
    load_directory(batch, *directory);
    if (directory->done) batch.after_commit.push_back(std::move(directory->done));
  } else if (auto* seen = std::get_if<InboxSeen>(&work)) {
    inbox_seen(batch, *seen);
  } else if (auto* keep = std::get_if<KeepCheckpoint>(&work)) {
    batch.tx.insert(keep->checkpoint);
  }
  batch.drain();
}

/// How many more may be given out. One whose result never came holds no place for ever.
std::int64_t room_for(std::map<LocationId, UtcTime>& out, std::size_t most, UtcTime now) {
  if (out.size() >= most) std::erase_if(out, [&](const auto& one) { return one.second > now || now - one.second > kLostJobAfter; });
  return static_cast<std::int64_t>(most - std::min(most, out.size()));
}

std::int64_t fire_due_timers(Batch& batch, std::int64_t limit) {
  const auto due = batch.tx.due_timers(batch.now, limit);
  for (const auto& timer : due) {
    if (!batch.tx.claim(timer)) continue;  // cancelled or replaced by what an earlier one of this batch decided
    ++batch.memory.counters.timers_fired;
    batch.tell(timer.request, TimerFired{timer.name, timer.armed_by}, Actor{});
  }
  return static_cast<std::int64_t>(due.size());
}

}  // namespace

Loop::Loop(Parts parts) : parts_(std::move(parts)) {}

void Loop::recover() {
  auto tx = parts_.store.begin();
  Batch batch(parts_, *tx, parts_.clock.utc_now(), memory_);
  recover_deliveries(batch);
  recover_looking(batch);
  batch.drain();
  (void)give_out_locates(batch, static_cast<std::int64_t>(kLocatesOutMax));
  tx->commit();
  // Added to what is there: whoever steps before recovering (the directory is loaded so) may have been given jobs, and a send whose
  // attempt is on disk under this incarnation would never be given out again.
  std::move(batch.jobs.begin(), batch.jobs.end(), std::back_inserter(jobs_));
}

bool Loop::post(Work work, Lane lane) {
  std::unique_lock lock(mutex_);
  auto& queue = lane == Lane::urgent ? urgent_ : lane == Lane::normal ? normal_ : bulk_;
  room_.wait(lock, [&] { return closed_ || queue.size() < kQueueMax; });
  if (closed_) return false;
  queue.push_back(std::move(work));
  arrived_.notify_one();
  return true;
}

bool Loop::try_post(Work&& work, Lane lane) {
  const std::lock_guard lock(mutex_);
  auto& queue = lane == Lane::urgent ? urgent_ : lane == Lane::normal ? normal_ : bulk_;
  if (closed_ || queue.size() >= kQueueMax) return false;
  queue.push_back(std::move(work));
  arrived_.notify_one();
  return true;
}

std::vector<Work> Loop::take_works() {
  const std::lock_guard lock(mutex_);
  std::vector<Work> works;
  for (auto* queue : {&urgent_, &normal_, &bulk_}) {
    // Bulk goes one work at a time, so that what is urgent waits for one batch of it at most.
    const std::size_t most = queue == &bulk_ ? 1 : kWorksPerStep;
    for (std::size_t taken = 0; taken < most && !queue->empty() && works.size() < kWorksPerStep; ++taken) {
      works.push_back(std::move(queue->front()));
      queue->pop_front();
    }
  }
  if (!works.empty()) room_.notify_all();
  return works;
}

Loop::Step Loop::step(Turn turn) {
  auto works = take_works();
  auto tx = parts_.store.begin();
  Batch batch(parts_, *tx, parts_.clock.utc_now(), memory_);
  std::int64_t done = static_cast<std::int64_t>(works.size());
  for (auto& work : works) run(batch, work);
  if (turn == Turn::whole) {
    done += fire_due_timers(batch, kTimersPerStep);
    done += seal_due_notices(batch, kSealsPerStep);
    done += alert_due_tasks(batch);
    done += expire_approvals(batch);
    done += erase_what_is_over(batch);
    if (const auto out = memory_.sends_out.size(); out < kSendsOutMax) done += lease_due(batch, static_cast<std::int64_t>(kSendsOutMax - out));
    if (const auto room = room_for(memory_.looks_out, kLooksOutMax, batch.now); room > 0)
      done += give_out_due_looks(batch, std::min(kLooksPerStep, room));
    if (const auto room = room_for(memory_.locates_out, kLocatesOutMax, batch.now); room > 0) done += give_out_locates(batch, room);
    give_out_unsent_alerts(batch);
  }
  Step report;
  report.did_something = done > 0;
  if (done > 0) {
    tx->commit();
  }
  report.next_due = tx->next_due();
  if (const auto& again = memory_.places_again; !again.empty() && (!report.next_due || again.begin()->first < *report.next_due))
    report.next_due = again.begin()->first;
  tx.reset();
  ++memory_.counters.steps;
  memory_.counters.works += static_cast<std::int64_t>(works.size());
  std::move(batch.jobs.begin(), batch.jobs.end(), std::back_inserter(jobs_));
  {
    const std::lock_guard lock(mutex_);
    published_ = memory_.counters;
  }
  for (const auto& tell : batch.after_commit) tell();
  return report;
}

std::vector<Job> Loop::take_jobs() { return std::exchange(jobs_, {}); }

void Loop::wait(Milliseconds real_time) {
  std::unique_lock lock(mutex_);
  arrived_.wait_for(lock, real_time, [&] { return closed_ || !urgent_.empty() || !normal_.empty() || !bulk_.empty(); });
}

void Loop::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  arrived_.notify_all();
  room_.notify_all();
}

bool Loop::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::size_t Loop::waiting() const {
  const std::lock_guard lock(mutex_);
  return urgent_.size() + normal_.size() + bulk_.size();
}

Counters Loop::counters() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

}  // namespace redress::runtime
