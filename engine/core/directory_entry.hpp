// An entry of the directory: somebody we can ask, and how. Read and validated by engine/directory; stored and used elsewhere.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/words.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress {

/// `proxy`: stands in front of other people's hosts (a CDN); its country says nothing about theirs. `dispute_body` and `coordinator`: whom
/// platforms' decisions are taken to. [SRC-DSA-21] `data_protection`, `consumer_protection`: the offices that answer for a person's right to
/// have data erased, and for a platform's duty to act within its time. [SRC-GDPR-17] [SRC-TAKE-IT-DOWN]
enum class RecipientKind {
  hoster,
  site,
  platform,
  network,
  proxy,
  registrar,
  partner_hotline,
  police,
  authority,
  dispute_body,
  coordinator,
  data_protection,
  consumer_protection
};
template <>
struct EnumNames<RecipientKind> {
  static constexpr auto names = name_list("hoster", "site", "platform", "network", "proxy", "registrar", "partner_hotline", "police",
                                          "authority", "dispute_body", "coordinator", "data_protection", "consumer_protection");
};

/// Whether the word is a kind of authority that is asked by the name of its office alone.
[[nodiscard]] inline bool is_office(std::string_view word) {
  const auto kind = from_name<RecipientKind>(word);
  return kind == RecipientKind::dispute_body || kind == RecipientKind::coordinator || kind == RecipientKind::data_protection ||
         kind == RecipientKind::consumer_protection;
}

/// How a contact is reached; names of connectors. `assisted_form`: a person files a form that is prepared for them.
enum class ContactChannel { abuse_mail, assisted_form };
template <>
struct EnumNames<ContactChannel> {
  static constexpr auto names = name_list("abuse_mail", "assisted_form");
};

/// Addresses that share their first `prefix_bits` bits. IPv4 stands as ::ffff:a.b.c.d, so its prefixes are 96..128 long.
struct AddressRange {
  std::array<std::uint8_t, 16> address{};  // all bits after the prefix are zero
  int prefix_bits = 0;                     // 0..128
  friend auto operator<=>(const AddressRange&, const AddressRange&) = default;
};

struct DirectoryContact {
  ContactScope scope = ContactScope::hoster;
  ContactChannel channel = ContactChannel::abuse_mail;
  std::string address;            // of a mailbox: printable ASCII, one @, nothing that could end a header; of a form: its name
  bool approved = false;          // nothing is sent to a contact nobody has approved
  bool per_url = false;           // wants one message per URL
  std::chrono::sys_days since{};  // first day it is used
  std::string source;             // where it comes from, in words
  friend bool operator==(const DirectoryContact&, const DirectoryContact&) = default;
};

struct DirectoryEntry {
  std::string slug;  // unique, stable; lower-case letters, digits, `_`, `-`, `.`
  std::string name;  // as notices address it; one line
  RecipientKind kind = RecipientKind::hoster;
  std::string country;                  // ISO 3166-1 alpha-2
  std::string language;                 // of notices to it, BCP 47, e.g. "nl"
  std::vector<AddressRange> addresses;  // it answers for
  std::vector<std::string> domains;     // it answers for, with everything below; canonical (ASCII, lower case)
  std::string parent;                   // slug of the network above; empty when none is known
  Tlp ceiling = Tlp::amber;             // nothing more sensitive is sent to it
  std::vector<DirectoryContact> contacts;
  friend bool operator==(const DirectoryEntry&, const DirectoryEntry&) = default;
};

}  // namespace redress
