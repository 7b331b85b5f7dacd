// Four eyes. What needs a second person is kept exactly as it was asked for, with a digest of what it is about; when somebody else agrees
// it is done, unless it is about something else by then. Who cannot wait breaks the glass: it is done, and everybody who answers for the
// desk is alerted.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"
#include "engine/seal/sha256_chain.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

/// What an act is about, as it is now.
struct Subject {
  StreamKind stream = StreamKind::desk;
  std::int64_t stream_id = 0;
  ItemId item;
  std::string content;    // everything that would be another act if it were otherwise
  std::int64_t size = 1;  // how much it reaches; 0: it changes nothing that needs two
};

std::string notices_of_item(Batch& batch, ItemId item) {
  JsonArray list;
  for (const auto& request : batch.tx.requests_of_item(item))
    for (const auto id : batch.tx.notices_of(request.id)) list.raw(std::to_string(id.value));
  return list.text();
}

/// Nothing for acts that need no second person whatever the rules say, and for those that cannot be done: these say why themselves.
std::optional<Subject> subject_of(Batch& batch, const Act& act) {
  Subject subject;
  switch (act.kind) {
    case ActKind::erase: {
      if (why_not_erase(batch, act)) return std::nullopt;
      subject.item = ItemId{act.subject};
      JsonArray reports;
      for (const auto id : batch.tx.reports_of(subject.item)) reports.raw(std::to_string(id.value));
      subject.content = JsonObject().raw("reports", reports.text()).raw("notices", notices_of_item(batch, subject.item)).text();
      break;
    }
    case ActKind::case_erase:
      if (why_not_erase_case(batch, act)) return std::nullopt;
      subject.stream = StreamKind::person;
      subject.stream_id = batch.tx.removal_case(CaseId{act.subject})->depicted.value;
      break;
    case ActKind::dossier: {
      if (why_not_dossier(batch, act)) return std::nullopt;
      subject.item = ItemId{act.subject};
      const auto assessments = batch.tx.assessments(subject.item);
      subject.content = JsonObject()
                            .add("assessment", assessments.empty() ? std::int64_t{0} : assessments.back().id.value)
                            .raw("notices", notices_of_item(batch, subject.item))
                            .text();
      break;
    }
    case ActKind::refer: {
      if (why_not_refer(batch, act)) return std::nullopt;
      subject.item = ItemId{act.subject};
      const auto assessments = batch.tx.assessments(subject.item);
      subject.content = JsonObject().add("to", act.argument).add("assessment", assessments.back().id.value).text();
      break;
    }
    case ActKind::recipient_approve: {
      const auto recipient = recipient_meant(batch, act);
      if (!recipient) return std::nullopt;
      subject.stream = StreamKind::recipient;
      subject.stream_id = recipient->id.value;
      JsonArray addresses;
      std::int64_t contacts = 0;
      for (const auto& contact : batch.tx.contacts(recipient->id)) {
        if (contact.approved) continue;
        ++contacts;
        addresses.raw(JsonObject().add("channel", contact.channel).add("address", contact.address).text());
      }
      subject.size = std::max<std::int64_t>(recipient->approved ? 0 : 1, contacts);
      subject.content = JsonObject().add("recipient", recipient->id.value).raw("addresses", addresses.text()).text();
      break;
    }
    case ActKind::notice_retract: {
      const auto notice = batch.tx.notice(NoticeId{act.subject});
      if (!notice) return std::nullopt;
      subject.stream = StreamKind::notice;
      subject.stream_id = notice->id.value;
      JsonArray requests;
      const auto members = batch.tx.requests_in(notice->id);
      for (const auto id : members) requests.raw(std::to_string(id.value));
      subject.size = static_cast<std::int64_t>(members.size());
      subject.content = requests.text();
      break;
    }
    case ActKind::sending:
    case ActKind::connector_resume:
      if (act.kind == ActKind::sending && act.argument != "on") return std::nullopt;
      if (act.kind == ActKind::connector_resume && batch.connector(act.slug) == nullptr) return std::nullopt;
      subject.size = batch.tx.backlog(batch.now).outbox_waiting;  // grows by the minute: no part of what it is about
      break;
    case ActKind::rules_adopt: {
      const auto before = batch.tx.setting(kAdoptedRules);
      subject.size = before.empty() || before == act.argument ? 0 : 1;  // the first ones change nothing
      subject.content = before;
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
    case ActKind::recipient_pause:
    case ActKind::recipient_resume:
    case ActKind::contact_add:
    case ActKind::connector_pause:
    case ActKind::notice_requeue:
    case ActKind::reveal:
    case ActKind::relocate:
    case ActKind::set_registrar:
    case ActKind::urgent:
    case ActKind::approval_approve:
    case ActKind::approval_refuse:
    case ActKind::task_show:
    case ActKind::case_show:
    case ActKind::case_status:
    case ActKind::case_consent_give:
    case ActKind::case_consent_take_back:
    case ActKind::case_withdraw:
    case ActKind::quarantine_show:
    case ActKind::migrate_rules:
    case ActKind::legal_hold:
    case ActKind::legal_release:
    case ActKind::case_legal_hold:
    case ActKind::case_legal_release:
    case ActKind::record: return std::nullopt;
  }
  if (subject.item) {
    subject.stream = StreamKind::item;
    subject.stream_id = subject.item.value;
  }
  if (subject.stream == StreamKind::desk) subject.stream_id = batch.desk(batch.parts.desk).value;
  return subject;
}

ChainHash digest_of(const Act& act, const Subject& subject) {
  return Sha256Chain().next({}, JsonObject()
                                    .add("act", name_of(act.kind))
                                    .add("subject", act.subject)
                                    .add("slug", act.slug)
                                    .add("argument", act.argument)
                                    .add("reason", act.reason)
                                    .add("role", name_of(act.by.kind))
                                    .add("by", act.by.name)
                                    .add("about", subject.content)
                                    .text());
}

/// "erase item 12", for tasks and answers.
std::string in_words(const Act& act, const Subject& subject) {
  std::string text(name_of(act.kind));
  if (subject_kind(act.kind) == ActSubject::removal_case) return text + " " + std::to_string(act.subject);  // by the case, not by its person
  if (subject.stream != StreamKind::desk) text += " " + std::string(name_of(subject.stream)) + " " + std::to_string(subject.stream_id);
  if (subject.stream != StreamKind::recipient && !act.slug.empty()) text += " " + act.slug;
  return text;
}

Act act_of(const ApprovalRecord& approval) {
  Act act;
  act.kind = from_name<ActKind>(approval.act).value_or(ActKind::record);  // one of an older version is refused as nothing that is recorded
  act.by = approval.asked_by;
  act.subject = approval.subject;
  act.slug = approval.slug;
  act.argument = approval.argument;
  act.reason = approval.reason;
  return act;
}

void note_about(Batch& batch, const Subject& subject, std::string_view event, const ApprovalRecord& approval, const Actor& by,
                std::string_view reason = {}) {
  batch.note(
      subject.stream, subject.stream_id, event, by,
      JsonObject().add("approval", approval.id.value).add("act", approval.act).add("reason", reason).add("why", approval.why).text());
}
/// Where its events stand, also when what it was about is gone.
Subject place_of(Batch& batch, const ApprovalRecord& approval) {
  if (auto subject = subject_of(batch, act_of(approval))) return *subject;
  return {StreamKind::desk, approval.desk.value, {}, {}, 0};
}

void close_task(Batch& batch, const ApprovalRecord& approval, TaskState state, const Actor& by, std::string_view answer) {
  auto task = batch.tx.task(approval.task);
  if (!task || task->closed_at) return;
  task->state = state;
  task->answer = answer;
  if (state == TaskState::done) task->taken_by = by.name;
  task->closed_at = batch.now;
  batch.tx.save(*task);
}

void end_unanswered(Batch& batch, ApprovalRecord& approval, std::string_view event) {
  approval.state = ApprovalState::expired;
  if (!approval.decided_at) approval.decided_at = batch.now;
  batch.tx.save(approval);
  close_task(batch, approval, TaskState::cancelled, {}, event);
  note_about(batch, place_of(batch, approval), event, approval, {});
}

ActResult asked(const ApprovalRecord& approval, std::string before) {
  ActResult result;
  result.problem = std::move(before) + "; another person agrees until " + to_rfc3339(approval.expires_at) +
                   " with: redress approval approve " + std::to_string(approval.id.value);
  result.refused_by_policy = true;
  result.approval = approval.id.value;
  return result;
}

ApprovalRecord ask(Batch& batch, const Act& act, const Subject& subject, const Reasoned<SecondPerson>& rule) {
  ApprovalRecord approval;
  approval.desk = batch.desk(batch.parts.desk);
  approval.act = name_of(act.kind);
  approval.subject = act.subject;
  approval.slug = act.slug;
  approval.argument = act.argument;
  approval.reason = act.reason;
  approval.content_digest = digest_of(act, subject);
  approval.asked_by = act.by;
  approval.asked_at = batch.now;
  approval.expires_at = batch.now + rule.answer.valid_for;
  approval.why = to_text(rule.why);
  approval.id = batch.tx.insert(approval);
  TaskRecord task;
  task.desk = approval.desk;
  task.kind = kApprovalTask;
  task.item = subject.item;
  task.reason = "approval " + std::to_string(approval.id.value) + ": " + in_words(act, subject);
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(task.kind, {}, batch.now).answer;
  approval.task = open_task(batch, std::move(task));
  batch.tx.save(approval);
  note_about(batch, subject, "ApprovalAsked", approval, act.by, act.reason);
  raise_alert(batch, "approval_asked", Severity::warning, "approval " + std::to_string(approval.id.value), approval.desk);
  return approval;
}

std::string roles_in_words(const std::vector<ActorKind>& roles) {
  std::string text;
  for (const auto role : roles) text += (text.empty() ? "" : role == roles.back() ? " or " : ", ") + std::string(name_of(role));
  return text;
}

/// Whose word is no answer to it, and why.
std::optional<ActResult> why_no_word(const ApprovalRecord& approval, const std::optional<Reasoned<SecondPerson>>& rule, const Actor& by,
                                     UtcTime now) {
  if (approval.state != ApprovalState::asked)
    return refused("approval " + std::to_string(approval.id.value) + " is " + std::string(name_of(approval.state)) + " already");
  if (approval.expires_at <= now) return refused("its time is over; it has to be asked for again");
  if (by.name == approval.asked_by.name) return refused("a second person has to agree, not who asked for it");
  if (rule && std::find(rule->answer.roles.begin(), rule->answer.roles.end(), by.kind) == rule->answer.roles.end())
    return refused(roles_in_words(rule->answer.roles) + " may answer it; ask one, or say who you are with --role");
  return std::nullopt;
}

}  // namespace

