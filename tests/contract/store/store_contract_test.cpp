// What every store must do, whatever database stands behind it.
#include "tests/contract/store/store_under_test.hpp"
#include "tests/support/store_rows.hpp"

#include <algorithm>
#include <set>
#include <thread>

namespace redress::test {
namespace {

class StoreContract : public testing::TestWithParam<StoreKind> {
 protected:
  std::unique_ptr<StoreUnderTest> database = GetParam().make();
  std::unique_ptr<Store> store = database->open();

  /// A desk, an item with a location, a request on it, a recipient with a contact and a notice: what most rows hang on.
  struct World {
    DeskId desk;
    LocationId location;
    ItemId item;
    RequestId request;
    RecipientId recipient;
    ContactId contact;
    NoticeId notice;
  };
  static World build(Transaction& work, std::uint8_t number = 1) {
    World world;
    world.desk = work.ensure_desk("hotline");
    world.location = work.insert(location_row(number));
    world.item = work.insert(item_row(world.desk, number, world.location));
    world.request = work.insert(request_row(world.desk, world.item, world.location));
    world.recipient = work.insert(recipient_row("host-" + std::to_string(number)));
    world.contact = work.insert(contact_row(world.recipient));
    world.notice = work.insert(notice_row(world.desk, world.recipient, world.contact, "N-" + std::to_string(number)));
    return world;
  }
  World built(std::uint8_t number = 1) {
    auto work = store->begin();
    const auto world = build(*work, number);
    work->commit();
    return world;
  }
  OutboxId waiting(Transaction& work, const World& world, const std::string& reference, UtcTime not_before, bool urgent = false) {
    const auto notice = work.insert(notice_row(world.desk, world.recipient, world.contact, reference));
    return work.insert(outbox_row(notice, world.recipient, not_before, urgent));
  }
  std::vector<OutboxId> leased(UtcTime now, std::int64_t limit = 100, const std::string& incarnation = "run-1") {
    auto work = store->begin();
    std::vector<OutboxId> ids;
    for (const auto& entry : work->lease(now, incarnation, limit)) ids.push_back(entry.id);
    work->commit();
    return ids;
  }
  void append(StreamKind stream, std::int64_t stream_id, int count) {
    auto work = store->begin();
    for (int i = 0; i < count; ++i) work->append(event_row(stream, stream_id, "Kind" + std::to_string(i)));
    work->commit();
  }
};

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, testing::ValuesIn(store_kinds()), [](const auto& each) { return each.param.name; });

// --- rows come back as they went in ------------------------------------------------------------------------------------------------

// Each report column comes back by itself, also what is optional and absent, and a save replaces the whole row.
TEST_P(StoreContract, Reports) {
  auto work = store->begin();
  const auto desk = work->ensure_desk("hotline");
  EXPECT_EQ(work->ensure_desk("hotline"), desk);
  EXPECT_NE(work->ensure_desk("helpline"), desk);
  auto row = report_row(desk);
  row.id = work->next_report();
  EXPECT_EQ(work->insert(row), row.id);
  const auto same = [](const ReportRecord& a, const ReportRecord& b) {
    return a.id == b.id && a.desk == b.desk && a.origin == b.origin && a.source == b.source && a.external_reference == b.external_reference &&
           a.digest == b.digest && a.reporter == b.reporter && a.key == b.key && a.received_at == b.received_at && a.told_at == b.told_at &&
           a.item_count == b.item_count && a.repeat_count == b.repeat_count;
  };
  EXPECT_TRUE(same(*work->report(row.id), row));
  row.told_at.reset();
  row.key = {};
  row.item_count = 8;
  work->save(row);
  EXPECT_TRUE(same(*work->report(row.id), row));
  row.source = "other";
  row.digest = blind(77);
  row.received_at = at(99);
  work->save(row);
  EXPECT_TRUE(same(*work->report(row.id), row));
  EXPECT_EQ(work->find_report(desk, blind(77)), row.id);
  EXPECT_FALSE(work->find_report(work->ensure_desk("helpline"), blind(77)));
  EXPECT_FALSE(work->report(ReportId{999}));
}

TEST_P(StoreContract, Items) {
  auto work = store->begin();
  const auto desk = work->ensure_desk("hotline");
  const auto location = work->insert(location_row());
  auto row = item_row(desk, 1, location);
  row.id = work->next_item();
  EXPECT_EQ(work->insert(row), row.id);
  const auto same = [](const ItemRecord& a, const ItemRecord& b) {
    return a.id == b.id && a.desk == b.desk && a.locator_kind == b.locator_kind && a.platform == b.platform && a.locator_index == b.locator_index &&
           a.locator == b.locator && a.recipe == b.recipe && a.key == b.key && a.role == b.role && a.location == b.location &&
           a.first_report == b.first_report && a.first_reported_at == b.first_reported_at && a.report_count == b.report_count && a.verdict == b.verdict;
  };
  EXPECT_TRUE(same(*work->item(row.id), row));
  row.verdict.reset();
  row.report_count = 6;
  work->save(row);
  EXPECT_TRUE(same(*work->item(row.id), row));
  row.location = {};
  row.platform = "other.example";
  work->save(row);
  EXPECT_TRUE(same(*work->item(row.id), row));
  EXPECT_EQ(work->find_item(desk, LocatorKind::account, "other.example", row.locator_index), row.id);
  EXPECT_FALSE(work->find_item(desk, LocatorKind::url, "other.example", row.locator_index));
  EXPECT_FALSE(work->find_item(desk, LocatorKind::account, "platform.example", row.locator_index));
}

TEST_P(StoreContract, LocationsAndSites) {
  auto work = store->begin();
  const auto site = work->insert(site_row(1));
  auto site_as_is = site_row(1);
  site_as_is.moves = 5;
  site_as_is.kind = "forum";
  site_as_is.id = site;
  work->save(site_as_is);
  const auto read_site = *work->site(site);
  EXPECT_EQ(read_site.moves, 5);
  EXPECT_EQ(read_site.kind, "forum");
  EXPECT_EQ(read_site.domain, site_as_is.domain);
  EXPECT_EQ(read_site.key, site_as_is.key);
  EXPECT_EQ(work->find_site(blind(1)), site);
  EXPECT_EQ(work->next_site().value, site.value + 1);

  auto row = location_row();
  row.site = site;
  row.id = work->next_location();
  EXPECT_EQ(work->insert(row), row.id);
  const auto same = [](const LocationRecord& a, const LocationRecord& b) {
    return a.id == b.id && a.locator_index == b.locator_index && a.host_index == b.host_index && a.site == b.site && a.host == b.host && a.key == b.key &&
           a.hoster == b.hoster && a.network == b.network && a.registrar == b.registrar && a.country_of_address == b.country_of_address &&
           a.country_of_registration == b.country_of_registration && a.country_of_contact == b.country_of_contact && a.country_source == b.country_source &&
           a.located_at == b.located_at && a.observed == b.observed && a.evidence == b.evidence && a.looked_at == b.looked_at &&
           a.last_online_at == b.last_online_at && a.first_miss_at == b.first_miss_at && a.misses == b.misses && a.failures == b.failures &&
           a.next_look_at == b.next_look_at;
  };
  EXPECT_TRUE(same(*work->location(row.id), row));
  row.observed = Observed::gone;
  row.evidence = Evidence::gone_410;
  row.next_look_at.reset();
  row.hoster = {};
  work->save(row);
  EXPECT_TRUE(same(*work->location(row.id), row));
  row.site = {};
  row.host_index = blind(55);
  work->save(row);
  EXPECT_TRUE(same(*work->location(row.id), row));
  EXPECT_EQ(work->find_location(blind(1)), row.id);

  row.site = site;
  work->save(row);
  auto second = location_row(2);
  second.site = site;
  const auto second_id = work->insert(second);
  EXPECT_EQ(work->locations_of_site(site, 10), (std::vector{row.id, second_id}));
  EXPECT_EQ(work->locations_of_site(site, 1), std::vector{row.id});
}

TEST_P(StoreContract, Assessments) {
  auto work = store->begin();
  const auto world = build(*work);
  AssessmentRecord row;
  row.item = world.item;
  row.verdict = Verdict::doubtful;
  row.basis = AssessmentBasis::second_person;
  row.by = {ActorKind::senior, "heron"};
  row.attributes = R"({"age":"?"})";
  row.at = at(3);
  const auto id = work->insert(row);
  row.verdict = Verdict::not_illegal;
  work->insert(row);
  const auto read = work->assessments(world.item);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].id, id);
  EXPECT_EQ(read[0].verdict, Verdict::doubtful);
  EXPECT_EQ(read[0].basis, AssessmentBasis::second_person);
  EXPECT_EQ(read[0].by, (Actor{ActorKind::senior, "heron"}));
  EXPECT_EQ(read[0].attributes, row.attributes);
  EXPECT_EQ(read[0].at, at(3));
  EXPECT_EQ(read[1].verdict, Verdict::not_illegal);
}

TEST_P(StoreContract, RequestsAndSpells) {
  auto work = store->begin();
  const auto world = build(*work);
  auto row = *work->request(world.request);
  const auto same = [](const RequestRecord& a, const RequestRecord& b) {
    return a.id == b.id && a.desk == b.desk && a.item == b.item && a.location == b.location && a.workflow == b.workflow && a.state == b.state &&
           a.facts == b.facts && a.version == b.version && a.opened_at == b.opened_at && a.closed_at == b.closed_at && a.wished_look == b.wished_look;
  };
  auto expected = request_row(world.desk, world.item, world.location);
  expected.id = world.request;
  EXPECT_TRUE(same(row, expected));
  row.state = "Reminded";
  row.facts.reminders = 1;
  work->save(row);
  ++row.version;
  EXPECT_TRUE(same(*work->request(row.id), row));
  row.closed_at = at(70);
  row.wished_look.reset();
  work->save(row);
  ++row.version;
  EXPECT_TRUE(same(*work->request(row.id), row));

  SpellRecord spell{{}, row.id, 1, at(1), {}, {}};
  spell.id = work->insert(spell);
  spell.gone_at = at(5);
  spell.last_online_at = at(4);
  work->save(spell);
  work->insert(SpellRecord{{}, row.id, 2, at(9), {}, {}});
  const auto spells = work->spells(row.id);
  ASSERT_EQ(spells.size(), 2U);
  EXPECT_EQ(spells[0].id, spell.id);
  EXPECT_EQ(spells[0].gone_at, at(5));
  EXPECT_EQ(spells[0].last_online_at, at(4));
  EXPECT_EQ(spells[0].began_at, at(1));
  EXPECT_EQ(spells[1].number, 2);
  EXPECT_FALSE(spells[1].gone_at);
}

