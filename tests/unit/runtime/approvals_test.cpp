#include "tests/support/store_rows.hpp"
#include "tests/unit/runtime/engine.hpp"

#include <nlohmann/json.hpp>

namespace redress::runtime {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Actor kLotte{ActorKind::lead, "lotte"};
const Actor kMarit{ActorKind::lead, "marit"};

/// What needs two people, by the shipped rules, in the real loop on a real store.
class Approvals : public Engine {
 protected:
  Approvals() {
    LoadDirectory work;
    for (const auto& [slug, scope, ceiling] :
         {std::tuple{"host", ContactScope::hoster, Tlp::amber}, std::tuple{"police", ContactScope::police, Tlp::red},
          std::tuple{"careless", ContactScope::police, Tlp::green}}) {
      DirectoryRow row;
      row.recipient.slug = slug;
      row.recipient.name = slug;
      row.recipient.kind = scope == ContactScope::police ? "police" : "hoster";
      row.recipient.scope = scope;
      row.recipient.ceiling = ceiling;
      ContactRecord contact;
      contact.channel = "abuse_mail";
      contact.address = std::string("abuse@") + slug + ".example";
      contact.source = "directory";
      row.contacts.push_back(contact);
      work.rows.push_back(std::move(row));
    }
    loop->post(std::move(work));
    turn();
    item = report();
  }

  Act by(const Actor& who, ActKind kind, std::int64_t subject = 0, std::string reason = {}) {
    Act wanted;
    wanted.kind = kind;
    wanted.by = who;
    wanted.subject = subject;
    wanted.reason = std::move(reason);
    return wanted;
  }
  /// The item is closed, so it may be erased.
  void close() { ASSERT_TRUE(act(by(kLotte, ActKind::withdraw, item.value, "withdrawn")).done); }
  Act erase() { return by(kLotte, ActKind::erase, item.value, "asked for by the court"); }
  Act approve_host() {
    auto wanted = by(kLotte, ActKind::recipient_approve);
    wanted.slug = "host";
    return wanted;
  }
  Act dossier() {
    auto wanted = by(kLotte, ActKind::dossier, item.value, "case 12");
    wanted.slug = "police";
    wanted.argument = std::string(64, 'a');
    return wanted;
  }
  bool erased() { return reader->item(item)->key.empty(); }
  RecipientRecord host() { return *reader->recipient(*reader->find_recipient("host")); }
  ApprovalRecord approval(std::int64_t id) { return *reader->approval(ApprovalId{id}); }
  std::optional<TaskRecord> open_task() {
    auto tasks = reader->open_tasks(kApprovalTask, 10);
    return tasks.empty() ? std::nullopt : std::optional(tasks.front());
  }

  ItemId item;
};

// What is asked for waits, with a task, an alert and an event; another lead agrees, and it is done in the name of who asked.
TEST_F(Approvals, AskedThenAgreedToBySomebodyElse) {
  close();
  const auto asked = act(erase());
  EXPECT_FALSE(asked.done);
  EXPECT_TRUE(asked.refused_by_policy);
  ASSERT_EQ(asked.approval, 1);
  EXPECT_THAT(asked.problem, HasSubstr("approval 1"));
  EXPECT_FALSE(erased());
  ASSERT_TRUE(open_task());
  EXPECT_EQ(open_task()->reason, "approval 1: erase item 1");
  EXPECT_GT(open_task()->due_at, clock.utc_now());
  EXPECT_EQ(alerts("approval_asked").size(), 1U);
  EXPECT_EQ(act(erase()).approval, 1) << "asking again asks nobody anew";
  EXPECT_EQ(reader->approvals(true, 10).size(), 1U);
  EXPECT_EQ(approval(1).decided_by.name, "") << "nobody has answered";

  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).done);
  EXPECT_TRUE(erased());
  EXPECT_FALSE(open_task());
  EXPECT_EQ(approval(1).state, ApprovalState::approved);
  EXPECT_EQ(approval(1).decided_by, kMarit);
  EXPECT_EQ(approval(1).carried_out_at, clock.utc_now());
  EXPECT_TRUE(reader->approvals(true, 10).empty());
  const auto events = reader->events(StreamKind::item, item.value);
  std::vector<std::string> said;
  for (const auto& event : events) said.push_back(event.kind + " " + event.by.name);
  EXPECT_THAT(said, ElementsAre("ApprovalAsked lotte", "ItemErased lotte", "ApprovalGiven marit"));
  EXPECT_THAT(events.front().body, HasSubstr("approval.erasure@"));
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).refused_by_policy) << "once";
  EXPECT_TRUE(store->verify_chains(10).empty());
}

