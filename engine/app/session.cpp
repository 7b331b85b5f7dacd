#include "engine/app/session.hpp"

#include "engine/core/actor_name.hpp"
#include "engine/core/json_text.hpp"
#include "engine/core/names.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>
#include <utility>

namespace redress::app {

namespace {

bool in_json = false;

/// What is wrong, and how to mend it: our sentences put the latter behind a semicolon.
/// Of a file's mistakes the remedy stands in brackets at the end.
std::pair<std::string, std::string> error_and_fix(const std::string& text) {
  if (const auto end = text.find("; "); end != std::string::npos) return {text.substr(0, end), text.substr(end + 2)};
  const auto bracket = text.rfind(" (");
  if (bracket == std::string::npos || !text.ends_with(')')) return {text, ""};
  return {text.substr(0, bracket), text.substr(bracket + 2, text.size() - bracket - 3)};
}

/// Length of the well-formed UTF-8 character at the beginning; 0 for none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0U; };
  const auto first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool beyond = (first == 0xED && byte(1) >= 0xA0) || (first == 0xF4 && byte(1) >= 0x90);
  return overlong || beyond ? 0 : length;
}

/// Controls and marks of direction: what a terminal obeys instead of showing.
bool is_obeyed(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
  if (character.size() == 1) return (byte(0) < 0x20 && character[0] != '\n' && character[0] != '\t') || byte(0) == 0x7F;
  if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;
  if (character.size() != 3 || byte(0) != 0xE2) return false;
  // U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069
  return (byte(1) == 0x80 && (byte(2) == 0x8E || byte(2) == 0x8F || (byte(2) >= 0xA8 && byte(2) <= 0xAE))) ||
         (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);
}

}  // namespace

void complain_in_json() { in_json = true; }

void complain(const std::string& text) {
  if (!in_json) {
    std::cerr << "redress: " << for_terminal(text) << '\n';
    return;
  }
  // Several mistakes are a line each.
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto [error, fix] = error_and_fix(text.substr(begin, end - begin));
    std::cout << JsonObject().add("error", error).add("fix", fix).text() << '\n';
    begin = end + 1;
  }
}

bool complain_of(const std::vector<YamlProblem>& problems) {
  for (auto problem : problems) {
    // In a sentence the remedy stands in brackets; a program gets it by itself.
    const auto fix = in_json ? std::exchange(problem.fix, {}) : std::string();
    complain(to_text(problem) + (fix.empty() ? "" : "; " + fix));
  }
  return problems.empty();
}

int code_of(const runtime::ActResult& result) {
  if (result.done) return kDone;
  if (result.bad_words) return kUsage;
  if (result.not_reachable) return kNotReachable;
  return result.refused_by_policy ? kRefusedByPolicy : kFailed;
}

std::string one_line(std::string_view text) {
  std::string shown;
  for (const char c : for_terminal(text)) {
    if (c == '\n')
      shown += "\\x0a";
    else if (c == '\t')
      shown += "\\x09";
    else
      shown += c;
  }
  return shown;
}

std::string for_terminal(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    const auto length = character_length(text);
    const auto character = text.substr(0, std::max<std::size_t>(length, 1));
    if (length == 0 || is_obeyed(character)) {
      for (const char byte : character) {
        shown += "\\x";
        shown += kDigits[static_cast<std::uint8_t>(byte) >> 4U];
        shown += kDigits[static_cast<std::uint8_t>(byte) & 15U];
      }
    } else {
      shown += character;
    }
    text.remove_prefix(character.size());
  }
  return shown;
}

Session::Session(GlobalOptions options) : options_(std::move(options)) {
  const char* login = std::getenv("USER");
  // A login that is no pseudonym stays what it is, and every act under it is refused: a name made of it could be another person's.
  if (options_.actor.empty()) options_.actor = login ? actor_name(login).value_or(login) : "operator";
}
Session::~Session() = default;

Actor Session::actor() const { return {from_name<ActorKind>(options_.role).value_or(ActorKind::analyst), options_.actor}; }

const Config* Session::config() {
  if (config_) return &*config_;
  auto loaded = load_config(options_.config);
  if (!loaded) {
    (void)complain_of(loaded.error());
    return nullptr;
  }
  config_ = std::move(*loaded);
  return &*config_;
}

Wiring* Session::wiring() {
  std::string problem;
  auto* parts = wiring(problem);
  if (!parts && !problem.empty()) complain(problem);
  return parts;
}

Wiring* Session::wiring(std::string& problem) { return wiring(problem, Wiring::IfAbsent::refuse); }

Wiring* Session::new_wiring() {
  std::string problem;
  auto* parts = wiring(problem, Wiring::IfAbsent::make_database);
  if (!parts && !problem.empty()) complain(problem);
  return parts;
}

Wiring* Session::wiring(std::string& problem, Wiring::IfAbsent if_absent) {
  if (wiring_) return wiring_.get();
  const auto* with = config();
  if (!with) return nullptr;
  lock_.look_at(with->database);
  auto opened = Wiring::open(*with, clock_, random_, if_absent);
  if (!opened) {
    problem = opened.error();
    return nullptr;
  }
  wiring_ = std::move(*opened);
  return wiring_.get();
}

