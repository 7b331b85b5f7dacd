// The engine as it is shipped, with a world around it that answers at once: the real loop, store, keys, rules, workflows and mail
// connector; relay, look-ups, looks and the recipients' answers are made in this process. One thread. The clock stands still until the
// driver moves it, so the engine never waits and every second measured is its own work.
//
// The life of an item: reported → located → assessed by an analyst → looked at → notice → attempt → receipt → deadline armed → the
// answer "removed" → three looks, three simulated minutes apart → closed and watched.
#pragma once

#include "engine/core/ports/connector.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/seal/key_ring.hpp"
#include "engine/seal/sha256_chain.hpp"
#include "policies/book.hpp"
#include "tests/bench/timed_ports.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace redress::bench {

using Moment = std::chrono::steady_clock::time_point;

/// A hotline's year instead of one life for all: hosts at home and abroad, some of which move and come back; verdicts of every kind; recipients
/// who remove at once, confirm first, or stay silent; repeats. The shares are those of the simulation's seeds.
struct Year {
  Milliseconds span{0};  // of the filings; the moves are spread over it
};

struct WorldOptions {
  std::string folder;                    // of the database; empty when given
  std::int64_t items = 0;                // how many will be filed
  std::int64_t hosters = 0;              // enough of them that none gets more notices a minute than the rules allow
  bool one_request_per_notice = true;    // false: notices gather for the window the rules say
  AnswerMeaning answer = AnswerMeaning::removed;
  Stopwatches* watches = nullptr;        // nothing is timed without
  std::optional<Year> year{};            // without: every item lives the same life
};

/// What left, counted by notice.
struct NoticeCounts {
  std::int64_t sent = 0;     // different notices
  std::int64_t twice = 0;    // sent again
  std::int64_t missing = 0;  // in the database, but never sent
};

/// What the database says at the end.
struct Outcome {
  std::int64_t items = 0, closed = 0, events = 0, chain_faults = 0, stuck = 0;
  NoticeCounts notices;
};

class World {
 public:
  explicit World(const WorldOptions& options);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// Hands in items `first` … `first + count - 1` (counted from 1). `planned`: when they should have been, for latencies.
  void file(std::int64_t first, std::int64_t count, Moment planned, runtime::Lane lane);
  /// One turn of the loop, and what follows from it outside. False: nothing is left to do at this moment.
  bool turn();
  void run_until_idle() {
    while (turn()) {
    }
  }

  [[nodiscard]] SimClock& clock() { return clock_; }
  /// What people outside do at their own times, as far as they have come.
  void live();
  [[nodiscard]] BacklogCount backlog() const { return store_->reader()->backlog(clock_.utc_now()); }
  /// Moves the clock to where the next look that confirms an answer is due; false when no answer waits for one.
  bool skip_to_next_confirming_look();
  [[nodiscard]] std::int64_t closed() const { return closed_; }
  [[nodiscard]] std::int64_t received() const { return received_; }
  [[nodiscard]] std::int64_t commits() const { return commits_; }
  [[nodiscard]] runtime::Counters counters() const { return loop_->counters(); }
  /// Milliseconds from the planned moment to the durable receipt, and to the durable closing.
  [[nodiscard]] std::vector<float>& to_receipt() { return to_receipt_; }
  [[nodiscard]] std::vector<float>& to_closed() { return to_closed_; }
  /// Time spent outside the engine, in this world.
  [[nodiscard]] std::int64_t outside_ns() const { return outside_.ns(); }
  [[nodiscard]] std::string database() const { return folder_ + "/redress.db"; }
  /// Asks the database. `verify`: also recomputes every chain, which takes about as long as writing it.
  [[nodiscard]] Outcome outcome(bool verify);
  /// Closes the engine and the database; returns the size of its file, the log written back into it.
  [[nodiscard]] std::int64_t close();

 private:
  class Carrier;
  class Relay;
  /// What was posted and what it stands for, in the order of the lane.
  struct Posted {
    enum class What { nothing, receipt, closing } what = What::nothing;
    std::string reference, reply_token;  // of the notice a receipt is for
    std::int64_t item = 0;               // that closes
  };

  void load_directory();
  void post(runtime::Work work, Posted posted);
  void post(runtime::Work work);
  void feed();
  void note_durable();
  void take(const runtime::LocateJob& job);
  void take(const runtime::LookJob& job);
  void take(const runtime::SendJob& job);
  void take(const runtime::AlertJob& job);
  void answer(const std::string& reference, const std::string& reply_token);
  void answer(const std::string& reply_token, AnswerMeaning meaning);
  [[nodiscard]] std::string country_of(std::int64_t site) const;
  void assess(std::int64_t item, Verdict verdict, runtime::ActKind kind, const std::string& by);
  void judge(std::int64_t item);
  void act_abroad(std::int64_t item);
  /// Does it when the clock has come so far.
  void later(Milliseconds after, std::function<void()> what) { later_.emplace(clock_.utc_now() + after, std::move(what)); }

  WorldOptions options_;
  std::string folder_;
  SimClock clock_;
  SystemRandom random_;
  std::unique_ptr<KeyRing> keys_;
  Sha256Chain hasher_;
  std::unique_ptr<Policies> policies_;
  std::vector<std::unique_ptr<Workflow>> timed_workflows_;
  std::unique_ptr<Sealer> timed_sealer_;
  std::unique_ptr<ChainHasher> timed_chain_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Connector> mail_;
  std::unique_ptr<Carrier> carrier_;
  std::unique_ptr<Relay> relay_;
  std::unique_ptr<runtime::Loop> loop_;

  std::deque<std::pair<runtime::Work, Posted>> waiting_;  // for room in the lane
  std::deque<Posted> posted_;
  std::int64_t filings_out_ = 0;
  std::multimap<UtcTime, std::function<void()>> later_;
  std::deque<UtcTime> confirming_looks_;  // when they are due, earliest first
  std::int64_t commits_ = 0, closed_ = 0, received_ = 0, answers_ = 0, filed_alone_ = 0;
  Stopwatch outside_, untimed_;

  // by item, from 1
  std::vector<float> planned_ms_;        // since `began_`
  std::vector<std::uint8_t> assessed_, removed_, misses_;
  std::vector<std::uint8_t> sent_;       // by notice, from 1
  std::vector<float> to_receipt_, to_closed_;
  Moment began_;
};

}  // namespace redress::bench
