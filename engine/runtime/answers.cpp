// Messages that come back: matched to their notice, and told to every request in it. A claim only starts a check.
#include "engine/core/json_text.hpp"
#include "engine/runtime/batch.hpp"

#include <algorithm>

namespace redress::runtime {
namespace {

struct Match {
  NoticeId notice;
  bool by_token = false;  // whoever names it has our message, or what somebody made of it
};

/// The one notice the message is about; none when it names none of ours, or two.
Match matched_notice(Batch& batch, const ReadAnswer& answer) {
  std::vector<NoticeId> named;
  const auto add = [&](std::optional<NoticeId> id) {
    if (id && std::find(named.begin(), named.end(), *id) == named.end()) named.push_back(*id);
  };
  for (const auto& token : answer.reply_tokens) add(batch.tx.find_notice_by_token(token));
  if (named.size() == 1) return {named.front(), true};  // the token cannot be guessed or quoted by accident
  for (const auto& reference : answer.references) add(batch.tx.find_notice(reference));
  return named.size() == 1 ? Match{named.front()} : Match{};
}

/// `desk.host.example` and `host.example` are one house.
bool is_same_house(std::string_view one, std::string_view other) {
  if (one.size() < other.size()) std::swap(one, other);
  return one.ends_with(other) && other.find('.') != std::string_view::npos &&
         (one.size() == other.size() || one[one.size() - other.size() - 1] == '.');
}

/// Written, or so it says, from where one of the recipient's contacts is.
bool is_from_recipient(Batch& batch, const NoticeRecord& notice, const ReadAnswer& answer) {
  const auto contacts = batch.tx.contacts(notice.recipient);
  return std::any_of(contacts.begin(), contacts.end(), [&](const ContactRecord& contact) {
    const auto at = contact.address.rfind('@');
    return at != std::string::npos && is_same_house(contact.address.substr(at + 1), answer.sender_domain);
  });
}

Event event_for(AnswerMeaning meaning, NoticeId notice) {
  switch (meaning) {
    case AnswerMeaning::received: return Acknowledged{notice};
    case AnswerMeaning::removed: return ClaimedGone{notice};
    case AnswerMeaning::refused: return RefusedByRecipient{notice};
    case AnswerMeaning::not_ours: return NotTheirs{notice};
    case AnswerMeaning::forwarded: return PassedToCustomer{notice};
    case AnswerMeaning::needs_information: return InformationAsked{notice};
    case AnswerMeaning::contested: return ContestedByRecipient{notice};
    case AnswerMeaning::unknown: return AnswerUnclear{notice};
  }
  return AnswerUnclear{notice};
}

/// Only a workflow whose recipients decide knows what to do with a decision; elsewhere a person reads it.
Event event_for(Batch& batch, const NoticeRecord& notice, const ReadAnswer& answer, AnswerMeaning meaning) {
  if (!answer.decision) return event_for(meaning, notice.id);
  const auto& rows = batch.workflow(notice.workflow).rows();
  if (std::none_of(rows.begin(), rows.end(), [](const RowText& row) { return row.event == "DecisionReceived"; })) return AnswerUnclear{notice.id};
  return DecisionReceived{notice.id, *answer.decision};
}

void unmatched(Batch& batch, const MessageArrived& work, std::int64_t inbox_id, NoticeId notice) {
  // A bounce or an answer that matches nothing may be the only sign of a lost notice: a person looks. Other mail is only kept count of.
  if (work.answer.kind != "answer" && !work.answer.undelivered) return;
  TaskRecord task;
  task.desk = notice ? batch.tx.notice(notice)->desk : batch.desk(batch.parts.desk);  // a helpline's notice is nobody else's to read about
  task.kind = "unmatched_message";
  task.reason = work.answer.kind + " " + std::to_string(inbox_id);
  task.opened_at = batch.now;
  task.due_at = batch.policies().tasks.due(task.kind, {}, batch.now).answer;
  open_task(batch, std::move(task));
}

void bounced(Batch& batch, NoticeRecord& notice, const ReadAnswer& answer, const Actor& by) {
  const auto cause = "it came back" + (answer.status.empty() ? std::string() : " with status " + answer.status);
  const bool again = answer.temporary && tried_again_after_bounce(batch, notice, cause);
  batch.note(StreamKind::notice, notice.id.value, "BounceArrived", by,
             JsonObject().add("permanent", answer.permanent).add("status", answer.status).add("tried_again", again).text());
  if (again) return;
  notice.state = NoticeState::bounced;
  batch.tx.save(notice);
  // Only a dead mailbox is not used again; a full one may be empty by the next try.
  for (auto contact : batch.tx.contacts(notice.recipient))
    if (contact.id == notice.contact && answer.permanent) {
      contact.bounced_at = batch.now;
      batch.tx.save(contact);
    }
  ask_about_undelivered(batch, notice, cause);
  tell_all(batch, notice, NoticeBounced{notice.id}, by);
}

}  // namespace

void message_arrived(Batch& batch, const MessageArrived& work) {
  const auto digest = batch.parts.sealer.blind_index("message", work.bytes);
  if (!work.mailbox.empty()) batch.tx.set_inbox_position(work.mailbox, work.uid_validity, work.uid);
  if (batch.tx.message_seen(digest)) return;
  ++batch.memory.counters.answers;
  const auto& answer = work.answer;
  const auto [notice_id, by_token] = matched_notice(batch, answer);
  const bool about_content = answer.kind == "answer" || answer.kind == "auto_reply";
  const auto meaning = answer.meaning.value_or(AnswerMeaning::unknown);
  // A reference alone may have been read or heard elsewhere: a stranger's answer moves nothing, a person reads it. And what comes back comes to an
  // address that has the token, or somebody only says that it came back.
  const bool known = by_token || (notice_id && !answer.undelivered && is_from_recipient(batch, *batch.tx.notice(notice_id), answer));
  const bool clear = known && answer.certain && (meaning != AnswerMeaning::unknown || answer.decision.has_value());

  InboxRecord record;
  record.mailbox = work.mailbox;
  record.uid_validity = work.uid_validity;
  record.uid = work.uid;
  record.digest = digest;
  record.kind = answer.kind;
  record.meaning = answer.meaning ? name_of(*answer.meaning) : std::string_view();
  record.notice = notice_id;
  record.at = batch.now;
  // "Not ours" is acted upon, and yet a person may need whom it names: where the look-up still says the same.
  const bool person_reads =
      !known || (answer.kind == "answer" && (!clear || meaning == AnswerMeaning::refused || meaning == AnswerMeaning::needs_information ||
                                                 meaning == AnswerMeaning::contested || meaning == AnswerMeaning::not_ours));
  const auto inbox_id = batch.tx.next_inbox();
  if (person_reads) {
    // Never the bytes themselves: a picture somebody attached must not be kept. What could not be read is still in the mailbox.
    const std::string unread = "subject: (a message that could not be read; it is still in the mailbox)\r\n\r\n";
    auto key = batch.parts.sealer.make_key();
    record.message = batch.parts.sealer.seal(key.key, {"inbox", "message", inbox_id}, answer.readable.empty() ? unread : answer.readable);
    record.key = std::move(key.wrapped);
  }
  batch.tx.insert(record);

  if (!notice_id) {
    unmatched(batch, work, inbox_id, {});
    return;
  }
  auto notice = *batch.tx.notice(notice_id);
  const Actor by = known ? Actor{ActorKind::recipient, "recipient " + std::to_string(notice.recipient.value)} : Actor{ActorKind::reporter, "a stranger"};
  batch.note(StreamKind::notice, notice_id.value, "MessageRead", by,
             JsonObject()
                 .add("kind", answer.kind)
                 .add("meaning", name_of(meaning))
                 .add("ticket", !answer.ticket.empty())
                 .add("network_named", !answer.network_named.empty())
                 .add("inbox", inbox_id)
                 .text());
  if (!known) {
    unmatched(batch, work, inbox_id, notice_id);
  } else if (answer.undelivered) {
    bounced(batch, notice, answer, by);
  } else if (about_content) {
    // Whatever it says, their system has our notice.
    const bool news = notice.state == NoticeState::accepted || notice.state == NoticeState::sealed;
    if (news) {
      notice.state = NoticeState::delivered;
      batch.tx.save(notice);
      tell_all(batch, notice, RecipientAccepted{notice_id}, by);
    }
    const bool says_something = answer.kind == "answer" || (clear && meaning == AnswerMeaning::received);
    const Event event = clear ? event_for(batch, notice, answer, meaning) : Event(AnswerUnclear{notice_id});
    if (says_something) tell_all(batch, notice, event, by);
  }
  batch.drain();
}

}  // namespace redress::runtime
