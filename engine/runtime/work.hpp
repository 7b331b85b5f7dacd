// What is posted to the loop (work) and what the loop gives out after a commit (jobs).
//
// Work is facts and wishes from outside: reports, results of jobs, answers, people's acts. Jobs are the only I/O there is; a worker
// runs one and posts its result. A job whose result never comes is given out again: sends after recovery, looks and look-ups after
// a time that is stored.
#pragma once

#include "engine/core/incoming.hpp"
#include "engine/core/ports/connector.hpp"
#include "engine/core/records.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redress::runtime {

// --- work -----------------------------------------------------------------------------------------------------------

struct FiledReport {
  IncomingReport report;
  std::string digest;                // of its content, as intake computed it
};
struct FilingResult {
  std::int64_t reports = 0;          // newly filed
  std::int64_t known_reports = 0;    // the very same report was filed before: nothing changed
  std::int64_t items = 0;            // new items
  std::int64_t repeats = 0;          // items that were known
  std::int64_t rejected = 0;         // rows in quarantine
  std::vector<ReportId> report_ids;
};
struct FileReports {
  std::string desk;
  std::string actor = "intake";      // who handed it in, for the record
  std::vector<FiledReport> reports;
  std::vector<RejectedRow> rejected;
  std::string file;                  // base name
  std::string file_digest;           // empty: no progress is kept
  std::int64_t position = 0;         // progress after this batch
  bool complete = false;
  bool unattended = false;           // nobody sees what it is answered: refused rows raise an alert
  std::string mailbox;               // of the last part of a mail: the place in the mailbox, kept with it; empty for everything else
  std::int64_t uid_validity = 0, uid = 0;
  std::function<void(const FilingResult&)> done;  // called after the commit, on the writer thread
};

/// More than somebody hands in by hand: what is handed in meanwhile goes first.
[[nodiscard]] bool comes_in_bulk(const FileReports& work);

/// What a helpline worker took down of a person's case. A case that is known already (`to`) gets the locations alone.
struct OpenCase {
  std::string desk = "helpline";
  Actor by;
  PersonText requester;              // JSON: name, how to reach them, what they wrote
  PersonText depicted;               // the same; empty: the requester's own images
  AgeBand age_band = AgeBand::unknown;
  Authority authority = Authority::self;
  FirstStep first_step = FirstStep::send;
  bool threat = false;               // only accounts that threaten to publish
  Verdict verdict = Verdict::illegal_national;  // the worker's own: nothing is asked for what is not illegal
  struct Consent {
    std::string recipient;           // slug, or `any`
    DataKind data = DataKind::location;
  };
  std::vector<Consent> consents;
  std::vector<IncomingItem> items;   // at least one
  CaseId to;
};
struct CaseResult {
  bool done = false;
  std::string problem;               // plain words and the next step; empty when done
  CaseId id;
  std::string number;
  SecretText pin;                    // of a new case: told once, kept nowhere
  std::vector<ItemId> items;
};
struct FileCase {
  OpenCase wanted;
  std::function<void(const CaseResult&)> done;
};

struct SendSettled {
  AttemptId attempt;
  MailOutcome outcome = MailOutcome::uncertain;
  int code = 0;
  std::string cause;
  std::optional<Milliseconds> wait;  // asked for by the partner
  bool of_address = false;           // refused: as in MailVerdict
  bool too_large = false;            // refused: as in MailVerdict
  bool begun = true;                 // false: the program ends, and nobody has begun it; the rest says nothing then
};
struct LookSettled {
  LocationId location;
  LookReply reply;
};
struct LocateSettled {
  LocationId location;
  Result<PlaceReply, PlaceError> reply;
};
struct MessageArrived {
  std::string mailbox;
  std::int64_t uid_validity = 0, uid = 0;
  std::string bytes;
  ReadAnswer answer;
};
/// How reading an inbox goes: told when it fails for the third time in a row, now and then while it does, and when it works again.
struct InboxSeen {
  int number = 1;                    // of the inbox, in the order of the configuration; then the drop folder and the intake mailbox
  bool readable = false;
};
struct AlertSettled {
  AlertId alert;
  bool sent = false;
};

