// Delivery: leasing, attempts, verdicts, retries, what a crash left behind. Workflows see only the verdict.
#include "engine/core/assert.hpp"
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

constexpr int kRelayFailuresBeforeRest = 5;
constexpr Milliseconds kRelayRest{60'000};

/// Half the wait for certain, the other half by chance: a hundred failures at one moment do not come back at one moment.
Milliseconds jittered(Batch& batch, Milliseconds wait) {
  const auto half = wait.count() / 2;
  return Milliseconds{half + static_cast<std::int64_t>(batch.parts.random.fraction() * static_cast<double>(wait.count() - half))};
}

/// The moment the recipient may get its next notice, when the last minute's are used up.
std::optional<UtcTime> rate_limited_until(Batch& batch, RecipientId recipient, const std::string& channel) {
  const auto* connector = batch.connector(channel);
  const int limit = std::min(batch.policies().delivery.limits().per_minute, connector ? connector->manifest().per_minute_max : 1);
  auto& sent = batch.memory.sent_lately[recipient];
  // What lies ahead was noted before the clock was set back: it would hold the recipient's notices for as long as the jump.
  while (!sent.empty() && (batch.now - sent.front() >= minutes{1} || sent.front() > batch.now)) sent.pop_front();
  if (static_cast<int>(sent.size()) < limit) return std::nullopt;
  return sent.front() + minutes{1};
}

void wait_until(Batch& batch, OutboxRecord& outbox, UtcTime moment, std::string cause) {
  outbox.state = OutboxState::waiting;
  outbox.lease_owner.clear();
  outbox.not_before = moment;
  outbox.cause = std::move(cause);
  batch.tx.save(outbox);
}

void give_up(Batch& batch, OutboxRecord& outbox, NoticeRecord& notice, const std::string& cause, const std::vector<Why>& why = {}) {
  outbox.state = OutboxState::dead;
  outbox.lease_owner.clear();
  outbox.cause = cause;
  batch.tx.save(outbox);
  call_off(batch, outbox);
  give_up(batch, notice, cause, {}, why);
}

/// Why then, or why not any more.
Why try_again(Batch& batch, OutboxRecord& outbox, NoticeRecord& notice, const std::string& cause, std::optional<Milliseconds> asked) {
  const auto since_first = batch.now - outbox.first_attempt_at.value_or(batch.now);
  const auto step = batch.policies().delivery.retry(outbox.attempts + 1, since_first);
  if (!step.answer) {
    give_up(batch, outbox, notice, cause, {step.why});
    return step.why;
  }
  auto wait = jittered(batch, *step.answer);
  if (asked) wait = std::max(wait, std::min(*asked, Milliseconds{hours{6}}));  // never earlier than told; absurd values are capped
  wait_until(batch, outbox, batch.now + wait, cause);
  return step.why;
}

void keep_why(AttemptRecord& attempt, const Why& why) { attempt.cause += " [" + to_text(why) + "]"; }

void count_failure(Batch& batch, RecipientId id) {
  auto recipient = *batch.tx.recipient(id);
  const auto limits = batch.policies().delivery.limits();
  if (++recipient.failures >= limits.breaker_failures) {
    recipient.rests_until = batch.now + limits.breaker_rest;
    raise_alert(batch, "recipient_down", Severity::warning, "recipient " + std::to_string(id.value), {});
  }
  batch.tx.save(recipient);
}

void forgive(Batch& batch, RecipientId id) {
  auto recipient = *batch.tx.recipient(id);
  if (recipient.failures == 0 && !recipient.rests_until) return;
  recipient.failures = 0;
  recipient.rests_until.reset();
  batch.tx.save(recipient);
}

void mark_possible_duplicate(Batch& batch, NoticeRecord& notice) {
  const auto* connector = batch.connector(notice.channel);
  if (connector && connector->manifest().repeat_is_safe) return;
  notice.possibly_sent_twice = true;
  batch.tx.save(notice);
}

/// Nothing when the message cannot be opened any more.
std::optional<SendJob> job_for(Batch& batch, const NoticeRecord& notice) {
  const auto recipient = batch.tx.recipient(notice.recipient);
  const auto contacts = batch.tx.contacts(notice.recipient);
  const auto contact = std::find_if(contacts.begin(), contacts.end(), [&](const auto& one) { return one.id == notice.contact; });
  if (!recipient || contact == contacts.end()) return std::nullopt;
  SendJob job;
  job.notice = notice.id;
  job.channel = notice.channel;
  job.envelope.workflow = notice.workflow;
  job.envelope.reference = notice.reference;
  job.envelope.reply_token = notice.reply_token;
  job.envelope.kind = notice.kind;
  job.envelope.scope = notice.scope;
  job.envelope.address = contact->address;
  job.envelope.recipient_name = recipient->name;
  job.envelope.composed_at = notice.sealed_at.value_or(batch.now);
  if (notice.possibly_sent_twice) job.envelope.sent_twice_words = batch.policies().texts.sent_twice_words(recipient->language);
  const auto key = batch.parts.sealer.unwrap(notice.key);
  if (!key) return std::nullopt;
  auto message = batch.parts.sealer.open(*key, {"notices", "message", notice.id.value}, notice.message);
  if (!message) return std::nullopt;
  job.message = MessageText(std::move(*message));
  return job;
}

/// Asked before each try: who in it may be spoken of by now, and whether what it says is still fresh. False: it does not leave now.
bool may_leave(Batch& batch, OutboxRecord& outbox, NoticeRecord& notice) {
  const bool again = was_tried(batch, notice);
  if (again && notice.state != NoticeState::sealed) {
    leave_it_at_that(batch, notice, "what came back has settled it");
    return false;
  }
  if (!speaks_of_content(notice.kind)) return true;
  // Judged otherwise, held or moved since, or a rule about the site; also a dead letter that was taken up again.
  const auto all = batch.tx.requests_in(notice.id);
  std::vector<RequestRecord> rest;
  for (const auto id : all)
    if (auto request = *batch.tx.request(id); may_be_spoken_of(notice, request) && !is_forbidden(batch, request, notice.scope, notice.recipient))
      rest.push_back(std::move(request));
  if (may_have_arrived(batch, notice)) {
    // One identity, whatever comes: it is repeated as it was, unless nobody wants it any more.
    if (!rest.empty()) return true;
    for (const auto id : all)
      if (const auto request = *batch.tx.request(id); may_be_spoken_of(notice, request))
        (void)keeps_silent(batch, request, notice.scope, notice.recipient, batch.tx.need_in(notice.id, id).value_or(Need::all));
    leave_it_at_that(batch, notice, "nobody in it may be spoken of any more");
    return false;
  }
  const auto go_on_under_another = [&](std::string_view cause) {
    void_notice(batch, notice, cause, false);
    regroup(batch, notice, all);
  };
  if (rest.size() < all.size()) {
    go_on_under_another("some in it may not be spoken of any more");
    return false;
  }
  if (batch.now - *notice.sealed_at <= batch.policies().looks.fresh_for()) return true;
  // A person who has the form before them is not handed another one whenever the look has grown old: it is looked at again meanwhile.
  const bool waits_for_person = outbox.handed_to && batch.tx.task(outbox.handed_to)->closed_at == std::nullopt;
  // Nobody waits for a copy, so nobody would ask for it again either.
  if (!again && !waits_for_person && notice.kind != NoticeKind::copy) {
    void_notice(batch, notice, "it waited so long that what it says must be looked at again", true);
    return false;
  }
  bool looked_at = true, known = true;
  for (const auto& request : rest) {
    const auto ground = ground_of(batch, request);
    known = known && ground != Ground::unknown;
    if (ground != Ground::look_first) continue;
    looked_at = false;
    look_soon(batch, request);
  }
  if (!looked_at)
    wait_until(batch, outbox, batch.now + kLookFirst, "what it says is looked at first");
  else if (!known)
    go_on_under_another("it must say that some in it could not be checked");
  return looked_at && known;
}

constexpr const char* kQueuedAgain = "queued again by a person";
constexpr const char* kRehearsed = "rehearsed: it would have left, and leaves when sending is on";

/// Everything but the send was done: it may leave, its message opens, and its recipient takes one more. Noted once, and it goes on waiting.
void rehearse(Batch& batch, OutboxRecord& outbox, const NoticeRecord& notice) {
  constexpr Milliseconds kAgain{minutes{10}};
  if (outbox.cause != kRehearsed)
    batch.note(StreamKind::notice, notice.id.value, "NoticeRehearsed", {},
               JsonObject().add("kind", name_of(notice.kind)).add("recipient", notice.recipient.value).text());
  wait_until(batch, outbox, batch.now + kAgain, kRehearsed);
}

}  // namespace

