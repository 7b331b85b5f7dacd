// Looking at what is there. Nothing here changes anything, except that previews are audited acts.
#include "engine/app/commands.hpp"
#include "engine/app/wiring.hpp"
#include "connectors/kit/mail_html.hpp"
#include "connectors/kit/mail_parts.hpp"
#include "connectors/kit/mail_reader.hpp"
#include "engine/core/json_text.hpp"
#include "engine/report/art22.hpp"
#include "engine/report/cases.hpp"
#include "engine/report/exchange.hpp"
#include "engine/report/latency.hpp"
#include "engine/report/retention.hpp"
#include "engine/seal/checkpoint.hpp"
#include "engine/seal/key_ring.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

namespace redress::app {
namespace {

std::string time_or_dash(const std::optional<UtcTime>& time) { return time ? to_rfc3339(*time) : "-"; }

void add_time(JsonObject& out, std::string_view name, const std::optional<UtcTime>& time) {
  if (time) out.add(name, to_rfc3339(*time));
}

std::string request_json(const RequestRecord& request) {
  JsonObject out;
  out.add("request", request.id.value).add("item", request.item.value).add("workflow", request.workflow).add("state", request.state);
  out.add("opened_at", to_rfc3339(request.opened_at));
  add_time(out, "closed_at", request.closed_at);
  add_time(out, "deadline_at", request.facts.deadline_at);
  out.add("rung", request.facts.rung).add("reminders", request.facts.reminders).add("country", request.facts.country);
  if (request.facts.verdict) out.add("verdict", name_of(*request.facts.verdict));
  if (request.facts.closing_reason != ClosingReason::none) out.add("closing_reason", name_of(request.facts.closing_reason));
  if (request.facts.urgent) out.add("urgent", true);
  return out.text();
}

void print_request(const RequestRecord& request) {
  std::cout << "  request " << request.id.value << "  " << request.workflow << "  " << request.state << "  opened " << to_rfc3339(request.opened_at);
  if (request.facts.deadline_at) std::cout << "  due " << to_rfc3339(*request.facts.deadline_at);
  if (request.facts.urgent) std::cout << "  urgent";
  if (request.closed_at) std::cout << "  closed " << to_rfc3339(*request.closed_at);
  if (request.closed_at && request.facts.closing_reason != ClosingReason::none) std::cout << " (" << name_of(request.facts.closing_reason) << ")";
  std::cout << '\n';
}

/// Countries with their sources, and why: as they were found when they last changed.
std::optional<EventRecord> newest_place(ReadQueries& reader, LocationId location) {
  auto events = reader.events(StreamKind::location, location.value);
  for (auto event = events.rbegin(); event != events.rend(); ++event)
    if (event->kind == "PlaceFound") return std::move(*event);
  return std::nullopt;
}

std::string notice_json(const NoticeRecord& notice, std::size_t requests) {
  JsonObject out;
  out.add("notice", notice.id.value).add("reference", notice.reference).add("kind", name_of(notice.kind)).add("state", name_of(notice.state));
  out.add("recipient", notice.recipient.value).add("channel", notice.channel).add("requests", static_cast<std::uint64_t>(requests));
  add_time(out, "sealed_at", notice.sealed_at);
  add_time(out, "first_attempt_at", notice.first_attempt_at);
  add_time(out, "accepted_at", notice.accepted_at);
  out.add("possibly_sent_twice", notice.possibly_sent_twice);
  return out.text();
}

/// How long `status` waits for an engine that stands still.
constexpr Milliseconds kStatusPatience{3'000};

std::string why_without_message(const NoticeRecord& notice) {
  switch (notice.state) {
    case NoticeState::open: return "the notice is not sealed yet: its window is still open; look again when it is over";
    case NoticeState::voided: return "the notice was voided before it was composed; `redress timeline` of its items says why";
    case NoticeState::dead:
      return "the notice could not be composed; `redress notice list --dead` says why, and notice requeue composes it anew";
    case NoticeState::sealed:
    case NoticeState::accepted:
    case NoticeState::delivered:
    case NoticeState::refused:
    case NoticeState::bounced: break;
  }
  return "the notice was erased";
}

}  // namespace

int status(Session& session) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  const auto now = session.clock().utc_now();
  const auto backlog = reader->backlog(now);
  const auto stuck = reader->stuck();
  const auto sending = reader->setting("sending");
  const auto paused = reader->paused_connectors();
  const bool looks = !session.config()->legal_basis.empty();
  const auto serving = who_serves(session.config()->socket, kStatusPatience);
  const bool served = serving == Serving::answers;
  // The figures are in the store, and good all the same: they are shown, and the code says what is the matter.
  const int code = serving == Serving::silent ? kNotReachable : kDone;
  if (session.options().json) {
    JsonObject out;
    out.add("serving", served).add("answers", serving != Serving::silent).add("sending", sending.empty() ? "on" : sending);
    out.add("looks", looks ? "on" : "off");
    JsonArray connectors;
    for (const auto& name : paused) connectors.add(name);
    out.raw("paused_connectors", connectors.text());
    out.add("reports", backlog.reports).add("items", backlog.items).add("open_requests", backlog.open_requests);
    out.add("open_tasks", backlog.open_tasks).add("overdue_tasks", backlog.overdue_tasks);
    out.add("timers", backlog.timers).add("overdue_timers", backlog.overdue_timers);
    out.add("outbox_waiting", backlog.outbox_waiting).add("outbox_leased", backlog.outbox_leased).add("outbox_dead", backlog.outbox_dead);
    out.add("quarantined", backlog.quarantined).add("alerts_unsent", backlog.alerts_unsent);
    out.add("stuck_requests", stuck.requests).add("stuck_notices", stuck.notices).add("stuck_tasks", stuck.tasks);
    add_time(out, "oldest_waiting", backlog.oldest_waiting);
    std::cout << out.text() << '\n';
    return code;
  }
  std::cout << "engine      "
            << (served                       ? "serving"
                : serving == Serving::silent ? "DOES NOT ANSWER"
                                             : "not running")
            << ", sending " << (sending.empty() ? "on" : sending) << ", looks " << (looks ? "on" : "off");
  for (const auto& name : paused) std::cout << ", " << name << " PAUSED";
  std::cout << '\n'
            << "reports     " << backlog.reports << " with " << backlog.items << " items, " << backlog.quarantined << " rows in quarantine\n"
            << "open        " << backlog.open_requests << " requests, " << backlog.open_tasks << " tasks (" << backlog.overdue_tasks << " overdue)\n"
            << "outbox      " << backlog.outbox_waiting << " waiting, " << backlog.outbox_leased << " on their way, " << backlog.outbox_dead << " given up\n"
            << "timers      " << backlog.timers << " armed, " << backlog.overdue_timers << " overdue\n"
            << "stuck       " << stuck.requests + stuck.notices + stuck.tasks << " (must be 0)\n";
  if (serving == Serving::silent) std::cout << silence_of(session.config()->socket) << '\n';
  return code;
}

int timeline(Session& session, std::int64_t item) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  if (!reader->item(ItemId{item})) {
    complain("there is no item " + std::to_string(item) + "; `redress item list` shows those that are open");
    return kFailed;
  }
  std::vector<EventRecord> events = reader->events(StreamKind::item, item);
  std::vector<AttemptRecord> attempts;
  const auto add = [&](StreamKind stream, std::int64_t id) {
    auto more = reader->events(stream, id);
    std::move(more.begin(), more.end(), std::back_inserter(events));
  };
  std::set<std::int64_t> notices;
  for (const auto& request : reader->requests_of_item(ItemId{item})) {
    add(StreamKind::request, request.id.value);
    for (const auto notice : reader->notices_of(request.id)) {
      if (!notices.insert(notice.value).second) continue;
      add(StreamKind::notice, notice.value);
      auto more = reader->attempts(notice);
      std::move(more.begin(), more.end(), std::back_inserter(attempts));
    }
  }
  if (const auto location = reader->item(ItemId{item})->location) add(StreamKind::location, location.value);
  std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::sort(attempts.begin(), attempts.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  // Attempts are rows, not events: each stands behind the last event that is not younger.
  auto attempt = attempts.begin();
  const auto show_attempts = [&](std::optional<UtcTime> before) {
    for (; attempt != attempts.end() && (!before || attempt->started_at < *before); ++attempt) {
      if (session.options().json)
        std::cout << JsonObject()
                         .add("at", to_rfc3339(attempt->started_at))
                         .add("stream", "notice")
                         .add("of", attempt->notice.value)
                         .add("attempt", attempt->number)
                         .add("verdict", name_of(attempt->verdict))
                         .add("code", attempt->code)
                         .add("cause", attempt->cause)
                         .text()
                  << '\n';
      else
        std::cout << to_rfc3339(attempt->started_at) << "  notice " << attempt->notice.value << "  attempt " << attempt->number << "  "
                  << name_of(attempt->verdict) << (attempt->cause.empty() ? "" : "  " + one_line(attempt->cause)) << '\n';
    }
  };
  for (const auto& event : events) {
    show_attempts(event.at);
    if (session.options().json) {
      JsonObject out;
      out.add("at", to_rfc3339(event.at)).add("stream", name_of(event.stream)).add("of", event.stream_id).add("event", event.kind);
      out.add("by", name_of(event.by.kind)).add("name", event.by.name).raw("body", event.body);
      std::cout << out.text() << '\n';
    } else {
      std::cout << to_rfc3339(event.at) << "  " << name_of(event.stream) << ' ' << event.stream_id << "  " << event.kind << "  by "
                << one_line(event.by.name) << "  " << event.body << '\n';
    }
  }
  show_attempts({});
  return kDone;
}

int task_list(Session& session, const std::string& kind, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  const auto now = session.clock().utc_now();
  for (const auto& task : reader->open_tasks(kind, limit)) {
    if (session.options().json) {
      JsonObject out;
      out.add("task", task.id.value).add("kind", task.kind).add("state", name_of(task.state)).add("due_at", to_rfc3339(task.due_at));
      out.add("request", task.request.value)
          .add("item", task.item.value)
          .add("notice", task.notice.value)
          .add("taken_by", task.taken_by)
          .add("reason", task.reason);
      std::cout << out.text() << '\n';
    } else {
      const auto left = task.due_at - now;
      std::cout << "task " << task.id.value << "  " << task.kind << "  " << (left.count() < 0 ? "over by " + to_words(-left) : to_words(left) + " left");
      if (task.item) std::cout << "  item " << task.item.value;
      if (!task.taken_by.empty()) std::cout << "  taken by " << one_line(task.taken_by);
      if (!task.reason.empty()) std::cout << "  " << one_line(task.reason);
      std::cout << '\n';
    }
  }
  return kDone;
}

namespace {

/// What a person sees of a mail: who, about what, when, and its text. Attachments are counted only.
void print_message(const nlohmann::json& one, bool json) {
  const auto parts = mail::read_parts(runtime::in_bytes(one.at("bytes").get<std::string>()));
  std::string text;
  for (const auto* type : {"text/plain", "text/html"}) {
    for (const auto& part : parts.parts)
      if (part.type == type && !part.attachment && !part.returned) text += type == std::string_view("text/html") ? mail::visible_text(part.text) : part.text;
    if (!text.empty()) break;
  }
  const auto value = [&](std::string_view name) { return std::string(mail::header(parts.headers, name)); };
  const auto number = one.at("message").get<std::int64_t>();
  const auto left_out = value(kAttachmentsLeftOut);
  if (json) {
    std::cout << JsonObject()
                     .add("message", number)
                     .add("at", one.at("at").get<std::string>())
                     .add("kind", one.at("kind").get<std::string>())
                     .add("notice", one.at("notice").get<std::string>())
                     .add("from", value("from"))
                     .add("subject", value("subject"))
                     .add("network_named", value(kNetworkNamed))
                     .add("text", text)
                     .add("attachments", static_cast<std::int64_t>(std::strtoll(left_out.c_str(), nullptr, 10)))
                     .text()
              << '\n';
    return;
  }
  std::cout << "message " << number << "  " << one.at("kind").get<std::string>() << "  read " << one.at("at").get<std::string>() << "  "
            << one.at("notice").get<std::string>() << '\n'
            << "  from     " << for_terminal(value("from")) << '\n'
            << "  subject  " << for_terminal(value("subject")) << '\n';
  if (const auto network = value(kNetworkNamed); !network.empty()) std::cout << "  network  " << for_terminal(network) << "  (named to be asked instead)\n";
  if (!left_out.empty() && left_out != "0") std::cout << "  " << left_out << " attachments, which were not kept\n";
  std::cout << '\n' << for_terminal(text) << '\n';
}

/// A form to hand over: each field in the order the partner asks for it.
void print_form(const nlohmann::json& one, bool json) {
  const auto bytes = runtime::in_bytes(one.at("bytes").get<std::string>());
  const auto reference = one.at("notice").get<std::string>();
  if (json) {
    std::cout << JsonObject().add("kind", "form").add("notice", reference).raw("form", bytes).text() << '\n';
    return;
  }
  const auto form = nlohmann::json::parse(bytes);
  const auto text = [&](const nlohmann::json& in, const char* name) { return for_terminal(in.at(name).get<std::string>()); };
  std::cout << text(form, "title") << "  notice " << reference << "\n  where  " << text(form, "where") << "\n\n";
  for (const auto& field : form.at("fields")) std::cout << text(field, "label") << "\n    " << text(field, "value") << "\n\n";
  std::cout << "When it is filed: redress task answer TASK filed --ticket NUMBER --at TIME; when it cannot be: not_possible --reason WHY\n";
}

/// The audited act whose answer is shown; nothing after a complaint.
std::optional<std::string> revealed(Session& session, runtime::ActKind kind, std::int64_t subject, const std::string& reason, int& code) {
  auto* door = session.door();
  code = session.code();
  if (!door) return std::nullopt;
  runtime::Act act;
  act.kind = kind;
  act.subject = subject;
  act.reason = reason;
  act.by = session.actor();
  auto result = door->act(std::move(act));
  code = code_of(result);
  if (result.done) return std::move(result.answer);
  complain(result.problem);
  return std::nullopt;
}

}  // namespace

int task_show(Session& session, std::int64_t task, const std::string& reason) {
  int code = kFailed;
  const auto answer = revealed(session, runtime::ActKind::task_show, task, reason, code);
  if (!answer) return code;
  for (const auto& one : nlohmann::json::parse(*answer)) {
    if (one.at("kind") == "form")
      print_form(one, session.options().json);
    else
      print_message(one, session.options().json);
  }
  return kDone;
}

int quarantine_show(Session& session, std::int64_t row, const std::string& reason) {
  int code = kFailed;
  const auto answer = revealed(session, runtime::ActKind::quarantine_show, row, reason, code);
  if (!answer) return code;
  const auto bytes = runtime::in_bytes(*answer);
  if (session.options().json)
    std::cout << JsonObject().add("row", row).add("content", bytes).text() << '\n';
  else
    std::cout << for_terminal(bytes) << '\n';
  return kDone;
}

int item_list(Session& session, const std::string& state, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  RequestFilter filter;
  filter.state = state;
  filter.open_only = state.empty();
  filter.limit = limit;
  for (const auto& request : reader->requests(filter)) {
    if (session.options().json) {
      std::cout << request_json(request) << '\n';
    } else {
      std::cout << "item " << request.item.value;
      print_request(request);
    }
  }
  return kDone;
}

int item_show(Session& session, std::int64_t id) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  const auto item = reader->item(ItemId{id});
  if (!item) {
    complain("there is no item " + std::to_string(id) + "; `redress item list` shows those that are open");
    return kFailed;
  }
  const auto location = item->location ? reader->location(item->location) : std::nullopt;
  const auto requests = reader->requests_of_item(item->id);
  if (session.options().json) {
    JsonObject out;
    out.add("item", item->id.value).add("kind", name_of(item->locator_kind)).add("platform", item->platform);
    out.add("role", name_of(item->role)).add("reports", item->report_count);
    out.add("first_reported_at", to_rfc3339(item->first_reported_at)).add("erased", item->key.empty());
    if (item->verdict) out.add("verdict", name_of(*item->verdict));
    add_time(out, "legal_hold_since", item->legal_hold_since);
    if (location) {
      out.add("hoster", location->hoster.value).add("country", location->country_of_address).add("observed", name_of(location->observed));
      out.add("evidence", name_of(location->evidence));
      add_time(out, "looked_at", location->looked_at);
      add_time(out, "located_at", location->located_at);
      if (const auto found = newest_place(*reader, location->id)) {
        out.add("place_since", to_rfc3339(found->at));
        out.raw("place", found->body);
      }
    }
    JsonArray listed, notices;
    for (const auto& request : requests) {
      listed.raw(request_json(request));
      for (const auto notice_id : reader->notices_of(request.id)) notices.raw(notice_json(*reader->notice(notice_id), reader->requests_in(notice_id).size()));
    }
    out.raw("requests", listed.text()).raw("notices", notices.text());
    std::cout << out.text() << '\n';
    return kDone;
  }
  std::cout << "item " << id << "  " << name_of(item->locator_kind) << (item->platform.empty() ? "" : " on " + item->platform) << "  "
            << (item->verdict ? name_of(*item->verdict) : "not assessed") << "  reported " << item->report_count
            << " times, first " << to_rfc3339(item->first_reported_at) << (item->key.empty() ? "  ERASED" : "") << '\n';
  if (item->legal_hold_since) std::cout << "  LEGAL HOLD since " << to_rfc3339(*item->legal_hold_since) << ": nothing about it is erased\n";
  if (location) {
    std::cout << "  address " << LocatorText::withheld() << " (redress item reveal " << id << " --reason … shows it)\n"
              << "  seen    " << name_of(location->observed) << " (" << name_of(location->evidence) << ") at " << time_or_dash(location->looked_at) << ", in "
              << (location->country_of_address.empty() ? "an unknown country" : location->country_of_address) << '\n';
    if (const auto found = newest_place(*reader, location->id))
      std::cout << "  place   since " << to_rfc3339(found->at) << ", looked up last " << time_or_dash(location->located_at) << ": " << found->body << '\n';
  }
  for (const auto& request : requests) {
    print_request(request);
    for (const auto notice_id : reader->notices_of(request.id)) {
      const auto notice = *reader->notice(notice_id);
      std::cout << "    " << notice.reference << "  " << name_of(notice.kind) << "  " << name_of(notice.state) << "  first attempt "
                << time_or_dash(notice.first_attempt_at) << '\n';
    }
  }
  return kDone;
}

