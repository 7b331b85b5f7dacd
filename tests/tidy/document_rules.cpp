#include "tests/tidy/document_rules.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

namespace redress::tidy {
namespace {

constexpr std::string_view kSources = "docs/sources.md";
constexpr std::string_view kGlossary = "docs/glossary.md";
constexpr std::string_view kAssurance = "docs/assurance.md";

constexpr int kPromises = 11;
constexpr std::string_view kNotYet = "not yet proven";

// The words of the design: one meaning each.
constexpr std::array<std::string_view, 31> kWords{
    "Desk",   "Actor",   "Report",    "Locator",   "Item",      "Location",  "Site",    "Assessment", "Observation", "Request", "Spell",
    "Ladder", "Rung",    "Addressee", "Recipient", "Notice",    "Attempt",   "Receipt", "Refusal",    "Answer",      "Claim",   "Event",
    "Stream", "Command", "Timer",     "Task",      "Connector", "Transport", "Policy",  "Exchange",   "Workflow"};

/// Cells of a row of a Markdown table, without blanks around them; none for other lines and for the row of dashes.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  if (!line.starts_with("|")) return cells;
  line.remove_prefix(1);
  while (!line.empty()) {
    const auto end = line.find('|');
    if (end == std::string_view::npos) break;
    auto cell = line.substr(0, end);
    const auto first = cell.find_first_not_of(' ');
    const auto last = cell.find_last_not_of(' ');
    cells.emplace_back(first == std::string_view::npos ? std::string_view() : cell.substr(first, last - first + 1));
    line.remove_prefix(end + 1);
  }
  if (!cells.empty() && cells.front().find_first_not_of("-: ") == std::string::npos) cells.clear();
  return cells;
}

/// Calls `visit(offset, id)` for every id of a source in `text`.
template <class Visit>
void for_each_source(std::string_view text, Visit&& visit) {
  const std::string prefix = std::string("SR") + "C-";  // in halves, since this file is looked at too
  for (auto at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
    if (at > 0 && (is_word_letter(text[at - 1]) || text[at - 1] == '-')) continue;
    auto end = at + prefix.size();
    const auto is_part = [](char letter) {
      return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
    };
    while (end < text.size() && is_part(text[end])) ++end;
    while (end > at + prefix.size() && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    if (end > at + prefix.size()) visit(at, std::string(text.substr(at, end - at)));
  }
}

bool is_read_for_sources(const SourceFile& file) {
  // What was used once is named in the changelog for ever.
  return file.path != kSources && file.path != "CHANGELOG.md" && file.text.find('\0') == std::string::npos;
}

/// Texts between backticks.
std::vector<std::string> quoted_in(std::string_view line) {
  std::vector<std::string> quoted;
  for (auto open = line.find('`'); open != std::string_view::npos;) {
    const auto close = line.find('`', open + 1);
    if (close == std::string_view::npos) break;
    quoted.emplace_back(line.substr(open + 1, close - open - 1));
    open = line.find('`', close + 1);
  }
  return quoted;
}

Finding missing(std::string_view path) { return {std::string(path), 0, "the document is missing", "write it"}; }

std::string identifier_at(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && is_word_letter(text[end])) ++end;
  return std::string(text.substr(at, end - at));
}

}  // namespace

Findings check_sources(const std::vector<SourceFile>& files) {
  const auto* document = find(files, kSources);
  if (document == nullptr) return {missing(kSources)};
  Findings findings;
  std::map<std::string, std::size_t> rows;
  std::size_t number = 0;
  for (const auto line : lines_of(document->text)) {
    ++number;
    const auto cells = cells_of(line);
    if (cells.empty()) continue;
    for_each_source(cells.front(), [&](std::size_t, const std::string& id) {
      if (!rows.emplace(id, number).second)
        findings.push_back({document->path, number, id + " stands here a second time", "merge the rows"});
      if (cells.size() != 5 || std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); }))
        findings.push_back({document->path, number, "the row of " + id + " is not filled",
                            "id, title, what we take from it, where it is published, how it is known"});
      else if (cells.back() != "read" && cells.back() != "data" && cells.back() != "known")
        findings.push_back(
            {document->path, number, id + " is \"" + cells.back() + "\"", "write read, data or known, as the document explains"});
    });
  }
  std::set<std::string> used;
  for (const auto& file : files) {
    if (!is_read_for_sources(file)) continue;
    // Between quotes in a test stands made-up data.
    const auto& cited = file.is_cpp() && file.is_below("tests") ? file.comments : file.text;
    for_each_source(cited, [&](std::size_t at, const std::string& id) {
      if (rows.count(id) == 0 && used.count(id) == 0)
        findings.push_back(
            {file.path, line_of(file.text, at), id + " has no row in " + std::string(kSources), "add the row, or mend the id"});
      used.insert(id);
    });
  }
  for (const auto& [id, line] : rows)
    if (used.count(id) == 0)
      findings.push_back({document->path, line, "nothing uses " + id, "take the row out, or cite it where it is used"});
  return findings;
}

