#include "policies/explain.hpp"

#include "tests/unit/policies/support.hpp"

namespace redress {
namespace {

PolicyCase home_case() {
  PolicyCase about;
  about.at = moment("2026-11-25T12:00:00Z");
  return about;
}

// Each line answers one question and names rule, version and sources.
TEST(Explain, NamesRuleAndSource) {
  auto about = home_case();
  about.source = "partner-hotline.example";
  const auto lines = explain(shipped(), about);
  for (const auto& line : lines) {
    EXPECT_FALSE(line.why.rule.empty()) << line.question;
    EXPECT_FALSE(line.sources.empty()) << line.question;
  }
  const auto text = to_text(lines);
  EXPECT_NE(text.find("regime: nl_ntd_code_csam  [deadline.nl_ntd_code_csam, 2026-11-27.2, SRC-NTD-CODE SRC-NTD-ADDENDUM]\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("the regime may be used by: hotline  ["), std::string::npos) << text;
  EXPECT_NE(text.find("the regime's clock: 1 d from first_attempt  ["), std::string::npos) << text;
  EXPECT_NE(text.find("the regime is valid: from 2024-01-01  ["), std::string::npos) << text;
  EXPECT_NE(text.find("regime us_report_act: not for us, but for provider: "), std::string::npos) << text;
  EXPECT_NE(text.find("removal due: 2026-11-26T12:00Z (in 1 d)"), std::string::npos) << text;
  EXPECT_NE(text.find("classification by partner-hotline.example: counts as ours"), std::string::npos) << text;
  EXPECT_EQ(to_json(lines).substr(0, 20), "[{\"question\":\"home\",");
  about.source = "webform";
  EXPECT_NE(to_text(explain(shipped(), about)).find("classification by webform: does not count"), std::string::npos);
}

// A silent hoster meets, in this order: notice, the alert that its system has not confirmed, three alerts, one lateness with a reminder and
// a proposed referral, the next rung, and the end where only a person leads on.
TEST(Simulate, SilentHoster) {
  const auto steps = simulate_silent_hoster(shipped(), home_case(), hours{24 * 30});
  std::vector<std::string> lines;
  for (const auto& step : steps) lines.push_back(to_words(step.at - steps.front().at) + ": " + step.what);
  const std::vector<std::string> wanted{"0 s: first to hoster gathers for 15 min",
                                        "15 min: first to hoster leaves",
                                        "4 h 15 min: not accepted by the recipient's own system: alert; the same notice to its next contact, where it has one",
                                        "4 h 15 min: task not_accepted, due 2026-11-26T11:15Z",
                                        "18 h 15 min: alert: removal due in 6 h",
                                        "22 h 15 min: alert: removal due in 2 h",
                                        "23 h 45 min: alert: removal due in 30 min",
                                        "1 d: removal is late: alert",
                                        "1 d: task propose_referral, due 2026-11-26T16:15Z",
                                        "1 d: reminder to hoster leaves",
                                        "1 d 2 h: rung 2",
                                        "1 d 2 h: escalation to hoster leaves",
                                        "2 d 2 h: rung 2 has had its time",
                                        "2 d 2 h: reminder to hoster leaves",
                                        "3 d 2 h: rung 3",
                                        "3 d 2 h: waits for a person: nothing leads on by itself"};
  auto place = lines.begin();
  for (const auto& line : wanted) {
    place = std::find(place, lines.end(), line);
    ASSERT_NE(place, lines.end()) << line << "\n" << to_text(steps);
  }
  for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_LE(steps[i - 1].at, steps[i].at);
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.find("propose_referral") != std::string::npos; }), 1);
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.find("is late") != std::string::npos; }), 1);
  EXPECT_EQ(to_json(steps).front(), '[');
}

// The span ends it; and where no notice may be sent, nothing is.
TEST(Simulate, EndsAndSendsNothingWithoutGround) {
  for (const auto& step : simulate_silent_hoster(shipped(), home_case(), hours{24})) EXPECT_LE(step.at, home_case().at + hours{24});
  auto abroad = home_case();
  abroad.country = "US";
  EXPECT_EQ(simulate_silent_hoster(shipped(), abroad, hours{24}).back().what, "no notice: hosted elsewhere, it takes the exchange road");
  auto legal = home_case();
  legal.verdict = Verdict::not_illegal;
  EXPECT_EQ(simulate_silent_hoster(shipped(), legal, hours{24}).back().what, "no notice: not assessed as illegal");
}

// Urgent requests are not gathered: the first notice leaves at once.
TEST(Simulate, UrgentLeavesAtOnce) {
  auto urgent = home_case();
  urgent.urgent = true;
  for (const auto& step : simulate_silent_hoster(shipped(), urgent, hours{1}))
    if (step.what == "first to hoster leaves") {
      EXPECT_EQ(step.at, urgent.at);
      return;
    }
  FAIL() << "no first notice";
}

// Problems print one a line, and as JSON.
TEST(Check, ProblemsPrint) {
  const auto loaded = with_file("roads/rules.yaml", "version: 2026-11-22\n");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(to_text(loaded.error()),
            "roads/rules.yaml:1:1: the key \"home\" is missing (add it)\nroads/rules.yaml:1:1: the key \"police_list\" is missing (add it)\nroads/rules.yaml:1:1: the key \"holds\" is missing (add it)\n");
  EXPECT_EQ(to_json(loaded.error()).substr(0, 57), "[{\"file\":\"roads/rules.yaml\",\"line\":1,\"column\":1,\"what\":\"t");
}

}  // namespace
}  // namespace redress
