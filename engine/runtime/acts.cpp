// What people do. Each act is recorded with who and why in the transaction that does it; if it cannot be recorded it does not happen.
#include "engine/core/actor_name.hpp"
#include "engine/core/hexadecimal.hpp"
#include "engine/core/json_text.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/core/plain_reason.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>
#include <array>

namespace redress::runtime {
namespace {

constexpr std::string_view kTriage = "triage";

/// How much an act about the item is meant for the request. While triage is open nothing else decides; then it is the one whose workflow
/// asks where the item lies now. One that only follows what others do has not begun to ask.
int meant_by_act(Batch& batch, const RequestRecord& request) {
  const auto& facts = request.facts;
  if (request.workflow == kTriage) return request.closed_at ? 1 : 5;
  if (!facts.opened_at || request.workflow == kReferralWorkflow) return 0;
  const bool place_known = facts.at_home || !facts.platform.empty() || !facts.country.empty();
  const auto road = place_known ? batch.policies().roads.workflow_for(facts) : std::nullopt;
  const bool on_its_road = road ? road->answer == request.workflow : request.workflow != kExchangeWorkflow;
  if (!on_its_road) return 2;
  return request.closed_at ? 3 : 4;
}

/// The request an act about the item means; of several equally meant, the newest.
std::optional<RequestRecord> request_of_item(Batch& batch, ItemId item) {
  std::optional<RequestRecord> chosen;
  int most = -1;
  for (auto& request : batch.tx.requests_of_item(item)) {
    const int meant = meant_by_act(batch, request);
    if (meant < most) continue;
    most = meant;
    chosen = request;
  }
  return chosen;
}

/// What concerns the item itself reaches its other requests, too: those that ask or follow, and of a verdict also those that are closed.
void tell_the_others(Batch& batch, const RequestRecord& told, const Event& event, const Actor& by) {
  const bool verdict = std::holds_alternative<Assessed>(event);
  const bool of_item = verdict || std::holds_alternative<Withdrawn>(event) || std::holds_alternative<HoldRequested>(event) ||
                       std::holds_alternative<HoldExtended>(event) || std::holds_alternative<HoldReleased>(event) ||
                       std::holds_alternative<ExpiredByItself>(event);
  if (!of_item) return;
  for (const auto& request : batch.tx.requests_of_item(told.item))
    if (request.id != told.id && request.workflow != kTriage && (verdict || !request.closed_at)) batch.tell_later(request.id, event, by);
  batch.drain();
}

void record_assessment(Batch& batch, ItemId id, Verdict verdict, AssessmentBasis basis, const Actor& by, ClosingReason reason = ClosingReason::none) {
  AssessmentRecord assessment;
  assessment.item = id;
  assessment.verdict = verdict;
  assessment.basis = basis;
  assessment.by = by;
  assessment.attributes = reason == ClosingReason::none ? "{}" : JsonObject().add("closing_reason", name_of(reason)).text();
  assessment.at = batch.now;
  batch.tx.insert(assessment);
  auto item = *batch.tx.item(id);
  item.verdict = verdict;
  batch.tx.save(item);
  content_was_assessed(batch, item.location);
  tell_partners_of_assessment(batch, assessment);
  batch.drain();
}

/// Whether the newest judgement of a first person is theirs.
bool assessed_first_by(Batch& batch, ItemId item, const Actor& by) {
  const auto assessments = batch.tx.assessments(item);
  const auto newest = std::find_if(assessments.rbegin(), assessments.rend(), [](const auto& one) { return one.basis == AssessmentBasis::analyst; });
  return newest != assessments.rend() && newest->by == by;
}

bool decides_contest(const Event& event) {
  return std::holds_alternative<ContestUpheld>(event) || std::holds_alternative<ContestOverturned>(event);
}

ActResult tell_or_explain(Batch& batch, RequestId request, const Event& event, const Actor& by) {
  const auto before = *batch.tx.request(request);
  const auto* receipt = std::get_if<Acknowledged>(&event);
  if (decides_contest(event) && before.facts.contested && assessed_first_by(batch, before.item, by))
    return refused("a contest is decided by a second person, not by who assessed it");
  bool ignored = false;
  const auto error = batch.tell(request, event, by, &ignored);
  if (!error && ignored && std::holds_alternative<NextRungChosen>(event))
    return refused("nothing leads to the next rung from here in state " + before.state +
                   "; where an approval waits, only the answer to that task does (redress task list)");
  if (!error) {
    // What the second person decided is an assessment like any other: the item must not keep the one it replaces.
    const auto after = *batch.tx.request(request);
    const bool decided = (before.facts.contested && !after.facts.contested) || before.facts.verdict != after.facts.verdict;
    if (decides_contest(event) && decided && after.facts.verdict) {
      record_assessment(batch, after.item, *after.facts.verdict, AssessmentBasis::second_person, by);
      tell_the_others(batch, after, Assessed{*after.facts.verdict, AssessmentBasis::second_person}, by);
    }
    tell_the_others(batch, after, event, by);
    if (receipt) tell_partner_of_receipt(batch, after, receipt->notice);
    return done();
  }
  const auto state = batch.tx.request(request)->state;
  switch (*error) {
    case DecideError::wrong_actor: return refused("a person of this role may not do this in state " + state + "; ask a senior or lead");
    case DecideError::no_such_row:
    case DecideError::guard_refused: return refused("not possible in state " + state + "; `redress timeline` shows what happened so far");
    case DecideError::unknown_state:
    case DecideError::action_failed: break;
  }
  return problem("the workflow could not decide (" + std::string(name_of(*error)) + "); nothing was changed");
}

/// Whoever is told of it could not be told what it is.
bool was_erased(Batch& batch, ItemId id) {
  const auto item = batch.tx.item(id);
  return item && item->key.empty();
}

/// What reaches far beyond one item is for those who answer for the desk. Stopping the mail is for everybody.
std::string role_wanted(const Act& act) {
  const auto role = act.by.kind;
  const bool senior = role == ActorKind::senior || role == ActorKind::lead || role == ActorKind::admin;
  if (act.kind == ActKind::sending && act.argument != "paused" && !senior) return "senior, lead or admin may turn sending on";
  if (act.kind == ActKind::connector_resume && !senior) return "senior, lead or admin may let a connector go on";
  if (act.kind == ActKind::recipient_approve && !senior) return "senior, lead or admin may approve a recipient";
  if (act.kind == ActKind::erase && role != ActorKind::lead && role != ActorKind::admin) return "lead or admin may erase";
  const bool holds = act.kind == ActKind::legal_hold || act.kind == ActKind::legal_release || act.kind == ActKind::case_legal_hold ||
                     act.kind == ActKind::case_legal_release;
  if (holds && role != ActorKind::lead && role != ActorKind::admin) return "lead or admin may set a legal hold or end it";
  if (act.kind == ActKind::rules_adopt && role != ActorKind::lead && role != ActorKind::admin && role != ActorKind::engine)
    return "lead or admin may adopt rules";
  if (act.kind == ActKind::refer && role != ActorKind::analyst && !senior) return "analyst, senior, lead or admin may refer an item";
  if (act.kind == ActKind::migrate_rules && !senior) return "senior, lead or admin may move a request to newer rules";
  if (act.kind == ActKind::dossier && role != ActorKind::senior && role != ActorKind::lead && role != ActorKind::helpline)
    return "senior or lead may make a dossier";
  return {};
}

/// Why an act that drives the request was done, beside its event.
void keep_reason(Batch& batch, RequestId request, const Act& act) {
  if (act.reason.empty()) return;
  batch.note(StreamKind::request, request.value, "ReasonGiven", act.by, JsonObject().add("act", name_of(act.kind)).add("reason", act.reason).text());
}

ActResult assess(Batch& batch, const Act& act) {
  const auto verdict = from_name<Verdict>(act.argument);
  if (!verdict) return bad_words("unknown verdict; one of illegal_baseline, illegal_national, not_illegal, doubtful, inaccessible, gone_before");
  const auto reason = act.closing_reason.value_or(ClosingReason::none);
  if (reason != ClosingReason::none && (is_illegal(*verdict) || *verdict == Verdict::doubtful))
    return bad_words("a closing reason belongs to a verdict that closes: not_illegal, inaccessible, gone_before");
  const auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number; `redress item list` shows them");
  if (item->key.empty()) return refused("the item was erased");
  const auto earlier = batch.tx.assessments(item->id);
  const auto basis = act.kind == ActKind::second_opinion ? AssessmentBasis::second_person : AssessmentBasis::analyst;
  if (basis == AssessmentBasis::second_person && !earlier.empty() && earlier.back().by == act.by)
    return refused("a second opinion needs a second person");
  const auto request = request_of_item(batch, item->id);
  if (!request) return problem("the item has no request");
  if (auto told = tell_or_explain(batch, request->id, Assessed{*verdict, basis, reason}, act.by); !told.done) return told;
  record_assessment(batch, item->id, *verdict, basis, act.by, reason);
  keep_reason(batch, request->id, act);
  return done();
}

ActResult about_request(Batch& batch, const Act& act, const Event& event) {
  const auto request = request_of_item(batch, ItemId{act.subject});
  if (!request) return problem("there is no item of that number; `redress item list` shows them");
  if (was_erased(batch, request->item)) return refused("the item was erased");
  auto result = tell_or_explain(batch, request->id, event, act.by);
  if (result.done) keep_reason(batch, request->id, act);
  return result;
}

ActResult hold(Batch& batch, const Act& act) {
  if (!act.until) return bad_words("a hold needs an end (--until 2030-01-31T12:00Z)");
  if (*act.until <= batch.now) return refused("the end of a hold lies in the past; name a time to come");
  return act.kind == ActKind::hold ? about_request(batch, act, HoldRequested{*act.until}) : about_request(batch, act, HoldExtended{*act.until});
}

/// Requests that wait for this recipient to be usable learn that it is.
void tell_those_who_wait_for(Batch& batch, RecipientId recipient) {
  constexpr std::int64_t kRequestsPerAct = 10'000;
  RequestFilter filter;
  filter.open_only = true;
  filter.limit = kRequestsPerAct;
  for (;;) {
    const auto requests = batch.tx.requests(filter);
    for (const auto& request : requests) {
      filter.after = request.id.value;
      if (!request.location || request.facts.hoster) continue;
      const auto location = batch.tx.location(request.location);
      if (!location || location->hoster != recipient) continue;
      batch.tell_later(request.id, located_at(batch, recipient, location->country_of_address));
    }
    if (requests.size() < static_cast<std::size_t>(kRequestsPerAct)) break;
  }
  batch.drain();
}

/// Mailboxes that refused us are tried again: a person says that they work. Returns how many.
std::int64_t use_bounced_again(Batch& batch, RecipientId recipient) {
  std::int64_t count = 0;
  for (auto contact : batch.tx.contacts(recipient)) {
    if (!contact.bounced_at) continue;
    contact.bounced_at.reset();
    batch.tx.save(contact);
    ++count;
  }
  return count;
}

ActResult about_recipient(Batch& batch, const Act& act) {
  auto recipient = recipient_meant(batch, act);
  if (!recipient) return problem("there is no such recipient; `redress recipient list` shows them");
  std::string kind;
  std::int64_t used_again = 0;
  JsonObject body;
  body.add("reason", act.reason);
  switch (act.kind) {
    case ActKind::recipient_approve: {
      recipient->approved = true;
      JsonArray approved;
      for (auto contact : batch.tx.contacts(recipient->id)) {
        if (contact.approved) continue;
        contact.approved = true;
        if (contact.source == kFromDirectory) contact.source = kApprovedByHand;  // the next start must not undo it
        batch.tx.save(contact);
        approved.raw(std::to_string(contact.id.value));
      }
      used_again = use_bounced_again(batch, recipient->id);
      body.raw("contacts", approved.text());
      kind = "RecipientApproved";
      break;
    }
    case ActKind::recipient_pause:
      recipient->paused_at = batch.now;
      kind = "RecipientPaused";
      break;
    case ActKind::recipient_resume:
      recipient->paused_at.reset();
      recipient->rests_until.reset();
      recipient->failures = 0;
      used_again = use_bounced_again(batch, recipient->id);
      kind = "RecipientResumed";
      break;
    case ActKind::contact_add: {
      if (!is_mail_address(act.argument)) return bad_words("that is no mail address; write one like abuse@host.example");
      ContactRecord contact;
      contact.recipient = recipient->id;
      contact.channel = "abuse_mail";
      contact.address = act.argument;
      contact.approved = false;  // by `recipient approve`, by who may
      contact.source = "person";
      for (const auto& known : batch.tx.contacts(recipient->id)) {
        if (known.address == act.argument) return problem("the recipient has that contact already");
        contact.rank = std::max(contact.rank, known.rank + 1);
      }
      contact.id = batch.tx.insert(contact);
      body.add("contact", contact.id.value).add("address_index", hexadecimal(batch.parts.sealer.blind_index("contact", contact.address).bytes));
      kind = "ContactAdded";
      break;
    }
    case ActKind::assess:
    case ActKind::second_opinion:
    case ActKind::withdraw:
    case ActKind::give_up:
    case ActKind::hold:
    case ActKind::extend_hold:
    case ActKind::release_hold:
    case ActKind::uphold:
    case ActKind::overturn:
    case ActKind::resume:
    case ActKind::next_rung:
    case ActKind::partly_gone:
    case ActKind::expired:
    case ActKind::say:
    case ActKind::task_take:
    case ActKind::task_answer:
    case ActKind::connector_pause:
    case ActKind::connector_resume:
    case ActKind::notice_requeue:
    case ActKind::notice_retract:
    case ActKind::sending:
    case ActKind::reveal:
    case ActKind::relocate:
    case ActKind::set_registrar:
    case ActKind::urgent:
    case ActKind::erase:
    case ActKind::dossier:
    case ActKind::approval_approve:
    case ActKind::approval_refuse:
    case ActKind::rules_adopt:
    case ActKind::task_show:
    case ActKind::case_show:
    case ActKind::case_status:
    case ActKind::case_consent_give:
    case ActKind::case_consent_take_back:
    case ActKind::case_withdraw:
    case ActKind::case_erase:
    case ActKind::quarantine_show:
    case ActKind::refer:
    case ActKind::migrate_rules:
    case ActKind::legal_hold:
    case ActKind::legal_release:
    case ActKind::case_legal_hold:
    case ActKind::case_legal_release:
    case ActKind::record: return problem("not an act about a recipient");
  }
  batch.tx.save(*recipient);
  batch.note(StreamKind::recipient, recipient->id.value, kind, act.by, body.add("used_again", used_again).text());
  if (act.kind == ActKind::recipient_approve) tell_those_who_wait_for(batch, recipient->id);
  return done();
}

/// What goes by it waits; what comes back by it is read all the same.
ActResult about_connector(Batch& batch, const Act& act) {
  if (batch.connector(act.slug) == nullptr) return problem("there is no connector of that name; `redress connector list` shows them");
  const bool pause = act.kind == ActKind::connector_pause;
  if (pause)
    batch.tx.pause_connector(act.slug, batch.now);
  else
    batch.tx.resume_connector(act.slug);
  batch.note(StreamKind::desk, batch.desk(batch.parts.desk).value, pause ? "ConnectorPaused" : "ConnectorResumed", act.by,
             JsonObject().add("connector", act.slug).add("reason", act.reason).text());
  return done();
}

void note_about_task(Batch& batch, const TaskRecord& task, std::string_view event, const Act& act) {
  auto body = JsonObject().add("task", task.id.value).add("kind", task.kind).add("answer", task.answer).add("reason", act.reason).text();
  if (task.item)
    batch.note(StreamKind::item, task.item.value, event, act.by, std::move(body));
  else
    batch.note(StreamKind::desk, task.desk.value, event, act.by, std::move(body));
}

constexpr std::string_view kSayings =
    "claims_gone, received, refused, contested, needs_information, passed_on, not_theirs, removed, restricted, age_restricted, account_action, "
    "no_action, appeal_won, appeal_lost, took_over, acted, declined, returned, anonymous, impossible, manifest_errors, information_missing, "
    "referral_received, gone_for_person, there_for_person";

/// What a person was told by whoever has the notice, by telephone or on their pages.
std::optional<Event> said_by(const Act& act, NoticeId notice) {
  const auto& word = act.argument;
  if (word == "claims_gone") return ClaimedGone{notice};
  if (word == "received") return Acknowledged{notice};
  if (word == "refused") return RefusedByRecipient{notice};
  if (word == "contested") return ContestedByRecipient{notice};
  if (word == "needs_information") return InformationAsked{notice};
  if (word == "passed_on") return PassedToCustomer{notice};
  if (word == "not_theirs") return NotTheirs{notice};
  if (const auto decision = from_name<PlatformDecision>(word)) return DecisionReceived{notice, *decision};
  if (word == "appeal_won" || word == "appeal_lost") return AppealDecided{notice, word == "appeal_won"};
  if (word == "took_over") return PartnerTookOver{notice};
  if (word == "acted") return PartnerActed{notice};
  if (word == "declined") return PartnerDeclined{notice, act.closing_reason.value_or(PartnerDeclined{}.reason)};
  if (word == "returned") return PartnerReturned{notice};
  if (word == "anonymous") return AnonymityChosen{};
  if (const auto why = from_name<Inability>(word)) return CannotComply{notice, *why};
  if (word == "gone_for_person" || word == "there_for_person") return PersonObserved{word == "gone_for_person"};
  return std::nullopt;
}

/// The same where no task asks: of the newest notice about the item that has left.
ActResult say(Batch& batch, const Act& act) {
  // Said by police or whoever else it was referred to, not by who is asked to remove it.
  if (act.argument == "referral_received") {
    const auto referral = referral_request(batch, ItemId{act.subject});
    return referral ? tell_or_explain(batch, referral->id, Acknowledged{referral->facts.last_notice}, act.by)
                    : problem("the item was not referred to anybody");
  }
  const auto request = request_of_item(batch, ItemId{act.subject});
  if (!request) return problem("there is no item of that number; `redress item list` shows them");
  const auto event = said_by(act, request->facts.last_notice);
  if (!event) return bad_words("unknown word; one of " + std::string(kSayings));
  return about_request(batch, act, *event);
}

ActResult about_task(Batch& batch, const Act& act) {
  auto task = batch.tx.task(TaskId{act.subject});
  if (!task) return problem("there is no task of that number; `redress task list` shows them");
  const bool to_hand_over = task->kind == kHandOverTask;
  if (to_hand_over && task->state == TaskState::cancelled && act.argument == "filed") return filed_after_all(batch, *task, act);
  if (task->state == TaskState::done || task->state == TaskState::cancelled) return refused("the task is closed already");
  if (task->state == TaskState::taken && task->taken_by != act.by.name) return refused("the task was taken by " + task->taken_by);
  if (task->kind == kApprovalTask && act.kind == ActKind::task_answer) {
    const auto approval = batch.tx.approval_of_task(task->id);
    if (!approval || (act.argument != "approve" && act.argument != "refuse")) return bad_words("unknown answer; one of approve, refuse");
    auto word = act;
    word.kind = act.argument == "approve" ? ActKind::approval_approve : ActKind::approval_refuse;
    word.subject = approval->id.value;
    return about_approval(batch, word);
  }
  if (act.kind == ActKind::task_take) {
    task->state = TaskState::taken;
    task->taken_by = act.by.name;
    batch.tx.save(*task);
    note_about_task(batch, *task, "TaskTaken", act);
    return done();
  }
  const auto close = [&] {
    task->state = TaskState::done;
    task->taken_by = act.by.name;
    task->answer = act.argument;
    task->closed_at = batch.now;
    batch.tx.save(*task);
  };
  if (to_hand_over) {
    auto result = handed_over(batch, *task, act);
    if (!result.done) return result;
    close();
    note_about_task(batch, *task, "TaskAnswered", act);
    batch.drain();
    return result;
  }
  // An answer is an event of the request, by its kind; tasks that belong to no request are simply closed.
  if (task->request) {
    std::optional<Event> event = said_by(act, task->notice);
    if (act.argument == "go_on") event = ResumedByPerson{};
    if (act.argument == "next_rung") event = NextRungChosen{task->kind};
    if (act.argument == "give_up") event = GivenUp{act.closing_reason.value_or(GivenUp{}.reason)};
    if (act.argument == "withdraw") event = Withdrawn{act.closing_reason.value_or(Withdrawn{}.reason)};
    if (act.argument == "uphold") event = ContestUpheld{};
    if (act.argument == "overturn") event = ContestOverturned{};
    if (!event) return bad_words("unknown answer; one of go_on, next_rung, give_up, withdraw, uphold, overturn, " + std::string(kSayings));
    // Answered first: where the event decides nothing, the workflow asks the same again, and that must be a task of its own.
    const auto before = *task;
    close();
    auto told = tell_or_explain(batch, task->request, *event, act.by);
    if (told.done)
      note_about_task(batch, *task, "TaskAnswered", act);
    else
      batch.tx.save(before);
    return told;
  }
  // What is asked of a helpline's people is answered in their own words; of the others nothing follows but that somebody saw to it, or did not.
  const bool about_person = task->desk == batch.desk(kHelplineDesk) && !task->notice;
  if (!about_person && act.argument != "go_on" && act.argument != "give_up")
    return bad_words("unknown answer; go_on (somebody saw to it) or give_up (it is left at that)");
  close();
  note_about_task(batch, *task, "TaskAnswered", act);
  return done();
}

ActResult reveal(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("revealing an address needs a reason (--reason)");
  const auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number; `redress item list` shows them");
  const auto key = batch.parts.sealer.unwrap(item->key);
  if (!key)
    return problem(item->key.empty() ? "the item was erased"
                                     : "the item's key does not open; is the key file the newest? Put it back and start again");
  auto locator = batch.parts.sealer.open(*key, {"items", "locator", item->id.value}, item->locator);
  if (!locator) return problem("the item's address does not open under its key; run `redress audit verify`");
  batch.note(StreamKind::item, item->id.value, "LocatorRevealed", act.by, JsonObject().add("reason", act.reason).text());
  auto result = done();
  result.answer = std::move(*locator);
  return result;
}

/// A notice that waits to leave is left first, so that nothing is sent whose message is gone. A retraction that is owed goes out before:
/// without the address nobody would know what is taken back.
ActResult erase(Batch& batch, const Act& act) {
  if (auto why_not = why_not_erase(batch, act)) return *why_not;
  const auto item = batch.tx.item(ItemId{act.subject});
  erase_item(batch, *item, Erasure::by_person);
  batch.note(StreamKind::item, item->id.value, "ItemErased", act.by, JsonObject().add("reason", act.reason).text());
  return done();
}

/// Which registrar a site's name was bought from, where neither a rule nor the name's register tells it: a person who looked it up says so, for
/// everything at that address.
ActResult set_registrar(Batch& batch, const Act& act) {
  const auto item = batch.tx.item(ItemId{act.subject});
  auto location = item && item->location ? batch.tx.location(item->location) : std::nullopt;
  if (!location) return problem("there is no item of that number, or it has no location yet");
  const auto id = batch.tx.find_recipient(act.slug);
  const auto recipient = id ? batch.tx.recipient(*id) : std::nullopt;
  if (!recipient) return problem("there is no such recipient; `redress recipient list` shows them");
  if (recipient->scope != ContactScope::registrar)
    return refused("that recipient is a " + std::string(name_of(recipient->scope)) + ", not a registrar; the directory says what it is");
  location->registrar = recipient->id;
  batch.tx.save(*location);
  batch.note(StreamKind::item, item->id.value, "RegistrarSet", act.by, JsonObject().add("recipient", recipient->id.value).add("reason", act.reason).text());
  return done();
}

ActResult about_notice(Batch& batch, const Act& act) {
  const auto notice = batch.tx.notice(NoticeId{act.subject});
  if (!notice) return problem("there is no notice of that number; `redress notice list` shows them");
  if (act.kind == ActKind::notice_requeue) {
    std::string why_not;
    if (!requeue(batch, notice->id, why_not)) return problem(why_not);
  } else {
    for (const auto id : batch.tx.requests_in(notice->id)) {
      auto request = *batch.tx.request(id);
      retract_notices(batch, request);
    }
  }
  batch.note(StreamKind::notice, notice->id.value, act.kind == ActKind::notice_requeue ? "NoticeRequeued" : "NoticeRetracted", act.by,
             JsonObject().add("reason", act.reason).text());
  return done();
}

/// Something the program did outside of its store: on record before it begins, so that it does not happen unrecorded.
ActResult record(Batch& batch, const Act& act) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kKinds{{{"backup", "BackupMade"},
                                                                                         {"key_rotate", "KeysRotated"},
                                                                                         {"alert_test", "AlertsTested"},
                                                                                         {"connector_test", "ConnectorTested"},
                                                                                         {"restore", "CopyRestored"}}};
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& one) { return one.first == act.argument; });
  if (kind == kKinds.end()) return bad_words("nothing of that name is recorded");
  batch.note(StreamKind::desk, batch.desk(batch.parts.desk).value, kind->second, act.by, JsonObject().add("reason", act.reason).text());
  return done();
}

