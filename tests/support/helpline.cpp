#include "tests/support/helpline.hpp"

#include "engine/intake/item.hpp"

#include <array>
#include <utility>

namespace redress::simulation {
namespace {

using runtime::Act;
using runtime::ActKind;

constexpr int kTriesMax = 6;
constexpr std::int64_t kWishesPerDay = 60;  // of all persons together
const Actor kHanna{ActorKind::helpline, "hanna"};
const Actor kPerson{ActorKind::reporter, "person"};

Act about(ActKind kind, std::int64_t subject, std::string argument = {}) {
  Act act;
  act.kind = kind;
  act.subject = subject;
  act.by = kHanna;
  act.argument = std::move(argument);
  act.reason = "simulated";
  return act;
}

}  // namespace

Helpline::Helpline(SimWorld& world, std::size_t cases) : world_(world), chance_(world.options().seed, {"helpline"}) {
  for (std::size_t i = 0; i < cases; ++i)
    world_.at(world_.now() + chance_.between(minutes{1}, hours{15}), [this] { open_case({}); });
  world_.at(world_.now() + minutes{3}, [this] { look_at_tasks(); });
  plan_wish();
}

void Helpline::open_case(CaseId to) {
  const auto pages = world_.partners().items();
  runtime::OpenCase wanted;
  wanted.by = kHanna;
  wanted.to = to;
  wanted.requester = PersonText(R"({"name":"Requester Invalid","contact":"requester@person.example"})");
  if (chance_.happens(0.5)) {
    wanted.depicted = PersonText(R"({"name":"Depicted Invalid"})");
    wanted.authority = Authority::parent;
  }
  const bool child = chance_.happens(0.4);
  wanted.age_band = child ? AgeBand::from_12_to_15 : AgeBand::adult;
  wanted.verdict = child ? Verdict::illegal_baseline : Verdict::illegal_national;
  wanted.threat = chance_.happens(0.05);
  static constexpr std::array kFirst{FirstStep::send,          FirstStep::send,       FirstStep::send,
                                     FirstStep::keep_evidence, FirstStep::ask_police, FirstStep::self_report};
  wanted.first_step = kFirst[chance_.below(kFirst.size())];
  if (chance_.happens(0.85)) wanted.consents.push_back({chance_.happens(0.8) ? "any" : one_of({"kadeserver", "broekveld", "twistveen"}), DataKind::location});
  for (auto rows = 1 + chance_.below(3); rows > 0; --rows) {
    const auto& page = pages[chance_.below(pages.size())];
    if (auto item = item_from_url(page.url, page.referrer, {})) wanted.items.push_back(std::move(*item));
  }
  if (wanted.items.empty()) return;
  world_.open_case(std::move(wanted), [this](const runtime::CaseResult& result) {
    ++(result.done ? acts_done_ : acts_refused_);
    if (!result.done) return;
    if (!result.pin.empty()) cases_.push_back({result.id, result.number, result.pin.open(TestReveal::grant()), {}});
    for (auto& one : cases_)
      if (one.id == result.id) one.items.insert(one.items.end(), result.items.begin(), result.items.end());
  });
}

void Helpline::plan_wish() {
  const std::int64_t mean = 24LL * 3'600'000 / kWishesPerDay;
  world_.at(world_.now() + chance_.between(Milliseconds{1}, Milliseconds{2 * mean}), [this] {
    if (calm_) return;
    if (!cases_.empty()) wish();
    plan_wish();
  });
}

void Helpline::wish() {
  const auto& one = cases_[chance_.below(cases_.size())];
  const auto consent = [&](ActKind kind) {
    auto act = about(kind, one.id.value, "location");
    act.slug = chance_.happens(0.7) ? "any" : one_of({"kadeserver", "broekveld", "twistveen"});
    do_it(std::move(act));
  };
  const auto say = [&](std::initializer_list<const char*> words) {
    do_it(about(ActKind::say, one.items[chance_.below(one.items.size())].value, one_of(words)));
  };
  static constexpr std::array<double, 9> kWeights{5, 5, 4, 8, 5, 2, 1, 4, 3};
  switch (chance_.weighted(kWeights)) {
    case 0: return consent(ActKind::case_consent_give);
    case 1: return consent(ActKind::case_consent_take_back);
    case 2: return open_case(one.id);
    case 3: return say({"gone_for_person", "there_for_person"});
    case 4: return say({"received", "claims_gone", "refused", "removed", "restricted", "no_action"});
    case 5: return do_it(about(ActKind::case_withdraw, one.id.value));
    case 6: return do_it(about(ActKind::case_erase, one.id.value));
    case 7: {
      auto ask = about(ActKind::case_status, 0, chance_.happens(0.8) ? one.pin : "000000");
      ask.slug = one.number;
      ask.by = kPerson;
      return do_it(std::move(ask));
    }
    default: return do_it(about(ActKind::case_show, one.id.value));  // not an enum: a number drawn by chance
  }
}

void Helpline::look_at_tasks() {
  for (const auto& task : world_.reader().open_tasks("", 2'000)) {
    if (!is_of_another_desk(world_, task) || !planned_.emplace(task.id, 1).second) continue;
    auto when = world_.now() + chance_.between(minutes{1}, minutes{90});
    if (chance_.happens(world_.options().faults.person_late)) {
      when = world_.now() + chance_.between(hours{2}, hours{15});
      ++world_.faults()[Fault::person_late];
    }
    world_.at(when, [this, id = task.id] { answer(id); });
  }
  world_.at(world_.now() + chance_.between(minutes{5}, minutes{30}), [this] { look_at_tasks(); });
}

void Helpline::answer(TaskId id) {
  const auto task = world_.reader().task(id);
  if (!task || task->closed_at) return;
  const auto answered = [&](std::string with) { return about(ActKind::task_answer, id.value, std::move(with)); };
  if (task->kind == "tell_person") return do_it(answered("told"), id);
  if (task->kind == "hand_over") {
    auto act = answered(chance_.happens(0.85) ? "filed" : "not_possible");
    if (chance_.happens(0.7)) act.ticket = "T-" + std::to_string(id.value);
    return do_it(std::move(act), id);
  }
  if (task->kind == "reassess" || task->kind == "second_person" || task->kind == "second_opinion")
    return do_it(answered(one_of({"uphold", "uphold", "overturn"})), id);
  do_it(answered(one_of({"go_on", "go_on", "go_on", "next_rung", "claims_gone", "received", "refused", "gone_for_person", "there_for_person", "give_up"})), id);
}

void Helpline::do_it(Act act, TaskId task) {
  world_.act(std::move(act), [this, task](const runtime::ActResult& result) {
    ++(result.done ? acts_done_ : acts_refused_);
    if (result.done || !task) return;
    // Refused: another answer after a while.
    if (++planned_[task] <= kTriesMax) world_.at(world_.now() + chance_.between(minutes{1}, minutes{40}), [this, task] { answer(task); });
  });
}

std::string Helpline::one_of(std::initializer_list<const char*> words) { return *(words.begin() + chance_.below(words.size())); }

}  // namespace redress::simulation