// Nobody agrees with themselves, under whatever role, nor does a person whose role the rule does not name; neither changes anything.
TEST_F(Approvals, NotByWhoAskedAndNotByAnybody) {
  close();
  ASSERT_EQ(act(erase()).approval, 1);
  EXPECT_TRUE(act(by(kLotte, ActKind::approval_approve, 1)).refused_by_policy);
  EXPECT_TRUE(act(by({ActorKind::admin, "lotte"}, ActKind::approval_approve, 1)).refused_by_policy);
  EXPECT_TRUE(act(by({ActorKind::senior, "sanne"}, ActKind::approval_approve, 1)).refused_by_policy);
  EXPECT_FALSE(act(by(kMarit, ActKind::approval_approve, 2)).done);
  EXPECT_FALSE(erased());
  EXPECT_EQ(approval(1).state, ApprovalState::asked);
  EXPECT_TRUE(act(by({ActorKind::admin, "ada"}, ActKind::approval_approve, 1)).done);
  EXPECT_TRUE(erased());
}

// A no has a reason, ends the question and its task, and nothing is done; it can be asked for again.
TEST_F(Approvals, Refused) {
  close();
  ASSERT_EQ(act(erase()).approval, 1);
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_refuse, 1)).bad_words);
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_refuse, 1, "the court has not said so")).done);
  EXPECT_EQ(approval(1).state, ApprovalState::refused);
  EXPECT_FALSE(open_task());
  EXPECT_THAT(events(StreamKind::item, item.value), Contains("ApprovalRefused"));
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).refused_by_policy);
  EXPECT_FALSE(erased());
  EXPECT_EQ(act(erase()).approval, 2);
}

// The task that asks is answered with the same words, by the same people.
TEST_F(Approvals, AnsweredThroughItsTask) {
  close();
  ASSERT_EQ(act(erase()).approval, 1);
  const auto answer = [&](const Actor& who, const std::string& word) {
    auto wanted = by(who, ActKind::task_answer, open_task()->id.value);
    wanted.argument = word;
    return act(wanted);
  };
  EXPECT_TRUE(answer(kMarit, "go_on").bad_words);
  EXPECT_TRUE(answer(kLotte, "approve").refused_by_policy);
  EXPECT_TRUE(answer(kMarit, "approve").done);
  EXPECT_TRUE(erased());
  EXPECT_FALSE(open_task());
}

// Nobody answers in the rule's time: it ends by itself, with its task, and a late yes does nothing.
TEST_F(Approvals, ItsTimeRunsOut) {
  close();
  ASSERT_EQ(act(erase()).approval, 1);
  clock.advance(hours{72} - Milliseconds{1});
  turn();
  EXPECT_EQ(approval(1).state, ApprovalState::asked);
  clock.advance(Milliseconds{1});
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).refused_by_policy) << "before the loop has noticed";
  turn();
  EXPECT_EQ(approval(1).state, ApprovalState::expired);
  EXPECT_FALSE(open_task());
  EXPECT_THAT(events(StreamKind::item, item.value), Contains("ApprovalExpired"));
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).refused_by_policy);
  EXPECT_FALSE(erased());
  EXPECT_EQ(act(erase()).approval, 2);
}