/// From now on these are the rules the engine starts with.
ActResult adopt_rules(Batch& batch, const Act& act) {
  const auto before = batch.tx.setting(kAdoptedRules);
  if (act.argument.empty()) return bad_words("which rules is missing");
  if (act.argument == before) return problem("these rules are adopted already");
  batch.tx.set_setting(kAdoptedRules, act.argument);
  batch.note(StreamKind::desk, batch.desk(batch.parts.desk).value, "RulesAdopted", act.by,
             JsonObject().add("before", before).add("after", act.argument).add("reason", act.reason).text());
  return done();
}

/// A request follows the rules of the day it began, whatever changes later. Only this act moves it to those of today, by name and with the
/// reason; what was said before stays said. A deadline that runs is counted anew from the same clock; where that would be over already, what
/// they were told stands.
ActResult migrate_rules(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("moving to newer rules needs a reason (--reason)");
  bool moved = false;
  for (auto request : batch.tx.requests_of_item(ItemId{act.subject})) {
    auto& facts = request.facts;
    if (request.closed_at || request.workflow == kTriage || !facts.opened_at || !facts.verdict) continue;
    JsonObject body;
    body.add("before", facts.regime);
    facts.rules_as_of = batch.now;
    const auto power = request.workflow == kOrderWorkflow ? batch.policies().roads.may_order(facts) : std::nullopt;
    const auto regime = power ? *power : batch.policies().deadlines.regime_for(request.workflow, facts);
    facts.regime = regime.answer;
    std::vector<Why> why{regime.why};
    const auto due =
        facts.deadline_at && *facts.deadline_at > batch.now ? std::optional(batch.policies().deadlines.removal_due(facts)) : std::nullopt;
    const bool moves = due && due->answer > batch.now;
    if (moves) {
      why.push_back(due->why);
      facts.deadline_at = due->answer;
    }
    body.add("after", facts.regime).add("reason", act.reason).raw("why", why_list(why));
    const auto event = batch.note(StreamKind::request, request.id.value, "RulesMigrated", act.by, body.text());
    batch.tx.save(request);
    moved = true;
    if (!moves) continue;
    batch.tx.arm({{}, request.id, "removal_due", *facts.deadline_at, event});
    for (int number = 1; number <= AlertPolicy::kLeadsMax; ++number) batch.tx.cancel_timer(request.id, "alert_" + std::to_string(number));
    int number = 0;
    for (const auto at : batch.policies().alerts.lead_alerts("removal", *facts.deadline_at, batch.now).answer)
      batch.tx.arm({{}, request.id, "alert_" + std::to_string(++number), at, event});
  }
  return moved ? done() : problem("nothing of that item asks for a removal at present");
}

