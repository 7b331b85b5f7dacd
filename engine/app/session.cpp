#include "engine/app/session.hpp"

#include "engine/core/json_text.hpp"
#include "engine/core/names.hpp"

#include <cstdlib>
#include <iostream>

namespace redress::app {

void complain(const std::string& text) { std::cerr << "redress: " << text << '\n'; }

Session::Session(GlobalOptions options) : options_(std::move(options)) {}
Session::~Session() = default;

Actor Session::actor() const {
  std::string name = options_.actor;
  if (name.empty()) {
    const char* login = std::getenv("USER");
    name = login ? login : "operator";
  }
  return {from_name<ActorKind>(options_.role).value_or(ActorKind::analyst), name};
}

const Config* Session::config() {
  if (config_) return &*config_;
  auto loaded = load_config(options_.config);
  if (!loaded) {
    for (const auto& problem : loaded.error()) complain(to_text(problem));
    return nullptr;
  }
  config_ = std::move(*loaded);
  return &*config_;
}

Wiring* Session::wiring() {
  if (wiring_) return wiring_.get();
  const auto* with = config();
  if (!with) return nullptr;
  auto opened = Wiring::open(*with, clock_, random_);
  if (!opened) {
    complain(opened.error());
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

Door* Session::door() {
  if (door_) return door_.get();
  const auto* with = config();
  if (!with) return nullptr;
  if (somebody_serves(with->socket)) {
    door_ = socket_door(with->socket);
  } else {
    auto* parts = wiring();
    if (!parts) return nullptr;
    door_ = direct_door(parts->loop());
  }
  return door_.get();
}

int Session::act(runtime::Act act, const std::string& done_text) {
  auto* way = door();
  if (!way) return kFailed;
  act.by = actor();
  const auto result = way->act(std::move(act));
  if (options_.json) {
    JsonObject out;
    out.add("done", result.done);
    if (!result.done) out.add("problem", result.problem);
    if (!result.answer.empty()) out.add("answer", result.answer);
    std::cout << out.text() << '\n';
  } else if (result.done) {
    std::cout << (result.answer.empty() ? done_text : result.answer) << '\n';
  } else {
    complain(result.problem);
  }
  return result.done ? kDone : result.refused_by_policy ? kRefusedByPolicy : kFailed;
}

}  // namespace redress::app
