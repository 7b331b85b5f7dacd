// Notices: whom to ask, which requests go together, sealing, leaving, retracting.
#include "engine/core/assert.hpp"
#include "engine/core/directory_entry.hpp"
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"
#include "engine/runtime/recipe.hpp"
#include "engine/core/reference.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

RecipientId recipient_of_scope(Batch& batch, const RequestRecord& request, ContactScope scope, std::string_view office) {
  const auto location = request.location ? batch.tx.location(request.location) : std::nullopt;
  switch (scope) {
    case ContactScope::hoster: return request.facts.hoster;
    case ContactScope::registrar: {
      const auto by_rule = laid_down(batch, ruling_at(batch, request.location).registrar);
      return by_rule || !location ? by_rule : location->registrar;
    }
    case ContactScope::network: {
      if (location && location->network) return location->network;
      const auto hoster = request.facts.hoster ? batch.tx.recipient(request.facts.hoster) : std::nullopt;
      return hoster ? hoster->parent : RecipientId{};
    }
    case ContactScope::proxy: return laid_down(batch, ruling_at(batch, request.location).proxy);
    case ContactScope::site: {
      // Only where a rule says who it is, and that the site does not live off the material: its owner would only be warned.
      const auto owner = ruling_at(batch, request.location).owner;
      return owner && !lives_off_it(owner->value.kind) ? batch.tx.find_recipient(owner->value.slug).value_or(RecipientId{}) : RecipientId{};
    }
    case ContactScope::partner: return partner_hotline_in(batch, request.facts.country);
    case ContactScope::authority:
    case ContactScope::police: break;
  }
  // One office of that kind in the item's country, else one without a country. Where decisions of platforms are taken to, our own country
  // counts, and then any: whoever is certified in one Member State decides for all [SRC-DSA-21]. Police abroad are told by way of our own.
  const bool by_home = !office.empty() || (scope == ContactScope::police && !request.facts.at_home);
  RecipientId anywhere;
  for (const auto& recipient : batch.tx.recipients_of(scope)) {
    if (!recipient.approved) continue;
    if (office.empty() ? is_office(recipient.kind) : recipient.kind != office) continue;
    const bool ours = by_home ? batch.policies().roads.is_home(recipient.country) : recipient.country == request.facts.country;
    if (ours) return recipient.id;
    if ((recipient.country.empty() || !office.empty()) && !anywhere) anywhere = recipient.id;
  }
  return anywhere;
}

std::optional<ContactRecord> usable_contact(Batch& batch, RecipientId recipient, const std::vector<ContactId>& but = {}) {
  for (auto& contact : batch.tx.contacts(recipient))
    if (contact.approved && !contact.bounced_at && batch.connector(contact.channel) && std::find(but.begin(), but.end(), contact.id) == but.end())
      return contact;
  return std::nullopt;
}

}  // namespace

bool can_be_written_to(Batch& batch, RecipientId recipient) { return usable_contact(batch, recipient).has_value(); }

