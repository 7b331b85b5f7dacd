#include "engine/locate/contact_ranking.hpp"

#include "engine/locate/mail_address.hpp"
#include "engine/locate/rdap_reader.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace redress {
namespace {

bool usable(const ContactCandidate& candidate, const std::vector<std::string>& dead) {
  return checked_mail_address(candidate.mail) && !is_placeholder_mailbox(candidate.mail) &&
         std::none_of(dead.begin(), dead.end(), [&](const std::string& mail) { return same_mailbox(mail, candidate.mail); });
}

std::string reason(const ScopedContact& contact, const RankingPolicy& policy) {
  std::string text = "named by " + std::string(to_words(contact.chosen.source));
  if (!contact.chosen.detail.empty()) text += " (" + contact.chosen.detail + ")";
  std::string agree;
  std::string differ;
  for (const ContactCandidate& other : contact.others) {
    if (other.source == contact.chosen.source) continue;
    std::string& list = same_mailbox(other.mail, contact.chosen.mail) ? agree : differ;
    const std::string_view words = to_words(other.source);
    if (list.find(words) == std::string::npos) list += (list.empty() ? "" : ", ") + std::string(words);
  }
  if (!agree.empty()) text += "; also by " + agree;
  if (!differ.empty()) text += "; another mailbox by " + differ;
  if (contact.guessed) text += "; nobody has named it, so a person decides";
  if (!policy.rule.empty()) text += "; order of sources by " + policy.rule;
  return text;
}

}  // namespace

std::vector<ScopedContact> choose_contacts(const std::vector<ContactCandidate>& candidates, const RankingPolicy& policy,
                                           const std::vector<std::string>& dead) {
  const auto place = [&](const ContactCandidate& candidate) {
    return std::find(policy.order.begin(), policy.order.end(), candidate.source) - policy.order.begin();
  };
  const auto listed = [&](const ContactCandidate& candidate) {
    return place(candidate) < static_cast<std::ptrdiff_t>(policy.order.size());
  };
  static constexpr std::array kScopes{ContactScope::site, ContactScope::network, ContactScope::proxy, ContactScope::registrar};
  std::vector<ScopedContact> chosen;
  for (const ContactScope scope : kScopes) {
    std::vector<ContactCandidate> fitting;
    for (const ContactCandidate& candidate : candidates) {
      if (candidate.scope == scope && listed(candidate) && usable(candidate, dead)) fitting.push_back(candidate);
    }
    if (fitting.empty()) continue;
    std::stable_sort(fitting.begin(), fitting.end(), [&](const ContactCandidate& a, const ContactCandidate& b) {
      // A registry's desk is behind everybody who was named, but before a mere convention.
      const auto rank = [&](const ContactCandidate& each) {
        const int class_of = each.source == ContactSource::rfc_2142 ? 2 : each.registry_desk ? 1 : 0;
        return std::tuple(class_of, place(each), each.unvalidated);
      };
      return rank(a) < rank(b);
    });
    ScopedContact contact;
    contact.scope = scope;
    contact.chosen = fitting.front();
    contact.others.assign(fitting.begin() + 1, fitting.end());
    contact.guessed = contact.chosen.source == ContactSource::rfc_2142;
    contact.why = reason(contact, policy);
    // Who says the same is in the reason; asking the same mailbox again after a bounce helps nobody.
    std::vector<ContactCandidate> others;
    for (ContactCandidate& other : contact.others) {
      const auto same = [&](const ContactCandidate& known) { return same_mailbox(known.mail, other.mail); };
      if (!same(contact.chosen) && std::none_of(others.begin(), others.end(), same)) others.push_back(std::move(other));
    }
    contact.others = std::move(others);
    chosen.push_back(std::move(contact));
  }
  return chosen;
}

std::vector<ContactCandidate> candidates_of(const RdapAnswer& answer, ContactSource source) {
  std::vector<ContactCandidate> candidates;
  for (const AbuseContact& contact : answer.contacts) {
    ContactCandidate candidate;
    candidate.source = source;
    candidate.scope = contact.scope;
    candidate.mail = contact.mail;
    candidate.country = contact.country;
    candidate.detail = contact.why;
    candidate.registry_desk = contact.registry_desk;
    candidate.unvalidated = contact.unvalidated;
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

std::vector<ContactCandidate> candidates_of(const std::vector<std::string>& mails, ContactSource source, ContactScope scope) {
  std::vector<ContactCandidate> candidates;
  for (const std::string& mail : mails) {
    ContactCandidate candidate;
    candidate.source = source;
    candidate.scope = scope;
    candidate.mail = mail;
    candidate.registry_desk = is_registry_desk(mail);
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace redress
