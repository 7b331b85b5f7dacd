#include "engine/transport/curl_handle.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <array>
#include <new>
#include <stdexcept>

namespace redress {
namespace {

struct Library {
  Library() {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl could not be initialised");
  }
};
void set_up_library() { static const Library library; }

}  // namespace

void CurlHandleEnd::operator()(void* handle) const noexcept { curl_easy_cleanup(handle); }

void CurlConnectionsEnd::operator()(void* share) const noexcept { curl_share_cleanup(share); }

CurlConnections make_curl_connections() {
  set_up_library();
  CurlConnections share(curl_share_init());
  if (!share) throw std::bad_alloc();
  curl_share_setopt(share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  curl_share_setopt(share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  return share;
}

CurlHandle make_curl_handle() {
  set_up_library();
  CurlHandle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  return handle;
}

CurlList::~CurlList() { curl_slist_free_all(static_cast<curl_slist*>(first_)); }

void CurlList::add(const std::string& text) {
  auto* longer = curl_slist_append(static_cast<curl_slist*>(first_), text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  first_ = longer;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
  }
  return result;
}

bool is_loopback(std::string_view host) {
  const std::string text(host);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return bytes[0] == 127;
  return text == "localhost" || text == "::1";
}

}  // namespace redress
