#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

#include "engine/api/acts.hpp"
#include "engine/api/health.hpp"
#include "engine/api/http_server.hpp"
#include "engine/api/local_call.hpp"
#include "engine/api/problem.hpp"
#include "engine/api/routes.hpp"
#include "tests/unit/api/raw_client.hpp"

namespace redress::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr auto kNow = UtcTime{Milliseconds{1'893'492'000'000}};

HttpQuestion ask(std::string method, std::string path, std::string body = {}) {
  HttpQuestion question;
  question.method = std::move(method);
  question.path = std::move(path);
  question.body = std::move(body);
  question.request_id = "q-7";
  return question;
}

Figures figures() {
  Figures all;
  all.as_of = kNow;
  all.counters.accepted = 41;
  all.backlog.outbox_waiting = 3;
  all.backlog.oldest_waiting = kNow - minutes{2};
  all.certificates = {{"abuse_mail", 12.5}, {"https://bad.example/\"}", 1}};
  return all;
}

// Healthy is 200; stuck, failed, and figures that cannot be had are 503 and say which.
TEST(Health, SaysHowItIs) {
  const auto ok = health_answer(figures);
  EXPECT_EQ(ok.status, 200);
  const auto document = json::parse(ok.body);
  EXPECT_EQ(document["status"], "ok");
  EXPECT_EQ(document["stuck"]["requests"], 0);
  EXPECT_EQ(document["backlog"]["outbox_waiting"], 3);
  EXPECT_EQ(document["sending"], "on");

  const auto stuck = health_answer([] {
    auto all = figures();
    all.stuck.notices = 2;
    return all;
  });
  EXPECT_EQ(stuck.status, 503);
  EXPECT_EQ(json::parse(stuck.body)["status"], "stuck");
  EXPECT_EQ(json::parse(stuck.body)["stuck"]["notices"], 2);

  const auto failed = health_answer([] {
    auto all = figures();
    all.failure = "/var/lib/redress/db is full";
    return all;
  });
  EXPECT_EQ(failed.status, 503);
  EXPECT_EQ(json::parse(failed.body)["status"], "failed");
  EXPECT_THAT(failed.body, Not(HasSubstr("/var/lib")));

  const auto thrown = health_answer([]() -> Figures { throw std::runtime_error("disk"); });
  EXPECT_EQ(thrown.status, 503);
  EXPECT_EQ(json::parse(thrown.body)["status"], "failed");
}

