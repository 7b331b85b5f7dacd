#include "engine/report/cases.hpp"

#include "engine/core/json_text.hpp"
#include "engine/report/text.hpp"

namespace redress::report {
namespace {

struct Column {
  const char* name;
  const char* title;
  std::optional<UtcTime> CaseTimes::*at;
};
constexpr Column kColumns[] = {
    {"received_at", "received", &CaseTimes::received},
    {"assessed_at", "assessed", &CaseTimes::assessed},
    {"first_attempt_at", "first attempt", &CaseTimes::first_attempt},
    {"relay_accepted_at", "relay", &CaseTimes::relay_accepted},
    {"recipient_accepted_at", "recipient", &CaseTimes::recipient_accepted},
    {"acknowledged_at", "acknowledged", &CaseTimes::acknowledged},
    {"claimed_at", "claimed gone", &CaseTimes::claimed},
    {"last_seen_online_at", "last online", &CaseTimes::last_online},
    {"gone_at", "gone", &CaseTimes::gone},
    {"police_informed_at", "police", &CaseTimes::police_informed},
    {"partner_informed_at", "partner", &CaseTimes::partner_informed},
};

bool is_censored(const CaseTimes& one) {
  return one.outcome == Outcome::open || one.outcome == Outcome::given_up || one.outcome == Outcome::expired;
}
std::optional<UtcTime> censored_at(const CaseTimes& one) { return is_censored(one) ? std::optional(one.ends) : std::nullopt; }

std::optional<double> hours_between(const std::optional<UtcTime>& from, const std::optional<UtcTime>& to) {
  if (!from || !to) return std::nullopt;
  return static_cast<double>((*to - *from).count()) / 3'600'000.0;
}
/// Nothing where the clock never ran or what became of it is no duration.
std::optional<double> until_gone(const CaseTimes& one, const std::optional<UtcTime>& end) {
  return one.outcome == Outcome::gone ? hours_between(one.first_attempt, end) : std::nullopt;
}
double held_hours(const CaseTimes& one) { return static_cast<double>(one.held.count()) / 3'600'000.0; }

std::string number_or_empty(std::int64_t number) { return number == 0 ? std::string() : std::to_string(number); }

/// 2030-01-01T10:00:00.000Z/2030-01-01T12:00:00.000Z; an open end while it lasts. [SRC-RFC-3339]
std::string spans_text(const std::vector<Span>& spans) {
  std::string out;
  for (const auto& span : spans) out += (out.empty() ? "" : " ") + to_rfc3339(span.from) + "/" + (span.to ? to_rfc3339(*span.to) : "");
  return out;
}

}  // namespace

std::string cases_definition() {
  return "Definition " + std::to_string(kLatencyDefinition) +
         ". One row per request of the workflow asked about, first spell only. Assessed: the verdict 'illegal' the request began with. "
         "First attempt, relay, recipient "
         "and acknowledged: of notices to somebody who can remove, copies left out, and what bounced taken back; recipient: its "
         "confirmation or first answer. "
         "Claimed: the first 'it is gone', true or not. Gone: first miss of the confirmed run; last online is its lower bound. "
         "Police: when they, or their system, first confirmed a notice of ours, of this request or of the item's referral; what was only "
         "sent does not count. Partner: first attempt of a notice to them. "
         "Holds: from being asked for to whatever ended them. Censored: until when a case that is not gone was watched. "
         "Not recorded: what police or partners are told by telephone or by other means than a notice of ours; their columns stay empty "
         "then. Further spells of what came back have no row of their own.";
}

std::string cases_json(const Cases& cases, const LatencyQuery& query) {
  JsonArray rows;
  for (const auto& one : cases.list) {
    if (!is_within(one, query)) continue;
    JsonObject row;
    row.add("request", one.request.value).add("item", one.item.value).add("state", one.state).add("outcome", name_of(one.outcome));
    if (one.hoster) row.add("hoster", one.hoster.value);
    else row.null("hoster");
    row.add("country", one.country).add("regime", one.regime).add("channel", one.channel);
    const auto moment = [&row](std::string_view name, const std::optional<UtcTime>& at) {
      if (at) row.add(name, to_rfc3339(*at));
      else row.null(name);
    };
    for (const auto& column : kColumns) moment(column.name, one.*column.at);
    moment("censored_at", censored_at(one));
    row.raw("hours", json_number(until_gone(one, one.gone))).raw("hours_at_least", json_number(until_gone(one, one.last_online)));
    JsonArray holds;
    for (const auto& span : one.holds) {
      JsonObject hold;
      hold.add("from", to_rfc3339(span.from));
      if (span.to) hold.add("to", to_rfc3339(*span.to));
      else hold.null("to");
      holds.raw(hold.text());
    }
    row.raw("holds", holds.text()).raw("held_hours", json_number(held_hours(one))).add("moves", one.moves).add("reappeared", one.reappeared);
    rows.raw(row.text());
  }
  JsonObject out;
  out.add("figure", "cases").add("definition_version", kLatencyDefinition).add("definition", cases_definition()).add("at", to_rfc3339(query.now));
  if (query.from) out.add("from", to_rfc3339(*query.from));
  if (query.to) out.add("to", to_rfc3339(*query.to));
  return out.raw("cases", rows.text()).text();
}

std::string cases_csv(const Cases& cases, const LatencyQuery& query) {
  std::string out = "request,item,state,outcome,hoster,country,regime,channel";
  for (const auto& column : kColumns) out += "," + std::string(column.name);
  out += ",censored_at,hours,hours_at_least,holds,held_hours,moves,reappeared,definition_version\r\n";
  for (const auto& one : cases.list) {
    if (!is_within(one, query)) continue;
    out += std::to_string(one.request.value) + "," + std::to_string(one.item.value) + "," + csv_field(one.state) + "," + csv_field(name_of(one.outcome));
    out += "," + number_or_empty(one.hoster.value) + "," + csv_field(one.country) + "," + csv_field(one.regime) + "," + csv_field(one.channel);
    for (const auto& column : kColumns) out += "," + (one.*column.at ? to_rfc3339(*(one.*column.at)) : "");
    const auto censored = censored_at(one);
    out += "," + (censored ? to_rfc3339(*censored) : "") + "," + csv_number(until_gone(one, one.gone)) + "," + csv_number(until_gone(one, one.last_online));
    out += "," + csv_field(spans_text(one.holds)) + "," + csv_number(held_hours(one)) + "," + std::to_string(one.moves) + "," + (one.reappeared ? "1" : "0");
    out += "," + std::to_string(kLatencyDefinition) + "\r\n";
  }
  return out;
}

std::string cases_table(const Cases& cases, const LatencyQuery& query) {
  std::string out;
  for (const auto& one : cases.list) {
    if (!is_within(one, query)) continue;
    out += "request " + std::to_string(one.request.value) + "  item " + std::to_string(one.item.value);
    out += "  " + std::string(name_of(one.outcome)) + "  hoster " +
           (one.hoster ? std::to_string(one.hoster.value) : "unknown") + "  " + one.country + "  " + one.channel + "  " + one.regime;
    if (one.moves > 0) out += "  moved " + std::to_string(one.moves) + " times";
    if (one.reappeared) out += "  back online";
    out += '\n';
    for (const auto& column : kColumns) out += "    " + padded(column.title, 15, false) + (one.*column.at ? to_rfc3339(*(one.*column.at)) : "–") + "\n";
    if (const auto censored = censored_at(one)) out += "    " + padded("censored", 15, false) + to_rfc3339(*censored) + "\n";
    out += "    " + padded("holds", 15, false) + (one.holds.empty() ? "–" : spans_text(one.holds)) + "\n";
  }
  return out + "\n" + cases_definition() + "\n";
}

}  // namespace redress::report
