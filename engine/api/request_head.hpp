// The head of a request, read strictly: where two readers could understand it differently, it is refused. Pure; the bytes are a
// stranger's. The HTTP library reads the same bytes afterwards and may refuse more. [SRC-RFC-9112]
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/http_message.hpp"
#include "engine/api/problem.hpp"
#include "engine/core/result.hpp"

namespace redress::api {

inline constexpr std::size_t kHeaderFieldsMax = 100;
inline constexpr std::size_t kTargetBytesMax = 8 * 1024;

/// How far the head reaches in what has arrived so far.
struct HeadScan {
  enum class State { incomplete, complete, malformed };
  State state = State::incomplete;
  std::size_t bytes = 0;  // complete: length of the head with its empty line. incomplete: looked at so far, where to go on
};
/// Finds the empty line. A bare line feed, a bare carriage return, and bytes that never stand in a head end the search at once,
/// so that nobody waits for the rest. `from`: bytes looked at before.
[[nodiscard]] HeadScan scan_head(std::string_view arrived, std::size_t from);

struct RequestHead {
  std::string method, path, query;
  HttpHeaders headers;
  std::string host;  // of the Host header, lower case, without port; empty in HTTP/1.0 without one
  std::optional<std::uint64_t> content_length;
  bool is_chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;
};
/// `head` ends with the empty line. Fails with the problem to answer with; the connection is closed after any of them.
[[nodiscard]] Result<RequestHead, ProblemKind> read_request_head(std::string_view head);

}  // namespace redress::api
