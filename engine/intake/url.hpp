// URLs: read as browsers read them (WHATWG), and brought into the one form by which duplicates are found. [SRC-WHATWG-URL]
//
// Two layers. `parse_url` is the standard and nothing else. `canonical_url` is what intake uses: http and https only, spellings
// that keep people from clicking (`hxxp`, `[.]`) mended, user information dropped, rules of single sites applied.
// docs/edges/urls.md says what differs from the standard and why.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

/// The longest URL intake takes, and the longest canonical form it gives. Longer ones are refused, never cut.
inline constexpr std::size_t kUrlBytesMax = 8192;

/// Why a text is no URL for us. The names are stable words of the command line.
enum class UrlError {
  empty,
  too_long,
  not_utf8,
  missing_scheme,
  unsupported_scheme,  // canonical_url only: neither http nor https
  missing_host,
  invalid_host,
  invalid_ipv4_address,
  invalid_ipv6_address,
  invalid_port,
  invalid_line,        // canonical_json_line only: the line is no JSON string
};
template <>
struct EnumNames<UrlError> {
  static constexpr auto names =
      name_list("empty", "too long", "not UTF-8", "missing scheme", "unsupported scheme", "missing host", "invalid host",
                "invalid IPv4 address", "invalid IPv6 address", "invalid port", "not a JSON string");
};

enum class HostKind { none, domain, ipv4, ipv6, opaque };

/// A URL taken apart, as the standard's "URL record".
struct UrlRecord {
  std::string scheme;
  std::string username;
  std::string password;
  HostKind host_kind = HostKind::none;
  std::string host;  // serialised, IPv6 in brackets; may be empty although there is one (file:///)
  std::optional<std::uint16_t> port;  // nothing for the scheme's own port
  bool has_opaque_path = false;
  std::string opaque_path;
  std::vector<std::string> path;
  std::optional<std::string> query;     // without `?`
  std::optional<std::string> fragment;  // without `#`

  [[nodiscard]] std::string path_text() const;
  /// The standard's serialisation ("href"), user information included.
  [[nodiscard]] std::string href() const;
};

/// The standard's parser. `text`: any bytes; what is not UTF-8 counts as U+FFFD. `base`: what a relative text is relative to.
/// Linear in the text's length except for host names beyond ASCII. Errors: missing_scheme (relative and no base), missing_host,
/// invalid_host, invalid_ipv4_address, invalid_ipv6_address, invalid_port. Any thread. [SRC-WHATWG-URL]
[[nodiscard]] Result<UrlRecord, UrlError> parse_url(std::string_view text, const UrlRecord* base = nullptr);

struct CanonicalUrl {
  std::string text;    // what is stored, compared and sealed
  std::string scheme;  // "http" or "https"
  std::string host;    // ASCII, lower case; IPv6 in brackets; a trailing dot is kept
  HostKind host_kind = HostKind::domain;
  std::uint16_t port = 0;  // the effective one
  std::string path;        // starts with `/`
  std::optional<std::string> query;
  std::optional<std::string> fragment;
  std::string registrable_domain;     // of domains by the public suffix list; else the host itself
  bool had_user_information = false;  // `user:password@` was there and has been dropped
  bool was_mended = false;            // a defanged spelling was mended
};

/// The form by which two reports name the same thing. Taking it again changes nothing.
/// `text`: UTF-8, at most kUrlBytesMax. Errors: all but invalid_line. Any thread.
[[nodiscard]] Result<CanonicalUrl, UrlError> canonical_url(std::string_view text);

/// What `redress url canonical` prints for a line (without its line end): the URL, or `error: NAME`.
[[nodiscard]] std::string canonical_line(std::string_view line);
/// What `redress url canonical --json` prints for a line that is a JSON string: `{"input":…,"url":…}` or `{"input":…,"error":NAME}`. Where
/// a platform's rule knows what is there, `"kind"`, `"platform"`, `"name"` and `"address"` follow the URL. The input is repeated exactly as
/// it was spelt, so that lone surrogates survive; a line that is no JSON string has input null.
[[nodiscard]] std::string canonical_json_line(std::string_view line);

/// Whether libcurl, which will send the requests, sees the same host in a text as we do.
enum class HostAgreement {
  agree,
  refused_by_libcurl,  // it would never ask anybody, so nobody wrong can be asked
  differ,              // somebody else than the named host would be asked: intake refuses the item
};
/// Any thread.
[[nodiscard]] HostAgreement hosts_agree(const CanonicalUrl& url);
/// The same for a text; `differ` for one that `canonical_url` does not take.
[[nodiscard]] HostAgreement hosts_agree(std::string_view text);

/// Registrable domain by the public suffix list built into libpsl; the host itself where there is none (addresses, single labels,
/// suffixes). `host`: canonical; a trailing dot is left out of the answer.
[[nodiscard]] std::string registrable_domain(std::string_view host, HostKind kind);
/// Below it, anybody can have a name of their own (`co.uk`; `github.io` of the list's private part): no one site. `domain`: canonical.
[[nodiscard]] bool is_public_suffix(std::string_view domain);

}  // namespace redress
