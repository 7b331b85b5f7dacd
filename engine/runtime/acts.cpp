// What people do. Each act is recorded with who and why in the transaction that does it; if it cannot be recorded it does not happen.
#include "engine/core/json_text.hpp"
#include "engine/core/mail_address.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>
#include <array>

namespace redress::runtime {
namespace {

ActResult done() { return {true, {}, false, {}}; }
ActResult problem(std::string text) { return {false, std::move(text), false, {}}; }
ActResult refused(std::string text) { return {false, std::move(text), true, {}}; }

/// The request an act means: the item's newest open one, or its newest of all.
std::optional<RequestRecord> request_of_item(Batch& batch, ItemId item) {
  std::optional<RequestRecord> chosen;
  for (auto& request : batch.tx.requests_of_item(item))
    if (!chosen || !request.closed_at || chosen->closed_at) chosen = request;
  return chosen;
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
    if (decides_contest(event) && decided && after.facts.verdict)
      record_assessment(batch, after.item, *after.facts.verdict, AssessmentBasis::second_person, by);
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
  if (!item) return problem("there is no item of that number");
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
  if (!request) return problem("there is no item of that number");
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
      batch.tell_later(request.id, Located{recipient, location->country_of_address, batch.policies().roads.is_home(location->country_of_address)});
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
  const auto id = act.slug.empty() ? std::optional<RecipientId>(RecipientId{act.subject}) : batch.tx.find_recipient(act.slug);
  auto recipient = id ? batch.tx.recipient(*id) : std::nullopt;
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
      body.add("contact", contact.id.value).add("address_index", hex(batch.parts.sealer.blind_index("contact", contact.address)));
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
    case ActKind::task_show:
    case ActKind::quarantine_show:
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

ActResult about_task(Batch& batch, const Act& act) {
  auto task = batch.tx.task(TaskId{act.subject});
  if (!task) return problem("there is no task of that number");
  if (task->state == TaskState::done || task->state == TaskState::cancelled) return refused("the task is closed already");
  if (task->state == TaskState::taken && task->taken_by != act.by.name) return refused("the task was taken by " + task->taken_by);
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
  // An answer is an event of the request, by its kind; tasks that belong to no request are simply closed.
  if (task->request) {
    std::optional<Event> event;
    if (act.argument == "go_on") event = ResumedByPerson{};
    if (act.argument == "next_rung") event = NextRungChosen{task->kind};
    if (act.argument == "give_up") event = GivenUp{act.closing_reason.value_or(GivenUp{}.reason)};
    if (act.argument == "withdraw") event = Withdrawn{act.closing_reason.value_or(Withdrawn{}.reason)};
    if (act.argument == "uphold") event = ContestUpheld{};
    if (act.argument == "overturn") event = ContestOverturned{};
    if (act.argument == "claims_gone") event = ClaimedGone{task->notice};
    if (act.argument == "received") event = Acknowledged{task->notice};
    if (act.argument == "refused") event = RefusedByRecipient{task->notice};
    if (act.argument == "not_theirs") event = NotTheirs{task->notice};
    if (!event)
      return bad_words("unknown answer; one of go_on, next_rung, give_up, withdraw, uphold, overturn, claims_gone, received, refused, not_theirs");
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
  close();
  note_about_task(batch, *task, "TaskAnswered", act);
  return done();
}

ActResult reveal(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("revealing an address needs a reason (--reason)");
  const auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number");
  const auto key = batch.parts.sealer.unwrap(item->key);
  if (!key) return problem("the item was erased");
  auto locator = batch.parts.sealer.open(*key, {"items", "locator", item->id.value}, item->locator);
  if (!locator) return problem("the item's address does not open under its key; run `redress audit verify`");
  batch.note(StreamKind::item, item->id.value, "LocatorRevealed", act.by, JsonObject().add("reason", act.reason).text());
  auto result = done();
  result.answer = std::move(*locator);
  return result;
}

/// Indexes of something erased are replaced by chance: a later guess at the address finds nothing.
BlindIndex unfindable(Batch& batch) {
  BlindIndex index;
  batch.parts.random.fill(index.bytes);
  return index;
}

/// Deletes the keys of everything that names the item: its own, its place's and its reports' where nobody else needs them, and those of
/// the messages it stood in. Chains stay whole, since they cover ciphertext; figures stay, since they name nobody.
/// A notice that waits to leave is left first, so that nothing is sent whose message is gone. A retraction that is owed goes out before:
/// without the address nobody would know what is taken back.
ActResult erase(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("erasing needs a reason (--reason)");
  auto item = batch.tx.item(ItemId{act.subject});
  if (!item) return problem("there is no item of that number");
  if (item->key.empty()) return refused("the item was erased already");
  for (const auto& request : batch.tx.requests_of_item(item->id)) {
    if (!request.closed_at) return refused("the item is still being removed; withdraw it first (redress item withdraw)");
    for (const auto id : batch.tx.notices_of(request.id))
      if (auto why_not = leave_for_good(batch, request, id, true)) return refused(std::move(*why_not));
  }
  for (auto& request : batch.tx.requests_of_item(item->id)) {
    request.wished_look.reset();
    batch.tx.save(request);
    // Whether to take up again what was given up is no question any more.
    for (auto task : batch.tx.tasks(request.id)) {
      if (task.closed_at) continue;
      task.state = TaskState::cancelled;
      task.closed_at = batch.now;
      batch.tx.save(task);
    }
    for (const auto id : batch.tx.notices_of(request.id)) {
      (void)leave_for_good(batch, request, id, false);
      auto notice = *batch.tx.notice(id);
      notice.key = {};
      notice.message = {};
      batch.tx.save(notice);
      batch.tx.erase_messages(id);
    }
  }
  const auto place = item->location ? batch.tx.location(item->location) : std::nullopt;
  const auto index = item->locator_index;
  item->key = {};
  item->locator = {};
  item->recipe = {};
  item->locator_index = unfindable(batch);
  batch.tx.save(*item);
  if (place && batch.tx.find_items(index).empty()) {
    auto location = *place;
    location.key = {};
    location.host = {};
    location.content_digest = {};
    location.locator_index = unfindable(batch);
    location.host_index = unfindable(batch);
    location.next_look_at.reset();
    batch.tx.save(location);
  }
  for (const auto id : batch.tx.reports_of(item->id)) {
    auto report = *batch.tx.report(id);
    if (report.item_count > 1) continue;  // its reporter told of other items too
    report.key = {};
    report.reporter = {};
    batch.tx.save(report);
  }
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
  if (!notice) return problem("there is no notice of that number");
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

ActResult relocate(Batch& batch, const Act& act) {
  const auto request = request_of_item(batch, ItemId{act.subject});
  if (!request) return problem("there is no item of that number");
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
    if (request.workflow == "triage" && request.facts.deadline_at) {
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

ActResult do_act(Batch& batch, const Act& act) {
  if (auto wanted = role_wanted(act); !wanted.empty()) return refused(wanted + "; ask one, or say who you are with --role");
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
      if (!request) return problem("there is no item of that number");
      if (request->closed_at) return refused("the item is closed");
      mark_urgent(batch, request->item, act.by);
      return done();
    }
    case ActKind::set_registrar: return set_registrar(batch, act);
    case ActKind::erase: return erase(batch, act);
    case ActKind::task_show: return show_task(batch, act);
    case ActKind::quarantine_show: return show_quarantined(batch, act);
    case ActKind::record: return record(batch, act);
  }
  return problem("unknown act");
}

}  // namespace redress::runtime