ActResult relocate(Batch& batch, const Act& act) {
  const auto request = request_of_item(batch, ItemId{act.subject});
  if (!request) return problem("there is no item of that number; `redress item list` shows them");
  batch.note(StreamKind::item, act.subject, "RelocationAsked", act.by, JsonObject().add("reason", act.reason).text());
  locate_item(batch, *request);
  return done();
}

}  // namespace

void mark_urgent(Batch& batch, ItemId item, const Actor& by) {
  for (auto request : batch.tx.requests_of_item(item)) {
    if (request.closed_at || request.facts.urgent) continue;
    request.facts.urgent = true;
    std::optional<Reasoned<UtcTime>> due_now;
    if (request.workflow == kTriage && request.facts.deadline_at) {
      auto as_of_now = request.facts;
      as_of_now.opened_at = batch.now;
      due_now = batch.policies().triage.assessment_due(as_of_now, batch.now);
    }
    const auto event = batch.note(StreamKind::request, request.id.value, "MarkedUrgent", by,
                                  JsonObject().raw("why", why_list(due_now ? std::vector{due_now->why} : std::vector<Why>{})).text());
    if (due_now) {
      if (const auto due = due_now->answer; due < *request.facts.deadline_at) {
        request.facts.deadline_at = due;
        batch.tx.arm({{}, request.id, "assessment_due", due, event});
        for (auto task : batch.tx.tasks(request.id))
          if (task.kind == "assess" && !task.closed_at && due < task.due_at) {
            task.due_at = due;
            batch.tx.save(task);
          }
      }
    }
    batch.tx.save(request);
    for (const auto id : batch.tx.notices_of(request.id)) {
      auto notice = *batch.tx.notice(id);
      if (notice.state != NoticeState::open || notice.urgent) continue;
      notice.urgent = true;
      notice.closes_at = batch.now;
      batch.tx.save(notice);
    }
  }
}

