#include "tests/unit/runtime/engine.hpp"

#include "engine/core/reference.hpp"
#include "tests/support/store_rows.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace redress::runtime {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Acts : public Engine {
 protected:
  void load(const std::vector<std::pair<std::string, bool>>& contacts, const std::string& slug = "host") {
    LoadDirectory work;
    DirectoryRow row;
    row.recipient.slug = slug;
    row.recipient.name = "A host";
    row.recipient.kind = "hoster";
    row.recipient.country = "NL";
    row.recipient.language = "en";
    int rank = 0;
    for (const auto& [address, approved] : contacts) {
      ContactRecord contact;
      contact.channel = "abuse_mail";
      contact.address = address;
      contact.rank = rank++;
      contact.approved = approved;
      contact.source = "directory";
      row.recipient.approved = row.recipient.approved || approved;
      row.contacts.push_back(std::move(contact));
    }
    work.rows.push_back(std::move(row));
    loop->post(std::move(work));
    (void)loop->step(Loop::Turn::works_only);
  }
  RecipientId host() { return *reader->find_recipient("host"); }
  /// "address" in order of rank, with a "+" where it is approved.
  std::vector<std::string> contacts() {
    std::vector<std::string> found;
    for (const auto& contact : reader->contacts(host())) found.push_back(contact.address + (contact.approved ? "+" : ""));
    return found;
  }
  ActResult approve() {
    Act wanted;
    wanted.kind = ActKind::recipient_approve;
    wanted.by = {ActorKind::lead, "lotte"};
    wanted.subject = host().value;
    return agreed(std::move(wanted));
  }
  std::int64_t host_events() { return static_cast<std::int64_t>(events(StreamKind::recipient, host().value).size()); }
};

// What a person approved stays approved when the same directory is loaded again, which happens at each start; nothing changes, so no event.
TEST_F(Acts, ApprovalByAPersonOutlivesTheDirectory) {
  load({{"abuse@host.example", false}});
  EXPECT_FALSE(reader->recipient(host())->approved);
  EXPECT_TRUE(approve().done);
  const auto before = host_events();
  load({{"abuse@host.example", false}});
  EXPECT_TRUE(reader->recipient(host())->approved);
  EXPECT_EQ(contacts(), std::vector<std::string>{"abuse@host.example+"});
  EXPECT_EQ(host_events(), before);
}

// A mailbox the directory no longer approves is out of use; so is one that it no longer has, and so are those of an entry that is gone.
TEST_F(Acts, TheDirectoryTakesItsOwnApprovalBack) {
  load({{"abuse@host.example", true}});
  load({{"abuse@host.example", false}});
  EXPECT_EQ(contacts(), std::vector<std::string>{"abuse@host.example"});
  EXPECT_FALSE(reader->recipient(host())->approved);
  EXPECT_THAT(events(StreamKind::recipient, host().value), Contains("ContactChanged"));
  load({{"abuse@host.example", true}});
  load({{"abuse@other.example", true}}, "other");
  EXPECT_EQ(contacts(), std::vector<std::string>{"abuse@host.example"});
  EXPECT_FALSE(reader->recipient(host())->approved);
}

// Pausing a connector is for everybody, letting it go on for those who answer for the desk; both are on record.
TEST_F(Acts, ConnectorsArePausedAndResumed) {
  Act wanted;
  wanted.kind = ActKind::connector_pause;
  wanted.by = {ActorKind::analyst, "anna"};
  wanted.slug = "abuse_mail";
  wanted.reason = "the relay is being moved";
  EXPECT_TRUE(act(wanted).done);
  EXPECT_EQ(reader->paused_connectors(), std::vector<std::string>{"abuse_mail"});
  wanted.kind = ActKind::connector_resume;
  EXPECT_TRUE(act(wanted).refused_by_policy);
  wanted.by = {ActorKind::lead, "lotte"};
  EXPECT_TRUE(act(wanted).done);
  EXPECT_TRUE(reader->paused_connectors().empty());
  wanted.slug = "fax";
  EXPECT_FALSE(act(wanted).done);
  EXPECT_EQ(events(StreamKind::desk, 1), (std::vector<std::string>{"ConnectorPaused", "ConnectorResumed"}));
}

