// A client that sends whatever bytes it is given: what abuse and slow clients are made of.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace redress::api {

class RawClient {
 public:
  /// Connects to loopback; waits at most 20 s for anything.
  explicit RawClient(std::uint16_t port, const char* from = "127.0.0.1");
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient(RawClient&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }

  [[nodiscard]] bool is_connected() const { return socket_ >= 0; }
  /// False once the other side does not take more.
  bool send(std::string_view bytes);
  /// Says that nothing more will be sent.
  void finish();
  /// Until the other side closes.
  [[nodiscard]] std::string read_all();
  /// One answer with its body, by its content-length; empty when the connection ended before.
  [[nodiscard]] std::string read_answer();
  /// Whether the other side closed without a word; waits for it.
  [[nodiscard]] bool is_closed();

 private:
  int socket_ = -1;
  std::string buffer_;
};

/// Status of an answer; 0 when there is none.
[[nodiscard]] int status_of_answer(std::string_view answer);
[[nodiscard]] std::string body_of_answer(std::string_view answer);

/// Waits, giving others the processor, until `holds` is true; false after 20 s.
[[nodiscard]] bool eventually(const std::function<bool()>& holds);

/// Memory of this process that is in use, in bytes.
[[nodiscard]] std::size_t resident_bytes();

}  // namespace redress::api
