#include "engine/app/case_file.hpp"
#include "engine/app/door.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace redress::app {
namespace {

// A case as a worker writes it is read whole; what is known of the persons stays one text each.
TEST(CaseFile, IsRead) {
  const auto wanted =
      read_case(R"({"requester": {"name": "Parent Invalid", "contact": "parent@person.example"}, "depicted": {"name": "Child Invalid"},
    "authority": "parent", "age_band": "from_12_to_15", "first_step": "ask_police", "illegal": "baseline",
    "consents": [{"recipient": "any", "data": "location"}, {"recipient": "circle", "data": "age_band"}],
    "locations": [{"url": "https://images.example/1"}, {"url": "https://images.example/2", "urgent": true}]})");
  ASSERT_TRUE(wanted) << wanted.error();
  EXPECT_EQ(wanted->requester.open(TestReveal::grant()), R"({"contact":"parent@person.example","name":"Parent Invalid"})");
  EXPECT_EQ(wanted->depicted.open(TestReveal::grant()), R"({"name":"Child Invalid"})");
  EXPECT_EQ(wanted->authority, Authority::parent);
  EXPECT_EQ(wanted->age_band, AgeBand::from_12_to_15);
  EXPECT_EQ(wanted->first_step, FirstStep::ask_police);
  EXPECT_EQ(wanted->verdict, Verdict::illegal_baseline);
  ASSERT_EQ(wanted->consents.size(), 2U);
  EXPECT_EQ(wanted->consents[1].recipient, "circle");
  EXPECT_EQ(wanted->consents[1].data, DataKind::age_band);
  ASSERT_EQ(wanted->items.size(), 2U);
  EXPECT_FALSE(wanted->items[0].urgent);
  EXPECT_TRUE(wanted->items[1].urgent);
}

// The example that operators begin with.
TEST(CaseFile, ExampleIsRead) {
  std::ifstream in(REDRESS_SOURCE_DIR "/docs/examples/case.json");
  const auto wanted = read_case(std::string(std::istreambuf_iterator<char>(in), {}));
  ASSERT_TRUE(wanted) << wanted.error();
  EXPECT_EQ(wanted->items.size(), 2U);
  EXPECT_EQ(wanted->consents.size(), 2U);
  EXPECT_EQ(wanted->first_step, FirstStep::keep_evidence);
}

// What cannot be a case is refused with the place and the fix, and nothing of what stands there is repeated.
TEST(CaseFile, ProblemsNameThePlace) {
  const std::string person = R"("requester": {"name": "Secret Invalid"}, )", place = R"("locations": [{"url": "https://images.example/1"}])";
  struct Bad {
    std::string text, place;
  };
  for (const auto& bad : {Bad{"{", "no JSON"},
                          Bad{"[]", "the case"},
                          Bad{"{" + place + "}", "requester"},
                          Bad{"{" + person + R"("locations": []})", "locations"},
                          Bad{"{" + person + R"("locations": [{"url": "not an address"}]})", "locations[0]"},
                          Bad{"{" + person + R"("locations": [{}]})", "locations[0]"},
                          Bad{"{" + person + R"("authority": "parent", )" + place + "}", "authority"},
                          Bad{"{" + person + R"("depicted": {"name": "Secret Invalid"}, )" + place + "}", "authority"},
                          Bad{"{" + person + R"("age_band": "Secret", )" + place + "}", "age_band"},
                          Bad{"{" + person + R"("first_step": 1, )" + place + "}", "first_step"},
                          Bad{"{" + person + R"("threat": true, )" + place + "}", "threat"},
                          Bad{"{" + person + R"("illegal": "Secret", )" + place + "}", "illegal"},
                          Bad{"{" + person + R"("consents": [{"data": "location"}], )" + place + "}", "consents.recipient"},
                          Bad{"{" + person + R"("nickname": "Secret", )" + place + "}", "the case"},
                          Bad{R"({"requester": {"birthday": "Secret"}, )" + place + "}", "requester"},
                          Bad{std::string(kCaseBytesMax + 1, ' '), "256 KiB"}}) {
    const auto read = read_case(bad.text);
    ASSERT_FALSE(read) << bad.text.substr(0, 100);
    EXPECT_NE(read.error().find(bad.place), std::string::npos) << read.error();
    EXPECT_EQ(read.error().find("Secret"), std::string::npos) << read.error();
  }
}

// What a command takes down reaches the running engine as it was, and its answer comes back.
TEST(CaseFile, CrossesTheSocket) {
  auto wanted = read_case(R"({"requester": {"name": "Lawyer Invalid"}, "depicted": {"name": "Adult Invalid"}, "authority": "lawyer", "age_band": "adult",
    "first_step": "self_report", "threat": true, "consents": [{"recipient": "circle"}],
    "locations": [{"platform": "instagram", "account": "someone.invalid", "urgent": true}]})");
  ASSERT_TRUE(wanted) << wanted.error();
  wanted->by = {ActorKind::helpline, "otter"};
  wanted->to = CaseId{7};
  const auto read = case_from_wire(to_wire(*wanted));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->by, wanted->by);
  EXPECT_EQ(read->requester, wanted->requester);
  EXPECT_EQ(read->depicted, wanted->depicted);
  EXPECT_EQ(read->age_band, AgeBand::adult);
  EXPECT_EQ(read->authority, Authority::lawyer);
  EXPECT_EQ(read->first_step, FirstStep::self_report);
  EXPECT_TRUE(read->threat);
  EXPECT_EQ(read->verdict, Verdict::illegal_national);
  EXPECT_EQ(read->to, CaseId{7});
  ASSERT_EQ(read->consents.size(), 1U);
  EXPECT_EQ(read->consents[0].recipient, "circle");
  ASSERT_EQ(read->items.size(), 1U);
  EXPECT_EQ(read->items[0].locator, wanted->items[0].locator);
  EXPECT_EQ(read->items[0].locator_kind, LocatorKind::account);
  EXPECT_TRUE(read->items[0].urgent);

  runtime::CaseResult result;
  result.done = true;
  result.id = CaseId{7};
  result.number = "C-0000-0000-0";
  result.pin = SecretText(std::string("01234567"));
  result.items = {ItemId{3}};
  const auto answer = case_result_from_wire(to_wire(result));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->done);
  EXPECT_EQ(answer->number, result.number);
  EXPECT_EQ(answer->pin, result.pin);
  EXPECT_EQ(answer->items, result.items);
  EXPECT_FALSE(case_from_wire("{}"));
  EXPECT_FALSE(case_result_from_wire("no JSON"));
}

}  // namespace
}  // namespace redress::app
