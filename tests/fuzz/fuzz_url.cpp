// URLs as reporters type them: the canonical form of a canonical form is itself, and a line of the command stays one line. What is taken names the
// host that libcurl, which will ask for it, reads in it: a disagreement is refused.
#include "engine/core/assert.hpp"
#include "engine/intake/item.hpp"
#include "engine/intake/platform_rules.hpp"
#include "engine/intake/url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace {

/// Asked here once more, apart from intake's own question. Nothing for what libcurl would not ask at all.
std::optional<std::string> host_by_libcurl(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> handle(curl_url(), &curl_url_cleanup);
  char* host = nullptr;
  if (curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK || curl_url_get(handle.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
    return std::nullopt;
  std::string text = host;
  curl_free(host);
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = redress::canonical_url(text)) {
    const auto again = redress::canonical_url(url->text);
    REDRESS_ASSERT(again && again->text == url->text, "the canonical form of a canonical form differs");
    REDRESS_ASSERT(again->host == url->host && again->registrable_domain == url->registrable_domain, "the host changed");
    REDRESS_ASSERT(redress::hosts_agree(*url) == redress::hosts_agree(*again), "the agreement about the host changed");
  }
  if (const auto url = redress::canonical_url(text))
    if (const auto thing = redress::thing_at(*url)) {
      const auto again = redress::thing_at(*redress::canonical_url(thing->address));
      REDRESS_ASSERT(again && again->kind == thing->kind && again->platform == thing->platform && again->name == thing->name &&
                         again->address == thing->address,
                     "the address of a thing on a platform names another one");
    }
  if (const auto item = redress::item_from_url(text, {}, {})) {
    const auto grant = redress::TestReveal::grant();
    if (const auto theirs = host_by_libcurl(item->locator.open(grant)))
      REDRESS_ASSERT(*theirs == item->host.open(grant), "taken, though two parsers read different hosts in it");
  }
  REDRESS_ASSERT(redress::canonical_json_line(text).find('\n') == std::string::npos, "an answer of several lines");
  return 0;
}
