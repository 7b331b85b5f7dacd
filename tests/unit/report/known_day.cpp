#include "tests/unit/report/known_day.hpp"

#include "engine/core/json_text.hpp"
#include "engine/store/store.hpp"
#include "tests/support/store_rows.hpp"

namespace redress::report::test {

UtcTime hour(double hours_after) {
  return from_ms(1'893'456'000'000 + static_cast<std::int64_t>(hours_after * 3'600'000));  // 2030-01-01T00:00Z
}

KnownDay::KnownDay() : store_(open_store(folder_.file("store.db"), hasher_)), reader_(store_->reader()) {
  auto work = store_->begin();
  desk_ = work->ensure_desk("hotline");
  const auto recipient = [&](const char* slug, const char* name, const char* country) {
    auto row = redress::test::recipient_row(slug);
    row.name = name;
    row.country = country;
    const auto id = work->insert(row);
    contacts_[id] = work->insert(redress::test::contact_row(id));
    return id;
  };
  prompt = recipient("prompt", "Prompt Hosting", "NL");
  slow = recipient("slow", "Slow Hosting", "DE");
  network = recipient("network", "The Network", "NL");
  police = recipient("police", "The Police", "NL");
  work->commit();
}

std::map<RecipientId, std::string> KnownDay::names() const { return {{prompt, "Prompt Hosting"}, {slow, "Slow Hosting"}}; }

void KnownDay::append(StreamKind stream, std::int64_t id, double at, std::string_view kind, std::string body) {
  auto work = store_->begin();
  EventRecord event;
  event.stream = stream;
  event.stream_id = id;
  event.kind = kind;
  event.at = hour(at);
  event.body = std::move(body);
  work->append(event);
  work->commit();
}

void KnownDay::tell(RequestId request, double at, const Event& event, const std::string& from, const std::string& to, bool ignored) {
  auto body = event_body(event);
  body.pop_back();
  if (body.size() > 1) body += ',';
  body += "\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"row\":1" + (ignored ? ",\"ignored\":true}" : "}");
  append(StreamKind::request, request.value, at, event_name(event), body);
}

ItemId KnownDay::item(RecipientId hoster, const std::string& country, bool held) {
  const auto number = static_cast<std::uint8_t>(++items_);
  auto work = store_->begin();
  auto report = redress::test::report_row(desk_, number);
  report.received_at = hour(0);
  const auto report_id = work->insert(report);
  auto row = redress::test::item_row(desk_, number);
  row.first_report = report_id;
  row.first_reported_at = hour(0);
  const auto id = work->insert(row);
  auto request = redress::test::request_row(desk_, id);
  request.workflow = "triage";
  request.state = "Illegal";
  request.opened_at = hour(0);
  request.closed_at = hour(0.5);
  const auto triage = work->insert(request);
  work->commit();
  tell(triage, 0, Opened{}, "New", "Received");
  tell(triage, 0, Located{hoster, country, true}, "Received", "AwaitingAssessment");
  if (held) tell(triage, 0, HoldRequested{hour(1)}, "AwaitingAssessment", "AwaitingAssessment");
  tell(triage, 0.5, Assessed{Verdict::illegal_baseline}, "AwaitingAssessment", "Illegal");
  return id;
}

RequestId KnownDay::begin(ItemId item, const std::string& regime, bool held, const std::string& workflow) {
  auto work = store_->begin();
  auto row = redress::test::request_row(desk_, item);
  row.workflow = workflow;
  row.state = "AwaitingRemoval";
  row.facts.regime = regime;
  // What the row says now is nobody's figure: hoster and country must come from the events.
  row.facts.hoster = network;
  row.facts.country = "XX";
  row.opened_at = hour(0.5);
  const auto id = work->insert(row);
  work->commit();
  tell(id, 0.5, Opened{}, "Begun", held ? "Held" : "LookingBeforeNotice");
  return id;
}

NoticeId KnownDay::notice(RecipientId to, ContactScope scope, const std::string& channel) {
  auto work = store_->begin();
  auto row = redress::test::notice_row(desk_, to, contacts_.at(to), "N-" + std::to_string(++notices_));
  row.scope = scope;
  row.channel = channel;
  const auto id = work->insert(row);
  work->commit();
  return id;
}

NoticeId KnownDay::attempt(RequestId request, double at, RecipientId to, const std::string& channel) {
  const auto id = notice(to, ContactScope::hoster, channel);
  tell(request, at, NoticeAttempted{id}, "NoticePending", "AwaitingRelay");
  return id;
}

void KnownDay::gone(RequestId request, double first_miss, double last_online, double confirmed, const std::string& from) {
  tell(request, first_miss, Missed{}, from, from);
  tell(request, confirmed, ConfirmedGone{hour(first_miss), hour(last_online)}, from, "ClosedGone");
}

void KnownDay::notice_for_platform(RequestId request, double at, NoticeId notice, const std::string& platform, Verdict type, Capacity capacity) {
  append(StreamKind::request, request.value, at, "NoticeForPlatform",
         JsonObject().add("notice", notice.value).add("platform", platform).add("type", name_of(type)).add("capacity", name_of(capacity)).text());
}

void KnownDay::report_filed(double at, bool flood) {
  append(StreamKind::report, ++reports_, at, "ReportFiled", flood ? R"({"items":1,"repeats":1,"flood":true})" : R"({"items":1,"repeats":1})");
}

std::map<std::string, RequestId> KnownDay::tell_all() {
  std::map<std::string, RequestId> all;
  const auto at_prompt = [&](const char* name) { return all[name] = begin(item(prompt, "NL")); };
  const auto at_slow = [&](const char* name, const char* regime = "nl") { return all[name] = begin(item(slow, "DE"), regime); };
  const std::string waiting = "AwaitingRemoval";

  {  // as it should be; repeats change nothing
    const auto r = at_prompt("prompt");
    const auto n = attempt(r, 1, prompt);
    tell(r, 1, RelayAccepted{n}, "AwaitingRelay", "AwaitingReceipt");
    tell(r, 2, RecipientAccepted{n}, "AwaitingReceipt", waiting);
    tell(r, 2.5, RepeatReported{}, waiting, waiting);
    tell(r, 3, Acknowledged{n}, waiting, waiting);
    tell(r, 4, ClaimedGone{n}, waiting, "CheckingClaim");
    gone(r, 5, 4.5, 6, "CheckingClaim");
    tell(r, 7, ConfirmedGone{hour(6.5), hour(4.5)}, "ClosedGone", "ClosedGone", true);  // late
  }
  {  // accepted by both, then it came back: nothing of that was an acceptance
    const auto r = at_prompt("bounced");
    const auto n = attempt(r, 1, prompt);
    tell(r, 1, RelayAccepted{n}, "AwaitingRelay", "AwaitingReceipt");
    tell(r, 2, RecipientAccepted{n}, "AwaitingReceipt", waiting);
    tell(r, 3, NoticeBounced{n}, waiting, "LookingBeforeNotice");
    const auto second = attempt(r, 4, prompt);
    tell(r, 5, RelayAccepted{second}, "AwaitingRelay", "AwaitingReceipt");
    gone(r, 9, 8, 10);
  }
  {  // still online
    const auto r = at_prompt("silent");
    tell(r, 1, RelayAccepted{attempt(r, 1, prompt)}, "AwaitingRelay", "AwaitingReceipt");
  }
  {  // a copy and a word to the police start nobody's clock
    const auto r = at_prompt("copied");
    const auto copy = notice(network, ContactScope::network);
    tell(r, 1, NoticeAttempted{copy, true}, "NoticePending", "NoticePending");
    tell(r, 1, RelayAccepted{copy, true}, "NoticePending", "NoticePending", true);
    tell(r, 1, RecipientAccepted{copy, true}, "NoticePending", "NoticePending", true);
    tell(r, 1.5, Acknowledged{copy}, "NoticePending", "NoticePending");
    const auto to_police = notice(police, ContactScope::police);
    tell(r, 1, NoticeAttempted{to_police}, "NoticePending", "NoticePending");
    tell(r, 2, RecipientAccepted{to_police}, "NoticePending", "NoticePending");
    attempt(r, 3, prompt);
    gone(r, 5, 4.5, 6);
  }
  {  // held from triage until 2, and from 4 until a rule ended it at 6; what is asked after the end is not of this spell
    const auto r = all["held"] = begin(item(prompt, "NL", true), "nl", true);
    tell(r, 2, HoldReleased{}, "Held", "LookingBeforeNotice");
    attempt(r, 3, prompt);
    tell(r, 4, HoldRequested{hour(6)}, waiting, "Held");
    tell(r, 5, HoldExtended{hour(6)}, "Held", "Held");
    tell(r, 6, TimerFired{"hold_ends", {}}, "Held", "LookingBeforeReminder");
    gone(r, 9, 8.5, 10);
    tell(r, 11, HoldRequested{hour(20)}, "ClosedGone", "ClosedGone");
  }
  {  // gone while held: confirmed at 8, but gone since 6
    const auto r = at_prompt("gone under a hold");
    attempt(r, 1, prompt);
    tell(r, 2, HoldRequested{hour(20)}, waiting, "Held");
    gone(r, 6, 5.5, 8, "Held");
  }
  {
    const auto r = at_prompt("judged again");
    attempt(r, 1, prompt);
    tell(r, 5, Assessed{Verdict::not_illegal, AssessmentBasis::second_person}, waiting, "ClosedNotIllegal");
  }
  {
    const auto r = at_prompt("overturned");
    attempt(r, 1, prompt);
    tell(r, 5, ContestOverturned{}, "AwaitingSecondPerson", "ClosedNotIllegal");
  }
  tell(at_prompt("withdrawn"), 1, Withdrawn{}, "LookingBeforeNotice", "ClosedWithdrawn");
  {  // its second spell is no case
    const auto r = at_prompt("gone before notice");
    tell(r, 1, ConfirmedGone{hour(1), hour(0.5)}, "LookingBeforeNotice", "ClosedGoneBeforeNotice");
    tell(r, 5, SeenOnline{}, "ClosedGoneBeforeNotice", "LookingBeforeNotice");
    attempt(r, 6, prompt);
  }
  {
    const auto r = at_slow("given up");
    attempt(r, 2, slow);
    tell(r, 12, GivenUp{}, waiting, "ClosedGivenUp");
  }
  {  // an answer says that they have it, whatever their system said
    const auto r = at_slow("expired");
    tell(r, 3, Acknowledged{attempt(r, 2, slow)}, "AwaitingRelay", waiting);
    tell(r, 7, ExpiredByItself{}, waiting, "ClosedExpired");
  }
  {  // asked first: Prompt; the other one is not charged with what went before
    const auto r = at_prompt("moved");
    const auto n = attempt(r, 1, prompt);
    tell(r, 2, RecipientAccepted{n}, "AwaitingRelay", waiting);
    tell(r, 10, HostMoved{slow, "DE", true, true}, waiting, "LookingBeforeNotice");
    attempt(r, 11, slow);
    gone(r, 21, 20.5, 22);
  }
  {  // evidence that did not suffice is not the end
    const auto r = at_slow("doubted evidence", "de");
    const auto n = attempt(r, 4, slow, "web_form");
    tell(r, 5, RecipientAccepted{n}, "AwaitingRelay", waiting);
    tell(r, 6, ConfirmedGone{hour(5.5), hour(5)}, waiting, waiting);
    gone(r, 10, 9, 11);
  }
  {  // not seen at 22, and nobody knows yet
    const auto r = at_slow("missed");
    attempt(r, 2, slow);
    tell(r, 22, Missed{}, waiting, waiting);
  }
  report_filed(1, false);
  report_filed(2, true);
  report_filed(3, true);
  return all;
}

}  // namespace redress::report::test
