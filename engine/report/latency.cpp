#include "engine/report/latency.hpp"

#include "engine/core/json_text.hpp"
#include "engine/report/text.hpp"

#include <algorithm>

namespace redress::report {
namespace {

double in_hours(Milliseconds span) { return static_cast<double>(std::max<std::int64_t>(0, span.count())) / 3'600'000.0; }

struct Samples {
  LatencyLine line;
  std::vector<Duration> ours, lower, with_holds, without_holds, recipient, from_report;
};

void add(Samples& samples, const CaseTimes& one) {
  auto& line = samples.line;
  if (one.moves > 0) ++line.moved;
  if (one.reappeared) ++line.reappeared;
  switch (one.outcome) {
    case Outcome::retracted: ++line.retracted; return;
    case Outcome::gone_before_notice: ++line.gone_before_notice; return;
    case Outcome::not_sent: ++line.not_sent; return;
    case Outcome::gone:
    case Outcome::open:
    case Outcome::given_up:
    case Outcome::expired: break;
  }
  const bool ended = one.outcome == Outcome::gone;
  const auto since = [&](UtcTime start) { return Duration{in_hours(one.ends - start), ended}; };
  const auto whole = since(*one.first_attempt);
  samples.with_holds.push_back(whole);
  samples.without_holds.push_back({in_hours(one.ends - *one.first_attempt - one.held), ended});
  if (one.held.count() > 0) {
    ++line.held;
    return;
  }
  if (one.outcome == Outcome::open) ++line.open;
  if (one.outcome == Outcome::given_up) ++line.given_up;
  if (one.outcome == Outcome::expired) ++line.expired;
  samples.ours.push_back(whole);
  samples.lower.push_back(ended ? Duration{in_hours(one.last_online.value_or(*one.first_attempt) - *one.first_attempt), true} : whole);
  // Accepted only after it was gone: the recipient's clock never ran.
  if (const auto start = one.recipient_accepted ? one.recipient_accepted : one.relay_accepted; start && *start <= one.ends)
    samples.recipient.push_back(since(*start));
  if (one.received && one.held_since_report.count() == 0) samples.from_report.push_back(since(*one.received));
}

ClockFigures figures(const std::vector<Duration>& durations) {
  ClockFigures out;
  out.curve = kaplan_meier(durations);
  out.n = durations.size();
  out.gone = static_cast<std::size_t>(std::count_if(durations.begin(), durations.end(), [](const Duration& one) { return one.ended; }));
  out.median = quantile(out.curve, 0.5);
  out.p90 = quantile(out.curve, 0.9);
  if (out.n >= kP99Needs) out.p99 = quantile(out.curve, 0.99);
  out.within_24h = ended_by(out.curve, 24);
  out.within_72h = ended_by(out.curve, 72);
  out.within_7d = ended_by(out.curve, 168);
  return out;
}

LatencyLine finish(Samples& samples) {
  auto& line = samples.line;
  line.ours = figures(samples.ours);
  line.with_holds = figures(samples.with_holds);
  line.without_holds = figures(samples.without_holds);
  line.recipient = figures(samples.recipient);
  line.from_report = figures(samples.from_report);
  const auto lower = kaplan_meier(samples.lower);
  line.median_lower = quantile(lower, 0.5);
  line.p90_lower = quantile(lower, 0.9);
  return std::move(line);
}

std::string group_of(const CaseTimes& one, Grouping by, const std::map<RecipientId, std::string>& names) {
  const auto or_unknown = [](const std::string& text) { return text.empty() ? std::string("unknown") : text; };
  switch (by) {
    case Grouping::all: return "all";
    case Grouping::hoster: {
      const auto name = names.find(one.hoster);
      return name == names.end() ? "unknown" : name->second;
    }
    case Grouping::country: return or_unknown(one.country);
    case Grouping::channel: return one.channel.empty() ? "none" : one.channel;
    case Grouping::regime: return or_unknown(one.regime);
    case Grouping::workflow: return one.workflow;
  }
  return "unknown";
}

bool within(const std::optional<UtcTime>& at, const LatencyQuery& query) {
  return (!query.from || (at && *at >= *query.from)) && (!query.to || (at && *at < *query.to));
}

/// The clocks as they are printed: heading, prefix of the CSV's columns, member of the JSON, the figures.
struct Clock {
  const char* title;
  const char* prefix;
  const char* member;
  ClockFigures LatencyLine::*figures;
};
constexpr Clock kClocks[] = {
    {"Our clock, from the first attempt", "", "", &LatencyLine::ours},
    {"The recipient's clock, from its acceptance (the relay's where none was seen)", "recipient_", "recipient_clock", &LatencyLine::recipient},
    {"Our clock, held cases too, with the time under a hold", "with_holds_", "with_holds", &LatencyLine::with_holds},
    {"Our clock, held cases too, without the time under a hold", "without_holds_", "without_holds", &LatencyLine::without_holds},
    {"From the report", "from_report_", "from_report", &LatencyLine::from_report},
};
struct Count {
  const char* name;
  const char* title;
  std::size_t LatencyLine::*count;
};
constexpr Count kCounts[] = {
    {"open", "open", &LatencyLine::open},
    {"given_up", "given up", &LatencyLine::given_up},
    {"expired", "expired", &LatencyLine::expired},
    {"gone_before_notice", "before", &LatencyLine::gone_before_notice},
    {"held", "held", &LatencyLine::held},
    {"retracted", "retracted", &LatencyLine::retracted},
    {"not_sent", "not sent", &LatencyLine::not_sent},
    {"moved", "moved", &LatencyLine::moved},
    {"reappeared", "back", &LatencyLine::reappeared},
};

void add_figures(JsonObject& object, const ClockFigures& clock) {
  object.add("n", static_cast<std::uint64_t>(clock.n)).add("gone", static_cast<std::uint64_t>(clock.gone));
  object.raw("median_hours", json_number(clock.median)).raw("p90_hours", json_number(clock.p90)).raw("p99_hours", json_number(clock.p99));
  object.raw("within_24h", json_number(clock.within_24h)).raw("within_72h", json_number(clock.within_72h)).raw("within_7d", json_number(clock.within_7d));
}

std::string curve_json(const Curve& curve) {
  JsonArray steps;
  for (const auto& step : curve.steps)
    steps.raw(JsonObject()
                  .raw("hours", json_number(step.time))
                  .add("at_risk", static_cast<std::uint64_t>(step.at_risk))
                  .add("ended", static_cast<std::uint64_t>(step.ended))
                  .raw("still_online", json_number(step.survival))
                  .raw("lower", json_number(step.lower))
                  .raw("upper", json_number(step.upper))
                  .text());
  return steps.text();
}

}  // namespace

bool is_within(const CaseTimes& one, const LatencyQuery& query) { return within(one.first_attempt ? one.first_attempt : one.received, query); }

LatencyReport latency(const Cases& cases, const LatencyQuery& query, const std::map<RecipientId, std::string>& names) {
  std::map<std::string, Samples> groups;
  for (const auto& one : cases.list) {
    if (!is_within(one, query)) continue;
    const auto group = group_of(one, query.by, names);
    auto& samples = groups[group];
    samples.line.group = group;
    add(samples, one);
  }
  LatencyReport report;
  report.query = query;
  for (auto& [name, samples] : groups) report.lines.push_back(finish(samples));
  std::stable_sort(report.lines.begin(), report.lines.end(), [](const auto& a, const auto& b) { return a.ours.n > b.ours.n; });
  report.flood_reports = static_cast<std::size_t>(
      std::count_if(cases.flood_reports.begin(), cases.flood_reports.end(), [&](UtcTime at) { return within(at, query); }));
  return report;
}

std::string latency_definition() {
  return "Definition " + std::to_string(kLatencyDefinition) +
         ". A case is the first spell of one request; repeats of a report are in no figure, and a move does not end a spell. "
         "Our clock runs from the first attempt of the first notice to somebody who can remove (copies, police, partners and authorities "
         "start none), the recipient's from its "
         "acceptance or first answer, or the relay's acceptance where there is none; a bounce takes back what its notice had. It ends at the "
         "first miss of a confirmed run of looks; 'at least' takes the last time it was seen online instead. Cases that are open are censored "
         "now, or at a miss that is not confirmed yet; given up and expired ones when they were. Shares and percentiles come from the "
         "Kaplan-Meier curve (band: " +
         std::string(kBand) + "); a dash is a time nobody was watched for, or a share the curve does not reach; p99 from " + std::to_string(kP99Needs) +
         " cases on. Counted apart: gone before the first attempt; held between first attempt and end "
         "(a hold ends when the request leaves it, by a person, a rule, or removal); withdrawn, overturned or judged not illegal after "
         "somebody was told; not sent. Hoster and country are those of the first "
         "attempt: a spell is charged whole to whom was asked first, and 'moved' says how many went elsewhere since.";
}

std::string to_json(const LatencyReport& report) {
  JsonArray lines;
  for (const auto& line : report.lines) {
    JsonObject object;
    object.add("group", line.group);
    for (const auto& clock : kClocks) {
      const auto& figures = line.*clock.figures;
      if (*clock.member == '\0') {
        add_figures(object, figures);
        object.raw("median_hours_at_least", json_number(line.median_lower)).raw("p90_hours_at_least", json_number(line.p90_lower));
        for (const auto& count : kCounts) object.add(count.name, static_cast<std::uint64_t>(line.*count.count));
      } else {
        JsonObject inner;
        add_figures(inner, figures);
        object.raw(clock.member, inner.text());
      }
    }
    object.raw("curve", curve_json(line.ours.curve));
    lines.raw(object.text());
  }
  JsonObject out;
  out.add("figure", "latency").add("definition_version", kLatencyDefinition).add("definition", latency_definition());
  out.add("by", name_of(report.query.by)).add("at", to_rfc3339(report.query.now)).add("band", kBand);
  if (report.query.from) out.add("from", to_rfc3339(*report.query.from));
  if (report.query.to) out.add("to", to_rfc3339(*report.query.to));
  out.add("flood_reports", static_cast<std::uint64_t>(report.flood_reports));
  out.raw("lines", lines.text());
  return out.text();
}

std::string to_csv(const LatencyReport& report) {
  std::string out = "group";
  for (const auto& clock : kClocks)
    for (const char* column : {"n", "gone", "median_hours", "p90_hours", "p99_hours", "within_24h", "within_72h", "within_7d"})
      out += "," + std::string(clock.prefix) + column;
  out += ",median_hours_at_least,p90_hours_at_least";
  for (const auto& count : kCounts) out += "," + std::string(count.name);
  out += ",flood_reports,definition_version\r\n";
  for (const auto& line : report.lines) {
    out += csv_field(line.group);
    for (const auto& clock : kClocks) {
      const auto& figures = line.*clock.figures;
      out += "," + std::to_string(figures.n) + "," + std::to_string(figures.gone);
      for (const auto& value : {figures.median, figures.p90, figures.p99, figures.within_24h, figures.within_72h, figures.within_7d})
        out += "," + csv_number(value);
    }
    out += "," + csv_number(line.median_lower) + "," + csv_number(line.p90_lower);
    for (const auto& count : kCounts) out += "," + std::to_string(line.*count.count);
    out += "," + std::to_string(report.flood_reports) + "," + std::to_string(kLatencyDefinition) + "\r\n";
  }
  return out;
}

std::string to_table(const LatencyReport& report) {
  constexpr std::size_t kGroupWidth = 26;
  const bool any_held = std::any_of(report.lines.begin(), report.lines.end(), [](const auto& line) { return line.held > 0; });
  const auto group = [](const std::string& name) { return padded(shortened(name, kGroupWidth - 1), kGroupWidth, false); };
  std::string out;
  for (const auto& clock : kClocks) {
    const bool ours = clock.figures == &LatencyLine::ours;
    const bool of_holds = clock.figures == &LatencyLine::with_holds || clock.figures == &LatencyLine::without_holds;
    if (of_holds && !any_held) continue;  // the same as our clock
    out += std::string(clock.title) + "\n" + padded(std::string(name_of(report.query.by)), kGroupWidth, false);
    for (const char* title : {"n", "gone"}) out += padded(title, 7, true);
    for (const char* title : {"median", ours ? "at least" : "", "p90", "p99", "< 24 h", "< 72 h", "< 7 d"})
      if (*title != '\0') out += padded(title, 10, true);
    out += '\n';
    for (const auto& line : report.lines) {
      const auto& figures = line.*clock.figures;
      out += group(line.group) + padded(std::to_string(figures.n), 7, true) + padded(std::to_string(figures.gone), 7, true);
      out += padded(hours_text(figures.median), 10, true);
      if (ours) out += padded(hours_text(line.median_lower), 10, true);
      for (const auto& text : {hours_text(figures.p90), hours_text(figures.p99), percent_text(figures.within_24h), percent_text(figures.within_72h),
                               percent_text(figures.within_7d)})
        out += padded(text, 10, true);
      out += '\n';
    }
    out += '\n';
  }
  out += "Of n not gone (open, given up, expired); counted apart (before notice, held, retracted, not sent); of all (moved, back online)\n" +
         padded(std::string(name_of(report.query.by)), kGroupWidth, false);
  for (const auto& count : kCounts) out += padded(count.title, 10, true);
  out += '\n';
  for (const auto& line : report.lines) {
    out += group(line.group);
    for (const auto& count : kCounts) out += padded(std::to_string(line.*count.count), 10, true);
    out += '\n';
  }
  return out + "\nFloods: " + std::to_string(report.flood_reports) + " reports raised a flood; no repeat is in any figure\n\n" + latency_definition() + "\n";
}

}  // namespace redress::report
