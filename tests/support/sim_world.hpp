// The whole engine in one thread: the real loop, store, keys, rules, workflows and connector, with the sandbox's partners around it
// and a clock that stands still until moved. Everything follows from the seed.
//
// Two times: `now` is true and only goes on; the engine's own clock may be set wrongly. Partners live by true time.
//
//   SimWorld world({.seed = 7});
//   world.load_directory({});
//   world.report(…);
//   world.run_for(hours{24});
//   world.finish();          // the checkers' last word
//   world.complaints();
#pragma once

#include "engine/core/ports/connector.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/runtime/work.hpp"
#include "sandbox/partners/chance.hpp"
#include "sandbox/partners/world.hpp"
#include "tests/support/checker.hpp"
#include "tests/support/faults.hpp"
#include "tests/support/faulty_store.hpp"
#include "tests/support/partner_ports.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress {
class KeyRing;
class Policies;
class Sha256Chain;
}  // namespace redress

namespace redress::simulation {

/// Coverage of the workflows' rows: workflow → position of the row → times taken.
using RowCounts = std::map<std::string, std::map<int, std::int64_t>, std::less<>>;

/// Another text in one of the shipped rules. It must stand there.
struct RuleChange {
  std::string file, from, to;
};

struct SimOptions {
  std::uint64_t seed = 1;
  sandbox::WorldOptions partners{};
  Faults faults{};
  Milliseconds turn{30'000};   // at least this much time between two turns of the loop
  DirectoryShape directory{};
  std::vector<RuleChange> rules{};  // what differs from the shipped ones
  bool looks_off = false;      // no checker is configured
};

class SimWorld {
 public:
  explicit SimWorld(SimOptions options);
  ~SimWorld();
  SimWorld(const SimWorld&) = delete;
  SimWorld& operator=(const SimWorld&) = delete;

  // --- what surrounds the engine ---------------------------------------------------------------------------------------
  [[nodiscard]] UtcTime now() const { return now_; }
  [[nodiscard]] const SimOptions& options() const { return options_; }
  [[nodiscard]] sandbox::World& partners() { return partners_; }
  [[nodiscard]] const sandbox::World& partners() const { return partners_; }
  [[nodiscard]] sandbox::Chance& chance() { return chance_; }
  /// Somebody outside does something at that true time; it survives the end of the program.
  void at(UtcTime moment, std::function<void()> what);
  void load_directory();
  void set_directory(const DirectoryShape& shape) { options_.directory = shape; }
  /// What differs from the shipped rules, from the next start of the program on.
  void set_rules(std::vector<RuleChange> changes);

  // --- handing things in: repeated until the engine says that it is durable ------------------------------------------------
  void file(runtime::FileReports work);
  /// A text as a partner sends it, read by intake's own readers, in batches; handed in from its beginning after a crash.
  void file_text(const std::string& name, const std::string& text);
  /// Posts one act of a person. `done` is called after the commit, and never when the program ends before it.
  void act(runtime::Act act, std::function<void(const runtime::ActResult&)> done = {});
  /// A helpline worker takes a case down. `done` as with acts.
  void open_case(runtime::OpenCase wanted, std::function<void(const runtime::CaseResult&)> done = {});
  /// A mail for our mailbox, outside the partners' own behaviour.
  void deliver_mail(std::string bytes);

  // --- turning -------------------------------------------------------------------------------------------------------------
  void run_until(UtcTime moment);
  void run_for(Milliseconds span) { run_until(now_ + span); }
  /// Turns without moving time until nothing more happens at this moment.
  void settle();
  /// The program ends here and starts again. With `mails_leave`, sends under way are completed by their threads in the last moment.
  void crash(Fault kind, bool mails_leave = false);
  /// Until it starts again, what is handed in is filed by commands that open the store themselves and carry nothing out.
  void stop_service() { service_runs_ = false; }
  void start_service();
  /// The next send: the program ends just before or after the mail is taken.
  void crash_at_next_send(Fault kind) { crash_at_next_send_ = kind; }
  void set_faults(const Faults& faults) { options_.faults = faults; }
  void set_relay_reachable_from(UtcTime moment) { relay_down_until_ = moment; }
  /// Until then it takes no message, whomever it is for.
  void set_relay_refuses_until(UtcTime moment) { relay_refuses_until_ = moment; }
  /// From now on it takes no message that is larger.
  void set_relay_takes_bytes(std::size_t most) { relay_takes_bytes_ = most; }
  void set_looks_work_from(UtcTime moment) { looks_down_until_ = moment; }
  void set_lookups_work_from(UtcTime moment) { lookups_down_until_ = moment; }
  /// What looks and look-ups say that are made before that moment comes then.
  void hold_looks_until(UtcTime moment) { looks_held_until_ = moment; }
  void hold_lookups_until(UtcTime moment) { lookups_held_until_ = moment; }
  /// Whatever the relay says of a message that leaves before that moment is told then.
  void hold_verdicts_until(UtcTime moment) { verdicts_held_until_ = moment; }
  /// Mails for us that arrive before that moment are held up until then.
  void hold_answers_until(UtcTime moment) { answers_held_until_ = moment; }
  /// A change of the machine's clock.
  void set_engine_clock_off_by(Milliseconds difference);
  void finish();

