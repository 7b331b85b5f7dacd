// What is stored, as plain rows: the types the store reads and writes (engine/store/migrations holds the tables).
// Sensitive text stands here only as ciphertext (`Sealed`) or as a blind index.
#pragma once

#include "engine/core/command.hpp"
#include "engine/core/event.hpp"
#include "engine/core/facts.hpp"
#include "engine/core/id.hpp"
#include "engine/core/ports/sealer.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress {

struct ReportRecord {
  ReportId id;
  DeskId desk;
  ReportOrigin origin = ReportOrigin::public_form;
  std::string source;
  std::string external_reference;
  BlindIndex digest;                 // of the report's content: the same row twice is known by it
  Sealed reporter;                   // under the report's key; empty when anonymous
  WrappedKey key;                    // empty once erased
  UtcTime received_at;
  std::optional<UtcTime> told_at;
  std::int64_t item_count = 0;
  std::int64_t repeat_count = 0;     // items of it that were known already
};

struct ItemRecord {
  ItemId id;
  DeskId desk;
  LocatorKind locator_kind = LocatorKind::url;
  std::string platform;
  BlindIndex locator_index;
  Sealed locator;                    // under the item's key
  Sealed recipe;                     // access recipe, JSON; empty when none
  WrappedKey key;                    // empty once erased
  ItemRole role = ItemRole::source;
  LocationId location;               // none for locators that lie nowhere (phones, descriptions)
  ReportId first_report;
  UtcTime first_reported_at;
  std::int64_t report_count = 1;     // how often it was reported, the first included
  std::optional<Verdict> verdict;    // of the newest assessment
  std::optional<UtcTime> legal_hold_since;  // while set, nothing about it is erased
};

struct AssessmentRecord {
  AssessmentId id;
  ItemId item;
  Verdict verdict = Verdict::doubtful;
  AssessmentBasis basis = AssessmentBasis::analyst;
  Actor by;
  std::string attributes;            // ICCAM attributes as a JSON object; no free text
  UtcTime at;
};

/// Facts about a place that belong to nobody; shared by all desks.
struct LocationRecord {
  LocationId id;
  BlindIndex locator_index;
  BlindIndex host_index;
  SiteId site;
  Sealed host;                       // under the location's key
  WrappedKey key;
  RecipientId hoster;                // who hosts it; none when unknown
  RecipientId network;
  RecipientId registrar;
  std::string country_of_address, country_of_registration, country_of_contact;
  std::string country_source;        // where `country_of_address` came from, e.g. "rdap"
  std::optional<UtcTime> located_at;
  // looking
  Observed observed = Observed::unknown;
  Evidence evidence = Evidence::vantage_unproven;
  std::optional<UtcTime> looked_at;
  std::optional<UtcTime> last_online_at;
  std::optional<UtcTime> first_miss_at;  // of the run of misses that is going on
  int misses = 0;                        // in a row
  int failures = 0;                      // `unknown` in a row
  std::optional<UtcTime> next_look_at;   // none: nobody wants to look
  Sealed content_digest;                 // what looks read there, under the location's key; empty when nothing was read yet
  int digest_looks = 0;                  // in a row that read it; -1: it changes by itself and says nothing
};

struct SiteRecord {
  SiteId id;
  BlindIndex domain_index;
  Sealed domain;
  WrappedKey key;
  std::string kind;                  // image_host, forum, dedicated, commercial …; empty when unknown
  int moves = 0;
};

struct RequestRecord {
  RequestId id;
  DeskId desk;
  ItemId item;
  LocationId location;
  std::string workflow;
  std::string state;
  Facts facts;
  std::int64_t version = 0;          // counts up with each change; guards against lost updates
  UtcTime opened_at;
  std::optional<UtcTime> closed_at;
  std::optional<LookPurpose> wished_look;  // what this request wants of its location's checks
};

struct SpellRecord {
  SpellId id;
  RequestId request;
  int number = 1;
  UtcTime began_at;
  std::optional<UtcTime> gone_at;    // first miss of the confirmed run
  std::optional<UtcTime> last_online_at;
};

struct RecipientRecord {
  RecipientId id;
  std::string slug;                  // stable name in the directory
  std::string name;
  ContactScope scope = ContactScope::hoster;
  std::string kind;                  // hoster, site, platform, network, registrar, partner_hotline, police, authority, dispute_body, coordinator
  std::string country;
  std::string language;
  RecipientId parent;                // e.g. the network a hoster sits in
  bool approved = false;             // notices may go to it
  bool one_request_per_notice = false;
  Tlp ceiling = Tlp::amber;          // nothing more sensitive is sent to it
  std::optional<UtcTime> paused_at;  // its notices wait while set
  // breaker
  int failures = 0;
  std::optional<UtcTime> rests_until;
};

