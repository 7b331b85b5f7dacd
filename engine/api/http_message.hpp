// What a handler is asked and what it answers: plain values, so that handlers are plain functions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::api {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpQuestion {
  std::string method;   // GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
  std::string path;     // as sent, begins with "/"; escapes are left as they are
  std::string query;    // behind the "?", as sent; empty when none
  HttpHeaders headers;  // names in lower case
  std::string body;
  std::string request_id;              // repeated in the answer and in problem documents
  std::optional<unsigned> local_user;  // came by the local socket: user id of the calling process, as the kernel says

  /// Value of the first header of that lower-case name; empty when absent.
  [[nodiscard]] std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

struct HttpAnswer {
  int status = 200;  // 200..599
  std::string body;
  std::string content_type = "application/json";
  HttpHeaders headers;  // more of them; values without control characters
};

/// Called by several threads at once. What it throws becomes a 500 without details.
using HttpHandler = std::function<HttpAnswer(const HttpQuestion&)>;

}  // namespace redress::api
