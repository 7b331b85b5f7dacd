// The numbers rows get: counted in memory by the one writer, without gaps, and never given twice.
#pragma once

#include "engine/store/statement.hpp"

#include <array>

namespace redress::store {

/// In the order of the query `newest_numbers`.
enum class NumberOf {
  desk, report, item, location, site, assessment, request, spell, recipient, contact, notice, outbox, attempt, event, task, alert,
  quarantine, inbox, checkpoint, approval, removal_case, case_person, timer
};
inline constexpr std::size_t kNumberKinds = 23;

class Numbers {
 public:
  explicit Numbers(Connection& connection) : connection_(connection) {}

  /// Reads the newest numbers from the tables.
  void load();
  /// What is taken from here on is given back by `forget`: a number of a transaction that was rolled back was never seen.
  void remember() { remembered_ = last_; remembered_reserved_ = timers_reserved_; }
  void forget() { last_ = remembered_; timers_reserved_ = remembered_reserved_; }

  [[nodiscard]] std::int64_t next(NumberOf kind) const { return last_[static_cast<std::size_t>(kind)] + 1; }
  std::int64_t take(NumberOf kind) { return ++last_[static_cast<std::size_t>(kind)]; }
  /// Timers are deleted when they have fired, so the table does not tell how far their numbers went: blocks are reserved instead.
  std::int64_t take_timer();

 private:
  Connection& connection_;
  Statement newest_numbers_{connection_, "newest_numbers"};
  Statement reserve_numbers_{connection_, "reserve_numbers"};
  std::array<std::int64_t, kNumberKinds> last_{};
  std::array<std::int64_t, kNumberKinds> remembered_{};
  std::int64_t timers_reserved_ = 0;
  std::int64_t remembered_reserved_ = 0;
};

}  // namespace redress::store
