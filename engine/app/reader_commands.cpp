// Pure readers of foreign bytes, for people who want to see what the engine would make of them.
#include "engine/app/commands.hpp"
#include "engine/core/json_text.hpp"
#include "engine/intake/url.hpp"
#include "engine/intake/xarf_check.hpp"
#include "engine/locate/rdap_reader.hpp"

#include "connectors/kit/mail_reader.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace redress::app {
namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024 * 1024;

std::optional<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    complain(path + ": cannot be opened; check the name and who may read it");
    return std::nullopt;
  }
  std::string bytes;
  bytes.resize(kFileBytesMax);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

}  // namespace

int url_canonical(bool json) {
  std::string line;
  while (std::getline(std::cin, line)) {
    if (json && !line.empty() && line.back() == '\r') line.pop_back();
    std::cout << (json ? canonical_json_line(line) : canonical_line(line)) << '\n';
  }
  return kDone;
}

int mail_read(const std::vector<std::string>& files, bool json) {
  int code = kDone;
  for (const auto& file : files) {
    const auto bytes = bytes_of(file);
    if (!bytes) {
      code = kFailed;
      continue;
    }
    const auto reading = read_mail(*bytes);
    if (json)
      std::cout << to_json_line(file, reading) << '\n';
    else
      std::cout << file << ": " << to_text(reading.kind) << (reading.meaning ? ", " + std::string(to_text(*reading.meaning)) : "")
                << (reading.references.empty() ? "" : ", about " + reading.references.front()) << '\n';
  }
  return code;
}

int contact_read(const std::string& file, bool json) {
  const auto bytes = bytes_of(file);
  if (!bytes) return kFailed;
  const auto reading = read_rdap(*bytes);
  if (json) {
    std::cout << contact_json(reading) << '\n';
    return kDone;
  }
  if (!reading) {
    std::cout << "no answer: " << reading.error().why << '\n';
    return kDone;
  }
  for (const auto& contact : reading->contacts) std::cout << contact.mail << "  (" << contact.why << ")\n";
  if (reading->contacts.empty()) std::cout << "no abuse contact\n";
  return kDone;
}

int xarf_check(const std::vector<std::string>& files, bool json) {
  int code = kDone;
  for (const auto& file : files) {
    const auto bytes = bytes_of(file);
    if (!bytes) {
      code = kFailed;
      continue;
    }
    JsonArray listed;
    bool refused = false;
    for (const auto& problem : check_xarf(*bytes)) {
      refused = refused || problem.refused;
      if (json)
        listed.raw(JsonObject().add("place", problem.place).add("problem", problem.problem).add("fix", problem.fix).add("refused", problem.refused).text());
      else
        std::cout << file << ": " << (problem.place.empty() ? "/" : problem.place) << ": " << problem.problem << "; " << problem.fix << '\n';
    }
    if (json)
      std::cout << JsonObject().add("file", file).add("taken", !refused).raw("problems", listed.text()).text() << '\n';
    else if (!refused)
      std::cout << file << ": in order\n";
    if (refused) code = kFailed;
  }
  return code;
}

}  // namespace redress::app
