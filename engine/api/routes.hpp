// Which handler answers for which path. Paths are fixed texts; what varies stands in the query or the body.
#pragma once

#include <map>
#include <string>

#include "engine/api/http_message.hpp"

namespace redress::api {

/// Filled before the server starts, then only read.
class Routes {
 public:
  /// A handler for GET answers HEAD as well. The same method and path twice is a mistake of ours and ends the program.
  Routes& add(const std::string& method, const std::string& path, HttpHandler handler);
  /// Problem documents for unknown paths and methods.
  [[nodiscard]] HttpAnswer answer(const HttpQuestion& question) const;

 private:
  std::map<std::string, std::map<std::string, HttpHandler>, std::less<>> paths_;  // path → method → handler
};

}  // namespace redress::api
