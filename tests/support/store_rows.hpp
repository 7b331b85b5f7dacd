// Rows for tests of the store: every field holds something of its own, so that two columns that change places are noticed.
#pragma once

#include "engine/core/ports/store.hpp"

#include <string>

namespace redress::test {

inline BlindIndex blind(std::uint8_t number) {
  BlindIndex index;
  index.bytes.fill(number);
  index.bytes[0] = 0;  // zero bytes must survive
  return index;
}
inline UtcTime at(std::int64_t seconds_after) { return from_ms(1'893'492'000'000 + seconds_after * 1000); }

inline ReportRecord report_row(DeskId desk, std::uint8_t number = 1) {
  ReportRecord row;
  row.desk = desk;
  row.origin = ReportOrigin::police;
  row.source = "police-unit";
  row.external_reference = "REF-" + std::to_string(number);
  row.digest = blind(number);
  row.reporter = {std::string("rep\0orter", 9)};
  row.key = {"report-key-" + std::to_string(number)};
  row.received_at = at(1);
  row.told_at = at(-60);
  row.item_count = 3;
  row.repeat_count = 1;
  return row;
}

inline LocationRecord location_row(std::uint8_t number = 1) {
  LocationRecord row;
  row.locator_index = blind(number);
  row.host_index = blind(static_cast<std::uint8_t>(number + 100));
  row.host = {"sealed-host"};
  row.key = {"location-key-" + std::to_string(number)};
  row.hoster = RecipientId{11};
  row.network = RecipientId{12};
  row.registrar = RecipientId{13};
  row.country_of_address = "NL";
  row.country_of_registration = "DE";
  row.country_of_contact = "FR";
  row.country_source = "rdap";
  row.located_at = at(2);
  row.observed = Observed::online;
  row.evidence = Evidence::answered;
  row.looked_at = at(3);
  row.last_online_at = at(4);
  row.first_miss_at = at(5);
  row.misses = 2;
  row.failures = 1;
  row.next_look_at = at(600);
  row.content_digest = {"sealed-digest"};
  row.digest_looks = 2;
  return row;
}

inline SiteRecord site_row(std::uint8_t number = 1) {
  return {{}, blind(number), {"sealed-domain"}, {"site-key-" + std::to_string(number)}, "image_host", 4};
}

inline ItemRecord item_row(DeskId desk, std::uint8_t number = 1, LocationId location = {}) {
  ItemRecord row;
  row.desk = desk;
  row.locator_kind = LocatorKind::account;
  row.platform = "platform.example";
  row.locator_index = blind(number);
  row.locator = {"sealed-locator"};
  row.recipe = {"sealed-recipe"};
  row.key = {"item-key-" + std::to_string(number)};
  row.role = ItemRole::container;
  row.location = location;
  row.first_report = ReportId{9};
  row.first_reported_at = at(7);
  row.report_count = 5;
  row.verdict = Verdict::illegal_national;
  return row;
}

inline RequestRecord request_row(DeskId desk, ItemId item, LocationId location = {}) {
  RequestRecord row;
  row.desk = desk;
  row.item = item;
  row.location = location;
  row.workflow = "hotline_ntd";
  row.state = "Notified";
  row.facts.country = "NL";
  row.facts.rung = 2;
  row.facts.opened_at = at(8);
  row.opened_at = at(8);
  row.wished_look = LookPurpose::confirm;
  return row;
}

inline RecipientRecord recipient_row(const std::string& slug = "prompt-host") {
  RecipientRecord row;
  row.slug = slug;
  row.name = "Prompt Hosting";
  row.scope = ContactScope::network;
  row.kind = "hoster";
  row.country = "NL";
  row.language = "nl";
  row.approved = true;
  row.failures = 3;
  return row;
}

inline ContactRecord contact_row(RecipientId recipient, int rank = 0) {
  return {{}, recipient, "abuse_mail", "abuse@host.example", rank, true, at(9), "directory"};
}

inline NoticeRecord notice_row(DeskId desk, RecipientId recipient, ContactId contact, const std::string& reference = "N-AAAA-BBBB-C") {
  NoticeRecord row;
  row.desk = desk;
  row.recipient = recipient;
  row.contact = contact;
  row.scope = ContactScope::hoster;
  row.channel = "abuse_mail";
  row.workflow = "hotline_ntd";
  row.kind = NoticeKind::first;
  row.reference = reference;
  row.reply_token = "token-" + reference;
  row.opened_at = at(10);
  row.closes_at = at(910);
  return row;
}

inline OutboxRecord outbox_row(NoticeId notice, RecipientId recipient, UtcTime not_before = at(20), bool urgent = false) {
  OutboxRecord row;
  row.notice = notice;
  row.recipient = recipient;
  row.channel = "abuse_mail";
  row.not_before = not_before;
  row.urgent = urgent;
  return row;
}

inline EventRecord event_row(StreamKind stream, std::int64_t stream_id, const std::string& kind = "Opened") {
  EventRecord row;
  row.stream = stream;
  row.stream_id = stream_id;
  row.kind = kind;
  row.at = at(30);
  row.by = {ActorKind::analyst, "otter"};
  row.body = R"({"a":1})";
  row.sealed = {std::string("sea\0led", 7)};
  return row;
}

}  // namespace redress::test