TEST_P(StoreContract, RequestLists) {
  auto work = store->begin();
  const auto world = build(*work);
  std::vector<RequestId> ids{world.request};
  for (int i = 0; i < 4; ++i) {
    auto row = request_row(world.desk, world.item, world.location);
    row.workflow = i % 2 == 0 ? "triage" : "hotline_ntd";
    row.state = i < 2 ? "Waiting" : "Closed";
    if (i >= 2) row.closed_at = at(50);
    if (i == 1 || i == 3) row.wished_look.reset();
    ids.push_back(work->insert(row));
  }
  const auto ids_of = [](const std::vector<RequestRecord>& rows) {
    std::vector<RequestId> found;
    for (const auto& row : rows) found.push_back(row.id);
    return found;
  };
  EXPECT_EQ(ids_of(work->requests_of_item(world.item)), ids);
  EXPECT_EQ(ids_of(work->open_requests_at(world.location)), (std::vector{ids[0], ids[1], ids[2]}));
  EXPECT_EQ(ids_of(work->looking_requests_at(world.location)), (std::vector{ids[0], ids[1], ids[3]}));
  EXPECT_EQ(ids_of(work->requests({})), ids);
  RequestFilter filter;
  filter.open_only = true;
  EXPECT_EQ(ids_of(work->requests(filter)), (std::vector{ids[0], ids[1], ids[2]}));
  filter.workflow = "triage";
  EXPECT_EQ(ids_of(work->requests(filter)), std::vector{ids[1]});
  filter = {};
  filter.state = "Closed";
  EXPECT_EQ(ids_of(work->requests(filter)), (std::vector{ids[3], ids[4]}));
  filter = {};
  filter.after = ids[1].value;
  filter.limit = 2;
  EXPECT_EQ(ids_of(work->requests(filter)), (std::vector{ids[2], ids[3]}));

  // The lists follow a request that closes, and one that comes to lie elsewhere.
  auto closing = *work->request(ids[0]);
  closing.closed_at = at(60);
  closing.wished_look.reset();
  work->save(closing);
  EXPECT_EQ(ids_of(work->open_requests_at(world.location)), (std::vector{ids[1], ids[2]}));
  EXPECT_EQ(ids_of(work->looking_requests_at(world.location)), (std::vector{ids[1], ids[3]}));
  auto moving = *work->request(ids[1]);
  moving.location = work->insert(location_row(77));
  work->save(moving);
  EXPECT_EQ(ids_of(work->open_requests_at(world.location)), std::vector{ids[2]});
  EXPECT_EQ(ids_of(work->open_requests_at(moving.location)), std::vector{ids[1]});
  EXPECT_EQ(ids_of(work->looking_requests_at(moving.location)), std::vector{ids[1]});
}

TEST_P(StoreContract, RecipientsAndContacts) {
  auto work = store->begin();
  const auto parent = work->insert(recipient_row("network"));
  auto row = recipient_row("prompt-host");
  row.parent = parent;
  row.one_request_per_notice = true;
  row.ceiling = Tlp::amber_strict;
  row.paused_at = at(3);
  row.rests_until = at(4);
  row.id = work->insert(row);
  const auto same = [](const RecipientRecord& a, const RecipientRecord& b) {
    return a.id == b.id && a.slug == b.slug && a.name == b.name && a.scope == b.scope && a.kind == b.kind && a.country == b.country &&
           a.language == b.language && a.parent == b.parent && a.approved == b.approved && a.one_request_per_notice == b.one_request_per_notice &&
           a.ceiling == b.ceiling && a.paused_at == b.paused_at && a.failures == b.failures && a.rests_until == b.rests_until;
  };
  EXPECT_TRUE(same(*work->recipient(row.id), row));
  row.paused_at.reset();
  row.approved = false;
  work->save(row);
  EXPECT_TRUE(same(*work->recipient(row.id), row));
  EXPECT_EQ(work->find_recipient("prompt-host"), row.id);
  EXPECT_FALSE(work->find_recipient("nobody"));
  EXPECT_EQ(work->recipients().size(), 2U);
  auto office = recipient_row("police");
  office.scope = ContactScope::police;
  office.id = work->insert(office);
  const auto offices = work->recipients_of(ContactScope::police);
  ASSERT_EQ(offices.size(), 1U);
  EXPECT_TRUE(same(offices[0], office));
  EXPECT_TRUE(work->recipients_of(ContactScope::partner).empty());

  const auto second = work->insert(contact_row(row.id, 1));
  const auto first = work->insert(contact_row(row.id, 0));
  auto contacts = work->contacts(row.id);
  ASSERT_EQ(contacts.size(), 2U);
  EXPECT_EQ(contacts[0].id, first);
  EXPECT_EQ(contacts[1].id, second);
  EXPECT_EQ(contacts[0].address, "abuse@host.example");
  EXPECT_EQ(contacts[0].channel, "abuse_mail");
  EXPECT_EQ(contacts[0].source, "directory");
  EXPECT_EQ(contacts[0].bounced_at, at(9));
  EXPECT_TRUE(contacts[0].approved);
  contacts[0].bounced_at.reset();
  contacts[0].rank = 2;
  work->save(contacts[0]);
  contacts = work->contacts(row.id);
  EXPECT_EQ(contacts[1].id, first);
  EXPECT_FALSE(contacts[1].bounced_at);
}

TEST_P(StoreContract, Notices) {
  auto work = store->begin();
  const auto world = build(*work);
  auto row = notice_row(world.desk, world.recipient, world.contact, "N-NEW");
  row.kind = NoticeKind::reminder;
  row.scope = ContactScope::network;
  row.urgent = true;
  row.refers_to = world.notice;
  row.supersedes = world.notice;
  row.possibly_sent_twice = true;
  row.id = work->insert(row);
  const auto same = [](const NoticeRecord& a, const NoticeRecord& b) {
    return a.id == b.id && a.desk == b.desk && a.recipient == b.recipient && a.contact == b.contact && a.scope == b.scope && a.channel == b.channel &&
           a.kind == b.kind && a.state == b.state && a.reference == b.reference && a.reply_token == b.reply_token && a.urgent == b.urgent &&
           a.opened_at == b.opened_at && a.closes_at == b.closes_at && a.sealed_at == b.sealed_at && a.first_attempt_at == b.first_attempt_at &&
           a.accepted_at == b.accepted_at && a.refers_to == b.refers_to && a.supersedes == b.supersedes && a.possibly_sent_twice == b.possibly_sent_twice &&
           a.message == b.message && a.key == b.key;
  };
  EXPECT_TRUE(same(*work->notice(row.id), row));
  row.state = NoticeState::sealed;
  row.sealed_at = at(20);
  row.message = {"sealed-message"};
  row.key = {"notice-key"};
  work->save(row);
  EXPECT_TRUE(same(*work->notice(row.id), row));
  row.state = NoticeState::accepted;
  row.first_attempt_at = at(21);
  row.accepted_at = at(22);
  row.kind = NoticeKind::escalation;
  row.contact = {};
  work->save(row);
  EXPECT_TRUE(same(*work->notice(row.id), row));
  EXPECT_EQ(work->find_notice("N-NEW"), row.id);
  EXPECT_EQ(work->find_notice_by_token("token-N-NEW"), row.id);
  EXPECT_FALSE(work->find_notice_by_token("N-NEW"));
}

// A request joins only an open notice of the same desk, contact, kind, scope, reference to another notice, urgency and workflow.
TEST_P(StoreContract, JoinableNotices) {
  auto work = store->begin();
  const auto world = build(*work);
  const auto find = [&](DeskId desk, ContactId contact, NoticeKind kind, ContactScope scope, NoticeId refers_to, bool urgent,
                        std::string_view workflow = "hotline_ntd") {
    return work->joinable_notice(desk, contact, kind, scope, refers_to, urgent, workflow);
  };
  EXPECT_EQ(find(world.desk, world.contact, NoticeKind::first, ContactScope::hoster, {}, false), world.notice);
  EXPECT_FALSE(find(work->ensure_desk("helpline"), world.contact, NoticeKind::first, ContactScope::hoster, {}, false));
  EXPECT_FALSE(find(world.desk, work->insert(contact_row(world.recipient)), NoticeKind::first, ContactScope::hoster, {}, false));
  EXPECT_FALSE(find(world.desk, world.contact, NoticeKind::reminder, ContactScope::hoster, {}, false));
  EXPECT_FALSE(find(world.desk, world.contact, NoticeKind::first, ContactScope::network, {}, false));
  EXPECT_FALSE(find(world.desk, world.contact, NoticeKind::first, ContactScope::hoster, world.notice, false));
  EXPECT_FALSE(find(world.desk, world.contact, NoticeKind::first, ContactScope::hoster, {}, true));
  EXPECT_FALSE(find(world.desk, world.contact, NoticeKind::first, ContactScope::hoster, {}, false, "trusted_flagger"));
  auto notice = *work->notice(world.notice);
  notice.state = NoticeState::sealed;
  notice.sealed_at = at(11);
  work->save(notice);
  EXPECT_FALSE(find(world.desk, world.contact, NoticeKind::first, ContactScope::hoster, {}, false));
}

TEST_P(StoreContract, RequestsJoinAndLeaveNotices) {
  auto work = store->begin();
  const auto world = build(*work);
  const auto other = work->insert(request_row(world.desk, world.item));
  const auto reminder = work->insert(notice_row(world.desk, world.recipient, world.contact, "N-R"));
  work->join(world.notice, other, Need::all);
  work->join(world.notice, world.request, Need::all);
  work->join(world.notice, world.request, Need::all);  // again: no second line
  work->join(reminder, world.request, Need::all);
  EXPECT_EQ(work->requests_in(world.notice), (std::vector{world.request, other}));
  EXPECT_EQ(work->notices_of(world.request), (std::vector{reminder, world.notice}));
  work->leave(world.notice, world.request);
  EXPECT_EQ(work->requests_in(world.notice), std::vector{other});
  EXPECT_EQ(work->notices_of(world.request), std::vector{reminder});
}