// An address that came after the question is not what was asked about: nothing is approved, and it is asked anew with what there is now.
TEST_F(Approvals, WhatItIsAboutHasChanged) {
  ASSERT_EQ(act(approve_host()).approval, 1);
  auto add = by({ActorKind::analyst, "mallory"}, ActKind::contact_add);
  add.slug = "host";
  add.argument = "somebody@else.example";
  ASSERT_TRUE(act(add).done);
  const auto answer = act(by(kMarit, ActKind::approval_approve, 1));
  EXPECT_FALSE(answer.done);
  EXPECT_EQ(answer.approval, 2);
  EXPECT_EQ(approval(1).state, ApprovalState::expired);
  EXPECT_EQ(approval(2).asked_by, kLotte);
  EXPECT_FALSE(host().approved);
  EXPECT_THAT(events(StreamKind::recipient, host().id.value), Contains("ApprovalOutdated"));
  EXPECT_TRUE(act(by(kLotte, ActKind::approval_approve, 2)).refused_by_policy);
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 2)).done);
  EXPECT_TRUE(host().approved);
  for (const auto& contact : reader->contacts(host().id)) EXPECT_TRUE(contact.approved) << contact.address;
  EXPECT_TRUE(act(approve_host()).done) << "nothing new comes into use: one person may";
}

// What was asked for cannot be done any more: the yes says so, and the question stays until it is refused or over.
TEST_F(Approvals, NoLongerPossible) {
  close();
  ASSERT_EQ(act(erase()).approval, 1);
  auto alone = erase();
  alone.break_glass = true;
  ASSERT_TRUE(act(alone).done);
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).refused_by_policy);
  EXPECT_EQ(approval(1).state, ApprovalState::asked);
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_refuse, 1, "done already")).done);
}

// Who cannot wait does it alone, with a reason: it is done, on record, and every time an urgent alert of its own.
TEST_F(Approvals, BreakingTheGlass) {
  close();
  auto alone = erase();
  alone.break_glass = true;
  alone.reason.clear();
  EXPECT_TRUE(act(alone).bad_words);
  alone.reason = "a judge is on the telephone";
  alone.by = {ActorKind::senior, "sanne"};
  EXPECT_TRUE(act(alone).refused_by_policy) << "the glass lends nobody a role";
  EXPECT_TRUE(alerts("break_glass").empty());
  alone.by = kLotte;
  EXPECT_TRUE(act(alone).done);
  EXPECT_TRUE(erased());
  EXPECT_TRUE(act(alone).refused_by_policy) << "erased already; not another alert";
  auto host_alone = approve_host();
  host_alone.reason = "it spreads by the minute";
  host_alone.break_glass = true;
  EXPECT_TRUE(act(host_alone).done);
  const auto raised = alerts("break_glass");
  ASSERT_EQ(raised.size(), 2U);
  for (const auto& alert : raised) EXPECT_EQ(alert.severity, Severity::urgent);
  const auto event = reader->events(StreamKind::item, item.value).back();
  EXPECT_EQ(event.kind, "GlassBroken");
  EXPECT_EQ(nlohmann::json::parse(event.body)["reason"], "a judge is on the telephone");
  EXPECT_TRUE(reader->approvals(false, 10).empty());
}

// What cannot be done is refused at once, with its own reason, and nobody is asked.
TEST_F(Approvals, NobodyIsAskedInVain) {
  EXPECT_EQ(act(erase()).approval, 0) << "it is still being removed";
  auto nobody = approve_host();
  nobody.slug = "nobody";
  EXPECT_EQ(act(nobody).approval, 0);
  EXPECT_EQ(act(by({ActorKind::analyst, "anna"}, ActKind::erase, item.value, "x")).approval, 0) << "not hers to ask";
  EXPECT_TRUE(reader->approvals(false, 10).empty());
}

/// A notice about the item that waits to leave.
class ApprovalsOfNotices : public Approvals {
 protected:
  ApprovalsOfNotices() {
    auto tx = store->begin();
    const auto host_id = *tx->find_recipient("host");
    notice = tx->insert(test::notice_row(tx->ensure_desk("hotline"), host_id, tx->contacts(host_id).front().id));
    tx->join(notice, tx->requests_of_item(item).front().id, Need::all);
    tx->insert(test::outbox_row(notice, host_id));
    tx->commit();
  }
  /// Rules under which these acts wait from that size on.
  void ask_from(const std::string& act, int size) {
    auto rules = shipped_rules();
    rules.at("approvals/rules.yaml") =
        "version: 2026-11-27\napprovals:\n  - id: approval.own\n    source: [SRC-HOUSE-RULES]\n    valid_from: 2024-01-01\n    when: "
        "{act: " +
        act + "}\n    roles: [lead]\n    at_least: " + std::to_string(size) + "\n    valid_for: 1 h\n";
    use_rules(rules);
  }
  Act sending(const std::string& mode) {
    auto wanted = by(kLotte, ActKind::sending);
    wanted.argument = mode;
    return wanted;
  }