Findings check_glossary(const std::vector<SourceFile>& files) {
  const auto* document = find(files, kGlossary);
  if (document == nullptr) return {missing(kGlossary)};
  Findings findings;
  std::map<std::string, std::size_t> rows;
  std::size_t number = 0;
  for (const auto line : lines_of(document->text)) {
    ++number;
    const auto cells = cells_of(line);
    if (cells.size() < 2 || !cells.front().starts_with("**")) continue;
    const auto word = cells.front().substr(2, cells.front().find("**", 2) - 2);
    if (!rows.emplace(word, number).second)
      findings.push_back({document->path, number, "a second meaning of " + word, "one word, one meaning"});
    if (cells[1].empty()) findings.push_back({document->path, number, word + " has no meaning", "say what it means here"});
  }
  for (const auto word : kWords)
    if (rows.count(std::string(word)) == 0)
      findings.push_back(
          {document->path, 0, "the word " + std::string(word) + " is missing", "add a row `| **" + std::string(word) + "** | meaning |`"});
  return findings;
}

std::set<std::string> test_names(const std::vector<SourceFile>& files) {
  std::set<std::string> names;
  for (const auto& file : files) {
    if (!file.is_below("tests")) continue;
    for (const std::string_view macro : {"TEST", "TEST_F", "TEST_P", "TYPED_TEST"})
      for_each_word(file.code, macro, [&](std::size_t at) {
        auto open = skip_blanks(file.code, at + macro.size());
        if (file.code.compare(open, 1, "(") != 0) return;
        open = skip_blanks(file.code, open + 1);
        const auto suite = identifier_at(file.code, open);
        const auto comma = skip_blanks(file.code, open + suite.size());
        if (suite.empty() || file.code.compare(comma, 1, ",") != 0) return;
        const auto name = identifier_at(file.code, skip_blanks(file.code, comma + 1));
        if (!name.empty()) names.insert(suite + "." + name);
      });
    if (file.is_below("tests/fuzz") && file.name().starts_with("fuzz_") && file.name().ends_with(".cpp"))
      names.insert(std::string(file.name().substr(0, file.name().size() - 4)));
    if (file.path.ends_with(".story")) names.insert(std::string(file.name()));
    if (file.name() != "CMakeLists.txt") continue;
    for_each_word(file.text, "NAME", [&](std::size_t at) {
      const auto name = identifier_at(file.text, skip_blanks(file.text, at + 4));
      if (!name.empty()) names.insert(name);
    });
  }
  return names;
}

Findings check_assurance(const std::vector<SourceFile>& files) {
  const auto* document = find(files, kAssurance);
  if (document == nullptr) return {missing(kAssurance)};
  const auto tests = test_names(files);
  Findings findings;
  std::set<int> promises;
  int promise = 0;
  bool any_bullet = true;
  std::size_t number = 0;
  const auto close_promise = [&] {
    if (promise != 0 && !any_bullet)
      findings.push_back({document->path, number, "promise " + std::to_string(promise) + " has no bullet",
                          "name its tests, or write `- …: " + std::string(kNotYet) + "`"});
  };
  const auto lines = lines_of(document->text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    number = i + 1;
    if (lines[i].starts_with("## ")) {
      close_promise();
      promise = 0;
      for (const auto letter : lines[i].substr(3)) {
        if (std::isdigit(static_cast<unsigned char>(letter)) == 0) break;
        promise = promise * 10 + (letter - '0');
      }
      if (promise != 0) promises.insert(promise);
      any_bullet = false;
    }
    if (promise == 0 || !lines[i].starts_with("- ")) continue;
    any_bullet = true;
    std::string bullet(lines[i]);
    for (auto next = i + 1; next < lines.size() && lines[next].starts_with("  "); ++next)
      bullet += " " + std::string(lines[next].substr(2));
    const auto colon = bullet.rfind(": ");
    const auto proof = colon == std::string::npos ? std::string() : bullet.substr(colon + 2);
    const auto named = quoted_in(proof);
    if (named.empty() && proof != kNotYet)
      findings.push_back({document->path, number, "the bullet names no test",
                          "end it in `: ` and tests in backticks, or in `: " + std::string(kNotYet) + "`"});
    for (const auto& name : named)
      if (tests.count(name) == 0)
        findings.push_back({document->path, number, "there is no test " + name,
                            "name the test that proves it now, or write `" + std::string(kNotYet) + "`"});
  }
  close_promise();
  for (int wanted = 1; wanted <= kPromises; ++wanted)
    if (promises.count(wanted) == 0)
      findings.push_back(
          {document->path, 0, "promise " + std::to_string(wanted) + " is missing", "add `## " + std::to_string(wanted) + " …`"});
  return findings;
}

Findings check_links(const std::vector<SourceFile>& files) {
  namespace fs = std::filesystem;
  std::set<std::string> present;
  for (const auto& file : files)
    for (fs::path path = file.path; !path.empty(); path = path.parent_path()) present.insert(path.generic_string());
  Findings findings;
  for (const auto& file : files) {
    if (!file.path.ends_with(".md")) continue;
    for (auto at = file.text.find("]("); at != std::string::npos; at = file.text.find("](", at + 1)) {
      const auto end = file.text.find(')', at);
      if (end == std::string::npos) continue;
      auto target = file.text.substr(at + 2, end - at - 2);
      if (target.empty() || target.find("://") != std::string::npos || target.starts_with("#") ||
          target.find_first_of(" \n`") != std::string::npos)
        continue;
      target = target.substr(0, target.find('#'));
      auto path = (fs::path(file.path).parent_path() / target).lexically_normal().generic_string();
      if (path.ends_with('/')) path.pop_back();
      if (present.count(path) == 0 && path != ".")
        findings.push_back({file.path, line_of(file.text, at), "the link to " + target + " leads nowhere", "name a file of the project"});
    }
  }
  return findings;
}

}  // namespace redress::tidy
