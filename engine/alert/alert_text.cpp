#include "engine/alert/alert_text.hpp"

#include <algorithm>
#include <array>

#include "engine/core/time.hpp"

namespace redress {
namespace {

constexpr std::size_t kSubjectBytesMax = 80;
constexpr std::size_t kKindBytesMax = 40;

constexpr std::array kKinds{
    AlertKindText{"acceptance_deadline", "A recipient has not confirmed a notice yet, and the time for it is running out.",
                  "Check the recipient's contact, or call."},
    AlertKindText{"answer_after_closing", "A recipient wrote about a request that is closed.", "Read the answer with `redress task show`."},
    AlertKindText{"answer_after_moving", "A partner hotline answered about something that has left its country since.",
                  "Read the answer with `redress task show`; nothing depends on it."},
    AlertKindText{"approval_asked", "An act that cannot be taken back waits for a second person.", "Look at it with `redress approval list` and decide."},
    AlertKindText{"assessment_deadline", "A report is waiting for its assessment, and its target time is near.",
                  "Assess it, or hand it on."},
    AlertKindText{"assessment_late", "A report has not been assessed within its target time.", "Assess it now; nothing is sent before."},
    AlertKindText{"assessment_near", "A report is waiting for its assessment, and its target time is near.", "Assess it, or hand it on."},
    AlertKindText{"bounced", "A notice came back undelivered.", "Look at the recipient's contact and correct it."},
    AlertKindText{"break_glass", "An act that needs a second person was carried out by one alone.", "Ask who did it why; the reason is on record."},
    AlertKindText{"connector_down", "A way of sending or of reading answers does not work; what belongs to it waits.",
                  "Look at its connection with `redress doctor`; the rest follows by itself once it works."},
    AlertKindText{"connector_stuck", "A way of sending makes no progress; its notices wait.", "Look at it with `redress doctor`."},
    AlertKindText{"contested", "A recipient disputes a notice.", "A second person reads the answer and upholds or overturns."},
    AlertKindText{"damaged_row", "A stored row does not open under its own key; what hangs on it is passed over, the rest goes on.",
                  "Take its task; compare with a backup before changing anything."},
    AlertKindText{"dead_letter", "A notice was given up after its last try.",
                  "Read the cause with `redress notice show`, correct it, and requeue."},
    AlertKindText{"escalated", "A request went on to the next rung of its ladder.", "Look whether a person should call as well."},
    AlertKindText{"false_claim", "A recipient says that content is gone, and it is still online.",
                  "Look at the recipient's other answers, or call."},
    AlertKindText{"flood", "Far more reports than usual on one item or from one source; they are counted apart.",
                  "Look at the source before assessing further."},
    AlertKindText{"given_up", "A request was given up and waits for a person.", "Take its task and decide what follows."},
    AlertKindText{"gone_before_referral", "What was to be referred was gone before anybody could be told.",
                  "Make a dossier of it, if police should have it all the same."},
    AlertKindText{"gone_unassessed", "What a partner handed to us is gone, and nobody here has judged it.",
                  "Say what it was, as far as that can be said; the partner is told then."},
    AlertKindText{"handed_in_twice", "A second partner handed in what we work on for another.",
                  "Tell it by hand; only the first is told by itself."},
    AlertKindText{"hold_past_its_end", "A police hold has run out, and nothing is sent until somebody decides.", "Release or extend the hold."},
    AlertKindText{"host_moved", "Content moved to another host; its request follows it.", "Nothing, unless it keeps moving."},
    AlertKindText{"ladder_exhausted", "Everybody who could be asked was asked, and the content is still online.",
                  "Take its task and decide what follows."},
    AlertKindText{"looks_blind", "For half an hour no look could show that our own connection works; nothing can be confirmed as gone.",
                  "Look whether the addresses in looks: control_urls: answer from this machine, and at the network; `redress doctor` helps."},
    AlertKindText{"looks_off", "Notices leave without a look: no legal basis for looking is configured.",
                  "Record it as looks: legal_basis: in the configuration; `redress doctor` says more."},
    AlertKindText{"never_stuck_broken", "Something is open without a timer, a notice on its way or a task.",
                  "Run `redress doctor` and report this as a fault of the program."},
    AlertKindText{"next_rung", "A request went on to the next rung of its ladder.", "Look whether a person should call as well."},
    AlertKindText{"no_decision", "A platform has not decided within the time set for it.", "Nothing at once: it is reminded; see its task, if there is one."},
    AlertKindText{"not_accepted", "No recipient has confirmed a notice in time.", "Call, or correct the contact and send again."},
    AlertKindText{"not_offered", "There is no partner hotline to offer it to, or it cannot be reached.",
                  "Nothing at once: the ladder goes on; see its task."},
    AlertKindText{"notice_not_leaving", "A notice has not left within its time.",
                  "Look whether sending is on, and at the notice, with `redress doctor` and `redress notice list`."},
    AlertKindText{"order_breached", "An order was not followed in time.",
                  "Take its task: it is reminded and the next is ordered by itself; what it costs them is for a person."},
    AlertKindText{"order_not_received", "Nobody has confirmed that an order was received, and its time does not run.",
                  "Call, or serve it otherwise; answer its task with `received` once it was."},
    AlertKindText{"order_refused", "Whoever was ordered to remove something refuses.",
                  "Read the answer; the time runs on."},
    AlertKindText{"partner_declined", "A partner hotline will not act on what was offered to it.",
                  "Nothing at once: the next road is taken; see its task."},
    AlertKindText{"preservation_held", "The police asked us to wait, so a host was not asked to keep its traces.",
                  "Nothing before the hold is released; see its task."},
    AlertKindText{"reappeared", "Removed content is back online.",
                  "A new spell has begun; look whether the same recipient should be asked."},
    AlertKindText{"recipient_down", "A recipient cannot be reached; its notices wait.", "Look at its contact; others are not held up."},
    AlertKindText{"recipient_paused", "Notices to a recipient are paused and are piling up.",
                  "Resume it, or send its notices another way."},
    AlertKindText{"referral_refused", "Police or whoever else something was referred to will not take it.",
                  "Read the answer with `redress task show`, and refer it otherwise."},
    AlertKindText{"referral_unconfirmed", "Nobody has confirmed a referral, also after a reminder; it does not count as reported.",
                  "Call; answer its task with `received` once they say that they have it."},
    AlertKindText{"refused", "A recipient refuses to act.", "Read the answer and choose the next rung."},
    AlertKindText{"removal_deadline", "Content is still online, and the time for its removal is running out.",
                  "Call the recipient, or prepare the next rung."},
    AlertKindText{"removal_late", "Content is still online after its deadline.",
                  "Look at the ladder's next rung and whether a person should call."},
    AlertKindText{"removal_near", "Content is still online, and the time for its removal is running out.",
                  "Call the recipient, or prepare the next rung."},
    AlertKindText{"reported_again", "An item that was closed is reported again.", "Look at it with `redress item show`."},
    AlertKindText{"rows_refused", "Rows of a file or mail that was taken in by itself could not be read; they are kept in quarantine.",
                  "List them with `redress quarantine list`; `redress quarantine export` says how to mend each."},
    AlertKindText{"site_moved", "A site moved to another host; its open requests follow it.", "Nothing, unless it keeps moving."},
    AlertKindText{"still_doubtful", "Two people could not decide about an item.", "A lead decides."},
    AlertKindText{"task_due", "A task is due soon.", "Take it with `redress task take`."},
    AlertKindText{"task_late", "A task is overdue.", "Take it with `redress task take`."},
    AlertKindText{"test", "This is a test: alerts reach you by this channel.", "Nothing."},
    AlertKindText{"undeliverable", "A notice cannot be delivered to its recipient.",
                  "Correct the recipient's contact, or choose the next rung."},
    AlertKindText{"unexpected_event",
                  "A request was told something its workflow does not expect; it was put on record and nothing changed.",
                  "Look at its timeline with `redress timeline`."},
};
constexpr AlertKindText kOtherKind{"", "Something needs a person's attention.", "Look at the subject with `redress status`."};

}  // namespace

std::span<const AlertKindText> alert_kinds() { return kKinds; }

const AlertKindText& alert_kind(std::string_view kind) {
  const auto place =
      std::lower_bound(kKinds.begin(), kKinds.end(), kind, [](const AlertKindText& row, std::string_view name) { return row.kind < name; });
  return place != kKinds.end() && place->kind == kind ? *place : kOtherKind;
}

std::string safe_kind(std::string_view kind) {
  const bool ours = !kind.empty() && kind.size() <= kKindBytesMax && std::all_of(kind.begin(), kind.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return ours ? std::string(kind) : "other";
}

std::string safe_subject(std::string_view subject) {
  const bool plain = !subject.empty() && subject.size() <= kSubjectBytesMax && std::all_of(subject.begin(), subject.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '_' || c == '-';
  });
  return plain ? std::string(subject) : "[withheld]";
}

AlertText alert_text(const AlertRecord& alert, UtcTime now, std::optional<UtcTime> deadline) {
  const auto& words = alert_kind(alert.kind);
  const auto subject = safe_subject(alert.subject);
  AlertText text;
  text.title = "[" + std::string(name_of(alert.severity)) + "] " + safe_kind(alert.kind) + ": " + subject;
  text.body = std::string(words.sentence) + "\n\nAbout:  " + subject + "\nSince:  " + to_rfc3339(alert.raised_at);
  if (alert.count > 1) text.body += "\nTimes:  " + std::to_string(alert.count);
  if (deadline) {
    const auto left = *deadline - now;
    text.body += left.count() >= 0 ? "\nLeft:   " + to_words(left) : "\nLate:   " + to_words(-left);
  }
  text.body += "\n\nNext:   " + std::string(words.next_step) + "\n";
  return text;
}

AlertRecord demo_alert(UtcTime now) {
  AlertRecord alert;
  alert.kind = "test";
  alert.severity = Severity::info;
  alert.subject = "engine";
  alert.raised_at = now;
  return alert;
}

}  // namespace redress
