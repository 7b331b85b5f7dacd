#include "workflows/triage/workflow.hpp"

#include "tests/unit/workflows/coverage.hpp"

namespace redress::testing {
namespace {

Driver received() {
  Driver driver{triage_workflow()};
  driver.tell(Opened{});
  return driver;
}
Driver located(bool at_home = true) {
  auto driver = received();
  driver.tell(at_home ? Located{RecipientId{1}, "NL", true} : Located{RecipientId{}, "US", false});
  return driver;
}

// The good way: received, located, assessed as illegal at home, handed over. The target time runs from the first second.
TEST(Triage, IllegalAtHome) {
  auto driver = received();
  EXPECT_EQ(driver.state, "Received");
  EXPECT_EQ(driver.armed("assessment_due"), driver.now + hours{8});
  EXPECT_TRUE(driver.armed("alert_1") && driver.did<LocateItem>() && driver.armed("locate_overdue"));
  driver.tell(Located{RecipientId{1}, "NL", true});
  EXPECT_EQ(driver.state, "AwaitingAssessment");
  EXPECT_TRUE(driver.asked("assess"));
  driver.tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "Illegal");
  ASSERT_EQ(driver.all<OpenRequest>().size(), 1U);
  EXPECT_EQ(driver.all<OpenRequest>()[0].workflow, "hotline_ntd");
  EXPECT_TRUE(driver.did<CancelAllTimers>() && driver.did<StopLooking>());
}

// Illegal and hosted elsewhere never becomes a notice: a task for a road, until it turns out to be at home.
TEST(Triage, IllegalAbroad) {
  auto driver = located(false);
  EXPECT_FALSE(driver.asked("find_contact"));
  driver.tell(Assessed{Verdict::illegal_national}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "NeedsExchangeRoad");
  EXPECT_TRUE(driver.asked("find_exchange_road"));
  EXPECT_FALSE(driver.did<OpenRequest>());
  auto gone = driver;
  driver.tell(HostMoved{RecipientId{2}, "NL", true});
  EXPECT_EQ(driver.state, "Illegal");
  EXPECT_TRUE(driver.did<OpenRequest>());
  gone.tell(ConfirmedGone{gone.now, gone.now, Evidence::gone_410});
  EXPECT_EQ(gone.state, "GoneBeforeExchange");
}

// A trusted source's verdict counts by the rule that names it; the engine cannot pass for an analyst.
TEST(Triage, TrustedSource) {
  auto driver = located();
  EXPECT_EQ(driver.refused(Assessed{Verdict::illegal_baseline, AssessmentBasis::analyst}, ActorKind::engine), DecideError::guard_refused);
  driver.tell(Assessed{Verdict::illegal_baseline, AssessmentBasis::trusted_source_rule});
  EXPECT_EQ(driver.state, "Illegal");
  EXPECT_EQ(driver.facts.basis, AssessmentBasis::trusted_source_rule);
}

// Doubtful goes to a second person; the first cannot settle it, and a second doubt reaches the lead.
TEST(Triage, Doubtful) {
  auto driver = located();
  driver.tell(Assessed{Verdict::doubtful}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "AwaitingSecondOpinion");
  EXPECT_TRUE(driver.asked("second_opinion"));
  driver.tell(Assessed{Verdict::illegal_baseline, AssessmentBasis::analyst}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "AwaitingSecondOpinion");
  driver.tell(Assessed{Verdict::doubtful, AssessmentBasis::second_person}, ActorKind::analyst);
  EXPECT_TRUE(driver.alerted("still_doubtful"));
  driver.tell(Assessed{Verdict::not_illegal, AssessmentBasis::second_person, ClosingReason::age_unclear}, ActorKind::senior);
  EXPECT_EQ(driver.state, "NotIllegal");
  EXPECT_EQ(driver.facts.closing_reason, ClosingReason::age_unclear);
}

// Every verdict that closes closes with its reason; the reasons are ICCAM's by number and local ones after them.
TEST(Triage, ClosingVerdicts) {
  auto inaccessible = located();
  inaccessible.tell(Assessed{Verdict::inaccessible, AssessmentBasis::analyst, ClosingReason::password_protected}, ActorKind::analyst);
  EXPECT_EQ(inaccessible.state, "Inaccessible");
  auto gone = located();
  gone.tell(Assessed{Verdict::gone_before, AssessmentBasis::analyst, ClosingReason::removed_before_assessment}, ActorKind::analyst);
  EXPECT_EQ(gone.state, "GoneBeforeAssessment");
  EXPECT_EQ(static_cast<int>(ClosingReason::removed_before_assessment), 13);
  EXPECT_EQ(static_cast<int>(ClosingReason::age_over_national_threshold), 21);
}

// Gone while it waited: closed, and a person may still assess. Weak evidence does not close.
TEST(Triage, GoneBeforeAssessment) {
  auto driver = located();
  EXPECT_EQ(driver.refused(ConfirmedGone{driver.now, driver.now, Evidence::geo_blocked}), DecideError::guard_refused);
  EXPECT_EQ(driver.state, "AwaitingAssessment");
  driver.tell(Missed{});
  EXPECT_TRUE(driver.looks(LookPurpose::confirm));
  driver.tell(ConfirmedGone{driver.now, driver.now, Evidence::not_found_404});
  EXPECT_EQ(driver.state, "GoneBeforeAssessment");
  driver.tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "Illegal");
}