std::optional<RecipientRecord> recipient_meant(Batch& batch, const Act& act) {
  const auto id = act.slug.empty() ? std::optional<RecipientId>(RecipientId{act.subject}) : batch.tx.find_recipient(act.slug);
  return id ? batch.tx.recipient(*id) : std::nullopt;
}

namespace {

/// By a person: nothing finds it again. What a rule has erased is still known by its index, until a person erases that, too.
bool erased_for_good(Batch& batch, const ItemRecord& item) {
  if (!item.key.empty()) return false;
  const auto events = batch.tx.events(StreamKind::item, item.id.value);
  return std::any_of(events.begin(), events.end(), [](const EventRecord& event) { return event.kind == "ItemErased"; });
}

}  // namespace

std::optional<ActResult> why_not_erase(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("erasing needs a reason (--reason)");
  const auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number; `redress item list` shows them");
  if (erased_for_good(batch, *item)) return refused("the item was erased already");
  if (item->legal_hold_since)
    return refused("the item is under legal hold since " + to_rfc3339(*item->legal_hold_since) +
                   "; that ends first (redress item legal-release)");
  if (is_held(batch.tx, *item))
    return refused("a case the item belongs to is under legal hold; that ends first (redress case legal-release)");
  for (const auto& request : batch.tx.requests_of_item(item->id)) {
    if (!request.closed_at) return refused("the item is still being removed; withdraw it first (redress item withdraw)");
    for (const auto id : batch.tx.notices_of(request.id)) {
      if (auto why_not = leave_for_good(batch, request, id, true)) return refused(std::move(*why_not));
      for (const auto other : batch.tx.requests_in(id))
        if (const auto spoken_of = batch.tx.request(other)->item; spoken_of != item->id && is_held(batch.tx, *batch.tx.item(spoken_of)))
          return refused("a message about it speaks of item " + std::to_string(spoken_of.value) + ", too, which is under legal hold; that ends first");
    }
  }
  return std::nullopt;
}

