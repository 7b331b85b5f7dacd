// The service of this module: host → rules about its site → addresses → who holds the network, in which country, and which mailbox takes
// complaints. The directory's knowledge comes first; the other sources are asked in the order of the policy and remembered. Each answer says
// how it was decided.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/ports/transport.hpp"
#include "engine/locate/place_knowledge.hpp"
#include "engine/locate/trail.hpp"

namespace redress {

/// How it was decided for one host, for the person who asked. Names mailboxes of offices, never the host or its address; not for logs.
struct PlaceExplanation {
  std::vector<std::string> steps;
  std::vector<ScopedContact> contacts;  // whom sources name, best first, for each scope
  SiteRuling ruling;
  std::optional<PlaceReply> reply;  // nothing: the look-up came to no answer
  bool later = false;               // then: asking again may help
};

/// One for each worker, with transports of its own.
class PlaceFinder final : public Locator {
 public:
  PlaceFinder(PlaceKnowledge& shared, std::unique_ptr<Resolver> resolver, std::unique_ptr<HttpTransport> http);

  /// Of several addresses the lowest decides (IPv4 before IPv6), so that a name server's turns do not look like moves.
  /// `later`: DNS or a source did not answer, or asked for a pause. `failed`: a source answered with something else. A rule that names the
  /// host needs neither.
  [[nodiscard]] Result<PlaceReply, PlaceError> locate(const HostName& host) override;

  /// The same, with all that was seen; also asks the sources that can only name a site's own mailbox, which nobody is written to by.
  [[nodiscard]] PlaceExplanation explain(const HostName& host);

 private:
  struct Search;
  [[nodiscard]] Result<PlaceReply, PlaceError> find(Search& search, const HostName& host);

  PlaceKnowledge& shared_;
  std::unique_ptr<Resolver> resolver_;
  std::unique_ptr<HttpTransport> http_;
};

}  // namespace redress
