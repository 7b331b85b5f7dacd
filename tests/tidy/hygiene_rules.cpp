#include "tests/tidy/hygiene_rules.hpp"

#include <algorithm>
#include <array>

namespace redress::tidy {
namespace {

// Written by people. Samples of foreign bytes (mails, fuzzing corpora, golden messages) are as they came.
constexpr std::array<std::string_view, 13> kTextEndings{".cpp",  ".hpp",   ".sql", ".cmake", ".txt", ".md", ".yaml",
                                                        ".json", ".story", ".py",  ".sh",    ".svg", ".yml"};
constexpr std::array<std::string_view, 8> kTextFiles{"run",         "check",         ".ci/run",    ".clang-format",
                                                     ".clang-tidy", ".editorconfig", ".gitignore", "LICENSE"};

bool is_ours(const SourceFile& file) {
  if (file.path.find("/corpus/") != std::string::npos || file.path.find("/golden/") != std::string::npos) return false;
  return std::any_of(kTextEndings.begin(), kTextEndings.end(), [&](auto ending) { return file.path.ends_with(ending); }) ||
         std::find(kTextFiles.begin(), kTextFiles.end(), file.path) != kTextFiles.end();
}

/// Code points, not bytes.
std::size_t letters(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

template <class Visit>
void for_each_line(const SourceFile& file, Visit&& visit) {
  std::size_t number = 0;
  for (const auto line : lines_of(file.text)) visit(++number, line);
}

}  // namespace

Findings check_line_lengths(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_cpp() && !(file.path.ends_with(".sql") && file.is_below("engine"))) continue;
    const bool is_table = file.is_below("workflows") && file.name() == "table.hpp";
    const auto text = lines_of(file.text);
    const auto literals = lines_of(file.literals);
    for (std::size_t i = 0; i < text.size(); ++i) {
      auto length = letters(text[i]);
      if (length > kLineLettersMax && file.is_below("tests") && i < literals.size()) {
        const auto quoted =
            static_cast<std::size_t>(std::count_if(literals[i].begin(), literals[i].end(), [](char byte) { return byte != ' '; }));
        length -= std::min(length, quoted);
      }
      if (length > (is_table ? kRowLettersMax : kLineLettersMax))
        findings.push_back({file.path, i + 1, "the line has " + std::to_string(length) + " letters",
                            "clang-format -i --lines=" + std::to_string(i + 1) + ":" + std::to_string(i + 1) + " " + file.path});
    }
  }
  return findings;
}

Findings check_blanks(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!is_ours(file)) continue;
    for_each_line(file, [&](std::size_t number, std::string_view line) {
      if (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
        findings.push_back({file.path, number, "blanks at the end of the line", "take them out"});
      if ((file.is_cpp() || file.path.ends_with(".sql")) && line.find('\t') != std::string_view::npos)
        findings.push_back({file.path, number, "a tab", "indent by two blanks; inside text write \\t"});
    });
    if (!file.text.empty() && file.text.back() != '\n') findings.push_back({file.path, 0, "no line end at the end of the file", "add it"});
  }
  return findings;
}

Findings check_file_sizes(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files)
    if (file.text.size() > kFileBytesMax)
      findings.push_back({file.path, 0, "the file has " + std::to_string(file.text.size() / 1000) + " kB",
                          "keep what is big outside the repository, or make it when it is needed"});
  return findings;
}

Findings check_headers(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!file.is_header()) continue;
    if (!file.text.starts_with("// ") && !file.text.starts_with("/// ") && !file.text.starts_with("/* "))
      findings.push_back({file.path, 1, "the header does not begin with a comment", "say first what it is for and what it relies on"});
    bool once = false;
    for (const auto line : lines_of(file.code)) once = once || line.starts_with("#pragma once");
    if (!once) findings.push_back({file.path, 0, "no #pragma once", "add it after the comment at the top"});
  }
  return findings;
}

Findings check_to_dos(const std::vector<SourceFile>& files) {
  // Put together from halves, since this file is looked at too.
  const std::array<std::string, 3> marks{std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X"};
  Findings findings;
  for (const auto& file : files) {
    if (!is_ours(file)) continue;
    for (const auto& mark : marks)
      for_each_word(file.text, mark, [&](std::size_t at) {
        auto next = at + mark.size();
        if (next < file.text.size() && file.text[next] == '(') ++next;
        next = skip_blanks(file.text, next);
        const bool numbered = file.text.compare(next, 1, "#") == 0 && next + 1 < file.text.size() &&
                              std::isdigit(static_cast<unsigned char>(file.text[next + 1])) != 0;
        if (!numbered)
          findings.push_back({file.path, line_of(file.text, at), mark + " without the number of an issue",
                              "do it, or open an issue and write " + mark + "(#12)"});
      });
  }
  return findings;
}

Findings check_paths(const std::vector<SourceFile>& files) {
  const std::array<std::string, 4> paths{std::string("/wo") + "rk/", std::string("/tmp/") + "wt", std::string("/ho") + "me/",
                                         std::string("/Us") + "ers/"};
  Findings findings;
  for (const auto& file : files) {
    if (!is_ours(file)) continue;
    for (const auto& path : paths)
      for (auto at = file.text.find(path); at != std::string::npos; at = file.text.find(path, at + 1)) {
        // `https://example.org/…` and `../x/…` are no paths of a machine.
        const char before = at == 0 ? ' ' : file.text[at - 1];
        if (is_word_letter(before) || before == '.' || before == '-' || before == '}') continue;
        // Names of people are in lower case: `/Maildir` is a part of a path that is put together.
        const auto after = at + path.size();
        if (path.back() == '/' && (after >= file.text.size() || std::islower(static_cast<unsigned char>(file.text[after])) == 0)) continue;
        findings.push_back({file.path, line_of(file.text, at), "names a folder of one machine (" + path + ")",
                            "name it from the project's root, or by a setting"});
      }
  }
  return findings;
}

}  // namespace redress::tidy