namespace {

/// Whether one of them is what a person asked a helpline for.
bool are_of_person(Batch& batch, const std::vector<RequestId>& requests) {
  return std::any_of(requests.begin(), requests.end(), [&](RequestId id) { return batch.tx.request(id)->workflow == kVictimWorkflow; });
}

/// Whose an act's subject is: of a person's case, and of which desk; none: of nobody's in particular.
struct Owner {
  bool is_person = false;
  DeskId desk;
};
Owner owner_of_subject(Batch& batch, const Act& act) {
  switch (subject_kind(act.kind)) {
    case ActSubject::item: {
      const auto item = batch.tx.item(ItemId{act.subject});
      if (!item) return {};
      const auto requests = batch.tx.requests_of_item(item->id);
      return {std::any_of(requests.begin(), requests.end(), [](const auto& one) { return one.workflow == kVictimWorkflow; }), item->desk};
    }
    case ActSubject::notice: {
      const auto notice = batch.tx.notice(NoticeId{act.subject});
      return notice ? Owner{are_of_person(batch, batch.tx.requests_in(notice->id)), notice->desk} : Owner{};
    }
    case ActSubject::task: {
      const auto task = batch.tx.task(TaskId{act.subject});
      if (!task) return {};
      return {task->request ? are_of_person(batch, {task->request}) : task->desk && task->desk == batch.desk(kHelplineDesk), task->desk};
    }
    case ActSubject::removal_case:  // says so itself
    case ActSubject::other: return {};
  }
  return {};
}

/// What a person asked a helpline for is for its own people, and what is not the helpline's is not for them: neither sees or decides the
/// other's. Erasing what an item named, and holding it, is for who may, and police may ask the helpline to wait.
std::optional<ActResult> why_not_of_this_desk(Batch& batch, const Act& act) {
  const auto owner = owner_of_subject(batch, act);
  if (act.by.kind == ActorKind::helpline) {
    if (!owner.desk || owner.desk == batch.desk(kHelplineDesk)) return std::nullopt;
    return refused("it belongs to the hotline; its own people decide about it");
  }
  const bool asks_to_wait = act.by.kind == ActorKind::partner && subject_kind(act.kind) == ActSubject::item;
  const bool of_keeping = act.kind == ActKind::erase || act.kind == ActKind::legal_hold || act.kind == ActKind::legal_release;
  if (!owner.is_person || of_keeping || asks_to_wait) return std::nullopt;
  return refused("it belongs to the helpline; its own people decide about it (--role helpline)");
}

/// Whoever is called by a pseudonym; the others have names of the engine's making.
bool is_person(ActorKind kind) {
  switch (kind) {
    case ActorKind::analyst:
    case ActorKind::senior:
    case ActorKind::lead:
    case ActorKind::helpline:
    case ActorKind::admin: return true;
    case ActorKind::engine:
    case ActorKind::recipient:
    case ActorKind::partner:
    case ActorKind::reporter: return false;
  }
  return false;
}

}  // namespace

