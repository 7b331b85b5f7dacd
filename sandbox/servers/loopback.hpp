// Sockets of the sandbox's servers: blocking connections with a time limit, a thread each, on loopback only. The only place with
// Boost.Asio.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::sandbox {

inline constexpr std::size_t kConnectionsMax = 256;             // a listener's, at one time; more are closed at once
inline constexpr std::chrono::seconds kConnectionIdleMax{120};  // real time

/// Whether `address` is an IPv4 or IPv6 loopback literal. Names are not looked up.
[[nodiscard]] bool is_loopback(std::string_view address);

/// Key and certificate of a TLS server.
class TlsIdentity {
 public:
  /// PEM texts. Throws boost::system::system_error when they do not fit together.
  TlsIdentity(const std::string& certificate_pem, const std::string& key_pem);
  ~TlsIdentity();
  struct Context;
  [[nodiscard]] Context& context() const noexcept { return *context_; }

 private:
  std::unique_ptr<Context> context_;
};

/// One client, used by one thread.
class Connection {
 public:
  struct Socket;
  explicit Connection(std::unique_ptr<Socket> socket);
  ~Connection();

  /// Waits for bytes and appends them to `buffer()`. False when the client is gone or silent for `limit`.
  bool fill(std::chrono::milliseconds limit = kConnectionIdleMax);
  /// Received and not yet used; the reader erases what it has used.
  [[nodiscard]] std::string& buffer() noexcept { return buffer_; }
  /// False when the client is gone.
  bool write(std::string_view bytes);
  /// Server side of the handshake. What came before it in the clear is forgotten (RFC 3207 section 4.2). False when it fails.
  bool start_tls(const TlsIdentity& identity);
  [[nodiscard]] bool is_tls() const noexcept;
  /// Breaks the connection with a reset instead of an orderly end.
  void reset();
  /// Address the client connected to.
  [[nodiscard]] std::string local_address() const;

 private:
  std::unique_ptr<Socket> socket_;
  std::string buffer_;
};

/// Accepts on one port of several loopback addresses. Stops, cutting open connections, when destroyed.
class Listener {
 public:
  using Serve = std::function<void(Connection&)>;
  /// Port 0 chooses one that is free on all addresses. `serve` runs in a thread of its own per connection.
  /// Throws std::invalid_argument for an address that is not loopback, boost::system::system_error when it cannot bind.
  Listener(const std::vector<std::string>& addresses, std::uint16_t port, Serve serve);
  ~Listener();
  [[nodiscard]] std::uint16_t port() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Answers UDP packets; an empty answer is not sent.
class DatagramServer {
 public:
  using Answer = std::function<std::string(std::string_view)>;
  DatagramServer(const std::string& address, std::uint16_t port, Answer answer);
  ~DatagramServer();
  [[nodiscard]] std::uint16_t port() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace redress::sandbox
