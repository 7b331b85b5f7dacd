#include "engine/core/plain_reason.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace redress {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Also bytes beyond ASCII: hosts are written in every script.
bool is_of_label(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80; }

/// Lower case, with plain dots.
std::string plain(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto three = text.substr(i, 3);
    if (three == "[.]" || three == "(.)") {
      result += '.';
      i += 2;
    } else {
      result += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
  }
  return result;
}

/// A name whose last label could be that of a top-level domain, or four numbers.
bool is_host(std::string_view text) {
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || text.front() == '.' || text.find("..") != std::string_view::npos) return false;
  const auto last = text.substr(dot + 1);
  if (std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; }))
    return !last.empty() && std::count(text.begin(), text.end(), '.') == 3;
  return last.size() >= 2 && std::none_of(last.begin(), last.end(), is_digit);
}

}  // namespace

bool names_an_address(std::string_view text) {
  const auto words = plain(text);
  if (words.find("://") != std::string::npos) return true;
  for (auto at = words.find("www."); at != std::string::npos; at = words.find("www.", at + 1))
    if ((at == 0 || !is_of_label(words[at - 1])) && at + 4 < words.size() && is_of_label(words[at + 4])) return true;
  for (std::size_t slash = words.find_first_of("/?"); slash != std::string::npos; slash = words.find_first_of("/?", slash + 1)) {
    // A question mark at the end of a sentence begins no query.
    if (words[slash] == '?' && (slash + 1 == words.size() || !(is_of_label(words[slash + 1])))) continue;
    auto end = slash;
    while (end > 0 && is_digit(words[end - 1])) --end;
    end = end > 0 && end < slash && words[end - 1] == ':' ? end - 1 : slash;  // a port
    auto begin = end;
    while (begin > 0 && (is_of_label(words[begin - 1]) || words[begin - 1] == '.')) --begin;
    if (is_host(std::string_view(words).substr(begin, end - begin))) return true;
  }
  return false;
}

}  // namespace redress
