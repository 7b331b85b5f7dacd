// The world outside the engine, as it really is: who hosts what, what is still online, what every desk got and wrote back. Servers and
// simulations ask it; it has no clock, no sockets, and the same seed gives the same world. Times are handed in and should not go back.
//
//   auto world = World{7, {.items = 200}};
//   world.on_recipient("ntd@hotline.test", "abuse@kadeserver.example", now);   // RCPT TO
//   world.on_mail({"ntd@hotline.test", "abuse@kadeserver.example", raw}, now); // end of DATA
//   world.mail_since("hotline.test", last_uid, later);                         // what came back
#pragma once

#include "sandbox/partners/party.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::sandbox {

struct WorldOptions {
  std::size_t items = 200;
  UtcTime origin = from_ms(1'893'456'000'000);  // 2030-01-01T00:00Z: when the scripted time begins
  double home_share = 0.63;                     // of the items hosted in `home_country`
  double illegal_share = 0.61;
  double doubtful_share = 0.06;
  double vanishing_share = 0.07;          // items that go by themselves within the first 36 hours
  double broken_connection_share = 0.01;  // mails after which the relay's connection breaks: half taken, half lost
  std::string home_country = "NL";
  std::vector<Behaviour> only = {};  // hosters of these behaviours only; empty = all
  bool standing_cast = true;         // false: an empty world, to be filled with add_party, add_site and add_item
};

using PartyIndex = std::size_t;
using SiteIndex = std::size_t;

struct ItemView {
  std::string url;
  Truth truth = Truth::illegal;
  std::string referrer;  // without it the page hides itself; empty when it does not care
  SiteKind site_kind = SiteKind::image_host;
  std::string host;
  std::string hoster;   // name of its hoster at the origin
  std::string country;  // of that hoster
  std::string address;  // of the host at the origin
};

struct PageSeen {
  bool known = false;  // whether the sandbox has such a page; false: whatever `status` a server gives for the unknown
  int status = 0;      // 0: no answer at all (timeout, connection_refused)
  PageKind kind = PageKind::gone_404;
  std::string body;  // a line of placeholder text as HTML, never anything else
};

struct PageChange {
  UtcTime at;
  PageKind page = PageKind::content;
};

struct RdapAnswer {
  int status = 200;
  std::string body;
};

enum class DnsType : std::uint16_t { a = 1, cname = 5, mx = 15, txt = 16, aaaa = 28 };
struct DnsRecord {
  std::string name;
  DnsType type = DnsType::a;
  std::uint16_t preference = 0;  // mx
  std::string value;             // address, name ("" = root) or text
};
struct DnsAnswer {
  bool name_exists = false;  // false: NXDOMAIN
  std::vector<DnsRecord> records;
};

struct IncomingMail {
  std::string envelope_from;
  std::string recipient;
  std::string_view raw;
  bool duplicate_is_marked = false;  // besides the header, for callers that know otherwise
};

struct StoredMail {
  std::uint32_t uid = 0;
  UtcTime arrived_at;
  std::shared_ptr<const std::string> text;  // shared: a server sends it while more arrive
};

/// What one notice did, counted where it arrived.
struct Effects {
  std::size_t taken = 0;                // mails taken, the first included
  std::size_t marked = 0;               // of them, those that said they might be a second copy
  std::size_t came_back = 0;            // of them, those that a full mailbox did not keep
  std::size_t unmarked_duplicates = 0;  // second and further copies that did not say so: must stay 0
  std::size_t urls = 0;                 // in the first
  std::string recipient;
  UtcTime first_at;
};

struct Totals {
  std::size_t items = 0;
  std::size_t mails_taken = 0;
  std::size_t notices = 0;     // different references among them
  std::size_t duplicates = 0;  // copies beyond the first
  std::size_t unmarked_duplicates = 0;
  std::size_t connections_broken = 0;                      // by the relay on purpose
  std::size_t other_mails = 0;                             // to people, without a notice's reference
  std::map<int, std::size_t> refusals;                     // reply code -> times
  std::size_t bounces = 0, auto_replies = 0, answers = 0;  // mails written, whether their time has come or not
  std::size_t site_moves = 0;
  std::map<std::string, std::size_t> mails_by_behaviour;
  std::size_t illegal_online = 0, illegal_gone = 0;
  std::map<std::string, std::size_t> illegal_online_by_behaviour;
};