struct ContactRecord {
  ContactId id;
  RecipientId recipient;
  std::string channel;               // connector: abuse_mail …
  std::string address;               // an office's mailbox; validated, never a person's private one
  int rank = 0;                      // 0 is tried first
  bool approved = false;
  std::optional<UtcTime> bounced_at; // not used again while set
  std::string source;                // directory, rdap …
};

struct NoticeRecord {
  NoticeId id;
  DeskId desk;
  RecipientId recipient;
  ContactId contact;
  ContactScope scope = ContactScope::hoster;
  std::string channel;
  std::string workflow;              // of its requests: those of two workflows never share one
  NoticeKind kind = NoticeKind::first;
  NoticeState state = NoticeState::open;
  std::string reference;             // N-XXXX-XXXX-X; unique
  std::string reply_token;           // unguessable part of the reply address; unique
  bool urgent = false;
  UtcTime opened_at;
  UtcTime closes_at;                 // the grouping window's end
  std::optional<UtcTime> sealed_at;
  std::optional<UtcTime> first_attempt_at;
  std::optional<UtcTime> accepted_at;
  NoticeId refers_to;                // the notice this one reminds of or retracts
  NoticeId supersedes;               // the voided notice whose rest this one carries
  bool possibly_sent_twice = false;
  std::string ticket;                // the recipient's own number of it; empty when it gave none
  std::optional<ExchangeStep> step;  // what a status says has happened, and when; none for every other kind
  std::optional<UtcTime> happened_at;
  Sealed message;                    // as sent, under the notice's key; empty until sealed
  WrappedKey key;
};

/// Somebody a case is about or who asked for it. What is known of them stands under a key of their own: erasing it erases them.
struct CasePersonRecord {
  PersonId id;
  DeskId desk;
  Sealed details;                    // JSON: name, how to reach them, what they wrote
  WrappedKey key;                    // empty once erased
  UtcTime created_at;
};

/// What a helpline does for one person. Its requests, one per location, hang on it; nothing here names anybody.
struct CaseRecord {
  CaseId id;
  DeskId desk;
  std::string number;                // C-XXXX-XXXX-X; unique
  std::string pin_hash;              // Argon2id, as `hash_pin` writes it
  int pin_failures = 0;              // wrong ones in a row
  std::optional<UtcTime> pin_locked_until;
  PersonId requester;                // who asked
  PersonId depicted;                 // whose images they are; the same person where they asked themselves
  AgeBand age_band = AgeBand::unknown;
  Authority authority = Authority::self;
  FirstStep first_step = FirstStep::send;
  bool threat = false;
  UtcTime opened_at;
  std::optional<UtcTime> closed_at;  // it was withdrawn, or none of its requests is open
  std::optional<UtcTime> withdrawn_at;
  std::optional<UtcTime> erased_at;
  TaskId feedback_task;              // the newest by which somebody was asked to tell the person
  TaskId retention_task;             // the newest that asks for its erasing
  std::optional<UtcTime> legal_hold_since;  // while set, neither its persons nor its items are erased
};

/// That a recipient may be told something. Taking it back keeps the row.
struct ConsentRecord {
  CaseId removal_case;
  std::string recipient;             // slug in the directory; `any`: whoever the ladder asks
  DataKind data = DataKind::location;
  UtcTime given_at;
  std::optional<UtcTime> withdrawn_at;
};

enum class OutboxState { waiting, leased, done, dead };
template <>
struct EnumNames<OutboxState> {
  static constexpr auto names = name_list("waiting", "leased", "done", "dead");
};
struct OutboxRecord {
  OutboxId id;
  NoticeId notice;
  RecipientId recipient;
  std::string channel;
  OutboxState state = OutboxState::waiting;
  UtcTime not_before;
  bool urgent = false;
  int attempts = 0;
  std::optional<UtcTime> first_attempt_at;
  std::string lease_owner;           // incarnation of the process that holds it
  std::string cause;                 // plain words, of the last failure or of giving up
  TaskId handed_to;                  // the task by which a person was asked to hand it over; none: a machine does, or nobody was asked yet
};

/// How one try ended. `started` = no verdict is known; after a crash that means uncertain.
enum class AttemptVerdict { started, accepted, again_later, refused, uncertain, unreachable };
template <>
struct EnumNames<AttemptVerdict> {
  static constexpr auto names = name_list("started", "accepted", "again_later", "refused", "uncertain", "unreachable");
};
struct AttemptRecord {
  AttemptId id;
  OutboxId outbox;
  NoticeId notice;
  int number = 1;
  UtcTime started_at;
  std::optional<UtcTime> ended_at;
  AttemptVerdict verdict = AttemptVerdict::started;
  int code = 0;                      // SMTP or HTTP status; 0 when none
  std::string cause;                 // plain words; holds no address and no locator
  std::string incarnation;
};

