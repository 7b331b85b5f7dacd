// The only place of intake that knows libcurl: which host it would ask. It never connects here.
#include "engine/intake/text.hpp"
#include "engine/intake/url.hpp"

#include <curl/curl.h>

#include <memory>
#include <new>
#include <optional>

namespace redress {
namespace {

struct UrlHandleCloser {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
struct CurlTextCloser {
  void operator()(char* text) const { curl_free(text); }
};

std::optional<std::string> host_by_libcurl(const std::string& url) {
  const std::unique_ptr<CURLU, UrlHandleCloser> handle{curl_url()};
  if (!handle) throw std::bad_alloc{};
  if (curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  char* host = nullptr;
  if (curl_url_get(handle.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, CurlTextCloser> owner{host};
  return lower_ascii(host);
}

}  // namespace

HostAgreement hosts_agree(const CanonicalUrl& url) {
  const auto theirs = host_by_libcurl(url.text);
  if (!theirs) return HostAgreement::refused_by_libcurl;
  return *theirs == url.host ? HostAgreement::agree : HostAgreement::differ;
}

HostAgreement hosts_agree(std::string_view text) {
  const auto url = canonical_url(text);
  return url ? hosts_agree(*url) : HostAgreement::differ;
}

}  // namespace redress