// Open notices are sealed when their window has closed, oldest first; sealed ones are not listed again.
TEST_P(StoreContract, NoticesToSeal) {
  auto work = store->begin();
  const auto world = build(*work);
  auto early = notice_row(world.desk, world.recipient, world.contact, "N-EARLY");
  early.closes_at = at(100);
  early.id = work->insert(early);
  EXPECT_TRUE(work->notices_to_seal(at(99), 10).empty());
  EXPECT_EQ(work->notices_to_seal(at(100), 10), std::vector{early.id});
  EXPECT_EQ(work->notices_to_seal(at(910), 10), (std::vector{early.id, world.notice}));
  EXPECT_EQ(work->notices_to_seal(at(910), 1), std::vector{early.id});
  early.state = NoticeState::voided;
  work->save(early);
  EXPECT_EQ(work->notices_to_seal(at(910), 10), std::vector{world.notice});
}

TEST_P(StoreContract, OutboxAndAttempts) {
  auto work = store->begin();
  const auto world = build(*work);
  auto row = outbox_row(world.notice, world.recipient);
  row.urgent = true;
  row.id = work->insert(row);
  const auto same = [](const OutboxRecord& a, const OutboxRecord& b) {
    return a.id == b.id && a.notice == b.notice && a.recipient == b.recipient && a.channel == b.channel && a.state == b.state && a.not_before == b.not_before &&
           a.urgent == b.urgent && a.attempts == b.attempts && a.first_attempt_at == b.first_attempt_at && a.lease_owner == b.lease_owner && a.cause == b.cause;
  };
  EXPECT_TRUE(same(*work->outbox(row.id), row));
  row.state = OutboxState::dead;
  row.attempts = 4;
  row.first_attempt_at = at(25);
  row.cause = "mailbox unknown";
  work->save(row);
  EXPECT_TRUE(same(*work->outbox(row.id), row));
  EXPECT_TRUE(same(*work->outbox_of(world.notice), row));
  ASSERT_EQ(work->dead_letters(10).size(), 1U);
  EXPECT_TRUE(same(work->dead_letters(10)[0], row));

  AttemptRecord attempt;
  attempt.outbox = row.id;
  attempt.notice = world.notice;
  attempt.number = 1;
  attempt.started_at = at(25);
  attempt.incarnation = "run-1";
  attempt.id = work->insert(attempt);
  EXPECT_TRUE(work->attempts_without_verdict("run-1").empty());
  ASSERT_EQ(work->attempts_without_verdict("run-2").size(), 1U);
  EXPECT_EQ(work->attempts_without_verdict("run-2")[0].id, attempt.id);
  attempt.ended_at = at(26);
  attempt.verdict = AttemptVerdict::refused;
  attempt.code = 550;
  attempt.cause = "no such mailbox";
  work->save(attempt);
  EXPECT_TRUE(work->attempts_without_verdict("run-2").empty());
  const auto read = work->attempts(world.notice);
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].outbox, row.id);
  EXPECT_EQ(read[0].number, 1);
  EXPECT_EQ(read[0].started_at, at(25));
  EXPECT_EQ(read[0].ended_at, at(26));
  EXPECT_EQ(read[0].verdict, AttemptVerdict::refused);
  EXPECT_EQ(read[0].code, 550);
  EXPECT_EQ(read[0].cause, "no such mailbox");
  EXPECT_EQ(read[0].incarnation, "run-1");
}

TEST_P(StoreContract, TasksAndAlerts) {
  auto work = store->begin();
  const auto world = build(*work);
  TaskRecord late{{}, world.desk, "call_recipient", world.request, world.item, world.notice, TaskState::open, at(1), at(90), "", "", "why", {}};
  late.id = work->insert(late);
  TaskRecord early = late;
  early.kind = "assess";
  early.request = {};
  early.due_at = at(50);
  early.id = work->insert(early);
  ASSERT_EQ(work->open_tasks("", 10).size(), 2U);
  EXPECT_EQ(work->open_tasks("", 10)[0].id, early.id);
  EXPECT_EQ(work->open_tasks("call_recipient", 10)[0].id, late.id);
  ASSERT_EQ(work->tasks(world.request).size(), 1U);
  late.state = TaskState::done;
  late.taken_by = "otter";
  late.answer = "called";
  late.closed_at = at(60);
  work->save(late);
  const auto read = *work->task(late.id);
  EXPECT_EQ(read.desk, world.desk);
  EXPECT_EQ(read.kind, "call_recipient");
  EXPECT_EQ(read.item, world.item);
  EXPECT_EQ(read.notice, world.notice);
  EXPECT_EQ(read.state, TaskState::done);
  EXPECT_EQ(read.opened_at, at(1));
  EXPECT_EQ(read.due_at, at(90));
  EXPECT_EQ(read.taken_by, "otter");
  EXPECT_EQ(read.answer, "called");
  EXPECT_EQ(read.reason, "why");
  EXPECT_EQ(read.closed_at, at(60));
  EXPECT_EQ(work->open_tasks("", 10).size(), 1U);

  AlertRecord alert{{}, world.desk, "deadline", Severity::urgent, "request 1", at(2), {}, 1};
  alert.id = work->insert(alert);
  const auto second = work->insert(AlertRecord{{}, {}, "deadline", Severity::info, "request 2", at(3), at(4), 7, "alert.deadline@1"});
  ASSERT_EQ(work->unsent_alerts(10).size(), 1U);
  EXPECT_EQ(work->unsent_alerts(10)[0].id, alert.id);
  ASSERT_EQ(work->alerts(10).size(), 2U);
  EXPECT_EQ(work->alerts(10)[0].id, second);
  EXPECT_EQ(work->alerts(10)[0].count, 7);
  EXPECT_EQ(work->alerts(10)[0].sent_at, at(4));
  EXPECT_EQ(work->alerts(1).size(), 1U);
  alert.sent_at = at(5);
  alert.count = 2;
  work->save(alert);
  EXPECT_TRUE(work->unsent_alerts(10).empty());
  const auto newest = *work->newest_alert("deadline", "request 1");
  EXPECT_EQ(newest.id, alert.id);
  EXPECT_EQ(newest.count, 2);
  EXPECT_EQ(newest.severity, Severity::urgent);
  EXPECT_EQ(newest.raised_at, at(2));
  EXPECT_FALSE(work->newest_alert("deadline", "request 3"));
}

TEST_P(StoreContract, InboxImportsQuarantineSettings) {
  auto work = store->begin();
  const auto world = build(*work);
  InboxRecord message{0, "abuse", 7, 42, blind(9), "answer", "removed", world.notice, {"sealed-mail"}, {"mail-key"}, at(5)};
  EXPECT_FALSE(work->message_seen(message.digest));
  message.id = work->next_inbox();
  EXPECT_EQ(work->insert(message), message.id);
  EXPECT_TRUE(work->message_seen(message.digest));
  const auto read = *work->inbox_message(message.id);
  EXPECT_EQ(read.mailbox, "abuse");
  EXPECT_EQ(read.uid_validity, 7);
  EXPECT_EQ(read.uid, 42);
  EXPECT_EQ(read.kind, "answer");
  EXPECT_EQ(read.meaning, "removed");
  EXPECT_EQ(read.notice, world.notice);
  EXPECT_EQ(read.message, message.message);
  EXPECT_EQ(read.key, message.key);
  EXPECT_EQ(read.at, at(5));

  EXPECT_EQ(work->inbox_position("abuse", 7), 0);
  work->set_inbox_position("abuse", 7, 42);
  work->set_inbox_position("abuse", 7, 41);  // never back
  work->set_inbox_position("abuse", 8, 3);
  EXPECT_EQ(work->inbox_position("abuse", 7), 42);
  EXPECT_EQ(work->inbox_position("abuse", 8), 3);

  ImportRecord import{blind(3), "list.csv", 10, 7, 2, 1, false};
  work->save_import(import);
  import.position = 20;
  import.complete = true;
  work->save_import(import);
  const auto progress = *work->import_progress(blind(3));
  EXPECT_EQ(progress.file, "list.csv");
  EXPECT_EQ(progress.position, 20);
  EXPECT_EQ(progress.accepted, 7);
  EXPECT_EQ(progress.repeats, 2);
  EXPECT_EQ(progress.rejected, 1);
  EXPECT_TRUE(progress.complete);
  EXPECT_FALSE(work->import_progress(blind(4)));

  QuarantineRecord bad{0, world.desk, "list.csv", 12, "URL", "no scheme", {"sealed-row"}, {"row-key"}, at(6)};
  bad.id = work->next_quarantine();
  EXPECT_EQ(work->insert(bad), bad.id);
  ASSERT_EQ(work->quarantine(0, 10).size(), 1U);
  const auto kept = work->quarantine(0, 10)[0];
  EXPECT_EQ(kept.file, "list.csv");
  EXPECT_EQ(kept.line, 12);
  EXPECT_EQ(kept.field, "URL");
  EXPECT_EQ(kept.reason, "no scheme");
  EXPECT_EQ(kept.row, bad.row);
  EXPECT_EQ(kept.key, bad.key);
  EXPECT_TRUE(work->quarantine(bad.id, 10).empty());

  EXPECT_EQ(work->setting("sending_paused"), "");
  work->set_setting("sending_paused", "yes");
  work->set_setting("sending_paused", "no");
  EXPECT_EQ(work->setting("sending_paused"), "no");
}