std::int64_t lease_due(Batch& batch, std::int64_t limit) {
  const auto sending = batch.tx.setting("sending");
  const bool rehearsing = sending == "rehearsal";
  if (!rehearsing && !sending.empty() && sending != "on") return 0;
  // A rest is short; one that seems longer was begun before the clock was set back.
  if (const auto until = batch.memory.relay_rests_until; until && batch.now < *until && *until - batch.now <= kRelayRest) return 0;
  auto leased = batch.tx.lease(batch.now, batch.parts.incarnation, limit);
  for (auto& outbox : leased) {
    auto notice = *batch.tx.notice(outbox.notice);
    if (rehearsing && outbox.cause == kRehearsed) {  // not looked at again for nothing
      rehearse(batch, outbox, notice);
      continue;
    }
    const bool first = !notice.first_attempt_at;
    if (!may_leave(batch, outbox, notice)) continue;
    if (const auto until = rate_limited_until(batch, outbox.recipient, outbox.channel)) {
      wait_until(batch, outbox, *until, "as many notices a minute as this recipient takes");
      continue;
    }
    if (const auto beyond = beyond_ceiling(batch, notice); beyond.answer) {  // lowered since it was sealed
      give_up(batch, outbox, notice, *beyond.answer, {beyond.why});
      continue;
    }
    if (batch.connector(outbox.channel)->manifest().by_hand && !rehearsing) {
      hand_over(batch, outbox, notice);
      continue;
    }
    auto job = job_for(batch, notice);
    if (!job) {
      // One damaged row must not keep the others from leaving.
      give_up(batch, outbox, notice, "its message cannot be opened");
      continue;
    }
    batch.memory.sent_lately[outbox.recipient].push_back(batch.now);
    if (rehearsing) {
      rehearse(batch, outbox, notice);
      continue;
    }
    ++outbox.attempts;
    if (!outbox.first_attempt_at) outbox.first_attempt_at = batch.now;
    outbox.state = OutboxState::leased;
    outbox.lease_owner = batch.parts.incarnation;
    batch.tx.save(outbox);
    AttemptRecord attempt;
    attempt.outbox = outbox.id;
    attempt.notice = notice.id;
    attempt.number = outbox.attempts;
    attempt.started_at = batch.now;
    attempt.incarnation = batch.parts.incarnation;
    attempt.id = batch.tx.insert(attempt);
    ++batch.memory.counters.attempts;
    if (first) {
      notice.first_attempt_at = batch.now;
      batch.tx.save(notice);
      tell_all(batch, notice, NoticeAttempted{notice.id});
    }
    job->attempt = attempt.id;
    batch.memory.sends_out.insert(attempt.id);
    batch.jobs.emplace_back(std::move(*job));
  }
  batch.drain();
  return static_cast<std::int64_t>(leased.size());
}

