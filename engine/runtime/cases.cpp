// Cases of a helpline: what a person asks for, whom they let us tell, and what they are told. Nothing of a person stands in an event, a task or
// a notice; it is opened by an audited act alone. [SRC-GDPR-6]
#include "engine/core/actor_name.hpp"
#include "engine/core/json_text.hpp"
#include "engine/core/reference.hpp"
#include "engine/runtime/batch.hpp"
#include "engine/seal/pin_hash.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

constexpr std::string_view kSource = "helpline";
constexpr std::string_view kAnyRecipient = "any";
constexpr std::string_view kTellTask = "tell_person";
constexpr std::string_view kEraseTask = "erase_case";
constexpr std::string_view kHelplineAlone = "cases are the helpline's; say who you are with --role helpline";
constexpr std::string_view kNoSuchCase = "there is no case of that number; `redress case list` shows them";

// A PIN has 10^8 values: five tries a quarter of an hour would need centuries for one case, and everybody together is held to what the writer
// can spare, since each try takes a tenth of a second.
constexpr int kPinFailuresMax = 5;
constexpr Milliseconds kPinLockedFor = minutes{15};
constexpr std::size_t kPinsPerMinute = 60;

CaseResult not_done(std::string why) {
  CaseResult result;
  result.problem = std::move(why);
  return result;
}

PersonId store_person(Batch& batch, DeskId desk, const PersonText& details) {
  auto key = batch.parts.sealer.make_key();
  CasePersonRecord person;
  person.desk = desk;
  person.details = batch.parts.sealer.seal(key.key, {"case_persons", "details", batch.tx.next_person().value}, details.open(SealingReveal::grant()));
  person.key = std::move(key.wrapped);
  person.created_at = batch.now;
  return batch.tx.insert(person);
}

CaseRecord store_case(Batch& batch, const OpenCase& wanted, DeskId desk, const SecretText& pin) {
  CaseRecord record;
  record.desk = desk;
  do record.number = make_case_number(batch.parts.random);
  while (batch.tx.find_case(record.number));
  record.pin_hash = hash_pin(pin, batch.parts.pin_cost);
  record.requester = store_person(batch, desk, wanted.requester);
  record.depicted = wanted.depicted.empty() ? record.requester : store_person(batch, desk, wanted.depicted);
  record.age_band = wanted.age_band;
  record.authority = wanted.authority;
  record.first_step = wanted.first_step;
  record.threat = wanted.threat;
  record.opened_at = batch.now;
  record.id = batch.tx.insert(record);
  for (const auto& consent : wanted.consents) batch.tx.save(ConsentRecord{record.id, consent.recipient, consent.data, batch.now, {}});
  return record;
}

/// What the person has agreed to for that recipient; nothing where they said nothing of it. What is said of one goes before what is said of any.
std::optional<bool> says_of(const std::vector<ConsentRecord>& consents, std::string_view recipient) {
  for (const auto& consent : consents)
    if (consent.data == DataKind::location && consent.recipient == recipient) return !consent.withdrawn_at;
  return std::nullopt;
}

/// It asks for something still: neither taken back nor erased.
bool is_meant(const CaseRecord& record) { return !record.withdrawn_at && !record.erased_at; }

/// Whether one of the cases lets the recipient be told; without one: anybody at all.
bool some_consent(Batch& batch, const std::vector<CaseId>& cases, std::string_view recipient) {
  return std::any_of(cases.begin(), cases.end(), [&](CaseId id) {
    if (!is_meant(*batch.tx.removal_case(id))) return false;
    const auto consents = batch.tx.consents(id);
    if (!recipient.empty())
      if (const auto said = says_of(consents, recipient)) return *said;
    if (const auto said = says_of(consents, kAnyRecipient); said && *said) return true;
    return recipient.empty() && std::any_of(consents.begin(), consents.end(), [](const ConsentRecord& consent) {
             return consent.data == DataKind::location && !consent.withdrawn_at;
           });
  });
}

/// Whether whoever would be asked next may be: its host, where that is known.
bool may_go_on(Batch& batch, const RequestRecord& request) {
  const auto host = request.facts.hoster ? batch.tx.recipient(request.facts.hoster) : std::nullopt;
  return some_consent(batch, batch.tx.cases_of_request(request.id), host ? std::string_view(host->slug) : std::string_view());
}

