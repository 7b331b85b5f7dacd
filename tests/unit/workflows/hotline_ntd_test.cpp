#include "workflows/hotline_ntd/workflow.hpp"

#include "tests/unit/workflows/coverage.hpp"

namespace redress::testing {
namespace {

Driver fresh() {
  Driver driver{hotline_ntd_workflow()};
  driver.facts.verdict = Verdict::illegal_baseline;
  driver.facts.hoster = RecipientId{1};
  driver.facts.country = "NL";
  driver.facts.at_home = true;
  return driver;
}
Driver looking() {
  auto driver = fresh();
  driver.tell(Opened{});
  return driver;
}
Driver pending() {
  auto driver = looking();
  driver.tell(SeenOnline{});
  return driver;
}
/// Notice 1 was attempted.
Driver attempted() {
  auto driver = pending();
  driver.wait(minutes{15}).tell(NoticeAttempted{NoticeId{1}});
  return driver;
}
/// The recipient has notice 1.
Driver waiting() {
  auto driver = attempted();
  driver.tell(RelayAccepted{NoticeId{1}}).tell(RecipientAccepted{NoticeId{1}}, ActorKind::recipient);
  return driver;
}
ConfirmedGone gone(const Driver& driver, Evidence evidence = Evidence::not_found_404) {
  return {driver.now - minutes{6}, driver.now - minutes{20}, evidence};
}

// The good way: look, group, attempt, relay, recipient, acknowledgement, claim, check, confirmed gone, watched.
TEST(HotlineNtd, GoodWay) {
  auto driver = fresh();
  driver.tell(Opened{});
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_TRUE(driver.did<BeginSpell>() && driver.looks(LookPurpose::before_notice) && driver.armed("look_overdue"));
  EXPECT_FALSE(driver.did<SendNotice>());
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.state, "NoticePending");
  const auto notices = driver.all<SendNotice>();
  ASSERT_EQ(notices.size(), 2U);  // the hoster, and a copy to the site
  EXPECT_EQ(notices[0].kind, NoticeKind::first);
  EXPECT_EQ(notices[1].need, Need::copy);
  EXPECT_TRUE(driver.facts.notice_pending);
  driver.wait(minutes{15}).tell(NoticeAttempted{NoticeId{1}});
  EXPECT_EQ(driver.state, "AwaitingRelay");
  EXPECT_EQ(driver.facts.first_attempt_at, driver.now);
  EXPECT_EQ(driver.armed("removal_due"), driver.now + hours{24});
  EXPECT_TRUE(driver.facts.told_somebody && !driver.facts.notice_pending);
  driver.tell(RelayAccepted{NoticeId{1}});
  EXPECT_EQ(driver.state, "AwaitingReceipt");
  EXPECT_EQ(driver.armed("acceptance_due"), driver.now + hours{4});
  driver.wait(hours{1}).tell(RecipientAccepted{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(driver.state, "AwaitingRemoval");
  EXPECT_EQ(driver.facts.deadline_at, driver.now + hours{24});
  driver.tell(Acknowledged{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(driver.facts.acknowledged_at, driver.now);
  driver.wait(hours{2}).tell(ClaimedGone{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(driver.state, "CheckingClaim");
  EXPECT_TRUE(driver.looks(LookPurpose::claim) && driver.armed("look_overdue"));
  driver.tell(Missed{});
  EXPECT_TRUE(driver.looks(LookPurpose::confirm));
  driver.wait(minutes{6}).tell(gone(driver));
  EXPECT_EQ(driver.state, "ClosedGone");
  const auto ends = driver.all<EndSpell>();
  ASSERT_EQ(ends.size(), 1U);
  EXPECT_EQ(ends[0].gone_at, driver.now - minutes{6});
  EXPECT_TRUE(driver.did<CancelAllTimers>() && driver.looks(LookPurpose::watch));
}

// Without an illegal assessment nothing begins; a place abroad or unknown never leads to a notice.
TEST(HotlineNtd, BeginsOnlyWithAnIllegalAssessmentAtHome) {
  auto driver = fresh();
  driver.facts.verdict = Verdict::doubtful;
  EXPECT_EQ(driver.refused(Opened{}), DecideError::guard_refused);
  driver.facts.verdict.reset();
  EXPECT_EQ(driver.refused(Opened{}), DecideError::guard_refused);
  auto abroad = fresh();
  abroad.facts.at_home = false;
  abroad.facts.country = "US";
  EXPECT_EQ(abroad.refused(Opened{}), DecideError::guard_refused);
  auto unknown = fresh();
  unknown.facts.hoster = {};
  unknown.tell(Opened{});
  EXPECT_EQ(unknown.state, "Locating");
  EXPECT_TRUE(unknown.asked("find_contact") && unknown.did<LocateItem>() && unknown.armed("locate_overdue"));
  unknown.tell(Located{RecipientId{7}, "NL", true});
  EXPECT_EQ(unknown.state, "LookingBeforeNotice");
  auto held = fresh();
  held.facts.hold_until = held.now + hours{3};
  held.tell(Opened{});
  EXPECT_EQ(held.state, "Held");
}

// Gone before anybody was told: closed as such, nothing sent; also while the notice still gathers.
TEST(HotlineNtd, GoneBeforeNotice) {
  auto driver = looking();
  driver.tell(Missed{});
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_TRUE(driver.looks(LookPurpose::confirm));
  driver.tell(gone(driver));
  EXPECT_EQ(driver.state, "ClosedGoneBeforeNotice");
  auto late = pending();
  late.tell(gone(late));
  EXPECT_EQ(late.state, "ClosedGoneBeforeNotice");
  EXPECT_TRUE(late.did<LeavePendingNotices>());
}

// A look that fails as often as the policy waits sends with the wording "could not be checked", and a person is asked to look.
TEST(HotlineNtd, FailedLooksSendWithThatWording) {
  auto driver = looking();
  driver.tell(LookFailed{}).fire("look_overdue");
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_FALSE(driver.did<SendNotice>());
  driver.tell(LookFailed{});
  EXPECT_EQ(driver.state, "NoticePending");
  EXPECT_TRUE(driver.all<SendNotice>().at(0).last_look_unknown);
  EXPECT_TRUE(driver.asked("look_by_hand"));
  auto one_failed = looking();
  one_failed.tell(LookFailed{}).tell(SeenOnline{});
  EXPECT_FALSE(one_failed.all<SendNotice>().at(0).last_look_unknown);
}

// Weak evidence never closes: it is told as a look that failed, and refused if it comes as anything else.
TEST(HotlineNtd, WeakEvidenceDoesNotClose) {
  auto driver = waiting();
  EXPECT_EQ(driver.refused(gone(driver, Evidence::challenge)), DecideError::guard_refused);
}

// A bounce revokes the acceptance: the same rung once more (next contact), then the next rung; each after a fresh look.
TEST(HotlineNtd, BounceRevokes) {
  auto driver = waiting();
  driver.tell(NoticeBounced{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_FALSE(driver.facts.recipient_accepted_at);
  EXPECT_EQ(driver.facts.rung, 0);
  driver.tell(SeenOnline{}).tell(NoticeAttempted{NoticeId{3}});
  EXPECT_EQ(driver.facts.rung, 1);
  driver.tell(NoticeBounced{NoticeId{1}}, ActorKind::recipient);  // of the earlier try
  EXPECT_EQ(driver.state, "AwaitingRelay");
  EXPECT_TRUE(driver.last.ignored);
  driver.tell(NoticeBounced{NoticeId{3}}, ActorKind::recipient);
  EXPECT_EQ(driver.facts.rung, 1);
  EXPECT_EQ(driver.facts.bounces, 0);
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.facts.rung, 2);
}

// What happens to a copy, or to one of several addressees while another suffices, changes nothing.
TEST(HotlineNtd, CopiesDoNotCount) {
  auto driver = pending();
  driver.tell(NoticeAttempted{NoticeId{2}, true});
  EXPECT_EQ(driver.state, "NoticePending");
  EXPECT_FALSE(driver.facts.first_attempt_at);
  EXPECT_TRUE(driver.facts.told_somebody);
  auto accepted = waiting();
  accepted.tell(NoticeBounced{NoticeId{2}, true}, ActorKind::recipient);
  EXPECT_EQ(accepted.state, "AwaitingRemoval");
  accepted.tell(NoticeBounced{NoticeId{2}, false, true}, ActorKind::recipient);
  EXPECT_EQ(accepted.state, "AwaitingRemoval");
  accepted.tell(NoticeUndeliverable{NoticeId{2}, true});
  EXPECT_EQ(accepted.state, "AwaitingRemoval");
}

// Not accepted in time: a task, an alert, and after a look the same notice to the recipient's next contact. Neither the rung nor the deadline
// moves, and it is said once. A recipient that answered in any way has accepted.
TEST(HotlineNtd, NotAcceptedInTime) {
  auto driver = attempted();
  const auto deadline = driver.facts.deadline_at;
  driver.tell(RelayAccepted{NoticeId{1}});
  auto in_time = driver;
  in_time.tell(Assessed{Verdict::doubtful}, ActorKind::analyst).tell(Assessed{Verdict::illegal_baseline, AssessmentBasis::second_person}, ActorKind::senior);
  EXPECT_EQ(in_time.state, "AwaitingReceipt");
  driver.wait(hours{4}).fire("acceptance_due");
  EXPECT_EQ(driver.state, "LookingBeforeReminder");
  EXPECT_TRUE(driver.asked("not_accepted") && driver.alerted("not_accepted"));
  auto confirmed = driver;
  auto held = driver;  // by the police, and an agreement says that it goes on when the hold ends: the next contact still has to be told
  held.policies.sends_when_hold_ends = true;
  held.tell(HoldRequested{held.now + hours{1}}, ActorKind::partner).wait(hours{1}).fire("hold_ends");
  EXPECT_EQ(held.state, "LookingBeforeReminder");
  // So it does after a doubt that a second person decides, in either way of saying so, and after a change.
  for (const auto& stands : {Event(ContestUpheld{}), Event(Assessed{Verdict::illegal_baseline, AssessmentBasis::second_person})}) {
    auto doubted = confirmed;
    doubted.tell(Assessed{Verdict::doubtful}, ActorKind::analyst).tell(stands, ActorKind::senior);
    EXPECT_EQ(doubted.state, "LookingBeforeReminder");
  }
  auto changed = confirmed;
  changed.tell(SeenChanged{}).tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst);
  EXPECT_EQ(changed.state, "LookingBeforeReminder");
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.state, "AwaitingReceipt");
  ASSERT_EQ(driver.all<SendNotice>().size(), 1U);
  EXPECT_TRUE(driver.all<SendNotice>()[0].next_contact);
  EXPECT_EQ(driver.all<SendNotice>()[0].kind, NoticeKind::first);
  EXPECT_EQ(driver.facts.rung, 1);
  EXPECT_EQ(driver.facts.reminders, 0);
  EXPECT_EQ(driver.facts.deadline_at, deadline);
  EXPECT_EQ(driver.armed("rung_due"), deadline);
  EXPECT_FALSE(driver.armed("acceptance_due"));
  driver.tell(NoticeAttempted{NoticeId{3}}).tell(RelayAccepted{NoticeId{3}});
  EXPECT_FALSE(driver.armed("acceptance_due"));
  driver.wait(hours{20}).fire("removal_due");  // the first notice's breach is told of
  EXPECT_TRUE(driver.alerted("removal_late"));
  EXPECT_EQ(driver.facts.rung, 1);
  // Confirmed while it was looked at: nothing more is said.
  confirmed.tell(RecipientAccepted{NoticeId{1}}, ActorKind::recipient).tell(SeenOnline{});
  EXPECT_EQ(confirmed.state, "AwaitingRemoval");
  EXPECT_FALSE(confirmed.did<SendNotice>());
  auto answered = attempted();
  answered.tell(RelayAccepted{NoticeId{1}}).tell(PassedToCustomer{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(answered.state, "AwaitingRemoval");
  EXPECT_TRUE(answered.facts.acknowledged_at && answered.facts.recipient_accepted_at);
  answered.wait(hours{4}).fire("acceptance_due");
  EXPECT_TRUE(answered.last.ignored);
}

// Which clock a deadline counts from is the regime's: from the attempt it does not move with the acceptance.
TEST(HotlineNtd, ClockIsTheRegimes) {
  auto ours = attempted();
  ours.policies.fair_clock = false;
  const auto deadline = ours.facts.deadline_at;
  ours.wait(hours{2}).tell(RecipientAccepted{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(ours.facts.deadline_at, deadline);
  auto fair = attempted();
  fair.wait(hours{2}).tell(RecipientAccepted{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(fair.facts.deadline_at, fair.now + hours{24});
}

// One deadline a spell: neither a later rung, nor its acceptance, nor another host moves it; each rung waits for itself.
TEST(HotlineNtd, NoRungMovesTheDeadline) {
  auto driver = waiting();
  const auto deadline = driver.facts.deadline_at;
  driver.policies.ladder.erase(driver.policies.ladder.begin() + 1);
  driver.policies.ladder[1].number = 2;
  driver.tell(NextRungChosen{}, ActorKind::analyst).tell(SeenOnline{}).wait(hours{1}).tell(NoticeAttempted{NoticeId{5}});
  EXPECT_EQ(driver.facts.rung, 2);
  EXPECT_FALSE(driver.armed("removal_due"));
  EXPECT_EQ(driver.armed("rung_due"), driver.now + hours{24});
  driver.tell(RelayAccepted{NoticeId{5}}).wait(hours{2}).tell(RecipientAccepted{NoticeId{5}}, ActorKind::recipient);
  EXPECT_EQ(driver.facts.deadline_at, deadline);
  driver.tell(HostMoved{RecipientId{2}, "NL", true}).tell(SeenOnline{}).wait(hours{3}).tell(NoticeAttempted{NoticeId{7}});
  EXPECT_EQ(driver.facts.deadline_at, deadline);
  EXPECT_EQ(driver.armed("rung_due"), driver.now + hours{24});
  driver.now = *deadline;
  driver.fire("removal_due");
  EXPECT_TRUE(driver.alerted("removal_late"));
  EXPECT_FALSE(driver.armed("reminder_due"));  // the new host has its own time
}

// On a rung that is only a task, nothing but the answer to that task leads on: no other task, and no act of its own.
TEST(HotlineNtd, ApprovalIsTheAnswerToItsOwnTask) {
  auto driver = waiting();
  driver.policies.ladder[1] = {2, {}, 0, hours{0}, hours{0}, "approve_network", "", hours{0}};
  driver.tell(NextRungChosen{}, ActorKind::analyst).tell(SeenOnline{});
  EXPECT_EQ(driver.state, "AwaitingRemoval");
  EXPECT_TRUE(driver.asked("approve_network"));
  for (const char* other : {"", "refused", "propose_referral", "approve_registrar"}) {
    driver.tell(NextRungChosen{other}, ActorKind::lead);
    EXPECT_TRUE(driver.last.ignored) << other;
    EXPECT_EQ(driver.facts.rung, 2);
  }
  driver.tell(NextRungChosen{"approve_network"}, ActorKind::lead).tell(SeenOnline{});
  EXPECT_EQ(driver.facts.rung, 3);
}

// Alerts come before the deadline and at it; then reminders (look first), the task rung, the third rung, and at the end a person.
TEST(HotlineNtd, EscalatesRungByRung) {
  auto driver = waiting();
  EXPECT_EQ(driver.armed("rung_due"), driver.facts.deadline_at);
  driver.wait(hours{18}).fire("alert_1");
  EXPECT_TRUE(driver.alerted("removal_near"));
  driver.fire("removal_due");  // stale: it was moved to the fair clock
  driver.fire("rung_due");  // stale, too
  EXPECT_TRUE(driver.last.ignored);
  driver.wait(hours{6}).fire("removal_due");
  EXPECT_TRUE(driver.alerted("removal_late"));
  driver.fire("rung_due");
  EXPECT_EQ(driver.armed("reminder_due"), driver.now);
  for (int reminder = 1; reminder <= 2; ++reminder) {
    driver.fire("reminder_due");
    EXPECT_EQ(driver.state, "LookingBeforeReminder");
    EXPECT_FALSE(driver.did<SendNotice>());
    driver.tell(SeenOnline{});
    EXPECT_EQ(driver.state, "AwaitingRemoval");
    ASSERT_EQ(driver.all<SendNotice>().size(), 1U);  // the copy is not reminded
    EXPECT_EQ(driver.all<SendNotice>()[0].kind, NoticeKind::reminder);
    EXPECT_EQ(driver.facts.reminders, reminder);
    EXPECT_EQ(driver.asked("warn_lead"), reminder == 1);  // with the first reminder, and once
  }
  EXPECT_EQ(driver.armed("next_rung_due"), driver.now + hours{12});
  driver.wait(hours{12}).fire("next_rung_due");
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.state, "AwaitingRemoval");
  EXPECT_TRUE(driver.asked("propose_referral"));
  EXPECT_FALSE(driver.did<SendNotice>());
  driver.wait(hours{6}).fire("next_rung_due").tell(SeenOnline{});
  EXPECT_EQ(driver.state, "NoticePending");
  EXPECT_EQ(driver.all<SendNotice>().at(0).scope, ContactScope::network);
  EXPECT_TRUE(driver.alerted("escalated"));
  const auto deadline = driver.facts.deadline_at;
  driver.tell(NoticeAttempted{NoticeId{9}});
  EXPECT_EQ(driver.facts.deadline_at, deadline);
  EXPECT_EQ(driver.armed("rung_due"), driver.now + hours{24});
  driver.tell(NextRungChosen{}, ActorKind::analyst).tell(SeenOnline{});
  EXPECT_EQ(driver.state, "LadderExhausted");
  EXPECT_TRUE(driver.asked("ladder_exhausted") && driver.looks(LookPurpose::waiting));
  driver.tell(ResumedByPerson{}, ActorKind::analyst);
  EXPECT_EQ(driver.facts.rung, 0);
}

// A reminder is not sent for what is gone, and says so where it could not be checked.
TEST(HotlineNtd, LooksBeforeReminding) {
  auto driver = waiting();
  driver.wait(hours{25}).fire("removal_due").fire("reminder_due");
  auto unknown = driver;
  driver.tell(gone(driver));
  EXPECT_EQ(driver.state, "ClosedGone");
  unknown.tell(LookFailed{}).tell(LookFailed{}).tell(LookFailed{});
  EXPECT_EQ(unknown.state, "AwaitingRemoval");
  EXPECT_TRUE(unknown.all<SendNotice>().at(0).last_look_unknown);
}

// A reminder that a policy change has made superfluous leads to the next rung, not to standing still.
TEST(HotlineNtd, NoReminderLeftPlansTheNextRung) {
  auto driver = waiting();
  driver.wait(hours{25}).fire("removal_due");
  driver.policies.ladder[0].reminders_max = 0;
  driver.fire("reminder_due").tell(SeenOnline{});
  EXPECT_FALSE(driver.did<SendNotice>());
  EXPECT_TRUE(driver.armed("next_rung_due"));
}

// "It is gone", but it is not: counted, alerted, and the wait goes on; a claim about part of it is not false.
TEST(HotlineNtd, FalseClaim) {
  auto driver = waiting();
  driver.tell(ClaimedGone{NoticeId{1}}, ActorKind::recipient).tell(SeenOnline{});
  EXPECT_EQ(driver.state, "AwaitingRemoval");
  EXPECT_EQ(driver.facts.false_claims, 1);
  EXPECT_TRUE(driver.alerted("false_claim") && driver.armed("rung_due"));
  driver.tell(ClaimedGone{NoticeId{1}}, ActorKind::recipient).tell(PartlyGone{});
  EXPECT_EQ(driver.facts.false_claims, 1);
  EXPECT_TRUE(driver.facts.in_set);
}

// A removal deadline that passes while a claim is checked is not forgotten: back in waiting, the reminder is planned.
TEST(HotlineNtd, DeadlinePassesDuringCheck) {
  auto driver = waiting();
  driver.wait(hours{23}).tell(ClaimedGone{NoticeId{1}}, ActorKind::recipient).wait(hours{2}).fire("removal_due");
  EXPECT_EQ(driver.state, "CheckingClaim");
  EXPECT_TRUE(driver.alerted("removal_late"));
  driver.tell(SeenOnline{});
  EXPECT_TRUE(driver.armed("reminder_due"));
}

// Back online after it was gone: a second spell with its own look, notice, first attempt and deadline.
TEST(HotlineNtd, Reappears) {
  auto driver = waiting();
  driver.tell(gone(driver)).wait(hours{100}).tell(SeenOnline{});
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_EQ(driver.facts.spell, 2);
  EXPECT_TRUE(driver.did<BeginSpell>() && driver.alerted("reappeared"));
  EXPECT_FALSE(driver.did<SendNotice>());
  driver.tell(SeenOnline{}).tell(NoticeAttempted{NoticeId{8}});
  EXPECT_EQ(driver.facts.first_attempt_at, driver.now);
  EXPECT_EQ(driver.facts.deadline_at, driver.now + hours{24});
  driver.tell(gone(driver));
  EXPECT_EQ(driver.all<EndSpell>().size(), 1U);
  auto judged = waiting();
  judged.tell(gone(judged)).tell(Assessed{Verdict::doubtful}, ActorKind::analyst).tell(SeenOnline{});
  EXPECT_EQ(judged.state, "AwaitingReassessment");
  auto held = waiting();  // gone under a hold, doubted, and back: the hold comes first, then the doubt
  held.tell(HoldRequested{held.now + hours{24}}, ActorKind::partner).tell(gone(held)).tell(Assessed{Verdict::doubtful}, ActorKind::analyst);
  held.tell(SeenOnline{});
  EXPECT_EQ(held.state, "Held");
  held.tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(held.state, "AwaitingReassessment");
}

// Refused, a question, an unclear answer: a person is asked, and the clock keeps running.
TEST(HotlineNtd, AnswersForPeopleKeepTheClock) {
  auto driver = waiting();
  const auto deadline = driver.facts.deadline_at;
  driver.tell(RefusedByRecipient{NoticeId{1}}, ActorKind::recipient);
  EXPECT_TRUE(driver.asked("refused") && driver.alerted("refused"));
  driver.tell(InformationAsked{NoticeId{1}}, ActorKind::recipient);
  EXPECT_TRUE(driver.asked("answer_question"));
  EXPECT_EQ(driver.facts.answers_asked, 1);
  driver.tell(AnswerUnclear{NoticeId{1}}, ActorKind::recipient);
  EXPECT_TRUE(driver.asked("read_answer"));
  EXPECT_EQ(driver.state, "AwaitingRemoval");
  EXPECT_EQ(driver.facts.deadline_at, deadline);
}

// Contested: a second person decides and nobody is reminded meanwhile. Upheld goes on after a look; overturned tells everybody.
TEST(HotlineNtd, Contested) {
  auto driver = waiting();
  driver.tell(ContestedByRecipient{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(driver.state, "AwaitingSecondPerson");
  EXPECT_TRUE(driver.asked("second_person"));
  driver.wait(hours{25}).fire("removal_due");
  EXPECT_TRUE(driver.alerted("removal_late"));
  driver.fire("reminder_due");
  EXPECT_TRUE(driver.last.ignored);
  EXPECT_EQ(driver.refused(ContestUpheld{}, ActorKind::recipient), DecideError::wrong_actor);
  auto overturned = driver;
  driver.tell(ContestUpheld{}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeReminder");
  EXPECT_FALSE(driver.facts.contested);
  overturned.tell(ContestOverturned{}, ActorKind::analyst);
  EXPECT_EQ(overturned.state, "ClosedNotIllegal");
  EXPECT_TRUE(overturned.did<RetractNotices>());
  EXPECT_EQ(overturned.facts.verdict, Verdict::not_illegal);
}

// Upheld before a reminder is due: the hoster is told again, and the reminder at the deadline, with its task, is still to come.
TEST(HotlineNtd, ContestUpheldTellsAgain) {
  auto driver = waiting();
  driver.wait(hours{1}).tell(ContestedByRecipient{NoticeId{1}}, ActorKind::recipient).tell(HoldRequested{driver.now + hours{2}}, ActorKind::partner);
  driver.tell(ContestUpheld{}, ActorKind::analyst).tell(HoldReleased{}, ActorKind::analyst);  // the hold comes first
  EXPECT_EQ(driver.state, "LookingBeforeReminder");
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.all<SendNotice>().at(0).kind, NoticeKind::reminder);
  EXPECT_EQ(driver.facts.reminders, 0);
  EXPECT_FALSE(driver.asked("warn_lead"));
  EXPECT_EQ(driver.armed("rung_due"), driver.facts.deadline_at);
  driver.now = *driver.facts.deadline_at;
  driver.fire("rung_due").fire("reminder_due").tell(SeenOnline{});
  EXPECT_EQ(driver.facts.reminders, 1);
  EXPECT_TRUE(driver.asked("warn_lead"));
}

// "Not theirs": looked up again. Another host at home begins anew; the same host again is a dispute for a person.
TEST(HotlineNtd, NotTheirs) {
  auto driver = waiting();
  driver.tell(NotTheirs{NoticeId{1}}, ActorKind::recipient);
  EXPECT_EQ(driver.state, "Locating");
  EXPECT_TRUE(driver.did<LocateItem>());
  auto same = driver;
  auto abroad = driver;
  auto nobody = driver;
  driver.tell(Located{RecipientId{2}, "NL", true});
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_EQ(driver.facts.rung, 0);
  same.tell(Located{RecipientId{1}, "NL", true});
  EXPECT_EQ(same.state, "AwaitingRemoval");
  EXPECT_TRUE(same.asked("host_disputed") && same.armed("rung_due"));
  abroad.tell(HostMoved{RecipientId{}, "US", false});
  EXPECT_EQ(abroad.state, "NeedsExchangeRoad");
  nobody.tell(LocatingFailed{});
  EXPECT_TRUE(nobody.asked("find_contact") && nobody.armed("locate_overdue"));
  EXPECT_FALSE(nobody.did<LocateItem>());  // the same question at once would get the same answer
  nobody.wait(minutes{15}).fire("locate_overdue");
  EXPECT_TRUE(nobody.did<LocateItem>());
}

// Police may hold in any open state: nothing pending stays, nothing is planned, no reminder leaves.
TEST(HotlineNtd, HoldInAnyState) {
  for (const auto& state : hotline_ntd_workflow().states()) {
    if (hotline_ntd_workflow().is_closed(state) || state == "Begun") continue;
    auto driver = waiting();
    driver.state = state;
    driver.tell(HoldRequested{driver.now + hours{24}}, ActorKind::partner);
    EXPECT_EQ(driver.state, "Held") << state;
    EXPECT_TRUE(driver.armed("hold_ends"));
    if (state != "Held") {
      EXPECT_TRUE(driver.did<LeavePendingNotices>()) << state;
    }
    driver.fire("reminder_due");
    EXPECT_TRUE(driver.last.ignored);
    driver.tell(SeenOnline{});
    EXPECT_FALSE(driver.did<SendNotice>());
  }
}

// A hold past its end tells the lead, every day, and never sends; unless an agreement in the rules says so, and then after a look.
TEST(HotlineNtd, HoldExpires) {
  auto driver = waiting();
  driver.tell(HoldRequested{driver.now + hours{24}}, ActorKind::partner).wait(hours{12});
  driver.tell(HoldExtended{driver.now + hours{24}}, ActorKind::analyst).wait(hours{12}).fire("hold_ends");
  EXPECT_TRUE(driver.last.ignored);  // of the first end
  driver.wait(hours{12});
  auto agreed = driver;
  for (const char* timer : {"hold_ends", "hold_alert", "hold_alert"}) {
    driver.fire(timer);
    EXPECT_EQ(driver.state, "Held");
    EXPECT_TRUE(driver.alerted("hold_past_its_end") && driver.asked("hold_expired"));
    EXPECT_EQ(driver.armed("hold_alert"), driver.now + hours{24});
    driver.wait(hours{24});
  }
  EXPECT_EQ(driver.refused(HoldReleased{}, ActorKind::engine), DecideError::wrong_actor);
  agreed.policies.sends_when_hold_ends = true;
  agreed.fire("hold_ends");
  EXPECT_EQ(agreed.state, "LookingBeforeReminder");
  EXPECT_EQ(agreed.last.why.at(0).rule, "hold");
}

// Released by a person: who was told is waited for as before, and reminded only when a reminder is due; who was not is told after a look.
TEST(HotlineNtd, HoldReleased) {
  auto told = waiting();
  told.tell(HoldRequested{told.now + hours{24}}, ActorKind::partner).tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(told.state, "AwaitingRemoval");
  EXPECT_FALSE(told.facts.hold_until);
  EXPECT_EQ(told.armed("rung_due"), told.facts.deadline_at);
  EXPECT_EQ(told.facts.reminders, 0);
  auto late = waiting();
  late.tell(HoldRequested{late.now + hours{30}}, ActorKind::partner).wait(hours{26}).tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(late.state, "LookingBeforeReminder");
  auto unconfirmed = attempted();
  unconfirmed.tell(RelayAccepted{NoticeId{1}}).tell(HoldRequested{unconfirmed.now + hours{1}}, ActorKind::partner);
  unconfirmed.wait(hours{1}).tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(unconfirmed.state, "AwaitingReceipt");
  EXPECT_EQ(unconfirmed.armed("acceptance_due"), unconfirmed.now + hours{3});
  auto leaving = waiting();  // held while it looked before the next rung: the reminder is not said again
  leaving.tell(NextRungChosen{}, ActorKind::analyst).wait(hours{26}).tell(HoldRequested{leaving.now + hours{1}}, ActorKind::partner);
  leaving.tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(leaving.state, "LookingBeforeNotice");
  auto unsent = attempted();
  unsent.tell(HoldRequested{unsent.now + hours{1}}, ActorKind::partner).tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(unsent.state, "AwaitingRelay");
  EXPECT_TRUE(unsent.armed("rung_due"));
  auto untold = pending();
  untold.tell(HoldRequested{untold.now + hours{24}}, ActorKind::partner).tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_EQ(untold.state, "LookingBeforeNotice");
  untold.tell(SeenOnline{});
  EXPECT_EQ(untold.all<SendNotice>().at(0).kind, NoticeKind::first);
  auto contested = waiting();
  contested.tell(ContestedByRecipient{NoticeId{1}}, ActorKind::recipient).tell(HoldRequested{contested.now}, ActorKind::partner);
  contested.tell(HoldReleased{}, ActorKind::lead);
  EXPECT_EQ(contested.state, "AwaitingSecondPerson");
  auto gone_meanwhile = untold;
  gone_meanwhile.tell(HoldRequested{gone_meanwhile.now + hours{1}}, ActorKind::partner).tell(gone(gone_meanwhile));
  EXPECT_EQ(gone_meanwhile.state, "ClosedGoneBeforeNotice");
}

// Moved: another host at home begins its own ladder after a look; abroad needs another road; a site's move raises no alert of its own.
TEST(HotlineNtd, HostMoves) {
  auto home = waiting();
  home.tell(HostMoved{RecipientId{2}, "NL", true});
  EXPECT_EQ(home.state, "LookingBeforeNotice");
  EXPECT_TRUE(home.did<LeavePendingNotices>() && home.alerted("host_moved"));
  EXPECT_EQ(home.facts.rung, 0);
  EXPECT_EQ(home.facts.spell, 1);
  home.now += hours{1};
  home.tell(SeenOnline{}).tell(NoticeAttempted{NoticeId{5}});
  EXPECT_NE(home.facts.first_attempt_at, home.now);  // a move does not end the spell
  home.tell(NoticeBounced{NoticeId{1}}, ActorKind::recipient);
  EXPECT_TRUE(home.last.ignored);  // of the old host
  auto site = waiting();
  site.tell(HostMoved{RecipientId{2}, "NL", true, true});
  EXPECT_FALSE(site.alerted("host_moved"));
  auto abroad = pending();
  abroad.tell(HostMoved{RecipientId{}, "US", false});
  EXPECT_EQ(abroad.state, "NeedsExchangeRoad");
  EXPECT_TRUE(abroad.did<LeavePendingNotices>() && abroad.asked("find_exchange_road"));
  abroad.tell(Located{RecipientId{4}, "NL", true});
  EXPECT_EQ(abroad.state, "LookingBeforeNotice");
  auto nobody = pending();
  nobody.tell(HostMoved{RecipientId{}, "NL", true});
  EXPECT_EQ(nobody.state, "Locating");
  EXPECT_TRUE(nobody.asked("find_contact"));
  auto same = waiting();
  same.tell(Located{RecipientId{1}, "NL", true});
  EXPECT_EQ(same.state, "AwaitingRemoval");
}

// While a person decides, the same place again says nothing; another one takes back who was asked, and is told once.
TEST(HotlineNtd, MovesWhileSuspended) {
  auto driver = waiting();
  driver.tell(ContestedByRecipient{NoticeId{1}}, ActorKind::recipient).tell(Located{RecipientId{1}, "NL", true});
  EXPECT_FALSE(driver.did<RaiseAlert>());
  EXPECT_EQ(driver.facts.rung, 1);
  driver.tell(Located{RecipientId{2}, "NL", true});
  EXPECT_TRUE(driver.alerted("host_moved"));
  EXPECT_EQ(driver.facts.rung, 0);
  driver.tell(ContestUpheld{}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
}

// Part of a set is gone, says a person: what is left goes on, and the reminder is about it. It is looked at before anything is said.
TEST(HotlineNtd, PartlyGone) {
  auto driver = looking();
  driver.tell(PartlyGone{}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_TRUE(driver.facts.in_set && driver.looks(LookPurpose::before_notice));
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.state, "NoticePending");
  auto reminded = waiting();
  reminded.wait(hours{25}).fire("removal_due").fire("reminder_due").tell(PartlyGone{}, ActorKind::analyst);
  EXPECT_FALSE(reminded.did<SendNotice>());
  reminded.tell(SeenOnline{});
  EXPECT_EQ(reminded.all<SendNotice>().at(0).kind, NoticeKind::reminder);
}

// Something else answers there: no notices until a person has looked; illegal goes on, not illegal ends it and tells who was told.
TEST(HotlineNtd, Changed) {
  auto driver = pending();
  driver.tell(SeenChanged{});
  EXPECT_EQ(driver.state, "AwaitingReassessment");
  EXPECT_TRUE(driver.did<LeavePendingNotices>() && driver.asked("reassess"));
  driver.tell(SeenOnline{});
  EXPECT_FALSE(driver.did<SendNotice>());
  driver.tell(ResumedByPerson{}, ActorKind::analyst);
  EXPECT_TRUE(driver.asked("reassess"));
  driver.tell(Assessed{Verdict::illegal_national}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  auto harmless = waiting();
  harmless.tell(SeenChanged{}).tell(Assessed{Verdict::not_illegal}, ActorKind::analyst);
  EXPECT_EQ(harmless.state, "ClosedNotIllegal");
  EXPECT_TRUE(harmless.did<RetractNotices>());
}

// An end of its own is not a removal.
TEST(HotlineNtd, ExpiresByItself) {
  auto driver = waiting();
  driver.tell(ExpiredByItself{});
  EXPECT_EQ(driver.state, "ClosedExpired");
  EXPECT_EQ(driver.facts.closing_reason, ClosingReason::link_expired);
  EXPECT_EQ(driver.all<EndSpell>().size(), 1U);
}

// Withdrawn: who was told is told otherwise, a pending notice just goes without it.
TEST(HotlineNtd, Withdrawn) {
  auto told = waiting();
  told.tell(Withdrawn{}, ActorKind::reporter);
  EXPECT_EQ(told.state, "ClosedWithdrawn");
  EXPECT_TRUE(told.did<RetractNotices>());
  auto untold = pending();
  untold.tell(Withdrawn{}, ActorKind::analyst);
  EXPECT_TRUE(untold.did<LeavePendingNotices>());
  EXPECT_FALSE(untold.did<RetractNotices>());
  untold.tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst).tell(ResumedByPerson{}, ActorKind::analyst);
  EXPECT_EQ(untold.state, "ClosedWithdrawn");
}

// A person gives up, which is a task for the lead, and may be taken back; said to have expired later, it still gets its end.
TEST(HotlineNtd, GivenUp) {
  auto driver = waiting();
  EXPECT_EQ(driver.refused(GivenUp{}, ActorKind::engine), DecideError::wrong_actor);
  driver.tell(GivenUp{ClosingReason::nobody_answers}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "ClosedGivenUp");
  EXPECT_TRUE(driver.did<StopLooking>() && driver.asked("review_given_up"));
  auto later = driver;
  driver.tell(ResumedByPerson{}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  later.tell(ExpiredByItself{}, ActorKind::analyst);
  EXPECT_EQ(later.state, "ClosedExpired");
}

// A notice that cannot be delivered leads to the next rung, and with no rung left to a person.
TEST(HotlineNtd, Undeliverable) {
  auto driver = pending();
  driver.policies.ladder.resize(1);
  driver.tell(NoticeUndeliverable{NoticeId{1}});
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_TRUE(driver.alerted("undeliverable"));
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.state, "LadderExhausted");
  EXPECT_TRUE(driver.asked("ladder_exhausted"));
}

// A notice that does not leave asks a person; one that somebody took back is queued again after a look.
TEST(HotlineNtd, NoticeThatDoesNotLeave) {
  auto driver = pending();
  driver.wait(hours{2}).fire("notice_overdue");
  EXPECT_TRUE(driver.asked("notice_not_leaving") && driver.armed("notice_overdue"));
  driver.tell(NoticeVoided{NoticeId{1}}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.facts.rung, 1);
}

// Verdicts change after closing, both ways.
TEST(HotlineNtd, VerdictChangesAfterClosing) {
  auto driver = waiting();
  driver.tell(gone(driver)).tell(Assessed{Verdict::not_illegal, AssessmentBasis::analyst, ClosingReason::virtual_material}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "ClosedNotIllegal");
  EXPECT_TRUE(driver.did<RetractNotices>() && driver.did<StopLooking>());
  EXPECT_EQ(driver.facts.closing_reason, ClosingReason::virtual_material);
  driver.tell(Assessed{Verdict::illegal_national}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "LookingBeforeNotice");
  EXPECT_EQ(driver.facts.rung, 0);
  driver.tell(SeenOnline{});
  EXPECT_EQ(driver.facts.spell, 2);  // the first had ended
}

// A verdict on a person's own authority cannot come from the engine, nor a rule's from a person.
TEST(HotlineNtd, BasisFitsActor) {
  auto driver = waiting();
  EXPECT_EQ(driver.refused(Assessed{Verdict::not_illegal, AssessmentBasis::analyst}, ActorKind::engine), DecideError::guard_refused);
  EXPECT_EQ(driver.refused(Assessed{Verdict::not_illegal, AssessmentBasis::list_match}, ActorKind::analyst), DecideError::guard_refused);
  EXPECT_EQ(driver.refused(Assessed{Verdict::not_illegal}, ActorKind::recipient), DecideError::wrong_actor);
}

// A repeat is counted and triggers a look of the kind that is wanted anyway; no clock moves.
TEST(HotlineNtd, RepeatsMoveNoClock) {
  auto driver = waiting();
  const auto before = driver.facts;
  driver.wait(hours{3}).tell(RepeatReported{}, ActorKind::reporter);
  EXPECT_EQ(driver.facts.repeats, 1);
  EXPECT_TRUE(driver.looks(LookPurpose::waiting));
  EXPECT_EQ(driver.facts.deadline_at, before.deadline_at);
  EXPECT_EQ(driver.facts.opened_at, before.opened_at);
  EXPECT_FALSE(driver.did<ArmTimer>());
}

}  // namespace
}  // namespace redress::testing