void settle(Batch& batch, const SendSettled& work) {
  auto attempt = batch.tx.attempt(work.attempt);
  REDRESS_ASSERT(attempt.has_value(), "a verdict for an attempt that was never stored");
  if (attempt->verdict != AttemptVerdict::started) return;  // a second verdict for one attempt changes nothing
  auto outbox = *batch.tx.outbox(attempt->outbox);
  auto notice = *batch.tx.notice(attempt->notice);
  attempt->ended_at = batch.now;
  attempt->code = work.code;
  attempt->cause = work.cause;
  auto& counters = batch.memory.counters;
  if (!work.begun) {
    attempt->verdict = AttemptVerdict::unreachable;
    attempt->cause = "the program ended before it was begun";
    batch.tx.save(*attempt);
    --outbox.attempts;
    wait_until(batch, outbox, batch.now, attempt->cause);
    return;
  }
  if (work.outcome != MailOutcome::relay_unreachable) {
    batch.memory.relay_failures = 0;
    batch.memory.relay_rests_until.reset();
  }
  switch (work.outcome) {
    case MailOutcome::accepted:
      ++counters.accepted;
      attempt->verdict = AttemptVerdict::accepted;
      outbox.state = OutboxState::done;
      outbox.lease_owner.clear();
      outbox.cause.clear();
      batch.tx.save(outbox);
      notice.state = NoticeState::accepted;
      notice.accepted_at = batch.now;
      batch.tx.save(notice);
      forgive(batch, notice.recipient);
      tell_all(batch, notice, RelayAccepted{notice.id});
      break;
    case MailOutcome::refused: {
      ++counters.refused;
      attempt->verdict = AttemptVerdict::refused;
      batch.note(StreamKind::notice, notice.id.value, "NoticeRefusedByRelay", {},
                 JsonObject().add("code", work.code).add("address", work.of_address).text());
      if (!work.of_address) {
        batch.tx.save(*attempt);  // its verdict says that nothing has arrived
        if (work.too_large && split(batch, notice, batch.tx.requests_in(notice.id))) break;
        // This message is not taken, by the relay or by us: says nothing about the mailbox, and a person has to see why.
        give_up(batch, outbox, notice, work.cause);
        break;
      }
      outbox.state = OutboxState::done;
      outbox.lease_owner.clear();
      outbox.cause = work.cause;
      batch.tx.save(outbox);
      notice.state = NoticeState::refused;
      batch.tx.save(notice);
      for (auto contact : batch.tx.contacts(notice.recipient))
        if (contact.id == notice.contact) {
          contact.bounced_at = batch.now;
          batch.tx.save(contact);
        }
      ask_about_undelivered(batch, notice, work.cause);
      tell_all(batch, notice, NoticeBounced{notice.id});
      break;
    }
    case MailOutcome::again_later:
      ++counters.again_later;
      attempt->verdict = AttemptVerdict::again_later;
      count_failure(batch, notice.recipient);
      keep_why(*attempt, try_again(batch, outbox, notice, work.cause, work.wait));
      break;
    case MailOutcome::uncertain:
      ++counters.uncertain;
      attempt->verdict = AttemptVerdict::uncertain;
      mark_possible_duplicate(batch, notice);
      batch.note(StreamKind::notice, notice.id.value, "AttemptUncertain", {}, JsonObject().add("attempt", attempt->number).text());
      keep_why(*attempt, try_again(batch, outbox, notice, work.cause, work.wait));
      break;
    case MailOutcome::relay_unreachable:
      // Says nothing about the recipient, so it uses up none of its attempts.
      ++counters.relay_unreachable;
      attempt->verdict = AttemptVerdict::unreachable;
      if (++batch.memory.relay_failures >= kRelayFailuresBeforeRest) {
        batch.memory.relay_rests_until = batch.now + kRelayRest;
        raise_alert(batch, "connector_down", Severity::urgent, "connector " + notice.channel, {});
      }
      --outbox.attempts;
      wait_until(batch, outbox, batch.now + jittered(batch, kRelayRest), work.cause);
      break;
  }
  batch.tx.save(*attempt);
  batch.drain();
}

