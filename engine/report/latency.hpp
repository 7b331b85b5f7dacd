// How long takedowns take, from events. Definitions are numbered: a figure is only comparable with one of the same version.
//
// Definition 1. A case is one request of workflow hotline_ntd. Start (our clock): the first attempt of its first notice. Start (the
// recipient's clock): the recipient's acceptance, or the relay's where none was seen. End: the first miss of the confirmed run of
// looks (the item was last seen online before that: the lower bound). Only the first spell counts; a move does not end it. Cases
// still online are censored at the moment of the report. Gone before notice, withdrawn before notice and retracted cases are
// counted apart. "Without holds" subtracts the time the police asked us to wait. [SRC-INHOPE-NTD]
#pragma once

#include "engine/core/ports/store.hpp"
#include "engine/report/survival.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::report {

inline constexpr int kLatencyDefinition = 1;
inline constexpr std::size_t kP99Needs = 100;  // cases, before a 99th percentile is shown

/// The moments of one case; absent ones have not happened.
struct CaseTimes {
  RequestId request;
  ItemId item;
  RecipientId hoster;
  std::string country, regime, channel, state;
  std::optional<UtcTime> received, assessed, first_attempt, relay_accepted, recipient_accepted, acknowledged, claimed, last_online, gone;
  Milliseconds held{0};             // in all, up to `gone` or now
  bool gone_before_notice = false;
  bool retracted = false;
  bool closed = false;
};

/// Folds the request streams into cases, in order of request. `now` ends what is still open (a running hold).
[[nodiscard]] std::vector<CaseTimes> case_times(ReadQueries& store, UtcTime now);

enum class Grouping { all, hoster, country, channel, regime };

struct LatencyQuery {
  Grouping by = Grouping::all;
  std::optional<UtcTime> from, to;  // of the first attempt; [from, to)
  UtcTime now;
};

struct LatencyLine {
  std::string group;
  std::size_t n = 0, gone = 0, open = 0;          // n = gone + open (censored)
  std::size_t gone_before_notice = 0, retracted = 0, never_sent = 0, held = 0;  // counted apart; `held` ones are also in n
  std::optional<double> median, p90, p99;          // hours, our clock, by the curve
  std::optional<double> within_24h, within_72h, within_7d;  // none where nobody was watched that long
  std::optional<double> median_without_holds, median_recipient_clock, p90_recipient_clock, median_report_to_gone;
  std::optional<double> within_24h_recipient_clock;
  Curve curve;                                     // our clock
};

struct LatencyReport {
  LatencyQuery query;
  std::vector<LatencyLine> lines;                  // by n, largest first; for Grouping::all one line
};

/// `names` gives recipients their printed names.
[[nodiscard]] LatencyReport latency(const std::vector<CaseTimes>& cases, const LatencyQuery& query, const std::map<RecipientId, std::string>& names);

[[nodiscard]] std::string to_json(const LatencyReport& report);
[[nodiscard]] std::string to_csv(const LatencyReport& report);
[[nodiscard]] std::string to_table(const LatencyReport& report);
/// One paragraph that says what the figures mean; printed under them.
[[nodiscard]] std::string latency_definition();

}  // namespace redress::report

template <>
struct redress::EnumNames<redress::report::Grouping> {
  static constexpr auto names = name_list("all", "hoster", "country", "channel", "regime");
};