/// Whoever takes the case down has judged what it names.
void judge(Batch& batch, ItemRecord item, const OpenCase& wanted) {
  AssessmentRecord assessment;
  assessment.item = item.id;
  assessment.verdict = wanted.verdict;
  assessment.by = wanted.by;
  assessment.attributes = "{}";
  assessment.at = batch.now;
  batch.tx.insert(assessment);
  item.verdict = wanted.verdict;
  batch.tx.save(item);
}

/// One request per location: what another case asks for already is asked once, and each person hears of it. What was closed and is not
/// watched begins again.
RequestId request_for(Batch& batch, const OpenCase& wanted, const IncomingItem& incoming, const CaseRecord& record, ReportId report) {
  const auto index = index_of(batch, incoming);
  if (const auto known = batch.tx.find_item(record.desk, incoming.locator_kind, incoming.platform, index)) {
    batch.tx.link_report(report, *known, 1);
    if (auto item = *batch.tx.item(*known); item.key.empty()) {
      name_again(batch, item, incoming);
      batch.tx.save(item);
    }
    look_at_repeat(batch, batch.tx.item(*known)->location);
    for (const auto& request : batch.tx.requests_of_item(*known))
      if (request.workflow == kVictimWorkflow) {
        if (request.closed_at && request.facts.verdict && !is_illegal(*request.facts.verdict)) {
          judge(batch, *batch.tx.item(*known), wanted);
          batch.tell_later(request.id, Assessed{wanted.verdict}, wanted.by);
        } else {
          batch.tell_later(request.id, RepeatReported{true}, Actor{ActorKind::reporter, std::string(kSource)});
        }
        return request.id;
      }
  }
  auto item = store_item(batch, incoming, index, record.desk, report);
  batch.tx.link_report(report, item.id, 1);
  judge(batch, item, wanted);
  Facts facts;
  facts.verdict = wanted.verdict;
  facts.urgent = incoming.urgent;
  facts.first_step = record.first_step;
  facts.threat = record.threat;
  facts.consent_missing = !some_consent(batch, {record.id}, {});
  return open_request(batch, item, kVictimWorkflow, std::move(facts), Actor{});
}

std::optional<TaskRecord> open_one(Batch& batch, TaskId id) {
  const auto task = id ? batch.tx.task(id) : std::nullopt;
  return task && !task->closed_at ? task : std::nullopt;
}

TaskId open_case_task(Batch& batch, const CaseRecord& record, std::string_view kind, std::string reason) {
  TaskRecord task;
  task.desk = record.desk;
  task.kind = kind;
  task.reason = std::move(reason);
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(kind, {}, batch.now).answer;
  return open_task(batch, std::move(task));
}

void end_task(Batch& batch, TaskId id, TaskState state) {
  auto task = open_one(batch, id);
  if (!task) return;
  task->state = state;
  task->closed_at = batch.now;
  batch.tx.save(*task);
}

/// How its requests stand, in numbers that name nothing.
struct Standing {
  std::int64_t all = 0, gone = 0, told = 0, open = 0;
  void count(const RequestRecord& request) {
    ++all;
    gone += request.facts.opened_at && !request.facts.spell_open ? 1 : 0;
    told += request.facts.told_somebody ? 1 : 0;
    open += request.closed_at ? 0 : 1;
  }
};
/// `changing`: a request as it is about to be stored.
Standing standing_of(Batch& batch, CaseId id, const RequestRecord* changing = nullptr) {
  Standing standing;
  for (const auto request : batch.tx.requests_of_case(id))
    standing.count(changing && changing->id == request ? *changing : *batch.tx.request(request));
  return standing;
}

void note_about(Batch& batch, const CaseRecord& record, std::string_view kind, const Actor& by, JsonObject body) {
  body.add("case", record.id.value);
  batch.note(StreamKind::person, record.depicted.value, kind, by, body.text());
}
/// With why it was done.
void note_act(Batch& batch, const CaseRecord& record, std::string_view kind, const Act& act, JsonObject body = {}) {
  if (!act.reason.empty()) body.add("reason", act.reason);
  note_about(batch, record, kind, act.by, std::move(body));
}

