// Inside of engine/transport: an owned libcurl handle. The library is set up once, before the first handle.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace redress {

struct CurlHandleEnd {
  void operator()(void* handle) const noexcept;
};
/// A `CURL*`.
using CurlHandle = std::unique_ptr<void, CurlHandleEnd>;
[[nodiscard]] CurlHandle make_curl_handle();

struct CurlConnectionsEnd {
  void operator()(void* share) const noexcept;
};
/// Open connections that handles of one thread use after each other, a `CURLSH*`. Outlives those handles.
using CurlConnections = std::unique_ptr<void, CurlConnectionsEnd>;
[[nodiscard]] CurlConnections make_curl_connections();

/// A `curl_slist*` with value semantics of its texts.
class CurlList {
 public:
  CurlList() = default;
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;
  ~CurlList();
  void add(const std::string& text);
  /// A `curl_slist*`; null while empty.
  [[nodiscard]] void* get() const noexcept { return first_; }

 private:
  void* first_ = nullptr;
};

/// Percent-encodes everything but letters, digits, `-._~`.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// True for the loopback addresses and the name `localhost`.
[[nodiscard]] bool is_loopback(std::string_view host);

}  // namespace redress
