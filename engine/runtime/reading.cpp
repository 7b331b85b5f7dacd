// What was kept sealed for a person to read: messages behind a task, rows in quarantine. Shown by an audited act with a reason.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace redress::runtime {
namespace {

/// Numbers of messages that were read about the notice, as its events have them.
void add_messages_about(Batch& batch, NoticeId notice, std::vector<std::int64_t>& ids) {
  for (const auto& event : batch.tx.events(StreamKind::notice, notice.value)) {
    if (event.kind != "MessageRead") continue;
    const auto body = nlohmann::json::parse(event.body, nullptr, false);
    if (body.is_object() && body.contains("inbox") && body["inbox"].is_number_integer()) ids.push_back(body["inbox"].get<std::int64_t>());
  }
}

/// Newest first.
std::vector<std::int64_t> messages_behind(Batch& batch, const TaskRecord& task) {
  std::vector<std::int64_t> ids;
  if (task.request)
    for (const auto notice : batch.tx.notices_of(task.request)) add_messages_about(batch, notice, ids);
  else if (task.notice)
    add_messages_about(batch, task.notice, ids);
  if (task.kind == "unmatched_message") {  // its reason is "answer 12"
    const auto number = std::string_view(task.reason).substr(task.reason.rfind(' ') + 1);
    std::int64_t id = 0;
    if (std::from_chars(number.data(), number.data() + number.size(), id).ec == std::errc{}) ids.push_back(id);
  }
  std::sort(ids.rbegin(), ids.rend());
  return ids;
}

}  // namespace

ActResult show_task(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("reading a message needs a reason (--reason)");
  const auto task = batch.tx.task(TaskId{act.subject});
  if (!task) return problem("there is no task of that number; `redress task list` shows them");
  JsonArray listed, read;
  bool any = false;
  std::size_t bytes_left = kShownBytesMax;
  if (const auto form = form_behind(batch, *task)) {
    listed.raw(JsonObject().add("kind", "form").add("notice", batch.tx.notice(task->notice)->reference).add("bytes", in_characters(*form)).text());
    any = true;
  }
  for (const auto id : messages_behind(batch, *task)) {
    const auto message = batch.tx.inbox_message(id);
    if (!message || message->message.empty()) continue;  // clear ones are not kept
    const auto key = batch.parts.sealer.unwrap(message->key);
    if (!key) continue;  // erased
    const auto bytes = batch.parts.sealer.open(*key, {"inbox", "message", id}, message->message);
    if (!bytes || bytes->size() > bytes_left) continue;
    bytes_left -= bytes->size();
    const auto notice = message->notice ? batch.tx.notice(message->notice) : std::nullopt;
    listed.raw(JsonObject()
                   .add("message", id)
                   .add("at", to_rfc3339(message->at))
                   .add("kind", message->kind)
                   .add("notice", notice ? notice->reference : std::string())
                   .add("bytes", in_characters(*bytes))
                   .text());
    read.raw(std::to_string(id));
    any = true;
  }
  if (!any) return problem("no message is kept for this task; `redress timeline` shows what happened to its item");
  const auto body = JsonObject().add("task", task->id.value).raw("messages", read.text()).add("reason", act.reason).text();
  if (task->item)
    batch.note(StreamKind::item, task->item.value, "MessagesRevealed", act.by, body);
  else
    batch.note(StreamKind::desk, task->desk.value, "MessagesRevealed", act.by, body);
  auto result = done();
  result.answer = listed.text();
  return result;
}

ActResult show_quarantined(Batch& batch, const Act& act) {
  if (act.reason.empty()) return bad_words("reading a row in quarantine needs a reason (--reason)");
  const auto rows = batch.tx.quarantine(act.subject - 1, 1);
  if (rows.empty() || rows.front().id != act.subject) return problem("there is no row of that number; `redress quarantine list` shows them");
  const auto& row = rows.front();
  const auto key = batch.parts.sealer.unwrap(row.key);
  if (!key) return problem("the row was erased");
  const auto bytes = batch.parts.sealer.open(*key, {"quarantine", "row", row.id}, row.row);
  if (!bytes) return problem("the row does not open under its key; run `redress audit verify`");
  if (bytes->size() > kShownBytesMax) return problem("the row is too large to be shown; look into the file it came in");
  batch.note(StreamKind::desk, row.desk.value, "QuarantinedRowRevealed", act.by, JsonObject().add("row", row.id).add("reason", act.reason).text());
  auto result = done();
  result.answer = in_characters(*bytes);
  return result;
}

std::string in_characters(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte >= 0x80) text += static_cast<char>(0xC0U | byte >> 6U);
    text += static_cast<char>(byte < 0x80 ? byte : 0x80U | (byte & 0x3FU));
  }
  return text;
}

std::string in_bytes(std::string_view characters) {
  std::string bytes;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto first = static_cast<std::uint8_t>(characters[i]);
    if (first >= 0xC2 && first <= 0xC3 && i + 1 < characters.size())
      bytes += static_cast<char>(static_cast<std::uint8_t>((first & 3U) << 6U) | (static_cast<std::uint8_t>(characters[++i]) & 0x3FU));
    else
      bytes += characters[i];
  }
  return bytes;
}

}  // namespace redress::runtime
