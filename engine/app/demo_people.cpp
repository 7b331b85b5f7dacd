#include "engine/app/demo_people.hpp"

#include "engine/app/case_file.hpp"
#include "engine/core/json_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>
#include <utility>

namespace redress::app {
namespace {

const Actor kAnalyst{ActorKind::analyst, "m.jansen"}, kSenior{ActorKind::senior, "s.devries"}, kSecondSenior{ActorKind::senior, "j.visser"};
const Actor kLead{ActorKind::lead, "t.bakker"}, kHelpline{ActorKind::helpline, "h.smit"};

constexpr std::int64_t kTasksPerRound = 2000;
constexpr std::string_view kVictims = "victim_removal";
constexpr int kOrdersInADay = 4;             // some of them are gone before they are given
constexpr std::int64_t kReferredOneIn = 12;  // of the items assessed as illegal
constexpr int kTimesAskedMax = 3;            // whether one place is gone
constexpr Milliseconds kAsksAgainAfter = hours{2};

}  // namespace

// --- what both desks do alike ----------------------------------------------------------------------------------------------------

Worker::Worker(Wiring& wiring, sandbox::World& world)
    : world_(world), clock_(wiring.loop().parts().clock), door_(posting_door(wiring.loop())), reader_(wiring.store().reader()) {}

runtime::ActResult Worker::act(runtime::ActKind kind, std::int64_t subject, std::string argument, const Actor& by, std::string reason) {
  runtime::Act wanted;
  wanted.kind = kind;
  wanted.by = by;
  wanted.subject = subject;
  wanted.argument = std::move(argument);
  wanted.reason = std::move(reason);
  return door_->act(std::move(wanted));
}

bool Worker::act_with(const Actor& second, runtime::Act wanted) {
  const auto asked = door_->act(std::move(wanted));
  if (asked.done || asked.approval == 0) return asked.done;
  return act(runtime::ActKind::approval_approve, asked.approval, {}, second).done;
}

bool Worker::approve(const TaskRecord& task) {
  const auto request = reader_->request(task.request);
  const auto location = request ? reader_->location(request->location) : std::nullopt;
  const auto recipient = location && location->hoster ? reader_->recipient(location->hoster) : std::nullopt;
  if (!recipient) return false;
  if (recipient->approved) return true;
  runtime::Act wanted;
  wanted.kind = runtime::ActKind::recipient_approve;
  wanted.by = kLead;
  wanted.slug = recipient->slug;
  wanted.reason = "registry entry checked by telephone";
  return act_with(kSecondSenior, std::move(wanted));
}

bool Worker::file(const TaskRecord& task, const Actor& by) {
  const auto shown = act(runtime::ActKind::task_show, task.id.value, {}, by, "to file it");
  if (!shown.done) return false;
  const auto parts = nlohmann::json::parse(shown.answer);
  const auto form = nlohmann::json::parse(runtime::in_bytes(parts.at(0).at("bytes").get<std::string>()));
  const auto notice = *reader_->notice(task.notice);
  const auto recipient = *reader_->recipient(notice.recipient);
  sandbox::NoticeSeen seen;
  seen.reference = notice.reference;
  seen.retraction = notice.kind == NoticeKind::retraction;
  for (const auto& party : world_.parties())
    if (party.name == recipient.name) seen.recipient = party.abuse_mailbox;
  for (const auto& field : form.at("fields")) {
    std::istringstream lines(field.at("value").get<std::string>());
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("http://")) seen.urls.push_back(line);
      if (line.starts_with("ntd+")) seen.reply_to = seen.envelope_from = line;
    }
  }
  world_.on_notice(seen, clock_.utc_now());
  runtime::Act filed;
  filed.kind = runtime::ActKind::task_answer;
  filed.by = by;
  filed.subject = task.id.value;
  filed.argument = "filed";
  filed.ticket = "F-" + std::to_string(notice.id.value);
  return door_->act(std::move(filed)).done;
}

bool Worker::is_helplines(const TaskRecord& task) {
  const auto [known, is_new] = whose_.try_emplace(task.id.value, task.kind == "tell_person" || task.kind == "erase_case");
  if (!is_new) return known->second;
  // A form that is to be filed speaks of several requests, all of one workflow.
  auto about = task.request ? std::vector{task.request} : std::vector<RequestId>{};
  if (about.empty() && task.notice) about = reader_->requests_in(task.notice);
  if (!about.empty()) known->second = reader_->request(about.front())->workflow == kVictims;
  return known->second;
}