// Metrics are Prometheus's text, with labels from closed sets: a connector's name that is none of ours never becomes one.
TEST(Metrics, Text) {
  const auto text = metrics_text(figures());
  EXPECT_THAT(text, HasSubstr("# TYPE redress_attempt_verdicts_total counter\n"));
  EXPECT_THAT(text, HasSubstr("redress_attempt_verdicts_total{verdict=\"accepted\"} 41\n"));
  EXPECT_THAT(text, HasSubstr("redress_outbox{state=\"waiting\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("redress_outbox_oldest_waiting_seconds 120\n"));
  EXPECT_THAT(text, HasSubstr("redress_certificate_days_left{connector=\"abuse_mail\"} 12.5\n"));
  EXPECT_THAT(text, HasSubstr("redress_sending{mode=\"on\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("redress_stuck{kind=\"request\"} 0\n"));
  EXPECT_THAT(text, Not(HasSubstr("bad.example")));
  std::istringstream lines(text);
  std::set<std::string> names;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("# TYPE ")) {
      EXPECT_TRUE(names.insert(line).second) << line;
    }
  EXPECT_GT(names.size(), 20U);
}

// Unknown paths and methods get problem documents; HEAD is answered where GET is.
TEST(Routes, FindsHandlers) {
  Routes routes;
  add_health(routes, figures);
  EXPECT_EQ(routes.answer(ask("GET", "/healthz")).status, 200);
  EXPECT_EQ(routes.answer(ask("HEAD", "/healthz")).status, 200);
  EXPECT_THAT(routes.answer(ask("GET", "/metrics")).content_type, HasSubstr("text/plain; version=0.0.4"));
  const auto missing = routes.answer(ask("GET", "/nothing"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.content_type, "application/problem+json");
  const auto wrong = routes.answer(ask("POST", "/healthz"));
  EXPECT_EQ(wrong.status, 405);
  EXPECT_THAT(wrong.headers, testing::Contains(std::pair<std::string, std::string>("allow", "GET, HEAD")));
}

// Every kind of problem is a document with type, title, status, next step and request id.
TEST(Problem, EveryKind) {
  for (std::size_t i = 0; i < EnumNames<ProblemKind>::names.size(); ++i) {
    const auto kind = static_cast<ProblemKind>(i);
    const auto answer = problem_answer(kind, "q-1", "a \"detail\"");
    const auto document = json::parse(answer.body);
    EXPECT_EQ(document["type"], "urn:redress:problem:" + std::string(name_of(kind)));
    EXPECT_EQ(document["status"], answer.status);
    EXPECT_GE(answer.status, 400);
    EXPECT_FALSE(document["title"].get<std::string>().empty());
    EXPECT_FALSE(document["next_step"].get<std::string>().empty());
    EXPECT_EQ(document["detail"], "a \"detail\"");
    EXPECT_EQ(document["request_id"], "q-1");
  }
}

runtime::Act hold() {
  runtime::Act act;
  act.kind = runtime::ActKind::hold;
  act.by = {ActorKind::lead, "a.bakker"};
  act.subject = 12;
  act.slug = "prompt-host";
  act.argument = "police \"quoted\"";
  act.until = kNow;
  act.reason = "asked for by phone";
  return act;
}

// What is written is read back as the same act.
TEST(Acts, RoundTrip) {
  const auto act = read_act(act_json(hold()));
  ASSERT_TRUE(act) << act.error();
  EXPECT_EQ(act->kind, runtime::ActKind::hold);
  EXPECT_EQ(act->by, hold().by);
  EXPECT_EQ(act->subject, 12);
  EXPECT_EQ(act->slug, "prompt-host");
  EXPECT_EQ(act->argument, hold().argument);
  EXPECT_EQ(act->until, kNow);
  EXPECT_EQ(act->reason, hold().reason);
}

// Doing it alone is said by whoever asks, and by nobody else.
TEST(Acts, BreakingTheGlassIsSaid) {
  auto alone = hold();
  EXPECT_FALSE(read_act(act_json(alone))->break_glass);
  alone.break_glass = true;
  EXPECT_TRUE(read_act(act_json(alone))->break_glass);
}

// Anything else is refused with the field's name: unknown and repeated members, wrong kinds, actors who are no people.
TEST(Acts, RefusesWhatItDoesNotKnow) {
  const std::string by = R"("by":{"kind":"lead","name":"a"})";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "no JSON object"},
      {"[]", "no JSON object"},
      {"{", "no JSON object"},
      {std::string(100'000, '['), "no JSON object"},
      {R"({"kind":"hold","kind":"give_up",)" + by + "}", "repeats a member"},
      {R"({"kind":"hold","by":{"kind":"lead","name":"a","name":"b"}})", "repeats a member"},
      {R"({"kind":"hold","by":{"kind":"lead","name":{"a":{"b":{"c":1}}}}})", "nested too deep"},
      {"{" + by + "}", "`kind`"},
      {R"({"kind":"explode",)" + by + "}", "`kind`"},
      {R"({"kind":7,)" + by + "}", "`kind`"},
      {R"({"kind":"hold"})", "`by`"},
      {R"({"kind":"hold","by":{"kind":"engine","name":"engine"}})", "`by.kind`"},
      {R"({"kind":"hold","by":{"kind":"partner","name":"x"}})", "`by.kind`"},
      {R"({"kind":"hold","by":{"kind":"lead","name":""}})", "`by.name`"},
      {R"({"kind":"hold","by":{"kind":"lead"}})", "`by.name`"},
      {R"({"kind":"hold","by":{"kind":"lead","name":"a","root":true}})", "`by`"},
      {R"({"kind":"hold","subject":-1,)" + by + "}", "`subject`"},
      {R"({"kind":"hold","subject":1.5,)" + by + "}", "`subject`"},
      {R"({"kind":"hold","subject":18446744073709551615,)" + by + "}", "`subject`"},
      {R"({"kind":"hold","subject":"12",)" + by + "}", "`subject`"},
      {R"({"kind":"hold","until":"tomorrow",)" + by + "}", "`until`"},
      {R"({"kind":"hold","reason":")" + std::string(5'000, 'x') + R"(",)" + by + "}", "`reason`"},
      {R"({"kind":"hold","break_glass":"yes",)" + by + "}", "`break_glass`"},
      {R"({"kind":"hold","surprise":1,)" + by + "}", "nobody knows"},
  };
  for (const auto& [text, part] : cases) {
    const auto act = read_act(text);
    ASSERT_FALSE(act) << text.substr(0, 200);
    EXPECT_THAT(act.error(), HasSubstr(part)) << text.substr(0, 200);
  }
}

// The whole way: the CLI's side posts an act by the local socket, the engine's side does it, and the outcome comes back in words; over
// TCP the same is forbidden.
TEST(Acts, ByTheLocalSocket) {
  const auto folder = std::filesystem::path(REDRESS_BINARY_DIR) / ("acts_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto path = std::filesystem::relative(folder / "s").string();
  std::vector<runtime::Act> acts;
  std::optional<runtime::ActResult> outcome;
  Routes routes;
  add_acts(routes, [&](const runtime::Act& act) {
    acts.push_back(act);
    return outcome;
  });
  HttpServer server([&](const HttpQuestion& question) { return routes.answer(question); }, {});
  server.listen_unix(path);
  const auto port = server.listen();
  const auto call = [&] {
    const auto answer = local_call(path, "POST", "/acts", act_json(hold()));
    EXPECT_TRUE(answer);
    return read_act_result(answer->status, answer->body);
  };

  outcome = runtime::ActResult{true, "", false, "the answer"};
  const auto done = call();
  EXPECT_TRUE(done.done);
  EXPECT_EQ(done.answer, "the answer");
  outcome = runtime::ActResult{false, "a second opinion needs a second person", true, ""};
  const auto refused = call();
  EXPECT_FALSE(refused.done);
  EXPECT_TRUE(refused.refused_by_policy);
  EXPECT_EQ(refused.problem, "a second opinion needs a second person");
  outcome = runtime::ActResult{false, "there is no item of that number", false, ""};
  const auto impossible = call();
  EXPECT_FALSE(impossible.refused_by_policy);
  EXPECT_EQ(impossible.problem, "there is no item of that number");
  outcome = runtime::ActResult{false, "a second person has to agree", true, ""};
  outcome->approval = 7;
  const auto asked = call();
  EXPECT_FALSE(asked.done);
  EXPECT_TRUE(asked.refused_by_policy);
  EXPECT_EQ(asked.approval, 7);
  EXPECT_EQ(asked.problem, "a second person has to agree");
  outcome.reset();
  EXPECT_THAT(call().problem, HasSubstr("did not come to it in time"));
  EXPECT_EQ(acts.size(), 5U);

  const auto body = act_json(hold());
  RawClient client(port);
  client.send("POST /acts HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(status_of_answer(client.read_answer()), 403);
  EXPECT_EQ(acts.size(), 5U);
  server.stop();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace redress::api
