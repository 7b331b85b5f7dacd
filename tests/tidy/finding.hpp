// What a rule found, and small steps rules share.
#pragma once

#include "tests/tidy/source_tree.hpp"

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace redress::tidy {

struct Finding {
  std::string path;
  std::size_t line = 0;  // 0: the file as a whole
  std::string what;
  std::string fix;
};
using Findings = std::vector<Finding>;

/// One line each, `file:line: what. Fix: how`; empty when nothing was found, so that tests compare it with "".
[[nodiscard]] inline std::string report(const Findings& findings) {
  std::string text;
  for (const auto& finding : findings) {
    text += finding.path;
    if (finding.line != 0) text += ":" + std::to_string(finding.line);
    text += ": " + finding.what + ". Fix: " + finding.fix + "\n";
  }
  return text;
}

[[nodiscard]] inline bool is_word_letter(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

/// Calls `visit(offset)` wherever `word` stands in `text` as a word of its own.
template <class Visit>
void for_each_word(std::string_view text, std::string_view word, Visit&& visit) {
  if (word.empty()) return;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word_letter(text[at - 1]) || !is_word_letter(word.front());
    const auto end = at + word.size();
    const bool ends = end >= text.size() || !is_word_letter(text[end]) || !is_word_letter(word.back());
    if (begins && ends) visit(at);
  }
}

/// The first place at or after `at` that is no blank and no line end.
[[nodiscard]] inline std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
  return at;
}

}  // namespace redress::tidy
