// Writing JSON without a library: event bodies, log lines and command output are built with it, so that the core stays on the
// standard library. Reading JSON is done with nlohmann where it is needed. [SRC-RFC-8259]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redress {

/// `text` as a JSON string with quotes. Bytes that are not valid UTF-8 become U+FFFD, so the result always parses.
[[nodiscard]] std::string json_quoted(std::string_view text);
void append_json_quoted(std::string& out, std::string_view text);

/// Builds one object; members stand in the order they were added.
class JsonObject {
 public:
  JsonObject& add(std::string_view name, std::string_view value);
  JsonObject& add(std::string_view name, const char* value) { return add(name, std::string_view(value)); }
  JsonObject& add(std::string_view name, const std::string& value) { return add(name, std::string_view(value)); }
  JsonObject& add(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
  JsonObject& add(std::string_view name, int value) { return raw(name, std::to_string(value)); }
  JsonObject& add(std::string_view name, std::uint64_t value) { return raw(name, std::to_string(value)); }
  JsonObject& add(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
  /// Six digits after the point; not-a-number and infinity become null.
  JsonObject& add(std::string_view name, double value);
  JsonObject& null(std::string_view name) { return raw(name, "null"); }
  /// `json` must be valid JSON already.
  JsonObject& raw(std::string_view name, std::string_view json);
  [[nodiscard]] std::string text() const { return text_ + "}"; }
  [[nodiscard]] bool empty() const { return text_.size() == 1; }

 private:
  void name(std::string_view name);

  std::string text_ = "{";
};

/// Builds one array.
class JsonArray {
 public:
  JsonArray& add(std::string_view value) { return raw(json_quoted(value)); }
  JsonArray& raw(std::string_view json);
  [[nodiscard]] std::string text() const { return text_ + "]"; }

 private:
  std::string text_ = "[";
};

}  // namespace redress