namespace {

/// Contacts that have, or will have, a notice about this request.
std::vector<ContactId> contacts_told(Batch& batch, const RequestRecord& request) {
  std::vector<ContactId> told;
  for (const auto id : batch.tx.notices_of(request.id))
    if (const auto notice = batch.tx.notice(id); notice && notice->state != NoticeState::voided) told.push_back(notice->contact);
  return told;
}

/// The newest event of one of those kinds in the stream; none where there is none.
EventId newest_of(Batch& batch, StreamKind stream, std::int64_t id, std::initializer_list<std::string_view> kinds) {
  EventId newest;
  for (const auto& event : batch.tx.events(stream, id))
    if (std::find(kinds.begin(), kinds.end(), event.kind) != kinds.end()) newest = event.id;
  return newest;
}

/// Contacts from which a notice about this request came back: on a rung that goes on after a bounce it is the others' turn, unless a person
/// has said since that the recipient's work.
std::vector<ContactId> contacts_bounced(Batch& batch, const RequestRecord& request) {
  std::vector<ContactId> bounced;
  if (request.facts.bounces == 0) return bounced;
  for (const auto id : batch.tx.notices_of(request.id)) {
    const auto notice = batch.tx.notice(id);
    if (!notice || notice->state != NoticeState::bounced) continue;
    const auto works = newest_of(batch, StreamKind::recipient, notice->recipient.value, {"RecipientResumed", "RecipientApproved"});
    if (works < newest_of(batch, StreamKind::notice, id.value, {"BounceArrived"})) bounced.push_back(notice->contact);
  }
  return bounced;
}

NoticeRecord new_notice(Batch& batch, const RequestRecord& request, RecipientId recipient, const ContactRecord& contact, NoticeKind kind,
                        ContactScope scope) {
  NoticeRecord notice;
  notice.desk = request.desk;
  notice.recipient = recipient;
  notice.contact = contact.id;
  notice.channel = contact.channel;
  notice.workflow = request.workflow;
  notice.kind = kind;
  notice.scope = scope;
  do notice.reference = make_reference(batch.parts.random);
  while (batch.tx.find_notice(notice.reference));
  notice.reply_token = make_reply_token(batch.parts.random);
  notice.opened_at = batch.now;
  notice.closes_at = batch.now;
  return notice;
}

std::size_t requests_max(Batch& batch, const RecipientRecord& recipient, const std::string& channel) {
  if (recipient.one_request_per_notice) return 1;
  const auto* connector = batch.connector(channel);
  const int limit = std::min(batch.policies().delivery.limits().requests_max, connector ? connector->manifest().requests_max : 1);
  return static_cast<std::size_t>(std::max(1, limit));
}

/// Reference of the newest earlier notice about this request, for the thread; empty when there is none.
std::string thread_of(Batch& batch, const NoticeRecord& notice, const RequestRecord& request) {
  if (notice.refers_to) {
    const auto earlier = batch.tx.notice(notice.refers_to);
    return earlier ? earlier->reference : std::string();
  }
  for (const auto id : batch.tx.notices_of(request.id)) {
    if (id == notice.id) continue;
    const auto earlier = batch.tx.notice(id);
    if (earlier && earlier->recipient == notice.recipient && may_have_arrived(batch, *earlier)) return earlier->reference;
  }
  return {};
}

/// What the notice says of one request; nothing when the item was erased, or is damaged.
std::optional<NoticeItem> told_item(Batch& batch, const RequestRecord& request) {
  const auto item = batch.tx.item(request.item);
  if (!item) return std::nullopt;
  const auto key = batch.parts.sealer.unwrap(item->key);
  if (!key) return std::nullopt;
  auto locator = batch.parts.sealer.open(*key, {"items", "locator", item->id.value}, item->locator);
  if (!locator) {
    report_damage(batch, "the locator of item " + std::to_string(item->id.value), item->desk, item->id);
    return std::nullopt;
  }
  NoticeItem told;
  told.request = request.id;
  told.locator = LocatorText(std::move(*locator));
  if (!item->recipe.empty()) {
    auto recipe = batch.parts.sealer.open(*key, {"items", "recipe", item->id.value}, item->recipe);
    if (recipe)
      told.referrer = referrer_of(*recipe);
    else
      report_damage(batch, "the access recipe of item " + std::to_string(item->id.value), item->desk, item->id);
  }
  told.verdict = request.facts.verdict.value_or(Verdict::illegal_national);
  told.reason = request.facts.closing_reason;
  told.country = request.facts.country;
  if (const auto hoster = request.facts.hoster ? batch.tx.recipient(request.facts.hoster) : std::nullopt) told.hoster = hoster->name;
  told.first_reported_at = item->first_reported_at;
  told.last_online_at = request.facts.last_online_at;
  told.last_look_unknown = request.facts.looks_failed > 0;
  return told;
}

void cannot_be_told(Batch& batch, const NoticeRecord& notice, RequestId request);

/// An address of its own: more than a whole site.
bool is_one_place(std::string_view locator) {
  const auto scheme = locator.find("://");
  const auto path = scheme == std::string_view::npos ? std::string_view::npos : locator.find_first_of("/?", scheme + 3);
  return path != std::string_view::npos && path + 1 < locator.size();
}

/// What the law asks of such a notice is not all there: it is not sent about this item, and its workflow is told what is missing. A notice
/// that carries on another had it all. [SRC-DSA-16]
bool is_incomplete(Batch& batch, const NoticeRecord& notice, const RequestRecord& request, const NoticeItem& told, const NoticeText& text) {
  if (notice.supersedes) return false;
  const auto& identity = batch.parts.identity;
  const NoticeShows shows{is_one_place(told.locator.open(SealingReveal::grant())), text.good_faith,
                          !identity.organisation.empty() && !identity.mail_from.empty()};
  const auto lacking = batch.policies().platforms.missing(request.workflow, notice.kind, request.facts, shows, batch.now);
  if (!lacking || lacking->answer.empty()) return false;
  std::string names;
  for (const auto element : lacking->answer) names += (names.empty() ? "" : " ") + std::string(name_of(element));
  batch.tx.leave(notice.id, request.id);
  batch.tell_later(request.id, NoticeIncomplete{notice.id, std::move(names), to_text(lacking->why)});
  return true;
}

std::size_t bytes_max(Batch& batch, const Connector& connector) {
  const auto by_rule = static_cast<std::size_t>(std::max<std::int64_t>(1, batch.policies().delivery.limits().bytes_max));
  return std::min(by_rule, connector.manifest().bytes_max);
}

/// Its entry: one that was queued again after it could not be composed has one already.
OutboxRecord entry_of(Batch& batch, const NoticeRecord& notice) {
  auto outbox = batch.tx.outbox_of(notice.id).value_or(OutboxRecord{});
  outbox.notice = notice.id;
  outbox.recipient = notice.recipient;
  outbox.channel = notice.channel;
  outbox.urgent = notice.urgent;
  return outbox;
}

void keep_entry(Batch& batch, const OutboxRecord& outbox) {
  if (outbox.id)
    batch.tx.save(outbox);
  else
    (void)batch.tx.insert(outbox);
}

/// One that was never sealed is listed, counted and queued again like those that left in vain, by an entry that is dead from the beginning.
void give_up_unsealed(Batch& batch, NoticeRecord& notice, const std::string& cause, const Facts& about, const std::vector<Why>& why = {}) {
  auto outbox = entry_of(batch, notice);
  outbox.state = OutboxState::dead;
  outbox.not_before = batch.now;
  outbox.cause = cause;
  keep_entry(batch, outbox);
  give_up(batch, notice, cause, about, why);
}

void queue_sealed(Batch& batch, NoticeRecord& notice, const std::vector<RequestRecord>& requests) {
  const auto recipient = batch.tx.recipient(notice.recipient);
  const auto contacts = batch.tx.contacts(notice.recipient);
  const auto contact = std::find_if(contacts.begin(), contacts.end(), [&](const auto& one) { return one.id == notice.contact; });
  const auto* connector = batch.connector(notice.channel);
  REDRESS_ASSERT(recipient && contact != contacts.end() && connector && connector->submit(), "a notice without somebody to carry it");

  const auto beyond = beyond_ceiling(batch, notice);
  if (beyond.answer) {
    give_up_unsealed(batch, notice, *beyond.answer, requests.front().facts, {beyond.why});
    return;
  }
  NoticeForSending sending;
  sending.workflow = notice.workflow;
  sending.reference = notice.reference;
  sending.reply_token = notice.reply_token;
  sending.kind = notice.kind;
  sending.scope = notice.scope;
  sending.address = contact->address;
  sending.recipient_name = recipient->name;
  sending.composed_at = batch.now;
  sending.step = notice.step;
  sending.happened_at = notice.happened_at;
  for (const auto& request : requests) {
    // Laid down since it was gathered.
    const bool forbidden = speaks_of_content(notice.kind) &&
                           keeps_silent(batch, request, notice.scope, notice.recipient, batch.tx.need_in(notice.id, request.id).value_or(Need::all));
    if (auto told = forbidden ? std::nullopt : told_item(batch, request))
      sending.items.push_back(std::move(*told));
    else
      cannot_be_told(batch, notice, request.id);
    if (sending.refers_to.empty()) sending.refers_to = thread_of(batch, notice, request);
  }
  if (sending.items.empty()) {
    void_notice(batch, notice, "nothing in it can be told", false);
    return;
  }
  Facts asked = requests.front().facts;
  asked.first_attempt_at = batch.now;
  NoticeTextInput input;
  input.workflow = notice.workflow;
  input.kind = notice.kind;
  input.scope = notice.scope;
  input.language = recipient->language;
  input.recipient = recipient->name;
  input.reference = notice.reference;
  input.refers_to = sending.refers_to;
  input.item_count = sending.items.size();
  // A first notice names the time its own recipient has; whatever follows, what is left of the request's deadline. Past it: without delay.
  std::optional<UtcTime> deadline;
  if (notice.kind == NoticeKind::first) {
    deadline = batch.policies().deadlines.removal_due(asked).answer;
  } else if (speaks_of_content(notice.kind)) {
    for (const auto& request : requests)
      if (const auto due = request.facts.deadline_at; due && (!deadline || *due < *deadline)) deadline = due;
    if (deadline && *deadline <= batch.now) deadline.reset();
  }
  if (deadline) input.deadline = batch.policies().texts.deadline_words(*deadline, recipient->language);
  input.step = notice.step;
  if (notice.happened_at) input.happened = batch.policies().texts.deadline_words(*notice.happened_at, recipient->language);
  input.hotline = batch.parts.identity.organisation;
  input.handler = batch.parts.identity.handler;
  input.could_not_check = std::any_of(sending.items.begin(), sending.items.end(), [](const auto& item) { return item.last_look_unknown; });
  input.capacity = asked.capacity;
  input.office = recipient->kind;
  input.decided = asked.decided_at.has_value();
  input.anonymous = asked.anonymous;
  input.regime = asked.regime;
  input.threat = asked.threat;
  sending.anonymous = asked.anonymous;
  sending.text = batch.policies().texts.compose(input);
  std::vector<RequestRecord> complete;
  for (const auto& item : sending.items) {
    const auto request = std::find_if(requests.begin(), requests.end(), [&](const auto& one) { return one.id == item.request; });
    if (!is_incomplete(batch, notice, *request, item, sending.text)) complete.push_back(*request);
  }
  if (complete.empty()) {
    void_notice(batch, notice, "what the law asks of it is missing", false);
    return;
  }
  if (complete.size() < sending.items.size()) {
    queue_sealed(batch, notice, complete);
    return;
  }

  auto message = connector->submit()->compose(sending, batch.parts.identity);
  if (message && message->open(SealingReveal::grant()).size() > bytes_max(batch, *connector)) {
    std::vector<RequestId> told;
    for (const auto& item : sending.items) told.push_back(item.request);
    if (split(batch, notice, told)) return;
    message = Failure{std::string("the message about this one item is too large")};
  }
  if (!message) {
    give_up_unsealed(batch, notice, message.error(), asked);
    return;
  }
  auto key = batch.parts.sealer.make_key();
  notice.message = batch.parts.sealer.seal(key.key, {"notices", "message", notice.id.value}, message->open(SealingReveal::grant()));
  notice.key = std::move(key.wrapped);
  notice.state = NoticeState::sealed;
  notice.sealed_at = batch.now;
  batch.tx.save(notice);
  auto outbox = entry_of(batch, notice);
  outbox.state = OutboxState::waiting;
  outbox.cause.clear();
  // Its tries go on where those of the one it carries on were: changing its number must not make them endless.
  if (const auto earlier = notice.supersedes ? batch.tx.outbox_of(notice.supersedes) : std::nullopt) {
    outbox.attempts = earlier->attempts;
    outbox.first_attempt_at = earlier->first_attempt_at;
  }
  const auto leave = batch.policies().delivery.may_leave(notice.kind, notice.scope, batch.now);
  const auto undo = batch.policies().delivery.undo_window(notice.kind, notice.scope);
  outbox.not_before = leave.answer + undo.answer;
  keep_entry(batch, outbox);
  ++batch.memory.counters.notices_sealed;
  // What the yearly report counts, as it was then. [SRC-DSA-22]
  if (recipient->kind == name_of(RecipientKind::platform) && notice.kind == NoticeKind::first)
    for (const auto& item : sending.items)
      batch.note(StreamKind::request, item.request.value, "NoticeForPlatform", {},
                 JsonObject()
                     .add("notice", notice.id.value)
                     .add("platform", recipient->slug)
                     .add("type", name_of(item.verdict))
                     .add("capacity", name_of(asked.capacity))
                     .text());
  batch.note(
      StreamKind::notice, notice.id.value, "NoticeSealed", {},
      JsonObject()
          .add("kind", name_of(notice.kind))
          .add("recipient", notice.recipient.value)
          .add("requests", static_cast<std::int64_t>(requests.size()))
          .add("text", to_text(sending.text.why))
          .add("reviewed", sending.text.reviewed)
          .raw("why", why_list({batch.policies().delivery.grouping_window(notice.kind, notice.scope, notice.urgent, notice.workflow).why,
                                beyond.why, leave.why, undo.why}))
          .text());
}

}  // namespace