ActResult show(Batch& batch, const Act& act, const CaseRecord& record) {
  if (act.reason.empty()) return bad_words("opening what is kept of a person needs a reason (--reason)");
  if (record.erased_at) return problem("the case was erased: what was kept of its persons cannot be read");
  const auto opened = [&](PersonId id) -> std::optional<std::string> {
    const auto person = batch.tx.case_person(id);
    const auto key = batch.parts.sealer.unwrap(person->key);
    if (!key) return std::nullopt;
    auto details = batch.parts.sealer.open(*key, {"case_persons", "details", id.value}, person->details);
    return details ? std::optional(std::move(*details)) : std::nullopt;
  };
  const auto requester = opened(record.requester);
  const auto depicted = opened(record.depicted);
  if (!requester || !depicted) return problem("what is kept of its persons does not open under its key; run `redress audit verify`");
  note_act(batch, record, "CaseRevealed", act);
  JsonArray items;
  for (const auto id : batch.tx.requests_of_case(record.id)) items.raw(std::to_string(batch.tx.request(id)->item.value));
  auto result = done();
  result.answer = JsonObject()
                      .add("number", record.number)
                      .raw("requester", *requester)
                      .raw("depicted", *depicted)
                      .add("age_band", name_of(record.age_band))
                      .add("authority", name_of(record.authority))
                      .raw("items", items.text())
                      .text();
  return result;
}

/// A number that has no case, or none that may be asked now, costs the same hashing as a wrong PIN.
void hash_for_nobody(const PinCost& cost, const SecretText& pin) {
  static const auto of_nobody = hash_pin(SecretText("00000000"), cost);
  (void)pin_matches(of_nobody, pin);
}

/// The same words after the same hashing whether there is no such case or the PIN is another: nobody learns which cases there are.
ActResult status(Batch& batch, const Act& act) {
  const auto wrong = [] { return refused("number and PIN do not belong together; ask the helpline, or try again in a quarter of an hour"); };
  auto& tried = batch.memory.pins_tried;
  while (!tried.empty() && (batch.now - tried.front() >= minutes{1} || tried.front() > batch.now)) tried.pop_front();
  if (tried.size() >= kPinsPerMinute) return problem("too many ask at this moment; try again in a minute");
  const auto number = read_case_number(act.slug);
  const auto id = number ? batch.tx.find_case(*number) : std::nullopt;
  auto record = id ? batch.tx.removal_case(*id) : std::nullopt;
  tried.push_back(batch.now);
  if (!record || record->erased_at || (record->pin_locked_until && *record->pin_locked_until > batch.now)) {
    hash_for_nobody(batch.parts.pin_cost, SecretText(act.argument));
    return wrong();
  }
  const bool right = pin_matches(record->pin_hash, SecretText(act.argument));
  record->pin_failures = right ? 0 : record->pin_failures + 1;
  record->pin_locked_until.reset();
  if (record->pin_failures >= kPinFailuresMax) {
    record->pin_failures = 0;
    record->pin_locked_until = batch.now + kPinLockedFor;
  }
  batch.tx.save(*record);
  note_about(batch, *record, "StatusAsked", act.by, JsonObject().add("right", right));
  if (!right) return wrong();
  auto standing = standing_of(batch, record->id);
  if (record->withdrawn_at) standing.open = 0;  // what goes on, another asks for
  auto result = done();
  result.answer = JsonObject().add("locations", standing.all).add("told", standing.told).add("gone", standing.gone).add("open", standing.open).text();
  return result;
}

/// Somebody asks for it still.
bool is_wanted(Batch& batch, RequestId request) {
  const auto cases = batch.tx.cases_of_request(request);
  return std::any_of(cases.begin(), cases.end(), [&](CaseId id) { return is_meant(*batch.tx.removal_case(id)); });
}

/// Tells each request of the case that is still wanted what it means for whoever it asks next.
void apply_consent(Batch& batch, CaseId id, const Actor& by) {
  for (const auto request_id : batch.tx.requests_of_case(id)) {
    if (!is_wanted(batch, request_id)) continue;
    const auto request = *batch.tx.request(request_id);
    const bool may = may_go_on(batch, request);
    if (may && request.facts.consent_missing) batch.tell_later(request_id, ConsentGiven{}, by);
    if (!may && !request.facts.consent_missing) batch.tell_later(request_id, ConsentMissing{}, by);
  }
  batch.drain();
}

