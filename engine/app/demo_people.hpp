// Who works at the scripted desk: seats of a hotline, and a helpline's worker with the people whose cases they are. They act as the
// commands do, through a door, and know of the world what people know: what they read, look at and are told.
#pragma once

#include "engine/app/demo_cast.hpp"
#include "engine/app/door.hpp"
#include "engine/app/wiring.hpp"
#include "engine/core/ports/store.hpp"

#include "sandbox/partners/persons.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace redress::app {

inline constexpr int kSeats = 6;  // people of the hotline who work at once

/// What seats share. Any thread.
struct HotlineDay {
  Parts parts;
  std::atomic<int> marked_urgent{0};      // by a person, before it was assessed
  std::atomic<int> referrals_asked{0};    // that a second person agreed to
  std::atomic<int> receipts_by_phone{0};  // of police who had not confirmed
};

/// What both desks do alike. One thread each.
class Worker {
 public:
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  [[nodiscard]] const std::map<std::string, std::int64_t>& answered() const { return answered_; }

 protected:
  Worker(Wiring& wiring, sandbox::World& world);
  ~Worker() = default;

  runtime::ActResult act(runtime::ActKind kind, std::int64_t subject, std::string argument, const Actor& by, std::string reason = {});
  /// The same, agreed to by `second` where it needs another person.
  bool act_with(const Actor& second, runtime::Act wanted);
  /// Whoever hosts it becomes somebody who may be written to, when two people say so.
  bool approve(const TaskRecord& task);
  /// Reads the form and files it, as a person would on the partner's page, whose number comes back.
  bool file(const TaskRecord& task, const Actor& by);
  [[nodiscard]] bool is_helplines(const TaskRecord& task);
  void note_answered(const TaskRecord& task) { ++answered_[task.kind]; }

  sandbox::World& world_;
  const Clock& clock_;
  std::unique_ptr<Door> door_;
  std::unique_ptr<ReadQueries> reader_;
  std::set<std::int64_t> tried_;  // a scripted person does not change their mind

 private:
  std::map<std::string, std::int64_t> answered_;
  std::map<std::int64_t, bool> whose_;  // tasks that were looked at before
};

/// One seat of the hotline: answers its share of what the engine asks, from the sandbox's truth, as an analyst, a senior or a lead.
class HotlineSeat : public Worker {
 public:
  HotlineSeat(Wiring& wiring, sandbox::World& world, int seat, HotlineDay& day) : Worker(wiring, world), seat_(seat), day_(day) {}
  void round();

 private:
  [[nodiscard]] std::string verdict_for(const TaskRecord& task, bool second);
  bool assess(const TaskRecord& task);
  /// To police, by itself, with a second person.
  void refer(ItemId item);
  void answer(const TaskRecord& task);

  int seat_;
  HotlineDay& day_;
};

/// What became of the helpline's day, beside what its requests say.
struct HelplineFigures {
  std::int64_t persons = 0, cases = 0, locations = 0, refused = 0;                       // refused: cases that could not be opened
  std::int64_t accounts_given = 0;                                                       // by a worker, at each change
  std::int64_t asked = 0, gone = 0, still_there = 0, cannot_tell = 0, not_answered = 0;  // "is it gone for you?"
  std::int64_t agreed_when_asked = 0, statuses_asked = 0;
  std::int64_t consents_taken_back = 0, withdrawn = 0;
  std::int64_t told_after_consent_was_taken_back = 0, open_after_withdrawal = 0;  // must be 0
};

/// The helpline's worker, and the people as the worker meets them.
class HelplineDesk : public Worker {
 public:
  HelplineDesk(Wiring& wiring, sandbox::World& world, std::vector<sandbox::Person> persons);
  void round();
  /// Once the day is over.
  [[nodiscard]] HelplineFigures figures();
  /// The case as the worker writes it down: what `redress case open` reads.
  [[nodiscard]] static std::string case_file(const sandbox::Person& person);

 private:
  struct Case {
    CaseId id;
    std::string number;
    SecretText pin;                            // on the person's slip of paper
    std::map<std::int64_t, std::string> urls;  // by item
    std::optional<UtcTime> consent_taken_back;
  };
  void open(const sandbox::Person& person);
  void answer(const TaskRecord& task);
  void tell(const TaskRecord& task);
  /// Asks whether it is gone; `task`: of the engine, which is answered with what they say.
  void ask_whether_gone(const sandbox::Person& person, std::int64_t item, const std::string& url, TaskId task);
  void hear(std::size_t number, std::int64_t item, const std::string& url, TaskId task);
  void ask_for_consent(const TaskRecord& task);
  [[nodiscard]] std::optional<std::size_t> person_of(RequestId request);
  void later(UtcTime at, std::function<void()> what) { later_.emplace(at, std::move(what)); }

  std::vector<sandbox::Person> persons_;
  std::set<std::size_t> opened_;
  std::map<std::size_t, Case> cases_;                    // by the person's number
  std::multimap<UtcTime, std::function<void()>> later_;  // what people do at a time of their own
  std::map<std::int64_t, int> times_asked_;              // by item
  std::set<std::int64_t> waits_for_answer_;              // items
  HelplineFigures figures_;
};

}  // namespace redress::app
