// What goes wrong in a simulated day, how often, and how often it did.
#pragma once

#include "engine/core/names.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace redress::simulation {

enum class Fault {
  crash_at_write,       // in the middle of a step
  crash_at_commit,      // everything of the step is written, nothing is durable
  crash_after_commit,   // durable, but nothing was given out
  crash_before_send,    // the attempt is on disk, the first byte has not left
  crash_after_send,     // the mail is taken, its verdict is not on disk
  crash_at_rest,        // between two steps
  connection_cut,       // between the mail and the relay's reply
  relay_unreachable,    // for hours; counted in attempts
  looks_fail,           // for hours; counted in looks
  lookups_fail,         // names and registers, for hours; counted in look-ups
  slow_job,             // the result comes after up to an hour and a half
  lost_job,             // the result never comes
  duplicate_result,     // the result comes twice
  early_answer,         // before the verdict of the attempt it answers
  late_answer,          // held up for hours, overtaken by others
  answer_after_close,   // nobody waits for it any more
  duplicate_answer,     // the same mail again, byte for byte or with another trace line
  mailbox_renumbered,   // the server has a new UIDVALIDITY and shows everything again
  clock_forward,        // somebody sets the machine's clock
  clock_back,
  report_again,         // the same report or file handed in a second time
  person_late,          // a task answered after it was due
  person_twice,         // the same act twice
  person_out_of_turn,   // an act nobody asked for: withdrawal, hold, contest, next rung, giving up, pausing a recipient
};
inline constexpr std::size_t kFaultKinds = 24;

/// Probabilities per occasion, except where a day is named.
struct Faults {
  double crash_in_step = 0;       // per step
  double crash_at_delivery = 0;   // per commit that seals, attempts or settles, besides
  double crash_at_send = 0;       // per mail: half of them before, half after it
  double crash_at_rest = 0;       // per turn
  double connection_cut = 0;      // per mail
  double relay_outages_per_day = 0;
  double look_outages_per_day = 0;
  double lookup_outages_per_day = 0;
  double slow_job = 0;
  double lost_job = 0;            // of looks and look-ups: sends and alerts come to an end unless the program does
  double duplicate_result = 0;
  double late_answer = 0;
  double duplicate_answer = 0;
  double renumberings_per_day = 0;
  double clock_jumps_per_day = 0;
  double report_again = 0;
  double person_late = 0;
  double person_twice = 0;
  double acts_out_of_turn_per_day = 0;
};

struct FaultCounts {
  std::array<std::int64_t, kFaultKinds> counts{};
  std::int64_t& operator[](Fault fault) { return counts[static_cast<std::size_t>(fault)]; }
  std::int64_t operator[](Fault fault) const { return counts[static_cast<std::size_t>(fault)]; }
  void add(const FaultCounts& more) {
    for (std::size_t i = 0; i < kFaultKinds; ++i) counts[i] += more.counts[i];
  }
};

}  // namespace redress::simulation

namespace redress {
template <>
struct EnumNames<simulation::Fault> {
  static constexpr auto names =
      name_list("crash_at_write", "crash_at_commit", "crash_after_commit", "crash_before_send", "crash_after_send", "crash_at_rest",
                "connection_cut", "relay_unreachable", "looks_fail", "lookups_fail", "slow_job", "lost_job", "duplicate_result",
                "early_answer", "late_answer", "answer_after_close", "duplicate_answer", "mailbox_renumbered", "clock_forward",
                "clock_back", "report_again", "person_late", "person_twice", "person_out_of_turn");
};
static_assert(EnumNames<simulation::Fault>::names.size() == simulation::kFaultKinds);
}  // namespace redress