int notice_list(Session& session, bool dead, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  std::vector<NoticeId> ids;
  if (dead) {
    for (const auto& entry : reader->dead_letters(limit)) ids.push_back(entry.notice);
  } else {
    for (std::int64_t id = 1; static_cast<std::int64_t>(ids.size()) < limit && reader->notice(NoticeId{id}); ++id) ids.push_back(NoticeId{id});
  }
  for (const auto id : ids) {
    const auto notice = *reader->notice(id);
    const auto requests = reader->requests_in(id).size();
    if (session.options().json) {
      std::cout << notice_json(notice, requests) << '\n';
      continue;
    }
    std::cout << notice.reference << "  notice " << id.value << "  " << name_of(notice.kind) << "  " << name_of(notice.state)
              << "  recipient " << notice.recipient.value << "  " << requests << " items";
    if (const auto entry = reader->outbox_of(id); entry && !entry->cause.empty()) std::cout << "  " << one_line(entry->cause);
    std::cout << '\n';
  }
  return kDone;
}

std::optional<NoticeId> notice_meant(Session& session, const std::string& words) {
  auto* reader = session.reader();
  if (!reader) return std::nullopt;
  std::int64_t number = 0;
  const auto end = words.data() + words.size();
  const auto read = std::from_chars(words.data(), end, number);
  const bool is_number = read.ec == std::errc{} && read.ptr == end;
  const auto found = is_number ? std::optional(NoticeId{number}) : reader->find_notice(words);
  if (found && reader->notice(*found)) return found;
  complain("there is no notice " + words + "; `redress notice list` shows each with its number and its reference");
  return std::nullopt;
}

