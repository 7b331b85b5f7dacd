#include "engine/intake/json_document.hpp"

#include "engine/intake/report_reader.hpp"
#include "engine/intake/text.hpp"

#include <nlohmann/json.hpp>

namespace redress {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kRemoved = "[removed]";

/// Follows strings and brackets of JSON byte by byte. It does not check the syntax.
class Nesting {
 public:
  void follow(char c) {
    if (in_string_) {
      if (escaped_)
        escaped_ = false;
      else if (c == '\\')
        escaped_ = true;
      else if (c == '"')
        in_string_ = false;
      return;
    }
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') {
      ++depth_;
      deepest_ = std::max(deepest_, depth_);
    }
    if ((c == '}' || c == ']') && depth_ > 0) --depth_;
  }
  [[nodiscard]] bool in_string() const { return in_string_; }
  [[nodiscard]] std::size_t depth() const { return depth_; }
  [[nodiscard]] std::size_t deepest() const { return deepest_; }

 private:
  bool in_string_ = false;
  bool escaped_ = false;
  std::size_t depth_ = 0;
  std::size_t deepest_ = 0;
};

bool is_balanced(std::string_view text) {
  Nesting nesting;
  for (const char c : text) nesting.follow(c);
  return nesting.depth() == 0 && !nesting.in_string();
}

JsonLayout find_layout(ByteSource& source) {
  const std::string_view ahead = source.ahead(kJsonDocumentBytesMax);
  const std::size_t first = ahead.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return JsonLayout::lines;
  if (ahead[first] == '[') return JsonLayout::list;
  const std::string_view rest = ahead.substr(first);
  const std::size_t line_end = rest.find('\n');
  if (line_end == std::string_view::npos || is_balanced(rest.substr(0, line_end))) return JsonLayout::lines;
  // The first line may be a broken document, or the beginning of one written over many lines. In the latter no line can begin with a
  // brace right after another.
  const std::size_t second = rest.find_first_not_of(kBlank, line_end);
  return second != std::string_view::npos && rest[second] == '{' ? JsonLayout::lines : JsonLayout::sequence;
}

}  // namespace

JsonDocuments::JsonDocuments(ByteSource& source) : source_(source), layout_(find_layout(source)) {
  if (layout_ != JsonLayout::list) return;
  while (source_.take() != '[') {
  }
}

bool JsonDocuments::skip_to_document() {
  for (;;) {
    const int c = source_.peek();
    if (c == ByteSource::kEnd) {
      ended_badly_ = layout_ == JsonLayout::list;
      return false;
    }
    if (layout_ == JsonLayout::list && c == ']') {
      source_.take();
      while (source_.peek() != ByteSource::kEnd && kBlank.find(static_cast<char>(source_.peek())) != std::string_view::npos) source_.take();
      ended_badly_ = source_.peek() != ByteSource::kEnd;
      return false;
    }
    if (kBlank.find(static_cast<char>(c)) == std::string_view::npos && (c != ',' || layout_ == JsonLayout::lines)) return true;
    if (c == '\n' && layout_ == JsonLayout::lines) ++passed_;
    source_.take();
  }
}

RawDocument JsonDocuments::take_document() {
  RawDocument document;
  document.number = passed_ + 1;
  Nesting nesting;
  std::size_t string_begin = 0;  // of the string being read, in `text`
  bool string_removed = false;
  std::uint64_t read = 0;
  for (;;) {
    const int byte = source_.peek();
    if (byte == ByteSource::kEnd) {
      document.broke_off = nesting.in_string() || nesting.depth() > 0;
      break;
    }
    const char c = static_cast<char>(byte);
    if (layout_ == JsonLayout::lines) {
      if (c == '\n') break;
    } else if (!nesting.in_string() && nesting.depth() == 0 && read > 0 && (c == ',' || c == ']' || kBlank.find(c) != std::string_view::npos)) {
      break;
    }
    source_.take();
    ++read;
    const bool was_in_string = nesting.in_string();
    nesting.follow(c);
    if (!was_in_string && nesting.in_string()) {
      string_begin = document.text.size();
      string_removed = false;
    }
    if (was_in_string && nesting.in_string()) {
      if (string_removed) continue;
      if (document.text.size() - string_begin > kJsonStringBytesMax) {
        document.text.resize(string_begin + 1);
        document.text += kRemoved;
        string_removed = true;
        continue;
      }
    }
    if (document.text.size() < kJsonDocumentBytesMax)
      document.text.push_back(c);
    else
      document.is_too_large = true;
    if (read > kJsonDocumentBytesReadMax) document.is_too_large = true;
    // Outside lists nothing has to separate two documents.
    if (layout_ == JsonLayout::sequence && nesting.depth() == 0 && !nesting.in_string() && (c == '}' || c == ']')) break;
  }
  document.is_too_deep = nesting.deepest() > kJsonDepthMax;
  ++passed_;
  if (layout_ == JsonLayout::lines) source_.take();  // the line end
  return document;
}

std::optional<RawDocument> JsonDocuments::next() {
  if (ended_ || !skip_to_document()) {
    ended_ = true;
    return std::nullopt;
  }
  return take_document();
}

std::optional<nlohmann::json> parse_without_evidence(std::string_view text) {
  const auto keep = [](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    if (event != nlohmann::json::parse_event_t::key) return true;
    const auto& name = parsed.get_ref<const std::string&>();
    return name != "evidence" && name != "payload" && name != "_internal";
  };
  nlohmann::json value = nlohmann::json::parse(text, keep, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

bool is_shallow(std::string_view text) {
  Nesting nesting;
  for (const char c : text) nesting.follow(c);
  return nesting.deepest() <= kJsonDepthMax;
}

}  // namespace redress