/// Any thread; one mutex inside.
class World {
 public:
  explicit World(std::uint64_t seed, WorldOptions options = {});
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Building by hand, for stories and tests.
  PartyIndex add_party(Party party);  // gives hosters an address block of their own
  /// `host` in lower case ("pics.example"); `www.` + host is an alias of it.
  SiteIndex add_site(std::string host, PartyIndex hoster, SiteKind kind = SiteKind::image_host);
  /// `path` begins with "/". Returns the URL, `http://host/path`.
  std::string add_item(SiteIndex site, std::string path, Truth truth = Truth::illegal, std::string referrer = {});
  /// From `at` on the page answers so.
  void change_page(std::string_view url, UtcTime at, PageKind page);
  /// From `at` on the site lies with another hoster.
  void move_site(std::string_view host, UtcTime at, PartyIndex hoster);

  // Asking what is.
  [[nodiscard]] const WorldOptions& options() const noexcept;
  [[nodiscard]] std::uint64_t seed() const noexcept;
  [[nodiscard]] std::vector<Party> parties() const;  // with their address blocks; in the order of PartyIndex
  [[nodiscard]] std::vector<ItemView> items() const;
  [[nodiscard]] std::optional<Truth> truth(std::string_view url) const;
  /// Address of a host or of a party's domain; nothing when there is no such name.
  [[nodiscard]] std::optional<std::string> resolve(std::string_view host, UtcTime at) const;
  /// What a look at `url` sees. `referrer` as the visitor sends it: pages that want one answer 404 without it.
  [[nodiscard]] PageSeen page(std::string_view url, UtcTime at, std::string_view referrer = {}) const;
  /// All changes of a page so far planned, in the order of time. Empty for a page that only ever was online.
  [[nodiscard]] std::vector<PageChange> history(std::string_view url) const;
  /// Register's answer for an address or a domain name: 200 or 404.
  [[nodiscard]] RdapAnswer rdap(std::string_view address, UtcTime at) const;
  [[nodiscard]] RdapAnswer rdap_domain(std::string_view name, UtcTime at) const;
  [[nodiscard]] DnsAnswer dns(std::string_view name, DnsType type, UtcTime at) const;

  // Mail in, as a relay asks: every recipient, then each mail for one recipient.
  [[nodiscard]] RelayReply on_recipient(std::string_view sender, std::string_view recipient, UtcTime at);
  RelayReply on_mail(const IncomingMail& mail, UtcTime at);
  /// The same for a notice that was read already.
  RelayReply on_notice(const NoticeSeen& notice, UtcTime at);

  // Mail back. One mailbox per domain of the reply address; uids count up from 1.
  [[nodiscard]] std::uint32_t uid_validity(std::string_view domain) const;
  [[nodiscard]] std::uint32_t uid_next(std::string_view domain, UtcTime at);
  [[nodiscard]] std::vector<StoredMail> mail_since(std::string_view domain, std::uint32_t after_uid, UtcTime at);
  /// Puts a mail into a mailbox, to be seen from `at` on.
  void post(std::string_view domain, UtcTime at, std::string text);
  /// When the next mail not yet seen in any mailbox is due.
  [[nodiscard]] std::optional<UtcTime> next_mail_at() const;
  /// As after a server's restore: the same mails under a new UIDVALIDITY and new uids. [SRC-RFC-9051]
  void renumber(std::string_view domain);

  // What came of it.
  [[nodiscard]] Effects effects(std::string_view reference) const;
  [[nodiscard]] std::map<std::string, Effects> all_effects() const;
  [[nodiscard]] Totals totals(UtcTime at) const;
  /// Totals as JSON, with the illegal URLs still online (at most 10,000 of them).
  [[nodiscard]] std::string truth_json(UtcTime at) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace redress::sandbox
