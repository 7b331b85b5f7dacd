// A web site for tests of the content check, and the check's other process.
#pragma once

#include "engine/transport/content_check.hpp"
#include "loopback.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace redress::test {

inline std::vector<std::string> checker() { return {std::string(REDRESS_BINARY_DIR) + "/tests/checker_for_tests"}; }

inline std::string page(const std::string& body, const std::string& status = "200 OK", const std::string& type = "text/html") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A site whose pages are made by `reply` of method, path and whole head; HEAD answers lose their body. Counts what it sent.
struct Site {
  using Reply = std::function<std::string(const std::string& path, const std::string& head)>;
  explicit Site(Reply made_by) : reply(std::move(made_by)), server([this](Connection& connection) { serve(connection); }) {}
  void serve(Connection& connection) {
    std::string head;
    while (connection.read_until("\r\n\r\n", head)) {
      const auto begin = head.find(' ') + 1;
      auto answer = reply(head.substr(begin, head.find(' ', begin) - begin), head);
      {
        const std::lock_guard lock(mutex);
        heads.push_back(head);
      }
      if (answer.empty()) return;
      if (head.substr(0, 5) == "HEAD ") answer.resize(answer.find("\r\n\r\n") + 4);
      if (!connection.write(answer)) return;
    }
  }
  Reply reply;
  std::mutex mutex;
  std::vector<std::string> heads;
  LoopbackServer server;
};

inline CheckSettings settings_for(const Site& site) {
  CheckSettings settings;
  settings.network.resolvers = {"127.0.0.1:1"};
  settings.network.hosts = {{"*.test", "127.0.0.1:" + std::to_string(site.server.port())}};
  settings.network.permit = {"127.0.0.0/8"};
  settings.network.lookup_time_limit = Milliseconds{50};
  settings.control_urls = {"http://control.test/"};
  settings.time_limit = Milliseconds{3'000};
  return settings;
}
inline LookRequest request(const std::string& url, const std::string& recipe = {}, bool needed = false, const std::string& digest = {}) {
  return {LocatorText(url), AccessRecipe(recipe), needed, digest};
}

}  // namespace redress::test