ActResult do_with_four_eyes(Batch& batch, const Act& act) {
  const auto subject = subject_of(batch, act);
  const auto rule = subject ? batch.policies().approvals.second_person(name_of(act.kind), subject->size, batch.now) : std::nullopt;
  // Changed rules may be what would have asked for two: whoever adopts them alone is told of in any case.
  const bool in_the_dark = act.kind == ActKind::rules_adopt && act.break_glass && subject && subject->size > 0;
  if (!rule && !in_the_dark) return carry_out_act(batch, act);
  if (act.break_glass) {
    if (act.reason.empty()) return bad_words("doing it alone needs a reason (--reason)");
    auto result = carry_out_act(batch, act);
    if (!result.done) return result;
    const auto event = batch.note(
        subject->stream, subject->stream_id, "GlassBroken", act.by,
        JsonObject().add("act", name_of(act.kind)).add("reason", act.reason).add("why", rule ? to_text(rule->why) : std::string()).text());
    raise_alert(batch, "break_glass", Severity::urgent, "event " + std::to_string(event.value), batch.desk(batch.parts.desk));
    return result;
  }
  const auto digest = digest_of(act, *subject);
  if (auto known = batch.tx.open_approval_of(digest, batch.now)) {
    if (known->state == ApprovalState::asked) return asked(*known, "it was asked for already, as approval " + std::to_string(known->id.value));
    auto result = carry_out_act(batch, act);
    if (!result.done) return result;
    known->carried_out_at = batch.now;
    batch.tx.save(*known);
    note_about(batch, *subject, "ApprovalTaken", *known, act.by);
    return result;
  }
  const auto approval = ask(batch, act, *subject, *rule);
  return asked(approval, "a second person has to agree: it waits as approval " + std::to_string(approval.id.value));
}

