// Reading the YAML files people write (rules, recipients): a plain tree with positions, and a reader that checks types and
// refuses what nobody asked for. Every problem says where it is and how to mend it. yaml-cpp stays inside yaml_parse.cpp.
//
// Durations are elapsed time: `3 d` is 72 hours, whatever the clocks on the wall do.
#pragma once

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/core/time.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress {

inline constexpr std::size_t kYamlBytesMax = 1024 * 1024;
inline constexpr int kYamlDepthMax = 16;
inline constexpr std::size_t kYamlNodesMax = 200'000;
inline constexpr std::size_t kYamlProblemsMax = 50;  // a file that is wrong throughout is told about once

/// What is wrong with a file. Line and column count from 1 (column in characters); 0 when it is about the file as a whole.
struct YamlProblem {
  std::string file;
  int line = 0;
  int column = 0;
  std::string what;
  std::string fix;
  friend bool operator==(const YamlProblem&, const YamlProblem&) = default;
};
/// `deadlines/rules.yaml:7:5: unknown key "removal" (nearest valid key: "removal_within")`
[[nodiscard]] std::string to_text(const YamlProblem& problem);

struct YamlEntry;
/// One value of a file. Lists and maps keep the order they were written in.
struct YamlNode {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  int line = 0;
  int column = 0;
  std::string text;                // of a scalar
  std::vector<YamlNode> items;     // of a list
  std::vector<YamlEntry> entries;  // of a map; keys are unique
};
struct YamlEntry {
  std::string key;
  int line = 0;
  int column = 0;
  YamlNode value;
};

/// The one document of `text`. `file` is only used to name it in problems.
[[nodiscard]] Result<YamlNode, std::vector<YamlProblem>> parse_yaml(std::string_view file, std::string_view text);

/// Problems found so far in one file.
class YamlProblems {
 public:
  explicit YamlProblems(std::string file) : file_(std::move(file)) {}
  void add(int line, int column, std::string what, std::string fix);
  void add(const YamlNode& node, std::string what, std::string fix) { add(node.line, node.column, std::move(what), std::move(fix)); }
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// In the order of the file.
  [[nodiscard]] std::vector<YamlProblem> sorted() const;

 private:
  std::string file_;
  std::vector<YamlProblem> list_;
};

/// Changes of one character (insert, drop, replace, swap neighbours) that turn `left` into `right`; both at most 64 bytes count.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);
/// The word of `words` nearest to `word`; empty when there are none.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& words);

/// Each reads one scalar; reports a problem and gives nothing when it is not one.
[[nodiscard]] std::optional<std::string> read_text(const YamlNode& node, YamlProblems& problems);
[[nodiscard]] std::optional<std::int64_t> read_number(const YamlNode& node, std::int64_t least, std::int64_t most, YamlProblems& problems);
[[nodiscard]] std::optional<bool> read_flag(const YamlNode& node, YamlProblems& problems);
/// `30 s`, `15 min`, `24 h`, `3 d`, or several from large to small: `2 h 30 min`.
[[nodiscard]] std::optional<Milliseconds> read_duration(const YamlNode& node, Milliseconds least, Milliseconds most,
                                                        YamlProblems& problems);
/// `08:30`, `24:00` (end of the day); minutes since midnight.
[[nodiscard]] std::optional<std::chrono::minutes> read_time_of_day(const YamlNode& node, YamlProblems& problems);
/// `2026-11-01`, years 1970 to 2199.
[[nodiscard]] std::optional<std::chrono::sys_days> read_date(const YamlNode& node, YamlProblems& problems);
/// One of `words`.
[[nodiscard]] std::optional<std::string> read_word(const YamlNode& node, const std::vector<std::string>& words, YamlProblems& problems);
/// Lower-case letters, digits, `_`, `-` and `.`, beginning with a letter or digit, at most 64.
[[nodiscard]] std::optional<std::string> read_slug(const YamlNode& node, YamlProblems& problems);

[[nodiscard]] std::string date_text(std::chrono::sys_days date);

template <class E>
[[nodiscard]] std::vector<std::string> words_of() {
  return {EnumNames<E>::names.begin(), EnumNames<E>::names.end()};
}
template <class E>
[[nodiscard]] std::optional<E> read_choice(const YamlNode& node, YamlProblems& problems) {
  const auto word = read_word(node, words_of<E>(), problems);
  return word ? from_name<E>(*word) : std::nullopt;
}

/// One map being read. Every key that may stand in it is asked for once; `finish` reports the others.
/// The methods that give a value plainly give a harmless one after reporting a problem: a file with problems is never used.
class YamlMap {
 public:
  /// `node` and `problems` outlive it. Reports a problem when `node` is no map; it is empty then.
  YamlMap(const YamlNode& node, YamlProblems& problems);

  [[nodiscard]] const YamlNode& node() const noexcept { return *node_; }
  [[nodiscard]] YamlProblems& problems() noexcept { return *problems_; }

  /// The value of a key that may be left out.
  [[nodiscard]] const YamlNode* find(std::string_view key);
  /// The value of a key that must be there; reports when it is not.
  [[nodiscard]] const YamlNode* need(std::string_view key);
  /// The entries of a list; a key that is left out is an empty list unless `required`.
  [[nodiscard]] const std::vector<YamlNode>& list(std::string_view key, bool required);

  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string fallback);
  std::string slug(std::string_view key);
  std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most);
  std::int64_t number_or(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t fallback);
  bool flag(std::string_view key);
  bool flag_or(std::string_view key, bool fallback);
  Milliseconds duration(std::string_view key, Milliseconds least, Milliseconds most);
  Milliseconds duration_or(std::string_view key, Milliseconds least, Milliseconds most, Milliseconds fallback);
  std::chrono::sys_days date(std::string_view key);
  std::optional<std::chrono::sys_days> date_if_any(std::string_view key);
  std::string word(std::string_view key, const std::vector<std::string>& words);
  std::string word_or(std::string_view key, const std::vector<std::string>& words, std::string fallback);
  template <class E>
  E choice(std::string_view key) {
    const auto* value = need(key);
    return value ? read_choice<E>(*value, *problems_).value_or(E{}) : E{};
  }
  template <class E>
  E choice_or(std::string_view key, E fallback) {
    const auto* value = find(key);
    return value ? read_choice<E>(*value, *problems_).value_or(fallback) : fallback;
  }
  template <class E>
  std::vector<E> choices(std::string_view key, bool required) {
    std::vector<E> values;
    for (const auto& entry : list(key, required))
      if (const auto value = read_choice<E>(entry, *problems_)) values.push_back(*value);
    return values;
  }

  /// Reports every key that was not asked for, with the nearest one that was.
  void finish();

 private:
  const YamlNode* node_;
  YamlProblems* problems_;
  std::vector<std::string> asked_;
};

}  // namespace redress
