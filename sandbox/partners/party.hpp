// Who the sandbox plays, what they see of a notice, and how they react. Plain values; behaviours.hpp decides, world.hpp remembers.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace redress::sandbox {

/// The moods of a partner. Times are those of behaviours.cpp.
enum class Behaviour {
  prompt,          // takes content down within three hours and says so
  slow,            // says "received" at once, acts after a day or on the first reminder; of police: somebody confirms within hours
  silent,          // takes the mail, does nothing, says nothing
  refusing,        // says finally that it will not act
  contesting,      // disputes the first notice, gives in when told again
  bouncing,        // cannot be reached by mail
  lying,           // says removed, and it is not
  moving,          // the customer takes the site to another hoster, perhaps abroad
  reuploading,     // gone for a day, then back
  rate_limiting,   // 450, then 421, after so many mails an hour
  down_for_hours,  // neither its mail nor its web servers answer for hours
  greylisting,     // 450 until the second try after five minutes
  restricting,     // of platforms: leaves it, seen by fewer people, and says so
  returning,       // of partner hotlines: says that it is not theirs, whatever it is
};
inline constexpr std::size_t kBehaviourCount = 12;  // those of hosters

/// What power a party has over a page; as in the directory's scopes.
/// `partner_hotline`: reaches whoever hosts in its country; one of no country is the exchange itself.
enum class PartyKind { hoster, network, registrar, authority, site_owner, partner_hotline, police };

enum class Language { nl, en, de, fr };

enum class Truth { illegal, not_illegal, doubtful };

enum class SiteKind { image_host, forum, web_shop, dedicated_site };

/// What a page answers with at some time.
enum class PageKind { content, soft_404, changed, gone_404, gone_410, forbidden_403, failing_503, timeout, connection_refused };

/// How the network's register answers. `without_abuse_role`: as .fr and .cz do. [SRC-RFC-9083]
enum class RdapShape { ripe, arin, without_abuse_role };

struct Party {
  PartyKind kind = PartyKind::hoster;
  std::string name;           // as its desk signs
  std::string domain;         // of its mail and its own site
  std::string abuse_mailbox;  // whole address, lower case
  std::string country;        // ISO 3166-1 alpha-2 of the network's registration
  Language language = Language::en;
  Behaviour behaviour = Behaviour::prompt;
  RdapShape rdap = RdapShape::ripe;
  double share = 1;                 // of the items, in proportion to the others
  std::string address_block;        // "127.40.3": its /24 of loopback; empty for parties that host nothing
  std::size_t mails_per_hour = 20;  // only where rate_limiting
  bool refuses_at_relay = false;    // only where bouncing: 550 at RCPT instead of a bounce later
  bool confirms_receipt = false;    // only where silent: its ticket system answers, no person ever does
  Milliseconds full_for{0};         // from the beginning on, whatever it is sent comes back: its mailbox is full
  bool null_mx = false;             // its domain takes no mail at all [SRC-RFC-7505]
  bool answers_automata = true;     // sends receipts also to mails marked Auto-Submitted, against RFC 3834 section 2 [SRC-RFC-3834]
};

/// What an emulated desk reads from a mail. Filled by notice_reader.hpp.
struct NoticeSeen {
  std::string reference;      // `N-XXXX-XXXX-X`; empty when there is none
  std::string message_id;     // without angle brackets
  std::string envelope_from;  // empty = null reverse path
  std::string recipient;
  std::string reply_to;  // address only: Reply-To, else From
  std::string subject;
  std::string text;    // start of the first text part, for quoting
  std::string header;  // the raw header, for returning in a bounce
  std::vector<std::string> urls;
  bool automatic = false;                  // Auto-Submitted other than "no"
  bool retraction = false;                 // X-Redress-Notice-Kind: retraction
  bool marked_possible_duplicate = false;  // X-Redress-Possible-Duplicate: yes
};

/// One URL of a notice as the party it was sent to knows it.
struct NamedPage {
  std::string url;
  bool hosted_here = false;  // or within the party's power
  bool online = false;
  bool removal_pending = false;  // an earlier notice already made it vanish later
  int times_named = 0;           // in earlier notices to this party
  Truth truth = Truth::illegal;
  std::string hosted_by;  // the present hoster's name and mailbox, as a desk would give them; empty when unknown
};

/// What the relay says on behalf of a recipient.
struct RelayReply {
  enum class Cut { none, before_taking, after_taking };
  int code = 250;
  std::string text = "2.1.5 Ok";
  Cut cut = Cut::none;  // the connection breaks before the reply, with the mail lost or taken: the sender cannot know
  [[nodiscard]] bool accepted() const noexcept { return code / 100 == 2; }
};

/// What an answer says. Finer than the engine's own meanings, since desks are.
enum class Saying { receipt, working, removed, partly_removed, already_gone, refused, contested, not_ours, moved_away, noted, restricted };

struct Reaction {
  enum class Kind { relay_reply, bounce, auto_reply, answer, page_changes, site_moves };
  Kind kind = Kind::relay_reply;
  UtcTime at;
  RelayReply relay;                    // relay_reply
  Saying saying = Saying::receipt;     // auto_reply, answer
  std::string ticket;                  // auto_reply, answer
  std::string status;                  // bounce: enhanced status code [SRC-RFC-3463]
  std::string diagnostic;              // bounce: the remote server's words
  bool kept_nothing = false;           // bounce: the mail may come again, and is the first then
  std::vector<std::string> urls;       // page_changes, site_moves: what is touched; answer: what it speaks of
  PageKind page = PageKind::gone_404;  // page_changes
  std::string hosted_by;               // not_ours: who the desk says it is
  bool abroad = false;                 // site_moves
};

}  // namespace redress::sandbox

namespace redress {
template <>
struct EnumNames<sandbox::Behaviour> {
  static constexpr auto names = name_list("prompt", "slow", "silent", "refusing", "contesting", "bouncing", "lying", "moving",
                                          "reuploading", "rate_limiting", "down_for_hours", "greylisting", "restricting", "returning");
};
template <>
struct EnumNames<sandbox::PartyKind> {
  static constexpr auto names = name_list("hoster", "network", "registrar", "authority", "site_owner", "partner_hotline", "police");
};
template <>
struct EnumNames<sandbox::Language> {
  static constexpr auto names = name_list("nl", "en", "de", "fr");
};
template <>
struct EnumNames<sandbox::Truth> {
  static constexpr auto names = name_list("illegal", "not_illegal", "doubtful");
};
template <>
struct EnumNames<sandbox::SiteKind> {
  static constexpr auto names = name_list("image_host", "forum", "web_shop", "dedicated_site");
};
template <>
struct EnumNames<sandbox::PageKind> {
  static constexpr auto names =
      name_list("content", "soft_404", "changed", "gone_404", "gone_410", "forbidden_403", "failing_503", "timeout", "connection_refused");
};
}  // namespace redress
