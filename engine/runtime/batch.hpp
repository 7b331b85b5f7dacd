// One unit of work of the loop: a transaction, the moment it happens at, and what it will give out once it is durable.
// The verbs of the runtime are functions on a Batch, one file each. All of them run on the writer thread.
#pragma once

#include "engine/core/ports/connector.hpp"
#include "engine/core/ports/policies.hpp"
#include "engine/core/ports/sealer.hpp"
#include "engine/core/ports/store.hpp"
#include "engine/core/ports/workflow.hpp"
#include "engine/core/random.hpp"
#include "engine/core/time.hpp"
#include "engine/runtime/work.hpp"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::runtime {

/// What the loop is built from. References: whoever wires the engine owns them and outlives the loop.
struct Parts {
  Store& store;
  Sealer& sealer;
  const Clock& clock;
  Random& random;
  PolicyBook policies;
  std::vector<const Workflow*> workflows;    // found by name
  std::vector<const Connector*> connectors;  // found by id
  DeskIdentity identity;
  std::string desk = "hotline";
  std::string incarnation;                   // unique per start of the process
  bool alerts_are_sent = true;               // false: no channel is configured; alerts are only listed
};

/// Figures since start, for /metrics. Read from other threads only through Loop::counters().
struct Counters {
  std::int64_t steps = 0, works = 0, events = 0, timers_fired = 0, attempts = 0, accepted = 0, refused = 0, again_later = 0, uncertain = 0,
               relay_unreachable = 0, looks = 0, answers = 0, alerts = 0, refused_events = 0, notices_sealed = 0, notices_voided = 0;
};

/// What the loop remembers between batches besides the store; lost with the process without harm.
struct Memory {
  std::map<std::string, std::unordered_map<std::string, std::int64_t>, std::less<>> row_coverage;  // workflow → "row" → times
  int relay_failures = 0;                      // in a row, of the relay itself
  std::optional<UtcTime> relay_rests_until;
  std::unordered_map<RecipientId, std::deque<UtcTime>> sent_lately;  // for the limit per minute
  std::set<AlertId> alerts_out;                // given to the sender, no result yet
  UtcTime alerts_swept_at{};                   // when unsent ones were last given out again
  Counters counters;
};

class Batch {
 public:
  Batch(const Parts& parts_in, Transaction& tx_in, UtcTime now_in, Memory& memory_in)
      : parts(parts_in), tx(tx_in), now(now_in), memory(memory_in) {}

  const Parts& parts;
  Transaction& tx;
  const UtcTime now;
  Memory& memory;

  /// Given out after the commit.
  std::vector<Job> jobs;
  /// Called after the commit, in order.
  std::vector<std::function<void()>> after_commit;

  [[nodiscard]] const PolicyBook& policies() const { return parts.policies; }
  [[nodiscard]] const Workflow& workflow(std::string_view name) const;
  [[nodiscard]] const Connector* connector(std::string_view id) const;
  [[nodiscard]] DeskId desk(std::string_view name);

  /// Tells one request an event and carries out what its workflow decides, then everything that follows from that within the
  /// batch. Returns the workflow's refusal, if it refused. `ignored`, where given: whether the row taken says that nothing follows.
  std::optional<DecideError> tell(RequestId request, const Event& event, const Actor& by, bool* ignored = nullptr);
  /// The same, later in this batch (used by what carries out commands, so that no decision runs inside another).
  void tell_later(RequestId request, Event event, Actor by = {});
  /// Runs what `tell_later` left.
  void drain();

  /// Appends an event that drives no workflow.
  EventId note(StreamKind stream, std::int64_t stream_id, std::string_view kind, const Actor& by, std::string body = "{}", Sealed sealed = {});

  EventId current_event;  // the event whose commands are being carried out

 private:
  struct Pending {
    RequestId request;
    Event event;
    Actor by;
  };
  std::optional<DecideError> tell_one(RequestId request, const Event& event, const Actor& by, bool* ignored = nullptr);
  std::deque<Pending> pending_;
  bool draining_ = false;
  std::map<std::string, DeskId, std::less<>> desks_;
};

// carrying_out.cpp
void carry_out(Batch& batch, RequestRecord& request, const std::vector<Command>& commands);
TaskId open_task(Batch& batch, TaskRecord task);
/// Alerts that no channel took are given out again after a while. Returns how many.
std::int64_t give_out_unsent_alerts(Batch& batch);
void raise_alert(Batch& batch, std::string_view kind, Severity severity, std::string subject, DeskId desk);
RequestId open_request(Batch& batch, const ItemRecord& item, std::string_view workflow, Facts facts, const Actor& by);

// filing.cpp
FilingResult file_reports(Batch& batch, const FileReports& work);

// notices.cpp
/// Tells every request in the notice, each in its own light (`copy`, `others`). Retractions and thanks drive no workflow.
void tell_all(Batch& batch, const NoticeRecord& notice, const Event& event, const Actor& by = {});
/// Makes the request part of a notice to the recipient of that scope. False: there is nobody to ask.
bool queue_notice(Batch& batch, RequestRecord& request, const SendNotice& command);
void leave_pending_notices(Batch& batch, RequestRecord& request);
void retract_notices(Batch& batch, RequestRecord& request);
/// Seals what is due: composes the message, stores it, and queues it.
std::int64_t seal_due_notices(Batch& batch, std::int64_t limit);
/// Takes a notice that was never attempted out of the world. `tell_requests`: its requests are told, to look again.
void void_notice(Batch& batch, NoticeRecord& notice, std::string_view cause, bool tell_requests);

// delivery.cpp
std::int64_t lease_due(Batch& batch, std::int64_t limit);
void settle(Batch& batch, const SendSettled& work);
void recover_deliveries(Batch& batch);
bool requeue(Batch& batch, NoticeId notice, std::string& problem);

// looking.cpp
void want_look(Batch& batch, RequestRecord& request, LookPurpose purpose);
void stop_looking(Batch& batch, RequestRecord& request);
std::int64_t give_out_due_looks(Batch& batch, std::int64_t limit);
void look_settled(Batch& batch, const LookSettled& work);
void locate_item(Batch& batch, const RequestRecord& request);
void locate_settled(Batch& batch, const LocateSettled& work);

// answers.cpp
void message_arrived(Batch& batch, const MessageArrived& work);

// acts.cpp
ActResult do_act(Batch& batch, const Act& act);
void load_directory(Batch& batch, const LoadDirectory& work);

}  // namespace redress::runtime