// A mailbox that replaces another is tried first, and the one it replaces not at all; each change is an event.
TEST_F(Acts, AReplacedMailboxIsNotTriedFirst) {
  load({{"old@host.example", true}});
  EXPECT_TRUE(act(ActKind::contact_add, host().value, "desk@host.example").done);
  load({{"new@host.example", true}});
  EXPECT_EQ(contacts(), (std::vector<std::string>{"new@host.example+", "old@host.example", "desk@host.example"}));
  const auto kinds = events(StreamKind::recipient, host().value);
  EXPECT_THAT(kinds, Contains("ContactLoaded"));
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "ContactChanged"), 2);
  EXPECT_TRUE(reader->recipient(host())->approved);
}

// What is no mail address is wrong usage; a new contact is not used before somebody approves it; the event tells contacts apart without
// saying the address.
TEST_F(Acts, ANewContactIsCheckedAndWaitsForApproval) {
  load({{"abuse@host.example", true}});
  for (const auto* bad : {"not an address", "", "a@b", "x@host.example\r\nBcc: y@z.example"}) {
    const auto result = act(ActKind::contact_add, host().value, bad);
    EXPECT_FALSE(result.done) << bad;
    EXPECT_TRUE(result.bad_words) << bad;
  }
  EXPECT_TRUE(act(ActKind::contact_add, host().value, "desk@host.example").done);
  EXPECT_EQ(contacts(), (std::vector<std::string>{"abuse@host.example+", "desk@host.example"}));
  const auto event = reader->events(StreamKind::recipient, host().value).back();
  EXPECT_EQ(event.kind, "ContactAdded");
  const auto body = nlohmann::json::parse(event.body);
  EXPECT_EQ(body["address_index"].get<std::string>().size(), 32U);
  EXPECT_THAT(event.body, Not(HasSubstr("desk@")));
  EXPECT_TRUE(approve().done);
  EXPECT_EQ(contacts().back(), "desk@host.example+");
}

// Whatever a person does leaves an event with their name, and the reason they gave.
TEST_F(Acts, EveryActIsOnRecord) {
  const auto item = report();
  EXPECT_TRUE(act(ActKind::relocate, item.value, "", "new server").done);
  const auto task = reader->open_tasks("", 10).empty() ? TaskId{} : reader->open_tasks("", 10).front().id;
  if (task) {
    EXPECT_TRUE(act(ActKind::task_take, task.value).done);
  }
  EXPECT_TRUE(act(ActKind::assess, item.value, "not_illegal", "a painting").done);
  EXPECT_THAT(events(StreamKind::item, item.value), Contains("RelocationAsked"));
  const auto request = reader->requests_of_item(item).front().id;
  bool reason_kept = false;
  for (const auto& event : reader->events(StreamKind::request, request.value))
    if (event.kind == "ReasonGiven") reason_kept = event.body.find("a painting") != std::string::npos && event.by.name == "lotte";
  EXPECT_TRUE(reason_kept);
  for (const auto* what : {"backup", "key_rotate", "alert_test", "connector_test"}) EXPECT_TRUE(act(ActKind::record, 0, what).done);
  EXPECT_THAT(events(StreamKind::desk, 1), testing::IsSupersetOf({"BackupMade", "KeysRotated", "AlertsTested", "ConnectorTested"}));
  EXPECT_TRUE(act(ActKind::record, 0, "anything").bad_words);
}

// A task of no request is taken and closed with an event of the desk.
TEST_F(Acts, ATaskWithoutARequestLeavesEvents) {
  auto tx = store->begin();
  TaskRecord task;
  task.desk = tx->ensure_desk("hotline");
  task.kind = "unmatched_message";
  task.opened_at = clock.utc_now();
  task.due_at = clock.utc_now() + hours{1};
  const auto id = tx->insert(task);
  tx->commit();
  tx.reset();
  EXPECT_TRUE(act(ActKind::task_take, id.value).done);
  EXPECT_TRUE(act(ActKind::task_answer, id.value, "go_on", "advertising").done);
  const auto all = reader->events(StreamKind::desk, task.desk.value);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].kind, "TaskTaken");
  EXPECT_EQ(all[1].kind, "TaskAnswered");
  EXPECT_THAT(all[1].body, HasSubstr("advertising"));
  EXPECT_EQ(all[1].by.name, "lotte");
}

