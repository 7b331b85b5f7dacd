// Inside of engine/transport: one HTTP request and its answer, without redirects. Here stand the rules every outgoing connection
// keeps: http and https only, TLS 1.2 at least and always verified, no proxy from the environment, no cookies, names resolved by our
// own resolver, each address judged before the socket is opened and again before the request is sent. [SRC-RFC-9110]
#pragma once

#include "engine/core/time.hpp"
#include "engine/transport/address_rules.hpp"
#include "engine/transport/curl_handle.hpp"
#include "engine/transport/network.hpp"
#include "engine/transport/resolver.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress {

/// Parts of a URL as libcurl reads them, so that what is judged is what is connected to.
struct HttpUrl {
  std::string text;    // normalised, without fragment
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; IPv6 without brackets
  int port = 0;
  std::string path;    // begins with "/"
  bool numeric = false;
};
/// Nothing for anything but http and https, user information, spaces, control characters, backslashes, bytes above ASCII, and hosts
/// that are neither a plain name nor an address.
[[nodiscard]] std::optional<HttpUrl> read_http_url(const std::string& url);

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;
/// A service that only Tor reaches.
[[nodiscard]] bool is_onion(std::string_view host);
/// Value of the first header of that lower-case name; empty when absent.
[[nodiscard]] std::string_view header_of(const HttpHeaders& headers, std::string_view name);

struct HopRequest {
  std::string method = "GET";
  std::string url;
  HttpHeaders headers;
  std::string_view body;
  Milliseconds time_limit{30'000};
};
enum class HopFailure {
  none,
  address_forbidden,
  no_such_name,
  unreachable,
  tls,
  timed_out,
  malformed,   // our request or their answer is no HTTP
  no_answer,   // the request went out, no answer came
  stopped,     // the sink had enough; status and headers are good
};
struct HopReply {
  HopFailure failure = HopFailure::unreachable;
  bool request_sent = false;
  int status = 0;
  HttpHeaders headers;         // names in lower case
  std::string redirect_to;     // absolute, when the answer is a redirect
};

class HttpExchange {
 public:
  /// Gets the body piece by piece; answers false when it has enough.
  using Sink = std::function<bool(std::string_view)>;

  /// Throws std::invalid_argument, naming the entry, when the settings are wrong.
  explicit HttpExchange(const NetworkSettings& settings);
  [[nodiscard]] HopReply perform(const HopRequest& request, const Sink& sink);

 private:
  struct Mapped {
    std::string pattern, address;
    int port = 0;  // 0 = that of the URL
  };
  struct Target {
    HopFailure failure = HopFailure::none;
    bool through_tor = false;
    std::string pin;          // for CURLOPT_RESOLVE
    std::string connect_to;   // for CURLOPT_CONNECT_TO
  };
  [[nodiscard]] static bool read_endpoint(const std::string& text, Mapped& into);
  [[nodiscard]] Target find_target(const HttpUrl& url);
  [[nodiscard]] const Mapped* mapped(const std::string& host) const;
  [[nodiscard]] bool may_reach(AddressClass address, int port) const;

  friend struct HopCallbacks;

  NetworkSettings settings_;
  AddressRules rules_;
  std::vector<Mapped> hosts_;
  std::unique_ptr<DnsClient> resolver_;
  CurlConnections connections_;
};

}  // namespace redress