  NoticeId notice;
};

// What is let go by turning sending on decides whether it needs two; stopping never does. How much waits meanwhile changes nothing of the
// question.
TEST_F(ApprovalsOfNotices, LettingGoOfWhatHasGathered) {
  ask_from("sending", 2);
  EXPECT_TRUE(act(sending("on")).done);
  ask_from("sending", 1);
  EXPECT_TRUE(act(sending("paused")).done);
  EXPECT_TRUE(act(sending("rehearsal")).done);
  ASSERT_EQ(act(sending("on")).approval, 1);
  EXPECT_EQ(reader->setting("sending"), "rehearsal");
  EXPECT_THAT(events(StreamKind::desk, 1), Contains("ApprovalAsked"));
  {
    auto tx = store->begin();
    const auto host_id = *tx->find_recipient("host");
    const auto another =
        tx->insert(test::notice_row(tx->ensure_desk("hotline"), host_id, tx->contacts(host_id).front().id, "N-AAAA-CCCC-D"));
    tx->insert(test::outbox_row(another, host_id));
    tx->commit();
  }
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).done);
  EXPECT_EQ(reader->setting("sending"), "on");
}

// The same of a connector.
TEST_F(ApprovalsOfNotices, LettingAConnectorGoOn) {
  ask_from("connector_resume", 1);
  auto wanted = by(kLotte, ActKind::connector_pause);
  wanted.slug = "abuse_mail";
  ASSERT_TRUE(act(wanted).done);
  wanted.kind = ActKind::connector_resume;
  ASSERT_EQ(act(wanted).approval, 1);
  EXPECT_FALSE(reader->paused_connectors().empty());
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).done);
  EXPECT_TRUE(reader->paused_connectors().empty());
}

// Taking back a notice about many; one about few is taken back by one person.
TEST_F(ApprovalsOfNotices, TakingBackMany) {
  ask_from("notice_retract", 1);
  ASSERT_EQ(act(by(kLotte, ActKind::notice_retract, notice.value, "wrong")).approval, 1);
  EXPECT_THAT(events(StreamKind::notice, notice.value), ElementsAre("ApprovalAsked"));
  EXPECT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).done);
  EXPECT_THAT(events(StreamKind::notice, notice.value), Contains("NoticeRetracted"));
  ask_from("notice_retract", 2);
  EXPECT_TRUE(act(by(kLotte, ActKind::notice_retract, notice.value, "wrong")).done);
}

// Fewer wait by now than the rule asks about: the yes is refused, and whoever asked does it alone.
TEST_F(ApprovalsOfNotices, NotNeededAnyMore) {
  ask_from("sending", 1);
  ASSERT_EQ(act(sending("on")).approval, 1);
  ask_from("sending", 2);
  const auto yes = act(by(kMarit, ActKind::approval_approve, 1));
  EXPECT_TRUE(yes.refused_by_policy);
  EXPECT_THAT(yes.problem, HasSubstr("no second person"));
  EXPECT_TRUE(act(sending("on")).done);
}

// A desk of one person has no such rules.
TEST_F(Approvals, ADeskOfOnePerson) {
  auto rules = shipped_rules();
  rules.at("approvals/rules.yaml") = "version: 2026-11-27\napprovals: []\n";
  use_rules(rules);
  close();
  EXPECT_TRUE(act(erase()).done);
}

// A referral waits for a second person; until then nobody is told and nothing is on record but the question. Who asked cannot be the second.
TEST_F(Approvals, AReferralNeedsASecondPerson) {
  const Actor anna{ActorKind::analyst, "anna"};
  auto verdict = by(kLotte, ActKind::assess, item.value);
  verdict.argument = "illegal_baseline";
  auto wanted = by(anna, ActKind::refer, item.value, "seen again in another case");
  wanted.argument = "police";
  EXPECT_EQ(act(wanted).approval, 0) << "not judged illegal, so there is nothing to ask a second person about";
  ASSERT_TRUE(act(verdict).done);
  const auto asked = act(wanted);
  ASSERT_NE(asked.approval, 0);
  EXPECT_FALSE(act(by(anna, ActKind::approval_approve, asked.approval)).done);
  for (const auto& event : reader->events(StreamKind::item, item.value)) EXPECT_NE(event.kind, "ReferralAsked");
  for (const auto& request : reader->requests_of_item(item)) EXPECT_NE(request.workflow, "law_enforcement");
}