ReadQueries* Session::reader() {
  if (!reader_) {
    auto* parts = wiring();
    if (!parts) return nullptr;
    reader_ = parts->store().reader();
  }
  return reader_.get();
}

Session::Writer Session::writer() {
  // As long as SQLite waits for another that writes. A program that was killed can leave the lock to a checker it had just started.
  constexpr int kTries = 100;
  constexpr std::chrono::milliseconds kPause{50};
  if (lock_.held()) return Writer::we;
  const auto* with = config();
  if (!with) return Writer::nobody;
  for (int tries = 1;; ++tries) {
    switch (who_serves(with->socket)) {
      case Serving::nobody: break;
      case Serving::answers: return Writer::engine;
      case Serving::silent:
        complain(silence_of(with->socket));
        code_ = kNotReachable;
        return Writer::nobody;
    }
    switch (lock_.take(with->database)) {
      case StoreLock::Outcome::taken:
      case StoreLock::Outcome::absent: return Writer::we;
      case StoreLock::Outcome::in_use: break;
      case StoreLock::Outcome::replaced:
        complain("another file took the place of database " + with->database + " meanwhile; run the command again");
        return Writer::nobody;
      case StoreLock::Outcome::failed:
        complain("database " + with->database + " cannot be locked: " + std::strerror(errno) + "; use the user the engine runs as");
        return Writer::nobody;
    }
    if (tries == kTries) {
      complain("database " + with->database + " is in use by " + lock_.holder() + ", which does not answer on " + with->socket +
               "; use the configuration it runs with, or stop it");
      code_ = kNotReachable;
      return Writer::nobody;
    }
    std::this_thread::sleep_for(kPause);
  }
}

int Session::hold(const std::string& doing) {
  switch (writer()) {
    case Writer::we: return kDone;
    case Writer::engine:
      complain("the engine is running on " + config_->socket + " and owns the database; stop it before you " + doing);
      return kFailed;
    case Writer::nobody: break;
  }
  return code_;
}

int Session::adopt_rules() {
  auto* parts = wiring();
  if (!parts) return kFailed;
  const auto adopted = reader()->setting(runtime::kAdoptedRules);
  if (adopted == parts->rules_digest()) return kDone;
  if (adopted.empty()) {
    runtime::Act first;
    first.kind = runtime::ActKind::rules_adopt;
    first.by = {ActorKind::engine, "first start"};
    first.argument = parts->rules_digest();
    first.reason = "the rules it started with first";
    const auto result = direct_door(parts->loop())->act(std::move(first));
    if (!result.done) complain(result.problem);
    return code_of(result);
  }
  complain("the rules in `policies:` are not those that were adopted; put those back and start, then: redress policy adopt --reason WHY");
  return kRefusedByPolicy;
}

Door* Session::door(Rules rules) {
  if (door_ && (rules == Rules::any || door_rules_ == Rules::adopted)) return door_.get();
  if (!actor_name(options_.actor)) {
    complain("the login name cannot stand in the audit: " + std::string(kActorNameWanted));
    code_ = kUsage;
    return nullptr;
  }
  switch (writer()) {
    case Writer::we: {
      auto* parts = wiring();
      if (!parts) return nullptr;
      if (const auto tied = parts->tie_to_keys(); !tied) {
        complain(tied.error());
        return nullptr;
      }
      if (rules == Rules::adopted) {
        if (const int refused = adopt_rules()) {
          code_ = refused;
          return nullptr;
        }
      }
      door_ = direct_door(parts->loop());
      door_rules_ = rules;
      break;
    }
    case Writer::engine:
      door_ = socket_door(config_->socket);  // its rules are those adopted
      door_rules_ = Rules::adopted;
      break;
    case Writer::nobody: return nullptr;
  }
  return door_.get();
}

void Session::close() {
  reader_.reset();
  door_.reset();
  wiring_.reset();
}

int Session::record(const std::string& what) {
  auto* way = door(Rules::any);
  if (!way) return code_;
  runtime::Act wanted;
  wanted.kind = runtime::ActKind::record;
  wanted.by = actor();
  wanted.argument = what;
  const auto result = way->act(std::move(wanted));
  if (!result.done) complain(result.problem);
  return code_of(result);
}

int Session::act(runtime::Act act, const std::string& done_text) {
  auto* way = door(act.kind == runtime::ActKind::rules_adopt ? Rules::any : Rules::adopted);
  if (!way) return code_;
  act.by = actor();
  return print_outcome(way->act(std::move(act)), done_text);
}

int Session::print_outcome(const runtime::ActResult& result, const std::string& done_text) {
  if (options_.json) {
    JsonObject out;
    out.add("done", result.done);
    if (!result.done) {
      const auto [error, fix] = error_and_fix(result.problem);
      out.add("error", error).add("fix", fix);
    }
    if (result.approval != 0) out.add("approval", result.approval);
    if (!result.answer.empty()) out.add("answer", result.answer);
    std::cout << out.text() << '\n';
  } else if (result.done) {
    std::cout << (result.answer.empty() ? done_text : for_terminal(result.answer)) << '\n';
  } else {
    complain(result.problem);
  }
  return code_of(result);
}

}  // namespace redress::app