int notice_show(Session& session, const std::string& reference) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  const auto id = notice_meant(session, reference);
  if (!id) return kFailed;
  const auto notice = *reader->notice(*id);
  const auto requests = reader->requests_in(*id);
  if (session.options().json) {
    JsonArray attempts;
    for (const auto& attempt : reader->attempts(*id))
      attempts.raw(JsonObject()
                       .add("number", attempt.number)
                       .add("started_at", to_rfc3339(attempt.started_at))
                       .add("verdict", name_of(attempt.verdict))
                       .add("code", attempt.code)
                       .add("cause", attempt.cause)
                       .text());
    auto text = notice_json(notice, requests.size());
    text.pop_back();
    std::cout << text << ",\"attempts\":" << attempts.text() << "}\n";
    return kDone;
  }
  std::cout << notice.reference << "  " << name_of(notice.kind) << "  " << name_of(notice.state) << "  " << requests.size() << " items"
            << (notice.possibly_sent_twice ? "  POSSIBLY SENT TWICE" : "") << '\n';
  for (const auto& attempt : reader->attempts(*id))
    std::cout << "  attempt " << attempt.number << "  " << to_rfc3339(attempt.started_at) << "  " << name_of(attempt.verdict) << "  "
              << attempt.code << "  " << attempt.cause << '\n';
  return kDone;
}

