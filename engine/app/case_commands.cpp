// Cases of a helpline. What is kept of a person is shown by `case show` alone, an audited act.
#include "engine/app/case_file.hpp"
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/intake/item.hpp"
#include "engine/report/research.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace redress::app {
namespace {

std::optional<std::string> text_of(const std::string& file) {
  const auto read = [](std::istream& in) {
    std::string text(kCaseBytesMax + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
  };
  if (file == "-") return read(std::cin);
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    complain(file + ": cannot be opened; check the name and who may read it");
    return std::nullopt;
  }
  return read(in);
}

int file_case(Session& session, runtime::OpenCase wanted) {
  auto* door = session.door();
  if (!door) return session.code();
  wanted.by = session.actor();
  if (wanted.by.kind != ActorKind::helpline) {
    complain("cases are the helpline's; say who you are with --role helpline");
    return kRefusedByPolicy;
  }
  const bool is_new = !wanted.to;
  const auto result = door->open_case(std::move(wanted));
  if (!result.done) {
    complain(result.problem);
    return kFailed;
  }
  // Told once, to the worker who reads it to the person.
  const auto& pin = result.pin.open(OperatorReveal::grant());
  JsonArray items;
  for (const auto item : result.items) items.raw(std::to_string(item.value));
  if (session.options().json) {
    JsonObject out;
    out.add("case", result.id.value).add("number", result.number).raw("items", items.text());
    if (is_new) out.add("pin", pin);
    std::cout << out.text() << '\n';
  } else {
    std::cout << "case " << result.id.value << ", number " << result.number << ", items " << items.text() << '\n';
    if (is_new) std::cout << "PIN " << pin << ": shown this once; give it to the person with the number\n";
  }
  return kDone;
}

}  // namespace

int case_open(Session& session, const std::string& file) {
  const auto text = text_of(file);
  if (!text) return kFailed;
  auto wanted = read_case(*text);
  if (!wanted) {
    complain((file == "-" ? std::string("standard input") : file) + ": " + wanted.error());
    return kUsage;
  }
  return file_case(session, std::move(*wanted));
}

int case_add_location(Session& session, std::int64_t id, const std::string& url) {
  auto item = item_from_url(url, {}, {});
  if (!item) {
    complain(item.error().field + ": " + item.error().reason);
    return kUsage;
  }
  runtime::OpenCase wanted;
  wanted.to = CaseId{id};
  wanted.items.push_back(std::move(*item));
  return file_case(session, std::move(wanted));
}

int case_list(Session& session, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  if (session.actor().kind != ActorKind::helpline) {
    complain("cases are the helpline's; say who you are with --role helpline");
    return kRefusedByPolicy;
  }
  for (const auto& one : reader->removal_cases({}, limit)) {
    const auto requests = static_cast<std::int64_t>(reader->requests_of_case(one.id).size());
    const char* stands = one.erased_at ? "erased" : one.closed_at ? "closed" : "open";
    if (session.options().json)
      std::cout << JsonObject().add("case", one.id.value).add("number", one.number).add("stands", stands).add("locations", requests).text() << '\n';
    else
      std::cout << one.id.value << "  " << one.number << "  " << stands << "  " << requests << " locations\n";
  }
  return kDone;
}

int case_status(Session& session, const std::string& number) {
  if (!session.options().json) std::cerr << "PIN: " << std::flush;
  runtime::Act act;
  act.kind = runtime::ActKind::case_status;
  act.slug = number;
  std::getline(std::cin, act.argument);
  return session.act(std::move(act), "");
}

int report_research(Session& session) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  std::cout << report::to_csv(report::research_cells(*reader));
  return kDone;
}

}  // namespace redress::app