void recover_deliveries(Batch& batch) {
  for (auto& attempt : batch.tx.attempts_without_verdict(batch.parts.incarnation)) {
    attempt.verdict = AttemptVerdict::uncertain;
    attempt.ended_at = batch.now;
    attempt.cause = "the program ended between the attempt and its verdict";
    auto notice = *batch.tx.notice(attempt.notice);
    mark_possible_duplicate(batch, notice);
    ++batch.memory.counters.uncertain;
    batch.note(StreamKind::notice, notice.id.value, "AttemptUncertain", {},
               JsonObject().add("attempt", attempt.number).add("recovered", true).text());
    // The first time it is repeated at once. What the program ends at again and again must not end it for ever: it waits, and has an end.
    auto outbox = *batch.tx.outbox(attempt.outbox);
    if (attempt.number > 1 && outbox.state == OutboxState::leased) keep_why(attempt, try_again(batch, outbox, notice, attempt.cause, std::nullopt));
    batch.tx.save(attempt);
  }
  batch.tx.release_foreign_leases(batch.parts.incarnation);
  batch.drain();
}

void ask_about_undelivered(Batch& batch, const NoticeRecord& notice, const std::string& cause) {
  const auto requests = batch.tx.requests_in(notice.id);
  const bool only_copies =
      std::all_of(requests.begin(), requests.end(), [&](RequestId one) { return batch.tx.need_in(notice.id, one) == Need::copy; });
  if (!speaks_of_content(notice.kind) || only_copies) open_dead_letter(batch, notice, cause);
}

