#include "engine/report/latency.hpp"

#include <algorithm>
#include <unordered_map>

namespace redress::report {
namespace {

constexpr std::string_view kReferral = "partner_referral";  // there a partner hotline can have it removed
constexpr std::string_view kTriage = "triage";
constexpr std::string_view kPoliceReferral = "law_enforcement";
constexpr std::int64_t kPage = 5000;

/// What never changes of a notice.
struct Addressed {
  ContactScope scope = ContactScope::hoster;
  RecipientId recipient;
  std::string channel;
};

Milliseconds overlap(const std::vector<Span>& spans, UtcTime from, UtcTime to) {
  Milliseconds sum{0};
  for (const auto& span : spans) {
    const UtcTime begin = std::max(span.from, from), end = std::min(span.to.value_or(to), to);
    if (end > begin) sum += end - begin;
  }
  return sum;
}

class Casebook {
 public:
  Casebook(ReadQueries& store, UtcTime now, std::string_view workflow) : store_(store), now_(now), workflow_(workflow) {}

  Cases read() {
    store_.for_each_event(StreamKind::request, [&](const EventRecord& event) {
      fold(streams_[event.stream_id], event);
      return true;
    });
    Cases cases;
    store_.for_each_event(StreamKind::report, [&](const EventRecord& event) {
      if (event.kind == "ReportFiled" && flag_in(event.body, "flood")) cases.flood_reports.push_back(event.at);
      return true;
    });
    note_referrals();
    RequestFilter filter;
    filter.limit = kPage;
    for (;;) {
      const auto page = store_.requests(filter);
      for (const auto& request : page) {
        filter.after = request.id.value;
        // Triage is the older request of its item, so it is here first.
        if (request.workflow == kTriage) triage_of_item_[request.item.value] = request.id.value;
        if (is_asked_about(request.workflow)) cases.list.push_back(one_case(request));
      }
      if (page.size() < static_cast<std::size_t>(filter.limit)) return cases;
    }
  }

 private:
  [[nodiscard]] bool is_asked_about(std::string_view workflow) const {
    if (!workflow_.empty()) return workflow == workflow_;
    return std::find(kAskingWorkflows.begin(), kAskingWorkflows.end(), workflow) != kAskingWorkflows.end();
  }
  /// A referral is often younger than the case it belongs to.
  void note_referrals() {
    RequestFilter filter;
    filter.workflow = kPoliceReferral;
    filter.limit = kPage;
    for (;;) {
      const auto page = store_.requests(filter);
      for (const auto& request : page) {
        filter.after = request.id.value;
        referral_of_item_[request.item.value] = request.id.value;
      }
      if (page.size() < static_cast<std::size_t>(kPage)) return;
    }
  }
  /// Somebody who can take it down: telling police or an authority, or a partner in passing, starts nobody's clock.
  [[nodiscard]] static bool can_remove(const CaseTimes& one, ContactScope scope) {
    if (scope == ContactScope::partner) return one.workflow == kReferral;
    return scope != ContactScope::police && scope != ContactScope::authority;
  }

  CaseTimes one_case(const RequestRecord& request) {
    static const Folded kNoTriage;
    const Folded& told = streams_[request.id.value];
    const auto of_item = triage_of_item_.find(request.item.value);
    const Folded& triage = of_item == triage_of_item_.end() ? kNoTriage : streams_[of_item->second];
    CaseTimes one;
    one.request = request.id;
    one.item = request.item;
    one.workflow = request.workflow;
    one.regime = request.facts.regime;  // the one it began with: never changes
    one.state = told.state;
    if (triage.begun) one.received = triage.begun_at;
    for (const auto* stream : {&triage, &told})
      for (const auto& judged : stream->judged_illegal)
        if (judged.event < told.begun || !one.assessed) one.assessed = judged.at;
    const EventId clock_started = notices(one, told);
    ending(one, told);
    places(one, triage, told, clock_started);
    holds(one, triage, told);
    one.reappeared = told.reappeared;
    return one;
  }

