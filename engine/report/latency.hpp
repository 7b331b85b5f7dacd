// How long takedowns take, from events. Definitions are numbered: a figure is only comparable with one of the same version.
// docs/figures.md explains each figure, its source events and what it leaves out; `latency_definition()` is printed under them.
// [SRC-INHOPE-NTD]
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/report/fold.hpp"
#include "engine/report/survival.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace redress::report {

inline constexpr int kLatencyDefinition = 3;
inline constexpr std::size_t kP99Needs = 100;  // cases, before a 99th percentile is shown

/// What became of the first spell of a case. `gone` and those still at it make up the figures; the others are counted apart.
enum class Outcome { gone, open, given_up, expired, gone_before_notice, not_sent, retracted };

/// The moments of one request of the workflow asked about, up to the end of its first spell; absent ones have not happened.
struct CaseTimes {
  RequestId request;
  ItemId item;
  std::string workflow;
  // As they were at the first attempt; before it, as they are.
  RecipientId hoster;
  std::string country, regime, channel;
  std::string state;                // now
  Outcome outcome = Outcome::not_sent;
  std::optional<UtcTime> received, assessed, first_attempt, relay_accepted, recipient_accepted, acknowledged, claimed, police_informed, partner_informed;
  std::optional<UtcTime> last_online, gone;  // gone: first miss of the confirmed run, last_online its lower bound
  UtcTime ends;                     // gone, or until when it is known to have been open: end of looking, first miss in a run not confirmed yet, now
  std::vector<Span> holds;          // whole, as they happened
  Milliseconds held{0};             // of them, between first attempt and `ends`
  Milliseconds held_since_report{0};
  int moves = 0;                    // to another hoster after the first attempt
  bool reappeared = false;          // further spells are in no figure
};

struct Cases {
  std::vector<CaseTimes> list;             // in order of request
  std::vector<UtcTime> flood_reports;      // when reports came in that raised a flood
};

/// The workflows that ask for a removal: those that have a latency.
inline constexpr std::array<std::string_view, 5> kAskingWorkflows{"hotline_ntd", "trusted_flagger", "partner_referral", "removal_order",
                                                                  "victim_removal"};

/// Folds the streams of one workflow's requests; `workflow` empty: of every one that asks for a removal. `now` censors what is still open.
[[nodiscard]] Cases case_times(ReadQueries& store, UtcTime now, std::string_view workflow = "hotline_ntd");

enum class Grouping { all, hoster, country, channel, regime, workflow };

struct LatencyQuery {
  Grouping by = Grouping::all;
  std::optional<UtcTime> from, to;  // [from, to) of the first attempt; of the report where nobody was asked
  UtcTime now;
};

/// One clock over one group of cases. Hours.
struct ClockFigures {
  std::size_t n = 0, gone = 0;      // the other n - gone are censored
  std::optional<double> median, p90, p99;                     // none where the curve does not come down that far; p99 from kP99Needs on
  std::optional<double> within_24h, within_72h, within_7d;    // none where nobody was watched that long
  Curve curve;
};

/// Whether the query's dates take the case in.
[[nodiscard]] bool is_within(const CaseTimes& one, const LatencyQuery& query);

struct LatencyLine {
  std::string group;
  ClockFigures ours;                // from the first attempt; n = gone + open + given_up + expired
  std::optional<double> median_lower, p90_lower;  // the same with "last seen online" for "first miss"
  ClockFigures with_holds;          // `ours` and the held ones, their whole time
  ClockFigures without_holds;       // the same cases without the time under a hold
  ClockFigures recipient;           // those of `ours` that were accepted, from then on
  ClockFigures from_report;         // those of `ours` that were not held before either, from the report
  std::size_t open = 0, given_up = 0, expired = 0;                                   // of ours.n, censored
  std::size_t gone_before_notice = 0, held = 0, retracted = 0, not_sent = 0;         // apart from ours.n and from each other
  std::size_t moved = 0, reappeared = 0;                                             // of all of these
};

struct LatencyReport {
  LatencyQuery query;
  std::vector<LatencyLine> lines;   // by n, largest first
  std::size_t flood_reports = 0;    // received in [from, to)
};

/// `names` gives recipients their printed names.
[[nodiscard]] LatencyReport latency(const Cases& cases, const LatencyQuery& query, const std::map<RecipientId, std::string>& names);

[[nodiscard]] std::string to_json(const LatencyReport& report);
[[nodiscard]] std::string to_csv(const LatencyReport& report);
[[nodiscard]] std::string to_table(const LatencyReport& report);
/// One paragraph that says what the figures mean; printed under them.
[[nodiscard]] std::string latency_definition();

}  // namespace redress::report

template <>
struct redress::EnumNames<redress::report::Grouping> {
  static constexpr auto names = name_list("all", "hoster", "country", "channel", "regime", "workflow");
};
template <>
struct redress::EnumNames<redress::report::Outcome> {
  static constexpr auto names = name_list("gone", "open", "given_up", "expired", "gone_before_notice", "not_sent", "retracted");
};
