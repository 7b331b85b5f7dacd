#include "workflows/msm/msm_workflow.hpp"

#include "tests/support/fake_policies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace redress::msm {
namespace {

struct Quiet {
  static constexpr bool closed = false;
};
struct Busy {
  static constexpr bool closed = false;
};
struct Done {
  static constexpr bool closed = true;
};

struct count_once {
  void operator()(Step& step) const { ++step.facts.repeats; }
};
struct fail {
  void operator()(Step&) const { throw std::runtime_error("an action that throws"); }
};
struct was_counted {
  bool operator()(const Step& step) const { return step.facts.repeats > 0; }
};

struct Sample {
  static constexpr std::string_view name = "sample";
  static constexpr int version = 1;
  using states = States<Quiet, Busy, Done>;
  using transition_table = rows<
      Row<Quiet, Opened, Busy, then<count_once, count_once>, none, by::analyst>,
      Row<Busy, SeenOnline, Busy, count_once, none, by::engine>,
      Row<Busy, SeenOnline, Done, alert<"special">, was_counted, by::engine>,
      Row<Busy, Withdrawn, Done, none, both<was_counted, is_not<was_counted>>, by::either<by::lead, by::reporter>>,
      Row<Busy, GivenUp, Done, fail, none, by::lead>,
      ignored<States<Done>, Events<SeenOnline, Withdrawn>, by::anyone>>;
};

class Machinery : public ::testing::Test {
 protected:
  Result<Decision, DecideError> decide(const char* state, const Event& event, ActorKind by, int repeats = 0) {
    Facts facts;
    facts.repeats = repeats;
    return workflow.decide({state, facts, from_ms(1000), {by, "test"}}, event, policies.book());
  }
  testing::FakePolicies policies;
  MsmWorkflow<Sample> workflow;
};

// The lower of two rows is tried first, the upper one when the lower one's guard refuses; the decision names the row taken.
TEST_F(Machinery, LowerRowFirst) {
  const auto special = decide("Busy", SeenOnline{}, ActorKind::engine, 1);
  ASSERT_TRUE(special);
  EXPECT_EQ(special->state, "Done");
  EXPECT_EQ(workflow.rows()[static_cast<std::size_t>(special->row)].guard, "was_counted");
  const auto general = decide("Busy", SeenOnline{}, ActorKind::engine, 0);
  ASSERT_TRUE(general);
  EXPECT_EQ(general->state, "Busy");
  EXPECT_EQ(general->row, 1);
}

// Actions of a sequence all run, in order, on the facts given back.
TEST_F(Machinery, SequenceRuns) {
  const auto decision = decide("Quiet", Opened{}, ActorKind::senior);
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->facts.repeats, 2);
  EXPECT_EQ(workflow.rows()[0].action, "count_once, count_once");
}

// Each way to fail has its own error, and who may is asked before any guard.
TEST_F(Machinery, ErrorsAreToldApart) {
  EXPECT_EQ(decide("Nowhere", Opened{}, ActorKind::engine).error(), DecideError::unknown_state);
  EXPECT_EQ(decide("Quiet", SeenOnline{}, ActorKind::engine).error(), DecideError::no_such_row);
  EXPECT_EQ(decide("Quiet", Opened{}, ActorKind::recipient).error(), DecideError::wrong_actor);
  EXPECT_EQ(decide("Busy", Withdrawn{}, ActorKind::engine).error(), DecideError::wrong_actor);
  EXPECT_EQ(decide("Busy", Withdrawn{}, ActorKind::reporter, 1).error(), DecideError::guard_refused);
}

// An exception from an action becomes an error and leaves nothing behind: the next event is decided as if it had not happened.
TEST_F(Machinery, ThrowingActionIsAnError) {
  EXPECT_EQ(decide("Busy", GivenUp{}, ActorKind::lead).error(), DecideError::action_failed);
  const auto next = decide("Busy", SeenOnline{}, ActorKind::engine, 1);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->state, "Done");
}

// An ignored row says so and changes nothing.
TEST_F(Machinery, IgnoredIsSaid) {
  const auto decision = decide("Done", SeenOnline{}, ActorKind::partner);
  ASSERT_TRUE(decision);
  EXPECT_TRUE(decision->ignored);
  EXPECT_EQ(decision->state, "Done");
  EXPECT_TRUE(decision->commands.empty());
}

// Which kinds of actor each `by` lets in, exactly.
TEST(By, SaysExactlyWho) {
  const auto allowed = [](bool (*allows)(ActorKind)) {
    std::string names;
    for (std::size_t i = 0; i < EnumNames<ActorKind>::names.size(); ++i)
      if (allows(static_cast<ActorKind>(i))) names.append(EnumNames<ActorKind>::names[i]).append(" ");
    return names;
  };
  EXPECT_EQ(allowed(&by::engine::allows), "engine ");
  EXPECT_EQ(allowed(&by::analyst::allows), "analyst senior lead ");
  EXPECT_EQ(allowed(&by::senior::allows), "senior lead ");
  EXPECT_EQ(allowed(&by::lead::allows), "lead ");
  EXPECT_EQ(allowed(&by::recipient::allows), "recipient ");
  EXPECT_EQ(allowed(&by::partner::allows), "partner ");
  EXPECT_EQ(allowed(&by::reporter::allows), "reporter ");
  EXPECT_EQ((allowed(&by::either<by::lead, by::reporter>::allows)), "lead reporter ");
  EXPECT_EQ(allowed(&by::anyone::allows), "engine analyst senior lead helpline admin partner recipient reporter ");
}

// Closed states and names come from the types.
TEST_F(Machinery, StatesAreDescribed) {
  EXPECT_EQ(workflow.states(), (std::vector<std::string>{"Quiet", "Busy", "Done"}));
  EXPECT_EQ(workflow.initial_state(), "Quiet");
  EXPECT_TRUE(workflow.is_closed("Done"));
  EXPECT_FALSE(workflow.is_closed("Busy"));
  EXPECT_FALSE(workflow.is_closed("Nowhere"));
}

}  // namespace
}  // namespace redress::msm
