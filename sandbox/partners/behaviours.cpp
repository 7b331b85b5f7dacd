#include "sandbox/partners/behaviours.hpp"

#include "sandbox/partners/chance.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace redress::sandbox {
namespace {

constexpr std::size_t kGreylistEntriesMax = 10'000;

/// `ntd+token@hotline.test` -> `ntd@hotline.test`: greylists leave variable parts of senders out, or nobody with own reply addresses
/// would ever get through. source: RFC 6647 section 4.1 (what identifies a sender is the server's choice) [SRC-RFC-6647]
std::string without_token(std::string_view sender) {
  const auto plus = sender.find('+');
  const auto at = sender.find('@');
  if (plus == std::string_view::npos || at == std::string_view::npos || plus > at) return std::string(sender);
  return std::string(sender.substr(0, plus)) + std::string(sender.substr(at));
}

/// How this desk makes a page disappear. Mostly an honest 404, sometimes something a checker must not be fooled by.
PageKind way_of_vanishing(Chance& chance) {
  static constexpr std::array<PageKind, 5> kWays{PageKind::gone_404, PageKind::gone_410, PageKind::soft_404, PageKind::changed,
                                                 PageKind::forbidden_403};
  static constexpr std::array<double, 5> kWeights{62, 24, 7, 4, 3};
  return kWays[chance.weighted(kWeights)];
}

}  // namespace

HosterModel::HosterModel(Party party, std::uint64_t seed, UtcTime origin) : party_(std::move(party)), seed_(seed), full_until_(origin + party_.full_for) {
  if (party_.behaviour != Behaviour::down_for_hours) return;
  // Two outages in each of the first days, so that whoever writes at any hour meets one sooner or later.
  Chance chance(seed_, {"outages", party_.domain});
  for (int half_day = 0; half_day < 8; ++half_day) {
    const auto from = origin + hours{12 * half_day} + chance.between(hours{1}, hours{6});
    outages_.push_back({from, from + chance.between(hours{2}, hours{5})});
  }
}

bool HosterModel::is_down(UtcTime at) const {
  return std::any_of(outages_.begin(), outages_.end(), [at](const Outage& outage) { return at >= outage.from && at < outage.until; });
}

RelayReply HosterModel::on_recipient(std::string_view sender, UtcTime at) {
  // source: RFC 7505 section 4.2, 556 with 5.1.10 [SRC-RFC-7505]
  if (party_.null_mx) return {556, "5.1.10 Recipient address has null MX", RelayReply::Cut::none};
  // source: RFC 5321 section 4.2.2 and RFC 3463 section 3.2 [SRC-RFC-5321] [SRC-RFC-3463]
  if (party_.behaviour == Behaviour::bouncing && party_.refuses_at_relay) return {550, "5.1.1 User unknown", RelayReply::Cut::none};
  if (is_down(at)) return {451, "4.4.1 Connection to the recipient's mail server refused, try again later", RelayReply::Cut::none};
  if (party_.behaviour == Behaviour::greylisting) {
    const auto key = without_token(sender);
    const auto [entry, is_new] = first_seen_.emplace(key, at);
    if (first_seen_.size() > kGreylistEntriesMax) first_seen_.clear();
    // source: RFC 6647 section 5: 4yz at first, taken when tried again after some minutes [SRC-RFC-6647]
    if (is_new || at < entry->second + minutes{5}) return {450, "4.7.1 Greylisted, try again in five minutes", RelayReply::Cut::none};
  }
  if (party_.behaviour == Behaviour::rate_limiting) {
    const auto forget_older = [at](std::deque<UtcTime>& times) {
      while (!times.empty() && times.front() <= at - hours{1}) times.pop_front();
    };
    forget_older(taken_);
    forget_older(turned_away_);
    if (taken_.size() >= party_.mails_per_hour) {
      turned_away_.push_back(at);
      // source: RFC 5321 section 3.8: 421 also ends the connection [SRC-RFC-5321]
      if (turned_away_.size() > party_.mails_per_hour) return {421, "4.7.0 Too many messages, closing connection", RelayReply::Cut::none};
      return {450, "4.7.1 Too many messages this hour, try again later", RelayReply::Cut::none};
    }
    taken_.push_back(at);
  }
  return {};
}