void open_dead_letter(Batch& batch, const NoticeRecord& notice, const std::string& cause, const Facts& about) {
  TaskRecord task;
  task.desk = notice.desk;
  task.kind = "dead_letter";
  task.notice = notice.id;
  task.reason = cause;
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(task.kind, about, batch.now).answer;
  open_task(batch, std::move(task));
  raise_alert(batch, "dead_letter", Severity::warning, "recipient " + std::to_string(notice.recipient.value), notice.desk);
}

void give_up(Batch& batch, NoticeRecord& notice, const std::string& cause, const Facts& about, const std::vector<Why>& why) {
  notice.state = NoticeState::dead;
  batch.tx.save(notice);
  batch.note(StreamKind::notice, notice.id.value, "NoticeGivenUp", {}, JsonObject().add("cause", cause).raw("why", why_list(why)).text());
  open_dead_letter(batch, notice, cause, about);
  tell_all(batch, notice, NoticeUndeliverable{notice.id});
}

bool split(Batch& batch, NoticeRecord& notice, const std::vector<RequestId>& requests) {
  if (requests.size() < 2 || may_have_arrived(batch, notice)) return false;
  void_notice(batch, notice, "too large for one message", false);
  const auto half = requests.begin() + static_cast<std::ptrdiff_t>(requests.size() / 2);
  regroup(batch, notice, {requests.begin(), half});
  regroup(batch, notice, {half, requests.end()});
  return true;
}