ActResult about_approval(Batch& batch, const Act& act) {
  auto approval = batch.tx.approval(ApprovalId{act.subject});
  if (!approval) return problem("there is no approval of that number; `redress approval list` shows them");
  const auto wanted = act_of(*approval);
  const auto subject = subject_of(batch, wanted);
  const auto rule = subject ? batch.policies().approvals.second_person(approval->act, subject->size, batch.now) : std::nullopt;
  if (auto why_not = why_no_word(*approval, rule, act.by, batch.now)) return *why_not;
  const auto decide = [&](ApprovalState state, std::string_view event) {
    approval->state = state;
    approval->decided_by = act.by;
    approval->decided_at = batch.now;
    batch.tx.save(*approval);
    close_task(batch, *approval, TaskState::done, act.by, name_of(state));
    note_about(batch, subject ? *subject : place_of(batch, *approval), event, *approval, act.by, act.reason);
  };
  if (act.kind == ActKind::approval_refuse) {
    if (act.reason.empty()) return bad_words("refusing needs a reason (--reason)");
    decide(ApprovalState::refused, "ApprovalRefused");
    return done();
  }
  if (!subject) return refused("what was asked for cannot be done any more; refuse it (redress approval refuse), or let its time run out");
  if (!rule) return refused("it needs no second person any more; whoever asked can do it");
  if (digest_of(wanted, *subject) != approval->content_digest) {
    end_unanswered(batch, *approval, "ApprovalOutdated");
    const auto anew = ask(batch, wanted, *subject, *rule);
    return asked(anew,
                 "what it is about has changed since it was asked for; it is asked for anew, as approval " + std::to_string(anew.id.value));
  }
  // A dossier goes to who asked for it, and to nobody else: they take it.
  if (wanted.kind == ActKind::dossier) {
    decide(ApprovalState::approved, "ApprovalGiven");
    return done();
  }
  auto result = carry_out_act(batch, wanted);
  if (!result.done) return result;
  approval->carried_out_at = batch.now;
  decide(ApprovalState::approved, "ApprovalGiven");
  return result;
}

std::int64_t expire_approvals(Batch& batch) {
  constexpr std::int64_t kPerStep = 100;
  auto over = batch.tx.approvals_over(batch.now, kPerStep);
  for (auto& approval : over) end_unanswered(batch, approval, "ApprovalExpired");
  return static_cast<std::int64_t>(over.size());
}

}  // namespace redress::runtime
