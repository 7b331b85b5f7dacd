#include "engine/report/fold.hpp"

#include "engine/core/event.hpp"

#include <algorithm>

namespace redress::report {
namespace {

constexpr std::string_view kHeld = "Held";
constexpr std::string_view kGone[] = {"ClosedGone", "ClosedGoneBeforeNotice"};

bool closed(std::string_view state) { return state.starts_with("Closed"); }

void keep_first(std::optional<UtcTime>& slot, UtcTime at) {
  if (!slot) slot = at;
}

/// Whatever a recipient says, it has our notice.
bool is_answer(std::string_view kind) {
  static constexpr std::string_view kAnswers[] = {"Acknowledged", "PassedToCustomer", "ClaimedGone", "RefusedByRecipient", "ContestedByRecipient",
                                                  "NotTheirs",    "InformationAsked"};
  return std::find(std::begin(kAnswers), std::end(kAnswers), kind) != std::end(kAnswers);
}

void fold_holds(Folded& one, const EventRecord& event, std::string_view from, std::string_view to) {
  if (to == kHeld && from != kHeld) one.held.push_back({event.at, {}});
  if (from == kHeld && to != kHeld && !one.held.empty() && !one.held.back().to) one.held.back().to = event.at;
  auto& asked = one.asked_to_hold;
  const bool running = !asked.empty() && !asked.back().to;
  if ((event.kind == "HoldRequested" || event.kind == "HoldExtended") && !running) asked.push_back({event.at, {}});
  if (event.kind == "HoldReleased" && running) asked.back().to = event.at;
}

void fold_place(Folded& one, const EventRecord& event) {
  Place place{event.id, event.at, RecipientId{number_in(event.body, "hoster").value_or(0)}, std::string(text_in(event.body, "country"))};
  if (!one.places.empty() && one.places.back().hoster == place.hoster && one.places.back().country == place.country) return;
  one.places.push_back(std::move(place));
}

void fold_notice(Folded& one, const EventRecord& event) {
  const std::string_view kind = event.kind;
  const NoticeId notice{number_in(event.body, "notice").value_or(0)};
  const bool copy = flag_in(event.body, "copy");
  // What a person handed over happened when they say it did, not when they came to say it.
  const auto told_later = number_in(event.body, "at_ms");
  const auto at = told_later ? from_ms(*told_later) : event.at;
  if (kind == "NoticeAttempted") {
    one.attempts.push_back({event.id, at, notice, copy});
    if (copy) one.copies.push_back(notice);
    return;
  }
  // A copy goes to somebody nobody waits for: it starts no clock, and its bounce stops none.
  if (copy || (notice && std::find(one.copies.begin(), one.copies.end(), notice) != one.copies.end())) return;
  if (kind == "RelayAccepted") one.relay.push_back({notice, at});
  if (kind == "RecipientAccepted" || is_answer(kind)) one.recipient.push_back({notice, at});
  if (kind == "Acknowledged" || kind == "PassedToCustomer") one.acknowledged.push_back({notice, event.at});
  if (kind == "NoticeBounced" || kind == "NoticeUndeliverable")
    for (auto* list : {&one.relay, &one.recipient, &one.acknowledged}) std::erase_if(*list, [&](const Said& said) { return said.notice == notice; });
}

void fold_looks(Folded& one, const EventRecord& event, std::string_view to) {
  const std::string_view kind = event.kind;
  if (kind == "Missed") keep_first(one.missed, event.at);
  if (kind == "SeenOnline" || kind == "PartlyGone" || kind == "SeenChanged" || kind == "ConfirmedGone") one.missed.reset();
  // What did not suffice as evidence led nowhere, and is not the end.
  const bool led_to_gone = std::find(std::begin(kGone), std::end(kGone), to) != std::end(kGone);
  if (kind == "ConfirmedGone" && led_to_gone && !one.gone) {
    const auto first_miss = number_in(event.body, "first_miss_ms");
    one.gone = first_miss && *first_miss > 0 ? from_ms(*first_miss) : event.at;
    if (const auto seen = number_in(event.body, "last_online_ms"); seen && *seen > 0) one.last_online = from_ms(*seen);
  }
  if (kind == "ExpiredByItself" && to == "ClosedExpired") keep_first(one.expired, event.at);
}

}  // namespace

std::optional<std::int64_t> number_in(std::string_view body, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":";
  const auto at = body.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  std::int64_t value = 0;
  bool negative = false;
  std::size_t i = at + key.size();
  if (i < body.size() && body[i] == '-') negative = true, ++i;
  if (i >= body.size() || body[i] < '0' || body[i] > '9') return std::nullopt;
  for (; i < body.size() && body[i] >= '0' && body[i] <= '9'; ++i) value = value * 10 + (body[i] - '0');
  return negative ? -value : value;
}

std::string_view text_in(std::string_view body, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":\"";
  const auto at = body.find(key);
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size();
  const auto end = body.find('"', begin);  // states and countries hold no quotes
  return end == std::string_view::npos ? std::string_view() : body.substr(begin, end - begin);
}

bool flag_in(std::string_view body, std::string_view name) { return body.find("\"" + std::string(name) + "\":true") != std::string_view::npos; }

void fold(Folded& one, const EventRecord& event) {
  const std::string_view kind = event.kind;
  if (!one.begun) one.begun = event.id, one.begun_at = event.at;
  const auto from = text_in(event.body, "from"), to = text_in(event.body, "to");
  if (to.empty()) return;  // a note beside the table (EventRefused, AddresseeMissing): nothing came of it
  one.state = to;
  if (kind == "Located" || kind == "HostMoved") fold_place(one, event);
  // Of every spell: a case that was ever taken back is compared with nothing.
  if (kind == "NoticeAttempted") one.told = true;
  const bool not_illegal = kind == "Assessed" && text_in(event.body, "verdict") == "not_illegal";
  if ((kind == "Withdrawn" || kind == "ContestOverturned" || not_illegal) && !flag_in(event.body, "ignored")) one.taken_back = true;
  // A second spell is another story; only the first is told here.
  if ((one.gone || one.expired) && closed(from) && !closed(to)) one.reappeared = true;
  if (one.reappeared) return;
  fold_holds(one, event, from, to);
  fold_looks(one, event, to);
  fold_notice(one, event);
  if (kind == "Assessed" && text_in(event.body, "verdict").starts_with("illegal")) one.judged_illegal.push_back({event.id, event.at});
  if (kind == "ClaimedGone") keep_first(one.claimed, event.at);
  if (to == "ClosedGivenUp" && !closed(from)) one.given_up = event.at;
  if (!closed(to)) one.given_up.reset();  // taken up again
}

}  // namespace redress::report
