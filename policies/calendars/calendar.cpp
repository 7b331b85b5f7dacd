#include "policies/calendars/calendar.hpp"

#include "engine/core/assert.hpp"

namespace redress {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

/// `09:00-17:30`
std::optional<Calendar::Span> read_span(const YamlNode& node, YamlProblems& problems) {
  const auto text = read_text(node, problems);
  if (!text) return std::nullopt;
  const auto hyphen = text->find('-');
  YamlNode from = node;
  YamlNode until = node;
  from.text = text->substr(0, hyphen);
  until.text = hyphen == std::string::npos ? "" : text->substr(hyphen + 1);
  if (hyphen == std::string::npos) {
    problems.add(node, '"' + text->substr(0, 60) + "\" is not a span of a day", "write e.g. \"09:00-17:30\"");
    return std::nullopt;
  }
  const auto begin = read_time_of_day(from, problems);
  const auto end = read_time_of_day(until, problems);
  if (!begin || !end) return std::nullopt;
  if (*begin >= *end) {
    problems.add(node, "the span ends before it begins", "divide spans at midnight: \"22:00-24:00\" and \"00:00-06:00\"");
    return std::nullopt;
  }
  return Calendar::Span{*begin, *end};
}

Calendar::Week read_week(const YamlNode& node, YamlProblems& problems) {
  Calendar::Week week;
  YamlMap map{node, problems};
  bool any = false;
  for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
    for (const auto& entry : map.list(kWeekdays[day], false)) {
      const auto span = read_span(entry, problems);
      if (!span) continue;
      if (!week[day].empty() && week[day].back().until >= span->from)
        problems.add(entry, "spans of a day overlap, touch, or are out of order", "write them in order, with a gap between them");
      week[day].push_back(*span);
      any = true;
    }
  }
  map.finish();
  if (!any && node.kind == YamlNode::Kind::map && problems.empty())
    problems.add(node, "the calendar is never open", "open it on at least one day of the week");
  return week;
}

}  // namespace

Calendar::Calendar(TimeZone zone, Week week, std::vector<std::chrono::sys_days> closed_days)
    : zone_(std::move(zone)), week_(std::move(week)), closed_days_(std::move(closed_days)) {
  std::sort(closed_days_.begin(), closed_days_.end());
}

UtcTime Calendar::next_open(UtcTime moment) const { return after_open_time(moment, Milliseconds{0}); }

UtcTime Calendar::after_open_time(UtcTime moment, Milliseconds amount) const {
  constexpr int kDaysMax = 366 * 10;  // one open minute a week is still enough for the largest amount rules may name
  REDRESS_ASSERT(amount.count() >= 0, "open time counts forward");
  auto day = std::chrono::sys_days{zone_.local(moment).date};
  for (int i = 0; i < kDaysMax; ++i, day += std::chrono::days{1}) {
    if (std::binary_search(closed_days_.begin(), closed_days_.end(), day)) continue;
    for (const auto& span : week_[std::chrono::weekday{day}.c_encoding()]) {
      const auto until = zone_.utc(std::chrono::year_month_day{day}, span.until);
      const auto from = std::max(moment, zone_.utc(std::chrono::year_month_day{day}, span.from));
      if (from >= until) continue;
      const Milliseconds open = until - from;
      // Work that ends exactly when the desk closes is due then, not the next morning.
      if (amount <= open) return from + amount;
      amount -= open;
    }
  }
  REDRESS_ASSERT(false, "a calendar is open at least once a week");
  return moment;
}

Calendars Calendars::read(RuleFile& file) {
  Calendars calendars;
  auto& problems = file.problems();
  if (const auto* node = file.root().need("time_zone")) {
    const auto name = read_text(*node, problems).value_or("");
    calendars.zone_ = TimeZone::find(name);
    if (!calendars.zone_ && !name.empty())
      problems.add(*node, "the machine's tz database has no zone \"" + name.substr(0, 60) + '"',
                   "write e.g. Europe/Amsterdam; install tzdata");
  }
  for (const auto& node : file.root().list("holidays", false)) {
    YamlMap row{node, problems};
    Holiday holiday{row.date("date"), row.text("name")};
    row.finish();
    if (!calendars.holidays_.empty() && calendars.holidays_.back().date >= holiday.date)
      problems.add(node, "holidays are out of order, or one stands here twice", "order them by date");
    calendars.holidays_.push_back(std::move(holiday));
  }
  std::vector<std::chrono::sys_days> closed;
  for (const auto& holiday : calendars.holidays_) closed.push_back(holiday.date);
  for (const auto& node : file.root().list("calendars", true)) {
    YamlMap row{node, problems};
    auto head = file.read_head(row, {});
    auto name = row.slug("name");
    const bool on_holidays = row.flag("open_on_holidays");
    const auto* open = row.need("open");
    auto week = open ? read_week(*open, problems) : Calendar::Week{};
    row.finish();
    if (!calendars.zone_ || !problems.empty()) continue;
    const auto& zone = *calendars.zone_;
    calendars.calendars_.emplace_back(
        std::move(name),
        Rule<Calendar>{std::move(head), Calendar{zone, std::move(week), on_holidays ? std::vector<std::chrono::sys_days>{} : closed}});
  }
  return calendars;
}

std::vector<std::string> Calendars::names() const {
  std::vector<std::string> names;
  for (const auto& [name, calendar] : calendars_) names.push_back(name);
  return names;
}

const Rule<Calendar>& Calendars::at(std::string_view name, UtcTime moment) const {
  const Rule<Calendar>* found = nullptr;
  for (const auto& [candidate, rule] : calendars_)
    if (candidate == name && (!found || rule.head.valid_at(moment))) found = &rule;
  REDRESS_ASSERT(found, "rules name only calendars that exist");
  return *found;
}

const TimeZone& Calendars::zone() const {
  REDRESS_ASSERT(zone_, "a calendar file without problems has a zone");
  return *zone_;
}

}  // namespace redress
