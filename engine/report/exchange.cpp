#include "engine/report/exchange.hpp"

#include "engine/core/json_text.hpp"

#include <unordered_map>
#include <vector>

namespace redress::report {
namespace {

constexpr std::string_view kWorkflow = "partner_referral";

}  // namespace

void fold_referral(Referral& one, const EventRecord& event, const std::function<ContactScope(NoticeId)>& scope_of) {
  const std::string_view kind = event.kind;
  const auto from = text_in(event.body, "from"), to = text_in(event.body, "to");
  if (to == "ClosedWithdrawn" || to == "ClosedNotIllegal") one.taken_back = true;
  if (one.gone && from.starts_with("Closed") && !to.empty() && !to.starts_with("Closed")) one.reappeared = true;
  if (one.reappeared) return;
  if (kind == "LeftCoverage" && !one.left_coverage) one.left_coverage = event.at;
  if (kind == "NoticeAttempted" && !flag_in(event.body, "copy")) {
    const auto told_later = number_in(event.body, "at_ms");
    if (!one.first_attempt) one.first_attempt = told_later ? from_ms(*told_later) : event.at;
    one.road = scope_of(NoticeId{number_in(event.body, "notice").value_or(0)});
  }
  if ((kind == "PartnerTookOver" || kind == "PartnerActed") && !one.taken_over) one.taken_over = event.at;
  if (kind == "PartnerDeclined" || kind == "PartnerReturned") one.declined = true;
  if (kind == "ConfirmedGone" && to == "ClosedGone" && !one.gone) {
    const auto first_miss = number_in(event.body, "first_miss_ms");
    one.gone = first_miss && *first_miss > 0 ? from_ms(*first_miss) : event.at;
  }
}

ExchangeFigures exchange_figures(std::span<const Referral> referrals, UtcTime now) {
  ExchangeFigures figures;
  for (const auto& one : referrals) {
    if (one.taken_back || (!one.first_attempt && !one.left_coverage)) continue;
    ++figures.referrals;
    figures.taken_over += one.taken_over ? 1 : 0;
    figures.declined += one.declined ? 1 : 0;
    if (one.road) {
      ++figures.roads[*one.road].asked;
      figures.roads[*one.road].gone += one.gone ? 1 : 0;
    }
    if (!one.left_coverage) continue;
    ++figures.left_coverage;
    for (std::size_t i = 0; i < kDaysAfterLeaving.size(); ++i) {
      const auto moment = *one.left_coverage + hours{24 * kDaysAfterLeaving[i]};
      const bool gone_by_then = one.gone && *one.gone <= moment;
      if (!gone_by_then && moment > now) continue;  // nobody knows yet
      ++figures.after_leaving[i].watched;
      figures.after_leaving[i].online += gone_by_then ? 0 : 1;
    }
  }
  return figures;
}

ExchangeFigures exchange_figures(ReadQueries& store, UtcTime now) {
  std::unordered_map<std::int64_t, Referral> of_request;
  RequestFilter filter;
  filter.workflow = kWorkflow;
  filter.limit = 5'000;
  for (;;) {
    const auto page = store.requests(filter);
    for (const auto& request : page) {
      filter.after = request.id.value;
      of_request.emplace(request.id.value, Referral{});
    }
    if (page.size() < static_cast<std::size_t>(filter.limit)) break;
  }
  const auto scope_of = [&](NoticeId id) {
    const auto notice = store.notice(id);
    return notice ? notice->scope : ContactScope::partner;
  };
  store.for_each_event(StreamKind::request, [&](const EventRecord& event) {
    if (const auto found = of_request.find(event.stream_id); found != of_request.end()) fold_referral(found->second, event, scope_of);
    return true;
  });
  std::vector<Referral> all;
  for (const auto& [id, one] : of_request) all.push_back(one);
  return exchange_figures(all, now);
}

std::string to_json(const ExchangeFigures& figures) {
  JsonArray roads;
  for (const auto& [scope, road] : figures.roads)
    roads.raw(JsonObject().add("road", name_of(scope)).add("asked", road.asked).add("gone", road.gone).text());
  JsonArray after;
  for (std::size_t i = 0; i < kDaysAfterLeaving.size(); ++i)
    after.raw(JsonObject()
                  .add("days", kDaysAfterLeaving[i])
                  .add("watched", figures.after_leaving[i].watched)
                  .add("still_online", figures.after_leaving[i].online)
                  .text());
  return JsonObject()
      .add("definition", kExchangeDefinition)
      .add("referrals", figures.referrals)
      .add("taken_over", figures.taken_over)
      .add("declined", figures.declined)
      .add("left_coverage", figures.left_coverage)
      .raw("roads", roads.text())
      .raw("after_leaving", after.text())
      .text();
}

std::string to_table(const ExchangeFigures& figures) {
  std::string text = "hosted abroad: " + std::to_string(figures.referrals) + ", taken over by a hotline " +
                     std::to_string(figures.taken_over) + ", declined or returned " + std::to_string(figures.declined) + '\n';
  for (const auto& [scope, road] : figures.roads)
    text += "  asked last: " + std::string(name_of(scope)) + ' ' + std::to_string(road.asked) + ", of these gone " +
            std::to_string(road.gone) + '\n';
  text += "left coverage: " + std::to_string(figures.left_coverage) + '\n';
  for (std::size_t i = 0; i < kDaysAfterLeaving.size(); ++i)
    text += "  still online after " + std::to_string(kDaysAfterLeaving[i]) + " days: " + std::to_string(figures.after_leaving[i].online) +
            " of " + std::to_string(figures.after_leaving[i].watched) + '\n';
  return text + "definition " + std::to_string(kExchangeDefinition) + "; docs/figures.md says what it counts\n";
}

}  // namespace redress::report
