// The HTTP server: small, strict, on loopback unless told otherwise. Boost.Beast stands behind it, in http_server.cpp alone.
//
// Threads: one thread for all sockets, and a small pool that runs handlers. Every wait has a limit with a name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/http_message.hpp"
#include "engine/core/time.hpp"

namespace redress::api {

struct HttpLimits {
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 1024 * 1024;
  std::size_t connections_max = 1000;
  /// From one address; 0: no limit of its own. The local socket has none.
  std::size_t connections_per_address_max = 50;
  std::size_t in_flight_max = 64;  // requests given to handlers and not yet answered
  /// Bodies above 16 kB, or of unknown length, that may be arriving at once: bounds the memory slow senders can hold.
  std::size_t large_bodies_max = 32;
  std::size_t requests_per_connection_max = 10'000;
  int handler_threads = 4;
  Milliseconds idle_time{60'000};    // until the first byte of a request
  Milliseconds header_time{5'000};   // from the first byte to the end of the head
  Milliseconds body_time{30'000};    // the whole body
  Milliseconds answer_time{30'000};  // until the client has taken the whole answer
  Milliseconds drain_time{10'000};   // for requests in progress when stopping
};

struct HttpSettings {
  HttpLimits limits;
  /// Names this server answers for besides localhost and the loopback addresses. Requests for other hosts are refused, so that a page
  /// whose name points to loopback cannot read us.
  std::vector<std::string> host_names;
  /// Without it, addresses other than loopback are refused.
  bool may_leave_loopback = false;
  std::string request_id_prefix = "q";  // e.g. the incarnation of the process
};

/// Since start, except the first two.
struct HttpCounts {
  std::int64_t connections = 0;  // now
  std::int64_t in_flight = 0;    // now
  std::int64_t accepted = 0, answered = 0;
  std::int64_t refused = 0;  // requests that no handler saw
  std::int64_t evicted = 0;  // connections closed to make room
};

/// When a limit of connections is reached, the one that has waited longest for its next request gives way to the new one.
class HttpServer {
 public:
  HttpServer(HttpHandler handler, HttpSettings settings);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Opens a listening socket and gives its port; `port` 0: any free one. At start-up: throws std::runtime_error that says what to do
  /// when the address is taken, not loopback, or none.
  std::uint16_t listen(const std::string& address = "127.0.0.1", std::uint16_t port = 0);
  /// The same on a local socket with these file permissions. A socket file nobody listens on is replaced; throws std::runtime_error when
  /// somebody does, or when something else lies there.
  void listen_unix(const std::string& path, unsigned mode = 0600);

  /// Closes the listening sockets and waiting connections, lets requests in progress come to their answer within `drain_time`, then
  /// cuts the rest. Handlers that still run are waited for. Also done by the destructor; not from a handler.
  void stop();

  [[nodiscard]] HttpCounts counts() const;

 private:
  struct Hidden;
  std::unique_ptr<Hidden> hidden_;
};

}  // namespace redress::api