int notice_preview(Session& session, const std::string& reference, const std::string& reason) {
  auto* reader = session.reader();
  auto* wiring = session.wiring();
  if (!reader || !wiring) return kFailed;
  const auto id = notice_meant(session, reference);
  if (!id) return kFailed;
  const auto notice = reader->notice(*id);
  if (notice->message.empty()) {
    complain(why_without_message(*notice));
    return kFailed;
  }
  // The audited act first: who looks at a message with addresses in it stands in the record before anything is shown.
  for (const auto request_id : reader->requests_in(*id)) {
    runtime::Act act;
    act.kind = runtime::ActKind::reveal;
    act.subject = reader->request(request_id)->item.value;
    act.reason = "preview of " + reference + ": " + reason;
    act.by = session.actor();
    auto* door = session.door();
    if (!door) return session.code();
    if (const auto result = door->act(std::move(act)); !result.done) {
      complain(result.problem);
      return code_of(result);
    }
  }
  const auto key = wiring->keys().unwrap(notice->key);
  if (!key) {
    complain("the notice was erased");
    return kFailed;
  }
  const auto message = wiring->keys().open(*key, {"notices", "message", notice->id.value}, notice->message);
  if (!message) {
    complain("the notice does not open under its key; run `redress audit verify`");
    return kFailed;
  }
  if (session.options().json)
    std::cout << JsonObject().add("notice", reference).add("message", *message).text() << '\n';
  else
    std::cout << for_terminal(*message);
  return kDone;
}