ActResult do_act(Batch& batch, const Act& given) {
  Act act = given;
  if (is_person(act.by.kind)) {
    auto name = actor_name(act.by.name);
    if (!name) return bad_words(std::string(kActorNameWanted));
    act.by.name = std::move(*name);
  }
  if (names_an_address(act.reason))
    return bad_words(
        "the reason holds an address, and reasons are kept in the clear and outlive an erasure; name the item by its number instead");
  if (auto why_not = why_not_of_this_desk(batch, act)) return *why_not;
  if (auto wanted = role_wanted(act); !wanted.empty()) return refused(wanted + "; ask one, or say who you are with --role");
  return do_with_four_eyes(batch, act);
}

ActResult carry_out_act(Batch& batch, const Act& act) {
  switch (act.kind) {
    case ActKind::assess:
    case ActKind::second_opinion: return assess(batch, act);
    case ActKind::withdraw:
      if (act.reason.empty()) return bad_words("withdrawing needs a reason (--reason)");
      return about_request(batch, act, Withdrawn{act.closing_reason.value_or(Withdrawn{}.reason)});
    case ActKind::give_up:
      if (act.reason.empty()) return bad_words("giving up needs a reason (--reason)");
      return about_request(batch, act, GivenUp{act.closing_reason.value_or(GivenUp{}.reason)});
    case ActKind::hold:
    case ActKind::extend_hold: return hold(batch, act);
    case ActKind::release_hold: return about_request(batch, act, HoldReleased{});
    case ActKind::uphold: return about_request(batch, act, ContestUpheld{});
    case ActKind::overturn:
      return act.reason.empty() ? bad_words("overturning an assessment needs a reason (--reason)") : about_request(batch, act, ContestOverturned{});
    case ActKind::resume: return about_request(batch, act, ResumedByPerson{});
    case ActKind::next_rung: return about_request(batch, act, NextRungChosen{});
    case ActKind::partly_gone: return about_request(batch, act, PartlyGone{});
    case ActKind::expired: return about_request(batch, act, ExpiredByItself{});
    case ActKind::say: return say(batch, act);
    case ActKind::task_take:
    case ActKind::task_answer: return about_task(batch, act);
    case ActKind::recipient_approve:
    case ActKind::recipient_pause:
    case ActKind::recipient_resume:
    case ActKind::contact_add: return about_recipient(batch, act);
    case ActKind::connector_pause:
    case ActKind::connector_resume: return about_connector(batch, act);
    case ActKind::notice_requeue:
    case ActKind::notice_retract: return about_notice(batch, act);
    case ActKind::sending:
      if (act.argument != "on" && act.argument != "paused" && act.argument != "rehearsal") return bad_words("sending is one of on, paused, rehearsal");
      batch.tx.set_setting("sending", act.argument);
      batch.note(StreamKind::desk, batch.desk(batch.parts.desk).value, "SendingSet", act.by,
                 JsonObject().add("mode", act.argument).add("reason", act.reason).text());
      return done();
    case ActKind::reveal: return reveal(batch, act);
    case ActKind::relocate: return relocate(batch, act);
    case ActKind::urgent: {
      const auto request = request_of_item(batch, ItemId{act.subject});
      if (!request) return problem("there is no item of that number; `redress item list` shows them");
      if (request->closed_at) return refused("the item is closed");
      mark_urgent(batch, request->item, act.by);
      return done();
    }
    case ActKind::set_registrar: return set_registrar(batch, act);
    case ActKind::erase: return erase(batch, act);
    case ActKind::dossier: return make_dossier(batch, act);
    case ActKind::approval_approve:
    case ActKind::approval_refuse: return about_approval(batch, act);
    case ActKind::rules_adopt: return adopt_rules(batch, act);
    case ActKind::task_show: return show_task(batch, act);
    case ActKind::quarantine_show: return show_quarantined(batch, act);
    case ActKind::refer: return refer(batch, act);
    case ActKind::migrate_rules: return migrate_rules(batch, act);
    case ActKind::case_show:
    case ActKind::case_status:
    case ActKind::case_consent_give:
    case ActKind::case_consent_take_back:
    case ActKind::case_withdraw:
    case ActKind::case_erase: return about_case(batch, act);
    case ActKind::legal_hold:
    case ActKind::legal_release: return hold_item_legally(batch, act);
    case ActKind::case_legal_hold:
    case ActKind::case_legal_release: return hold_case_legally(batch, act);
    case ActKind::record: return record(batch, act);
  }
  return problem("unknown act");
}

}  // namespace redress::runtime
