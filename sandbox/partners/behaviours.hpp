// How a partner's desk behaves: one model per party, no clock and no sockets. Draws depend only on the seed, the party and the URLs
// named, never on the order in which partners are written to.
#pragma once

#include "sandbox/partners/party.hpp"

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::sandbox {

/// Not safe to share between threads; World holds the lock.
class HosterModel {
 public:
  /// `origin` is when the scripted world begins: hours of being down are counted from it.
  HosterModel(Party party, std::uint64_t seed, UtcTime origin);

  [[nodiscard]] const Party& party() const noexcept { return party_; }
  /// Whether its servers, mail and web, are out of order at that time.
  [[nodiscard]] bool is_down(UtcTime at) const;
  /// What the relay says to `RCPT TO` for this party's mailbox. `sender` is the envelope's.
  [[nodiscard]] RelayReply on_recipient(std::string_view sender, UtcTime at);
  /// Everything a taken notice leads to, the relay's word first, later things with their times (not sorted). `pages` are the notice's
  /// URLs as this party knows them; only they are ever touched.
  [[nodiscard]] std::vector<Reaction> on_notice(const NoticeSeen& notice, std::span<const NamedPage> pages, UtcTime at);

 private:
  Party party_;
  std::uint64_t seed_;
  UtcTime full_until_;
  struct Outage {
    UtcTime from;
    UtcTime until;
  };
  std::vector<Outage> outages_;
  std::deque<UtcTime> taken_;                               // within the last hour, where rate_limiting
  std::deque<UtcTime> turned_away_;                         // likewise
  std::map<std::string, UtcTime, std::less<>> first_seen_;  // greylist: sender without its token -> first try
};

}  // namespace redress::sandbox