Reasoned<std::optional<std::string>> beyond_ceiling(Batch& batch, const NoticeRecord& notice) {
  const auto [label, why] = batch.policies().delivery.sensitivity(notice.kind, notice.scope);
  const auto too_much = [&, is = label](Tlp ceiling, const std::string& whose) {
    return "it is TLP:" + std::string(name_of(is)) + ", and " + whose + " may be given TLP:" + std::string(name_of(ceiling)) + " at most";
  };
  const auto recipient = batch.tx.recipient(notice.recipient);
  if (label > recipient->ceiling) return {too_much(recipient->ceiling, "the recipient"), why};
  const auto ceiling = batch.connector(notice.channel)->manifest().ceiling;
  if (label > ceiling) return {too_much(ceiling, "the connector " + notice.channel), why};
  return {std::nullopt, why};
}

bool may_have_arrived(Batch& batch, const NoticeRecord& notice) {
  if (!notice.first_attempt_at) return false;
  const auto attempts = batch.tx.attempts(notice.id);
  return std::any_of(attempts.begin(), attempts.end(), [](const AttemptRecord& attempt) {
    return attempt.verdict == AttemptVerdict::started || attempt.verdict == AttemptVerdict::accepted || attempt.verdict == AttemptVerdict::uncertain;
  });
}

