// The loop: the one writer. Takes what waits in batches, asks the workflows, stores everything that follows in one fully synced
// transaction, and only then acknowledges, sends or looks. [design: The way of one request]
//
// Threads: `post` and `counters` from any thread; everything else from the writer thread alone.
#pragma once

#include "engine/runtime/batch.hpp"
#include "engine/runtime/work.hpp"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace redress::runtime {

inline constexpr std::size_t kQueueMax = 4096;       // works that may wait, each lane
inline constexpr std::size_t kWorksPerStep = 512;
inline constexpr std::int64_t kTimersPerStep = 2000;
inline constexpr std::int64_t kSealsPerStep = 200;
inline constexpr std::int64_t kLooksPerStep = 500;
// Given out and not yet settled. Each kind has a bound of its own, so that none waits for another's.
inline constexpr std::size_t kSendsOutMax = 1000;
inline constexpr std::size_t kLooksOutMax = 1000;
inline constexpr std::size_t kLocatesOutMax = 256;

enum class Lane { urgent, normal, bulk };

class Loop {
 public:
  explicit Loop(Parts parts);

  /// Once, before the first step: attempts without a verdict become uncertain, foreign leases are released, look-ups that wait are given
  /// out.
  void recover();

  /// Puts work in line; waits while its lane is full. `bulk` yields to the other lanes. False once closed.
  bool post(Work work, Lane lane = Lane::normal);
  /// As `post`, but false instead of waiting.
  [[nodiscard]] bool try_post(Work&& work, Lane lane = Lane::normal);

  struct Step {
    bool did_something = false;
    std::optional<UtcTime> next_due;   // of timers, windows, outbox, looks; none: nothing is planned
  };
  /// One batch and its commit. A command that opens the store itself turns `works_only`: it carries nothing out, so it must not lease,
  /// seal or fire what a service would then find begun by somebody who is gone.
  enum class Turn { whole, works_only };
  Step step(Turn turn = Turn::whole);
  /// What the last steps gave out.
  [[nodiscard]] std::vector<Job> take_jobs();
  /// Waits until work is posted, `real_time` has passed, or the loop is closed.
  void wait(Milliseconds real_time);
  void close();
  [[nodiscard]] bool closed() const;
  [[nodiscard]] std::size_t waiting() const;

  [[nodiscard]] Counters counters() const;
  [[nodiscard]] const Memory& memory() const { return memory_; }
  [[nodiscard]] const Parts& parts() const { return parts_; }

 private:
  std::vector<Work> take_works();

  Parts parts_;
  Memory memory_;
  std::vector<Job> jobs_;

  mutable std::mutex mutex_;
  std::condition_variable arrived_, room_;
  std::deque<Work> urgent_, normal_, bulk_;
  bool closed_ = false;
  Counters published_;
};

}  // namespace redress::runtime
