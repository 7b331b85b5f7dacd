// One request to a running engine over its local socket; blocking, for the CLI.
#pragma once

#include <string>

#include "engine/core/result.hpp"
#include "engine/core/time.hpp"

namespace redress::api {

struct LocalAnswer {
  int status = 0;
  std::string content_type;
  std::string body;  // at most 16 MB
};
enum class LocalCallError {
  not_running,  // nobody listens there
  forbidden,    // this user may not connect
  ended,        // the connection was closed before a byte came back: whoever listened ended just now
  broken,       // the connection stood still for `patience`, or broke later
  malformed,    // what came back is no answer of ours
};
/// `target`: path and query. A body is sent as JSON. `patience`: for each wait on the socket.
[[nodiscard]] Result<LocalAnswer, LocalCallError> local_call(const std::string& socket_path, const std::string& method,
                                                             const std::string& target, const std::string& body = {},
                                                             Milliseconds patience = Milliseconds{30'000});

}  // namespace redress::api
