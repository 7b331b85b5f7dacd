#include "engine/app/door.hpp"

#include "engine/api/acts.hpp"
#include "engine/api/local_call.hpp"
#include "engine/core/actor_name.hpp"
#include "engine/runtime/loop.hpp"

#include <chrono>
#include <future>
#include <thread>
#include <nlohmann/json.hpp>

namespace redress::app {
namespace {

using Json = nlohmann::json;

constexpr Milliseconds kFilingPatience{120'000};

constexpr std::chrono::seconds kLastWord{2};

/// Posts and waits; `turn` steps the loop where nobody else does.
class LoopDoor final : public Door {
 public:
  LoopDoor(runtime::Loop& loop, bool turn) : loop_(loop), turn_(turn) {}

  runtime::ActResult act(runtime::Act act) override {
    const auto answer = std::make_shared<std::promise<runtime::ActResult>>();
    auto result = waited_for<runtime::ActResult>(
        *answer, runtime::DoAct{std::move(act), [answer](const runtime::ActResult& done) { answer->set_value(done); }}, runtime::Lane::normal);
    return result ? std::move(*result) : runtime::ActResult{false, result.error(), false, {}};
  }

  Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) override {
    const auto answer = std::make_shared<std::promise<runtime::FilingResult>>();
    batch.done = [answer](const runtime::FilingResult& done) { answer->set_value(done); };
    const auto lane = runtime::comes_in_bulk(batch) ? runtime::Lane::bulk : runtime::Lane::normal;
    return waited_for<runtime::FilingResult>(*answer, std::move(batch), lane);
  }

  runtime::CaseResult open_case(runtime::OpenCase wanted) override {
    const auto answer = std::make_shared<std::promise<runtime::CaseResult>>();
    auto result = waited_for<runtime::CaseResult>(
        *answer, runtime::FileCase{std::move(wanted), [answer](const runtime::CaseResult& done) { answer->set_value(done); }}, runtime::Lane::normal);
    if (result) return std::move(*result);
    runtime::CaseResult stopping;
    stopping.problem = result.error();
    return stopping;
  }

 private:
  template <class T>
  Result<T, std::string> waited_for(std::promise<T>& answer, runtime::Work work, runtime::Lane lane) {
    constexpr std::string_view kStopping = "the engine is stopping; try again when it runs";
    auto ready = answer.get_future();
    if (!loop_.post(std::move(work), lane)) return Failure{std::string(kStopping)};
    if (turn_)
      while (ready.wait_for(std::chrono::seconds{0}) != std::future_status::ready) (void)loop_.step(runtime::Loop::Turn::works_only);
    // Who closes a loop answers what it has taken out of its line, and nothing that still stands in it.
    while (ready.wait_for(kLastWord) != std::future_status::ready)
      if (loop_.closed()) return Failure{std::string(kStopping)};
    return ready.get();
  }

  runtime::Loop& loop_;
  bool turn_;
};

class SocketDoor final : public Door {
 public:
  explicit SocketDoor(std::string path) : path_(std::move(path)) {}

  runtime::ActResult act(runtime::Act act) override {
    const auto reply = api::local_call(path_, "POST", "/acts", api::act_json(act));
    if (!reply) {
      runtime::ActResult result{false, silence_of(path_), false, {}};
      result.not_reachable = true;
      return result;
    }
    return api::read_act_result(reply->status, reply->body);
  }

  Result<runtime::FilingResult, std::string> file(runtime::FileReports batch) override {
    const auto reply = api::local_call(path_, "POST", std::string(kReportsPath), to_wire(batch), kFilingPatience);
    if (!reply || reply->status != 200)
      return Failure{"the running engine did not take the reports on " + path_ + "; take the same file again when it runs: nothing is counted twice"};
    auto result = filing_result_from_wire(reply->body);
    if (!result) return Failure{std::string("the running engine is of another version")};
    return std::move(*result);
  }

  runtime::CaseResult open_case(runtime::OpenCase wanted) override {
    const auto reply = api::local_call(path_, "POST", std::string(kCasesPath), to_wire(wanted), kFilingPatience);
    auto result = reply && reply->status == 200 ? case_result_from_wire(reply->body) : std::nullopt;
    if (result) return std::move(*result);
    runtime::CaseResult failed;
    failed.problem = "the running engine did not answer on " + path_ +
                     "; look with `redress case list` whether it took the case before you open it again";
    return failed;
  }

