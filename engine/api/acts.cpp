#include "engine/api/acts.hpp"

#include <array>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "engine/api/problem.hpp"
#include "engine/core/json_text.hpp"

namespace redress::api {
namespace {

using nlohmann::json;

constexpr int kJsonDepthMax = 4;
constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kTextBytesMax = 4'000;
constexpr int kAsked = 202;  // taken, and not done: it waits for a second person

/// An object within our limits of depth, without repeated members.
std::optional<json> read_object(std::string_view text) {
  std::vector<std::set<std::string>> members;
  bool sound = true;
  const auto watch = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kJsonDepthMax) sound = false;
    if (event == json::parse_event_t::object_start) members.emplace_back();
    if (event == json::parse_event_t::key && !members.back().insert(value.get<std::string>()).second) sound = false;
    if (event == json::parse_event_t::object_end) members.pop_back();
    return sound;
  };
  auto read = json::parse(text, watch, false);
  if (!sound || !read.is_object()) return std::nullopt;
  return read;
}

/// Takes members out one by one, so that what is left is what nobody knows.
class Fields {
 public:
  explicit Fields(json object) : object_(std::move(object)) {}
  std::string text(const std::string& name, std::size_t bytes_max) {
    const auto value = take(name);
    if (value.is_null()) return {};
    if (!value.is_string() || value.get_ref<const std::string&>().size() > bytes_max) {
      complain("`" + name + "` is no text of at most " + std::to_string(bytes_max) + " bytes");
      return {};
    }
    return value.get<std::string>();
  }
  std::int64_t whole(const std::string& name) {
    const auto value = take(name);
    if (value.is_null()) return 0;
    if (!value.is_number_integer() || value.is_number_unsigned() != (value >= 0) || value < 0) {
      complain("`" + name + "` is no whole number from 0 on");
      return 0;
    }
    return value.get<std::int64_t>();
  }
  bool flag(const std::string& name) {
    const auto value = take(name);
    if (!value.is_null() && !value.is_boolean()) complain("`" + name + "` is neither true nor false");
    return value.is_boolean() && value.get<bool>();
  }
  json take(const std::string& name) {
    const auto place = object_.find(name);
    if (place == object_.end()) return nullptr;
    auto value = std::move(*place);
    object_.erase(place);
    return value;
  }
  void complain(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }
  /// The first problem; empty when there is none.
  std::string end(std::string_view where) {
    if (!object_.empty()) complain("there is a member " + std::string(where) + " that nobody knows");
    return problem_;
  }

 private:
  json object_;
  std::string problem_;
};

Result<Actor, std::string> read_actor(json value) {
  if (!value.is_object()) return Failure{std::string("`by` is missing: an act needs a named actor")};
  Fields fields(std::move(value));
  Actor actor;
  const auto kind = from_name<ActorKind>(fields.text("kind", kNameBytesMax));
  static constexpr std::array kPeople{ActorKind::analyst, ActorKind::senior, ActorKind::lead, ActorKind::helpline, ActorKind::admin};
  if (!kind || std::find(kPeople.begin(), kPeople.end(), *kind) == kPeople.end())
    fields.complain("`by.kind` is none of analyst, senior, lead, helpline, admin");
  else
    actor.kind = *kind;
  actor.name = fields.text("name", kNameBytesMax);
  if (actor.name.empty()) fields.complain("`by.name` is empty: an act needs a named actor");
  if (auto problem = fields.end("of `by`"); !problem.empty()) return Failure{std::move(problem)};
  return actor;
}

}  // namespace

std::string act_json(const runtime::Act& act) {
  JsonObject out;
  out.add("kind", name_of(act.kind))
      .raw("by", JsonObject().add("kind", name_of(act.by.kind)).add("name", act.by.name).text())
      .add("subject", act.subject)
      .add("slug", act.slug)
      .add("argument", act.argument)
      .add("reason", act.reason);
  if (act.until) out.add("until", to_rfc3339(*act.until));
  if (act.at) out.add("at", to_rfc3339(*act.at));
  if (!act.ticket.empty()) out.add("ticket", act.ticket);
  if (act.closing_reason) out.add("closing_reason", name_of(*act.closing_reason));
  if (act.break_glass) out.add("break_glass", true);
  return out.text();
}