// --- the hotline -------------------------------------------------------------------------------------------------------------------

void HotlineSeat::round() {
  for (const auto& task : reader_->open_tasks("", kTasksPerRound))
    if (task.id.value % kSeats == seat_ && tried_.count(task.id.value) == 0 && !is_helplines(task)) answer(task);
}

std::string HotlineSeat::verdict_for(const TaskRecord& task, bool second) {
  const auto seen = act(runtime::ActKind::reveal, task.item.value, {}, kAnalyst, "assessment");
  const auto truth = world_.truth(seen.answer);
  if (!truth) return "inaccessible";
  switch (*truth) {
    case sandbox::Truth::illegal: return task.item.value % 5 == 0 ? "illegal_national" : "illegal_baseline";
    case sandbox::Truth::not_illegal: return "not_illegal";
    case sandbox::Truth::doubtful: return second ? "not_illegal" : "doubtful";
  }
  return "doubtful";
}

bool HotlineSeat::assess(const TaskRecord& task) {
  const auto verdict = verdict_for(task, false);
  const bool illegal = verdict.starts_with("illegal");
  const auto request = reader_->request(task.request);
  if (illegal && day_.parts.orders && task.kind == "assess" && request && request->facts.at_home && day_.marked_urgent < kOrdersInADay) {
    // Several seats may come here at once; whoever is one too many leaves it.
    if (day_.marked_urgent.fetch_add(1) < kOrdersInADay)
      (void)act(runtime::ActKind::urgent, task.item.value, {}, kAnalyst, "a child in danger");
    else
      --day_.marked_urgent;
  }
  if (!act(runtime::ActKind::assess, task.item.value, verdict, kAnalyst).done) return false;
  if (illegal && day_.parts.exchange && task.item.value % kReferredOneIn == 0) refer(task.item);
  return true;
}

void HotlineSeat::refer(ItemId item) {
  runtime::Act wanted;
  wanted.kind = runtime::ActKind::refer;
  wanted.by = kAnalyst;
  wanted.subject = item.value;
  wanted.argument = name_of(Referral::police);
  wanted.reason = "what is to be seen points to a place";
  if (act_with(kSenior, std::move(wanted))) ++day_.referrals_asked;
}

void HotlineSeat::answer(const TaskRecord& task) {
  const auto answered = [&](const char* with, const Actor& by) { return act(runtime::ActKind::task_answer, task.id.value, with, by).done; };
  bool done = false;
  if (task.kind == "assess" || task.kind == "reassess") {
    done = assess(task);
  } else if (task.kind == "second_opinion") {
    done = act(runtime::ActKind::second_opinion, task.item.value, verdict_for(task, true), kSenior).done;
  } else if (task.kind == "second_person") {
    done = answered("uphold", kSenior);
  } else if (task.kind == "hand_over") {
    done = file(task, kAnalyst);
  } else if (task.kind == "choose_remedy") {
    const auto request = reader_->request(task.request);
    const bool contest = request && request->facts.rung == 1;  // once: then it is left at that
    done = answered(contest ? "next_rung" : "give_up", kSenior);
  } else if (task.kind == "find_contact" || task.kind == "approve_contact") {
    done = approve(task);
  } else if (task.kind == "read_answer" || task.kind == "unmatched_message" || task.kind == "look_by_hand" || task.kind == "not_theirs") {
    done = answered("go_on", kAnalyst);
  } else if (task.kind == "refused") {
    done = answered("next_rung", kSenior);
  } else if (task.kind == "referral_unconfirmed") {  // a person calls, and they have it
    done = act(runtime::ActKind::say, task.item.value, "referral_received", kSenior).done;
    if (done) ++day_.receipts_by_phone;
  } else {
    return;  // what is left is for real people: referrals to the authority, roads abroad, the end of a ladder
  }
  tried_.insert(task.id.value);
  if (done) note_answered(task);
}

// --- the helpline ------------------------------------------------------------------------------------------------------------------

HelplineDesk::HelplineDesk(Wiring& wiring, sandbox::World& world, std::vector<sandbox::Person> persons)
    : Worker(wiring, world), persons_(std::move(persons)) {
  figures_.persons = static_cast<std::int64_t>(persons_.size());
}

