#include "engine/report/art22.hpp"

#include "engine/core/json_text.hpp"
#include "engine/report/fold.hpp"

#include <utility>
#include <vector>

namespace redress::report {
namespace {

struct Told {
  std::int64_t notice = 0;
  std::string platform, type, capacity;
  std::optional<UtcTime> at;  // attempted
  std::string decision;
  bool gone = false;
};

std::string decided(const EventRecord& event) {
  if (event.kind == "DecisionReceived") return std::string(text_in(event.body, "decision"));
  if (event.kind == "ClaimedGone") return std::string(name_of(PlatformDecision::removed));
  if (event.kind == "RefusedByRecipient" || event.kind == "ContestedByRecipient") return std::string(name_of(PlatformDecision::no_action));
  return {};
}

void take(std::vector<Told>& of_request, const EventRecord& event) {
  if (event.kind == "NoticeForPlatform") {
    of_request.push_back({number_in(event.body, "notice").value_or(0),
                          std::string(text_in(event.body, "platform")),
                          std::string(text_in(event.body, "type")),
                          std::string(text_in(event.body, "capacity")),
                          {},
                          {},
                          false});
    return;
  }
  if (of_request.empty()) return;
  if (event.kind == "NoticeAttempted") {
    for (auto& told : of_request)
      if (told.notice == number_in(event.body, "notice") && !told.at)
        told.at = from_ms(number_in(event.body, "at_ms").value_or(to_ms(event.at)));
    return;
  }
  auto& newest = of_request.back();
  if (!newest.at) return;
  if (auto decision = decided(event); !decision.empty()) newest.decision = std::move(decision);
  if (event.kind == "ConfirmedGone") newest.gone = true;
}

std::string counts_json(const std::map<std::string, std::int64_t>& counts) {
  JsonObject object;
  for (const auto& [name, count] : counts) object.add(name, count);
  return object.text();
}

void add_lines(std::string& text, const std::string& title, const std::map<std::string, std::int64_t>& counts) {
  text += title + '\n';
  for (const auto& [name, count] : counts) text += "  " + name + ": " + std::to_string(count) + '\n';
}

}  // namespace

Art22Report art22(ReadQueries& store, std::optional<UtcTime> from, std::optional<UtcTime> to) {
  std::map<std::int64_t, std::vector<Told>> requests;
  store.for_each_event(StreamKind::request, [&](const EventRecord& event) {
    take(requests[event.stream_id], event);
    return true;
  });
  Art22Report report;
  for (const auto& [id, notices] : requests) {
    bool counted = false;
    for (const auto& told : notices) {
      if (!told.at || (from && *told.at < *from) || (to && *told.at >= *to)) continue;
      counted = true;
      ++report.notices;
      ++report.by_platform[told.platform];
      ++report.by_type[told.type];
      ++report.by_capacity[told.capacity];
      ++report.by_action[!told.decision.empty() ? told.decision : told.gone ? "gone_without_decision" : "undecided"];
    }
    report.items += counted ? 1 : 0;
  }
  return report;
}

std::string to_json(const Art22Report& report) {
  return JsonObject()
      .add("definition", kArt22Definition)
      .add("notices", report.notices)
      .add("items", report.items)
      .raw("by_platform", counts_json(report.by_platform))
      .raw("by_type", counts_json(report.by_type))
      .raw("by_capacity", counts_json(report.by_capacity))
      .raw("by_action", counts_json(report.by_action))
      .text();
}

std::string to_table(const Art22Report& report) {
  std::string text = std::to_string(report.notices) + " notices to platforms about " + std::to_string(report.items) + " items\n";
  add_lines(text, "by platform", report.by_platform);
  add_lines(text, "by type of content", report.by_type);
  add_lines(text, "by capacity", report.by_capacity);
  add_lines(text, "by what was done", report.by_action);
  return text + "Definition " + std::to_string(kArt22Definition) +
         ": docs/figures.md. Counts alone; how independence is kept is yours to add.\n";
}

}  // namespace redress::report