Result<runtime::Act, std::string> read_act(std::string_view text) {
  auto object = read_object(text);
  if (!object) return Failure{std::string("the body is no JSON object, is nested too deep, or repeats a member")};
  Fields fields(std::move(*object));
  runtime::Act act;
  if (const auto kind = from_name<runtime::ActKind>(fields.text("kind", kNameBytesMax)))
    act.kind = *kind;
  else
    fields.complain("`kind` is no act");
  auto by = read_actor(fields.take("by"));
  if (by)
    act.by = std::move(*by);
  else
    fields.complain(by.error());
  act.subject = fields.whole("subject");
  act.slug = fields.text("slug", kNameBytesMax);
  act.argument = fields.text("argument", kTextBytesMax);
  act.reason = fields.text("reason", kTextBytesMax);
  act.ticket = fields.text("ticket", kNameBytesMax);
  act.break_glass = fields.flag("break_glass");
  const auto read_time = [&](const std::string& name, std::optional<UtcTime>& into) {
    const auto words = fields.text(name, kNameBytesMax);
    if (words.empty()) return;
    into = parse_rfc3339(words);
    if (!into) fields.complain("`" + name + "` is no time as in 2030-01-01T10:00:00Z");
  };
  read_time("until", act.until);
  read_time("at", act.at);
  if (const auto reason = fields.text("closing_reason", kNameBytesMax); !reason.empty()) {
    act.closing_reason = from_name<ClosingReason>(reason);
    if (!act.closing_reason) fields.complain("`closing_reason` is none of the reasons to close");
  }
  if (auto problem = fields.end("of the act"); !problem.empty()) return Failure{std::move(problem)};
  return act;
}

runtime::ActResult read_act_result(int status, std::string_view body) {
  runtime::ActResult result;
  const auto read = json::parse(body, nullptr, false);
  const auto text = [&](const char* name) {
    return read.is_object() && read.contains(name) && read[name].is_string() ? read[name].get<std::string>() : std::string();
  };
  result.done = status == 200;
  if (result.done) {
    result.answer = text("answer");
    return result;
  }
  result.problem = text("detail");
  if (status == kAsked && read.is_object() && read.contains("approval") && read["approval"].is_number_integer()) {
    result.approval = read["approval"].get<std::int64_t>();
    result.refused_by_policy = true;
    return result;
  }
  if (result.problem.empty()) result.problem = text("title") + " " + text("next_step");
  const auto is = [&](ProblemKind kind) { return text("type") == "urn:redress:problem:" + std::string(name_of(kind)); };
  result.bad_words = is(ProblemKind::bad_body);
  result.not_reachable = is(ProblemKind::not_answered);
  result.refused_by_policy = text("type") == "urn:redress:problem:" + std::string(name_of(ProblemKind::refused_by_policy));
  return result;
}

ActDoer act_through(runtime::Loop& loop, Milliseconds real_time_max) {
  return [&loop, real_time_max](const runtime::Act& act) -> std::optional<runtime::ActResult> {
    // Shared with the loop, which may answer after nobody waits any more.
    const auto promise = std::make_shared<std::promise<runtime::ActResult>>();
    auto answer = promise->get_future();
    runtime::DoAct work{act, [promise](const runtime::ActResult& result) { promise->set_value(result); }};
    if (!loop.try_post(std::move(work), runtime::Lane::urgent))
      return runtime::ActResult{false, "the engine is stopping or has too much in line; try again", false, {}};
    if (answer.wait_for(real_time_max) != std::future_status::ready) return std::nullopt;
    return answer.get();
  };
}

void add_acts(Routes& routes, ActDoer doer) {
  routes.add("POST", "/acts", [doer = std::move(doer)](const HttpQuestion& question) {
    if (!question.local_user) return problem_answer(ProblemKind::forbidden, question.request_id, "acts come by the local socket");
    const auto act = read_act(question.body);
    if (!act) return problem_answer(ProblemKind::bad_body, question.request_id, act.error());
    const auto result = doer(*act);
    if (!result) return problem_answer(ProblemKind::not_answered, question.request_id);
    if (result->approval != 0) {
      HttpAnswer answer;
      answer.status = kAsked;
      answer.body = JsonObject().add("done", false).add("approval", result->approval).add("detail", result->problem).text();
      return answer;
    }
    if (!result->done)
      return problem_answer(result->refused_by_policy ? ProblemKind::refused_by_policy
                            : result->bad_words       ? ProblemKind::bad_body
                                                      : ProblemKind::not_possible,
                            question.request_id, result->problem);
    HttpAnswer answer;
    answer.body = JsonObject().add("done", true).add("answer", result->answer).text();
    return answer;
  });
}

}  // namespace redress::api