// What asks nothing of a request is answered with one of two words; any other is wrong usage, and the task stays open.
TEST_F(Acts, ATaskWithoutARequestTakesNoOtherAnswer) {
  auto tx = store->begin();
  TaskRecord task;
  task.desk = tx->ensure_desk("hotline");
  task.kind = "dead_letter";
  task.opened_at = clock.utc_now();
  task.due_at = clock.utc_now() + hours{1};
  const auto id = tx->insert(task);
  tx->commit();
  tx.reset();
  for (const char* word : {"xyzzy", "", "next_rung", "uphold"}) EXPECT_TRUE(act(ActKind::task_answer, id.value, word).bad_words) << word;
  EXPECT_EQ(reader->task(id)->state, TaskState::open);
  EXPECT_TRUE(act(ActKind::task_answer, id.value, "give_up").done);
  EXPECT_EQ(reader->task(id)->state, TaskState::done);
}

// One person stays one, however the name is written: who assessed gives no second opinion as "Lotte ", and what is no name does nothing.
TEST_F(Acts, APersonHasOneName) {
  const auto item = report();
  Act wanted;
  wanted.kind = ActKind::urgent;
  wanted.subject = item.value;
  for (const char* bad : {"", "lot\nte", "lotte\xE2\x80\x8B", "lotte by bram"}) {
    wanted.by = {ActorKind::lead, bad};
    EXPECT_TRUE(act(wanted).bad_words) << bad;
  }
  auto tx = store->begin();
  AssessmentRecord assessment;
  assessment.item = item;
  assessment.verdict = Verdict::illegal_national;
  assessment.basis = AssessmentBasis::analyst;
  assessment.by = {ActorKind::lead, "lotte"};
  assessment.at = clock.utc_now();
  tx->insert(assessment);
  tx->commit();
  tx.reset();
  wanted.kind = ActKind::second_opinion;
  wanted.argument = "illegal_national";
  for (const char* same : {"lotte ", "Lotte", "\tLOTTE"}) {
    wanted.by = {ActorKind::lead, same};
    const auto result = act(wanted);
    EXPECT_TRUE(result.refused_by_policy) << same;
    EXPECT_THAT(result.problem, HasSubstr("second person"));
  }
}

// A reason outlives what it is about, in the clear: with an address in it nothing is done, and the answer says why.
TEST_F(Acts, AReasonHoldsNoAddress) {
  const auto item = report();
  const auto refused = act(ActKind::withdraw, item.value, {}, "because http://secret.example/url");
  EXPECT_TRUE(refused.bad_words);
  EXPECT_THAT(refused.problem, HasSubstr("kept in the clear"));
  EXPECT_THAT(refused.problem, Not(HasSubstr("secret")));
  EXPECT_TRUE(act(ActKind::withdraw, item.value, {}, "reported by mistake").done);
}

// A notice that could not be composed is given up like one that left in vain: listed, counted, and queued again once its cause is mended.
// Provoked by a mailbox name that makes no address.
TEST_F(Acts, ANoticeThatCouldNotBeComposedIsQueuedAgain) {
  const auto item = report();
  load({{"abuse@host.example", true}});
  const auto restart_with = [&](const std::string& mailbox) {
    end();
    identity.reply_mailbox = mailbox;
    begin(open_store(folder.file("redress.db"), chain));
  };
  restart_with("n t");
  auto tx = store->begin();
  auto row = test::notice_row(tx->ensure_desk("hotline"), host(), tx->contacts(host()).front().id);
  row.kind = NoticeKind::thanks;
  row.reference = make_reference(random);
  row.reply_token = make_reply_token(random);
  row.opened_at = row.closes_at = clock.utc_now();
  const auto id = tx->insert(row);
  tx->join(id, tx->requests_of_item(item).front().id, Need::copy);
  tx->commit();
  tx.reset();
  const auto is_listed = [&] {
    EXPECT_EQ(reader->notice(id)->state, NoticeState::dead);
    const auto dead = reader->dead_letters(10);
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(dead.front().notice, id);
    EXPECT_THAT(dead.front().cause, HasSubstr("reply_mailbox"));
    EXPECT_EQ(reader->backlog(clock.utc_now()).outbox_dead, 1);
  };
  turn();
  is_listed();
  EXPECT_TRUE(act(ActKind::notice_requeue, id.value).done);
  EXPECT_EQ(reader->backlog(clock.utc_now()).outbox_dead, 0);
  turn();
  is_listed();
  restart_with("ntd");
  EXPECT_TRUE(act(ActKind::notice_requeue, id.value).done);
  turn();
  EXPECT_TRUE(reader->dead_letters(10).empty());
  EXPECT_TRUE(reader->notice(id)->sealed_at);
  EXPECT_EQ(reader->attempts(id).size(), 1U) << "it leaves";
  EXPECT_FALSE(act(ActKind::notice_requeue, id.value).done) << "on its way already";
}