 private:
  std::string path_;
};

// Opened text goes to the engine of the same machine over a socket that only its user may use.
Json item_to_json(const IncomingItem& item) {
  const auto grant = IntakeReveal::grant();
  Json json{{"kind", name_of(item.locator_kind)},
            {"role", name_of(item.role)},
            {"platform", item.platform},
            {"locator", item.locator.open(grant)},
            {"name", item.name_there.open(grant)},
            {"host", item.host.open(grant)},
            {"domain", item.registrable_domain.open(grant)},
            {"recipe", item.recipe.open(grant)},
            {"user_information", item.had_user_information},
            {"classification", item.source_classification},
            {"urgent", item.urgent}};
  if (item.source_verdict) json["verdict"] = name_of(*item.source_verdict);
  return json;
}

template <class E>
E choice(const Json& json, const char* name) {
  return from_name<E>(json.at(name).get<std::string>()).value();
}

IncomingItem item_from_json(const Json& json) {
  IncomingItem item;
  item.locator_kind = choice<LocatorKind>(json, "kind");
  item.role = choice<ItemRole>(json, "role");
  item.platform = json.at("platform");
  item.locator = LocatorText(json.at("locator").get<std::string>());
  item.name_there = LocatorText(json.at("name").get<std::string>());
  item.host = HostName(json.at("host").get<std::string>());
  item.registrable_domain = HostName(json.at("domain").get<std::string>());
  item.recipe = AccessRecipe(json.at("recipe").get<std::string>());
  item.had_user_information = json.at("user_information");
  item.source_classification = json.at("classification");
  item.urgent = json.at("urgent");
  if (json.contains("verdict")) item.source_verdict = choice<Verdict>(json, "verdict");
  return item;
}

/// Runs `read` on the parsed text; nothing for text that is not what `to_wire` wrote.
template <class Read>
auto from_wire(std::string_view text, Read&& read) -> std::optional<decltype(read(Json()))> {
  try {
    return read(Json::parse(text));
  } catch (const std::exception&) {  // another version's text, or not ours at all
    return std::nullopt;
  }
}

}  // namespace

std::unique_ptr<Door> direct_door(runtime::Loop& loop) { return std::make_unique<LoopDoor>(loop, true); }
std::unique_ptr<Door> posting_door(runtime::Loop& loop) { return std::make_unique<LoopDoor>(loop, false); }
std::unique_ptr<Door> socket_door(const std::string& socket_path) { return std::make_unique<SocketDoor>(socket_path); }

Serving who_serves(const std::string& socket_path, Milliseconds patience) {
  // A program that was killed can still be connected to for a moment, while a checker it had just started holds what it held.
  constexpr int kTries = 40;
  constexpr std::chrono::milliseconds kPause{50};
  auto reply = api::local_call(socket_path, "GET", "/healthz", {}, patience);
  for (int tries = 1; !reply && reply.error() == api::LocalCallError::ended && tries < kTries; ++tries) {
    std::this_thread::sleep_for(kPause);
    reply = api::local_call(socket_path, "GET", "/healthz", {}, patience);
  }
  if (reply) return Serving::answers;
  return reply.error() == api::LocalCallError::not_running ? Serving::nobody : Serving::silent;
}

std::string silence_of(const std::string& socket_path) {
  return "the engine does not answer on " + socket_path + "; use the user it runs as, wait, or look into its log";
}

std::string to_wire(const runtime::FileReports& batch) {
  const auto grant = IntakeReveal::grant();
  Json reports = Json::array();
  for (const auto& filed : batch.reports) {
    const auto& report = filed.report;
    Json items = Json::array();
    for (const auto& item : report.items) items.push_back(item_to_json(item));
    Json json{{"origin", name_of(report.origin)}, {"source", report.source},     {"reference", report.external_reference},
              {"person", report.assigned_person}, {"line", report.line},         {"reporter", report.reporter.open(grant)},
              {"digest", filed.digest},           {"items", std::move(items)}};
    if (report.told_at) json["told_at"] = to_ms(*report.told_at);
    reports.push_back(std::move(json));
  }
  Json rejected = Json::array();
  for (const auto& row : batch.rejected)
    rejected.push_back({{"line", row.line}, {"reason", row.reason}, {"field", row.field}, {"row", row.row.open(grant)}});
  return Json{{"desk", batch.desk},         {"actor", batch.actor},       {"file", batch.file},         {"file_digest", batch.file_digest},
              {"position", batch.position}, {"complete", batch.complete}, {"reports", std::move(reports)}, {"rejected", std::move(rejected)}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<runtime::FileReports> reports_from_wire(std::string_view text) {
  return from_wire(text, [](const Json& json) {
    runtime::FileReports batch;
    batch.desk = json.at("desk");
    batch.actor = actor_name(json.at("actor").get<std::string>()).value();
    batch.file = json.at("file");
    batch.file_digest = json.at("file_digest");
    batch.position = json.at("position");
    batch.complete = json.at("complete");
    for (const auto& one : json.at("reports")) {
      runtime::FiledReport filed;
      filed.digest = one.at("digest");
      filed.report.origin = choice<ReportOrigin>(one, "origin");
      filed.report.source = one.at("source");
      filed.report.external_reference = one.at("reference");
      filed.report.assigned_person = one.at("person");
      filed.report.line = one.at("line");
      filed.report.reporter = ReporterText(one.at("reporter").get<std::string>());
      if (one.contains("told_at")) filed.report.told_at = from_ms(one.at("told_at"));
      for (const auto& item : one.at("items")) filed.report.items.push_back(item_from_json(item));
      batch.reports.push_back(std::move(filed));
    }
    for (const auto& row : json.at("rejected"))
      batch.rejected.push_back({row.at("line"), row.at("reason"), row.at("field"), ForeignRow(row.at("row").get<std::string>())});
    return batch;
  });
}

std::string to_wire(const runtime::OpenCase& wanted) {
  const auto grant = IntakeReveal::grant();
  Json items = Json::array();
  for (const auto& item : wanted.items) items.push_back(item_to_json(item));
  Json consents = Json::array();
  for (const auto& consent : wanted.consents) consents.push_back({{"recipient", consent.recipient}, {"data", name_of(consent.data)}});
  return Json{{"desk", wanted.desk},
              {"by", name_of(wanted.by.kind)},
              {"name", wanted.by.name},
              {"requester", wanted.requester.open(grant)},
              {"depicted", wanted.depicted.open(grant)},
              {"age_band", name_of(wanted.age_band)},
              {"authority", name_of(wanted.authority)},
              {"first_step", name_of(wanted.first_step)},
              {"threat", wanted.threat},
              {"verdict", name_of(wanted.verdict)},
              {"to", wanted.to.value},
              {"consents", std::move(consents)},
              {"items", std::move(items)}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<runtime::OpenCase> case_from_wire(std::string_view text) {
  return from_wire(text, [](const Json& json) {
    runtime::OpenCase wanted;
    wanted.desk = json.at("desk");
    wanted.by = {choice<ActorKind>(json, "by"), actor_name(json.at("name").get<std::string>()).value()};
    wanted.requester = PersonText(json.at("requester").get<std::string>());
    wanted.depicted = PersonText(json.at("depicted").get<std::string>());
    wanted.age_band = choice<AgeBand>(json, "age_band");
    wanted.authority = choice<Authority>(json, "authority");
    wanted.first_step = choice<FirstStep>(json, "first_step");
    wanted.threat = json.at("threat");
    wanted.verdict = choice<Verdict>(json, "verdict");
    wanted.to = CaseId{json.at("to").get<std::int64_t>()};
    for (const auto& one : json.at("consents")) wanted.consents.push_back({one.at("recipient").get<std::string>(), choice<DataKind>(one, "data")});
    for (const auto& item : json.at("items")) wanted.items.push_back(item_from_json(item));
    return wanted;
  });
}

std::string to_wire(const runtime::CaseResult& result) {
  Json items = Json::array();
  for (const auto id : result.items) items.push_back(id.value);
  return Json{{"done", result.done},     {"problem", result.problem},
              {"case", result.id.value}, {"number", result.number},
              {"items", std::move(items)}, {"pin", result.pin.open(IntakeReveal::grant())}}
      .dump();
}

std::optional<runtime::CaseResult> case_result_from_wire(std::string_view text) {
  return from_wire(text, [](const Json& json) {
    runtime::CaseResult result;
    result.done = json.at("done");
    result.problem = json.at("problem");
    result.id = CaseId{json.at("case").get<std::int64_t>()};
    result.number = json.at("number");
    result.pin = SecretText(json.at("pin").get<std::string>());
    for (const auto& id : json.at("items")) result.items.push_back(ItemId{id.get<std::int64_t>()});
    return result;
  });
}

std::string to_wire(const runtime::FilingResult& result) {
  Json ids = Json::array();
  for (const auto id : result.report_ids) ids.push_back(id.value);
  return Json{{"reports", result.reports}, {"known", result.known_reports}, {"items", result.items},
              {"repeats", result.repeats}, {"rejected", result.rejected},   {"ids", std::move(ids)}}
      .dump();
}

std::optional<runtime::FilingResult> filing_result_from_wire(std::string_view text) {
  return from_wire(text, [](const Json& json) {
    runtime::FilingResult result;
    result.reports = json.at("reports");
    result.known_reports = json.at("known");
    result.items = json.at("items");
    result.repeats = json.at("repeats");
    result.rejected = json.at("rejected");
    for (const auto& id : json.at("ids")) result.report_ids.push_back(ReportId{id.get<std::int64_t>()});
    return result;
  });
}

}  // namespace redress::app
