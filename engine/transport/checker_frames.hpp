// Inside of engine/transport: what the two sides of the content check say to each other. A frame is its length (4 bytes, most
// significant first) and that many bytes of JSON.
#pragma once

#include "engine/transport/content_check.hpp"

#include <optional>
#include <string>

namespace redress {

inline constexpr std::size_t kFrameBytesMax = 256 * 1024;

/// False when the other side is gone. Never raises SIGPIPE.
[[nodiscard]] bool write_frame(int socket, const std::string& payload);
/// Nothing at the end, when the other side is gone, when nothing came for `wait` (negative: for ever), or for a frame that is too long.
[[nodiscard]] std::optional<std::string> read_frame(int socket, Milliseconds wait);

/// A look as it is sent to the checker, opened.
struct OpenLook {
  std::string locator;
  std::string recipe;
  bool recipe_needed = false;
  std::string expected_digest;
};
[[nodiscard]] std::string encode_settings(const CheckSettings& settings);
[[nodiscard]] std::optional<CheckSettings> decode_settings(const std::string& text);
[[nodiscard]] std::string encode_look(const OpenLook& look);
[[nodiscard]] std::optional<OpenLook> decode_look(const std::string& text);
[[nodiscard]] std::string encode_reply(const LookReply& reply);
[[nodiscard]] std::optional<LookReply> decode_reply(const std::string& text);

}  // namespace redress