// Words that mean nothing and reasons left out are wrong usage; what a role may not do, and a hold that is over, are refused.
TEST_F(Acts, WrongUsageAndRefusalsAreToldApart) {
  const auto item = report();
  EXPECT_TRUE(act(ActKind::assess, item.value, "naughty").bad_words);
  EXPECT_TRUE(act(ActKind::reveal, item.value).bad_words);
  EXPECT_TRUE(act(ActKind::withdraw, item.value).bad_words);
  EXPECT_TRUE(act(ActKind::sending, 0, "perhaps").bad_words);
  EXPECT_TRUE(act(ActKind::hold, item.value).bad_words);
  Act hold;
  hold.kind = ActKind::hold;
  hold.by = {ActorKind::lead, "lotte"};
  hold.subject = item.value;
  hold.until = clock.utc_now() - hours{1};
  EXPECT_TRUE(act(hold).refused_by_policy);
  hold.until = clock.utc_now() + hours{1};
  EXPECT_TRUE(act(hold).done);
  load({{"abuse@host.example", false}});
  EXPECT_TRUE(act(ActKind::recipient_approve, host().value, "", "", ActorKind::analyst).refused_by_policy);
  EXPECT_TRUE(act(ActKind::erase, item.value, "", "asked for", ActorKind::senior).refused_by_policy);
  EXPECT_TRUE(act(ActKind::sending, 0, "paused", "", ActorKind::analyst).done);
  EXPECT_TRUE(act(ActKind::sending, 0, "on", "", ActorKind::analyst).refused_by_policy);
  EXPECT_TRUE(act(ActKind::sending, 0, "on", "", ActorKind::senior).done);
}

// A message nobody can place makes a task, and the task shows it, byte for byte, with an event that says who read it and why.
TEST_F(Acts, ATaskShowsItsMessage) {
  MessageArrived mail;
  mail.mailbox = "INBOX";
  mail.uid_validity = 1;
  mail.uid = 1;
  mail.bytes = "Subject: \x1b[2J\r\n\r\ncaf\xe9 \xff\r\n";
  mail.answer.kind = "answer";
  mail.answer.readable = mail.bytes;
  loop->post(mail);
  turn();
  const auto tasks = reader->open_tasks("unmatched_message", 10);
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_TRUE(act(ActKind::task_show, tasks.front().id.value).bad_words);
  const auto shown = act(ActKind::task_show, tasks.front().id.value, "", "who wrote?");
  ASSERT_TRUE(shown.done) << shown.problem;
  const auto messages = nlohmann::json::parse(shown.answer);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(in_bytes(messages[0]["bytes"].get<std::string>()), mail.bytes);
  const auto event = reader->events(StreamKind::desk, tasks.front().desk.value).back();
  EXPECT_EQ(event.kind, "MessagesRevealed");
  EXPECT_THAT(event.body, HasSubstr("who wrote?"));
}

// A row in quarantine is shown to who gives a reason, and that is on record.
TEST_F(Acts, AQuarantinedRowIsShown) {
  FileReports work;
  work.desk = "hotline";
  work.rejected.push_back({3, "no address", "URL", ForeignRow("nonsense;;")});
  loop->post(std::move(work));
  turn();
  EXPECT_TRUE(act(ActKind::quarantine_show, 1).bad_words);
  EXPECT_FALSE(act(ActKind::quarantine_show, 2, "", "why").done);
  const auto shown = act(ActKind::quarantine_show, 1, "", "mend the export");
  EXPECT_TRUE(shown.done) << shown.problem;
  EXPECT_EQ(in_bytes(shown.answer), "nonsense;;");
  EXPECT_THAT(events(StreamKind::desk, 1), Contains("QuarantinedRowRevealed"));
}

}  // namespace
}  // namespace redress::runtime
