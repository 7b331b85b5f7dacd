#include "tests/support/analyst.hpp"

#include <array>

namespace redress::simulation {
namespace {

using runtime::Act;
using runtime::ActKind;

constexpr int kTriesMax = 6;
const Actor kAnna{ActorKind::analyst, "anna"};
const Actor kBram{ActorKind::senior, "bram"};
const Actor kLead{ActorKind::lead, "lotte"};
const Actor kPolice{ActorKind::partner, "police"};

Act about(ActKind kind, std::int64_t subject, Actor by, std::string argument = {}) {
  Act act;
  act.kind = kind;
  act.subject = subject;
  act.by = std::move(by);
  act.argument = std::move(argument);
  act.reason = "simulated";
  return act;
}

}  // namespace

Analysts::Analysts(SimWorld& world) : world_(world), chance_(world.options().seed, {"analysts"}) {
  world_.at(world_.now() + minutes{2}, [this] { look_at_tasks(); });
  plan_act_out_of_turn();
}

void Analysts::calm_down() {
  calm_ = true;
  do_it(about(ActKind::sending, 0, kLead, "on"));
  for (const auto& recipient : world_.reader().recipients())
    if (recipient.paused_at) do_it(about(ActKind::recipient_resume, recipient.id.value, kLead));
}

void Analysts::look_at_tasks() {
  for (const auto& task : world_.reader().open_tasks("", 2'000)) {
    if (planned_.contains(task.id)) continue;
    planned_[task.id] = 1;
    auto when = world_.now() + chance_.between(seconds{30}, minutes{50});
    if (chance_.happens(world_.options().faults.person_late)) {
      when = world_.now() + chance_.between(hours{2}, hours{15});
      ++world_.faults()[Fault::person_late];
    }
    world_.at(when, [this, id = task.id] { answer(id); });
  }
  world_.at(world_.now() + chance_.between(minutes{5}, minutes{20}), [this] { look_at_tasks(); });
}

void Analysts::answer(TaskId id) {
  const auto task = world_.reader().task(id);
  if (!task || task->closed_at) return;
  auto act = act_on(*task);
  if (chance_.happens(world_.options().faults.person_twice)) {
    ++world_.faults()[Fault::person_twice];
    world_.at(world_.now() + chance_.between(seconds{0}, minutes{30}), [this, act] { do_it(act); });
  }
  do_it(std::move(act), id);
}

void Analysts::do_it(Act act, TaskId task) {
  world_.act(std::move(act), [this, task](const runtime::ActResult& result) {
    ++(result.done ? acts_done_ : acts_refused_);
    if (result.done || !task) return;
    // Refused: another answer after a while.
    if (++planned_[task] <= kTriesMax) world_.at(world_.now() + chance_.between(minutes{1}, minutes{40}), [this, task] { answer(task); });
  });
}

std::string Analysts::answer_of(std::initializer_list<const char*> answers) { return *(answers.begin() + chance_.below(answers.size())); }

std::string Analysts::verdict_on(ItemId item, bool second) {
  const auto truth = world_.partners().truth(world_.url_of(item)).value_or(sandbox::Truth::not_illegal);
  if (chance_.happens(0.03)) return answer_of({"inaccessible", "gone_before", "not_illegal", "doubtful"});
  switch (truth) {
    case sandbox::Truth::illegal: return chance_.happens(0.6) ? "illegal_baseline" : "illegal_national";
    case sandbox::Truth::not_illegal: return "not_illegal";
    case sandbox::Truth::doubtful: return second && chance_.happens(0.85) ? answer_of({"illegal_national", "not_illegal"}) : "doubtful";
  }
  return "doubtful";
}

Act Analysts::act_on(const TaskRecord& task) {
  const auto answered = [&](std::string with, const Actor& by = kAnna) { return about(ActKind::task_answer, task.id.value, by, std::move(with)); };
  if (chance_.happens(0.04)) return about(ActKind::task_take, task.id.value, kAnna);
  if (task.kind == "assess" || task.kind == "reassess") return about(ActKind::assess, task.item.value, kAnna, verdict_on(task.item, false));
  if (task.kind == "second_opinion") return about(ActKind::second_opinion, task.item.value, kBram, verdict_on(task.item, true));
  if (task.kind == "second_person") {
    if (chance_.happens(0.3)) return about(ActKind::second_opinion, task.item.value, kBram, verdict_on(task.item, true));
    return answered(chance_.happens(0.75) ? "uphold" : "overturn", kBram);
  }
  if (task.kind == "find_contact") {
    auto& reader = world_.reader();
    const auto request = task.request ? reader.request(task.request) : std::nullopt;
    const auto location = request && request->location ? reader.location(request->location) : std::nullopt;
    if (location && location->hoster && chance_.happens(0.8)) return about(ActKind::recipient_approve, location->hoster.value, kLead);
    return chance_.happens(0.5) ? about(ActKind::relocate, task.item.value, kAnna) : answered(answer_of({"go_on", "go_on", "next_rung", "give_up"}));
  }
  if (task.kind == "hand_over") {
    auto act = answered(chance_.happens(0.85) ? "filed" : "not_possible");
    if (chance_.happens(0.7)) act.ticket = "T-" + std::to_string(task.id.value);
    return act;
  }
  if (task.kind == "partner_is_slow" || (task.kind == "not_theirs" && chance_.happens(0.5)))
    return answered(answer_of({"acted", "declined", "returned", "go_on"}));
  if (task.kind == "find_exchange_road") return answered(answer_of({"go_on", "go_on", "go_on", "next_rung", "give_up", "uphold", "withdraw"}));
  if (task.kind == "hold_expired") {
    if (chance_.happens(0.3)) {
      auto longer = about(ActKind::extend_hold, task.item.value, kLead);
      longer.until = world_.engine_now() + chance_.between(minutes{30}, hours{6});
      return longer;
    }
    return about(ActKind::release_hold, task.item.value, kLead);
  }
  if (task.kind == "ladder_exhausted") return answered(answer_of({"give_up", "go_on", "next_rung"}), kLead);
  if (task.kind == "review_given_up") return answered(answer_of({"give_up", "give_up", "go_on"}), kLead);
  if (task.kind == "dead_letter" && task.notice && chance_.happens(0.4)) return about(ActKind::notice_requeue, task.notice.value, kLead);
  if (!task.request) return answered(answer_of({"go_on", "go_on", "give_up"}));
  return answered(answer_of({"go_on", "go_on", "next_rung", "claims_gone", "received", "refused", "not_theirs"}));
}

void Analysts::plan_act_out_of_turn() {
  const auto per_day = world_.options().faults.acts_out_of_turn_per_day;
  if (per_day <= 0) return;
  const auto mean = static_cast<std::int64_t>(24.0 * 3'600'000 / per_day);
  world_.at(world_.now() + chance_.between(Milliseconds{1}, Milliseconds{2 * mean}), [this] {
    if (calm_) return;
    act_out_of_turn();
    plan_act_out_of_turn();
  });
}

std::optional<ItemId> Analysts::item_of_waiting_notice() {
  auto& reader = world_.reader();
  RequestFilter filter;
  filter.workflow = "hotline_ntd";
  filter.state = "NoticePending";
  filter.limit = 1'000;
  std::vector<ItemId> items;
  for (const auto& request : reader.requests(filter))
    for (const auto id : reader.notices_of(request.id)) {
      const auto notice = reader.notice(id);
      if (notice->state == NoticeState::sealed && !notice->first_attempt_at) items.push_back(request.item);
    }
  if (items.empty()) return std::nullopt;
  return items[chance_.below(items.size())];
}

void Analysts::act_out_of_turn() {
  auto& reader = world_.reader();
  const auto backlog = reader.backlog(world_.engine_now());
  if (backlog.items == 0) return;
  ++world_.faults()[Fault::person_out_of_turn];
  // Half of them meet what is just happening: a request of the second workflow.
  ItemId item{static_cast<std::int64_t>(1 + chance_.below(static_cast<std::uint64_t>(backlog.items)))};
  if (chance_.happens(0.6)) {
    RequestFilter filter;
    filter.workflow = "hotline_ntd";
    filter.limit = 1'000;
    if (const auto requests = reader.requests(filter); !requests.empty()) item = requests[chance_.below(requests.size())].item;
  }
  // And some what is sealed and has not left, which is a short time unless somebody or something is in its way.
  if (const auto waiting = item_of_waiting_notice(); waiting && chance_.happens(0.5)) item = *waiting;
  static constexpr std::array<double, 20> kWeights{4, 7, 3, 4, 3, 3, 5, 5, 2, 6, 5, 4, 2, 1, 1, 1, 3, 1, 2, 4};
  switch (chance_.weighted(kWeights)) {
    case 0: return do_it(about(ActKind::withdraw, item.value, kAnna));
    case 1: {
      auto hold = about(ActKind::hold, item.value, chance_.happens(0.5) ? kPolice : kAnna);
      hold.until = world_.engine_now() + chance_.between(minutes{-10}, hours{8});
      return do_it(std::move(hold));
    }
    case 2: {
      auto hold = about(ActKind::extend_hold, item.value, kLead);
      hold.until = world_.engine_now() + chance_.between(minutes{10}, hours{8});
      return do_it(std::move(hold));
    }
    case 3: return do_it(about(ActKind::release_hold, item.value, kLead));
    case 4: return do_it(about(ActKind::uphold, item.value, kBram));
    case 5: return do_it(about(ActKind::overturn, item.value, kBram));
    case 6: return do_it(about(ActKind::resume, item.value, kAnna));
    case 7: return do_it(about(ActKind::next_rung, item.value, kAnna));
    case 8: return do_it(about(ActKind::give_up, item.value, kAnna));
    case 9: return do_it(about(ActKind::assess, item.value, kAnna, answer_of({"illegal_baseline", "illegal_national", "not_illegal", "doubtful", "inaccessible", "gone_before"})));
    case 10: return do_it(about(ActKind::second_opinion, item.value, kBram, answer_of({"illegal_baseline", "not_illegal", "doubtful"})));
    case 11: return do_it(about(ActKind::relocate, item.value, kAnna));
    case 12: {
      const auto recipients = reader.recipients();
      if (recipients.empty()) return;
      const auto id = recipients[chance_.below(recipients.size())].id;
      do_it(about(ActKind::recipient_pause, id.value, kLead));
      world_.at(world_.now() + chance_.between(minutes{10}, hours{5}), [this, id] { do_it(about(ActKind::recipient_resume, id.value, kLead)); });
      return;
    }
    case 13:
      do_it(about(ActKind::sending, 0, kLead, answer_of({"paused", "rehearsal"})));
      world_.at(world_.now() + chance_.between(minutes{1}, hours{1}), [this] { do_it(about(ActKind::sending, 0, kLead, "on")); });
      return;
    case 14: return do_it(about(ActKind::reveal, item.value, kAnna));
    case 15: return do_it(about(ActKind::erase, item.value, kLead));
    case 16: return do_it(about(ActKind::partly_gone, item.value, kAnna));
    case 17: return do_it(about(ActKind::expired, item.value, kAnna));
    case 19:
      return do_it(
          about(ActKind::say, item.value, kAnna, answer_of({"took_over", "acted", "declined", "returned", "claims_gone", "received"})));
    default: {  // not an enum: a number drawn by chance
      const auto requests = reader.requests_of_item(item);
      const auto notices = requests.empty() ? std::vector<NoticeId>{} : reader.notices_of(requests.back().id);
      if (!notices.empty()) do_it(about(ActKind::notice_retract, notices.front().value, kLead));
    }
  }
}

}  // namespace redress::simulation
