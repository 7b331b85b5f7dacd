#include "engine/runtime/sending.hpp"

namespace redress::runtime {

SendSettled run_send(const SendJob& job, const Connector& connector, MailTransport& mail, HttpTransport* http) {
  SendSettled settled;
  settled.attempt = job.attempt;
  const auto* submit = connector.submit();
  if (submit == nullptr) {
    settled.outcome = MailOutcome::refused;
    settled.cause = "the connector cannot submit notices";
    return settled;
  }
  std::string cursor;
  std::optional<LastReply> last;
  for (int steps = 0; steps < kStepsMax; ++steps) {
    auto step = submit->next_step(job.envelope, job.message, cursor, last ? &*last : nullptr);
    if (auto* send = std::get_if<SendMail>(&step)) {
      last = LastReply(mail.send(send->mail));
      if (const auto& verdict = std::get<MailVerdict>(*last); true) {
        settled.code = verdict.code;
        settled.outcome = verdict.outcome;
        settled.cause = verdict.cause;
        settled.of_address = verdict.outcome == MailOutcome::refused && verdict.of_address;
        settled.too_large = verdict.outcome == MailOutcome::refused && verdict.too_large;
        // Nothing a connector could add: no reply was had, so there is nothing for it to read.
        if (verdict.outcome == MailOutcome::relay_unreachable || verdict.outcome == MailOutcome::uncertain) return settled;
      }
      continue;
    }
    if (auto* call = std::get_if<CallHttp>(&step)) {
      if (http == nullptr) {
        settled.outcome = MailOutcome::refused;
        settled.cause = "no HTTP transport is configured for this connector";
        return settled;
      }
      auto reply = http->perform(call->request);
      if (reply) {
        settled.code = reply->status;
        last = LastReply(std::move(*reply));
      } else if (reply.error() == HttpError::uncertain) {
        settled.outcome = MailOutcome::uncertain;
        settled.cause = "cut before the reply";
        return settled;
      } else {
        last = LastReply(reply.error());
      }
      continue;
    }
    if (std::holds_alternative<Receipt>(step)) {
      settled.outcome = MailOutcome::accepted;
      return settled;
    }
    if (auto* refusal = std::get_if<Refusal>(&step)) {
      settled.outcome = MailOutcome::refused;
      settled.cause = refusal->cause;
      return settled;
    }
    if (auto* again = std::get_if<AgainAfter>(&step)) {
      settled.outcome = MailOutcome::again_later;
      settled.cause = again->cause;
      if (again->wait.count() > 0) settled.wait = again->wait;
      return settled;
    }
    settled.outcome = MailOutcome::refused;
    settled.cause = std::get<NeedsPerson>(step).cause;
    return settled;
  }
  settled.outcome = MailOutcome::again_later;
  settled.cause = "the connector did not come to an end";
  return settled;
}

LookReply run_look(const LookJob& job, ContentCheck& check) {
  std::optional<LookReply> gone, unknown;
  for (const auto& way : job.ways) {
    auto reply = check.look(way);
    switch (reply.observed) {
      case Observed::online:
      case Observed::changed: return reply;
      case Observed::gone: gone = gone.value_or(std::move(reply)); break;
      case Observed::unknown: unknown = unknown.value_or(std::move(reply)); break;
    }
  }
  if (unknown) return *unknown;
  if (gone && !job.more_ways) return *gone;
  return {Observed::unknown, Evidence::recipe_missing, gone ? gone->status : 0, {}};
}

}  // namespace redress::runtime