bool was_tried(Batch& batch, const NoticeRecord& notice) {
  if (notice.first_attempt_at) return true;
  return notice.supersedes && was_tried(batch, *batch.tx.notice(notice.supersedes));
}

bool may_be_spoken_of(const NoticeRecord& notice, const RequestRecord& request) {
  if (!speaks_of_content(notice.kind)) return true;
  const auto& facts = request.facts;
  const bool elsewhere = notice.scope == ContactScope::hoster && facts.hoster != notice.recipient;
  return !request.closed_at && !facts.hold_until && !facts.contested && !facts.changed && !elsewhere;
}

void regroup(Batch& batch, const NoticeRecord& voided, const std::vector<RequestId>& all) {
  std::vector<RequestId> rest;
  for (const auto id : all) {
    const auto request = *batch.tx.request(id);
    if (may_be_spoken_of(voided, request))
      rest.push_back(id);
    else if (!request.closed_at && was_tried(batch, voided))
      batch.tell_later(id, NoticeVoided{voided.id, true});
  }
  if (rest.empty()) return;
  NoticeRecord fresh = voided;
  fresh.id = {};
  fresh.state = NoticeState::open;
  do fresh.reference = make_reference(batch.parts.random);
  while (batch.tx.find_notice(fresh.reference));
  fresh.reply_token = make_reply_token(batch.parts.random);
  fresh.opened_at = batch.now;
  fresh.closes_at = batch.now;
  fresh.sealed_at.reset();
  fresh.first_attempt_at.reset();
  fresh.message = {};
  fresh.key = {};
  fresh.ticket.clear();
  fresh.supersedes = voided.id;
  fresh.id = batch.tx.insert(fresh);
  for (const auto request : rest) batch.tx.join(fresh.id, request, batch.tx.need_in(voided.id, request).value_or(Need::all));
}

namespace {

/// Whether another contact of the same addressee has ours on this rung: the rung need not be asked again.
bool others_suffice(Batch& batch, const NoticeRecord& notice, RequestId request_id) {
  if (batch.tx.need_in(notice.id, request_id) == Need::copy) return false;
  const auto request = *batch.tx.request(request_id);
  if (!request.facts.rung_notice) return false;
  for (const auto id : batch.tx.notices_of(request_id)) {
    if (id == notice.id || id <= request.facts.before_rung || batch.tx.need_in(id, request_id) == Need::copy) continue;
    const auto other = *batch.tx.notice(id);
    if (other.recipient != notice.recipient || other.contact == notice.contact) continue;
    const bool alive = other.state == NoticeState::open || other.state == NoticeState::sealed || other.state == NoticeState::accepted ||
                       other.state == NoticeState::delivered;
    if (alive && speaks_of_content(other.kind)) return true;
  }
  return false;
}

}  // namespace

