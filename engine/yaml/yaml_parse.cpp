// The only file that knows yaml-cpp. Its events are used instead of its node tree: they carry anchors, tags and duplicate keys,
// which the tree drops silently, and throwing from one stops the parser before it nests too deep. [SRC-YAML]
#include "engine/yaml/yaml.hpp"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <unordered_set>

namespace redress {
namespace {

/// Thrown out of yaml-cpp when reading on makes no sense; never leaves this file.
struct Refused {
  YAML::Mark mark;
  std::string what;
  std::string fix;
};

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(YamlProblems& problems) : problems_(problems) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, "", anchor, YamlNode::Kind::null, {}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{mark, "aliases (*name) are not allowed", "write the value out"};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    const bool is_null = tag == "?" && (value == "~" || value == "null");
    add(mark, tag, anchor, is_null ? YamlNode::Kind::null : YamlNode::Kind::scalar, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return std::move(root_); }

 private:
  struct Level {
    YamlNode node;
    std::unordered_set<std::string> keys;
    bool key_next = false;  // of a map: the next scalar is a key
  };

  void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) throw Refused{mark, "anchors (&name) are not allowed", "drop the anchor and write the value out where it is needed"};
    if (!tag.empty() && tag != "?" && tag != "!") throw Refused{mark, "tags (!name) are not allowed", "drop the tag"};
    if (++nodes_ > kYamlNodesMax) throw Refused{mark, "more than " + std::to_string(kYamlNodesMax) + " values", "divide the file"};
  }

  void add(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind, const std::string& text) {
    check(mark, tag, anchor);
    if (!levels_.empty() && levels_.back().key_next) {
      if (kind != YamlNode::Kind::scalar) throw Refused{mark, "a key must be text", "name the key"};
      auto& level = levels_.back();
      if (!level.keys.insert(text).second)
        problems_.add(mark.line + 1, mark.column + 1, "duplicate key \"" + text + '"', "keep one of them");
      level.node.entries.push_back({text, mark.line + 1, mark.column + 1, {}});
      level.key_next = false;
      return;
    }
    YamlNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    if (kind == YamlNode::Kind::scalar) node.text = text;
    place(std::move(node));
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    check(mark, tag, anchor);
    if (!levels_.empty() && levels_.back().key_next) throw Refused{mark, "a key must be text, not a list or map", "name the key"};
    if (levels_.size() >= static_cast<std::size_t>(kYamlDepthMax))
      throw Refused{mark, "nested deeper than " + std::to_string(kYamlDepthMax), "flatten it"};
    Level level;
    level.node.kind = kind;
    level.node.line = mark.line + 1;
    level.node.column = mark.column + 1;
    level.key_next = kind == YamlNode::Kind::map;
    levels_.push_back(std::move(level));
  }

  void close() {
    auto node = std::move(levels_.back().node);
    levels_.pop_back();
    place(std::move(node));
  }

  void place(YamlNode node) {
    if (levels_.empty()) {
      root_ = std::move(node);
    } else if (auto& level = levels_.back(); level.node.kind == YamlNode::Kind::map) {
      level.node.entries.back().value = std::move(node);
      level.key_next = true;
    } else {
      level.node.items.push_back(std::move(node));
    }
  }

  YamlProblems& problems_;
  std::vector<Level> levels_;
  std::size_t nodes_ = 0;
  YamlNode root_;
};

/// Length of the UTF-8 character at the front of `text`; 0 when it is none, or a control character other than tab and line end.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return first >= 0x20 || first == '\t' || first == '\n' || first == '\r' ? (first == 0x7F ? 0 : 1) : 0;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!follows(1) || !follows(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

/// Reports the first byte that does not belong into a text file.
bool check_characters(std::string_view text, YamlProblems& problems) {
  int line = 1;
  int column = 1;
  while (!text.empty()) {
    const auto length = character_length(text);
    if (length == 0) {
      problems.add(line, column, "a control character or bytes that are not UTF-8", "save the file as UTF-8 text");
      return false;
    }
    if (text.front() == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
    text.remove_prefix(length);
  }
  return true;
}

/// Reads a string_view in place.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    auto* begin = const_cast<char*>(text.data());  // std::streambuf wants char*; nothing is ever written through it
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

Result<YamlNode, std::vector<YamlProblem>> parse_yaml(std::string_view file, std::string_view text) {
  YamlProblems problems{std::string(file)};
  if (text.size() > kYamlBytesMax) {
    problems.add(0, 0, "larger than " + std::to_string(kYamlBytesMax) + " bytes", "divide the file");
    return Failure{problems.sorted()};
  }
  if (!check_characters(text, problems)) return Failure{problems.sorted()};
  try {
    ViewBuffer buffer{text};
    std::istream stream{&buffer};
    YAML::Parser parser{stream};
    TreeBuilder builder{problems};
    if (!parser.HandleNextDocument(builder)) {
      problems.add(1, 1, "the file is empty", "see the README of the folder for what it should hold");
      return Failure{problems.sorted()};
    }
    auto root = builder.take();
    TreeBuilder second{problems};
    if (parser.HandleNextDocument(second)) {
      const auto other = second.take();
      problems.add(other.line, other.column, "a second document in one file", "keep one; drop the line \"---\" between them");
    }
    if (!problems.empty()) return Failure{problems.sorted()};
    return root;
  } catch (const Refused& refused) {
    problems.add(refused.mark.line + 1, refused.mark.column + 1, refused.what, refused.fix);
  } catch (const YAML::Exception& exception) {
    problems.add(exception.mark.line + 1, exception.mark.column + 1, "not valid YAML: " + exception.msg,
                 "look at indentation, quotes and colons");
  }
  return Failure{problems.sorted()};
}

}  // namespace redress
