#include "engine/report/latency.hpp"

#include "engine/core/json_text.hpp"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

namespace redress::report {
namespace {

constexpr std::string_view kWorkflow = "hotline_ntd";

/// A number member of an event's body. Bodies are ours, flat, and written by JsonObject, so a search is enough.
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

/// What one request's stream says, whatever its workflow.
struct Folded {
  std::optional<UtcTime> assessed, first_attempt, relay, recipient, acknowledged, claimed, gone, last_online, hold_since;
  Milliseconds held{0};
  bool retracted = false;
};

void keep_first(std::optional<UtcTime>& slot, UtcTime at) {
  if (!slot) slot = at;
}

void fold(Folded& times, const EventRecord& event) {
  const std::string_view kind = event.kind;
  if (kind == "Assessed") times.assessed = event.at;
  else if (kind == "NoticeAttempted") keep_first(times.first_attempt, event.at);
  else if (kind == "RelayAccepted") keep_first(times.relay, event.at);
  else if (kind == "RecipientAccepted") keep_first(times.recipient, event.at);
  else if (kind == "NoticeBounced" && !times.acknowledged) times.recipient.reset();  // a bounce revokes an acceptance
  else if (kind == "Acknowledged" || kind == "PassedToCustomer") keep_first(times.acknowledged, event.at);
  else if (kind == "ClaimedGone") keep_first(times.claimed, event.at);
  else if (kind == "ConfirmedGone") {
    if (times.gone) return;  // the first spell only
    const auto first_miss = number_in(event.body, "first_miss_ms");
    times.gone = first_miss ? from_ms(*first_miss) : event.at;
    if (const auto seen = number_in(event.body, "last_online_ms"); seen && *seen > 0) times.last_online = from_ms(*seen);
  } else if (kind == "HoldRequested") keep_first(times.hold_since, event.at);
  else if (kind == "HoldReleased" && times.hold_since) {
    times.held += event.at - *times.hold_since;
    times.hold_since.reset();
  } else if (kind == "ContestOverturned" || (kind == "Withdrawn" && times.first_attempt)) times.retracted = true;
}

double in_hours(Milliseconds span) { return static_cast<double>(std::max<std::int64_t>(0, span.count())) / 3'600'000.0; }

struct Samples {
  LatencyLine line;
  std::vector<Duration> ours, without_holds, recipient, from_report;
};

void add(Samples& samples, const CaseTimes& one, UtcTime now) {
  auto& line = samples.line;
  if (one.gone_before_notice) {
    ++line.gone_before_notice;
    return;
  }
  if (one.retracted) {
    ++line.retracted;
    return;
  }
  if (!one.first_attempt) {
    ++line.never_sent;
    return;
  }
  const bool ended = one.gone.has_value();
  const UtcTime end = one.gone.value_or(now);
  ++line.n;
  ++(ended ? line.gone : line.open);
  if (one.held.count() > 0) ++line.held;
  samples.ours.push_back({in_hours(end - *one.first_attempt), ended});
  samples.without_holds.push_back({in_hours(end - *one.first_attempt - one.held), ended});
  if (const auto start = one.recipient_accepted ? one.recipient_accepted : one.relay_accepted)
    samples.recipient.push_back({in_hours(end - *start), ended});
  if (one.received) samples.from_report.push_back({in_hours(end - *one.received), ended});
}

LatencyLine finish(Samples& samples) {
  auto& line = samples.line;
  line.curve = kaplan_meier(samples.ours);
  line.median = quantile(line.curve, 0.5);
  line.p90 = quantile(line.curve, 0.9);
  if (line.n >= kP99Needs) line.p99 = quantile(line.curve, 0.99);
  line.within_24h = ended_by(line.curve, 24);
  line.within_72h = ended_by(line.curve, 72);
  line.within_7d = ended_by(line.curve, 168);
  line.median_without_holds = quantile(kaplan_meier(samples.without_holds), 0.5);
  const auto recipient = kaplan_meier(samples.recipient);
  line.median_recipient_clock = quantile(recipient, 0.5);
  line.p90_recipient_clock = quantile(recipient, 0.9);
  line.within_24h_recipient_clock = ended_by(recipient, 24);
  line.median_report_to_gone = quantile(kaplan_meier(samples.from_report), 0.5);
  return std::move(line);
}

std::string hours_text(const std::optional<double>& value) {
  if (!value) return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f h", *value);
  return text;
}

std::string percent_text(const std::optional<double>& share) {
  if (!share) return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.0f %%", *share * 100);
  return text;
}

/// A field of a CSV that no spreadsheet takes for a formula. [SRC-RFC-4180] [SRC-CSV-INJECTION]
std::string csv_field(std::string_view text) {
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) safe += '\'';
  safe += text;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_number(const std::optional<double>& value) {
  if (!value) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", *value);
  return text;
}

/// Pads by displayed characters, not bytes.
std::string padded(std::string text, std::size_t width, bool right) {
  std::size_t shown = 0;
  for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  const std::string space(shown < width ? width - shown : 0, ' ');
  return right ? space + text : text + space;
}

}  // namespace

std::vector<CaseTimes> case_times(ReadQueries& store, UtcTime now) {
  std::unordered_map<std::int64_t, Folded> streams;
  store.for_each_event(StreamKind::request, [&](const EventRecord& event) {
    fold(streams[event.stream_id], event);
    return true;
  });
  std::vector<CaseTimes> cases;
  std::unordered_map<std::int64_t, UtcTime> assessed_of_item;
  RequestFilter filter;
  filter.limit = 5000;
  for (;;) {
    const auto page = store.requests(filter);
    for (const auto& request : page) {
      filter.after = request.id.value;
      const auto& times = streams[request.id.value];
      if (times.assessed) assessed_of_item[request.item.value] = *times.assessed;
      if (request.workflow != kWorkflow) continue;
      CaseTimes one;
      one.request = request.id;
      one.item = request.item;
      one.hoster = request.facts.hoster;
      one.country = request.facts.country;
      one.regime = request.facts.regime;
      one.channel = "abuse_mail";
      if (request.facts.last_notice)
        if (const auto notice = store.notice(request.facts.last_notice)) one.channel = notice->channel;
      one.state = request.state;
      if (const auto item = store.item(request.item)) one.received = item->first_reported_at;
      if (const auto found = assessed_of_item.find(request.item.value); found != assessed_of_item.end()) one.assessed = found->second;
      one.first_attempt = times.first_attempt;
      one.relay_accepted = times.relay;
      one.recipient_accepted = times.recipient;
      one.acknowledged = times.acknowledged;
      one.claimed = times.claimed;
      one.last_online = times.last_online;
      one.gone = times.gone;
      one.held = times.held;
      if (times.hold_since) one.held += one.gone.value_or(now) - *times.hold_since;
      one.gone_before_notice = times.gone && (!times.first_attempt || *times.gone < *times.first_attempt);
      one.retracted = times.retracted;
      one.closed = request.closed_at.has_value();
      cases.push_back(std::move(one));
    }
    if (page.size() < static_cast<std::size_t>(filter.limit)) break;
  }
  return cases;
}

LatencyReport latency(const std::vector<CaseTimes>& cases, const LatencyQuery& query, const std::map<RecipientId, std::string>& names) {
  std::map<std::string, Samples> groups;
  for (const auto& one : cases) {
    const auto counted_at = one.first_attempt ? one.first_attempt : one.received;
    if (query.from && (!counted_at || *counted_at < *query.from)) continue;
    if (query.to && (!counted_at || *counted_at >= *query.to)) continue;
    std::string group = "all";
    switch (query.by) {
      case Grouping::all: break;
      case Grouping::hoster: {
        const auto name = names.find(one.hoster);
        group = name == names.end() ? "unknown" : name->second;
        break;
      }
      case Grouping::country: group = one.country.empty() ? "unknown" : one.country; break;
      case Grouping::channel: group = one.channel; break;
      case Grouping::regime: group = one.regime.empty() ? "unknown" : one.regime; break;
    }
    auto& samples = groups[group];
    samples.line.group = group;
    add(samples, one, query.now);
  }
  LatencyReport report;
  report.query = query;
  for (auto& [name, samples] : groups) report.lines.push_back(finish(samples));
  std::stable_sort(report.lines.begin(), report.lines.end(), [](const auto& a, const auto& b) { return a.n > b.n; });
  return report;
}

std::string latency_definition() {
  return "Definition " + std::to_string(kLatencyDefinition) +
         ": from the first attempt of the first notice (our clock; the recipient's clock runs from its acceptance) to the first miss of a "
         "confirmed run of looks. First spell only; moves do not end it. Cases still online are censored, not dropped; shares and "
         "percentiles come from the Kaplan-Meier curve with a 95 % band, the 99th only from 100 cases on. Gone before notice, never "
         "sent and retracted cases are counted apart.";
}

std::string to_json(const LatencyReport& report) {
  const auto number = [](JsonObject& object, std::string_view name, const std::optional<double>& value) {
    if (value) object.add(name, *value);
    else object.null(name);
  };
  JsonArray lines;
  for (const auto& line : report.lines) {
    JsonObject object;
    object.add("group", line.group).add("n", static_cast<std::uint64_t>(line.n)).add("gone", static_cast<std::uint64_t>(line.gone));
    object.add("open", static_cast<std::uint64_t>(line.open)).add("gone_before_notice", static_cast<std::uint64_t>(line.gone_before_notice));
    object.add("never_sent", static_cast<std::uint64_t>(line.never_sent)).add("retracted", static_cast<std::uint64_t>(line.retracted));
    object.add("held", static_cast<std::uint64_t>(line.held));
    number(object, "median_hours", line.median);
    number(object, "p90_hours", line.p90);
    number(object, "p99_hours", line.p99);
    number(object, "within_24h", line.within_24h);
    number(object, "within_72h", line.within_72h);
    number(object, "within_7d", line.within_7d);
    number(object, "median_hours_without_holds", line.median_without_holds);
    number(object, "median_hours_recipient_clock", line.median_recipient_clock);
    number(object, "p90_hours_recipient_clock", line.p90_recipient_clock);
    number(object, "within_24h_recipient_clock", line.within_24h_recipient_clock);
    number(object, "median_hours_report_to_gone", line.median_report_to_gone);
    JsonArray curve;
    for (const auto& step : line.curve.steps) {
      JsonObject one;
      one.add("hours", step.time).add("at_risk", static_cast<std::uint64_t>(step.at_risk)).add("ended", static_cast<std::uint64_t>(step.ended));
      one.add("still_online", step.survival);
      number(one, "lower", step.lower);
      number(one, "upper", step.upper);
      curve.raw(one.text());
    }
    object.raw("curve", curve.text());
    lines.raw(object.text());
  }
  JsonObject out;
  out.add("figure", "latency").add("definition_version", kLatencyDefinition).add("definition", latency_definition());
  out.add("by", name_of(report.query.by)).add("at", to_rfc3339(report.query.now));
  if (report.query.from) out.add("from", to_rfc3339(*report.query.from));
  if (report.query.to) out.add("to", to_rfc3339(*report.query.to));
  out.raw("lines", lines.text());
  return out.text();
}

std::string to_csv(const LatencyReport& report) {
  std::string out =
      "group,n,gone,open,gone_before_notice,never_sent,retracted,held,median_hours,p90_hours,p99_hours,within_24h,within_72h,within_7d,"
      "median_hours_without_holds,median_hours_recipient_clock,within_24h_recipient_clock,definition_version\r\n";
  for (const auto& line : report.lines) {
    out += csv_field(line.group);
    for (const auto count : {line.n, line.gone, line.open, line.gone_before_notice, line.never_sent, line.retracted, line.held})
      out += "," + std::to_string(count);
    for (const auto& value : {line.median, line.p90, line.p99, line.within_24h, line.within_72h, line.within_7d, line.median_without_holds,
                              line.median_recipient_clock, line.within_24h_recipient_clock})
      out += "," + csv_number(value);
    out += "," + std::to_string(kLatencyDefinition) + "\r\n";
  }
  return out;
}

std::string to_table(const LatencyReport& report) {
  struct Column {
    const char* title;
    std::size_t width;
  };
  static constexpr Column kColumns[] = {{"n", 6},      {"gone", 6},      {"open", 6},   {"median", 9},   {"p90", 9},       {"p99", 9},
                                        {"< 24 h", 8}, {"< 72 h", 8},    {"< 7 d", 8},  {"theirs", 9},   {"before", 7},    {"retr.", 6}};
  std::string out = padded(std::string(name_of(report.query.by)), 26, false);
  for (const auto& column : kColumns) out += padded(column.title, column.width, true);
  out += '\n';
  for (const auto& line : report.lines) {
    const std::string cells[] = {std::to_string(line.n),       std::to_string(line.gone),       std::to_string(line.open),
                                 hours_text(line.median),      hours_text(line.p90),            hours_text(line.p99),
                                 percent_text(line.within_24h), percent_text(line.within_72h),  percent_text(line.within_7d),
                                 hours_text(line.median_recipient_clock), std::to_string(line.gone_before_notice), std::to_string(line.retracted)};
    out += padded(line.group.substr(0, 40), 26, false);
    for (std::size_t i = 0; i < std::size(cells); ++i) out += padded(cells[i], kColumns[i].width, true);
    out += '\n';
  }
  return out + "median, p90, p99, shares: our clock; theirs: median on the recipient's clock; before: gone before notice; retr.: retracted\n" +
         latency_definition() + "\n";
}

}  // namespace redress::report