ActResult consent(Batch& batch, const Act& act, const CaseRecord& record) {
  const auto data = from_name<DataKind>(act.argument);
  if (!data) return bad_words("unknown kind of data; one of location, age_band, name, contact");
  if (act.slug != kAnyRecipient && !batch.tx.find_recipient(act.slug))
    return problem("there is no such recipient; `redress recipient list` shows them, `any` means all of them");
  const auto consents = batch.tx.consents(record.id);
  const auto known = std::find_if(consents.begin(), consents.end(),
                                  [&](const ConsentRecord& one) { return one.recipient == act.slug && one.data == *data; });
  const bool given = known != consents.end() && !known->withdrawn_at;
  const bool gives = act.kind == ActKind::case_consent_give;
  if (gives == given) return problem(gives ? "the person has agreed to that already" : "the person has not agreed to that");
  if (gives)
    batch.tx.save(ConsentRecord{record.id, act.slug, *data, batch.now, {}});
  else
    batch.tx.save(ConsentRecord{record.id, act.slug, *data, known->given_at, batch.now});
  note_act(batch, record, gives ? "ConsentGiven" : "ConsentTakenBack", act, JsonObject().add("recipient", act.slug).add("data", name_of(*data)));
  apply_consent(batch, record.id, act.by);
  return done();
}

/// A case nothing of which is asked for any more is closed, and its erasing put before a person; it is open again when something is.
void close_or_open(Batch& batch, CaseRecord& record, bool is_open) {
  if (!is_open && !record.closed_at) {
    record.closed_at = batch.now;
    record.retention_task = open_case_task(
        batch, record, kEraseTask, "case " + std::to_string(record.id.value) + " is closed; what is kept of its persons has its end");
  } else if (is_open && record.closed_at) {
    record.closed_at.reset();
    end_task(batch, record.retention_task, TaskState::cancelled);
    record.retention_task = {};
  }
}

/// What nobody else asks for ends, and is not watched any more either.
void leave(Batch& batch, const CaseRecord& record, const Actor& by) {
  for (const auto id : batch.tx.requests_of_case(record.id)) {
    const auto request = *batch.tx.request(id);
    if ((!request.closed_at || request.wished_look) && !is_wanted(batch, id)) batch.tell_later(id, Withdrawn{}, by);
  }
  batch.drain();
}

/// What another person asks for, too, goes on for them alone.
ActResult withdraw(Batch& batch, const Act& act, CaseRecord record) {
  if (act.reason.empty()) return bad_words("withdrawing needs a reason (--reason)");
  if (record.withdrawn_at) return refused("the case was withdrawn already");
  record.withdrawn_at = batch.now;
  end_task(batch, record.feedback_task, TaskState::cancelled);
  close_or_open(batch, record, false);
  batch.tx.save(record);
  note_act(batch, record, "CaseWithdrawn", act);
  leave(batch, record, act.by);
  apply_consent(batch, record.id, act.by);  // whoever else asks for the same may have agreed to less
  return done();
}

/// Takes the keys of its persons away. What was asked for stays, as figures that name nobody.
ActResult erase_persons(Batch& batch, const Act& act, CaseRecord record) {
  if (auto why_not = why_not_erase_case(batch, act)) return *why_not;
  for (const auto id : {record.requester, record.depicted}) {
    auto person = *batch.tx.case_person(id);
    person.details = {};
    person.key = {};
    batch.tx.save(person);
  }
  end_task(batch, record.retention_task, TaskState::done);
  end_task(batch, record.feedback_task, TaskState::cancelled);
  record.erased_at = batch.now;
  batch.tx.save(record);
  note_act(batch, record, "CaseErased", act);
  leave(batch, record, act.by);
  return done();
}

/// The person is owed an account of how the case stands; of a request that is being changed, as `changing` has it.
void account_for(Batch& batch, CaseId id, const RequestRecord* changing = nullptr) {
  auto record = *batch.tx.removal_case(id);
  if (!is_meant(record)) return;  // nobody waits for news of it
  const auto standing = standing_of(batch, id, changing);
  auto words = "case " + std::to_string(id.value) + ": " + std::to_string(standing.gone) + " of " + std::to_string(standing.all) + " gone, " +
               std::to_string(standing.told) + " asked for, " + std::to_string(standing.open) + " open";
  if (auto task = open_one(batch, record.feedback_task)) {
    task->reason = std::move(words);
    batch.tx.save(*task);
  } else {
    record.feedback_task = open_case_task(batch, record, kTellTask, std::move(words));
  }
  close_or_open(batch, record, standing.open > 0);
  batch.tx.save(record);
}

}  // namespace