namespace {

/// The request leaves a notice that can say nothing of it, and its ladder goes on.
void cannot_be_told(Batch& batch, const NoticeRecord& notice, RequestId request) {
  if (speaks_of_content(notice.kind)) {
    const bool copy = batch.tx.need_in(notice.id, request) == Need::copy;
    batch.tell_later(request, NoticeUndeliverable{notice.id, copy, others_suffice(batch, notice, request)});
  }
  batch.tx.leave(notice.id, request);
}

}  // namespace

void tell_all(Batch& batch, const NoticeRecord& notice, const Event& event, const Actor& by) {
  if (!speaks_of_content(notice.kind)) return;
  // That police have it is true only once they, or their system, have said so.
  const bool is_police = notice.scope == ContactScope::police;
  const auto* receipt = std::get_if<RecipientAccepted>(&event);
  if (is_police && (receipt || std::holds_alternative<Acknowledged>(event)))
    tell_partners_of_notice(batch, notice, receipt ? receipt->at.value_or(batch.now) : batch.now);
  if (!is_police && std::holds_alternative<RelayAccepted>(event) && notice.accepted_at) tell_partners_of_notice(batch, notice, *notice.accepted_at);
  for (const auto request : batch.tx.requests_in(notice.id)) {
    const bool copy = batch.tx.need_in(notice.id, request) == Need::copy;
    Event told = event;
    std::visit(
        [&]<class E>(E& e) {
          if constexpr (requires { e.copy; }) e.copy = copy;
          if constexpr (requires { e.others; }) e.others = others_suffice(batch, notice, request);
        },
        told);
    batch.tell_later(request, std::move(told), by);
  }
}

namespace {

/// Whether a notice about the request has reached that recipient, or is on its way to it.
bool was_or_is_told(Batch& batch, const RequestRecord& request, RecipientId recipient) {
  for (const auto id : batch.tx.notices_of(request.id)) {
    const auto notice = *batch.tx.notice(id);
    if (notice.recipient != recipient || !speaks_of_content(notice.kind)) continue;
    if (notice.state == NoticeState::open || notice.state == NoticeState::sealed || may_have_arrived(batch, notice)) return true;
  }
  return false;
}

/// Whether the open notice says of us, and of what came before, what one about this request would say: as what we write, under our name or
/// not, and whether it answers a decision.
bool says_the_same_of_us(Batch& batch, NoticeId open, const RequestRecord& request) {
  const auto others = batch.tx.requests_in(open);
  if (others.empty()) return true;
  const auto other = batch.tx.request(others.front())->facts;
  // Of two persons nobody is told in one message, nor of one by two laws.
  if (request.workflow == kVictimWorkflow &&
      (other.regime != request.facts.regime || other.threat != request.facts.threat ||
       batch.tx.cases_of_request(others.front()) != batch.tx.cases_of_request(request.id)))
    return false;
  return other.capacity == request.facts.capacity && other.anonymous == request.facts.anonymous &&
         other.decided_at.has_value() == request.facts.decided_at.has_value();
}

}  // namespace

bool queue_status(Batch& batch, const RequestRecord& request, const SendNotice& command) {
  const auto recipient = request.facts.partner ? batch.tx.recipient(request.facts.partner) : std::nullopt;
  const auto contact = recipient && recipient->approved ? usable_contact(batch, recipient->id) : std::nullopt;
  if (!contact) return false;
  // Never together with others: each step has a time of its own.
  auto notice = new_notice(batch, request, recipient->id, *contact, NoticeKind::status, command.scope);
  notice.urgent = command.urgent;
  notice.step = command.step;
  notice.happened_at = command.happened_at;
  notice.id = batch.tx.insert(notice);
  batch.tx.join(notice.id, request.id, Need::copy);
  return true;
}

bool queue_notice(Batch& batch, RequestRecord& request, const SendNotice& command) {
  const auto recipient_id = recipient_of_scope(batch, request, command.scope, command.office);
  if (!recipient_id) return false;
  if (!consents_to(batch, request, recipient_id)) {
    batch.tell_later(request.id, ConsentMissing{});
    return true;
  }
  const auto recipient = batch.tx.recipient(recipient_id);
  if (!recipient || !recipient->approved) return false;
  const auto contact = usable_contact(batch, recipient_id, command.next_contact ? contacts_told(batch, request) : contacts_bounced(batch, request));
  if (!contact || keeps_silent(batch, request, command.scope, recipient_id, command.need)) return false;

  // Nobody is reminded of what never reached him.
  const auto kind = command.kind == NoticeKind::reminder && !was_or_is_told(batch, request, recipient_id) ? NoticeKind::first : command.kind;
  const auto limit = requests_max(batch, *recipient, contact->channel);
  if (limit > 1) {
    if (const auto open = batch.tx.joinable_notice(request.desk, contact->id, kind, command.scope, {}, command.urgent, request.workflow);
        open && says_the_same_of_us(batch, *open, request)) {
      batch.tx.join(*open, request.id, command.need);
      if (batch.tx.requests_in(*open).size() >= limit) {
        auto notice = *batch.tx.notice(*open);
        notice.closes_at = batch.now;
        batch.tx.save(notice);
      }
      return true;
    }
  }
  auto notice = new_notice(batch, request, recipient_id, *contact, kind, command.scope);
  notice.urgent = command.urgent;
  if (limit > 1)
    notice.closes_at = batch.now + batch.policies().delivery.grouping_window(kind, command.scope, command.urgent, request.workflow).answer;
  notice.id = batch.tx.insert(notice);
  batch.tx.join(notice.id, request.id, command.need);
  return true;
}

