#include "engine/api/local_call.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

namespace redress::api {
namespace {

constexpr std::size_t kAnswerBytesMax = 16 * 1024 * 1024 + 64 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// Value of a header of our own answers (names in lower case); nothing when absent.
std::optional<std::string_view> header_of(std::string_view head, std::string_view name) {
  const std::string line = "\r\n" + std::string(name) + ": ";
  const auto place = head.find(line);
  if (place == std::string_view::npos) return std::nullopt;
  const auto begin = place + line.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

Result<LocalAnswer, LocalCallError> read_answer(std::string_view bytes) {
  const auto malformed = Failure{LocalCallError::malformed};
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos || !bytes.starts_with("HTTP/1.1 ") || end < 12) return malformed;
  const auto head = bytes.substr(0, end + 2);
  LocalAnswer answer;
  const auto status = head.substr(9, 3);
  if (std::from_chars(status.data(), status.data() + status.size(), answer.status).ptr != status.data() + status.size()) return malformed;
  answer.content_type = header_of(head, "content-type").value_or("");
  answer.body = bytes.substr(end + 4);
  const auto length = header_of(head, "content-length");
  if (length && *length != std::to_string(answer.body.size())) return malformed;  // cut on its way
  return answer;
}

}  // namespace

Result<LocalAnswer, LocalCallError> local_call(const std::string& socket_path, const std::string& method, const std::string& target,
                                               const std::string& body, Milliseconds patience) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.empty() || socket_path.size() >= sizeof address.sun_path) return Failure{LocalCallError::not_running};
  std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size() + 1);
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.number() < 0) return Failure{LocalCallError::broken};
  timeval wait{};
  wait.tv_sec = patience.count() / 1000;
  wait.tv_usec = patience.count() % 1000 * 1000;
  ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return Failure{errno == EACCES || errno == EPERM ? LocalCallError::forbidden : LocalCallError::not_running};

  std::string request = method + " " + target + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
  if (!body.empty()) request += "content-type: application/json\r\ncontent-length: " + std::to_string(body.size()) + "\r\n";
  request += "\r\n" + body;
  // A refusal can come before all of the request is taken, so a failing write does not end the call: what came back is read first.
  for (std::size_t sent = 0; sent < request.size();) {
    const auto count = ::send(socket.number(), request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
  }
  std::string bytes;
  std::array<char, 16 * 1024> buffer{};
  for (;;) {
    const auto count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failure{bytes.empty() && errno == ECONNRESET ? LocalCallError::ended : LocalCallError::broken};
    if (count == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
    if (bytes.size() > kAnswerBytesMax) return Failure{LocalCallError::malformed};
  }
  if (bytes.empty()) return Failure{LocalCallError::ended};
  return read_answer(bytes);
}

}  // namespace redress::api
