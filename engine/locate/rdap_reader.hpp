// Reads one RDAP answer: what it is about and which mailboxes it names for abuse, best first. Pure; the bytes are a stranger's.
// The rule above all others: better no addressee than a wrong one. docs/edges/contacts.md has the rules in words.
#pragma once

#include "engine/core/result.hpp"
#include "engine/locate/address.hpp"
#include "engine/locate/contact.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

inline constexpr int kRdapEntityDepthMax = 16;          // entities inside entities
inline constexpr std::size_t kRdapEntitiesMax = 2'000;  // looked at per answer, nearest first
inline constexpr std::size_t kRdapContactsMax = 32;
inline constexpr std::size_t kRdapRemarksMax = 64;  // kept per answer

enum class RdapObject : std::uint8_t {
  network,
  autnum,
  domain,
  nameserver,
  entity,
  other,  // a good RDAP answer about no single object: help, search results; it never has contacts
};
[[nodiscard]] std::string_view to_text(RdapObject object) noexcept;  // as in `objectClassName`

struct AbuseContact {
  std::string mail;  // spelled as in the answer; passes checked_mail_address()
  ContactScope scope = ContactScope::network;
  std::string handle;          // of the entity that names it; printable ASCII, may be empty
  std::string holder;          // its formatted name; UTF-8, may be empty
  std::string country;         // of its postal address, ISO 3166 alpha-2; empty when not said
  int distance = 0;            // 0 the object itself, 1 its own entity, 2 an entity of that …
  bool unvalidated = false;    // the registry could not confirm it
  bool registry_desk = false;  // mailbox of a registry, which at best forwards; another source's contact is better
  std::string why;             // one sentence
};

/// RFC 9537: what was left out on purpose.
struct RedactionMark {
  std::string name;
  std::string method;  // removal, emptyValue, partialValue, replacementValue; removal when not said
  std::string path;    // postPath, prePath or replacementPath, as given
  std::string reason;
};

/// An entity with the role `abuse` that came without its mailbox and may be asked for by itself.
struct AbuseReference {
  std::string handle;
  std::string url;  // its `self` link when it is https; else empty
};

struct RdapAnswer {
  RdapObject object = RdapObject::network;
  std::string handle;
  std::string name;
  std::string country;  // `country` of the object, ISO 3166 alpha-2; empty when not said or no country (`EU`, `ZZ`)
  std::optional<Address> start_address;
  std::optional<Address> end_address;
  std::optional<std::int64_t> first_autnum;
  std::optional<std::int64_t> last_autnum;
  std::string domain;                  // lower case; of a domain or name server
  std::vector<AbuseContact> contacts;  // best first, no mailbox twice
  std::vector<std::string> hints;      // mailboxes in remarks that speak of abuse: for a person, never for sending
  std::vector<AbuseReference> unresolved;
  std::vector<std::string> remarks;  // one text per remark of the object
  std::vector<std::string> status;
  std::vector<RedactionMark> redactions;
  std::string related_url;  // https link to the registrar's own answer (thin registries); may be empty
  bool cut_short = false;   // a cap was reached; what lies farther away was not looked at
  std::string why;          // one sentence: why the first contact, or why none
};

enum class RdapErrorKind : std::uint8_t {
  none,     // 404: the registry knows nothing of it
  later,    // 429: asked too often
  failed,   // 501, other refusals, 5xx: the look-up failed, which says nothing about contacts
  garbage,  // no RDAP answer within our limits
};
[[nodiscard]] std::string_view to_text(RdapErrorKind kind) noexcept;

struct RdapError {
  RdapErrorKind kind = RdapErrorKind::garbage;
  int code = 0;     // errorCode or HTTP status; 0 for garbage
  std::string why;  // one sentence in our words
};

using RdapReading = Result<RdapAnswer, RdapError>;

/// Never fails otherwise than by the error inside. Linear in `bytes`, of which 2 MB are looked at most.
/// [SRC-RFC-9083] [SRC-RFC-9537] [SRC-RFC-7095]
[[nodiscard]] RdapReading read_rdap(std::string_view bytes);

/// The same with the HTTP status in front: an error status decides, whatever the body says.
[[nodiscard]] RdapReading read_rdap_reply(int http_status, std::string_view body);

/// `{"kind":"answer|error","abuse_emails":[…],"why"}`, one line.
[[nodiscard]] std::string contact_json(const RdapReading& reading);

}  // namespace redress
