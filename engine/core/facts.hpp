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
  std::string platform;        // slug of the social platform it stands on: its own people decide what stays; empty: on none
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
  NoticeId last_notice;        // the highest number attempted
  NoticeId before_rung;        // `last_notice` when the rung began, or was to be asked again: what bears a higher number is of it
  NoticeId rung_notice;        // first one attempted on this rung
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
  std::optional<UtcTime> rules_as_of;  // whose day's rules it follows, where a person moved it to newer ones; else those of `opened_at`
  // platforms
  Capacity capacity = Capacity::ordinary;     // as what its notices are sent
  std::optional<PlatformDecision> decision;   // the newest
  std::optional<UtcTime> decided_at;          // when that came; complaints have time from then
  bool anonymous = false;                     // our name and address stay out of it, so nobody can confirm or tell us anything
  // orders
  std::optional<Inability> inability;         // they say that they cannot comply, and nobody has decided about that yet
  // referrals
  std::optional<Referral> referral;           // the one that is under way
  std::string referrals_left;                 // chosen meanwhile, in order: to,to
  std::string referred;                       // those whose receipt came, in order: to,to
  // partner hotlines
  RecipientId partner;                        // who handed it to us, or took it from us
  bool inbound = false;                       // it was handed to us: each step is reported back
  std::optional<UtcTime> told_partner_at;     // when the public told the partner: the earlier of the two starts of an inbound one
  std::optional<UtcTime> taken_over_at;       // by the partner
  std::string reported_back;                  // steps the partner was told of, in order: step,step
  // a person's case
  FirstStep first_step = FirstStep::send;     // what is left to do before the first notice
  bool threat = false;                        // not published yet: only accounts that threaten to
  bool consent_missing = false;               // nobody may be told anything
  std::optional<UtcTime> feedback_at;         // when whoever was asked first let us know anything
  bool feedback_late = false;                 // they were to, and have not

  friend bool operator==(const Facts&, const Facts&) = default;
};

/// Where it lies, as an event or another request has it.
template <class Place>
void take_place(Facts& facts, const Place& from) {
  facts.hoster = from.hoster;
  facts.country = from.country;
  facts.at_home = from.at_home;
  facts.platform = from.platform;
}

/// Of facts that are a list of words, `word,word`.
[[nodiscard]] inline bool is_listed(const std::string& list, std::string_view word) {
  return (',' + list + ',').find(',' + std::string(word) + ',') != std::string::npos;
}
inline void append_to(std::string& list, std::string_view word) { list.append(list.empty() ? "" : ",").append(word); }

/// The day whose rules a request follows: rules that change later do not reach it.
[[nodiscard]] inline std::optional<UtcTime> rules_day(const Facts& facts) { return facts.rules_as_of ? facts.rules_as_of : facts.opened_at; }

/// One line `name=value;…`; fields at their default are left out. Order of fields is fixed, so equal facts give equal text.
[[nodiscard]] std::string encode(const Facts& facts);
/// Reads what `encode` wrote, by this or an older version; unknown names are an error, so that nothing is dropped silently.
[[nodiscard]] std::optional<Facts> decode_facts(std::string_view text);

}  // namespace redress
