// Chooses whom to write to from what several sources say: one contact per scope, with the reason. Which source is believed before
// which is policy data and comes as a parameter; nothing here asks anybody.
#pragma once

#include "engine/locate/contact.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct RdapAnswer;

struct ContactCandidate {
  ContactSource source = ContactSource::rdap_address;
  ContactScope scope = ContactScope::network;
  std::string mail;
  std::string country;         // ISO 3166-1 alpha-2 of the contact; empty when not said
  std::string detail;          // what the source says about it, e.g. an RDAP contact's `why`
  bool registry_desk = false;  // a registry's own mailbox: behind all others
  bool unvalidated = false;    // behind the same source's others
};

struct RankingPolicy {
  /// First is believed most. A source that is not listed is not used.
  std::vector<ContactSource> order;
  std::string rule;  // id and version, for the reason
};

struct ScopedContact {
  ContactScope scope = ContactScope::network;
  ContactCandidate chosen;
  std::vector<ContactCandidate> others;  // next best first: asked when the chosen one bounces
  bool guessed = false;                  // only a convention names it: a person decides before anything is sent
  std::string why;                       // one sentence
};

/// One entry per scope that has a usable contact, in the order site, network, proxy, registrar. `dead` mailboxes (hard bounces)
/// are never chosen. Candidates that are not plain mailboxes or that nobody reads are left out. The same candidates in another
/// order give the same choice, except that of two equals from one source the first given is taken.
[[nodiscard]] std::vector<ScopedContact> choose_contacts(const std::vector<ContactCandidate>& candidates, const RankingPolicy& policy,
                                                         const std::vector<std::string>& dead = {});

/// An RDAP answer's contacts as candidates, with their scopes.
[[nodiscard]] std::vector<ContactCandidate> candidates_of(const RdapAnswer& answer, ContactSource source);

/// Mailboxes of a source that says nothing about scope or country.
[[nodiscard]] std::vector<ContactCandidate> candidates_of(const std::vector<std::string>& mails, ContactSource source, ContactScope scope);

}  // namespace redress
