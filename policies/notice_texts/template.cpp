#include "policies/notice_texts/notice_texts.hpp"

namespace redress {
namespace {

/// Words that mail programs turn into links: a notice must hold nothing to click on.
constexpr std::array<std::string_view, 5> kLinkStarts{"http:", "https:", "www.", "mailto:", "ftp:"};

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool has(const std::vector<Placeholder>& list, Placeholder wanted) { return std::find(list.begin(), list.end(), wanted) != list.end(); }

}  // namespace

Template Template::read(const YamlNode& node, RuleFile& file, const std::vector<Placeholder>& allowed,
                        const std::vector<Placeholder>& needed) {
  Template result;
  auto& problems = file.problems();
  const auto whole = read_text(node, problems);
  if (!whole) return result;
  std::vector<std::string> allowed_names;
  for (const auto placeholder : allowed) allowed_names.emplace_back(name_of(placeholder));
  const auto report = [&](std::string_view where, std::string what, std::string fix) {
    const auto [line, column] = file.place_of(node, where);
    problems.add(line, column, std::move(what), std::move(fix));
  };

  std::string_view text = *whole;
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  result.lines_.emplace_back();
  std::string literal;
  const auto end_literal = [&] {
    if (!literal.empty()) result.lines_.back().push_back({std::exchange(literal, {}), std::nullopt});
  };
  while (!text.empty()) {
    if (text.front() == '\n') {
      end_literal();
      result.lines_.emplace_back();
      text.remove_prefix(1);
    } else if (text.substr(0, 2) == "{{") {
      end_literal();
      const auto close = text.substr(0, text.find('\n')).find("}}");
      if (close == std::string_view::npos) {
        report(text.substr(0, std::min<std::size_t>(text.find('\n'), 20)), "\"{{\" without \"}}\" on its line", "close it: {{reference}}");
        text.remove_prefix(2);
        continue;
      }
      const auto name = text.substr(2, close - 2);
      const auto placeholder = from_name<Placeholder>(name);
      if (placeholder && redress::has(allowed, *placeholder)) result.lines_.back().push_back({"", placeholder});
      else
        report(
            text.substr(0, close + 2), "unknown placeholder {{" + std::string(name.substr(0, 40)) + "}}",
            allowed_names.empty() ? "none may stand in this text" : "nearest valid placeholder: {{" + nearest(name, allowed_names) + "}}");
      text.remove_prefix(close + 2);
    } else if (text.substr(0, 2) == "}}") {
      report("}}", "\"}}\" without \"{{\"", "open it: {{reference}}");
      text.remove_prefix(2);
    } else {
      literal += text.front();
      text.remove_prefix(1);
    }
  }
  end_literal();

  const auto lowered = lower(*whole);
  for (const auto start : kLinkStarts)
    if (const auto at = lowered.find(start); at != std::string::npos)
      report(std::string_view(*whole).substr(at, start.size()), "a link (" + std::string(start) + ')',
             "describe it in words: notices hold nothing to click on");
  for (const auto placeholder : needed)
    if (!result.has(placeholder))
      problems.add(node, "the placeholder {{" + std::string(name_of(placeholder)) + "}} is missing", "recipients need it: put it in");
  return result;
}

bool Template::has(Placeholder placeholder) const {
  return std::any_of(lines_.begin(), lines_.end(), [&](const auto& line) {
    return std::any_of(line.begin(), line.end(), [&](const Piece& piece) { return piece.placeholder == placeholder; });
  });
}

std::string Template::fill(const Values& values) const {
  std::string text;
  bool last_empty = true;  // also drops empty lines at the top
  for (const auto& line : lines_) {
    std::string filled;
    bool only_placeholders = !line.empty();
    for (const auto& piece : line) {
      if (piece.placeholder) filled += values[static_cast<std::size_t>(*piece.placeholder)];
      else filled += piece.text, only_placeholders = only_placeholders && piece.text.find_first_not_of(' ') == std::string::npos;
    }
    if (filled.find_first_not_of(' ') == std::string::npos) {
      if (only_placeholders || last_empty) continue;
      filled.clear();
    }
    last_empty = filled.empty();
    text += filled;
    text += '\n';
  }
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace redress