void HelplineDesk::round() {
  for (const auto& person : persons_)
    if (person.asks_at <= clock_.utc_now() && opened_.insert(person.number).second) open(person);
  while (!later_.empty() && later_.begin()->first <= clock_.utc_now()) {
    const auto what = std::move(later_.extract(later_.begin()).mapped());
    what();
  }
  for (const auto& task : reader_->open_tasks("", kTasksPerRound))
    if (tried_.count(task.id.value) == 0 && is_helplines(task)) answer(task);
}

std::string HelplineDesk::case_file(const sandbox::Person& person) {
  const auto who = JsonObject().add("name", person.name).add("contact", person.contact).text();
  JsonObject text;
  text.raw("requester", who);
  if (person.acts_as != "self") text.raw("depicted", JsonObject().add("name", "child or client of " + person.name).text());
  text.add("authority", person.acts_as).add("age_band", person.age_band).add("first_step", person.wants_first);
  text.add("illegal", person.age_band == "adult" ? "national" : "baseline");
  JsonArray consents, locations;
  if (person.agreeing == sandbox::Agreeing::at_once) consents.raw(JsonObject().add("recipient", "any").add("data", "location").text());
  for (const auto& url : person.urls) locations.raw(JsonObject().add("url", url).text());
  return text.raw("consents", consents.text()).raw("locations", locations.text()).text();
}

void HelplineDesk::open(const sandbox::Person& person) {
  auto wanted = read_case(case_file(person));
  if (!wanted) {
    ++figures_.refused;
    return;
  }
  wanted->by = kHelpline;
  auto result = door_->open_case(std::move(*wanted));
  if (!result.done) {
    ++figures_.refused;
    return;
  }
  ++figures_.cases;
  figures_.locations += static_cast<std::int64_t>(result.items.size());
  auto& one = cases_[person.number];
  one.id = result.id;
  one.number = std::move(result.number);
  one.pin = std::move(result.pin);
  for (std::size_t i = 0; i < result.items.size(); ++i) one.urls[result.items[i].value] = person.urls[i];
  const auto now = clock_.utc_now();
  if (person.asks_how_it_stands)
    later(now + hours{5}, [this, number = person.number] {
      const auto& asks = cases_.at(number);
      runtime::Act status;
      status.kind = runtime::ActKind::case_status;
      status.by = kHelpline;
      status.slug = asks.number;
      status.argument = asks.pin.open(OperatorReveal::grant());
      if (door_->act(std::move(status)).done) ++figures_.statuses_asked;
    });
  if (person.takes_consent_back_after)
    later(now + *person.takes_consent_back_after, [this, number = person.number] {
      auto& of = cases_.at(number);
      runtime::Act back;
      back.kind = runtime::ActKind::case_consent_take_back;
      back.by = kHelpline;
      back.subject = of.id.value;
      back.slug = "any";
      back.argument = name_of(DataKind::location);
      back.reason = "said so on the telephone";
      if (!door_->act(std::move(back)).done) return;
      ++figures_.consents_taken_back;
      of.consent_taken_back = clock_.utc_now();
    });
  if (person.withdraws_after)
    later(now + *person.withdraws_after, [this, number = person.number] {
      if (act(runtime::ActKind::case_withdraw, cases_.at(number).id.value, {}, kHelpline, "does not want it any more").done)
        ++figures_.withdrawn;
    });
}

void HelplineDesk::answer(const TaskRecord& task) {
  const auto answered = [&](const char* with) { return act(runtime::ActKind::task_answer, task.id.value, with, kHelpline).done; };
  const auto& kind = task.kind;
  bool done = false;
  if (kind == "tell_person") {
    tell(task);
    done = answered("told");
    if (done) ++figures_.accounts_given;
  } else if (kind == "obtain_consent") {
    ask_for_consent(task);
  } else if (kind == "ask_person_depicted") {
    if (const auto person = person_of(task.request))
      for (const auto& [item, url] : cases_.at(*person).urls)
        if (item == task.item.value) ask_whether_gone(persons_[*person], item, url, task.id);
  } else if (kind == "keep_evidence" || kind == "ask_police" || kind == "self_report") {
    later(clock_.utc_now() + hours{1}, [this, task] {
      if (act(runtime::ActKind::task_answer, task.id.value, "go_on", kHelpline).done) note_answered(task);
    });
  } else if (kind == "hand_over") {
    done = file(task, kHelpline);
  } else if (kind == "find_contact" || kind == "approve_contact") {
    done = approve(task);
  } else if (kind == "choose_remedy") {
    const auto request = reader_->request(task.request);
    if (!request || request->state != "ChoosingRemedy") return;  // something else came of it meanwhile
    const bool contest = request->facts.rung == 1;               // once: then it is left at that
    done = answered(contest ? "next_rung" : "give_up");
  } else if (kind == "read_answer" || kind == "answer_question" || kind == "not_theirs" || kind == "complete_notice") {
    done = answered("go_on");
  } else if (kind == "reassess" || kind == "second_person") {
    done = act(runtime::ActKind::assess, task.item.value, "illegal_baseline", kHelpline).done;
  } else {
    return;  // what is left is for real people: courts, search engines, erasing what has its end
  }
  tried_.insert(task.id.value);
  if (done) note_answered(task);
}

