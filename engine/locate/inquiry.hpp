// Asks the sources one by one, remembers what they say, and leaves those alone that asked for it. A source that fails is an error, never an
// answer without contacts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/ports/transport.hpp"
#include "engine/locate/place_knowledge.hpp"
#include "engine/locate/rdap_reader.hpp"
#include "engine/locate/trail.hpp"

namespace redress {

/// For one look-up: what it does is said to `trail`. Everything handed in outlives it.
/// Errors: `later`: no answer, or a pause was asked for; `failed`: it answered with something else.
class Inquiry {
 public:
  Inquiry(PlaceKnowledge& shared, Resolver& resolver, HttpTransport& http, Trail& trail)
      : shared_(shared), resolver_(resolver), http_(http), trail_(trail) {}

  /// RDAP of the address.
  [[nodiscard]] Result<NetworkAnswer, PlaceError> network_of(const Address& address);
  /// Any other source. `domain`: the registrable one, empty for addresses. Without candidates: it knows none, or is not configured.
  [[nodiscard]] Result<SourceAnswer, PlaceError> ask(ContactSource source, const Address& address, const std::string& domain);

 private:
  [[nodiscard]] Result<NetworkAnswer, PlaceError> ask_registry(const Address& address, const std::string& server);
  /// Fails only where it names its desk by a link that failed.
  [[nodiscard]] Result<std::vector<AbuseContact>, PlaceError> contacts_of(RdapAnswer& answer);
  [[nodiscard]] Result<SourceAnswer, PlaceError> registrar_of(const std::string& domain);
  [[nodiscard]] Result<SourceAnswer, PlaceError> ripestat(const Address& address);
  [[nodiscard]] Result<SourceAnswer, PlaceError> by_texts(ContactSource source, const std::string& question, std::string_view domain);
  [[nodiscard]] std::optional<SourceAnswer> remembered(const std::string& question, std::string_view who);
  SourceAnswer keep(const std::string& question, std::string_view who, SourceAnswer answer);
  /// Unless the server rests; who asks for a pause rests from then on. `who`: its name in the trail.
  [[nodiscard]] Result<HttpReply, PlaceError> ask_server(const std::string& server, const std::string& url, const std::string& who);
  [[nodiscard]] Result<HttpReply, HttpError> get(const std::string& url);

  PlaceKnowledge& shared_;
  Resolver& resolver_;
  HttpTransport& http_;
  Trail& trail_;
};

}  // namespace redress