void void_notice(Batch& batch, NoticeRecord& notice, std::string_view cause, bool tell_requests) {
  REDRESS_ASSERT(!may_have_arrived(batch, notice), "a notice that may have arrived cannot be voided");
  notice.state = NoticeState::voided;
  batch.tx.save(notice);
  if (auto outbox = batch.tx.outbox_of(notice.id); outbox && outbox->state != OutboxState::done) {
    outbox->state = OutboxState::done;
    outbox->cause = cause;
    outbox->lease_owner.clear();
    batch.tx.save(*outbox);
    call_off(batch, *outbox);
  }
  ++batch.memory.counters.notices_voided;
  batch.note(StreamKind::notice, notice.id.value, "NoticeVoided", {}, JsonObject().add("cause", cause).text());
  if (tell_requests)
    tell_all(batch, notice, NoticeVoided{notice.id});
  if (!speaks_of_content(notice.kind)) return;
  // Nobody has it, so there is nothing to take back.
  for (const auto request : batch.tx.requests_in(notice.id))
    for (const auto id : batch.tx.notices_of(request)) {
      auto retraction = *batch.tx.notice(id);
      const bool waits = retraction.state == NoticeState::open || retraction.state == NoticeState::sealed;
      if (retraction.kind == NoticeKind::retraction && retraction.refers_to == notice.id && waits && !may_have_arrived(batch, retraction))
        void_notice(batch, retraction, "what it takes back never left", false);
    }
}

std::optional<std::string> leave_for_good(Batch& batch, const RequestRecord& request, NoticeId id, bool only_ask) {
  auto notice = *batch.tx.notice(id);
  const auto outbox = batch.tx.outbox_of(id);
  const bool on_its_way = notice.state == NoticeState::open ||
                          (outbox && (outbox->state == OutboxState::waiting || outbox->state == OutboxState::leased));
  if (!on_its_way) return std::nullopt;
  if (!speaks_of_content(notice.kind))
    return "notice " + std::to_string(id.value) + ", which takes back what was said of it, has not left yet; erase it when that has left";
  if (outbox && outbox->state == OutboxState::leased)
    return "notice " + std::to_string(id.value) + " about it is being sent at this moment; try again in a minute";
  auto rest = batch.tx.requests_in(id);
  std::erase(rest, request.id);
  if (may_have_arrived(batch, notice)) {
    if (std::any_of(rest.begin(), rest.end(), [&](RequestId one) { return !batch.tx.request(one)->closed_at; }))
      return "notice " + std::to_string(id.value) + " about it and others may or may not have arrived, and is repeated; erase it when that has ended";
    if (!only_ask) leave_it_at_that(batch, notice, "everything in it is closed");
    return std::nullopt;
  }
  if (only_ask) return std::nullopt;
  void_notice(batch, notice, "an item in it is erased", false);
  regroup(batch, notice, rest);
  return std::nullopt;
}

void leave_pending_notices(Batch& batch, RequestRecord& request) {
  for (const auto id : batch.tx.notices_of(request.id)) {
    auto notice = *batch.tx.notice(id);
    if (!speaks_of_content(notice.kind) || (notice.state != NoticeState::open && notice.state != NoticeState::sealed)) continue;
    if (may_have_arrived(batch, notice)) continue;  // or is being sent at this moment: `lease_due` asks again before another try
    // Nobody has it yet: a sealed notice is voided, and the others in it regroup under a new identity.
    const bool was_sealed = notice.state == NoticeState::sealed;
    auto rest = batch.tx.requests_in(id);
    std::erase(rest, request.id);
    if (!was_sealed) batch.tx.leave(id, request.id);
    if (was_sealed || rest.empty()) void_notice(batch, notice, "a request left before it could arrive", false);
    if (!request.closed_at && was_tried(batch, notice)) batch.tell_later(request.id, NoticeVoided{id, true});
    if (was_sealed) regroup(batch, notice, rest);
  }
}

