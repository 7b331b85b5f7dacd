// The columns of each record, once: inserting, saving and reading all go through these lists. `visit(name, field)` is called for
// every column in the order of the lists in queries/*.sql; a statement checks names and order at its first use.
#pragma once

#include "engine/core/records.hpp"

#include <concepts>
#include <type_traits>

namespace redress::store {

/// `Record` or `const Record`.
template <class R, class Record>
concept Of = std::same_as<std::remove_const_t<R>, Record>;

template <Of<ReportRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("origin", row.origin);
  visit("source", row.source);
  visit("external_reference", row.external_reference);
  visit("digest", row.digest);
  visit("reporter", row.reporter);
  visit("wrapped_key", row.key);
  visit("received_at_ms", row.received_at);
  visit("told_at_ms", row.told_at);
  visit("item_count", row.item_count);
  visit("repeat_count", row.repeat_count);
}

template <Of<ItemRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("locator_kind", row.locator_kind);
  visit("platform", row.platform);
  visit("locator_index", row.locator_index);
  visit("locator", row.locator);
  visit("recipe", row.recipe);
  visit("wrapped_key", row.key);
  visit("role", row.role);
  visit("location_id", row.location);
  visit("first_report_id", row.first_report);
  visit("first_reported_at_ms", row.first_reported_at);
  visit("report_count", row.report_count);
  visit("verdict", row.verdict);
  visit("legal_hold_since_ms", row.legal_hold_since);
}

template <Of<AssessmentRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("item_id", row.item);
  visit("verdict", row.verdict);
  visit("basis", row.basis);
  visit("actor_kind", row.by.kind);
  visit("actor_name", row.by.name);
  visit("attributes", row.attributes);
  visit("at_ms", row.at);
}

template <Of<LocationRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("locator_index", row.locator_index);
  visit("host_index", row.host_index);
  visit("site_id", row.site);
  visit("host", row.host);
  visit("wrapped_key", row.key);
  visit("hoster_id", row.hoster);
  visit("network_id", row.network);
  visit("registrar_id", row.registrar);
  visit("country_of_address", row.country_of_address);
  visit("country_of_registration", row.country_of_registration);
  visit("country_of_contact", row.country_of_contact);
  visit("country_source", row.country_source);
  visit("located_at_ms", row.located_at);
  visit("observed", row.observed);
  visit("evidence", row.evidence);
  visit("looked_at_ms", row.looked_at);
  visit("last_online_at_ms", row.last_online_at);
  visit("first_miss_at_ms", row.first_miss_at);
  visit("misses", row.misses);
  visit("failures", row.failures);
  visit("next_look_at_ms", row.next_look_at);
  visit("content_digest", row.content_digest);
  visit("digest_looks", row.digest_looks);
}

template <Of<SiteRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("domain_index", row.domain_index);
  visit("domain", row.domain);
  visit("wrapped_key", row.key);
  visit("kind", row.kind);
  visit("moves", row.moves);
}

template <Of<RequestRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("item_id", row.item);
  visit("location_id", row.location);
  visit("workflow", row.workflow);
  visit("state", row.state);
  visit("facts", row.facts);
  visit("version", row.version);
  visit("opened_at_ms", row.opened_at);
  visit("closed_at_ms", row.closed_at);
  visit("wished_look", row.wished_look);
}

template <Of<SpellRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("request_id", row.request);
  visit("number", row.number);
  visit("began_at_ms", row.began_at);
  visit("gone_at_ms", row.gone_at);
  visit("last_online_at_ms", row.last_online_at);
}

template <Of<RecipientRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("slug", row.slug);
  visit("name", row.name);
  visit("scope", row.scope);
  visit("kind", row.kind);
  visit("country", row.country);
  visit("language", row.language);
  visit("parent_id", row.parent);
  visit("approved", row.approved);
  visit("one_request_per_notice", row.one_request_per_notice);
  visit("ceiling", row.ceiling);
  visit("paused_at_ms", row.paused_at);
  visit("failures", row.failures);
  visit("rests_until_ms", row.rests_until);
}

template <Of<ContactRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("recipient_id", row.recipient);
  visit("channel", row.channel);
  visit("address", row.address);
  visit("rank", row.rank);
  visit("approved", row.approved);
  visit("bounced_at_ms", row.bounced_at);
  visit("source", row.source);
}

template <Of<NoticeRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("recipient_id", row.recipient);
  visit("contact_id", row.contact);
  visit("scope", row.scope);
  visit("channel", row.channel);
  visit("workflow", row.workflow);
  visit("kind", row.kind);
  visit("state", row.state);
  visit("reference", row.reference);
  visit("reply_token", row.reply_token);
  visit("urgent", row.urgent);
  visit("opened_at_ms", row.opened_at);
  visit("closes_at_ms", row.closes_at);
  visit("sealed_at_ms", row.sealed_at);
  visit("first_attempt_at_ms", row.first_attempt_at);
  visit("accepted_at_ms", row.accepted_at);
  visit("refers_to_id", row.refers_to);
  visit("supersedes_id", row.supersedes);
  visit("possibly_sent_twice", row.possibly_sent_twice);
  visit("ticket", row.ticket);
  visit("step", row.step);
  visit("happened_at_ms", row.happened_at);
  visit("message", row.message);
  visit("wrapped_key", row.key);
}

