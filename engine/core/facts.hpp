// What a workflow knows about one request when it decides: the row's state and the few facts its guards and actions need.
// Stored as text beside the state (`encode`/`decode`), so that a machine is restored without replaying its history.
#pragma once

#include "engine/core/id.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress {

/// Times are UTC; an absent one has not happened (yet).
struct Facts {
  // where it lies
  RecipientId hoster;          // the recipient of scope hoster; none when unknown
  std::string country;         // hosting country, ISO 3166-1 alpha-2
  bool at_home = false;        // inside our jurisdiction
  // what it is
  std::optional<Verdict> verdict;
  AssessmentBasis basis = AssessmentBasis::analyst;
  bool urgent = false;
  bool in_set = false;         // belongs to a set of files reported as one
  bool contested = false;      // a recipient says it is legal, and no second person has decided yet
  bool changed = false;        // answers with something else than was assessed, and nobody has looked at it yet
  ClosingReason closing_reason = ClosingReason::none;
  // the ladder
  int rung = 0;                // 0 = nobody asked yet; 1 = first rung …
  int reminders = 0;           // sent on this rung
  std::string rung_task;       // asked last by a rung of this ladder: no rung asks the same thing twice
  int answers_asked = 0;       // questions of the recipient that a person has to answer
  bool told_somebody = false;  // at least one notice was attempted: leaving now needs a retraction
  bool notice_pending = false; // a notice of ours is queued and not yet attempted
  NoticeId last_notice;        // attempted last
  NoticeId rung_notice;        // first one attempted on this rung; what bears a lower number is of an earlier rung
  NoticeId clock_notice;       // the one whose attempt set the deadline; only its acceptance moves it to the recipient's clock
  bool acceptance_told = false;  // not accepted in time, and a person was told, on this rung
  bool next_contact = false;   // not accepted in time: the recipient's next contact is to get the same after a look
  bool tell_again = false;     // it contested, or what was tried never arrived: it must hear, whether or not a reminder is due
  // the clocks
  std::optional<UtcTime> opened_at;
  std::optional<UtcTime> first_attempt_at;       // ours
  std::optional<UtcTime> relay_accepted_at;
  std::optional<UtcTime> recipient_accepted_at;  // the recipient's fair clock
  std::optional<UtcTime> acknowledged_at;
  std::optional<UtcTime> claimed_at;
  std::optional<UtcTime> last_online_at;
  std::optional<UtcTime> first_miss_at;
  std::optional<UtcTime> deadline_at;            // absolute, of the spell: no later rung moves it
  std::optional<UtcTime> rung_due_at;            // when the rung has had its own waiting time
  std::optional<UtcTime> reminded_at;            // when a reminder that was due was last asked for, on this rung
  std::optional<UtcTime> hold_until;
  // what went wrong
  int false_claims = 0;        // "it is gone" that was not true
  int bounces = 0;             // on this rung
  int looks_failed = 0;        // in a row
  int repeats = 0;             // reported again
  int spell = 1;               // 1 = first stretch of being online
  bool spell_open = false;     // begun and not ended
  std::string regime;          // id of the deadline rules the request began with

  friend bool operator==(const Facts&, const Facts&) = default;
};

/// One line `name=value;…`; fields at their default are left out. Order of fields is fixed, so equal facts give equal text.
[[nodiscard]] std::string encode(const Facts& facts);
/// Reads what `encode` wrote, by this or an older version; unknown names are an error, so that nothing is dropped silently.
[[nodiscard]] std::optional<Facts> decode_facts(std::string_view text);

}  // namespace redress