void retract_notices(Batch& batch, RequestRecord& request) {
  const auto notices = batch.tx.notices_of(request.id);
  std::vector<NoticeId> retracted;
  for (const auto id : notices)
    if (const auto notice = *batch.tx.notice(id); notice.kind == NoticeKind::retraction && notice.state != NoticeState::voided)
      retracted.push_back(notice.refers_to);
  for (const auto id : notices) {
    const auto told = *batch.tx.notice(id);
    if (!speaks_of_content(told.kind) || !may_have_arrived(batch, told)) continue;
    if (std::find(retracted.begin(), retracted.end(), id) != retracted.end()) continue;
    const auto contacts = batch.tx.contacts(told.recipient);
    const auto contact = std::find_if(contacts.begin(), contacts.end(), [&](const auto& one) { return one.id == told.contact; });
    if (contact == contacts.end()) continue;
    if (const auto open = batch.tx.joinable_notice(request.desk, contact->id, NoticeKind::retraction, told.scope, told.id, false, request.workflow)) {
      batch.tx.join(*open, request.id, Need::copy);
      continue;
    }
    auto notice = new_notice(batch, request, told.recipient, *contact, NoticeKind::retraction, told.scope);
    notice.refers_to = told.id;
    notice.closes_at = batch.now + batch.policies().delivery.grouping_window(NoticeKind::retraction, told.scope, false, request.workflow).answer;
    notice.id = batch.tx.insert(notice);
    batch.tx.join(notice.id, request.id, Need::copy);
  }
}

namespace {

/// Whether the look behind the request still stands: it was fresh when the request joined, so it may be older by the notice's window, and
/// no more. A program that was down, or a clock that was set, makes it older than that.
bool look_still_stands(Batch& batch, const NoticeRecord& notice, const RequestRecord& request) {
  if (!request.location || !batch.parts.looks_are_on) return true;
  const auto looked_at = batch.tx.location(request.location)->looked_at;
  return looked_at && *looked_at <= batch.now && batch.now - *looked_at <= batch.policies().looks.fresh_for() + (notice.closes_at - notice.opened_at);
}

constexpr Milliseconds kEarlierStepFirst{minutes{2}};  // whether it has left is asked again

/// Whether an earlier step about the same request has not left yet: partners are told in the order in which things happened.
bool waits_for_earlier_step(Batch& batch, const NoticeRecord& notice) {
  if (!notice.step) return false;
  for (const auto request : batch.tx.requests_in(notice.id))
    for (const auto id : batch.tx.notices_of(request)) {
      const auto other = id < notice.id ? batch.tx.notice(id) : std::nullopt;
      if (other && other->step && (other->state == NoticeState::open || other->state == NoticeState::sealed)) return true;
    }
  return false;
}

}  // namespace

std::int64_t seal_due_notices(Batch& batch, std::int64_t limit) {
  const auto due = batch.tx.notices_to_seal(batch.now, limit);
  for (const auto id : due) {
    auto notice = *batch.tx.notice(id);
    if (waits_for_earlier_step(batch, notice)) {
      notice.closes_at = batch.now + kEarlierStepFirst;
      batch.tx.save(notice);
      continue;
    }
    std::vector<RequestRecord> requests;
    bool looks_wanted = false;
    for (const auto request_id : batch.tx.requests_in(id)) {
      auto request = *batch.tx.request(request_id);
      // Given up before it was composed, and queued again when some of it was closed: of that nothing is said.
      if (speaks_of_content(notice.kind) && request.closed_at) {
        batch.tx.leave(id, request_id);
        continue;
      }
      if (!speaks_of_content(notice.kind) || look_still_stands(batch, notice, request)) {
        requests.push_back(std::move(request));
        continue;
      }
      if (was_tried(batch, notice)) {
        looks_wanted = true;
        look_soon(batch, request);
        continue;
      }
      batch.tx.leave(id, request_id);
      batch.tell_later(request_id, NoticeVoided{id});
    }
    if (looks_wanted) {
      // Its requests wait as if they had been told: they stay in it, and the look comes first.
      notice.opened_at = notice.closes_at = batch.now + kLookFirst;
      batch.tx.save(notice);
    } else if (requests.empty())
      void_notice(batch, notice, "nothing is left in it", false);
    else
      queue_sealed(batch, notice, requests);
  }
  batch.drain();
  return static_cast<std::int64_t>(due.size());
}

}  // namespace redress::runtime
