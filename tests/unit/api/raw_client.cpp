#include "tests/unit/api/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace redress::api {

RawClient::RawClient(std::uint16_t port, const char* from) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  timeval wait{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  ::inet_pton(AF_INET, from, &here.sin_addr);
  sockaddr_in there = here;
  ::inet_pton(AF_INET, "127.0.0.1", &there.sin_addr);
  there.sin_port = htons(port);
  const bool connected = ::bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0 &&
                         ::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0;
  if (connected) return;
  ::close(socket_);
  socket_ = -1;
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void RawClient::finish() { ::shutdown(socket_, SHUT_WR); }

std::string RawClient::read_all() {
  std::array<char, 64 * 1024> chunk{};
  for (;;) {
    const auto count = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (count <= 0) return std::move(buffer_);
    buffer_.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

std::string RawClient::read_answer() {
  std::array<char, 64 * 1024> chunk{};
  for (;;) {
    if (const auto end = buffer_.find("\r\n\r\n"); end != std::string::npos) {
      std::size_t size = end + 4;
      if (const auto length = buffer_.find("content-length: "); length < end)
        size += std::strtoul(buffer_.c_str() + length + 16, nullptr, 10);
      if (buffer_.size() >= size) {
        auto answer = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return answer;
      }
    }
    const auto count = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (count <= 0) return {};
    buffer_.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

bool RawClient::is_closed() {
  char byte = 0;
  const auto count = ::recv(socket_, &byte, 1, 0);
  return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

int status_of_answer(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}

std::string body_of_answer(std::string_view answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(answer.substr(end + 4));
}

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  in >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace redress::api
