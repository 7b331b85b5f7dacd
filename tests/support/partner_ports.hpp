// The sandbox's partners behind the engine's ports, without sockets: what the relay, a look, a look-up and the directory say.
// Times are the world's own.
#pragma once

#include "engine/core/ports/transport.hpp"
#include "engine/core/ports/sites.hpp"
#include "engine/runtime/work.hpp"
#include "sandbox/partners/world.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace redress::simulation {

/// Stable name of a party in the directory: the first label of its domain.
[[nodiscard]] std::string slug_of(const sandbox::Party& party);

/// How parties stand in the directory. Slugs.
struct DirectoryShape {
  std::set<std::string> absent;            // only the registry knows them
  std::set<std::string> unapproved;
  std::set<std::string> one_by_one;        // want one request a notice
  std::set<std::string> with_second_contact;
  std::set<std::string> may_be_given_little;  // a ceiling below what notices are
  std::set<std::string> in_front;          // proxies of other people's hosts
  std::set<std::string> platforms;         // their own people decide what stays
  std::map<std::string, std::string> offices;  // authorities of that kind of the directory
  std::map<std::string, std::string> by_form;  // have no mailbox but a form, of that name
  std::map<std::string, std::string> behind;  // host → the proxy its address belongs to
  std::map<std::string, std::string> addresses_in;  // whose addresses the register has in another country than theirs, or in none (empty)
  const SiteRules* rules = nullptr;        // what the desk has laid down about sites; null: nothing
};
[[nodiscard]] runtime::LoadDirectory directory_of(const sandbox::World& world, const DirectoryShape& shape);

/// One mail to the relay, as a client of a real one understands its replies. `taken` says that the world has the mail now, whatever
/// the client knows.
struct HandedOver {
  MailVerdict verdict;
  bool taken = false;
};
[[nodiscard]] HandedOver hand_over(sandbox::World& world, const OutgoingMail& mail, UtcTime at);

/// What a checker would say of the page: 404 and 410 are `gone`, a page that answers with something else is `changed`, and whatever
/// proves nothing is `unknown`.
[[nodiscard]] LookReply look_at(const sandbox::World& world, const LookRequest& request, UtcTime at);

/// Where the host lies, by names, the register, the directory and what is laid down about its site.
[[nodiscard]] PlaceReply place_of(const sandbox::World& world, const HostName& host, UtcTime at, const DirectoryShape& shape);

}  // namespace redress::simulation