struct TimerRecord {
  TimerId id;
  RequestId request;                 // none: a timer of the engine itself
  std::string name;
  UtcTime due;
  EventId armed_by;
};

enum class TaskState { open, taken, done, cancelled };
template <>
struct EnumNames<TaskState> {
  static constexpr auto names = name_list("open", "taken", "done", "cancelled");
};
struct TaskRecord {
  TaskId id;
  DeskId desk;
  std::string kind;
  RequestId request;                 // what it is about; none for tasks of the engine
  ItemId item;
  NoticeId notice;
  TaskState state = TaskState::open;
  UtcTime opened_at;
  UtcTime due_at;
  std::string taken_by;
  std::string answer;                // what was decided, one of the kind's choices
  std::string reason;                // why the task exists; no sensitive text
  std::optional<UtcTime> closed_at;
};

struct AlertRecord {
  AlertId id;
  DeskId desk;
  std::string kind;
  Severity severity = Severity::warning;
  std::string subject;               // "request 12", "recipient silent-host", "engine"; never a locator or a name
  UtcTime raised_at;
  std::optional<UtcTime> sent_at;
  std::int64_t count = 1;            // throttled repeats
  std::string why{};                 // rule@version that says how often it may be repeated
};

/// `approved`: a second person said yes; what was asked for is done at once, or waits for who asked to take it.
enum class ApprovalState { asked, approved, refused, expired };
template <>
struct EnumNames<ApprovalState> {
  static constexpr auto names = name_list("asked", "approved", "refused", "expired");
};
/// An act that waits for a second person, exactly as it was asked for.
struct ApprovalRecord {
  ApprovalId id;
  DeskId desk;
  std::string act;                     // its kind's name
  std::int64_t subject = 0;            // item, notice or recipient; 0 where the act is about none
  std::string slug, argument, reason;  // as the act has them; nothing sensitive
  ChainHash content_digest{};          // SHA-256 over the act and what it is about, as that was when it was asked for
  Actor asked_by;
  UtcTime asked_at;
  UtcTime expires_at;  // not approved, or approved and not taken by then: it ends
  ApprovalState state = ApprovalState::asked;
  Actor decided_by{ActorKind::engine, {}};  // who said yes or no; an empty name: nobody has
  std::optional<UtcTime> decided_at;
  std::optional<UtcTime> carried_out_at;
  TaskId task;        // asks whoever may approve
  std::string why{};  // rule@version that wants a second person
};

/// One appended event, as stored.
struct EventRecord {
  EventId id;
  StreamKind stream = StreamKind::request;
  std::int64_t stream_id = 0;
  std::int64_t sequence = 0;         // 1, 2, … within the stream
  std::string kind;
  UtcTime at;
  Actor by;
  std::string body = "{}";           // JSON, nothing sensitive
  Sealed sealed;                     // sensitive part; empty when none
  ChainHash hash{};
};

/// What was signed about all streams at one moment; exported, it shows a missing tail or a missing stream.
struct CheckpointRecord {
  std::int64_t id = 0;
  UtcTime at;
  EventId newest_event;              // events up to this number are covered
  std::int64_t stream_count = 0;
  ChainHash heads_digest{};
  std::string signed_by;             // public key, base64
  std::string signature;             // base64
  int form = 2;                      // of `heads_digest`: 2 is the root of a tree, so that one head can be proven; 1, before, a chain over all heads
};

struct QuarantineRecord {
  std::int64_t id = 0;
  DeskId desk;
  std::string file;                  // base name of the source
  std::int64_t line = 0;
  std::string field, reason;
  Sealed row;
  WrappedKey key;
  UtcTime at;
};

/// A message that came in, remembered so that it is read once.
struct InboxRecord {
  std::int64_t id = 0;
  std::string mailbox;
  std::int64_t uid_validity = 0, uid = 0;
  BlindIndex digest;
  std::string kind;                  // bounce, delay, auto_reply, feedback_report, answer, other
  std::string meaning;
  NoticeId notice;                   // none: matched nothing
  Sealed message;                    // kept only where a person must read it
  WrappedKey key;
  UtcTime at;
};

/// Progress of an import, so that it goes on where it was after a kill.
struct ImportRecord {
  BlindIndex digest;                 // of the file
  std::string file;                  // base name
  std::int64_t position = 0;         // next record, 0-based
  std::int64_t accepted = 0, repeats = 0, rejected = 0;
  bool complete = false;
};

}  // namespace redress