int recipient_list(Session& session) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  for (const auto& recipient : reader->recipients()) {
    const auto contacts = reader->contacts(recipient.id);
    if (session.options().json) {
      JsonArray listed;
      for (const auto& contact : contacts)
        listed.raw(JsonObject()
                       .add("channel", contact.channel)
                       .add("address", contact.address)
                       .add("approved", contact.approved)
                       .add("bounced", contact.bounced_at.has_value())
                       .text());
      std::cout << JsonObject()
                       .add("recipient", recipient.id.value)
                       .add("slug", recipient.slug)
                       .add("name", recipient.name)
                       .add("kind", recipient.kind)
                       .add("country", recipient.country)
                       .add("approved", recipient.approved)
                       .add("ceiling", name_of(recipient.ceiling))
                       .add("paused", recipient.paused_at.has_value())
                       .add("failures", recipient.failures)
                       .raw("contacts", listed.text())
                       .text()
                << '\n';
      continue;
    }
    std::cout << recipient.slug << "  " << recipient.name << "  " << recipient.kind << "  " << recipient.country
              << "  TLP:" << name_of(recipient.ceiling) << (recipient.approved ? "" : "  NOT APPROVED")
              << (recipient.paused_at ? "  PAUSED" : "") << '\n';
    for (const auto& contact : contacts)
      std::cout << "    " << contact.channel << "  " << contact.address << (contact.approved ? "" : "  not approved")
                << (contact.bounced_at ? "  bounced" : "") << '\n';
  }
  return kDone;
}