template <Of<OutboxRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("notice_id", row.notice);
  visit("recipient_id", row.recipient);
  visit("channel", row.channel);
  visit("state", row.state);
  visit("not_before_ms", row.not_before);
  visit("urgent", row.urgent);
  visit("attempts", row.attempts);
  visit("first_attempt_at_ms", row.first_attempt_at);
  visit("lease_owner", row.lease_owner);
  visit("cause", row.cause);
  visit("handed_to", row.handed_to);
}

template <Of<AttemptRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("outbox_id", row.outbox);
  visit("notice_id", row.notice);
  visit("number", row.number);
  visit("started_at_ms", row.started_at);
  visit("ended_at_ms", row.ended_at);
  visit("verdict", row.verdict);
  visit("code", row.code);
  visit("cause", row.cause);
  visit("incarnation", row.incarnation);
}

// Numbers, not ids: 0 stands in the table as 0, since the key of a timer may not be NULL.
template <Of<TimerRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("request_id", row.request.value);
  visit("name", row.name);
  visit("due_at_ms", row.due);
  visit("armed_by", row.armed_by.value);
}

template <Of<TaskRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("kind", row.kind);
  visit("request_id", row.request);
  visit("item_id", row.item);
  visit("notice_id", row.notice);
  visit("state", row.state);
  visit("opened_at_ms", row.opened_at);
  visit("due_at_ms", row.due_at);
  visit("taken_by", row.taken_by);
  visit("answer", row.answer);
  visit("reason", row.reason);
  visit("closed_at_ms", row.closed_at);
}

template <Of<AlertRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("kind", row.kind);
  visit("severity", row.severity);
  visit("subject", row.subject);
  visit("raised_at_ms", row.raised_at);
  visit("sent_at_ms", row.sent_at);
  visit("count", row.count);
  visit("why", row.why);
}

template <Of<ApprovalRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("act", row.act);
  visit("subject", row.subject);
  visit("slug", row.slug);
  visit("argument", row.argument);
  visit("reason", row.reason);
  visit("content_digest", row.content_digest);
  visit("asked_by_kind", row.asked_by.kind);
  visit("asked_by", row.asked_by.name);
  visit("asked_at_ms", row.asked_at);
  visit("expires_at_ms", row.expires_at);
  visit("state", row.state);
  visit("decided_by_kind", row.decided_by.kind);
  visit("decided_by", row.decided_by.name);
  visit("decided_at_ms", row.decided_at);
  visit("carried_out_at_ms", row.carried_out_at);
  visit("task_id", row.task);
  visit("why", row.why);
}

template <Of<CaseRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("number", row.number);
  visit("pin_hash", row.pin_hash);
  visit("pin_failures", row.pin_failures);
  visit("pin_locked_until_ms", row.pin_locked_until);
  visit("requester_id", row.requester);
  visit("depicted_id", row.depicted);
  visit("age_band", row.age_band);
  visit("authority", row.authority);
  visit("first_step", row.first_step);
  visit("threat", row.threat);
  visit("opened_at_ms", row.opened_at);
  visit("closed_at_ms", row.closed_at);
  visit("withdrawn_at_ms", row.withdrawn_at);
  visit("erased_at_ms", row.erased_at);
  visit("feedback_task_id", row.feedback_task);
  visit("retention_task_id", row.retention_task);
  visit("legal_hold_since_ms", row.legal_hold_since);
}

template <Of<CasePersonRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("details", row.details);
  visit("wrapped_key", row.key);
  visit("created_at_ms", row.created_at);
}

template <Of<ConsentRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("case_id", row.removal_case);
  visit("recipient", row.recipient);
  visit("data", row.data);
  visit("given_at_ms", row.given_at);
  visit("withdrawn_at_ms", row.withdrawn_at);
}

template <Of<EventRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("stream", row.stream);
  visit("stream_id", row.stream_id);
  visit("sequence", row.sequence);
  visit("kind", row.kind);
  visit("at_ms", row.at);
  visit("actor_kind", row.by.kind);
  visit("actor_name", row.by.name);
  visit("body", row.body);
  visit("sealed", row.sealed);
  visit("hash", row.hash);
}

template <Of<CheckpointRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("at_ms", row.at);
  visit("newest_event_id", row.newest_event);
  visit("stream_count", row.stream_count);
  visit("heads_digest", row.heads_digest);
  visit("signed_by", row.signed_by);
  visit("signature", row.signature);
  visit("form", row.form);
}

template <Of<QuarantineRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("desk_id", row.desk);
  visit("file", row.file);
  visit("line", row.line);
  visit("field", row.field);
  visit("reason", row.reason);
  visit("sealed_row", row.row);
  visit("wrapped_key", row.key);
  visit("at_ms", row.at);
}

template <Of<InboxRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("id", row.id);
  visit("mailbox", row.mailbox);
  visit("uid_validity", row.uid_validity);
  visit("uid", row.uid);
  visit("digest", row.digest);
  visit("kind", row.kind);
  visit("meaning", row.meaning);
  visit("notice_id", row.notice);
  visit("message", row.message);
  visit("wrapped_key", row.key);
  visit("at_ms", row.at);
}

template <Of<ImportRecord> R, class Visit>
void columns(R& row, Visit&& visit) {
  visit("digest", row.digest);
  visit("file", row.file);
  visit("position", row.position);
  visit("accepted", row.accepted);
  visit("repeats", row.repeats);
  visit("rejected", row.rejected);
  visit("complete", row.complete);
}

}  // namespace redress::store