// A dossier is for who asked: a yes alone opens nothing; asked again in the same words it is made, once, and on record for whom, with what
// and why.
TEST_F(Approvals, ADossierIsTakenByWhoAsked) {
  ASSERT_EQ(act(dossier()).approval, 1);
  const auto yes = act(by(kMarit, ActKind::approval_approve, 1));
  EXPECT_TRUE(yes.done);
  EXPECT_EQ(yes.answer, "");
  EXPECT_THAT(events(StreamKind::item, item.value), Not(Contains("DossierMade")));
  auto other = dossier();
  other.argument = std::string(64, 'b');
  EXPECT_EQ(act(other).approval, 2) << "another certificate is another question";
  auto hers = dossier();
  hers.by = kMarit;
  EXPECT_EQ(act(hers).approval, 3);

  const auto made = act(dossier());
  ASSERT_TRUE(made.done) << made.problem;
  const auto answer = nlohmann::json::parse(made.answer);
  EXPECT_EQ(answer["locator"], "https://pictures.example/1");
  const auto events = reader->events(StreamKind::item, item.value);
  const auto event = std::find_if(events.begin(), events.end(), [](const auto& one) { return one.kind == "DossierMade"; });
  ASSERT_NE(event, events.end());
  EXPECT_EQ(answer["up_to"], event->id.value);
  const auto body = nlohmann::json::parse(event->body);
  EXPECT_EQ(body["recipient"], "police");
  EXPECT_EQ(body["certificate"], std::string(64, 'a'));
  EXPECT_EQ(body["reason"], "case 12");
  EXPECT_THAT(event->body, Not(HasSubstr("pictures")));
  EXPECT_EQ(approval(1).carried_out_at, clock.utc_now());
  EXPECT_EQ(act(dossier()).approval, 4) << "one yes is one dossier";
}

// A yes that nobody takes in time is over.
TEST_F(Approvals, ADossierNotTakenInTime) {
  ASSERT_EQ(act(dossier()).approval, 1);
  ASSERT_TRUE(act(by(kMarit, ActKind::approval_approve, 1)).done);
  clock.advance(hours{24});
  EXPECT_EQ(act(dossier()).approval, 2);
  turn();
  EXPECT_EQ(approval(1).state, ApprovalState::expired);
}

// Who may ask for one, for whom, and what it needs: refused before anybody is asked and before anything is opened.
TEST_F(Approvals, DossiersThatAreNotMade) {
  const auto problem_of = [&](auto&& change) {
    auto wanted = dossier();
    change(wanted);
    const auto result = act(wanted);
    EXPECT_FALSE(result.done);
    EXPECT_EQ(result.approval, 0);
    return result;
  };
  EXPECT_TRUE(problem_of([](Act& one) { one.by.kind = ActorKind::analyst; }).refused_by_policy);
  EXPECT_TRUE(problem_of([](Act& one) { one.by.kind = ActorKind::admin; }).refused_by_policy);
  EXPECT_TRUE(problem_of([](Act& one) { one.reason.clear(); }).bad_words);
  EXPECT_TRUE(problem_of([](Act& one) { one.argument = "DEAD"; }).bad_words);
  EXPECT_THAT(problem_of([](Act& one) { one.slug = "nobody"; }).problem, HasSubstr("no such recipient"));
  EXPECT_THAT(problem_of([](Act& one) { one.slug = "host"; }).problem, HasSubstr("for police or an authority"));
  EXPECT_THAT(problem_of([](Act& one) { one.slug = "careless"; }).problem, HasSubstr("TLP:green"));
  EXPECT_THAT(problem_of([](Act& one) { one.subject = 99; }).problem, HasSubstr("no item"));
  close();
  auto alone = erase();
  alone.break_glass = true;
  ASSERT_TRUE(act(alone).done);
  EXPECT_THAT(problem_of([](Act&) {}).problem, HasSubstr("erased"));
}

}  // namespace
}  // namespace redress::runtime
