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

/// `proxy`: stands in front of other people's hosts (a CDN); its country says nothing about theirs.
enum class RecipientKind { hoster, site, platform, network, proxy, registrar, partner_hotline, police, authority };
template <>
struct EnumNames<RecipientKind> {
  static constexpr auto names = name_list("hoster", "site", "platform", "network", "proxy", "registrar", "partner_hotline", "police", "authority");
};

/// How a contact is reached; names of connectors.
enum class ContactChannel { abuse_mail };
template <>
struct EnumNames<ContactChannel> {
  static constexpr auto names = name_list("abuse_mail");
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
  std::string address;            // of a mailbox: printable ASCII, one @, nothing that could end a header
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
