// What one stream of a request says, event by event. Knows events and the state each led to (`from`, `to` of their bodies), and no
// other row: the same events give the same fold for ever.
#pragma once

#include "engine/core/records.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::report {

/// Members of an event's body. Bodies are ours, flat, and written by JsonObject, so a search is enough.
[[nodiscard]] std::optional<std::int64_t> number_in(std::string_view body, std::string_view name);
[[nodiscard]] std::string_view text_in(std::string_view body, std::string_view name);  // empty when there is none
[[nodiscard]] bool flag_in(std::string_view body, std::string_view name);

struct Place {
  EventId since;
  UtcTime at;
  RecipientId hoster;
  std::string country;
};
struct Attempted {
  EventId event;
  UtcTime at;
  NoticeId notice;
  bool copy = false;
};
struct Said {
  NoticeId notice;
  UtcTime at;
};
struct Moment {
  EventId event;
  UtcTime at;
};
struct Span {
  UtcTime from;
  std::optional<UtcTime> to;             // none: still going on
};

struct Folded {
  EventId begun;
  UtcTime begun_at;
  std::string state;                     // after the newest event that had a row
  std::vector<Place> places;
  std::vector<Moment> judged_illegal;
  // up to the end of the first spell
  std::vector<Attempted> attempts;
  std::vector<Said> relay, recipient, acknowledged;  // a bounce takes back those of its notice
  std::vector<NoticeId> copies;
  std::optional<UtcTime> claimed, gone, last_online, expired, given_up, missed;
  std::vector<Span> held;            // stretches in the state Held: asked for, and ended by whatever led out of it
  std::vector<Span> asked_to_hold;   // HoldRequested to HoldReleased: what triage knows, which has no such state
  bool told = false;                     // anybody, of any spell, copies too
  bool taken_back = false;               // withdrawn, overturned, or judged not illegal
  bool reappeared = false;
};

void fold(Folded& one, const EventRecord& event);

}  // namespace redress::report