/// An act of a named person (or of a program with their key). What it needs stands in `arguments`.
enum class ActKind {
  assess,            // request or item; verdict
  second_opinion,    // like assess, by a second person
  withdraw,
  give_up,
  hold,              // until
  extend_hold,       // until
  release_hold,
  uphold,            // a contest
  overturn,
  resume,
  next_rung,
  partly_gone,       // item: a person saw that some of the set is gone
  expired,           // item: a person saw that it had an end of its own, and reached it
  say,               // item; a word of what whoever has the newest notice about it said
  task_take,
  task_answer,       // task; answer
  recipient_approve,
  recipient_pause,
  recipient_resume,
  contact_add,       // recipient; address
  connector_pause,   // slug: the connector's name
  connector_resume,
  notice_requeue,
  notice_retract,
  sending,           // on | paused | rehearsal
  reveal,            // an audited read of a locator
  relocate,
  set_registrar,     // item; slug of a recipient
  urgent,            // an item that cannot wait
  erase,             // an item: what it named can never be read again
  dossier,           // item; slug of who gets it; argument: SHA-256 of their certificate, hexadecimal. An audited read of the locator
  approval_approve,  // approval: a second person says yes, and what was asked for is done
  approval_refuse,
  rules_adopt,       // argument: SHA-256 of the desk's own rule files, hexadecimal; `shipped` where it has none
  task_show,         // an audited read of the messages behind a task
  quarantine_show,   // an audited read of a row in quarantine
  refer,             // item; argument: a Referral. Beside its removal
  migrate_rules,     // item: its open requests follow the rules of today from now on
  case_show,         // case: an audited read of what is kept of its persons
  case_status,       // slug: a case's number; argument: its PIN. Where its requests stand
  case_consent_give,       // case; slug of a recipient, or `any`; argument: a kind of data
  case_consent_take_back,  // the same; what waits and needs it is left
  case_withdraw,     // case: everything asked for it is taken back
  case_erase,        // case: what is kept of its persons can never be read again
  legal_hold,        // item: nothing about it is erased, by nobody and no rule
  legal_release,
  case_legal_hold,   // case: the same of its persons and its items
  case_legal_release,
  record,            // backup, key_rotate, alert_test, connector_test, restore: done outside the store
};

/// What the number of an act's subject numbers. `other`: of an approval or the desk, or looked up by who does it.
enum class ActSubject { item, notice, task, removal_case, other };
[[nodiscard]] constexpr ActSubject subject_kind(ActKind kind) {
  switch (kind) {
    case ActKind::assess:
    case ActKind::second_opinion:
    case ActKind::withdraw:
    case ActKind::give_up:
    case ActKind::hold:
    case ActKind::extend_hold:
    case ActKind::release_hold:
    case ActKind::uphold:
    case ActKind::overturn:
    case ActKind::resume:
    case ActKind::next_rung:
    case ActKind::partly_gone:
    case ActKind::expired:
    case ActKind::say:
    case ActKind::reveal:
    case ActKind::relocate:
    case ActKind::set_registrar:
    case ActKind::urgent:
    case ActKind::erase:
    case ActKind::dossier:
    case ActKind::refer:
    case ActKind::migrate_rules:
    case ActKind::legal_hold:
    case ActKind::legal_release: return ActSubject::item;
    case ActKind::notice_requeue:
    case ActKind::notice_retract: return ActSubject::notice;
    case ActKind::task_take:
    case ActKind::task_answer:
    case ActKind::task_show: return ActSubject::task;
    case ActKind::case_show:
    case ActKind::case_status:
    case ActKind::case_consent_give:
    case ActKind::case_consent_take_back:
    case ActKind::case_withdraw:
    case ActKind::case_erase:
    case ActKind::case_legal_hold:
    case ActKind::case_legal_release: return ActSubject::removal_case;
    case ActKind::recipient_approve:
    case ActKind::recipient_pause:
    case ActKind::recipient_resume:
    case ActKind::contact_add:
    case ActKind::connector_pause:
    case ActKind::connector_resume:
    case ActKind::sending:
    case ActKind::approval_approve:
    case ActKind::approval_refuse:
    case ActKind::rules_adopt:
    case ActKind::quarantine_show:
    case ActKind::record: return ActSubject::other;
  }
  return ActSubject::other;
}

