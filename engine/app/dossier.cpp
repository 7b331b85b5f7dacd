#include "engine/app/dossier.hpp"

#include "engine/core/hexadecimal.hpp"
#include "engine/core/json_text.hpp"
#include "engine/seal/base64.hpp"

#include <algorithm>

namespace redress::app {
namespace {

void add_time(JsonObject& out, std::string_view name, const std::optional<UtcTime>& time) {
  if (time) out.add(name, to_rfc3339(*time));
}

std::string actor_json(const Actor& actor) { return JsonObject().add("role", name_of(actor.kind)).add("name", actor.name).text(); }

std::string item_json(const ItemRecord& item, const std::string& locator) {
  JsonObject out;
  out.add("item", item.id.value).add("kind", name_of(item.locator_kind)).add("platform", item.platform).add("role", name_of(item.role));
  out.add("locator", locator).add("first_reported_at", to_rfc3339(item.first_reported_at)).add("reports", item.report_count);
  if (item.verdict) out.add("verdict", name_of(*item.verdict));
  return out.text();
}

std::string location_json(const LocationRecord& location) {
  JsonObject out;
  out.add("country_of_address", location.country_of_address).add("country_of_registration", location.country_of_registration);
  out.add("country_of_contact", location.country_of_contact).add("country_source", location.country_source);
  add_time(out, "located_at", location.located_at);
  out.add("observed", name_of(location.observed)).add("evidence", name_of(location.evidence));
  add_time(out, "looked_at", location.looked_at);
  add_time(out, "last_online_at", location.last_online_at);
  return out.text();
}

std::string assessments_json(const std::vector<AssessmentRecord>& assessments) {
  JsonArray list;
  for (const auto& one : assessments)
    list.raw(JsonObject()
                 .add("at", to_rfc3339(one.at))
                 .add("verdict", name_of(one.verdict))
                 .add("basis", name_of(one.basis))
                 .raw("by", actor_json(one.by))
                 .raw("attributes", one.attributes)
                 .text());
  return list.text();
}

std::string request_json(const RequestRecord& request) {
  JsonObject out;
  out.add("request", request.id.value)
      .add("workflow", request.workflow)
      .add("state", request.state)
      .add("opened_at", to_rfc3339(request.opened_at));
  add_time(out, "closed_at", request.closed_at);
  out.add("regime", request.facts.regime);
  add_time(out, "deadline_at", request.facts.deadline_at);
  return out.text();
}

std::string notice_json(ReadQueries& reader, const NoticeRecord& notice) {
  const auto recipient = reader.recipient(notice.recipient);
  JsonObject out;
  out.add("notice", notice.id.value)
      .add("reference", notice.reference)
      .add("kind", name_of(notice.kind))
      .add("state", name_of(notice.state));
  out.add("to", recipient ? recipient->name : std::string()).add("channel", notice.channel).add("ticket", notice.ticket);
  add_time(out, "sealed_at", notice.sealed_at);
  add_time(out, "first_attempt_at", notice.first_attempt_at);
  add_time(out, "accepted_at", notice.accepted_at);
  JsonArray attempts;
  for (const auto& attempt : reader.attempts(notice.id)) {
    JsonObject one;
    one.add("number", attempt.number).add("started_at", to_rfc3339(attempt.started_at));
    add_time(one, "ended_at", attempt.ended_at);
    attempts.raw(one.add("verdict", name_of(attempt.verdict)).add("code", attempt.code).text());
  }
  return out.raw("attempts", attempts.text()).text();
}

/// Who reported stands as the actor of an event: of such a one only the hash is told, by which the chain goes on.
bool is_withheld(const EventRecord& event) { return event.by.kind == ActorKind::reporter; }

std::string event_json(const EventRecord& event) {
  if (is_withheld(event)) return JsonObject().add("sequence", event.sequence).add("withheld", "who reported").add("hash", hexadecimal(event.hash)).text();
  return JsonObject()
      .add("event", event.id.value)
      .add("sequence", event.sequence)
      .add("kind", event.kind)
      .add("at_ms", to_ms(event.at))
      .add("role", name_of(event.by.kind))
      .add("name", event.by.name)
      .add("body", event.body)
      .add("sealed", to_base64(event.sealed.bytes()))
      .add("hash", hexadecimal(event.hash))
      .text();
}

std::string checkpoint_json(const CheckpointRecord& checkpoint) {
  return JsonObject()
      .add("form", checkpoint.form)
      .add("at", to_rfc3339(checkpoint.at))
      .add("events", checkpoint.newest_event.value)
      .add("streams", checkpoint.stream_count)
      .add("heads", hexadecimal(checkpoint.heads_digest))
      .add("signed_by", checkpoint.signed_by)
      .add("signature", checkpoint.signature)
      .text();
}

/// What police asked us to wait for, as it was recorded.
bool is_about_a_hold(const EventRecord& event) {
  return event.kind == "HoldRequested" || event.kind == "HoldExtended" || event.kind == "HoldReleased";
}

std::string cover_json(const DossierHead& head, const ItemRecord& item, std::size_t notices, std::size_t streams, std::int64_t events) {
  JsonArray lines;
  lines.add("DOSSIER about item " + std::to_string(item.id.value) + " of " + head.organisation + ", desk " + head.desk);
  lines.add("For: " + head.recipient.name);
  lines.add("Made: " + to_rfc3339(head.made_at) + " by " + head.made_by.name + " (" + std::string(name_of(head.made_by.kind)) + ")");
  lines.add("Why: " + head.reason);
  lines.add("Item: " + head.locator);
  lines.add("Judged: " + (item.verdict ? std::string(name_of(*item.verdict)) : std::string("not assessed")) + "; reported " +
            std::to_string(item.report_count) + " times, first " + to_rfc3339(item.first_reported_at));
  lines.add("Inside: " + std::to_string(notices) + " notices, " + std::to_string(events) + " events in " + std::to_string(streams) +
            " streams, and the proof that they are the record's");
  lines.add("Left out: pictures, which we do not keep, and who reported. What is sealed in the record is here as ciphertext.");
  return lines.text();
}

}  // namespace

Dossier dossier_of(const DossierHead& head, ReadQueries& reader, Store& store) {
  const auto item = *reader.item(head.item);
  Dossier dossier;
  JsonArray requests, notices, holds, streams;
  std::vector<StreamName> names{{StreamKind::item, item.id.value}};
  std::vector<NoticeId> notice_ids;
  for (const auto& request : reader.requests_of_item(item.id)) {
    requests.raw(request_json(request));
    names.push_back({StreamKind::request, request.id.value});
    for (const auto id : reader.notices_of(request.id))
      if (std::find(notice_ids.begin(), notice_ids.end(), id) == notice_ids.end()) notice_ids.push_back(id);
  }
  std::sort(notice_ids.begin(), notice_ids.end());
  for (const auto id : notice_ids) {
    notices.raw(notice_json(reader, *reader.notice(id)));
    names.push_back({StreamKind::notice, id.value});
  }
  if (item.location) names.push_back({StreamKind::location, item.location.value});

  const auto proofs = store.prove_heads(head.up_to, names);
  for (const auto& proof : proofs) {
    JsonArray events, path;
    for (const auto& event : reader.events(proof.stream.kind, proof.stream.id)) {
      if (event.id > head.up_to) break;
      events.raw(event_json(event));
      ++dossier.events;
      if (is_about_a_hold(event))
        holds.raw(JsonObject()
                      .add("request", proof.stream.id)
                      .add("at", to_rfc3339(event.at))
                      .add("what", event.kind)
                      .raw("by", actor_json(event.by))
                      .raw("details", event.body)
                      .text());
    }
    for (const auto& neighbour : proof.path) path.add(hexadecimal(neighbour));
    streams.raw(JsonObject()
                    .add("stream", name_of(proof.stream.kind))
                    .add("of", proof.stream.id)
                    .raw("events", events.text())
                    .add("position", proof.position)
                    .raw("path", path.text())
                    .text());
  }
  JsonObject out;
  out.add("format", "redress dossier 1").raw("cover", cover_json(head, item, notice_ids.size(), proofs.size(), dossier.events));
  out.add("organisation", head.organisation)
      .add("desk", head.desk)
      .add("made_at", to_rfc3339(head.made_at))
      .raw("made_by", actor_json(head.made_by));
  out.add("reason", head.reason);
  out.raw("recipient",
          JsonObject().add("slug", head.recipient.slug).add("name", head.recipient.name).add("certificate", head.certificate).text());
  out.raw("item", item_json(item, head.locator)).raw("assessments", assessments_json(reader.assessments(item.id)));
  if (item.location)
    if (const auto location = reader.location(item.location)) out.raw("location", location_json(*location));
  out.raw("requests", requests.text()).raw("notices", notices.text()).raw("holds", holds.text()).raw("streams", streams.text());
  out.raw("checkpoint", checkpoint_json(head.checkpoint));
  dossier.document = out.text();
  return dossier;
}

}  // namespace redress::app
