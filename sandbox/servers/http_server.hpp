// A small HTTP/1.1 server for the sandbox's pages, register and sinks. The only place with Boost.Beast, which reads the requests.
// [SRC-RFC-9112]
#pragma once

#include "sandbox/servers/loopback.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace redress::sandbox {

inline constexpr std::size_t kHttpHeaderBytesMax = 16 * 1024;
inline constexpr std::size_t kHttpBodyBytesMax = 8 * 1024 * 1024;

struct HttpRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case; of repeated ones the last
  std::string body;
  std::string local_address;  // that the client connected to
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

struct HttpReply {
  enum class Fate { answer, reset, hang };  // reset: broken at once; hang: silence until the client gives up
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Fate fate = Fate::answer;
};

using HttpHandler = std::function<HttpReply(const HttpRequest&)>;

/// Serves requests on one connection until it ends.
void serve_http(Connection& connection, const HttpHandler& handler);

}  // namespace redress::sandbox
