// Transports carry bytes and know no recipient. Implemented in engine/transport; in the simulation by models.
//
// Threads: each object is used by one worker thread at a time. Calls block until done or until their own time-outs.
#pragma once

#include "engine/core/result.hpp"
#include "engine/core/sensitive.hpp"
#include "engine/core/time.hpp"
#include "engine/core/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace redress {

/// A whole mail for one envelope recipient. Addresses are ASCII without control characters (checked again before sending).
struct OutgoingMail {
  std::string envelope_from;
  std::string envelope_to;
  MessageText message;         // RFC 5322, CRLF
};
enum class MailOutcome {
  accepted,           // 2xx after the data: our relay has it
  refused,            // 5xx about this recipient or message: final
  again_later,        // 4xx about this recipient or message
  relay_unreachable,  // no connection, TLS or authentication with the relay: says nothing about the recipient
  uncertain,          // cut between the data and the reply
};
struct MailVerdict {
  MailOutcome outcome = MailOutcome::relay_unreachable;
  int code = 0;              // SMTP reply code, 0 when none
  std::string cause;         // plain words, without address
  bool of_address = false;   // refused: it is the recipient's address that is refused (RCPT TO), not this message
  bool too_large = false;    // refused: for its size; in several parts it might be taken
};
class MailTransport {
 public:
  virtual ~MailTransport() = default;
  [[nodiscard]] virtual MailVerdict send(const OutgoingMail& mail) = 0;
};

/// A mailbox read by position in our own store, never by flags; nothing is deleted. [SRC-RFC-3501]
struct InboxMessage {
  std::int64_t uid = 0;
  std::string bytes;         // at most kInboxMessageBytesMax, cut there
};
inline constexpr std::size_t kInboxMessageBytesMax = 10 * 1024 * 1024;
struct InboxBatch {
  std::int64_t uid_validity = 0;
  std::vector<InboxMessage> messages;  // ascending UID
};
enum class InboxError { unreachable, refused, malformed };
class Inbox {
 public:
  virtual ~Inbox() = default;
  /// Name for the position kept in the store.
  [[nodiscard]] virtual std::string name() const = 0;
  /// Up to `limit` messages with UID above the position the caller has for the mailbox's present UIDVALIDITY
  /// (`position(uid_validity)` answers it).
  struct Position {
    virtual ~Position() = default;
    [[nodiscard]] virtual std::int64_t after(std::int64_t uid_validity) = 0;
  };
  [[nodiscard]] virtual Result<InboxBatch, InboxError> fetch(Position& position, int limit) = 0;
};

struct OutgoingHttp {
  std::string method = "GET";
  SecretText url;                      // may hold a locator or a token
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Milliseconds time_limit{30'000};
  std::size_t reply_bytes_max = 2 * 1024 * 1024;
  int redirects_max = 0;
};
struct HttpReply {
  int status = 0;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
};
enum class HttpError { forbidden_address, unreachable, tls, timed_out, too_large, malformed, uncertain };
/// What is wrong with the server that was asked, in words that follow its name.
[[nodiscard]] constexpr std::string_view to_words(HttpError error) {
  switch (error) {
    case HttpError::forbidden_address: return "its address may not be connected to";
    case HttpError::unreachable: return "it could not be reached";
    case HttpError::tls: return "its certificate or TLS is not in order";
    case HttpError::timed_out: return "it did not answer in time";
    case HttpError::too_large: return "its answer was too large";
    case HttpError::malformed: return "its answer was no HTTP";
    case HttpError::uncertain: return "the connection broke";
  }
  return "";
}
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  [[nodiscard]] virtual Result<HttpReply, HttpError> perform(const OutgoingHttp& request) = 0;
};

/// Looks at whether something is still there. Status, headers and a streamed digest only; no body is ever kept.
struct LookRequest {
  LocatorText locator;
  AccessRecipe recipe;                 // JSON as in IncomingItem
  bool recipe_needed = false;          // it was reported with one: without replaying it nothing is ever `gone`
  std::string expected_digest;         // of what stood there before; empty while that is not known
};
struct LookReply {
  Observed observed = Observed::unknown;
  Evidence evidence = Evidence::unreachable;
  int status = 0;
  std::string digest;                  // hex SHA-256 over the first bytes read; empty when none
};
class ContentCheck {
 public:
  virtual ~ContentCheck() = default;
  [[nodiscard]] virtual LookReply look(const LookRequest& request) = 0;
};

/// Names to addresses. `no_such_name` is DNS's own word (NXDOMAIN); everything that could be our fault is `failed`.
enum class ResolveError { no_such_name, no_data, failed };
class Resolver {
 public:
  virtual ~Resolver() = default;
  /// IPv4 and IPv6 addresses as text, IPv4 first; at most 16.
  [[nodiscard]] virtual Result<std::vector<std::string>, ResolveError> addresses(const HostName& host) = 0;
  /// Whether mail may be sent to that domain: false for a null MX. [SRC-RFC-7505]
  [[nodiscard]] virtual Result<bool, ResolveError> takes_mail(const std::string& domain) = 0;
  /// TXT records, the chunks of each joined.
  [[nodiscard]] virtual Result<std::vector<std::string>, ResolveError> texts(const std::string& name) = 0;
};

/// What is known of where a host lies.
struct PlaceReply {
  bool found = false;                  // an address was found
  bool name_exists = true;             // false: DNS says NXDOMAIN
  bool incomplete = false;             // a source that was asked failed: what it would have said is not known, and it is asked again soon
  HostName address;
  std::string country_of_address, country_of_registration, country_of_contact;
  std::string country_source;          // of the address's
  std::string registration_source, contact_source;
  std::string hoster_slug;             // known recipient of the directory; empty when none
  std::string proxy_slug;              // stands in front of the host; empty when none is known
  std::vector<std::string> registrar_addresses;  // of the registrar, by RDAP of the name; best first
  std::string registrar_name;
  std::string hoster_name;             // as the registry calls it
  std::vector<std::string> abuse_addresses;  // of the network, best first
  std::string abuse_source, registrar_source;  // who names them, e.g. "rdap_address"
  std::string why;                     // in words, nothing sensitive
};
enum class PlaceError { later, failed };
class Locator {
 public:
  virtual ~Locator() = default;
  [[nodiscard]] virtual Result<PlaceReply, PlaceError> locate(const HostName& host) = 0;
};

}  // namespace redress