int connector_list(Session& session) {
  auto* wiring = session.wiring();
  auto* reader = session.reader();
  if (!wiring || !reader) return kFailed;
  const auto paused = reader->paused_connectors();
  for (const auto* connector : wiring->connectors()) {
    const auto& manifest = connector->manifest();
    const bool waits = std::find(paused.begin(), paused.end(), manifest.id) != paused.end();
    if (session.options().json)
      std::cout << JsonObject()
                       .add("connector", manifest.id)
                       .add("protocol", manifest.protocol)
                       .add("source", manifest.source)
                       .add("ceiling", name_of(manifest.ceiling))
                       .add("repeat_is_safe", manifest.repeat_is_safe)
                       .add("paused", waits)
                       .text()
                << '\n';
    else
      std::cout << manifest.id << "  " << manifest.protocol << (waits ? "  PAUSED" : "") << '\n';
  }
  return kDone;
}

namespace {

std::string addresses_json(const Connector& connector) {
  JsonArray listed;
  if (connector.submit())
    for (const auto& address : connector.submit()->addresses()) listed.add(address);
  return listed.text();
}

}  // namespace

int connector_explain(Session& session, const std::string& name) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  for (const auto* connector : wiring->connectors()) {
    const auto& manifest = connector->manifest();
    if (manifest.id != name) continue;
    if (session.options().json) {
      std::cout << JsonObject()
                       .add("connector", manifest.id)
                       .add("protocol", manifest.protocol)
                       .add("source", manifest.source)
                       .add("ceiling", name_of(manifest.ceiling))
                       .add("repeat_is_safe", manifest.repeat_is_safe)
                       .add("requests_max", static_cast<std::uint64_t>(manifest.requests_max))
                       .add("bytes_max", static_cast<std::uint64_t>(manifest.bytes_max))
                       .add("per_minute_max", static_cast<std::int64_t>(manifest.per_minute_max))
                       .raw("addresses", addresses_json(*connector))
                       .add("by_hand", manifest.by_hand)
                       .add("sends", connector->submit() != nullptr)
                       .add("reads_answers", connector->read_mail() != nullptr)
                       .text()
                << '\n';
      return kDone;
    }
    std::cout << manifest.id << ": " << manifest.protocol << " " << manifest.source << '\n'
              << "  may be given at most TLP:" << name_of(manifest.ceiling) << '\n'
              << "  the same notice twice is "
              << (manifest.repeat_is_safe ? "recognised by the partner" : "NOT recognised: a repeat is marked") << '\n'
              << "  at most " << manifest.requests_max << " items and " << manifest.bytes_max << " bytes a notice, "
              << manifest.per_minute_max << " notices a minute to one recipient\n"
              << "  " << (manifest.by_hand ? "a person hands notices over" : connector->submit() ? "sends notices" : "sends nothing") << ", "
              << (connector->read_mail() ? "reads answers" : "reads no answers") << '\n';
    for (const auto& address : connector->submit() ? connector->submit()->addresses() : std::vector<std::string>{})
      std::cout << "  address " << address << '\n';
    return kDone;
  }
  complain("there is no connector " + name + "; `redress connector list` shows them");
  return kFailed;
}