void HelplineDesk::tell(const TaskRecord& task) {
  for (const auto& [number, one] : cases_) {
    if (reader_->removal_case(one.id)->feedback_task != task.id) continue;
    for (const auto& [item, url] : one.urls) {
      bool told = false;
      for (const auto& request : reader_->requests_of_item(ItemId{item})) told = told || request.facts.told_somebody;
      if (told) ask_whether_gone(persons_[number], item, url, {});
    }
  }
}

void HelplineDesk::ask_whether_gone(const sandbox::Person& person, std::int64_t item, const std::string& url, TaskId task) {
  auto& times = times_asked_[item];
  if (times >= kTimesAskedMax || !waits_for_answer_.insert(item).second) return;
  ++times;
  ++figures_.asked;
  const auto question = url + " " + std::to_string(times);
  const auto at = sandbox::answers_at(person, world_.seed(), question, clock_.utc_now());
  if (!at) {
    ++figures_.not_answered;
    return;
  }
  later(*at, [this, number = person.number, item, url, task] { hear(number, item, url, task); });
}

void HelplineDesk::hear(std::size_t number, std::int64_t item, const std::string& url, TaskId task) {
  waits_for_answer_.erase(item);
  const auto there = sandbox::sees_it(world_, url, clock_.utc_now());
  if (!there) {
    ++figures_.cannot_tell;
    later(clock_.utc_now() + kAsksAgainAfter, [this, number, item, url, task] { ask_whether_gone(persons_[number], item, url, task); });
    return;
  }
  ++(*there ? figures_.still_there : figures_.gone);
  const char* said = *there ? "there_for_person" : "gone_for_person";
  if (task && act(runtime::ActKind::task_answer, task.value, said, kHelpline).done) return;
  (void)act(runtime::ActKind::say, item, said, kHelpline);
}

void HelplineDesk::ask_for_consent(const TaskRecord& task) {
  const auto person = person_of(task.request);
  if (!person || persons_[*person].agreeing != sandbox::Agreeing::when_asked) return;
  const auto at = sandbox::answers_at(persons_[*person], world_.seed(), "consent", clock_.utc_now());
  if (!at) return;
  later(*at, [this, number = *person] {
    runtime::Act given;
    given.kind = runtime::ActKind::case_consent_give;
    given.by = kHelpline;
    given.subject = cases_.at(number).id.value;
    given.slug = "any";
    given.argument = name_of(DataKind::location);
    given.reason = "said so on the telephone";
    if (door_->act(std::move(given)).done) ++figures_.agreed_when_asked;  // of several places the first answer is for all
  });
}

std::optional<std::size_t> HelplineDesk::person_of(RequestId request) {
  for (const auto id : reader_->cases_of_request(request))
    for (const auto& [number, one] : cases_)
      if (one.id == id) return number;
  return std::nullopt;
}

HelplineFigures HelplineDesk::figures() {
  auto out = figures_;
  for (const auto& [number, one] : cases_) {
    const bool withdrawn = reader_->removal_case(one.id)->withdrawn_at.has_value();
    for (const auto id : reader_->requests_of_case(one.id)) {
      const auto alone = reader_->cases_of_request(id).size() == 1;
      if (withdrawn && alone && !reader_->request(id)->closed_at) ++out.open_after_withdrawal;
      if (!one.consent_taken_back || !alone) continue;
      for (const auto notice : reader_->notices_of(id))
        for (const auto& attempt : reader_->attempts(notice))
          if (attempt.started_at > *one.consent_taken_back) ++out.told_after_consent_was_taken_back;
    }
  }
  return out;
}

}  // namespace redress::app