std::vector<Reaction> HosterModel::on_notice(const NoticeSeen& notice, std::span<const NamedPage> pages, UtcTime at) {
  std::vector<Reaction> reactions;
  reactions.reserve(4 + pages.size());
  Reaction taken;
  taken.at = at;
  taken.relay.text = "2.0.0 Ok: queued";
  reactions.push_back(taken);

  int told_before = 0;
  for (const auto& page : pages) told_before = std::max(told_before, page.times_named);
  Chance chance(seed_, {"notice", party_.domain, pages.empty() ? notice.subject : pages.front().url, std::to_string(told_before)});
  const std::string ticket = std::to_string(100'000 + chance.below(900'000));

  const auto mail = [&](Reaction::Kind kind, Saying saying, UtcTime when) -> Reaction& {
    Reaction reaction;
    reaction.kind = kind;
    reaction.saying = saying;
    reaction.at = when;
    reaction.ticket = ticket;
    return reactions.emplace_back(std::move(reaction));
  };
  const auto receipt = [&] {
    if (!notice.automatic || party_.answers_automata)
      mail(Reaction::Kind::auto_reply, Saying::receipt, at + chance.between(seconds{20}, minutes{4}));
  };
  const auto answer = [&](Saying saying, UtcTime when) -> Reaction& { return mail(Reaction::Kind::answer, saying, when); };

  const bool full_for_now = at < full_until_;
  if (party_.behaviour == Behaviour::bouncing || full_for_now) {
    Reaction bounce;
    bounce.kind = Reaction::Kind::bounce;
    bounce.at = at + chance.between(seconds{10}, minutes{20});
    const bool full = full_for_now || chance.happens(0.3);
    bounce.kept_nothing = full;
    bounce.status = full ? "5.2.2" : "5.1.1";
    bounce.diagnostic = full ? "552 5.2.2 Mailbox full" : "550 5.1.1 Recipient address rejected: User unknown";
    reactions.push_back(std::move(bounce));
    return reactions;
  }
  if (party_.behaviour == Behaviour::silent && !party_.confirms_receipt) return reactions;
  if (notice.retraction) {
    answer(Saying::noted, at + chance.between(minutes{20}, hours{3}));
    return reactions;
  }
  if (party_.kind == PartyKind::police && party_.behaviour == Behaviour::slow) {
    // No machine confirms: somebody does, within hours. A list is sorted as it comes; one in four of single things lies until somebody
    // asks.
    const bool overlooked = pages.size() == 1 && told_before == 0 && chance.happens(0.25);
    if (!overlooked) answer(Saying::working, at + chance.between(minutes{30}, hours{5}));
    return reactions;
  }
  receipt();
  if (party_.behaviour == Behaviour::silent) return reactions;
  if (party_.kind == PartyKind::authority || party_.kind == PartyKind::police || pages.empty()) return reactions;
  // What we tell a partner of things that do not lie with it asks nothing of it.
  const auto lies_here = [](const NamedPage& page) { return page.hosted_here; };
  if (party_.kind == PartyKind::partner_hotline && std::none_of(pages.begin(), pages.end(), lies_here)) return reactions;

  std::vector<std::string> here;     // online here: what the desk can act on
  std::vector<std::string> pending;  // will vanish by an earlier notice
  std::vector<std::string> elsewhere;
  std::string hosted_by;
  std::size_t gone = 0;
  bool all_illegal = true;
  for (const auto& page : pages) {
    if (!page.hosted_here) {
      elsewhere.push_back(page.url);
      if (!page.hosted_by.empty()) hosted_by = page.hosted_by;
      continue;
    }
    all_illegal = all_illegal && page.truth == Truth::illegal;
    if (!page.online)
      ++gone;
    else if (page.removal_pending && party_.behaviour != Behaviour::slow)
      pending.push_back(page.url);
    else
      here.push_back(page.url);
  }
  if (here.empty()) {
    if (!pending.empty()) {
      answer(Saying::working, at + chance.between(minutes{10}, hours{1}));
    } else if (gone > 0) {
      answer(Saying::already_gone, at + chance.between(minutes{10}, hours{2}));
    } else {
      answer(Saying::not_ours, at + chance.between(minutes{15}, hours{4})).hosted_by = hosted_by;
    }
    return reactions;
  }

  // Each page goes at a time of its own, as when somebody works through the list; the answer follows the last.
  const auto take_down = [&](Milliseconds least, Milliseconds most) {
    UtcTime last = at;
    for (const auto& url : here) {
      Chance own(seed_, {"page", party_.domain, url, std::to_string(told_before)});
      Reaction change;
      change.kind = Reaction::Kind::page_changes;
      change.at = at + own.between(least, most);
      change.page = way_of_vanishing(own);
      change.urls = {url};
      last = std::max(last, change.at);
      reactions.push_back(std::move(change));
    }
    return last;
  };
  const auto say_removed = [&](UtcTime last) {
    auto& said = answer(elsewhere.empty() ? Saying::removed : Saying::partly_removed, last + chance.between(minutes{1}, minutes{15}));
    said.urls = here;
  };

  switch (party_.behaviour) {
    case Behaviour::prompt:
    case Behaviour::rate_limiting:
    case Behaviour::down_for_hours:
    case Behaviour::greylisting:
      say_removed(take_down(minutes{20}, hours{3}));
      break;
    case Behaviour::slow:
      if (told_before == 0) {
        answer(Saying::working, at + chance.between(hours{1}, hours{5}));
        say_removed(take_down(hours{20}, hours{44}));
      } else {
        say_removed(take_down(hours{1}, hours{5}));
      }
      break;
    case Behaviour::refusing:
      if (told_before == 0) answer(Saying::refused, at + chance.between(minutes{30}, hours{6}));
      break;
    case Behaviour::restricting:
      answer(Saying::restricted, at + chance.between(minutes{30}, hours{6}));
      break;
    case Behaviour::contesting:
      if (told_before == 0 || !all_illegal)
        answer(Saying::contested, at + chance.between(minutes{40}, hours{4}));
      else
        say_removed(take_down(hours{1}, hours{6}));
      break;
    case Behaviour::returning:
      answer(Saying::not_ours, at + chance.between(minutes{30}, hours{6}));
      break;
    case Behaviour::lying:
      answer(Saying::removed, at + chance.between(minutes{30}, hours{3})).urls = here;
      break;
    case Behaviour::moving: {
      Reaction move;
      move.kind = Reaction::Kind::site_moves;
      move.at = at + chance.between(hours{1}, hours{6});
      move.abroad = chance.happens(0.5);
      move.urls = here;
      const auto when = move.at + chance.between(minutes{2}, minutes{40});
      reactions.push_back(std::move(move));
      answer(Saying::moved_away, when);
      break;
    }
    case Behaviour::reuploading: {
      const auto last = take_down(minutes{40}, hours{3});
      say_removed(last);
      if (told_before > 0) break;  // told again, it goes for good
      for (const auto& url : here) {
        Chance own(seed_, {"return", party_.domain, url});
        Reaction back;
        back.kind = Reaction::Kind::page_changes;
        back.at = last + own.between(hours{18}, hours{26});
        back.page = PageKind::content;
        back.urls = {url};
        reactions.push_back(std::move(back));
      }
      break;
    }
    case Behaviour::silent:
    case Behaviour::bouncing:
      break;  // dealt with above
  }
  return reactions;
}

}  // namespace redress::sandbox