int alert_list(Session& session, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  for (const auto& alert : reader->alerts(limit)) {
    if (session.options().json)
      std::cout << JsonObject()
                       .add("alert", alert.id.value)
                       .add("kind", alert.kind)
                       .add("severity", name_of(alert.severity))
                       .add("subject", alert.subject)
                       .add("raised_at", to_rfc3339(alert.raised_at))
                       .add("times", alert.count)
                       .add("sent", alert.sent_at.has_value())
                       .add("why", alert.why)
                       .text()
                << '\n';
    else
      std::cout << to_rfc3339(alert.raised_at) << "  " << name_of(alert.severity) << "  " << alert.kind << "  " << alert.subject << "  "
                << alert.count << " times" << (alert.sent_at ? "" : "  not sent") << (alert.why.empty() ? "" : "  [" + alert.why + "]") << '\n';
  }
  return kDone;
}

int quarantine_list(Session& session, std::int64_t limit) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  for (const auto& row : reader->quarantine(0, limit)) {
    if (session.options().json)
      std::cout << JsonObject()
                       .add("row", row.id)
                       .add("file", row.file)
                       .add("line", row.line)
                       .add("field", row.field)
                       .add("reason", row.reason)
                       .add("at", to_rfc3339(row.at))
                       .text()
                << '\n';
    else
      std::cout << "row " << row.id << "  " << one_line(row.file) << ':' << row.line << ": " << one_line(row.field)
                << (row.field.empty() ? "" : ": ") << one_line(row.reason) << '\n';
  }
  return kDone;
}

