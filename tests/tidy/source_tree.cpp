#include "tests/tidy/source_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace redress::tidy {
namespace {

// Not ours: .gitignore names them, or git keeps itself there.
constexpr std::array<std::string_view, 5> kForeignFolders{"build", ".git", ".cache", "node_modules", "__pycache__"};

bool is_word(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

/// Walks C++ once and copies each byte into the view it belongs to.
class Splitter {
 public:
  explicit Splitter(SourceFile& file) : file_(file), text_(file.text) {
    for (auto* view : {&file.code, &file.comments, &file.literals}) {
      view->assign(text_.size(), ' ');
      for (std::size_t i = 0; i < text_.size(); ++i)
        if (text_[i] == '\n') (*view)[i] = '\n';
    }
  }

  void run() {
    while (at_ < text_.size()) {
      if (starts("//")) {
        const auto end = std::min(text_.find('\n', at_), text_.size());
        take(file_.comments, end);
      } else if (starts("/*")) {
        take(file_.comments, past("*/", at_ + 2));
      } else if (text_[at_] == '"') {
        is_raw() ? take_raw() : take_quoted('"');
      } else if (text_[at_] == '\'' && !is_digit_separator()) {
        take_quoted('\'');
      } else {
        take(file_.code, at_ + 1);
      }
    }
  }

 private:
  [[nodiscard]] bool starts(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }
  [[nodiscard]] std::size_t past(std::string_view what, std::size_t from) const {
    const auto found = text_.find(what, from);
    return found == std::string::npos ? text_.size() : found + what.size();
  }
  void take(std::string& view, std::size_t end) {
    for (; at_ < end; ++at_)
      if (text_[at_] != '\n') view[at_] = text_[at_];
  }
  /// The word that ends right before this place.
  [[nodiscard]] std::string_view word_before() const {
    std::size_t begin = at_;
    while (begin > 0 && is_word(text_[begin - 1])) --begin;
    return std::string_view(text_).substr(begin, at_ - begin);
  }
  [[nodiscard]] bool is_raw() const {
    const auto prefix = word_before();
    return prefix == "R" || prefix == "u8R" || prefix == "LR" || prefix == "uR" || prefix == "UR";
  }
  /// 1'000: the quote stands inside a number.
  [[nodiscard]] bool is_digit_separator() const {
    const auto before = word_before();
    if (before.empty()) return false;
    if (std::isdigit(static_cast<unsigned char>(before.front())) != 0) return true;
    // the later groups of 1'000'000: the word before began after a separator
    const auto begin = at_ - before.size();
    return begin > 0 && text_[begin - 1] == '\'' && file_.code[begin - 1] == '\'';
  }
  void take_quoted(char quote) {
    auto end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2U : 1U;
    take(file_.literals, std::min(end + 1, text_.size()));
  }
  void take_raw() {
    const auto open = text_.find('(', at_);
    if (open == std::string::npos) return take(file_.literals, text_.size());
    const auto closing = ")" + text_.substr(at_ + 1, open - at_ - 1) + "\"";
    take(file_.literals, past(closing, open));
  }

  SourceFile& file_;
  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

bool SourceFile::is_header() const { return path.ends_with(".hpp"); }
bool SourceFile::is_cpp() const { return is_header() || path.ends_with(".cpp"); }
bool SourceFile::is_below(std::string_view folder) const { return path.starts_with(std::string(folder) + "/"); }
std::string SourceFile::name() const { return path.substr(path.rfind('/') + 1); }

SourceFile make_file(std::string path, std::string text) {
  SourceFile file;
  file.path = std::move(path);
  file.text = std::move(text);
  if (file.is_cpp()) Splitter(file).run();
  return file;
}

std::vector<SourceFile> read_tree(const std::string& root) {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  for (fs::recursive_directory_iterator entry(root), end; entry != end; ++entry) {
    const auto name = entry->path().filename().string();
    if (std::find(kForeignFolders.begin(), kForeignFolders.end(), name) != kForeignFolders.end()) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file() || entry->is_symlink()) continue;
    std::ifstream in(entry->path(), std::ios::binary);
    if (!in) throw std::runtime_error(entry->path().string() + " cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back(make_file(fs::relative(entry->path(), root).generic_string(), std::move(text).str()));
  }
  std::sort(files.begin(), files.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
  return files;
}

const std::vector<SourceFile>& project() {
  static const auto files = [] {
    const char* other = std::getenv("REDRESS_TIDY_ROOT");
    auto tree = read_tree(other != nullptr ? other : REDRESS_SOURCE_DIR);
    // A walk that found nearly nothing would let every rule pass.
    if (find(tree, "engine/core/words.hpp") == nullptr || find(tree, "cmake/modules.cmake") == nullptr)
      throw std::runtime_error("this is not the project's root: engine/core/words.hpp or cmake/modules.cmake is missing");
    return tree;
  }();
  return files;
}

const SourceFile* find(const std::vector<SourceFile>& files, std::string_view path) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

std::size_t line_of(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n'));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace redress::tidy
