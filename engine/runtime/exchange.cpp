// The exchange of hotlines: who answers for which country, what they hand to us, and what we owe them an account of. The account itself is
// the workflow's (workflows/partner_referral); here it hears what the item's other requests did. [SRC-ICCAM]
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace redress::runtime {
namespace {

/// The exchange itself: a partner that belongs to no country.
RecipientId exchange(Batch& batch) {
  for (const auto& recipient : batch.tx.recipients_of(ContactScope::partner))
    if (recipient.approved && recipient.country.empty()) return recipient.id;
  return {};
}

/// The partner a report is from; a row that names its source itself means the same one, and no trust follows from it.
RecipientId partner_of_source(Batch& batch, std::string_view source) {
  constexpr std::string_view kNamedByRow = "row:";
  if (source.starts_with(kNamedByRow)) source.remove_prefix(kNamedByRow.size());
  const auto id = batch.tx.find_recipient(source);
  return id && batch.tx.recipient(*id)->scope == ContactScope::partner ? *id : RecipientId{};
}

std::optional<RequestRecord> exchange_request(Batch& batch, ItemId item) {
  for (auto& request : batch.tx.requests_of_item(item))
    if (request.workflow == kExchangeWorkflow) return request;
  return std::nullopt;
}

std::optional<ExchangeStep> step_of(Verdict verdict) {
  if (is_illegal(verdict)) return ExchangeStep::assessed;
  if (verdict == Verdict::not_illegal) return ExchangeStep::not_illegal;
  return std::nullopt;
}

std::optional<ExchangeStep> step_of(ContactScope scope) {
  if (scope == ContactScope::hoster) return ExchangeStep::host_notified;
  if (scope == ContactScope::police) return ExchangeStep::reported_to_police;
  return std::nullopt;
}

/// When police said, or their system did, that they have the notice; a relay that took it is no receipt. Nothing: they have not.
std::optional<UtcTime> receipt_of(Batch& batch, RequestId request, NoticeId notice) {
  for (const auto& event : batch.tx.events(StreamKind::request, request.value)) {
    if (event.kind != "RecipientAccepted" && event.kind != "Acknowledged") continue;
    const auto body = nlohmann::json::parse(event.body, nullptr, false);
    if (!body.is_object() || body.value("notice", std::int64_t{0}) != notice.value) continue;
    const auto told_later = body.value("at_ms", std::int64_t{0});
    return told_later != 0 ? from_ms(told_later) : event.at;
  }
  return std::nullopt;
}

/// What had happened before anybody was owed an account of it.
void tell_steps_so_far(Batch& batch, ItemId item, RequestId to) {
  std::vector<StepTaken> steps;
  const auto took = [&](std::optional<ExchangeStep> step, UtcTime at) {
    if (step) steps.push_back({*step, at});
  };
  const auto assessments = batch.tx.assessments(item);
  if (!assessments.empty()) took(step_of(assessments.back().verdict), assessments.back().at);
  for (const auto& request : batch.tx.requests_of_item(item))
    for (const auto id : batch.tx.notices_of(request.id))
      if (const auto notice = *batch.tx.notice(id); speaks_of_content(notice.kind) && notice.accepted_at) {
        const auto at = notice.scope == ContactScope::police ? receipt_of(batch, request.id, id) : notice.accepted_at;
        if (at) took(step_of(notice.scope), *at);
      }
  std::stable_sort(steps.begin(), steps.end(), [](const StepTaken& one, const StepTaken& other) { return one.at < other.at; });
  for (const auto& step : steps) batch.tell_later(to, step);
}

}  // namespace

RecipientId partner_hotline_in(Batch& batch, std::string_view country) {
  for (const auto& recipient : batch.tx.recipients_of(ContactScope::partner))
    if (recipient.approved && !recipient.country.empty() && recipient.country == country) return recipient.id;
  return {};
}

void hand_in(Batch& batch, ItemId id, const IncomingReport& report, const IncomingItem& incoming) {
  const Actor by{ActorKind::partner, report.source};
  const auto item = *batch.tx.item(id);
  if (incoming.source_verdict)
    batch.note(StreamKind::item, id.value, "PartnerAssessed", by,
               JsonObject().add("verdict", name_of(*incoming.source_verdict)).add("word", incoming.source_classification).text());
  auto request = exchange_request(batch, id);
  auto to = request ? request->id : RequestId{};
  if (!to) {
    Facts facts;
    for (const auto& other : batch.tx.requests_of_item(id)) {  // what any of them knows of the place, all know
      take_place(facts, other.facts);
      facts.hold_until = other.facts.hold_until;
    }
    facts.urgent = incoming.urgent;
    facts.verdict = item.verdict;
    to = open_request(batch, item, kExchangeWorkflow, std::move(facts), by);
  }
  batch.tell_later(to, HandedToUs{partner_of_source(batch, report.source), report.told_at}, by);
  tell_steps_so_far(batch, id, to);
}

void file_with_exchange(Batch& batch, const ItemRecord& item, const Facts& of) {
  const auto to = exchange(batch);
  if (!to || !of.at_home || !of.verdict || !is_illegal(*of.verdict) || exchange_request(batch, item.id)) return;
  auto facts = of;
  facts.partner = to;
  const auto request = open_request(batch, item, kExchangeWorkflow, std::move(facts), Actor{});
  tell_steps_so_far(batch, item.id, request);
}

void tell_partners_of_assessment(Batch& batch, const AssessmentRecord& assessment) {
  const auto step = step_of(assessment.verdict);
  const auto request = step ? exchange_request(batch, assessment.item) : std::nullopt;
  if (request) batch.tell_later(request->id, StepTaken{*step, assessment.at});
}

void tell_partner_of_receipt(Batch& batch, const RequestRecord& request, NoticeId id) {
  const auto notice = batch.tx.notice(id);
  const auto exchange = notice && notice->scope == ContactScope::police ? exchange_request(batch, request.item) : std::nullopt;
  if (!exchange || exchange->id == request.id) return;
  batch.tell_later(exchange->id, StepTaken{ExchangeStep::reported_to_police, batch.now});
  batch.drain();
}

void tell_partners_of_notice(Batch& batch, const NoticeRecord& notice, UtcTime at) {
  const auto step = step_of(notice.scope);
  if (!step) return;
  for (const auto id : batch.tx.requests_in(notice.id))
    if (const auto request = exchange_request(batch, batch.tx.request(id)->item); request && request->id != id)
      batch.tell_later(request->id, StepTaken{*step, at});
}

}  // namespace redress::runtime
