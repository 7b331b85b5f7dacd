// Tells the sender's own words from what is quoted, signed or appended. Only own words may carry a meaning; quoted lines are kept for
// references and for the list of URLs that were asked about.
#pragma once

#include "connectors/kit/phrase_rules.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::mail {

enum class LineKind {
  own,
  quoted,       // "> …", behind "On … wrote:", an Outlook header block, "-----Original Message-----" and their equivalents
  after_close,  // behind "Kind regards" or "-- ": may raise doubts, never states anything
  appended,     // policy texts, ticket footers, disclaimers: never counts
};

struct Line {
  LineKind kind = LineKind::own;
  std::string text;  // of quoted lines without the marks
};

[[nodiscard]] std::vector<Line> split_words(std::string_view text, PhraseMemory& memory);

/// URLs in a text, with defanged spellings (`hxxp`, `[.]`) undone, lower-case host, without a closing point or slash.
[[nodiscard]] std::vector<std::string> urls_in(std::string_view text);

}  // namespace redress::mail