struct Act {
  ActKind kind = ActKind::resume;
  Actor by;
  std::int64_t subject = 0;          // id of what it is about; what that is follows from `kind` (`subject_kind`)
  std::string slug;                  // recipient or connector, where it is about one
  std::string argument;              // verdict, answer, address, mode …
  std::optional<UtcTime> until;
  std::optional<UtcTime> at;         // when it happened, of what is told later
  std::string ticket;                // the recipient's own number
  std::optional<ClosingReason> closing_reason;  // of assess, second_opinion, withdraw, give_up, and of the answers that close
  std::string reason;                // required for reveal, withdraw, give_up, overturn, erase, dossier, legal holds, approval_refuse and break_glass
  bool break_glass = false;          // without the second person it needs: all leads are alerted
};
struct ActResult {
  bool done = false;
  std::string problem;               // plain words and the next step; empty when done
  bool refused_by_policy = false;
  std::string answer;                // of reveal: the locator (the caller prints it once); of dossier: see dossier.cpp; otherwise empty
  bool bad_words = false;            // what was asked for is no request at all: an unknown verdict, a reason left out
  bool not_reachable = false;        // the running engine did not answer; whether it was done is not known
  std::int64_t approval = 0;         // not done: a second person was asked; this is its number
};
struct DoAct {
  Act act;
  std::function<void(const ActResult&)> done;
};
/// Recipients as the directory has them now.
struct DirectoryRow {
  RecipientRecord recipient;
  std::string parent_slug;
  std::vector<ContactRecord> contacts;
};
struct LoadDirectory {
  std::vector<DirectoryRow> rows;
  std::string actor = "directory";
  std::function<void()> done;
};

/// All chain heads, signed: kept, so that a stream that loses its end or is gone shows.
struct KeepCheckpoint {
  CheckpointRecord checkpoint;
};

using Work = std::variant<FileReports, FileCase, SendSettled, LookSettled, LocateSettled, MessageArrived, InboxSeen, AlertSettled, DoAct,
                          LoadDirectory, KeepCheckpoint>;

/// Bytes as text that survives JSON: one character for each byte, and back.
[[nodiscard]] std::string in_characters(std::string_view bytes);
[[nodiscard]] std::string in_bytes(std::string_view characters);

// --- jobs -----------------------------------------------------------------------------------------------------------

/// Hand this notice over. Leased, and its attempt is on disk.
struct SendJob {
  AttemptId attempt;
  NoticeId notice;
  std::string channel;
  NoticeForSending envelope;         // without items and text: what leaving needs to know
  MessageText message;
};
struct LookJob {
  LocationId location;
  std::vector<LookRequest> ways;     // one for each access recipe that is known, at least one: the page is gone when all of them say so
  bool more_ways = false;            // there were more than are kept: it is never `gone`
};
struct LocateJob {
  LocationId location;
  HostName host;
};
struct AlertJob {
  AlertRecord alert;
};
using Job = std::variant<SendJob, LookJob, LocateJob, AlertJob>;

}  // namespace redress::runtime

template <>
struct redress::EnumNames<redress::runtime::ActKind> {
  static constexpr auto names =
      name_list("assess", "second_opinion", "withdraw", "give_up", "hold", "extend_hold", "release_hold", "uphold", "overturn", "resume",
                "next_rung", "partly_gone", "expired", "say", "task_take", "task_answer", "recipient_approve", "recipient_pause",
                "recipient_resume", "contact_add", "connector_pause", "connector_resume", "notice_requeue", "notice_retract", "sending",
                "reveal", "relocate", "set_registrar", "urgent", "erase", "dossier", "approval_approve", "approval_refuse", "rules_adopt",
                "task_show", "quarantine_show", "refer", "migrate_rules", "case_show", "case_status", "case_consent_give", "case_consent_take_back",
                "case_withdraw", "case_erase", "legal_hold", "legal_release", "case_legal_hold", "case_legal_release", "record");
};