void leave_it_at_that(Batch& batch, NoticeRecord& notice, std::string_view cause) {
  if (auto outbox = batch.tx.outbox_of(notice.id)) {
    outbox->state = OutboxState::done;
    outbox->lease_owner.clear();
    outbox->cause = cause;
    batch.tx.save(*outbox);
  }
  if (notice.state == NoticeState::sealed) {
    notice.state = NoticeState::dead;
    batch.tx.save(notice);
  }
  batch.note(StreamKind::notice, notice.id.value, "NoticeNotRepeated", {}, JsonObject().add("cause", cause).text());
}

bool tried_again_after_bounce(Batch& batch, NoticeRecord& notice, const std::string& cause) {
  auto outbox = batch.tx.outbox_of(notice.id);
  // Waiting or under way again: the bounce of an earlier try, or one that came twice.
  if (notice.state == NoticeState::sealed && outbox && (outbox->state == OutboxState::waiting || outbox->state == OutboxState::leased)) return true;
  // Where their own system has confirmed it, what came back was a copy of it.
  if (notice.state != NoticeState::accepted || !outbox || outbox->state != OutboxState::done) return false;
  const auto& delivery = batch.policies().delivery;
  const auto step = delivery.retry(outbox->attempts + 1, batch.now - outbox->first_attempt_at.value_or(batch.now));
  if (!step.answer) return false;
  // As if the server had said so at once: nothing has arrived, and the same notice goes on under its number.
  for (auto& attempt : batch.tx.attempts(notice.id)) {
    if (attempt.verdict != AttemptVerdict::accepted) continue;
    attempt.verdict = AttemptVerdict::again_later;
    attempt.cause = cause;
    keep_why(attempt, step.why);
    batch.tx.save(attempt);
  }
  notice.state = NoticeState::sealed;
  notice.accepted_at.reset();
  batch.tx.save(notice);
  // A bounce may be of one mailbox among several behind the address.
  mark_possible_duplicate(batch, notice);
  wait_until(batch, *outbox, batch.now + std::max(jittered(batch, *step.answer), delivery.limits().after_bounce), cause);
  return true;
}

bool requeue(Batch& batch, NoticeId id, std::string& problem) {
  auto notice = batch.tx.notice(id);
  auto outbox = notice ? batch.tx.outbox_of(id) : std::nullopt;
  if (!outbox || outbox->state != OutboxState::dead) {
    problem = "only a notice that was given up can be queued again; `redress notice list --dead` shows them";
    return false;
  }
  if (notice->sealed_at && notice->key.empty()) {
    problem = "its message was erased";
    return false;
  }
  const auto requests = batch.tx.requests_in(id);
  const bool still_wanted = std::any_of(requests.begin(), requests.end(), [&](RequestId one) { return !batch.tx.request(one)->closed_at; });
  if (!still_wanted) {
    problem = "every request in this notice is closed by now; sending it would ask for what is no longer wanted";
    return false;
  }
  outbox->attempts = 0;
  outbox->first_attempt_at.reset();
  if (!notice->sealed_at) {
    // There was never a message: it is composed now, and its entry taken up when that is done.
    outbox->state = OutboxState::done;
    outbox->cause = kQueuedAgain;
    batch.tx.save(*outbox);
    notice->state = NoticeState::open;
    notice->opened_at = notice->closes_at = batch.now;
    batch.tx.save(*notice);
    return true;
  }
  wait_until(batch, *outbox, batch.now, kQueuedAgain);
  notice->state = NoticeState::sealed;
  batch.tx.save(*notice);
  return true;
}

}  // namespace redress::runtime
