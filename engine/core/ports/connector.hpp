// A connector knows one partner's language. It is pure: it builds and reads messages; transports carry them, delivery drives it.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "engine/core/ports/transport.hpp"
#include "engine/core/result.hpp"
#include "engine/core/sensitive.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redress {

struct Manifest {
  std::string id;                 // "abuse_mail"
  std::string protocol;           // what it speaks, in words
  std::string source;             // [SRC-…] of the protocol
  Tlp ceiling = Tlp::amber;       // nothing more sensitive is given to it
  bool repeat_is_safe = false;    // the partner recognises the same notice sent twice
  int requests_max = 250;         // in one notice
  std::size_t bytes_max = 2'000'000;
  int per_minute_max = 60;        // to one recipient
  bool by_hand = false;           // a person hands the message over and tells when that was; `next_step` is never asked
};

/// One item as a notice tells it. Opened for this one message only.
struct NoticeItem {
  RequestId request;
  LocatorText locator;
  std::string address;            // where it lay when located; empty when unknown
  std::string referrer;           // from the access recipe; recipients need it to see the page
  Verdict verdict = Verdict::illegal_national;
  UtcTime first_reported_at;
  std::optional<UtcTime> last_online_at;
  bool last_look_unknown = false;
  std::string country;            // hosting country, ISO 3166-1 alpha-2; empty when unknown
  std::string hoster;             // name of who hosts it; empty when unknown
  ClosingReason reason = ClosingReason::none;  // of what ended it
};

struct NoticeForSending {
  std::string workflow;           // of the requests in it
  std::string reference;          // N-XXXX-XXXX-X
  std::string reply_token;
  NoticeKind kind = NoticeKind::first;
  ContactScope scope = ContactScope::hoster;
  std::string address;            // of the contact
  std::string recipient_name;
  std::string refers_to;          // reference of the earlier notice in this thread; empty when none
  NoticeText text;
  std::vector<NoticeItem> items;  // at least one
  UtcTime composed_at;            // of sealing: repeats of the same notice are byte for byte the same
  std::optional<ExchangeStep> step;        // of a status: what has happened,
  std::optional<UtcTime> happened_at;      // and when
  std::string sent_twice_words;   // "this may come a second time", in the recipient's language; empty when nothing came before
  bool anonymous = false;         // without our name, address and handler
};

/// Who we are, from configuration.
struct DeskIdentity {
  std::string organisation;
  std::string mail_domain;        // of our addresses and Message-IDs
  std::string mail_from;          // mailbox shown as From
  std::string reply_mailbox;      // local part; replies go to <reply_mailbox>+<token>@<mail_domain>
  std::string envelope_mailbox;   // local part of the envelope sender
  std::string handler;            // pseudonym
  std::string language = "en";
};

struct SendMail { OutgoingMail mail; };
struct CallHttp { OutgoingHttp request; std::string credential; };
/// The partner took it over; `reference` is theirs.
struct Receipt { std::string reference; };
struct Refusal { std::string cause; };
struct AgainAfter { Milliseconds wait{0}; std::string cause; };
struct NeedsPerson { std::string cause; };
using Step = std::variant<SendMail, CallHttp, Receipt, Refusal, AgainAfter, NeedsPerson>;
using LastReply = std::variant<MailVerdict, HttpReply, HttpError>;

/// The ability to submit a notice, step by step: `cursor` is the connector's own note of how far it is.
class Submit {
 public:
  virtual ~Submit() = default;
  /// Whether a contact may have that address: a mailbox, the name of a form …
  [[nodiscard]] virtual bool takes_address(std::string_view address) const = 0;
  /// The addresses there are, where they can be listed; empty: any that has the right form.
  [[nodiscard]] virtual std::vector<std::string> addresses() const { return {}; }
  /// The whole message of a notice as it will be sent, for sealing and previews. Its size is for the runtime to judge, which can split it.
  [[nodiscard]] virtual Result<MessageText, std::string> compose(const NoticeForSending& notice, const DeskIdentity& desk) const = 0;
  [[nodiscard]] virtual Step next_step(const NoticeForSending& notice, const MessageText& message, std::string& cursor,
                                       const LastReply* last) const = 0;
};

/// What a message from a partner says.
struct ReadAnswer {
  std::string kind = "other";             // bounce, delay, auto_reply, feedback_report, answer, other
  std::optional<AnswerMeaning> meaning;
  bool undelivered = false;               // a bounce, or a delay that was given up: the notice did not arrive
  bool permanent = false;                 // of a bounce: the mailbox itself is dead
  bool temporary = false;                 // of a bounce: only time stands against it (busy, full, time ran out), so it may be tried again
  std::string status;                     // enhanced status code of a bounce
  std::vector<std::string> references;    // ours, N-XXXX-XXXX-X
  std::vector<std::string> reply_tokens;  // from the address it was sent to
  std::string sender_domain;              // of its From address, lower case; anybody may write any
  std::string ticket;                     // theirs
  std::string network_named;              // by a "not ours" answer: whom to ask instead, a mail address or an AS number; stands in `readable`, too
  std::optional<PlatformDecision> decision;  // of an answer whose meaning is only that: a platform's decision other than "removed"
  bool certain = false;                   // clear enough to act on without a person
  std::string readable;                   // a mail again, with what a person may need to read: words and a few headers, no attachment
};
/// The ability to read what comes back by mail.
class ReadMail {
 public:
  virtual ~ReadMail() = default;
  [[nodiscard]] virtual ReadAnswer read(std::string_view bytes) const = 0;
};

class Connector {
 public:
  virtual ~Connector() = default;
  [[nodiscard]] virtual const Manifest& manifest() const = 0;
  [[nodiscard]] virtual const Submit* submit() const { return nullptr; }
  [[nodiscard]] virtual const ReadMail* read_mail() const { return nullptr; }
};

}  // namespace redress
