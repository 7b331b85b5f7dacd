// The test box: whom an address would lead to, whom not, and why, without sending or storing anything.
#pragma once

#include "engine/core/ports/policies.hpp"
#include "engine/core/time.hpp"
#include "engine/locate/place_finder.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::app {

/// A recipient as the store has it today: what people approved counts.
struct KnownRecipient {
  std::string name;
  bool approved = false;
  std::string mailbox;  // the one that would be used; empty: none is approved and alive
};
using FindRecipient = std::function<std::optional<KnownRecipient>(std::string_view slug)>;

struct ExplainedAddressee {
  ContactScope scope = ContactScope::hoster;
  std::string recipient;  // slug, or the mailbox of somebody no directory knows; empty: nobody
  std::string mailbox;
  bool written_to = false;
  std::string why;
};

/// One row for each scope a ladder can climb, in the order site, hoster, proxy, network, registrar. `network`: slug of the network above
/// the host, by the directory. The ladder is that of an item assessed as illegal.
[[nodiscard]] std::vector<ExplainedAddressee> explain_addressees(const PlaceExplanation& place, const std::string& network, const PolicyBook& policies,
                                                                 UtcTime now, const FindRecipient& find);

}  // namespace redress::app