namespace {

bool read_period(const std::string& from, const std::string& to, std::optional<UtcTime>& begin, std::optional<UtcTime>& end) {
  for (const auto& [text, slot] : {std::pair(&from, &begin), std::pair(&to, &end)}) {
    if (text->empty()) continue;
    *slot = parse_rfc3339(text->size() == 10 ? *text + "T00:00Z" : *text);
    if (!*slot) {
      complain("--from and --to want a day or a time like 2030-01-31 or 2030-01-31T12:00Z");
      return false;
    }
  }
  return true;
}

}  // namespace

int report_art22(Session& session, const std::string& from, const std::string& to) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  std::optional<UtcTime> begin, end;
  if (!read_period(from, to, begin, end)) return kUsage;
  const auto figures = report::art22(*reader, begin, end);
  std::cout << (session.options().json ? report::to_json(figures) + "\n" : report::to_table(figures));
  return kDone;
}

int report_latency(Session& session, const std::string& by, const std::string& from, const std::string& to, const std::string& workflow,
                   bool csv, bool cases) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  report::LatencyQuery query;
  query.now = session.clock().utc_now();
  const auto grouping = from_name<report::Grouping>(by);
  if (!grouping) {
    complain("--by is one of all, hoster, country, channel, regime, workflow");
    return kUsage;
  }
  query.by = *grouping;
  if (!read_period(from, to, query.from, query.to)) return kUsage;
  const bool each_workflow = query.by == report::Grouping::workflow;
  const auto folded = report::case_times(*reader, query.now, each_workflow ? std::string() : workflow);
  const bool json = session.options().json;
  if (cases) {
    std::cout << (json ? report::cases_json(folded, query) + "\n" : csv ? report::cases_csv(folded, query) : report::cases_table(folded, query));
    return kDone;
  }
  std::map<RecipientId, std::string> names;
  for (const auto& recipient : reader->recipients()) names[recipient.id] = recipient.name;
  const auto figures = report::latency(folded, query, names);
  std::cout << (json ? report::to_json(figures) + "\n" : csv ? report::to_csv(figures) : report::to_table(figures));
  return kDone;
}

int report_exchange(Session& session) {
  auto* reader = session.reader();
  if (!reader) return kFailed;
  const auto figures = report::exchange_figures(*reader, session.clock().utc_now());
  std::cout << (session.options().json ? report::to_json(figures) + "\n" : report::to_table(figures));
  return kDone;
}

int report_retention(Session& session, const std::string& from, const std::string& to, bool csv) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  report::RetentionQuery query;
  query.now = session.clock().utc_now();
  if (!read_period(from, to, query.from, query.to)) return kUsage;
  const auto figures = report::retention_figures(*session.reader(), wiring->rules_at(query.now), query);
  std::cout << (session.options().json ? report::to_json(figures, query) + "\n"
                : csv                  ? report::to_csv(figures)
                                       : report::to_table(figures));
  return kDone;
}

int audit_verify(Session& session) {
  auto* wiring = session.wiring();
  if (!wiring) return kFailed;
  constexpr std::int64_t kFaultsListed = 100;
  auto faults = wiring->store().verify_chains(kFaultsListed);
  const auto checkpoint = session.reader()->newest_checkpoint();
  if (checkpoint && !checkpoint_is_genuine(*checkpoint, wiring->checkpoint_key()))
    faults.push_back({StreamKind::desk, 0, 0, "the newest checkpoint was not signed with this desk's key"});
  if (session.options().json) {
    JsonArray listed;
    for (const auto& fault : faults)
      listed.raw(JsonObject().add("stream", name_of(fault.stream)).add("of", fault.stream_id).add("sequence", fault.sequence).add("what", fault.what).text());
    std::cout << JsonObject()
                     .add("intact", faults.empty())
                     .add("checkpoint_at", checkpoint ? to_rfc3339(checkpoint->at) : "")
                     .raw("faults", listed.text())
                     .text()
              << '\n';
  } else {
    for (const auto& fault : faults)
      std::cout << name_of(fault.stream) << ' ' << fault.stream_id << ", event " << fault.sequence << ": " << fault.what << '\n';
    std::cout << (faults.empty() ? "every chain is intact" : "the record has been changed") << "; newest checkpoint "
              << (checkpoint ? to_rfc3339(checkpoint->at) : "none yet (serve makes one a day)") << '\n';
  }
  return faults.empty() ? kDone : kFailed;
}

}  // namespace redress::app
