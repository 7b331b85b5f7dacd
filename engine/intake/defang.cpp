#include "engine/intake/defang.hpp"

#include "engine/intake/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace redress {
namespace {

struct Spelling {
  std::string_view written;
  std::string_view meant;
};

// Longest first where one begins another.
constexpr std::array kSchemes = {
    Spelling{"hxxps", "https"}, Spelling{"hxxp", "http"}, Spelling{"htxps", "https"}, Spelling{"htxp", "http"}, Spelling{"hxtps", "https"},
    Spelling{"hxtp", "http"},   Spelling{"h**ps", "https"}, Spelling{"h**p", "http"}, Spelling{"h__ps", "https"}, Spelling{"h__p", "http"},
    Spelling{"h##ps", "https"}, Spelling{"h##p", "http"}, Spelling{"h--ps", "https"}, Spelling{"h--p", "http"}, Spelling{"meows", "https"},
    Spelling{"meow", "http"},   Spelling{"ttps", "https"}, Spelling{"ttp", "http"},   Spelling{"https", "https"}, Spelling{"http", "http"},
};
constexpr std::array kColons = {Spelling{"[://]", "://"}, Spelling{"(://)", "://"}, Spelling{"[:]//", "://"}, Spelling{"(:)//", "://"},
                                Spelling{":[//]", "://"}, Spelling{":[/][/]", "://"}, Spelling{"[:]\\\\", "://"}, Spelling{"://", "://"},
                                Spelling{":\\\\", "://"}};
constexpr std::array kHostSigns = {
    Spelling{"[.]", "."},   Spelling{"(.)", "."},   Spelling{"{.}", "."},   Spelling{"<.>", "."},   Spelling{"[dot]", "."}, Spelling{"(dot)", "."},
    Spelling{"{dot}", "."}, Spelling{"<dot>", "."}, Spelling{"[punkt]", "."}, Spelling{"(punkt)", "."}, Spelling{"[punt]", "."}, Spelling{"(punt)", "."},
    Spelling{"[point]", "."}, Spelling{"(point)", "."}, Spelling{"[,]", "."}, Spelling{"[:]", ":"}, Spelling{"(:)", ":"}, Spelling{"[/]", "/"},
};
constexpr std::array kWrappings = {std::pair{'<', '>'}, std::pair{'"', '"'}, std::pair{'\'', '\''}, std::pair{'`', '`'}};

template <class Table>
const Spelling* spelling_at(const Table& table, std::string_view text) {
  for (const Spelling& spelling : table)
    if (text.size() >= spelling.written.size() && equals_ignoring_case(text.substr(0, spelling.written.size()), spelling.written)) return &spelling;
  return nullptr;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view unwrapped(std::string_view text) {
  for (const auto& [open, close] : kWrappings)
    if (text.size() >= 2 && text.front() == open && text.back() == close) return trimmed(text.substr(1, text.size() - 2));
  return text;
}

}  // namespace

std::optional<std::string> mend_defanged(std::string_view text) {
  std::string_view rest = unwrapped(trimmed(text));
  const Spelling* scheme = spelling_at(kSchemes, rest);
  if (scheme == nullptr) return std::nullopt;
  rest.remove_prefix(scheme->written.size());
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
  const Spelling* colon = spelling_at(kColons, rest);
  if (colon == nullptr) return std::nullopt;
  rest.remove_prefix(colon->written.size());
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);

  std::string mended{scheme->meant};
  mended += "://";
  std::size_t at = 0;
  while (at < rest.size()) {
    // Blanks around a defanged dot are there to break it, too.
    std::size_t after_blanks = at;
    while (after_blanks < rest.size() && is_blank(rest[after_blanks])) ++after_blanks;
    if (const Spelling* sign = after_blanks < rest.size() ? spelling_at(kHostSigns, rest.substr(after_blanks)) : nullptr) {
      at = after_blanks + sign->written.size();
      mended += sign->meant;
      if (sign->meant == "/") break;
      while (at < rest.size() && is_blank(rest[at])) ++at;
      continue;
    }
    if (after_blanks > at) {
      mended.append(rest.substr(at, after_blanks - at));
      at = after_blanks;
      continue;
    }
    if (std::string_view{"/\\?#"}.find(rest[at]) != std::string_view::npos) break;
    mended.push_back(rest[at++]);
  }
  mended.append(rest.substr(at));
  if (mended == text) return std::nullopt;
  return mended;
}

bool has_defanged_dot(std::string_view host) {
  for (std::size_t at = 0; at < host.size(); ++at)
    if (const Spelling* sign = spelling_at(kHostSigns, host.substr(at)); sign != nullptr && sign->meant == ".") return true;
  return false;
}

}  // namespace redress
