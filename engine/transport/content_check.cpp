#include "engine/transport/content_check.hpp"

#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <utility>

#include "engine/transport/checker_frames.hpp"
#include "engine/transport/http_exchange.hpp"

namespace redress {
namespace {

/// Over the time limit of a look: look-ups of names and the control pages.
constexpr Milliseconds kReplySlack{60'000};

class CheckerProcess final : public ContentCheck {
 public:
  CheckerProcess(std::vector<std::string> command, CheckSettings settings) : command_(std::move(command)), settings_(std::move(settings)) {
    if (command_.empty()) throw std::invalid_argument("the checker has no command");
    for (const auto& url : settings_.control_urls)
      if (!read_http_url(url)) throw std::invalid_argument("check.control_urls: not a URL: " + url);
    const HttpExchange tried(settings_.network);  // throws for settings the checker could not use
  }
  CheckerProcess(const CheckerProcess&) = delete;
  CheckerProcess& operator=(const CheckerProcess&) = delete;
  ~CheckerProcess() override { end(); }

  LookReply look(const LookRequest& request) override {
    const auto grant = LookReveal::grant();
    const auto frame =
        encode_look({request.locator.open(grant), request.recipe.open(grant), request.recipe_needed, request.expected_digest});
    if (is_dead()) end();
    // What the process could not say says nothing about the page: the fault is on our side.
    const LookReply lost{Observed::unknown, Evidence::vantage_unproven, 0, {}};
    if (socket_ < 0 && !begin()) return lost;
    if (write_frame(socket_, frame))
      if (const auto answer = read_frame(socket_, settings_.time_limit + kReplySlack))
        if (const auto reply = decode_reply(*answer)) return *reply;
    end();
    return lost;
  }

 private:
  bool begin() {
    std::array<int, 2> sockets{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) return false;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, sockets[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, sockets[1], STDOUT_FILENO);
    // A group of its own: Ctrl-C in a terminal is for us, the checker ends with its input.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    std::vector<char*> arguments;
    for (auto& part : command_) arguments.push_back(part.data());
    arguments.push_back(nullptr);
    std::string locale = "LC_ALL=C";
    std::array<char*, 2> environment{locale.data(), nullptr};  // secrets may stand in ours
    const int failed = posix_spawn(&child_, command_.front().c_str(), &actions, &attributes, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(sockets[1]);
    if (failed != 0) {
      close(sockets[0]);
      child_ = -1;
      return false;
    }
    socket_ = sockets[0];
    if (write_frame(socket_, encode_settings(settings_))) return true;
    end();
    return false;
  }

  /// Between two looks the checker has nothing to say: what can be read then is its end.
  [[nodiscard]] bool is_dead() const {
    pollfd waiting{socket_, POLLIN, 0};
    return socket_ >= 0 && poll(&waiting, 1, 0) != 0;
  }

  void end() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
    child_ = -1;
  }

  std::vector<std::string> command_;
  CheckSettings settings_;
  int socket_ = -1;
  pid_t child_ = -1;
};

}  // namespace

std::unique_ptr<ContentCheck> make_content_check(std::vector<std::string> command, CheckSettings settings) {
  return std::make_unique<CheckerProcess>(std::move(command), std::move(settings));
}

}  // namespace redress