  // --- watching -------------------------------------------------------------------------------------------------------------
  void add(std::unique_ptr<Checker> checker) { checkers_.push_back(std::move(checker)); }
  /// What all checkers complained of, and what ended the engine by itself.
  [[nodiscard]] std::vector<std::string> complaints() const;
  [[nodiscard]] ReadQueries& reader() const { return *reader_; }
  [[nodiscard]] Store& store() const { return *store_; }
  [[nodiscard]] const KeyRing& keys() const { return *keys_; }
  [[nodiscard]] const Policies& policies() const { return *policies_; }
  [[nodiscard]] const std::vector<const Workflow*>& workflows() const { return workflows_; }
  [[nodiscard]] const Workflow& workflow(std::string_view name) const;
  [[nodiscard]] std::string database_path() const { return folder_ + "/redress.db"; }
  [[nodiscard]] UtcTime engine_now() const { return clock_.utc_now(); }
  /// The item of a URL of the partners, if it was filed, also when it was erased since. Canonical spelling.
  [[nodiscard]] std::optional<ItemId> item_of(std::string_view url) const;
  /// The locator of an item, opened with the site's keys.
  [[nodiscard]] const std::string& url_of(ItemId item) const;
  [[nodiscard]] std::optional<RequestRecord> request_of(std::string_view url, std::string_view workflow) const;

  [[nodiscard]] const FaultCounts& faults() const { return fault_counts_; }
  [[nodiscard]] FaultCounts& faults() { return fault_counts_; }
  [[nodiscard]] RowCounts rows() const;
  [[nodiscard]] std::int64_t restarts() const { return incarnation_ - 1; }
  /// Given out since the last start.
  [[nodiscard]] std::int64_t looks() const { return loop_->counters().looks; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  [[nodiscard]] const DeskId& desk() const { return desk_; }

 private:
  struct Happening {
    UtcTime at;
    std::uint64_t order = 0;
    std::int64_t incarnation = 0;  // 0: of the world outside; else gone with that start of the program
    std::shared_ptr<std::function<void()>> what;
    friend bool operator>(const Happening& a, const Happening& b) { return std::pair(a.at, a.order) > std::pair(b.at, b.order); }
  };
  /// What one partner hands in: batches in order, each after the one before was answered.
  struct Delivery {
    std::vector<runtime::FileReports> batches;
    std::size_t answered = 0;
  };
  struct InFlight {
    runtime::SendJob job;
    bool left = false;
  };

  void read_rules();
  void start(bool again);
  void stop_engine();
  [[nodiscard]] std::vector<std::pair<UtcTime, UtcTime>> plan_outages(double per_day);
  [[nodiscard]] bool is_down(const std::vector<std::pair<UtcTime, UtcTime>>& outages, UtcTime until) const;
  void schedule(UtcTime moment, std::int64_t incarnation, std::function<void()> what);
  void in_engine(UtcTime moment, std::function<void()> what) { schedule(moment, incarnation_, std::move(what)); }
  void post(runtime::Work work, runtime::Lane lane);
  void post_result(runtime::Work result, UtcTime moment, bool may_be_lost);
  void continue_delivery(std::size_t number);
  bool turn_once();
  void observe(bool recovery);
  void take(runtime::Job job);
  void begin_send(const runtime::SendJob& job);
  [[nodiscard]] runtime::SendSettled leave(const runtime::SendJob& job);
  void carry_out_send(AttemptId attempt, Milliseconds until_posted);
  void poll_partners();
  void poll_mailbox();
  void deliver_partners_mail(std::string bytes);
  void advance(Milliseconds span);
  /// A few seconds, or with that fault up to `slowest`.
  [[nodiscard]] Milliseconds job_takes(Milliseconds slowest);

  SimOptions options_;
  sandbox::Chance chance_;
  sandbox::World partners_;
  std::string folder_;
  UtcTime now_;
  SimClock clock_;
  SeededRandom random_;
  std::unique_ptr<KeyRing> keys_;
  std::unique_ptr<Sha256Chain> chain_;
  std::shared_ptr<const Policies> policies_;
  std::vector<const Workflow*> workflows_;
  std::unique_ptr<Connector> connector_, form_connector_;
  DeskIdentity identity_;
  CrashPlan crash_plan_;
  DeskId desk_;

  std::unique_ptr<Store> store_;
  std::unique_ptr<ReadQueries> reader_;
  std::unique_ptr<runtime::Loop> loop_;
  std::int64_t incarnation_ = 0;

  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> happenings_;
  std::uint64_t order_ = 0;
  std::vector<Delivery> deliveries_;
  std::map<AttemptId, InFlight> in_flight_;
  std::optional<Fault> crash_at_next_send_;

  std::vector<std::pair<UtcTime, UtcTime>> relay_outages_, look_outages_, lookup_outages_;
  std::size_t relay_takes_bytes_ = 100'000'000;
  UtcTime relay_down_until_, relay_refuses_until_, looks_down_until_, lookups_down_until_, looks_held_until_, lookups_held_until_,
      verdicts_held_until_, answers_held_until_;

  // our mailbox
  struct Mail {
    std::int64_t uid = 0;
    std::string bytes;
  };
  std::vector<Mail> mailbox_;
  std::int64_t uid_validity_ = 1, next_uid_ = 1, read_up_to_ = 0;
  std::uint32_t partners_uid_ = 0;

  std::vector<std::unique_ptr<Checker>> checkers_;
  std::vector<std::string> failures_;
  EventId seen_event_;
  std::int64_t steps_ = 0;
  bool service_runs_ = true;
  bool rules_are_read_ = false;
  bool failed_ = false;  // the engine ended by itself
  FaultCounts fault_counts_;
  RowCounts rows_of_earlier_starts_;
  mutable std::unordered_map<std::int64_t, std::string> url_of_item_;
  mutable std::unordered_map<std::string, ItemId> item_of_url_;
};

}  // namespace redress::simulation
