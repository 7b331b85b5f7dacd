// JSON documents out of a stream: a list, one after another, or one a line; each bounded in size and depth, without evidence.
#pragma once

#include "engine/intake/byte_source.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress {

enum class JsonLayout {
  list,       // [ … ]
  lines,      // one document a line
  sequence,   // one document, or several one after another, over any number of lines
};

struct RawDocument {
  std::string text;         // strings beyond kJsonStringBytesMax replaced by "[removed]"
  std::uint64_t number = 0; // 1-based line (lines) or element (list, sequence)
  bool is_too_large = false;  // `text` is only its beginning
  bool is_too_deep = false;
  bool broke_off = false;     // the input ended inside it
};

class JsonDocuments {
 public:
  /// Looks at the first bytes (at most kJsonDocumentBytesMax) to find the layout.
  explicit JsonDocuments(ByteSource& source);

  /// Nothing at the end of the input.
  [[nodiscard]] std::optional<RawDocument> next();
  /// The list was not closed, or something follows it.
  [[nodiscard]] bool ended_badly() const { return ended_badly_; }
  [[nodiscard]] std::uint64_t passed() const { return passed_; }
  void set_passed(std::uint64_t passed) { passed_ = passed; }

 private:
  bool skip_to_document();
  RawDocument take_document();

  ByteSource& source_;
  JsonLayout layout_;
  std::uint64_t passed_ = 0;
  bool ended_ = false;
  bool ended_badly_ = false;
};

/// The document as a value, without members named `evidence`, `payload` and `_internal`. Nothing when it is no JSON in UTF-8.
/// Nesting must have been checked (RawDocument or `is_shallow`).
[[nodiscard]] std::optional<nlohmann::json> parse_without_evidence(std::string_view text);

/// Whether nesting stays within kJsonDepthMax. Linear, without recursion.
[[nodiscard]] bool is_shallow(std::string_view text);

}  // namespace redress
