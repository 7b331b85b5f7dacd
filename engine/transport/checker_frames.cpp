#include "engine/transport/checker_frames.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <utility>

namespace redress {
namespace {

using nlohmann::json;

bool read_exactly(int socket, char* target, std::size_t size, Milliseconds wait) {
  while (size > 0) {
    pollfd waiting{socket, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(wait.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const auto count = recv(socket, target, size, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    target += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

std::string dumped(const json& value) { return value.dump(-1, ' ', true, json::error_handler_t::replace); }

/// Runs `read` over the parsed text; nothing when the text is no JSON or a member is missing or of another kind.
template <class T, class Read>
std::optional<T> parsed(const std::string& text, Read read) {
  try {
    return read(json::parse(text));
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

bool write_frame(int socket, const std::string& payload) {
  if (payload.size() > kFrameBytesMax) return false;
  const auto size = payload.size();
  std::string bytes{static_cast<char>(size >> 24U), static_cast<char>(size >> 16U), static_cast<char>(size >> 8U), static_cast<char>(size)};
  bytes += payload;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto count = send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::optional<std::string> read_frame(int socket, Milliseconds wait) {
  std::array<char, 4> head{};
  if (!read_exactly(socket, head.data(), head.size(), wait)) return std::nullopt;
  std::size_t size = 0;
  for (const char c : head) size = (size << 8U) | static_cast<unsigned char>(c);
  if (size > kFrameBytesMax) return std::nullopt;
  std::string payload(size, '\0');
  if (!read_exactly(socket, payload.data(), size, wait)) return std::nullopt;
  return payload;
}

std::string encode_settings(const CheckSettings& settings) {
  const auto& network = settings.network;
  return dumped({{"resolvers", network.resolvers},
                 {"hosts", network.hosts},
                 {"permit", network.permit},
                 {"deny", network.deny},
                 {"ports", network.ports},
                 {"ca_file", network.ca_file},
                 {"proxy", network.proxy},
                 {"tor", network.tor},
                 {"user_agent", network.user_agent},
                 {"connect_time_limit_ms", network.connect_time_limit.count()},
                 {"lookup_time_limit_ms", network.lookup_time_limit.count()},
                 {"control_urls", settings.control_urls},
                 {"allow_unproven_vantage", settings.allow_unproven_vantage},
                 {"denied_hosts", settings.denied_hosts},
                 {"time_limit_ms", settings.time_limit.count()}});
}

std::optional<CheckSettings> decode_settings(const std::string& text) {
  return parsed<CheckSettings>(text, [](const json& value) {
    CheckSettings settings;
    auto& network = settings.network;
    network.resolvers = value.at("resolvers").get<std::vector<std::string>>();
    network.hosts = value.at("hosts").get<std::vector<std::pair<std::string, std::string>>>();
    network.permit = value.at("permit").get<std::vector<std::string>>();
    network.deny = value.at("deny").get<std::vector<std::string>>();
    network.ports = value.at("ports").get<std::vector<int>>();
    network.ca_file = value.at("ca_file").get<std::string>();
    network.proxy = value.at("proxy").get<std::string>();
    network.tor = value.at("tor").get<std::string>();
    network.user_agent = value.at("user_agent").get<std::string>();
    network.connect_time_limit = Milliseconds{value.at("connect_time_limit_ms").get<std::int64_t>()};
    network.lookup_time_limit = Milliseconds{value.at("lookup_time_limit_ms").get<std::int64_t>()};
    settings.control_urls = value.at("control_urls").get<std::vector<std::string>>();
    settings.allow_unproven_vantage = value.at("allow_unproven_vantage").get<bool>();
    settings.denied_hosts = value.at("denied_hosts").get<std::vector<std::string>>();
    settings.time_limit = Milliseconds{value.at("time_limit_ms").get<std::int64_t>()};
    return settings;
  });
}

std::string encode_look(const OpenLook& look) {
  return dumped({{"locator", look.locator},
                 {"recipe", look.recipe},
                 {"recipe_needed", look.recipe_needed},
                 {"expected_digest", look.expected_digest}});
}

std::optional<OpenLook> decode_look(const std::string& text) {
  return parsed<OpenLook>(text, [](const json& value) {
    return OpenLook{value.at("locator").get<std::string>(), value.at("recipe").get<std::string>(), value.at("recipe_needed").get<bool>(),
                    value.at("expected_digest").get<std::string>()};
  });
}

std::string encode_reply(const LookReply& reply) {
  return dumped(
      {{"observed", name_of(reply.observed)}, {"evidence", name_of(reply.evidence)}, {"status", reply.status}, {"digest", reply.digest}});
}

std::optional<LookReply> decode_reply(const std::string& text) {
  return parsed<std::optional<LookReply>>(
             text,
             [](const json& value) -> std::optional<LookReply> {
               const auto observed = from_name<Observed>(value.at("observed").get<std::string>());
               const auto evidence = from_name<Evidence>(value.at("evidence").get<std::string>());
               if (!observed || !evidence) return std::nullopt;
               return LookReply{*observed, *evidence, value.at("status").get<int>(), value.at("digest").get<std::string>()};
             })
      .value_or(std::nullopt);
}

}  // namespace redress