// What is kept under a key is listed by when it came, page by page, and no more once its key is gone, however that went.
TEST_P(StoreContract, WhatIsKept) {
  auto work = store->begin();
  const auto world = build(*work);
  auto second = item_row(world.desk, 2);
  second.first_reported_at = at(3);
  second.id = work->insert(second);
  const auto all = [&](KeptKind kind, UtcTime until = at(1'000)) { return work->kept(kind, until, {}, 10); };
  using Rows = std::vector<KeptRow>;
  EXPECT_EQ(all(KeptKind::locators), (Rows{{second.id.value, at(3)}, {world.item.value, at(7)}}));
  EXPECT_EQ(all(KeptKind::locators, at(6)), (Rows{{second.id.value, at(3)}}));
  EXPECT_EQ(all(KeptKind::locators, at(3)), (Rows{{second.id.value, at(3)}})) << "until then, that moment included";
  EXPECT_EQ(work->kept(KeptKind::locators, UtcTime::max(), {second.id.value, at(3)}, 10), (Rows{{world.item.value, at(7)}}));
  EXPECT_EQ(work->kept(KeptKind::locators, at(1'000), {}, 1).size(), 1U);
  second.key = {};
  work->save(second);
  EXPECT_EQ(all(KeptKind::locators), (Rows{{world.item.value, at(7)}}));

  auto report = report_row(world.desk);
  report.id = work->insert(report);
  auto anonymous = report_row(world.desk, 2);
  anonymous.reporter = {};
  anonymous.key = {};
  work->insert(anonymous);
  work->link_report(report.id, world.item, 1);
  work->link_report(report.id, second.id, 1);
  work->link_report(report.id, second.id, 2);
  EXPECT_EQ(work->items_of(report.id), (std::vector<ItemId>{world.item, second.id}));
  EXPECT_TRUE(work->items_of(ReportId{99}).empty());
  EXPECT_EQ(all(KeptKind::reports), (Rows{{report.id.value, at(1)}}));
  report.key = {};
  report.reporter = {};
  work->save(report);
  EXPECT_TRUE(all(KeptKind::reports).empty());

  EXPECT_TRUE(all(KeptKind::notices).empty()) << "not sealed yet";
  auto notice = *work->notice(world.notice);
  notice.state = NoticeState::sealed;
  notice.sealed_at = at(20);
  notice.message = {"sealed-message"};
  notice.key = {"notice-key"};
  work->save(notice);
  EXPECT_EQ(work->notice(world.notice)->key, notice.key);
  EXPECT_EQ(all(KeptKind::notices), (Rows{{world.notice.value, at(20)}}));
  notice.key = {};
  notice.message = {};
  work->save(notice);
  EXPECT_TRUE(all(KeptKind::notices).empty());

  const auto about =
      work->insert(InboxRecord{0, "abuse", 7, 42, blind(9), "answer", "removed", world.notice, {"mail"}, {"mail-key"}, at(5)});
  const auto other = work->insert(InboxRecord{0, "abuse", 7, 43, blind(8), "answer", "", {}, {"mail"}, {"other-key"}, at(5)});
  work->insert(InboxRecord{0, "abuse", 7, 44, blind(7), "auto_reply", "", world.notice, {}, {}, at(5)});
  EXPECT_EQ(all(KeptKind::partner_messages), (Rows{{about, at(5)}, {other, at(5)}}));
  EXPECT_EQ(work->kept(KeptKind::partner_messages, at(5), {about, at(5)}, 10), (Rows{{other, at(5)}})) << "of one moment, by number";
  EXPECT_EQ(work->kept_messages_about(world.notice), std::vector<std::int64_t>{about});
  work->erase_message(about);
  EXPECT_TRUE(work->inbox_message(about)->message.empty() && work->inbox_message(about)->key.empty());
  EXPECT_TRUE(work->kept_messages_about(world.notice).empty());
  EXPECT_EQ(all(KeptKind::partner_messages), (Rows{{other, at(5)}}));

  const auto row = work->insert(QuarantineRecord{0, world.desk, "list.csv", 12, "URL", "no scheme", {"sealed-row"}, {"row-key"}, at(6)});
  EXPECT_EQ(all(KeptKind::quarantine), (Rows{{row, at(6)}}));
  work->erase_quarantined(row);
  EXPECT_TRUE(all(KeptKind::quarantine).empty());
  const auto erased = work->quarantine(0, 10).at(0);
  EXPECT_TRUE(erased.row.empty() && erased.key.empty());
  EXPECT_EQ(erased.reason, "no scheme");
}

// A legal hold of an item and of a case comes back, and ends.
TEST_P(StoreContract, LegalHolds) {
  auto work = store->begin();
  const auto world = build(*work);
  auto item = *work->item(world.item);
  EXPECT_FALSE(item.legal_hold_since);
  item.legal_hold_since = at(50);
  work->save(item);
  CaseRecord one;
  one.desk = world.desk;
  one.number = "C-0000-0000-0";
  one.pin_hash = "hash";
  one.requester = one.depicted = work->insert(CasePersonRecord{{}, world.desk, {"details"}, {"key"}, at(1)});
  one.opened_at = at(1);
  one.legal_hold_since = at(51);
  one.id = work->insert(one);
  work->commit();
  const auto reader = store->reader();
  EXPECT_EQ(reader->item(world.item)->legal_hold_since, at(50));
  EXPECT_EQ(reader->removal_case(one.id)->legal_hold_since, at(51));
  work = store->begin();
  item.legal_hold_since.reset();
  work->save(item);
  one.legal_hold_since.reset();
  work->save(one);
  work->commit();
  EXPECT_FALSE(reader->item(world.item)->legal_hold_since);
  EXPECT_FALSE(reader->removal_case(one.id)->legal_hold_since);
}

TEST_P(StoreContract, EventsOfAStream) {
  auto work = store->begin();
  auto first = event_row(StreamKind::request, 5, "Opened");
  const auto first_id = work->append(first);
  EXPECT_EQ(work->events(StreamKind::request, 5)[0].id, first_id);
  const auto next = work->next_event();
  EXPECT_EQ(work->append(event_row(StreamKind::item, 5, "Assessed")), next);
  work->append(event_row(StreamKind::request, 5, "Located"));
  work->append(event_row(StreamKind::request, 4, "Opened"));
  const auto events = work->events(StreamKind::request, 5);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].sequence, 1);
  EXPECT_EQ(events[1].sequence, 2);
  EXPECT_EQ(events[0].kind, "Opened");
  EXPECT_EQ(events[0].at, first.at);
  EXPECT_EQ(events[0].by, first.by);
  EXPECT_EQ(events[0].body, first.body);
  EXPECT_EQ(events[0].sealed, first.sealed);
  EXPECT_NE(events[0].hash, events[1].hash);

  std::vector<std::pair<std::int64_t, std::int64_t>> walked;
  work->for_each_event(StreamKind::request, [&](const EventRecord& event) {
    walked.emplace_back(event.stream_id, event.sequence);
    return walked.size() < 2;
  });
  EXPECT_EQ(walked, (std::vector<std::pair<std::int64_t, std::int64_t>>{{4, 1}, {5, 1}}));
  ASSERT_EQ(work->events_after(events[0].id, 2).size(), 2U);
  EXPECT_EQ(work->events_after(events[0].id, 2)[0].kind, "Assessed");
}

// --- what may not happen twice -----------------------------------------------------------------------------------------------------

// One locator is one item per desk, kind and platform; the same one at another desk is another item, and both are found together.
TEST_P(StoreContract, ItemsAreUniquePerDeskKindAndPlatform) {
  auto work = store->begin();
  const auto desk = work->ensure_desk("hotline");
  const auto other = work->ensure_desk("helpline");
  const auto first = work->insert(item_row(desk, 1));
  const auto second = work->insert(item_row(other, 1));
  auto elsewhere = item_row(desk, 1);
  elsewhere.platform = "else.example";
  const auto third = work->insert(elsewhere);
  EXPECT_EQ(work->find_items(blind(1)), (std::vector{first, second, third}));
  EXPECT_THROW(work->insert(item_row(desk, 1)), StoreFailure);
}

TEST_P(StoreContract, OtherThingsThatAreUnique) {
  auto work = store->begin();
  const auto world = build(*work);
  work->insert(report_row(world.desk, 1));
  work->insert(site_row(1));
  work->insert(outbox_row(world.notice, world.recipient));
  work->insert(SpellRecord{{}, world.request, 1, at(1), {}, {}});
  EXPECT_THROW(work->insert(report_row(world.desk, 1)), StoreFailure);
  EXPECT_THROW(work->insert(location_row(1)), StoreFailure);
  EXPECT_THROW(work->insert(site_row(1)), StoreFailure);
  EXPECT_THROW(work->insert(recipient_row("host-1")), StoreFailure);
  EXPECT_THROW(work->insert(outbox_row(world.notice, world.recipient)), StoreFailure);
  EXPECT_THROW(work->insert(SpellRecord{{}, world.request, 1, at(1), {}, {}}), StoreFailure);
  EXPECT_THROW(work->insert(notice_row(world.desk, world.recipient, world.contact, "N-1")), StoreFailure);
  auto same_token = notice_row(world.desk, world.recipient, world.contact, "N-2");
  same_token.reply_token = "token-N-1";
  EXPECT_THROW(work->insert(same_token), StoreFailure);
}

// Rows that contradict themselves are refused by the tables, whoever writes them.
TEST_P(StoreContract, ImpossibleRowsAreRefused) {
  auto work = store->begin();
  const auto world = build(*work);
  TaskRecord task{{}, world.desk, "assess", {}, {}, {}, TaskState::done, at(1), at(2), "", "", "", {}};
  EXPECT_THROW(work->insert(task), StoreFailure);
  auto leased_by_nobody = outbox_row(world.notice, world.recipient);
  leased_by_nobody.state = OutboxState::leased;
  EXPECT_THROW(work->insert(leased_by_nobody), StoreFailure);
  auto never_sealed = *work->notice(world.notice);
  never_sealed.state = NoticeState::accepted;
  EXPECT_THROW(work->save(never_sealed), StoreFailure);
  EXPECT_THROW(work->insert(item_row(DeskId{99}, 7)), StoreFailure);
  EXPECT_THROW(work->insert(request_row(world.desk, ItemId{99})), StoreFailure);
  auto absent = *work->item(world.item);
  absent.id = ItemId{99};
  EXPECT_THROW(work->save(absent), StoreFailure);
}

// A request saved from a stale copy ends the process instead of overwriting what somebody else stored.
TEST_P(StoreContract, StaleRequestsAreNotSaved) {
  const auto world = built();
  auto work = store->begin();
  const auto copy = *work->request(world.request);
  work->save(copy);
  EXPECT_EQ(work->request(world.request)->version, copy.version + 1);
  EXPECT_THROW(work->save(copy), StoreFailure);
  auto closed = copy;
  closed.closed_at = at(9);
  EXPECT_THROW(work->save(closed), StoreFailure);
}

// --- transactions -------------------------------------------------------------------------------------------------------------------

// A transaction that goes without commit leaves nothing: no row, no number, no link of a chain, no setting.
TEST_P(StoreContract, RollbackLeavesNothing) {
  append(StreamKind::desk, 1, 2);
  const auto heads = store->heads_digest();
  RequestId request;
  EventId event;
  {
    auto work = store->begin();
    const auto world = build(*work);
    request = world.request;
    work->arm({{}, world.request, "late", at(5), {}});
    event = work->append(event_row(StreamKind::desk, 1));
    work->set_setting("name", "value");
  }
  {
    auto work = store->begin();
    EXPECT_FALSE(work->request(request));
    EXPECT_TRUE(work->recipients().empty());
    EXPECT_TRUE(work->timers(request).empty());
    EXPECT_EQ(work->setting("name"), "");
    EXPECT_EQ(work->events(StreamKind::desk, 1).size(), 2U);
    EXPECT_EQ(work->next_event(), event);
    EXPECT_EQ(work->next_item(), ItemId{1});
  }
  EXPECT_EQ(store->heads_digest(), heads);
  append(StreamKind::desk, 1, 1);
  EXPECT_TRUE(store->verify_chains(10).empty());
}

// A reader sees what was committed when it asks, and nothing of what is still being written.
TEST_P(StoreContract, ReadersSeeOnlyWhatIsCommitted) {
  auto reader = store->reader();
  auto work = store->begin();
  const auto world = build(*work);
  EXPECT_FALSE(reader->item(world.item));
  EXPECT_TRUE(work->item(world.item));
  work->commit();
  EXPECT_TRUE(reader->item(world.item));
  EXPECT_TRUE(store->reader()->item(world.item));
}

// What was committed is there when the store is opened again, and numbers go on where they were, also those of deleted timers.
TEST_P(StoreContract, ReopenedStoresGoOn) {
  const auto world = built();
  append(StreamKind::request, world.request.value, 3);
  TimerId timer;
  {
    auto work = store->begin();
    work->arm({{}, world.request, "late", at(5), {}});
    const auto armed = work->timers(world.request).at(0);
    timer = armed.id;
    EXPECT_TRUE(work->claim(armed));
    work->commit();
  }
  store.reset();
  store = database->open();
  auto work = store->begin();
  EXPECT_EQ(work->request(world.request)->state, "Notified");
  EXPECT_EQ(work->next_item().value, world.item.value + 1);
  EXPECT_EQ(work->next_event(), EventId{4});
  EXPECT_NE(work->append(event_row(StreamKind::request, world.request.value)), EventId{});
  EXPECT_EQ(work->events(StreamKind::request, world.request.value).back().sequence, 4);
  work->arm({{}, world.request, "late", at(5), {}});
  EXPECT_GT(work->timers(world.request).at(0).id, timer);
  work->commit();
  EXPECT_TRUE(store->verify_chains(10).empty());
}

// While one handle writes, another one that wants to write is refused with words that say why; when the first is done, it goes on
// from what the first has written, numbers and chains included.
TEST_P(StoreContract, TwoWriters) {
  auto other = database->open();
  const auto world = built();
  {
    auto work = store->begin();
    work->append(event_row(StreamKind::request, world.request.value));
    try {
      (void)other->begin();
      FAIL() << "two writers at once";
    } catch (const StoreFailure& failure) {
      EXPECT_NE(std::string(failure.what()).find("another process"), std::string::npos) << failure.what();
    }
    work->commit();
  }
  {
    auto work = other->begin();
    EXPECT_EQ(work->next_item().value, world.item.value + 1);
    work->append(event_row(StreamKind::request, world.request.value));
    work->commit();
  }
  append(StreamKind::request, world.request.value, 1);
  auto work = store->begin();
  const auto events = work->events(StreamKind::request, world.request.value);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[2].sequence, 3);
  EXPECT_EQ(events[2].id, EventId{3});
  work.reset();
  EXPECT_TRUE(store->verify_chains(10).empty());
}

// A second writer with patience waits for the first one and then does its work.
TEST_P(StoreContract, APatientWriterWaits) {
  auto other = database->open(seconds{30});
  auto work = store->begin();
  work->set_setting("who", "first");
  std::thread second([&] {
    auto later = other->begin();
    EXPECT_EQ(later->setting("who"), "first");
    later->set_setting("who", "second");
    later->commit();
  });
  work->commit();
  second.join();
  EXPECT_EQ(store->reader()->setting("who"), "second");
}

// --- outbox --------------------------------------------------------------------------------------------------------------------------

// Urgent entries first, then the oldest; nothing before its time, and nothing twice.
TEST_P(StoreContract, LeaseOrder) {
  auto work = store->begin();
  const auto world = build(*work);
  const auto late = waiting(*work, world, "N-LATE", at(30));
  const auto early = waiting(*work, world, "N-EARLY", at(10));
  const auto urgent = waiting(*work, world, "N-URGENT", at(40), true);
  const auto future = waiting(*work, world, "N-FUTURE", at(1000), true);
  work->commit();
  EXPECT_TRUE(leased(at(5)).empty());
  EXPECT_EQ(leased(at(50), 2), (std::vector{urgent, early}));
  EXPECT_EQ(leased(at(50)), std::vector{late});
  EXPECT_TRUE(leased(at(50)).empty());
  EXPECT_EQ(leased(at(1000)), std::vector{future});
  const auto entry = *store->reader()->outbox(early);
  EXPECT_EQ(entry.state, OutboxState::leased);
  EXPECT_EQ(entry.lease_owner, "run-1");
}

// Entries of a recipient that is paused or rests stay where they are and keep nobody else waiting, however many they are.
TEST_P(StoreContract, LeasePassesOverThoseWhoRest) {
  auto work = store->begin();
  const auto world = build(*work, 1);
  const auto other = build(*work, 2);
  std::vector<OutboxId> blocked;
  for (int i = 0; i < 50; ++i) blocked.push_back(waiting(*work, world, "N-B" + std::to_string(i), at(i)));
  const auto free = waiting(*work, other, "N-FREE", at(90));
  auto recipient = *work->recipient(world.recipient);
  recipient.paused_at = at(1);
  work->save(recipient);
  work->commit();
  EXPECT_EQ(leased(at(100), 10), std::vector{free});

  work = store->begin();
  recipient.paused_at.reset();
  recipient.rests_until = at(200);
  work->save(recipient);
  work->commit();
  EXPECT_TRUE(leased(at(199), 10).empty());
  EXPECT_EQ(leased(at(200), 2), (std::vector{blocked[0], blocked[1]}));
}

// Entries of a paused connector stay where they are and keep nobody else waiting; nothing of them is due until it goes on.
TEST_P(StoreContract, LeasePassesOverPausedConnectors) {
  auto work = store->begin();
  const auto world = build(*work, 1);
  std::vector<OutboxId> blocked;
  for (int i = 0; i < 50; ++i) blocked.push_back(waiting(*work, world, "N-B" + std::to_string(i), at(i)));
  const auto free = waiting(*work, world, "N-FREE", at(90));
  auto by_another = *work->outbox(free);
  by_another.channel = "hoster_api";
  work->save(by_another);
  EXPECT_TRUE(work->paused_connectors().empty());
  work->pause_connector("abuse_mail", at(1));
  work->pause_connector("abuse_mail", at(2));
  work->commit();
  EXPECT_EQ(store->reader()->paused_connectors(), std::vector<std::string>{"abuse_mail"});
  EXPECT_EQ(store->reader()->next_due(), at(90));
  EXPECT_EQ(leased(at(100), 10), std::vector{free});

  work = store->begin();
  work->resume_connector("abuse_mail");
  work->commit();
  EXPECT_TRUE(store->reader()->paused_connectors().empty());
  EXPECT_EQ(store->reader()->next_due(), at(0));
  EXPECT_EQ(leased(at(100), 2), (std::vector{blocked[0], blocked[1]}));
}

// Leases of an incarnation that is gone go back to waiting; one's own stay.
TEST_P(StoreContract, ForeignLeasesAreReleased) {
  auto work = store->begin();
  const auto world = build(*work);
  const auto first = waiting(*work, world, "N-1A", at(1));
  const auto second = waiting(*work, world, "N-2A", at(2));
  work->commit();
  EXPECT_EQ(leased(at(9), 1, "run-1"), std::vector{first});
  EXPECT_EQ(leased(at(9), 1, "run-2"), std::vector{second});
  work = store->begin();
  EXPECT_EQ(work->release_foreign_leases("run-2"), 1);
  EXPECT_EQ(work->release_foreign_leases("run-2"), 0);
  work->commit();
  EXPECT_EQ(leased(at(9), 9, "run-2"), std::vector{first});
  EXPECT_EQ(store->reader()->outbox(second)->lease_owner, "run-2");
}

// --- time ----------------------------------------------------------------------------------------------------------------------------

// A timer replaces an older one of the same request and name; due ones come in order of time; each is claimed once.
TEST_P(StoreContract, TimersAreClaimedOnce) {
  auto work = store->begin();
  const auto world = build(*work);
  work->arm({{}, world.request, "deadline", at(50), EventId{1}});
  work->arm({{}, world.request, "reminder", at(20), EventId{2}});
  work->arm({{}, RequestId{}, "daily", at(30), EventId{3}});
  const auto stale = work->timers(world.request).at(0);
  EXPECT_EQ(stale.name, "deadline");
  work->arm({{}, world.request, "deadline", at(40), EventId{4}});
  EXPECT_TRUE(work->due_timers(at(19), 10).empty());
  auto due = work->due_timers(at(40), 10);
  ASSERT_EQ(due.size(), 3U);
  EXPECT_EQ(due[0].name, "reminder");
  EXPECT_EQ(due[1].name, "daily");
  EXPECT_FALSE(due[1].request);
  EXPECT_EQ(due[2].name, "deadline");
  EXPECT_EQ(due[2].due, at(40));
  EXPECT_EQ(due[2].armed_by, EventId{4});
  EXPECT_EQ(work->due_timers(at(40), 1).size(), 1U);
  EXPECT_FALSE(work->claim(stale));
  EXPECT_TRUE(work->claim(due[2]));
  EXPECT_FALSE(work->claim(due[2]));
  EXPECT_TRUE(work->claim(due[1]));
  work->cancel_timer(world.request, "reminder");
  EXPECT_FALSE(work->claim(due[0]));
  work->arm({{}, world.request, "a", at(1), {}});
  work->arm({{}, world.request, "b", at(2), {}});
  work->cancel_timers(world.request);
  EXPECT_TRUE(work->timers(world.request).empty());
}

// The next due moment is the earliest of timers, windows, entries and looks; whoever rests or is paused does not count before time.
TEST_P(StoreContract, NextDue) {
  auto work = store->begin();
  EXPECT_FALSE(work->next_due());
  const auto world = build(*work);  // window at 910, look at 600
  EXPECT_EQ(work->next_due(), at(600));
  const auto entry = waiting(*work, world, "N-E", at(500));
  EXPECT_EQ(work->next_due(), at(500));
  const auto urgent = waiting(*work, world, "N-U", at(400), true);
  EXPECT_EQ(work->next_due(), at(400));
  work->set_setting("sending", "paused");
  EXPECT_EQ(work->next_due(), at(600));
  work->set_setting("sending", "rehearsal");
  EXPECT_EQ(work->next_due(), at(400));
  work->arm({{}, world.request, "t", at(300), {}});
  EXPECT_EQ(work->next_due(), at(300));
  work->cancel_timers(world.request);
  auto recipient = *work->recipient(world.recipient);
  recipient.rests_until = at(450);
  work->save(recipient);
  EXPECT_EQ(work->next_due(), at(450));
  recipient.rests_until = at(350);
  work->save(recipient);
  EXPECT_EQ(work->next_due(), at(400));
  recipient.paused_at = at(1);
  work->save(recipient);
  EXPECT_EQ(work->next_due(), at(600));
  recipient.paused_at.reset();
  recipient.rests_until.reset();
  work->save(recipient);
  for (const auto id : {urgent, entry}) {
    auto row = *work->outbox(id);
    row.state = OutboxState::done;
    work->save(row);
  }
  auto location = *work->location(world.location);
  location.next_look_at = at(2000);
  work->save(location);
  EXPECT_EQ(work->next_due(), at(910));
}

TEST_P(StoreContract, DueLooks) {
  auto work = store->begin();
  auto early = location_row(1);
  early.next_look_at = at(10);
  const auto first = work->insert(early);
  const auto second = work->insert(location_row(2));
  auto never = location_row(3);
  never.next_look_at.reset();
  work->insert(never);
  EXPECT_TRUE(work->due_looks(at(9), 10).empty());
  EXPECT_EQ(work->due_looks(at(10), 10), std::vector{first});
  EXPECT_EQ(work->due_looks(at(9999), 10), (std::vector{first, second}));
  EXPECT_EQ(work->due_looks(at(9999), 1), std::vector{first});
}

// --- figures -------------------------------------------------------------------------------------------------------------------------

// A request is stuck when it has neither wish, timer, open task nor undelivered notice; each of them alone frees it.
TEST_P(StoreContract, StuckRequests) {
  auto work = store->begin();
  const auto world = build(*work);
  const auto stuck = [&] { return work->stuck().requests; };
  EXPECT_EQ(stuck(), 0);
  auto row = *work->request(world.request);
  row.wished_look.reset();
  work->save(row);
  EXPECT_EQ(stuck(), 1);
  work->arm({{}, world.request, "t", at(1), {}});
  EXPECT_EQ(stuck(), 0);
  work->cancel_timers(world.request);
  TaskRecord task{{}, world.desk, "call", world.request, {}, {}, TaskState::open, at(1), at(2), "", "", "", {}};
  task.id = work->insert(task);
  EXPECT_EQ(stuck(), 0);
  task.state = TaskState::cancelled;
  task.closed_at = at(3);
  work->save(task);
  EXPECT_EQ(stuck(), 1);
  work->join(world.notice, world.request, Need::all);
  EXPECT_EQ(stuck(), 0);
  auto notice = *work->notice(world.notice);
  notice.state = NoticeState::dead;
  work->save(notice);
  EXPECT_EQ(stuck(), 1);
  row = *work->request(world.request);
  row.closed_at = at(9);
  work->save(row);
  EXPECT_EQ(stuck(), 0);
  // many, with gaps on both sides, so that the two lists are really merged
  std::int64_t expected = 0;
  for (int i = 0; i < 40; ++i) {
    auto other = request_row(world.desk, world.item);
    other.wished_look.reset();
    const auto id = work->insert(other);
    if (i % 3 != 0) ++expected;
    else work->arm({{}, id, "t", at(1), {}});
    if (i % 6 == 0) work->arm({{}, id, "u", at(1), {}});
  }
  EXPECT_EQ(stuck(), expected);
}

// A sealed notice without an entry that will be sent is stuck; an open one never is, since its window ends.
TEST_P(StoreContract, StuckNotices) {
  auto work = store->begin();
  const auto world = build(*work);
  EXPECT_EQ(work->stuck().notices, 0);
  auto notice = *work->notice(world.notice);
  notice.state = NoticeState::sealed;
  notice.sealed_at = at(2);
  work->save(notice);
  EXPECT_EQ(work->stuck().notices, 1);
  auto entry = outbox_row(world.notice, world.recipient);
  entry.id = work->insert(entry);
  EXPECT_EQ(work->stuck().notices, 0);
  entry.state = OutboxState::dead;
  work->save(entry);
  EXPECT_EQ(work->stuck().notices, 1);
  EXPECT_EQ(work->stuck().tasks, 0);
}

TEST_P(StoreContract, Backlog) {
  auto work = store->begin();
  const auto world = build(*work);
  work->insert(report_row(world.desk));
  const auto first = waiting(*work, world, "N-1A", at(5));
  waiting(*work, world, "N-2A", at(3), true);
  auto dead = *work->outbox(waiting(*work, world, "N-3A", at(1)));
  dead.state = OutboxState::dead;
  work->save(dead);
  EXPECT_EQ(work->lease(at(4), "run", 1).size(), 1U);
  work->arm({{}, world.request, "t", at(10), {}});
  work->arm({{}, world.request, "u", at(30), {}});
  work->insert(TaskRecord{{}, world.desk, "a", {}, {}, {}, TaskState::open, at(1), at(10), "", "", "", {}});
  work->insert(TaskRecord{{}, world.desk, "b", {}, {}, {}, TaskState::taken, at(1), at(30), "", "", "", {}});
  work->insert(QuarantineRecord{0, world.desk, "f", 1, "x", "y", {}, {}, at(1)});
  work->insert(AlertRecord{{}, {}, "k", Severity::info, "s", at(1), {}, 1, ""});
  const auto count = work->backlog(at(20));
  EXPECT_EQ(count.outbox_waiting, 1);
  EXPECT_EQ(count.outbox_leased, 1);
  EXPECT_EQ(count.outbox_dead, 1);
  EXPECT_EQ(count.open_requests, 1);
  EXPECT_EQ(count.open_tasks, 2);
  EXPECT_EQ(count.overdue_tasks, 1);
  EXPECT_EQ(count.timers, 2);
  EXPECT_EQ(count.overdue_timers, 1);
  EXPECT_EQ(count.reports, 1);
  EXPECT_EQ(count.items, 1);
  EXPECT_EQ(count.quarantined, 1);
  EXPECT_EQ(count.alerts_unsent, 1);
  EXPECT_EQ(count.oldest_waiting, work->outbox(first)->not_before);
}

// Floods are counted by item and by source, each report once however often it names the item.
TEST_P(StoreContract, ReportCounts) {
  auto work = store->begin();
  const auto world = build(*work);
  for (std::uint8_t i = 1; i <= 3; ++i) {
    auto row = report_row(world.desk, i);
    row.received_at = at(i * 10);
    const auto report = work->insert(row);
    work->link_report(report, world.item, 1);
    work->link_report(report, world.item, 2);
    work->link_report(report, world.item, 2);
  }
  EXPECT_EQ(work->reports_on(world.item, at(0)), 3);
  EXPECT_EQ(work->reports_on(world.item, at(20)), 2);
  EXPECT_EQ(work->reports_from(world.desk, "police-unit", at(30)), 1);
  EXPECT_EQ(work->reports_from(world.desk, "nobody", at(0)), 0);
  const auto source = work->insert(item_row(world.desk, 9));
  work->link_found_on(world.item, source);
  work->link_found_on(world.item, source);
}

// --- chains --------------------------------------------------------------------------------------------------------------------------

// Whole chains have no fault; every way of tampering with a stored event has, at the first link that no longer holds.
TEST_P(StoreContract, TamperingIsFound) {
  struct Case {
    const char* what;
    const char* sql;
    std::int64_t stream_id;
    std::int64_t sequence;
  };
  // stream request 1: events 1..4, stream request 2: events 5..8, stream item 1: events 9..12
  const std::vector<Case> cases = {
      {"kind edited", "UPDATE events SET kind = 'Forged' WHERE id = 2", 1, 2},
      {"body edited", "UPDATE events SET body = '{}' WHERE id = 5", 2, 1},
      {"time edited", "UPDATE events SET at_ms = at_ms + 1 WHERE id = 8", 2, 4},
      {"actor edited", "UPDATE events SET actor_name = 'heron' WHERE id = 3", 1, 3},
      {"actor kind edited", "UPDATE events SET actor_kind = 'lead' WHERE id = 3", 1, 3},
      {"ciphertext edited", "UPDATE events SET sealed = x'00' WHERE id = 1", 1, 1},
      {"ciphertext removed", "UPDATE events SET sealed = NULL WHERE id = 1", 1, 1},
      {"hash edited", "UPDATE events SET hash = zeroblob(32) WHERE id = 6", 2, 2},
      {"middle deleted", "DELETE FROM events WHERE id = 6", 2, 2},
      {"first deleted", "DELETE FROM events WHERE id = 5", 2, 1},
      {"middle deleted and renumbered",
       "DELETE FROM events WHERE id = 6; UPDATE events SET sequence = sequence - 1 WHERE stream = 'request' AND stream_id = 2 AND sequence > 2", 2, 2},
      {"inserted",
       "INSERT INTO events (id, stream, stream_id, sequence, kind, at_ms, actor_kind, actor_name, body, hash) "
       "VALUES (13, 'request', 2, 5, 'Forged', 1, 'engine', 'engine', '{}', zeroblob(32))",
       2, 5},
      {"swapped within a stream",
       "UPDATE events SET sequence = -2 + 1000 WHERE id = 6; UPDATE events SET sequence = 2 WHERE id = 7; UPDATE events SET sequence = 3 WHERE id = 6", 2, 2},
      {"moved to another stream", "UPDATE events SET stream_id = 3 WHERE stream = 'request' AND stream_id = 2", 3, 1},
      {"end cut off", "DELETE FROM events WHERE id IN (3, 4)", 0, 0},
      {"whole stream gone", "DELETE FROM events WHERE stream = 'request' AND stream_id = 2", 0, 0},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.what);
    store.reset();
    database = GetParam().make();
    store = database->open();
    append(StreamKind::request, 1, 4);
    append(StreamKind::request, 2, 4);
    append(StreamKind::item, 1, 4);
    ASSERT_TRUE(store->verify_chains(10).empty());
    database->tamper(one.sql);
    const auto faults = store->verify_chains(10);
    ASSERT_FALSE(faults.empty());
    EXPECT_EQ(faults[0].stream_id, one.stream_id) << faults[0].what;
    EXPECT_EQ(faults[0].sequence, one.sequence) << faults[0].what;
    EXPECT_EQ(store->verify_chains(1).size(), 1U);
  }
}

// A case, its persons, what they agree to and what is asked for them is read as it was written; a consent that is taken back stays on record.
TEST_P(StoreContract, Cases) {
  const auto world = built();
  const auto reader = store->reader();
  CaseRecord one;
  PersonId person;
  {
    auto work = store->begin();
    EXPECT_EQ(work->next_person(), PersonId{1});
    person = work->insert(CasePersonRecord{{}, world.desk, {"details"}, {"key"}, at(1)});
    one.desk = world.desk;
    one.number = "C-0000-0000-0";
    one.pin_hash = "hash";
    one.requester = work->insert(CasePersonRecord{{}, world.desk, {"others"}, {"key two"}, at(1)});
    one.depicted = person;
    one.age_band = AgeBand::from_12_to_15;
    one.authority = Authority::parent;
    one.first_step = FirstStep::ask_police;
    one.threat = true;
    one.opened_at = at(1);
    one.id = work->insert(one);
    work->link_case(one.id, world.request);
    work->link_case(one.id, world.request);
    work->save(ConsentRecord{one.id, "any", DataKind::location, at(1), {}});
    work->save(ConsentRecord{one.id, "host", DataKind::name, at(2), {}});
    work->commit();
  }
  const auto read = *reader->removal_case(one.id);
  EXPECT_EQ(read.number + read.pin_hash, "C-0000-0000-0hash");
  EXPECT_EQ(read.depicted, person);
  EXPECT_NE(read.requester, person);
  EXPECT_EQ(read.age_band, AgeBand::from_12_to_15);
  EXPECT_EQ(read.authority, Authority::parent);
  EXPECT_EQ(read.first_step, FirstStep::ask_police);
  EXPECT_TRUE(read.threat);
  EXPECT_FALSE(read.closed_at || read.erased_at || read.pin_locked_until);
  EXPECT_EQ(reader->find_case("C-0000-0000-0"), one.id);
  EXPECT_FALSE(reader->find_case("C-0000-0000-1"));
  EXPECT_EQ(reader->requests_of_case(one.id), std::vector<RequestId>{world.request});
  EXPECT_EQ(reader->cases_of_request(world.request), std::vector<CaseId>{one.id});
  EXPECT_EQ(reader->removal_cases({}, 10).size(), 1U);
  EXPECT_TRUE(reader->removal_cases(one.id, 10).empty());
  ASSERT_EQ(reader->consents(one.id).size(), 2U);
  {
    auto work = store->begin();
    work->save(ConsentRecord{one.id, "any", DataKind::location, at(1), at(5)});
    auto erased = *work->case_person(person);
    EXPECT_EQ(erased.details.bytes(), "details");
    erased.details = {};
    erased.key = {};
    work->save(erased);
    one.pin_failures = 3;
    one.closed_at = at(6);
    work->save(one);
    work->commit();
  }
  EXPECT_EQ(reader->consents(one.id)[0].withdrawn_at, at(5));
  EXPECT_FALSE(reader->consents(one.id)[1].withdrawn_at);
  EXPECT_TRUE(reader->case_person(person)->key.empty());
  EXPECT_FALSE(reader->case_person(one.requester)->key.empty());
  EXPECT_EQ(reader->removal_case(one.id)->pin_failures, 3);
  EXPECT_EQ(reader->removal_case(one.id)->closed_at, at(6));
}

// What waits for a second person comes back as it was stored; open ones and those whose time is over are found; the table itself refuses a
// yes by who asked.
TEST_P(StoreContract, Approvals) {
  const auto world = built();
  ApprovalRecord asked;
  asked.desk = world.desk;
  asked.act = "erase";
  asked.subject = 12;
  asked.slug = "slug";
  asked.argument = "argument";
  asked.reason = "reason";
  asked.asked_by = {ActorKind::lead, "lotte"};
  asked.asked_at = at(1);
  asked.expires_at = at(9);
  asked.content_digest[31] = 7;
  asked.why = "approval.erasure@1";
  auto second = asked;
  second.expires_at = at(5);
  {
    auto work = store->begin();
    asked.id = work->insert(asked);
    second.id = work->insert(second);
    work->commit();
  }
  const auto ids = [&](const std::vector<ApprovalRecord>& rows) {
    std::vector<std::int64_t> found;
    for (const auto& row : rows) found.push_back(row.id.value);
    return found;
  };
  const auto reader = store->reader();
  const auto read = *reader->approval(asked.id);
  EXPECT_EQ(read.act, "erase");
  EXPECT_EQ(read.subject, 12);
  EXPECT_EQ(read.slug + read.argument + read.reason + read.why, "slugargumentreasonapproval.erasure@1");
  EXPECT_EQ(read.content_digest, asked.content_digest);
  EXPECT_EQ(read.asked_by, asked.asked_by);
  EXPECT_EQ(read.expires_at, at(9));
  EXPECT_FALSE(read.decided_at);
  EXPECT_EQ(ids(reader->approvals(true, 10)), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(ids(reader->approvals_over(at(5), 10)), std::vector<std::int64_t>{2});
  EXPECT_TRUE(reader->approvals_over(at(4), 10).empty());
  EXPECT_FALSE(reader->approval(ApprovalId{3}));
  EXPECT_EQ(reader->open_approval_of(asked.content_digest, at(4))->id, second.id) << "the newest";
  EXPECT_EQ(reader->open_approval_of(asked.content_digest, at(5))->id, asked.id) << "the newest within its time";
  EXPECT_FALSE(reader->open_approval_of(asked.content_digest, at(9)));
  EXPECT_FALSE(reader->open_approval_of({}, at(4)));
  EXPECT_FALSE(reader->approval_of_task(TaskId{1}));
  {
    auto work = store->begin();
    asked.state = ApprovalState::approved;
    asked.decided_by = {ActorKind::admin, "ada"};
    asked.decided_at = at(2);
    work->save(asked);
    EXPECT_EQ(ids(work->approvals(true, 10)), (std::vector<std::int64_t>{2, 1})) << "not taken yet";
    EXPECT_EQ(work->open_approval_of(asked.content_digest, at(6))->id, asked.id) << "not taken yet";
    asked.carried_out_at = at(3);
    work->save(asked);
    second.state = ApprovalState::refused;
    second.decided_by = asked.decided_by;
    second.decided_at = at(2);
    TaskRecord task;
    task.desk = world.desk;
    task.kind = "approve_act";
    task.opened_at = task.due_at = at(1);
    second.task = work->insert(task);
    work->save(second);
    EXPECT_EQ(work->approval_of_task(second.task)->id, second.id);
    work->commit();
  }
  EXPECT_TRUE(reader->approvals(true, 10).empty());
  EXPECT_FALSE(reader->open_approval_of(asked.content_digest, at(4)));
  EXPECT_TRUE(reader->approvals_over(at(10), 10).empty());
  EXPECT_EQ(ids(reader->approvals(false, 10)), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(reader->approval(asked.id)->decided_by, asked.decided_by);
  EXPECT_EQ(reader->approval(asked.id)->carried_out_at, at(3));
  auto work = store->begin();
  asked.decided_by = asked.asked_by;
  EXPECT_THROW(work->save(asked), StoreFailure);
}

// The very last events leave no hole in the numbers; a checkpoint made before they were cut off shows it.
TEST_P(StoreContract, ACheckpointShowsACutEnd) {
  append(StreamKind::request, 1, 3);
  append(StreamKind::request, 2, 3);
  const auto heads = store->heads(EventId{});
  EXPECT_EQ(heads.newest_event, EventId{6});
  EXPECT_EQ(heads.stream_count, 2);
  EXPECT_EQ(heads.digest, store->heads_digest());
  CheckpointRecord checkpoint{0, at(1), heads.newest_event, heads.stream_count, heads.digest, "key", "signature"};
  {
    auto work = store->begin();
    checkpoint.id = work->insert(checkpoint);
    const auto read = *work->newest_checkpoint();
    EXPECT_EQ(read.id, checkpoint.id);
    EXPECT_EQ(read.at, checkpoint.at);
    EXPECT_EQ(read.newest_event, checkpoint.newest_event);
    EXPECT_EQ(read.stream_count, 2);
    EXPECT_EQ(read.heads_digest, checkpoint.heads_digest);
    EXPECT_EQ(read.signed_by, "key");
    EXPECT_EQ(read.signature, "signature");
    work->commit();
  }
  append(StreamKind::request, 2, 2);
  append(StreamKind::request, 3, 1);
  EXPECT_TRUE(store->verify_chains(10).empty());
  EXPECT_EQ(store->heads(EventId{6}).digest, heads.digest);
  EXPECT_NE(store->heads_digest(), heads.digest);
  database->tamper("DELETE FROM events WHERE id >= 6");
  const auto faults = store->verify_chains(10);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].sequence, 0);
  EXPECT_NE(faults[0].what.find("checkpoint"), std::string::npos);
}

// What events told of shows that they are gone, also where they were the last and no checkpoint was made: a request without any, a timer
// armed by one behind the end, reports without a record at all. So does a checkpoint that is gone, unless it was the newest.
TEST_P(StoreContract, WhatIsLeftShowsACutEnd) {
  struct Case {
    const char* sql;
    std::size_t faults;
    const char* said;
  };
  const std::vector<Case> cases = {
      {"DELETE FROM events WHERE id > 6", 2, "armed by event 8"},
      {"DELETE FROM events WHERE id > 6; DELETE FROM timers", 1, "request 2 is there"},
      {"DELETE FROM events; DELETE FROM timers", 4, "no event at all"},
      {"DELETE FROM checkpoints WHERE id = 1", 1, "1 checkpoints are missing of 2"},
      {"DELETE FROM events WHERE id > 4; DELETE FROM timers; INSERT INTO checkpoints (id, at_ms, newest_event_id, stream_count, "
       "heads_digest, signed_by, "
       "signature, form) SELECT 3, at_ms, 0, stream_count, heads_digest, signed_by, signature, form FROM checkpoints WHERE id = 1",
       2, "a checkpoint covers events up to 5"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.sql);
    store.reset();
    database = GetParam().make();
    store = database->open();
    const auto first = built(1);
    const auto second = built(2);
    append(StreamKind::request, first.request.value, 5);
    for (const auto& newest : {EventId{4}, EventId{5}}) {
      const auto heads = store->heads(newest);
      auto work = store->begin();
      (void)work->insert(CheckpointRecord{0, at(1), heads.newest_event, heads.stream_count, heads.digest, "key", "signature"});
      work->commit();
    }
    append(StreamKind::item, first.item.value, 1);
    append(StreamKind::request, second.request.value, 2);
    {
      auto work = store->begin();
      work->arm({{}, second.request, "late", at(5), EventId{8}});
      work->commit();
    }
    ASSERT_TRUE(store->verify_chains(10).empty());
    database->tamper(one.sql);
    const auto faults = store->verify_chains(10);
    ASSERT_EQ(faults.size(), one.faults);
    EXPECT_TRUE(
        std::any_of(faults.begin(), faults.end(), [&](const ChainFault& fault) { return fault.what.find(one.said) != std::string::npos; }));
    EXPECT_EQ(store->verify_chains(1).size(), 1U);
  }
}

// A checkpoint made before heads were put together as a tree is compared as it was made, and shows a cut end all the same.
TEST_P(StoreContract, AnOldCheckpointStillCounts) {
  append(StreamKind::request, 1, 3);
  append(StreamKind::request, 2, 3);
  const auto entry = [](const EventRecord& head) {  // lengths and numbers big-endian
    std::string bytes("\0\0\0\7request\0\0\0\x8\0\0\0\0\0\0\0\0\0\0\0\x8\0\0\0\0\0\0\0\0", 35);
    bytes[22] = static_cast<char>(head.stream_id);
    bytes[34] = static_cast<char>(head.sequence);
    return bytes + std::string(head.hash.begin(), head.hash.end());
  };
  ChainHash chained{};
  const auto reader = store->reader();
  for (const auto stream : {1, 2}) chained = database->hasher.next(chained, entry(reader->events(StreamKind::request, stream).back()));
  {
    auto work = store->begin();
    (void)work->insert(CheckpointRecord{0, at(1), EventId{6}, 2, chained, "key", "signature", 1});
    EXPECT_EQ(work->newest_checkpoint()->form, 1);
    work->commit();
  }
  append(StreamKind::request, 2, 2);
  EXPECT_TRUE(store->verify_chains(10).empty());
  database->tamper("DELETE FROM events WHERE id >= 6");
  EXPECT_EQ(store->verify_chains(10).size(), 1U);
}

// For any number of streams, each head is proven by a path that leads to the root and to no other; a head of another moment is not.
TEST_P(StoreContract, EveryHeadIsProven) {
  const auto root_from = [&](const HeadProof& proof, std::int64_t streams) {
    std::string bytes;
    const auto put = [&](std::uint64_t number, int width) {
      for (int i = width - 1; i >= 0; --i) bytes += static_cast<char>(number >> (8 * i));
    };
    const std::string kind(name_of(proof.stream.kind));
    put(kind.size(), 4);
    bytes += kind;
    for (const auto number : {proof.stream.id, proof.sequence}) {
      put(8, 4);
      put(static_cast<std::uint64_t>(number), 8);
    }
    bytes.append(proof.head.begin(), proof.head.end());
    auto node = database->hasher.next({}, bytes);
    auto next = proof.path.begin();
    auto place = proof.position;
    for (auto level = streams; level > 1; level = (level + 1) / 2, place /= 2) {
      if (place % 2 == 0 && place + 1 == level) continue;
      if (next == proof.path.end()) return ChainHash{};
      const auto& left = place % 2 == 1 ? *next : node;
      const auto& right = place % 2 == 1 ? node : *next;
      node = database->hasher.next(left, {reinterpret_cast<const char*>(right.data()), right.size()});
      ++next;
    }
    return next == proof.path.end() ? node : ChainHash{};
  };
  std::vector<StreamName> names{{StreamKind::site, 77}};  // has no event
  for (std::int64_t streams = 1; streams <= 9; ++streams) {
    SCOPED_TRACE(streams);
    const auto kind = streams % 2 == 1 ? StreamKind::request : StreamKind::item;
    append(kind, streams, static_cast<int>(streams));
    names.push_back({kind, streams});
    const auto heads = store->heads({});
    ASSERT_EQ(heads.stream_count, streams);
    const auto proofs = store->prove_heads(heads.newest_event, names);
    ASSERT_EQ(proofs.size(), static_cast<std::size_t>(streams));
    for (auto proof : proofs) {
      EXPECT_EQ(proof.head, store->reader()->events(proof.stream.kind, proof.stream.id).back().hash);
      EXPECT_EQ(root_from(proof, streams), heads.digest);
      ++proof.sequence;
      EXPECT_NE(root_from(proof, streams), heads.digest);
    }
  }
  // As of an earlier moment: the first stream alone.
  const auto first = store->prove_heads(EventId{1}, names);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(root_from(first[0], 1), store->heads(EventId{1}).digest);
}

// Events cannot be edited, deleted or replaced through the database itself.
TEST_P(StoreContract, EventsAreAppendOnly) {
  append(StreamKind::request, 1, 2);
  EXPECT_FALSE(database->try_sql("UPDATE events SET kind = 'Forged' WHERE id = 1"));
  EXPECT_FALSE(database->try_sql("DELETE FROM events WHERE id = 1"));
  EXPECT_TRUE(store->verify_chains(10).empty());
  EXPECT_EQ(store->reader()->events(StreamKind::request, 1).size(), 2U);
}

// The same events give the same chains in another database.
TEST_P(StoreContract, ChainsAreReproducible) {
  append(StreamKind::request, 1, 3);
  const auto digest = store->heads_digest();
  store.reset();
  database = GetParam().make();
  store = database->open();
  append(StreamKind::request, 1, 3);
  EXPECT_EQ(store->heads_digest(), digest);
}

// --- keys, copies --------------------------------------------------------------------------------------------------------------------

// Erasing takes the wrapped key; the row and every chain stay whole.
TEST_P(StoreContract, ErasingLeavesChainsWhole) {
  const auto world = built();
  append(StreamKind::request, world.request.value, 1);
  append(StreamKind::item, world.item.value, 2);
  const auto digest = store->heads_digest();
  {
    auto work = store->begin();
    auto item = *work->item(world.item);
    item.key = {};
    work->save(item);
    work->commit();
  }
  EXPECT_TRUE(store->reader()->item(world.item)->key.empty());
  EXPECT_FALSE(store->reader()->item(world.item)->locator.empty());
  EXPECT_EQ(store->heads_digest(), digest);
  EXPECT_TRUE(store->verify_chains(10).empty());
}

// Every kind of row with a key is re-wrapped once; interrupted half-way, the next run does the rest; erased rows are left alone.
TEST_P(StoreContract, RewrapIsResumable) {
  std::int64_t keys = 0;
  {
    auto work = store->begin();
    const auto world = build(*work);  // location, item
    auto notice = *work->notice(world.notice);
    notice.key = {"notice-key"};
    work->save(notice);
    work->insert(report_row(world.desk));
    work->insert(site_row());
    work->insert(QuarantineRecord{0, world.desk, "f", 1, "x", "y", {"row"}, {"row-key"}, at(1)});
    work->insert(InboxRecord{0, "m", 1, 1, blind(1), "answer", "", {}, {"mail"}, {"mail-key"}, at(1)});
    keys = 7;
    for (std::uint8_t i = 10; i < 60; ++i, ++keys) work->insert(item_row(world.desk, i));
    auto erased = item_row(world.desk, 200);
    erased.key = {};
    work->insert(erased);
    work->commit();
  }
  const auto wants = [](const WrappedKey& key) { return !key.bytes.starts_with("new-"); };
  std::int64_t calls = 0;
  EXPECT_THROW((void)store->rewrap(wants,
                             [&](const WrappedKey& key) -> WrappedKey {
                               if (++calls == 20) throw StoreFailure("stopped half-way");
                               return {"new-" + key.bytes};
                             }),
               StoreFailure);
  const auto change = [](const WrappedKey& key) { return WrappedKey{"new-" + key.bytes}; };
  EXPECT_GT(store->rewrap(wants, change), 0);
  EXPECT_EQ(store->rewrap(wants, change), 0);
  auto reader = store->reader();
  EXPECT_EQ(reader->item(ItemId{1})->key.bytes, "new-item-key-1");
  EXPECT_EQ(reader->report(ReportId{1})->key.bytes, "new-report-key-1");
  EXPECT_EQ(reader->site(SiteId{1})->key.bytes, "new-site-key-1");
  EXPECT_EQ(reader->location(LocationId{1})->key.bytes, "new-location-key-1");
  EXPECT_EQ(reader->notice(NoticeId{1})->key.bytes, "new-notice-key");
  EXPECT_EQ(reader->quarantine(0, 1)[0].key.bytes, "new-row-key");
  EXPECT_EQ(reader->inbox_message(1)->key.bytes, "new-mail-key");
  EXPECT_TRUE(reader->item(ItemId{52})->key.empty());
  // erasing through the same door
  EXPECT_EQ(store->rewrap([](const WrappedKey&) { return true; }, [](const WrappedKey&) { return WrappedKey{}; }), keys);
  EXPECT_TRUE(reader->inbox_message(1)->key.empty());
}

// A copy made while work goes on holds what was committed, opens as a store, and never overwrites a file.
TEST_P(StoreContract, BackupOpens) {
  const auto world = built();
  append(StreamKind::request, world.request.value, 1);
  append(StreamKind::item, world.item.value, 3);
  auto work = store->begin();
  work->set_setting("uncommitted", "yes");
  const auto path = database->backup_path();
  store->backup(path);
  work->commit();
  EXPECT_THROW(store->backup(path), StoreFailure);
  auto copy = database->open_backup(path);
  EXPECT_EQ(copy->heads_digest(), store->heads_digest());
  EXPECT_TRUE(copy->verify_chains(10).empty());
  auto reader = copy->reader();
  EXPECT_TRUE(reader->item(world.item));
  EXPECT_EQ(reader->setting("uncommitted"), "");
}

}  // namespace
}  // namespace redress::test