// A repeat is counted and looked at; its target does not move. What was closed as gone begins again with a target of its own.
TEST(Triage, Repeats) {
  auto driver = located();
  driver.wait(hours{3}).tell(RepeatReported{}, ActorKind::reporter);
  EXPECT_EQ(driver.facts.repeats, 1);
  EXPECT_TRUE(driver.looks(LookPurpose::waiting));
  EXPECT_FALSE(driver.did<ArmTimer>());
  driver.tell(ConfirmedGone{driver.now, driver.now, Evidence::not_found_404}).wait(hours{30}).tell(RepeatReported{}, ActorKind::reporter);
  EXPECT_EQ(driver.state, "AwaitingAssessment");
  EXPECT_EQ(driver.armed("assessment_due"), driver.now + hours{8});
  EXPECT_EQ(driver.facts.opened_at, kStart);
}

// Nobody knows the contact: a task, and the item is assessed all the same; illegal then waits for its road.
TEST(Triage, UnknownContact) {
  auto driver = received();
  driver.tell(LocatingFailed{});
  EXPECT_EQ(driver.state, "AwaitingAssessment");
  EXPECT_TRUE(driver.asked("find_contact") && driver.asked("assess"));
  driver.tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "AwaitingRoad");
  EXPECT_TRUE(driver.armed("locate_overdue"));
  driver.tell(LocatingFailed{});
  EXPECT_TRUE(driver.armed("locate_overdue"));
  driver.tell(Located{RecipientId{3}, "NL", true});
  EXPECT_EQ(driver.state, "Illegal");
  auto silent = received();
  silent.wait(minutes{15}).fire("locate_overdue");
  EXPECT_EQ(silent.state, "AwaitingAssessment");
}

// The target time warns before it passes and when it passes; a stale timer does nothing.
TEST(Triage, TargetTime) {
  auto driver = located();
  driver.fire("assessment_due");
  EXPECT_TRUE(driver.last.ignored);
  driver.wait(hours{2}).fire("alert_1");
  EXPECT_TRUE(driver.alerted("assessment_near"));
  driver.wait(hours{6}).fire("assessment_due");
  EXPECT_TRUE(driver.alerted("assessment_late"));
}

// Withdrawn and given up close; a later report of the same begins again, a later verdict on what was taken back does not.
TEST(Triage, TakenBack) {
  auto driver = located();
  EXPECT_EQ(driver.refused(Withdrawn{}, ActorKind::recipient), DecideError::wrong_actor);
  driver.tell(Withdrawn{}, ActorKind::reporter);
  EXPECT_EQ(driver.state, "TakenBack");
  EXPECT_EQ(driver.facts.closing_reason, ClosingReason::report_withdrawn);
  driver.tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "TakenBack");
  driver.tell(RepeatReported{}, ActorKind::reporter);
  EXPECT_EQ(driver.state, "AwaitingAssessment");
  driver.tell(GivenUp{ClosingReason::out_of_scope}, ActorKind::analyst);
  EXPECT_EQ(driver.state, "ClosedGivenUp");
  EXPECT_TRUE(driver.asked("review_given_up"));
  auto again = driver;
  again.tell(ResumedByPerson{}, ActorKind::lead);
  EXPECT_EQ(again.state, "AwaitingAssessment");
  EXPECT_TRUE(again.asked("assess"));
}

// Verdicts change after closing, both ways.
TEST(Triage, VerdictChangesAfterClosing) {
  auto driver = located();
  driver.tell(Assessed{Verdict::not_illegal}, ActorKind::analyst).tell(Assessed{Verdict::illegal_national}, ActorKind::senior);
  EXPECT_EQ(driver.state, "Illegal");
  EXPECT_TRUE(driver.did<OpenRequest>());
  driver.tell(Assessed{Verdict::not_illegal}, ActorKind::senior);
  EXPECT_EQ(driver.state, "NotIllegal");
}

// A hold asked for before the assessment is kept for the workflow that sends.
TEST(Triage, HoldIsRemembered) {
  auto driver = located();
  driver.tell(HoldRequested{driver.now + hours{48}}, ActorKind::partner);
  auto released = driver;
  driver.tell(Assessed{Verdict::illegal_baseline}, ActorKind::analyst);
  EXPECT_EQ(driver.facts.hold_until, driver.now + hours{48});
  released.tell(HoldReleased{}, ActorKind::analyst);
  EXPECT_FALSE(released.facts.hold_until);
}

// An answer that decides nothing leaves the question open: it is asked again.
TEST(Triage, AnswersThatDecideNothing) {
  auto driver = located();
  for (const auto& event : {Event(ResumedByPerson{}), Event(ClaimedGone{}), Event(Acknowledged{}), Event(RefusedByRecipient{}), Event(NotTheirs{})}) {
    driver.tell(event, ActorKind::analyst);
    EXPECT_EQ(driver.state, "AwaitingAssessment");
    EXPECT_TRUE(driver.asked("assess"));
  }
}

}  // namespace
}  // namespace redress::testing