  /// Returns the attempt that started our clock; none when nobody who could remove it was asked.
  EventId notices(CaseTimes& one, const Folded& told) {
    EventId clock_started;
    const auto first = [](std::optional<UtcTime>& slot, UtcTime at) { slot = slot ? std::min(*slot, at) : at; };
    for (const auto& attempt : told.attempts) {
      const auto& to = addressed(attempt.notice);
      if (to.scope == ContactScope::partner) first(one.partner_informed, attempt.at);
      if (attempt.copy || !can_remove(one, to.scope) || one.first_attempt) continue;
      one.first_attempt = attempt.at;
      one.channel = to.channel;
      if (to.scope == ContactScope::hoster) one.hoster = to.recipient;
      clock_started = attempt.event;
    }
    const auto from_who_can = [&](const std::vector<Said>& list, std::optional<UtcTime>& slot) {
      for (const auto& said : list)
        if (can_remove(one, addressed(said.notice).scope)) first(slot, said.at);
    };
    police(one, told, first);
    from_who_can(told.relay, one.relay_accepted);
    from_who_can(told.recipient, one.recipient_accepted);
    from_who_can(told.acknowledged, one.acknowledged);
    one.claimed = told.claimed;
    return clock_started;
  }

  /// What they have confirmed, of this request and of the one that refers the item to them; never what was only sent.
  template <class First>
  void police(CaseTimes& one, const Folded& told, const First& first) {
    static const Folded kNotReferred;
    const auto of_item = referral_of_item_.find(one.item.value);
    const Folded& referred = of_item == referral_of_item_.end() ? kNotReferred : streams_[of_item->second];
    for (const auto* stream : {&told, &referred})
      for (const auto* list : {&stream->recipient, &stream->acknowledged})
        for (const auto& said : *list)
          if (addressed(said.notice).scope == ContactScope::police) first(one.police_informed, said.at);
  }

  void ending(CaseTimes& one, const Folded& told) const {
    one.gone = told.gone;
    one.last_online = told.last_online;
    const UtcTime watched = told.given_up.value_or(now_);
    one.ends = told.gone ? *told.gone : told.expired ? *told.expired : std::min(watched, told.missed.value_or(watched));
    const auto over = told.gone ? told.gone : told.expired;
    one.outcome = told.taken_back && told.told                           ? Outcome::retracted
                  : over && (!one.first_attempt || *over < *one.first_attempt) ? Outcome::gone_before_notice
                  : !one.first_attempt                                   ? Outcome::not_sent
                  : told.gone                                            ? Outcome::gone
                  : told.expired                                         ? Outcome::expired
                  : told.given_up                                        ? Outcome::given_up
                                                                         : Outcome::open;
  }

  /// Hoster and country at the first attempt: whom that notice went to, and the newest place the events knew by then.
  static void places(CaseTimes& one, const Folded& triage, const Folded& told, EventId clock_started) {
    RecipientId at_start, newest;
    for (const auto* stream : {&triage, &told})
      for (const auto& place : stream->places) {
        if (stream == &triage && told.begun < place.since) continue;
        if (!clock_started || place.since < clock_started) {
          one.country = place.country;
          at_start = place.hoster;
        } else if (place.at < one.ends && place.hoster && newest && place.hoster != newest) {
          ++one.moves;
        }
        if (place.hoster) newest = place.hoster;
      }
    if (!one.hoster) one.hoster = at_start;
  }

  /// A hold that was asked for during triage is one hold with the state the request then began in.
  static void holds(CaseTimes& one, const Folded& triage, const Folded& told) {
    for (const auto& asked : triage.asked_to_hold)
      if (asked.from <= told.begun_at) one.holds.push_back(asked);
    auto rest = told.held.begin();
    if (!one.holds.empty() && !(one.holds.back().to && *one.holds.back().to <= told.begun_at)) {
      one.holds.back().to = told.begun_at;
      if (rest != told.held.end() && rest->from == told.begun_at) one.holds.back().to = (rest++)->to;
    }
    one.holds.insert(one.holds.end(), rest, told.held.end());
    if (one.first_attempt) one.held = overlap(one.holds, *one.first_attempt, one.ends);
    if (one.received) one.held_since_report = overlap(one.holds, *one.received, one.ends);
  }

  const Addressed& addressed(NoticeId id) {
    const auto [place, fresh] = addressed_.try_emplace(id.value);
    if (fresh && id)
      if (const auto notice = store_.notice(id)) place->second = {notice->scope, notice->recipient, notice->channel};
    return place->second;
  }

  ReadQueries& store_;
  UtcTime now_;
  std::string workflow_;
  std::unordered_map<std::int64_t, Folded> streams_;
  std::unordered_map<std::int64_t, std::int64_t> triage_of_item_, referral_of_item_;
  std::unordered_map<std::int64_t, Addressed> addressed_;
};

}  // namespace

Cases case_times(ReadQueries& store, UtcTime now, std::string_view workflow) { return Casebook(store, now, workflow).read(); }

}  // namespace redress::report