std::optional<ActResult> why_not_erase_case(Batch& batch, const Act& act) {
  if (act.by.kind != ActorKind::helpline) return refused(std::string(kHelplineAlone));
  if (act.reason.empty()) return bad_words("erasing needs a reason (--reason)");
  const auto record = batch.tx.removal_case(CaseId{act.subject});
  if (!record) return problem(std::string(kNoSuchCase));
  if (record->erased_at) return refused("the case was erased already");
  if (record->legal_hold_since)
    return refused("the case is under legal hold since " + to_rfc3339(*record->legal_hold_since) +
                   "; that ends first (redress case legal-release)");
  if (!record->closed_at) return refused("something of the case is still open; withdraw it first (redress case withdraw)");
  return std::nullopt;
}

CaseResult open_case(Batch& batch, OpenCase wanted) {
  if (wanted.by.kind != ActorKind::helpline) return not_done(std::string(kHelplineAlone));
  auto name = actor_name(wanted.by.name);
  if (!name) return not_done(std::string(kActorNameWanted));
  wanted.by.name = std::move(*name);
  if (wanted.items.empty()) return not_done("a case needs a location; name one");
  const auto desk = batch.desk(wanted.desk);
  CaseResult result;
  CaseRecord record;
  if (wanted.to) {
    const auto known = batch.tx.removal_case(wanted.to);
    if (!known || known->desk != desk) return not_done(std::string(kNoSuchCase));
    if (!is_meant(*known)) return not_done("the case was withdrawn or erased; open a new one");
    record = *known;
    // It is judged as what the case names already.
    for (const auto request : batch.tx.requests_of_case(record.id))
      if (const auto verdict = batch.tx.request(request)->facts.verdict; verdict && is_illegal(*verdict)) wanted.verdict = *verdict;
  } else {
    result.pin = make_pin(batch.parts.random);
    record = store_case(batch, wanted, desk, result.pin);
  }
  ReportRecord report;
  report.desk = desk;
  report.origin = ReportOrigin::helpline;
  report.source = kSource;
  report.digest = batch.parts.sealer.blind_index("report", record.number + "\n" + std::to_string(batch.tx.next_report().value));
  report.received_at = batch.now;
  report.item_count = static_cast<std::int64_t>(wanted.items.size());
  report.id = batch.tx.insert(report);
  batch.note(StreamKind::report, report.id.value, "ReportFiled", wanted.by,
             JsonObject().add("origin", name_of(report.origin)).add("items", report.item_count).add("repeats", 0).text());
  for (const auto& incoming : wanted.items) {
    const auto request = request_for(batch, wanted, incoming, record, report.id);
    batch.tx.link_case(record.id, request);
    result.items.push_back(batch.tx.request(request)->item);
  }
  note_about(batch, record, wanted.to ? "LocationAdded" : "CaseOpened", wanted.by, JsonObject().add("locations", report.item_count));
  batch.drain();
  apply_consent(batch, record.id, wanted.by);  // what another case waits with may go on by this one's word
  if (standing_of(batch, record.id).open == 0) account_for(batch, record.id);  // all is gone already
  result.done = true;
  result.id = record.id;
  result.number = record.number;
  return result;
}

bool consents_to(Batch& batch, const RequestRecord& request, RecipientId recipient) {
  if (request.workflow != kVictimWorkflow) return true;
  const auto known = batch.tx.recipient(recipient);
  return known && some_consent(batch, batch.tx.cases_of_request(request.id), known->slug);
}

void owe_account(Batch& batch, const RequestRecord& request) {
  for (const auto id : batch.tx.cases_of_request(request.id)) account_for(batch, id, &request);
}

ActResult about_case(Batch& batch, const Act& act) {
  if (act.kind == ActKind::case_status) return status(batch, act);
  if (act.by.kind != ActorKind::helpline) return refused(std::string(kHelplineAlone));
  const auto record = batch.tx.removal_case(CaseId{act.subject});
  if (!record) return problem(std::string(kNoSuchCase));
  if (act.kind == ActKind::case_show) return show(batch, act, *record);
  if (act.kind == ActKind::case_withdraw) return withdraw(batch, act, *record);
  if (act.kind == ActKind::case_erase) return erase_persons(batch, act, *record);
  if (!is_meant(*record)) return refused("the case was withdrawn or erased");
  return consent(batch, act, *record);
}

}  // namespace redress::runtime
