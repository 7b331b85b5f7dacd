// A loopback server whose answers are the input: a client of ours is run against it. One connection after the other, each from the script's
// beginning. Parts of the script are separated by the byte 0xFF: the first is sent on connecting where `greets`, one more for each line the client
// sends, `%` in it standing for the first word of that line (IMAP's tag). When there are no more, the connection is closed.
#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace redress::fuzz {

class ScriptedServer {
 public:
  explicit ScriptedServer(bool greets) : greets_(greets), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no loopback server can be made");
    port_ = ntohs(address.sin_port);
    std::thread([this] { serve(); }).detach();  // for the life of the process
  }
  [[nodiscard]] int port() const { return port_; }
  void say(std::string_view script) {
    const std::lock_guard lock(mutex_);
    script_ = script;
  }

 private:
  static constexpr int kPatienceMs = 20;
  [[noreturn]] void serve() {
    for (;;) {
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      std::string script;
      {
        const std::lock_guard lock(mutex_);
        script = script_;
      }
      talk(client, script);
      ::close(client);
    }
  }

  void talk(int client, std::string_view script) const {
    const auto next_part = [&] {
      const auto end = script.find('\xff');
      const auto part = script.substr(0, end);
      script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
      return part;
    };
    if (greets_ && !send_all(client, std::string(next_part()))) return;
    std::string heard;
    char piece[4096];
    while (!script.empty()) {
      pollfd waiting{client, POLLIN, 0};
      if (::poll(&waiting, 1, kPatienceMs) <= 0) return;  // each waits for the other
      const auto count = ::recv(client, piece, sizeof piece, 0);
      if (count <= 0) return;
      heard.append(piece, static_cast<std::size_t>(count));
      for (auto end = heard.find('\n'); end != std::string::npos && !script.empty(); end = heard.find('\n')) {
        const auto tag = heard.substr(0, heard.find_first_of(" \r\n"));
        heard.erase(0, end + 1);
        std::string said;
        for (const char c : next_part()) said += c == '%' ? tag : std::string(1, c);
        if (!send_all(client, said)) return;
      }
    }
  }

  static bool send_all(int client, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  bool greets_;
  int listener_;
  int port_ = 0;
  std::mutex mutex_;
  std::string script_;
};

}  // namespace redress::fuzz
